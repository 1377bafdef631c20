"""File names that every system can hold and a person can read."""

import unicodedata
from datetime import UTC, datetime
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.domain.recipe import CutoutRecipe, GenerateRecipe, SourceImage
from rundot_studio.library.layout import MAX_NAME_BYTES, picture_path, with_full_id, words_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ID = "a1b2c3d4e5"


def path_for(prompt: str, seed: int | None = 12345) -> PurePosixPath:
    return picture_path(GenerateRecipe(prompt), prompt, seed, ID, NOON, "png")


def test_a_name_tells_date_words_seed_and_short_id() -> None:
    assert str(path_for("A brave knight in golden armor")) == (
        "pictures/2026/11/22-brave-knight-in-golden-s12345-a1b2c3.png"
    )


def test_a_cut_out_is_named_after_the_picture_it_was_cut_from() -> None:
    recipe = CutoutRecipe(SourceImage("pictures/2026/11/22-brave-knight-in-golden-s12345-a1b2c3.png"))
    path = picture_path(recipe, words_of(recipe), None, "0f0f0f0f0f", NOON, "png")
    assert path.name == "22-brave-knight-in-golden-cutout-0f0f0f.png"


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("żółty smok 🐉", "22-żółty-smok-s12345-a1b2c3.png"),
        ("🐉🔥", "22-s12345-a1b2c3.png"),
        ("a red knight with an axe", "22-red-knight-s12345-a1b2c3.png"),
        ("CON", "22-con-s12345-a1b2c3.png"),
        ("../../etc/passwd", "22-etc-passwd-s12345-a1b2c3.png"),
        ("dots... and spaces. ", "22-dots-and-spaces-s12345-a1b2c3.png"),
        ("勇敢な騎士", "22-勇敢な騎士-s12345-a1b2c3.png"),
    ],
)
def test_unicode_is_kept_and_what_systems_forbid_is_not(prompt: str, name: str) -> None:
    assert path_for(prompt).name == unicodedata.normalize("NFC", name)


@given(st.text(max_size=300), st.none() | st.integers(0, 2**31 - 1))
def test_every_name_is_short_and_safe_everywhere(prompt: str, seed: int | None) -> None:
    path = path_for(prompt, seed)
    assert len(path.parts) == 4
    assert len(path.name.encode()) <= MAX_NAME_BYTES
    assert not set(path.name) & set('<>:"/\\|?*\0')
    assert not any(unicodedata.category(letter).startswith("C") for letter in path.name)
    assert path.name[0].isdigit()
    assert not path.stem.endswith((".", " "))
    assert path.name == unicodedata.normalize("NFC", path.name)


def test_a_taken_name_gets_the_whole_id() -> None:
    assert with_full_id(path_for("a knight"), ID).name == "22-knight-s12345-a1b2c3d4e5.png"
