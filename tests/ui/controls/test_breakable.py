"""Paths and addresses break where an eye expects it, and never make a column wider."""

import pytest

from rundot_studio.ui.controls.fields import WORD_MOST, breakable


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("kept in /srv/ada/pictures/library", ["kept in /srv/", "ada/", "pictures/", "library"]),
        ("C:\\Users\\ada\\Pictures\\library", ["C:\\Users\\", "ada\\", "Pictures\\", "library"]),
        ("https://studio.example/v1", ["https://studio.e", "xample/", "v1"]),
        ("short words stay", ["short words stay"]),
        ("a" * 40, ["a" * WORD_MOST, "a" * WORD_MOST, "a" * 8]),
    ],
)
def test_long_words_break_after_folders_and_at_last_anywhere(text: str, parts: list[str]) -> None:
    assert breakable(text).split("\u200b") == parts
