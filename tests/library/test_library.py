"""Pictures are kept as files with their recipes inside, and found again."""

import io
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from rundot_studio.domain.errors import LibraryUnusable, PictureUnknown
from rundot_studio.domain.job import JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import CutoutRecipe, GenerateRecipe, SourceImage, recipe_from_json
from rundot_studio.imaging import a1111, recipe_chunks
from rundot_studio.library.files import sha256
from rundot_studio.library.library import Library

from .conftest import answered_job, png_bytes

Store = Callable[..., Picture]


def test_a_stored_picture_is_a_file_with_the_same_pixels_and_its_recipe_inside(library: Library, store: Store) -> None:
    picture = store(1)
    data = library.absolute(picture).read_bytes()
    assert picture.path == "pictures/2026/11/22-knight-number-1-s42-000000.png"
    assert Image.open(io.BytesIO(data)).tobytes() == Image.open(io.BytesIO(png_bytes())).tobytes()
    record = a1111.read_recipe(recipe_chunks.extract(data) or "")
    assert record is not None
    assert recipe_from_json(record["recipe"]) == picture.recipe
    assert (record["id"], record["seed"], record["model"]) == (picture.id, 42, "gpt-image-2")
    assert record["procedural"] is True
    assert (picture.delivered_sha256, picture.stored_sha256) == (sha256(png_bytes()), sha256(data))


def test_picture_and_job_are_recorded_together(library: Library, store: Store) -> None:
    picture = store(1)
    job = library.journal.get(picture.id)
    assert job is not None
    assert (job.state, job.picture_id) == (JobState.STORED, picture.id)
    assert library.journal.unfinished() == []


def test_everything_is_there_after_reopening(tmp_path: Path) -> None:
    library = Library(tmp_path)
    stored = library.store(answered_job(1), png_bytes(), "png", (8, 6), True)
    library.close()
    again = Library(tmp_path)
    assert again.get(stored.id) == stored
    again.close()


def test_a_crash_between_file_and_rows_gives_one_file_and_one_picture_at_the_next_try(library: Library) -> None:
    job = answered_job(1)
    draft = library.store(job, png_bytes(), "png", (8, 6), True)
    with library._database.transaction() as connection:  # as if the rows had never been written
        connection.execute("DELETE FROM pictures")
        connection.execute("UPDATE jobs SET state = 'answered', picture_id = NULL")
    again = library.store(job, png_bytes(), "png", (8, 6), True)
    assert again.path == draft.path
    assert len(list(library.folder.rglob("*.png"))) == 1
    assert library.count() == 1


def test_storing_an_answered_job_twice_keeps_one_picture(library: Library) -> None:
    first = library.store(answered_job(1), png_bytes(), "png", (8, 6), True)
    assert library.store(answered_job(1), png_bytes(), "png", (8, 6), True) == first
    assert library.count() == 1


def test_pictures_whose_names_collide_are_both_kept(library: Library) -> None:
    recipe = GenerateRecipe("a knight", seed=42)
    paths = {
        library.store(answered_job(number, recipe), png_bytes((number, 0, 0, 255)), "png", (8, 6), True).path
        for number in (1, 2, 3)
    }
    assert len(paths) == 3
    assert len(list(library.folder.rglob("*.png"))) == 3


def test_pages_run_from_new_to_old_without_gaps(library: Library, store: Store) -> None:
    for number in range(25):
        store(number)
    seen: list[int] = []
    before = None
    while page := library.page(10, before):
        seen += [picture.number for picture in page]
        before = page[-1].number
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == library.count() == 25


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("dragon", 1),
        ("drag", 1),
        ("DRAGON cave", 1),
        ("zołty", 1),
        ("żółty", 1),
        ("blurry", 1),
        ("knight dragon", 0),
        ('"; DROP TABLE', 0),
        ("*", 3),
        ("", 3),
    ],
)
def test_words_are_found_by_their_beginnings_in_any_case_and_accent(
    library: Library, store: Store, search: str, found: int
) -> None:
    store(1, GenerateRecipe("a dragon in a cave", negative_prompt="blurry"))
    store(2, GenerateRecipe("żółty smok"))
    store(3, GenerateRecipe("a knight"))
    assert len(library.page(10, search=search)) == library.count(search) == found


