"""The note of words that the painter did not know: there and back, and nothing from outside is trusted."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.imaging import codec, png_chunks
from rundot_studio.imaging.ignored_words import KEY, LONGEST_WORD, MOST_WORDS, note_ignored_words, read_ignored_words

PICTURE = codec.encode_png(np.zeros((4, 4, 3), np.uint8))
LETTERS = st.characters(exclude_categories=("Cs",))
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=LONGEST_WORD), max_size=MOST_WORDS)


@given(WORDS)
def test_the_words_come_back(words: list[str]) -> None:
    assert read_ignored_words(note_ignored_words(PICTURE, words)) == tuple(words)


def test_where_nothing_was_ignored_the_picture_stays_as_it_is() -> None:
    assert note_ignored_words(PICTURE, []) == PICTURE
    assert read_ignored_words(PICTURE) == ()


@pytest.mark.parametrize("note", ["{}", "3", "[3, null]", "no json", "[" * 100_000, json.dumps({"a": ["b"]})])
def test_a_note_that_is_none_of_ours_says_nothing(note: str) -> None:
    assert read_ignored_words(png_chunks.with_text(PICTURE, KEY, note)) == ()


@pytest.mark.parametrize("data", [b"", b"GIF89a", PICTURE[:40], PICTURE[:8] + b"\xff" * 30])
def test_what_is_no_whole_picture_says_nothing(data: bytes) -> None:
    assert read_ignored_words(data) == ()


def test_a_long_note_is_cut() -> None:
    long = png_chunks.with_text(PICTURE, KEY, json.dumps(["x" * 10_000] * 1000))
    assert read_ignored_words(long) == ("x" * LONGEST_WORD,) * MOST_WORDS
