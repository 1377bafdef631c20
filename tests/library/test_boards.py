"""Boards: named, in an order, with pictures on several of them."""

from collections.abc import Callable

import pytest

from rundot_studio.domain.errors import LibraryUnusable, PictureUnknown, RuleBroken
from rundot_studio.domain.picture import Picture
from rundot_studio.library.library import Library

Store = Callable[..., Picture]


def names(library: Library) -> list[str]:
    return [board.name for board in library.boards()]


@pytest.fixture
def boards(library: Library) -> list[str]:
    for name in ("enemies", "heroes", "tiles"):
        library.create_board(name)
    return [board.id for board in library.boards()]


def test_boards_keep_the_order_they_are_given(library: Library, boards: list[str]) -> None:
    library.order_boards([boards[2], boards[0]])
    assert names(library) == ["tiles", "enemies", "heroes"]
    library.create_board("  maps ")
    assert names(library) == ["tiles", "enemies", "heroes", "maps"]


def test_a_picture_can_be_on_several_boards_and_off_them_again(
    library: Library, boards: list[str], store: Store
) -> None:
    picture = store(1).id
    library.put_on_board(boards[2], [picture])
    library.put_on_board(boards[0], [picture])
    assert library.marks([picture])[picture].boards == (boards[0], boards[2])
    library.take_off_board(boards[0], [picture])
    assert library.marks([picture])[picture].boards == (boards[2],)


def test_a_deleted_board_comes_back_with_its_pictures_and_in_its_place(
    library: Library, boards: list[str], store: Store
) -> None:
    pictures = [store(number).id for number in (1, 2)]
    library.put_on_board(boards[1], pictures)
    deleted = library.delete_board(boards[1])
    assert names(library) == ["enemies", "tiles"]
    assert library.count() == 2
    assert library.marks(pictures)[pictures[0]].boards == ()
    library.undo(deleted)
    assert names(library) == ["enemies", "heroes", "tiles"]
    assert all(marks.boards == (boards[1],) for marks in library.marks(pictures).values())


def on(library: Library, board: str) -> list[str]:
    return [picture.id for picture in library.board_pictures(board)]


@pytest.fixture
def shelf(library: Library, boards: list[str], store: Store) -> list[str]:
    """Five pictures on the second board, in an order that is not that of making."""
    pictures = [store(number).id for number in (3, 1, 4, 5, 2)]
    library.put_on_board(boards[1], sorted(pictures))
    assert on(library, boards[1]) == sorted(pictures)
    return sorted(pictures)


def test_pictures_come_onto_a_board_in_the_order_they_are_named(
    library: Library, boards: list[str], shelf: list[str]
) -> None:
    library.put_on_board(boards[0], [shelf[3], shelf[0]])
    library.put_on_board(boards[0], [shelf[1], shelf[3]])
    assert on(library, boards[0]) == [shelf[3], shelf[0], shelf[1]]


@pytest.mark.parametrize(
    ("moved", "before", "order"),
    [
        ("e", "a", "eabcd"),
        ("a", None, "bcdea"),
        ("db", "a", "dbace"),
        ("bd", None, "acebd"),
        ("bc", "c", "abcde"),
        ("ab", "d", "cabde"),
        ("c", "c", "abcde"),
        ("abcde", "c", "abcde"),
    ],
)
def test_pictures_are_moved_on_a_board(
    library: Library, boards: list[str], shelf: list[str], moved: str, before: str | None, order: str
) -> None:
    named = dict(zip("abcde", shelf, strict=True))
    change = library.move_on_board(boards[1], [named[name] for name in moved], named[before] if before else None)
    assert on(library, boards[1]) == [named[name] for name in order]
    redo = library.undo(change)
    assert on(library, boards[1]) == shelf
    library.undo(redo)
    assert on(library, boards[1]) == [named[name] for name in order]


