"""Deleting is moving aside; only emptying lets go, and only of what the system's trash took."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rundot_studio.domain.errors import LibraryUnusable, PictureUnknown
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import CutoutRecipe, SourceImage
from rundot_studio.library.library import Library
from rundot_studio.library.trash import system_trash

from .conftest import answered_job, png_bytes

Store = Callable[..., Picture]


def files(library: Library) -> list[str]:
    return sorted(file.relative_to(library.folder).as_posix() for file in library.folder.rglob("*.png"))


def test_a_deleted_picture_moves_aside_and_comes_back_to_the_same_path(library: Library, store: Store) -> None:
    picture = store(1)
    data = library.read(picture)
    change = library.delete([picture.id])
    aside = library.get(picture.id)
    assert files(library) == [aside.path] == [picture.path.replace("pictures/", "trash/", 1)]
    assert library.read(aside) == data
    assert (library.count(), library.page(5), library.trash()) == (0, [], [picture.id])
    library.undo(change)
    assert library.get(picture.id) == picture
    assert library.read(picture) == data
    assert (library.count(), library.trash()) == (1, [])


def test_deleting_and_restoring_are_announced(library: Library, store: Store) -> None:
    ids = frozenset(store(number).id for number in (1, 2))
    told: list[tuple[str, frozenset[str]]] = []
    library.pictures_deleted.connect(lambda gone: told.append(("deleted", gone)))
    library.pictures_restored.connect(lambda back: told.append(("restored", back)))
    library.restore(ids)
    library.delete(ids)
    library.delete(ids)
    library.restore(ids)
    assert told == [("deleted", ids), ("restored", ids)]


def test_children_of_a_deleted_picture_stay_and_still_name_it(library: Library, store: Store) -> None:
    parent = store(1)
    child = store(2, CutoutRecipe(SourceImage(parent.path, picture_id=parent.id)), parent.id)
    library.delete([parent.id])
    assert library.get(child.id) == child
    assert library.deleted([parent.id, child.id]) == {parent.id}
    library.empty_trash(hand_over=Path.unlink)
    assert library.get(child.id).parent_id == parent.id
    assert library.deleted([parent.id, child.id]) == {parent.id}
    with pytest.raises(PictureUnknown):
        library.get(parent.id)


def test_a_deleted_child_is_no_longer_told_as_one(library: Library, store: Store) -> None:
    parent = store(1)
    child = store(2, CutoutRecipe(SourceImage(parent.path)), parent.id)
    library.delete([child.id])
    assert library.children(parent.id) == []


def test_a_place_that_was_taken_meanwhile_is_left_to_who_took_it(library: Library, store: Store) -> None:
    picture = store(1)
    library.delete([picture.id])
    place = library.absolute(picture)
    place.write_bytes(b"the artist's")
    library.restore([picture.id])
    again = library.get(picture.id)
    assert place.read_bytes() == b"the artist's"
    assert again.path != picture.path
    assert library.absolute(again).exists()


def test_a_picture_whose_file_is_missing_can_still_be_deleted_and_emptied(library: Library, store: Store) -> None:
    picture = store(1)
    library.absolute(picture).unlink()
    library.delete([picture.id])
    assert library.empty_trash(hand_over=Path.unlink).gone == (picture.id,)


def test_files_that_cannot_be_moved_leave_everything_as_it_was(library: Library, store: Store) -> None:
    pictures = [store(number) for number in (1, 2)]
    (library.folder / "trash").write_text("a file where the folder should be")
    with pytest.raises(LibraryUnusable):
        library.delete([picture.id for picture in pictures])
    assert [library.get(picture.id) for picture in pictures] == pictures
    assert files(library) == sorted(picture.path for picture in pictures)


def test_a_move_that_fails_half_way_is_taken_back(library: Library, store: Store) -> None:
    first = store(1)
    job = replace(answered_job(2), created_at=datetime(2025, 5, 5, 12, tzinfo=UTC))
    second = library.store(job, png_bytes(), "png", (8, 6), True)
    (library.folder / "trash").mkdir()
    (library.folder / "trash" / "2025").write_text("a file where a folder should be")
    with pytest.raises(LibraryUnusable):
        library.delete([first.id, second.id])
    assert files(library) == sorted((first.path, second.path))
    assert library.trash() == []


@pytest.mark.parametrize("deleted", [True, False])
def test_files_that_a_crash_left_in_the_wrong_place_are_put_right(
    library: Library, store: Store, deleted: bool
) -> None:
    picture = store(1)
    library.delete([picture.id])
    if not deleted:
        library.restore([picture.id])
    right = library.absolute(library.get(picture.id))
    top, other = ("trash", "pictures") if deleted else ("pictures", "trash")
    wrong = library.folder / other / right.relative_to(library.folder / top)
    right.rename(wrong)
    assert library.sweep() == 1
    assert right.exists()
    assert not wrong.exists()
    assert library.sweep() == 0


def test_what_the_system_does_not_take_stays_in_the_trash_with_the_reason(library: Library, store: Store) -> None:
    ids = [store(number).id for number in (1, 2, 3)]
    library.tag(ids, ["boss"])
    library.delete(ids)
    taken: list[str] = []

    def hand_over(path: Path) -> None:
        if taken:
            raise LibraryUnusable("The trash is full.")
        taken.append(path.name)
        path.unlink()

    emptied = library.empty_trash(hand_over=hand_over)
    assert (emptied.gone, emptied.kept, emptied.reason) == (tuple(ids[:1]), tuple(ids[1:]), "The trash is full.")
    assert library.trash() == ids[1:]
    assert library.marks(ids).keys() == set(ids[1:])
    library.restore(ids[1:])
    assert library.count() == 2
    assert library.tags() == {"boss": 2}


def test_a_picture_that_is_restored_while_the_trash_is_emptied_stays(library: Library, store: Store) -> None:
    ids = [store(number).id for number in (1, 2)]
    library.delete(ids)
    other = Library(library.folder)
    asked: list[Path] = []

    def hand_over(path: Path) -> None:
        asked.append(path)
        path.unlink()

    listed = library.trash()
    other.restore(ids[1:])
    assert library.empty_trash(listed, hand_over).gone == (ids[0],)
    assert len(asked) == 1
    assert library.absolute(library.get(ids[1])).exists()
    other.close()


def test_only_chosen_pictures_of_the_trash_are_emptied(library: Library, store: Store) -> None:
    ids = [store(number).id for number in (1, 2, 3)]
    library.delete(ids[:2])
    assert library.empty_trash(ids[1:], Path.unlink).gone == (ids[1],)
    assert library.trash() == ids[:1]
    assert library.count() == 1


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(LibraryUnusable, match=r"did not take nothing\.png"):
        system_trash(tmp_path / "nothing.png")
