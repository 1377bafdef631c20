"""Words are compared without case, accents and signs, whatever is typed."""

import sqlite3
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.library.folding import MAX_TYPED_WORDS, fold, match_expression

ANY_TEXT = st.text(st.characters(min_codepoint=0, max_codepoint=sys.maxunicode, categories=None))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("A Brave KNIGHT, half-timbered", "a brave knight half timbered"),
        ("żółty Łódź", "zolty lodz"),
        ("Ångström smørrebrød", "angstrom smorrebrod"),
        ("Straße STRASSE ẞ", "strasse strasse ss"),
        ("İstanbul ısı", "istanbul isi"),
        ("Þór æon œuvre đak", "thor aeon oeuvre dak"),
        ("ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ"),
        ("ﬁre ½ ２", "fire 1 2 2"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("a\ud800b\x00c", "a b c"),
        ("勇敢な騎士", "勇 敢 な 騎 士"),
        ("🐉 and 🐉🔥", "🐉 and 🐉 🔥"),
        ("", ""),
        ("*\"'(){}^:-+", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_vowel_signs_do_not_split_words() -> None:
    assert len(fold("हिन्दी கிழக்கு ไทยที่").split()) == 3


@given(ANY_TEXT)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_case_makes_no_difference_to_letters_that_have_just_two(text: str) -> None:
    plain = "".join(letter for letter in text if letter.lower().upper() == letter or letter.upper().lower() == letter)
    assert fold(plain.upper().lower()) == fold(plain.lower())


@pytest.fixture(scope="module")
def words() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize = 'ascii', prefix = '1 2 3')")
    yield connection
    connection.close()


@given(ANY_TEXT)
def test_whatever_is_typed_is_a_valid_expression(words: sqlite3.Connection, text: str) -> None:
    if expression := match_expression(text):
        words.execute("SELECT rowid FROM words WHERE words MATCH ?", (expression,)).fetchall()


@given(st.text(min_size=1))
def test_a_text_is_found_by_itself_and_by_the_beginning_of_its_last_word(words: sqlite3.Connection, text: str) -> None:
    words.execute("DELETE FROM words")
    words.execute("INSERT INTO words VALUES (?)", (fold(text),))
    typed = text.split()
    for asked in filter(match_expression, (text, *typed[:1])):
        found = words.execute("SELECT count(*) FROM words WHERE words MATCH ?", (match_expression(asked),)).fetchone()
        assert found == (1,)


def test_of_very_long_text_the_first_words_count() -> None:
    assert match_expression("word " * 5000).count('"word"*') == MAX_TYPED_WORDS


def test_signs_alone_ask_for_nothing() -> None:
    assert match_expression(' * " - ') == ""