def test_a_picture_that_comes_back_takes_its_old_place(library: Library, boards: list[str], shelf: list[str]) -> None:
    off = library.take_off_board(boards[1], [shelf[1], shelf[3]])
    assert on(library, boards[1]) == [shelf[0], shelf[2], shelf[4]]
    library.undo(off)
    assert on(library, boards[1]) == shelf
    deleted = library.delete([shelf[2]])
    assert on(library, boards[1]) == [shelf[0], shelf[1], shelf[3], shelf[4]]
    library.move_on_board(boards[1], [shelf[4]], shelf[0])
    library.undo(deleted)
    assert on(library, boards[1]) == [shelf[4], *shelf[:4]]
    arranged = library.arrange_board(boards[1], reversed(shelf))
    gone = library.delete_board(boards[1])
    library.undo(gone)
    assert on(library, boards[1]) == shelf[::-1]
    library.undo(arranged)
    assert on(library, boards[1]) == [shelf[4], *shelf[:4]]


def test_a_picture_that_is_not_on_a_board_can_not_be_moved_on_it(
    library: Library, boards: list[str], shelf: list[str]
) -> None:
    for moved, before in ((["ffffffffff"], None), ([shelf[0]], "ffffffffff")):
        with pytest.raises(RuleBroken, match="this board"):
            library.move_on_board(boards[1], moved, before)
    library.delete_board(boards[1])
    with pytest.raises(LibraryUnusable, match="no board"):
        library.arrange_board(boards[1], shelf)


def test_boards_are_shown_with_their_first_picture_and_how_many(
    library: Library, boards: list[str], shelf: list[str]
) -> None:
    library.move_on_board(boards[1], [shelf[4]], shelf[0])
    library.delete([shelf[4], shelf[2]])
    shown = [(overview.board.id, overview.pictures, overview.cover) for overview in library.board_overviews()]
    assert shown == [(boards[0], 0, None), (boards[1], 3, shelf[0]), (boards[2], 0, None)]
    assert [picture.id for picture in library.board_pictures(boards[1], 1, 1)] == [shelf[1]]


def test_changes_of_what_is_on_a_board_are_announced(library: Library, boards: list[str], shelf: list[str]) -> None:
    contents: list[frozenset[str]] = []
    marked: list[frozenset[str]] = []
    library.board_contents_changed.connect(contents.append)
    library.marks_changed.connect(marked.append)
    library.put_on_board(boards[0], shelf[:1])
    library.move_on_board(boards[1], [shelf[1]])
    library.move_on_board(boards[1], [shelf[1]])
    library.take_off_board(boards[1], shelf[:1])
    assert contents == [frozenset({boards[0]}), frozenset({boards[1]}), frozenset({boards[1]})]
    assert marked == [frozenset(shelf[:1]), frozenset(shelf[:1])]


def test_changes_of_boards_and_of_what_is_on_them_are_announced(
    library: Library, boards: list[str], store: Store
) -> None:
    picture = store(1).id
    told: list[object] = []
    library.boards_changed.connect(lambda: told.append("boards"))
    library.marks_changed.connect(told.append)
    library.rename_board(boards[0], "monsters")
    library.put_on_board(boards[0], [picture])
    library.put_on_board(boards[0], [picture])
    library.delete_board(boards[0])
    assert told == ["boards", frozenset({picture}), "boards", frozenset({picture})]


@pytest.mark.parametrize("name", ["", "  ", "Heroes", "HEROES ", "x" * 81])
def test_names_that_are_empty_long_or_taken_are_refused(library: Library, boards: list[str], name: str) -> None:
    with pytest.raises(RuleBroken):
        library.create_board(name)
    with pytest.raises(RuleBroken):
        library.rename_board(boards[0], name)
    assert names(library) == ["enemies", "heroes", "tiles"]


def test_boards_and_pictures_that_are_gone_are_told(library: Library, boards: list[str], store: Store) -> None:
    picture = store(1).id
    library.delete_board(boards[0])
    for act in (
        lambda: library.put_on_board(boards[0], [picture]),
        lambda: library.rename_board(boards[0], "again"),
        lambda: library.delete_board(boards[0]),
    ):
        with pytest.raises(LibraryUnusable, match="no board"):
            act()
    with pytest.raises(PictureUnknown):
        library.put_on_board(boards[1], ["ffffffffff"])
