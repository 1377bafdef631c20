"""The database can be deleted: files and sidecars make the same library again."""

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from rundot_studio.domain.errors import LibraryUnusable
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import CutoutRecipe, SourceImage
from rundot_studio.library.layout import DATABASE
from rundot_studio.library.library import Library
from rundot_studio.library.rebuild import rebuild
from rundot_studio.library.verify import verify

from .conftest import answered_job, png_bytes

Contents = dict[str, object]


def fill(folder: Path) -> None:
    """Pictures of a family, with all kinds of marks, one of them in the trash."""
    library = Library(folder)
    try:
        for number in range(5):
            library.store(answered_job(number), png_bytes((number, 9, 9, 255)), "png", (8, 6), True)
        first = f"{0:010x}"
        cutout = CutoutRecipe(SourceImage(library.get(first).path, picture_id=first))
        library.store(answered_job(9, cutout, first), png_bytes((9, 9, 9, 0)), "png", (8, 6), True)
        library.star([first, f"{1:010x}"], 4)
        library.tag([first], ["boss", "Öl & Wasser"])
        library.note([f"{2:010x}"], "for level two\nand three")
        for name in ("Enemies", "Empty", "Heroes"):
            library.create_board(name)
        enemies, empty, heroes = library.boards()
        library.put_on_board(enemies.id, [f"{2:010x}", first, f"{1:010x}"])
        library.order_boards([heroes.id, enemies.id, empty.id])
        library.delete([f"{3:010x}"])
        library.keep_source(b"a reference", "png")
    finally:
        library.close()


def contents(folder: Path) -> Contents:
    library = Library(folder)
    try:
        ids = [picture.id for picture in library.page(99)] + library.trash()
        pictures = {picture: replace(library.get(picture), number=0) for picture in ids}
        return {
            "pictures": pictures,
            "marks": library.marks(ids),
            "boards": library.boards(),
            "orders": [[each.id for each in library.board_pictures(board.id)] for board in library.boards()],
            "trash": library.trash(),
            "found": [picture.id for picture in library.page(99, search="level")],
            "children": {picture: [child.id for child in library.children(picture)] for picture in ids},
            "clean": (verify(library._database, folder).clean, verify(library._database, folder).unknown),
        }
    finally:
        library.close()


def delete_database(folder: Path) -> None:
    for path in folder.glob(f"{DATABASE}*"):
        path.unlink()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path / "library")
    return tmp_path / "library"


def test_a_deleted_database_comes_back_the_same(folder: Path) -> None:
    before = contents(folder)
    delete_database(folder)
    rebuilt = rebuild(folder)
    assert contents(folder) == before
    assert (rebuilt.pictures, rebuilt.boards, rebuilt.unreadable, rebuilt.kept) == (6, 3, [], None)


def test_running_twice_gives_the_same_and_keeps_the_old_ones(folder: Path) -> None:
    before = contents(folder)
    first = rebuild(folder).kept
    second = rebuild(folder).kept
    assert contents(folder) == before
    assert first is not None
    assert second is not None
    assert first != second
    assert first.is_file()
    assert second.is_file()


def test_a_picture_that_was_restored_comes_back_where_it_was(folder: Path) -> None:
    delete_database(folder)
    rebuild(folder)
    library = Library(folder)
    try:
        (deleted,) = library.trash()
        library.restore([deleted])
        picture = library.get(deleted)
        assert picture.path.startswith("pictures/")
        assert library.absolute(picture).is_file()
    finally:
        library.close()


@pytest.mark.parametrize("damage", [b"", b"not a database" * 999, None])
def test_a_damaged_database_is_replaced_and_kept(folder: Path, damage: bytes | None) -> None:
    before = contents(folder)
    path = folder / DATABASE
    content = bytearray(path.read_bytes())
    content[5000:9000] = bytes(4000)
    broken = bytes(content) if damage is None else damage
    path.write_bytes(broken)
    kept = rebuild(folder).kept
    assert contents(folder) == before
    assert kept is not None
    assert kept.read_bytes() == broken


def test_jobs_of_a_readable_database_are_taken_over(folder: Path) -> None:
    library = Library(folder)
    library.journal.add([answered_job(77)])
    library.close()
    assert rebuild(folder).jobs > 0
    library = Library(folder)
    try:
        assert [job.id for job in library.journal.unfinished()] == [f"{77:010x}"]
    finally:
        library.close()


def test_a_library_that_is_open_elsewhere_is_refused(folder: Path) -> None:
    library = Library(folder)
    try:
        with pytest.raises(LibraryUnusable, match="open in another program"):
            rebuild(folder)
    finally:
        library.close()


def test_what_is_no_whole_picture_is_named_and_stays(folder: Path) -> None:
    (folder / "pictures" / "text.png").write_text("no picture")
    (folder / "pictures" / "cut.png").write_bytes(png_bytes()[:50])
    rebuilt = rebuild(folder)
    assert sorted(path for path, _ in rebuilt.unreadable) == ["pictures/cut.png", "pictures/text.png"]
    assert rebuilt.pictures == 6
    assert (folder / "pictures" / "text.png").exists()


def test_a_copied_file_is_no_second_picture_and_a_repainted_one_is(folder: Path) -> None:
    library = Library(folder)
    first: Picture = library.get(f"{0:010x}")
    path = library.absolute(first)
    library.close()
    shutil.copy(path, path.with_name("00 copy.png"))
    from rundot_studio.imaging import recipe_chunks

    text = recipe_chunks.extract(path.read_bytes())
    assert text is not None
    repainted = recipe_chunks.embed(png_bytes((77, 0, 0, 255)), text)
    path.with_name("01 repainted.png").write_bytes(repainted)
    rebuilt = rebuild(folder)
    assert rebuilt.pictures == 7
    assert [path.rpartition("/")[2] for path, _ in rebuilt.unreadable] == ["00 copy.png"]
    library = Library(folder)
    try:
        assert library.get(first.id).path == first.path
        assert len(library.children(first.id)) == 2
    finally:
        library.close()


def test_an_unreadable_sidecar_costs_its_marks_only(folder: Path) -> None:
    for path in folder.rglob("about-these-pictures.json"):
        path.write_text("{ broken")
    assert rebuild(folder).pictures == 6


def test_a_failure_leaves_the_old_database(folder: Path) -> None:
    before = contents(folder)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(folder, stop)
    assert contents(folder) == before
    assert not list(folder.glob("*rebuild*"))


def test_a_folder_that_is_no_library_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.txt").write_text("mine")
    for folder in (tmp_path / "photos", tmp_path / "nowhere"):
        with pytest.raises(LibraryUnusable):
            rebuild(folder)


def test_the_new_database_is_whole_by_itself(folder: Path) -> None:
    rebuild(folder)
    connection = sqlite3.connect(f"file:{folder / DATABASE}?mode=ro&immutable=1", uri=True)
    try:
        assert connection.execute("SELECT count(*) FROM pictures").fetchone()[0] == 6
    finally:
        connection.close()


def test_whoever_opens_a_library_without_its_database_is_told(folder: Path) -> None:
    delete_database(folder)
    for _ in range(2):
        library = Library(folder)
        assert "rundot-studio library rebuild" in library.notice
        library.close()
    rebuild(folder)
    library = Library(folder)
    assert library.notice == ""
    library.close()


def test_an_empty_library_needs_no_notice(tmp_path: Path) -> None:
    library = Library(tmp_path / "new")
    assert library.notice == ""
    library.close()
