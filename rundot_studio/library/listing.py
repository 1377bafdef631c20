"""All that a query finds as one list of numbers, for a view that can jump to any place of it.

A hundred thousand numbers are 800 KB and are listed in some 50 ms, where as many pictures would be 200 MB and seconds.
The pictures themselves are read by their numbers, as far as somebody looks at them.
"""

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from .arrangement import Choices, Entry, Group, Grouping, Listed, Order
from .errors_seam import library_errors
from .families import families
from .finding import Finder
from .opening import connect_reading
from .query import Query
from .rows import PICTURE_COLUMNS, picture_from

if TYPE_CHECKING:
    from .library import Library


_AT_ONCE = 4096
_ORDERS = {
    Order.NEWEST: "number DESC",
    Order.OLDEST: "number ASC",
    Order.RATING: "(SELECT stars FROM facets WHERE facets.id = facet) DESC, number DESC",
    Order.BOARD: "number DESC",
}
_ON_BOARD = "board_pictures.position, number"


class Listing:
    """Blocking; safe on any thread. :meth:`listed` reads by a connection of its own, so that nobody waits for it."""

    def __init__(self, library: "Library") -> None:
        self._database = library._database
        self._finder = Finder(self._database)

    def listed(
        self,
        queries: Sequence[Query],
        order: Order = Order.NEWEST,
        grouping: Grouping = Grouping.NONE,
        limit: int = -1,
    ) -> Listed:
        """What any of the queries finds; they must exclude each other, as those for several models do.

        ``limit`` is how many at most, -1 for all: the newest some are listed at once, however many there are.
        """
        found, values = self._found(queries)
        board = queries[0].board
        ranks = _ORDERS[order]
        with self._reading() as connection:
            if grouping is Grouping.DAY:
                days = "day ASC" if order is Order.OLDEST else "day DESC"
                source = f"SELECT number, day AS key FROM {found} ORDER BY {days}, {ranks}"
            elif grouping is Grouping.BOARD:
                ranks = _ON_BOARD if order is Order.BOARD else ranks
                source = (
                    f"SELECT number, ifnull(boards.id, '') AS key FROM {found} LEFT JOIN board_pictures USING (number) "
                    "LEFT JOIN boards ON boards.id = board_pictures.board "
                    f"ORDER BY boards.position IS NULL, boards.position, boards.id, {ranks}"
                )
            elif order is Order.BOARD and board is not None:
                source = (
                    f"SELECT number, NULL AS key FROM {found} JOIN board_pictures USING (number) "
                    f"WHERE board_pictures.board = ? ORDER BY {_ON_BOARD}"
                )
                values = (*values, board)
            else:
                source = f"SELECT number, NULL AS key FROM {found} ORDER BY {ranks}"
            listed = _listed(connection, f"{source} LIMIT ?", (*values, limit))
            return _by_family(connection, listed) if grouping is Grouping.FAMILY else listed

    def entries(self, numbers: Sequence[int]) -> dict[int, Entry]:
        """The pictures of these numbers that there are, with their stars."""
        rows = self._database.rows(
            f"SELECT {PICTURE_COLUMNS}, marks.stars FROM json_each(?) CROSS JOIN pictures ON pictures.number = value "
            "LEFT JOIN marks ON marks.number = pictures.number",
            json.dumps(list(numbers)),
        )
        return {row["number"]: Entry(picture_from(row), row["stars"] or 0) for row in rows}

    def ids(self, numbers: Sequence[int]) -> list[str]:
        """The ids of those that there are, in the same order."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT pictures.id FROM json_each(?) CROSS JOIN pictures ON number = value ORDER BY key",
                (json.dumps(list(numbers)),),
            )
            return [row["id"] for row in rows]

    def choices(self) -> Choices:
        """Those in the trash left out."""
        return Choices(
            self._counted("kind"), self._counted("model_used"), self._counted("engine"), self._counted("aspect_ratio")
        )

    def _counted(self, column: str) -> dict[str, int]:
        rows = self._database.rows(
            f"SELECT {column} AS value, sum(pictures) AS count FROM facets "
            f"WHERE pictures > 0 AND deleted = 0 AND {column} <> '' GROUP BY {column} ORDER BY count DESC, value"
        )
        return {row["value"]: row["count"] for row in rows}

    def _found(self, queries: Sequence[Query]) -> tuple[str, tuple[object, ...]]:
        """A table of (number, day, facet) of what the queries find, and the values in its text."""
        parts = []
        values: tuple[object, ...] = ()
        for query in queries:
            column, source, own = self._finder._source(list(self._finder._conditions(query)), None)
            parts.append(f"SELECT {column} AS number, f.day AS day, f.facet AS facet {source}")
            values += own
        return f"({' UNION ALL '.join(parts)})", values

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees the library as it is at one moment."""
        with library_errors(self._database.path), closing(connect_reading(self._database.path)) as connection:
            connection.execute("BEGIN")
            yield connection


def _listed(connection: sqlite3.Connection, source: str, values: tuple[object, ...]) -> Listed:
    """The (number, key) of ``source``, in its order and grouped by what they are: two texts, which come fast."""
    text = f"SELECT group_concat(number), group_concat(key) FROM ({source})"
    numbers, keys = connection.execute(text, values).fetchone()
    if not numbers:
        return Listed()
    groups: Counter[str] = Counter()
    each = keys.split(",") if keys is not None else []
    for start in range(0, len(each), _AT_ONCE):
        groups.update(each[start : start + _AT_ONCE])
    return Listed(_as_array(numbers.split(",")), tuple(Group(key, count) for key, count in groups.items()))


def _as_array(numbers: list[str]) -> "array[int]":
    """Bit by bit, so that other threads get their turn in between."""
    converted = array("q")
    for start in range(0, len(numbers), _AT_ONCE):
        converted.extend(map(int, numbers[start : start + _AT_ONCE]))
    return converted


def _by_family(connection: sqlite3.Connection, listed: Listed) -> Listed:
    """Families of two and more, each from its beginning; then, under an empty key, what has no family."""
    parents = connection.execute("SELECT number, id, parent_id FROM pictures WHERE parent_id IS NOT NULL").fetchall()
    first_of = families(parents)
    firsts = json.dumps(sorted(set(first_of.values())))
    for number, id_ in connection.execute(
        "SELECT number, id FROM pictures WHERE id IN (SELECT value FROM json_each(?))", (firsts,)
    ):
        first_of[number] = id_
    # Plain loops: a thread that wants its turn gets it between two steps, and not within one call that sorts all.
    members: dict[str, list[int]] = {}
    for number in listed.numbers:
        first = first_of.get(number)
        if first is not None:
            members.setdefault(first, []).append(number)
    numbers = array("q")
    groups = []
    for first, family in members.items():
        if len(family) > 1:
            numbers.extend(sorted(family))
            groups.append(Group(first, len(family)))
    alone = 0
    for number in listed.numbers:
        first = first_of.get(number)
        if first is None or len(members[first]) == 1:
            numbers.append(number)
            alone += 1
    if alone:
        groups.append(Group("", alone))
    return Listed(numbers, tuple(groups))
