"""Matching: laws for anything typed, and the order an artist expects."""

from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.ui.actions.matching import match

WORDS = st.text(alphabet="abcd efgÄßé", min_size=0, max_size=12)


@given(WORDS)
def test_every_name_fits_itself_and_nothing_fits_everything(name: str) -> None:
    assert match(name, name) is not None
    assert match("", name) is not None


@given(WORDS, WORDS)
def test_what_is_met_are_the_typed_letters_in_their_order(typed: str, name: str) -> None:
    found = match(typed, name)
    if found is not None:
        assert list(found.places) == sorted(set(found.places))
        met = [name[place].lower()[:1] for place in found.places]
        assert met == [letter.lower()[:1] for letter in typed if not letter.isspace()]


def order(typed: str, *names: str) -> list[str]:
    fits = [(found.score, name) for name in names if (found := match(typed, name)) is not None]
    return [name for _score, name in sorted(fits, reverse=True)]


def test_beginnings_of_words_come_first() -> None:
    assert order("co", "Scout", "Cut out", "Copy", "Compare") == ["Copy", "Compare", "Cut out", "Scout"]
    assert order("cut", "Shortcuts", "Cut out") == ["Cut out", "Shortcuts"]
    assert order("xyz", "Cut out") == []


def test_it_stays_quick_on_long_names() -> None:
    assert match("a" * 300, "a" * 100_000) is None
    assert match("ab", "ab" * 100_000) is not None
