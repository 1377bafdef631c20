"""Wildcards, styles and matrices lie in the library and move with it."""

from pathlib import Path

from rundot_studio.domain.matrix import Axis, AxisKind, matrix
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.export.sheet import Borders
from rundot_studio.export.spec import SpriteSettings
from rundot_studio.library.library import Library
from rundot_studio.library.restore import restore
from rundot_studio.studio.matrix_files import new_record, read_records, write_record
from rundot_studio.studio.sprite_book import FILE_NAME, SpriteBook
from rundot_studio.studio.styles import StyleBook
from rundot_studio.studio.wildcards import WildcardFolder


def test_a_backup_brings_them_back_and_leaves_out_what_no_restore_would_take(library: Library, tmp_path: Path) -> None:
    WildcardFolder(library.folder).write("head/hat", "cap")
    style = StyleBook(library.folder).create("Ink", "{prompt}, ink")
    planned = matrix("gem", GenerateRecipe("-"), Axis(AxisKind.SEED, ("1",)))
    record = new_record("0a1b2c3d", planned, ["0123456789"])
    write_record(library.folder, record)
    for odd in ("what?.txt", "HEAD.txt", "head.TXT", "tab\t.txt"):
        (library.folder / "wildcards" / odd).write_text("x")
    library.back_up(tmp_path / "backup.zip")
    restored = restore(tmp_path / "backup.zip", tmp_path / "again")
    assert restored.verification.clean
    assert WildcardFolder(restored.folder).table().options("head/hat") == ("cap",)
    assert StyleBook(restored.folder).get("ink") == style
    assert read_records(restored.folder) == [record]


def test_a_backup_brings_back_what_was_set_for_sprites(library: Library, tmp_path: Path) -> None:
    panel = SpriteSettings("ui_panel", (0.5, 1.0), Borders(3, 4, 5, 6))
    SpriteBook(library.folder / FILE_NAME).change({"0123456789": panel})
    library.back_up(tmp_path / "backup.zip")
    restored = restore(tmp_path / "backup.zip", tmp_path / "again")
    assert SpriteBook(restored.folder / FILE_NAME).settings(["0123456789"]) == {"0123456789": panel}


def test_a_library_that_lost_its_database_is_still_known_by_them(tmp_path: Path) -> None:
    WildcardFolder(tmp_path / "library").write("hat", "cap")
    Library(tmp_path / "library").close()
