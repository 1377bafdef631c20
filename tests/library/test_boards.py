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