def test_a_picture_is_found_by_the_beginning_of_its_id(library: Library) -> None:
    job = answered_job(0xA1B2C3D4E5)
    picture = library.store(job, png_bytes(), "png", (8, 6), True)
    assert library.get("a1b2") == library.get("A1B2C3D4E5") == picture
    library.store(answered_job(0xA1B2000000), png_bytes(), "png", (8, 6), True)
    with pytest.raises(PictureUnknown, match="several"):
        library.get("a1b2")
    for wrong in ("", "a1b", "ffff", "knight", "a1b2%"):
        with pytest.raises(PictureUnknown):
            library.get(wrong)


def test_a_cut_out_knows_its_parent_and_the_parent_its_children(library: Library, store: Store) -> None:
    parent = store(1)
    recipe = CutoutRecipe(SourceImage(parent.path, picture_id=parent.id))
    child = store(2, recipe, parent.id)
    assert child.parent_id == parent.id
    assert library.children(parent.id) == [child]
    assert "cutout" in child.path


def test_a_family_is_never_shown_with_what_is_in_the_trash(library: Library, store: Store) -> None:
    parent = store(1)
    recipe = CutoutRecipe(SourceImage(parent.path, picture_id=parent.id))
    children = [store(number, recipe, parent.id) for number in (2, 3)]
    grandchild = store(4, recipe, children[0].id)
    assert library.parent(children[0]) == parent
    assert library.parent(parent) is None
    library.delete([parent.id, children[1].id])
    assert library.parent(children[0]) is None
    assert library.children(parent.id) == [children[0]]
    assert library.deleted([parent.id]) == {parent.id}
    assert library.parent(grandchild) == children[0]
    library.empty_trash(hand_over=Path.unlink)
    assert library.parent(children[0]) is None
    assert library.children(parent.id) == [children[0]]
    assert library.get(children[0].id).parent_id == parent.id


def test_a_source_is_kept_once_by_content(library: Library) -> None:
    digest = library.keep_source(b"reference", "png")
    assert library.keep_source(b"reference", "png") == digest
    assert library.read_source(digest) == b"reference"
    with pytest.raises(LibraryUnusable, match="missing"):
        library.read_source("0" * 64)


def test_half_written_files_of_a_crash_are_swept(library: Library, store: Store) -> None:
    picture = store(1)
    half = library.absolute(picture).with_name(".22-half.png.part")
    half.write_bytes(b"half")
    assert library.sweep() == 1
    assert not half.exists()
    assert library.absolute(picture).exists()


def other_database(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_folder_of_something_else_is_not_taken_over(tmp_path: Path) -> None:
    (tmp_path / "novel.txt").write_text("It was a dark and stormy night.")
    with pytest.raises(LibraryUnusable, match="something else"):
        Library(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["novel.txt"]


def test_a_file_is_not_a_library(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryUnusable, match="is a file"):
        Library(tmp_path / "file")


def test_another_programs_database_is_refused_and_untouched(tmp_path: Path) -> None:
    other_database(tmp_path / "library.sqlite3", "CREATE TABLE songs (title TEXT)")
    before = (tmp_path / "library.sqlite3").read_bytes()
    with pytest.raises(LibraryUnusable, match="another program"):
        Library(tmp_path)
    assert (tmp_path / "library.sqlite3").read_bytes() == before


def test_a_newer_library_is_refused(tmp_path: Path) -> None:
    Library(tmp_path).close()
    other_database(tmp_path / "library.sqlite3", "PRAGMA user_version = 999")
    with pytest.raises(LibraryUnusable, match="newer"):
        Library(tmp_path)


def test_a_damaged_database_is_a_sentence_and_the_pictures_stay(tmp_path: Path) -> None:
    library = Library(tmp_path)
    picture = library.store(answered_job(1), png_bytes(), "png", (8, 6), True)
    library.close()
    (tmp_path / "library.sqlite3").write_bytes(b"this is not a database, it only pretends to be one" * 100)
    with pytest.raises(LibraryUnusable, match="damaged"):
        Library(tmp_path)
    assert (tmp_path / picture.path).exists()


def test_a_library_whose_database_was_deleted_opens_empty_beside_its_pictures(tmp_path: Path) -> None:
    library = Library(tmp_path)
    picture = library.store(answered_job(1), png_bytes(), "png", (8, 6), True)
    library.close()
    for file in tmp_path.glob("library.sqlite3*"):
        file.unlink()
    again = Library(tmp_path)
    assert again.count() == 0
    assert again.absolute(picture).exists()
    again.close()
