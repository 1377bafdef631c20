"""Boards: named collections in an order of the artist's, each with its pictures in an order of the artist's too.

A picture may be on several; a board holds no files. New pictures come last. Pictures in the trash keep their places.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from secrets import token_hex

from rundot_studio.domain.errors import LibraryUnusable, RuleBroken
from rundot_studio.domain.picture import Picture

from .board_order import ORDER_ON_BOARD, order_on, put_in_order
from .database import Database
from .marks import numbers_of, storable
from .rows import PICTURE_COLUMNS, picture_from
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
class BoardOverview:
    """A board with how many pictures it shows, and the first of them; None where it shows none."""

    board: Board
    pictures: int
    cover: str | None


@dataclass(frozen=True)
class BoardsChange:
    """Boards as they shall be (new, renamed, moved) or gone, and (board id, picture id) pairs on or off.

    ``orders`` has ids of pictures by that of their board: those that are on it shall come first and in this order.
    """

    boards: tuple[Board, ...] = ()
    deleted: frozenset[str] = frozenset()
    pictures_on: tuple[tuple[str, str], ...] = ()
    pictures_off: frozenset[tuple[str, str]] = frozenset()
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def pictures(self) -> frozenset[str]:
        """Those that are on other boards than before."""
        return frozenset(picture for _, picture in (*self.pictures_on, *self.pictures_off))

    @property
    def contents(self) -> frozenset[str]:
        """Ids of the boards that have other pictures, or the same in another order."""
        return frozenset((*(board for board, _ in (*self.pictures_on, *self.pictures_off)), *self.orders))


def read_boards(database: Database) -> list[Board]:
    """In the artist's order."""
    return [Board(*row) for row in database.rows("SELECT id, name, position FROM boards ORDER BY position, id")]


def read_overviews(database: Database) -> list[BoardOverview]:
    """All boards in the artist's order; pictures in the trash neither count nor show."""
    counts = {
        row["board"]: row["pictures"]
        for row in database.rows(
            "SELECT board, count(*) AS pictures FROM board_pictures LEFT JOIN marks USING (number) "
            "WHERE deleted_at IS NULL GROUP BY board"
        )
    }
    overviews = []
    for board in read_boards(database):
        first = read_on_board(database, board.id, limit=1)
        overviews.append(BoardOverview(board, counts.get(board.id, 0), first[0].id if first else None))
    return overviews


def read_on_board(database: Database, board_id: str, limit: int = -1, offset: int = 0) -> list[Picture]:
    """The pictures of a board in the artist's order, those in the trash left out."""
    rows = database.rows(
        f"SELECT {PICTURE_COLUMNS} FROM board_pictures CROSS JOIN pictures USING (number) "
        "LEFT JOIN marks USING (number) WHERE board = ? AND deleted_at IS NULL "
        "ORDER BY board_pictures.position, number LIMIT ? OFFSET ?",
        board_id,
        limit,
        offset,
    )
    return [picture_from(row) for row in rows]


def read_order(database: Database, board_id: str) -> list[str]:
    """Ids of all pictures on a board, those in the trash too."""
    return [row["id"] for row in database.rows(ORDER_ON_BOARD, board_id)]


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
        pictures_on=tuple((board_id, picture) for picture in dict.fromkeys(add)),
        pictures_off=frozenset((board_id, picture) for picture in remove),
    )


def arranging(board_id: str, pictures: Iterable[str]) -> BoardsChange:
    """These pictures of a board first and in this order, the others after them as they were."""
    return BoardsChange(orders={board_id: tuple(dict.fromkeys(pictures))})


def moving(board_id: str, order: Sequence[str], pictures: Iterable[str], before: str | None) -> BoardsChange:
    """Some pictures of a board to right before another one of it, or to its end.

    ``order`` is that of now, all ids. They arrive in the order they are named in. Raises RuleBroken for one that is
    not on the board.
    """
    moved = tuple(dict.fromkeys(pictures))
    for picture in (*moved, *([] if before is None else [before])):
        if picture not in order:
            raise RuleBroken("picture", picture, "a picture of this board")
    # Before a picture that moves itself means before the next one that does not.
    at = len(order) if before is None else order.index(before)
    kept = [picture for picture in order if picture not in moved]
    place = sum(1 for picture in order[:at] if picture not in moved)
    return arranging(board_id, (*kept[:place], *moved, *kept[place:]))


def apply_boards(connection: sqlite3.Connection, change: BoardsChange, strict: bool) -> BoardsChange:
    """Make the change in the caller's transaction; what undoes it.

    A picture or a board that is gone is an error if ``strict``, else left out.
    """
    numbers = numbers_of(connection, change.pictures, strict)
    # Places are only lost by what goes or moves.
    losing = {*change.deleted, *change.orders, *(board for board, _ in change.pictures_off)}
    orders = {board: order_on(connection, board) for board in sorted(losing)}
    # Boards that come back come before their pictures; boards that go take theirs along.
    replaced, added = _write_boards(connection, change.boards)
    off = [pair for pair in sorted(change.pictures_off) if pair[1] in numbers and _take_off(connection, *pair, numbers)]
    on = [pair for pair in change.pictures_on if pair[1] in numbers and _put_on(connection, *pair, numbers, strict)]
    moved = {board for board, order in change.orders.items() if _arrange(connection, board, order, strict)}
    deleted = [board for board_id in sorted(change.deleted) if (board := _read_board(connection, board_id))]
    gone = [pair for board in deleted for pair in _delete_board(connection, board.id)]
    disturbed = moved.union(board for board, _ in (*off, *gone))
    inverse = BoardsChange(
        boards=(*replaced, *deleted),
        deleted=frozenset(added),
        pictures_on=(*off, *gone),
        pictures_off=frozenset(on),
        orders={board: order for board, order in orders.items() if board in disturbed and len(order) > 1},
    )
    _mark_stale(connection, inverse, [board.id for board in deleted])
    return inverse


def _mark_stale(connection: sqlite3.Connection, inverse: BoardsChange, deleted: list[str]) -> None:
    """Sidecars hold the names of boards too, so those of all pictures on a board that was renamed are out of date."""
    if inverse.boards or inverse.deleted or inverse.contents:
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


def _delete_board(connection: sqlite3.Connection, board_id: str) -> list[tuple[str, str]]:
    """The (board id, picture id) pairs that went with it, in order."""
    order = order_on(connection, board_id)
    connection.execute("DELETE FROM board_pictures WHERE board = ?", (board_id,))
    connection.execute("DELETE FROM boards WHERE id = ?", (board_id,))
    return [(board_id, picture) for picture in order]


def _put_on(connection: sqlite3.Connection, board_id: str, picture: str, numbers: dict[str, int], strict: bool) -> bool:
    if _read_board(connection, board_id) is None:
        if strict:
            raise _unknown(board_id)
        return False
    added = connection.execute(
        "INSERT OR IGNORE INTO board_pictures (board, number, position) VALUES "
        "(?1, ?2, (SELECT ifnull(max(position), -1) + 1 FROM board_pictures WHERE board = ?1))",
        (board_id, numbers[picture]),
    )
    return added.rowcount > 0


def _arrange(connection: sqlite3.Connection, board_id: str, order: Sequence[str], strict: bool) -> bool:
    if strict and _read_board(connection, board_id) is None:
        raise _unknown(board_id)
    return put_in_order(connection, board_id, order)


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
