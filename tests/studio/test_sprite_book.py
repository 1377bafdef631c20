from pathlib import Path

import pytest

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.export.sheet import Borders
from rundot_studio.export.spec import SpriteSettings
from rundot_studio.studio.sprite_book import SpriteBook

HERO = SpriteSettings("hero", (0.5, 1.0), Borders(1, 2, 3, 4), 80, (1, 2, 3))


def test_settings_are_there_the_next_time(tmp_path: Path) -> None:
    SpriteBook(tmp_path / "sprites.json").change({"a": HERO})
    assert SpriteBook(tmp_path / "sprites.json").settings(["a", "b"]) == {"a": HERO}


def test_a_change_tells_what_undoes_it(tmp_path: Path) -> None:
    book = SpriteBook(tmp_path / "sprites.json")
    book.change({"a": HERO})
    before = book.change({"a": SpriteSettings("other"), "b": HERO})
    book.change(before)
    assert book.settings(["a", "b"]) == {"a": HERO}


def test_what_belongs_to_one_export_is_not_kept(tmp_path: Path) -> None:
    book = SpriteBook(tmp_path / "sprites.json")
    book.change({"a": SpriteSettings(scale=0.5, left_out=True)})
    assert book.settings(["a"]) == {}


def test_pictures_become_an_animation_in_their_order(tmp_path: Path) -> None:
    book = SpriteBook(tmp_path / "sprites.json")
    book.change({"b": SpriteSettings(pivot=(0.5, 1.0))})
    before = book.name_animation("walk", ["b", "a"])
    assert book.settings(["a", "b"]) == {
        "b": SpriteSettings("walk_0", (0.5, 1.0)),
        "a": SpriteSettings("walk_1"),
    }
    book.change(before)
    assert book.settings(["a", "b"]) == {"b": SpriteSettings(pivot=(0.5, 1.0))}
    book.name_animation("run", [f"{n}" for n in range(12)])
    assert book.settings(["3"])["3"].name == "run_03"


@pytest.mark.parametrize(
    "settings",
    [SpriteSettings(pivot=(9.0, 0.5)), SpriteSettings(borders=Borders(-1, 0, 0, 0)), SpriteSettings(duration_ms=0)],
)
def test_what_can_not_be_is_refused(tmp_path: Path, settings: SpriteSettings) -> None:
    with pytest.raises(RuleBroken):
        SpriteBook(tmp_path / "sprites.json").change({"a": settings})


@pytest.mark.parametrize("text", ["", "{", '{"sprites": 3}', '{"sprites": {"a": {"pivot": "x"}}}'])
def test_a_file_that_was_spoiled_by_hand_counts_as_empty(tmp_path: Path, text: str) -> None:
    (tmp_path / "sprites.json").write_text(text)
    assert SpriteBook(tmp_path / "sprites.json").settings(["a"]) == {}
