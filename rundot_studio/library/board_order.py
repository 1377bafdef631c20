"""The order of the pictures on a board, which is the artist's."""

import sqlite3
from collections.abc import Sequence

ORDER_ON_BOARD = (
    "SELECT id FROM board_pictures CROSS JOIN pictures USING (number) WHERE board = ? ORDER BY position, number"
)


def order_on(connection: sqlite3.Connection, board_id: str) -> tuple[str, ...]:
    """Ids of all pictures on a board in order, those in the trash too."""
    rows = connection.execute(ORDER_ON_BOARD, (board_id,))
    return tuple(row["id"] for row in rows)


def put_in_order(connection: sqlite3.Connection, board_id: str, wanted: Sequence[str]) -> bool:
    """Those of these pictures that are on the board come first, the others after them as they were.

    In the caller's transaction. Whether anything moved.
    """
    before = order_on(connection, board_id)
    there, first = set(before), dict.fromkeys(wanted)
    after = [picture for picture in first if picture in there]
    after += [picture for picture in before if picture not in first]
    if after == list(before):
        return False
    connection.executemany(
        "UPDATE board_pictures SET position = ? "
        "WHERE board = ? AND number = (SELECT number FROM pictures WHERE id = ?)",
        [(position, board_id, picture) for position, picture in enumerate(after)],
    )
    return True
