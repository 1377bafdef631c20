import pytest

from rundot_studio.domain.first_words import first_words


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("red knight with an axe", "red knight"),
        ("knight in golden armour today", "knight in golden armour"),
        ("something to sit on", "something to sit on"),
        ("of the in on at by", "of"),
        ("knight", "knight"),
        ("", ""),
    ],
)
def test_no_small_word_is_left_hanging_at_the_cut(text: str, kept: str) -> None:
    assert first_words(text.split(), 4) == kept.split()
