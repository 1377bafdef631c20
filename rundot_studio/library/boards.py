"""Boards: named collections in an order of the artist's. A picture may be on several; a board holds no files."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from secrets import token_hex

from rundot_studio.domain.errors import LibraryUnusable, RuleBroken

from .database import Database
from .marks import numbers_of, storable
from .sidecars import mark_boards_stale, mark_stale

MAX_NAME_LETTERS = 80
_ID_BYTES = 4


@dataclass(frozen=True)
class Board:
    """``id`` is eight hex digits and never changes; ``position`` orders the boards, smallest first."""

    id: str
    name: str
    position: int


@dataclass(frozen=True)
class BoardsChange:
    """Boards as they shall be (new, renamed, moved) or gone, and (board id, picture id) pairs on or off."""

    boards: tuple[Board, ...] = ()
    deleted: frozenset[str] = frozenset()
    pictures_on: frozenset[tuple[str, str]] = frozenset()
    pictures_off: frozenset[tuple[str, str]] = frozenset()

    @property
    def pictures(self) -> frozenset[str]:
        return frozenset(picture for _, picture in self.pictures_on | self.pictures_off)


def read_boards(database: Database) -> list[Board]:
    """In the artist's order."""
    return [Board(*row) for row in database.rows("SELECT id, name, position FROM boards ORDER BY position, id")]


def creating(boards: Sequence[Board], name: str) -> BoardsChange:
    """A new board after all others. Raises RuleBroken for a name that is empty, long or taken."""
    position = max((board.position for board in boards), default=-1) + 1
    return BoardsChange((Board(token_hex(_ID_BYTES), _checked_name(boards, name), position),))


def renaming(boards: Sequence[Board], board_id: str, name: str) -> BoardsChange:
    """Raises RuleBroken as :func:`creating` does, LibraryUnusable for a board that is gone."""
    board = _board(boards, board_id)
    others = [other for other in boards if other != board]
    return BoardsChange((Board(board.id, _checked_name(others, name), board.position),))


def deleting(boards: Sequence[Board], board_id: str) -> BoardsChange:
    """The board, not its pictures. Raises LibraryUnusable for a board that is gone."""
    return BoardsChange(deleted=frozenset({_board(boards, board_id).id}))


def ordering(boards: Sequence[Board], board_ids: Sequence[str]) -> BoardsChange:
    """These boards first and in this order, the others after them as they were."""
    chosen = [_board(boards, board_id) for board_id in dict.fromkeys(board_ids)]
    ordered = chosen + [board for board in boards if board not in chosen]
    return BoardsChange(tuple(Board(board.id, board.name, position) for position, board in enumerate(ordered)))


def placing(board_id: str, add: Iterable[str] = (), remove: Iterable[str] = ()) -> BoardsChange:
    """Put pictures on a board and take pictures off it."""
    return BoardsChange(
        pictures_on=frozenset((board_id, picture) for picture in add),
        pictures_off=frozenset((board_id, picture) for picture in remove),
    )


def apply_boards(connection: sqlite3.Connection, change: BoardsChange, strict: bool) -> BoardsChange:
    """Make the change in the caller's transaction; what undoes it.

    A picture or a board that is gone is an error if ``strict``, else left out.
    """
    numbers = numbers_of(connection, change.pictures, strict)
    # Boards that come back come before their pictures; boards that go take theirs along.
    replaced, added = _write_boards(connection, change.boards)
    off = [pair for pair in change.pictures_off if pair[1] in numbers and _take_off(connection, *pair, numbers)]
    on = [pair for pair in change.pictures_on if pair[1] in numbers and _put_on(connection, *pair, numbers, strict)]
    deleted = [board for board_id in sorted(change.deleted) if (board := _read_board(connection, board_id))]
    gone = {pair for board in deleted for pair in _delete_board(connection, board.id)}
    inverse = BoardsChange(
        boards=(*replaced, *deleted),
        deleted=frozenset(added),
        pictures_on=frozenset({*off, *gone}),
        pictures_off=frozenset(on),
    )
    _mark_stale(connection, inverse, [board.id for board in deleted])
    return inverse


def _mark_stale(connection: sqlite3.Connection, inverse: BoardsChange, deleted: list[str]) -> None:
    """Sidecars hold the names of boards too, so those of all pictures on a board that was renamed are out of date."""
    if inverse.boards or inverse.deleted:
        mark_boards_stale(connection, deleted)
    numbers = set(numbers_of(connection, inverse.pictures, strict=False).values())
    for before in inverse.boards:
        board = _read_board(connection, before.id)
        if board is not None and board.name != before.name:
            rows = connection.execute("SELECT number FROM board_pictures WHERE board = ?", (board.id,))
            numbers.update(row["number"] for row in rows)
    mark_stale(connection, numbers)


def _write_boards(connection: sqlite3.Connection, boards: Iterable[Board]) -> tuple[list[Board], set[str]]:
    """The boards as they were before, and the ids of those that were not there."""
    replaced, added = [], set()
    for board in boards:
        before = _read_board(connection, board.id)
        if before == board:
            continue
        if before is None:
            added.add(board.id)
        else:
            replaced.append(before)
        connection.execute(
            "INSERT OR REPLACE INTO boards (id, name, position) VALUES (?, ?, ?)",
            (board.id, board.name, board.position),
        )
    return replaced, added


def _delete_board(connection: sqlite3.Connection, board_id: str) -> set[tuple[str, str]]:
    """The (board id, picture id) pairs that went with it."""
    rows = connection.execute(
        "SELECT pictures.id FROM board_pictures JOIN pictures USING (number) WHERE board = ?", (board_id,)
    ).fetchall()
    connection.execute("DELETE FROM board_pictures WHERE board = ?", (board_id,))
    connection.execute("DELETE FROM boards WHERE id = ?", (board_id,))
    return {(board_id, row["id"]) for row in rows}


def _put_on(connection: sqlite3.Connection, board_id: str, picture: str, numbers: dict[str, int], strict: bool) -> bool:
    if _read_board(connection, board_id) is None:
        if strict:
            raise _unknown(board_id)
        return False
    added = connection.execute(
        "INSERT OR IGNORE INTO board_pictures (board, number) VALUES (?, ?)", (board_id, numbers[picture])
    )
    return added.rowcount > 0


def _take_off(connection: sqlite3.Connection, board_id: str, picture: str, numbers: dict[str, int]) -> bool:
    gone = connection.execute("DELETE FROM board_pictures WHERE board = ? AND number = ?", (board_id, numbers[picture]))
    return gone.rowcount > 0


def _read_board(connection: sqlite3.Connection, board_id: str) -> Board | None:
    row = connection.execute("SELECT id, name, position FROM boards WHERE id = ?", (board_id,)).fetchone()
    return Board(*row) if row else None


def _board(boards: Sequence[Board], board_id: str) -> Board:
    board = next((board for board in boards if board.id == board_id), None)
    if board is None:
        raise _unknown(board_id)
    return board


def _checked_name(boards: Sequence[Board], name: str) -> str:
    text = " ".join(storable(name).split())
    if not text or len(text) > MAX_NAME_LETTERS:
        raise RuleBroken("board", name, f"one to {MAX_NAME_LETTERS} characters")
    if any(board.name.casefold() == text.casefold() for board in boards):
        raise RuleBroken("board", name, "a name that no other board has")
    return text


def _unknown(board_id: str) -> LibraryUnusable:
    return LibraryUnusable(f"There is no board {board_id!r} in this library.")
