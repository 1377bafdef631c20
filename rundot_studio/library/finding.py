"""Finding pictures: pages and counts of what a query asks.

Pages go on from the number of the last picture (a keyset), newest or oldest first, so that a deep page costs as much as
the first. Which condition leads is chosen for each query by how many pictures each of them leaves, so that any mix of
conditions touches few rows.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rundot_studio.domain.catalog import SEED
from rundot_studio.domain.picture import Picture

from .database import Database
from .folding import match_expression
from .marks import tag_key
from .query import Query
from .rows import PICTURE_COLUMNS, picture_from

_ENOUGH = 20_000
"""Pictures of a condition are counted no further than this: beyond it their exact number changes no choice."""
_COST_OF_SORTING = 1.5
"""What a picture costs of a condition that has to be sorted, against one that is read in order."""
_COST_OF_WORDS = 0.2
"""What a picture with the words costs where they do not lead: all of them are gathered first."""
_JOINED = "CROSS JOIN picture_facets f NOT INDEXED ON f.number ="


_LAST = 2**63 - 1


@dataclass(frozen=True)
class _Condition:
    """One part of a query, as a ``test`` of ``{number}`` and of ``f`` (a row of ``picture_facets``), and as what leads.

    What leads is read from, and gives numbers as ``column``, in order or not. A test of the number alone spares what it
    rejects the way to ``f``. ``size`` is about how many pictures are left, all numbered from ``first`` to ``last``.
    """

    test: str
    lead: str
    values: tuple[object, ...]
    size: int
    column: str = "d.number"
    ordered: bool = True
    first: int = 0
    last: int = _LAST


class Finder:
    """Blocking for the time of a query; safe to call from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, query: Query, limit: int, beyond: int | None = None, oldest_first: bool = False) -> list[Picture]:
        """At most ``limit`` pictures from the newest to the oldest, or the other way round, past number ``beyond``."""
        conditions = list(self._conditions(query))
        if beyond is not None:
            conditions.append(_past(beyond, oldest_first))
        column, source, values = self._source(conditions, limit)
        order = "ASC" if oldest_first else "DESC"
        rows = self._database.rows(
            f"SELECT {PICTURE_COLUMNS} FROM (SELECT {column} AS found {source} ORDER BY {column} {order} LIMIT ?) "
            f"CROSS JOIN pictures ON pictures.number = found ORDER BY found {order}",
            *values,
            limit,
        )
        return [picture_from(row) for row in rows]

    def count(self, query: Query) -> int:
        """How many pictures a query finds."""
        conditions = list(self._conditions(query))
        if len(conditions) == 1:
            return conditions[0].size  # the facets, whose pictures are counted as they come and go
        _, source, values = self._source(conditions, None)
        return int(self._database.rows(f"SELECT count(*) {source}", *values)[0][0])

    def _source(self, conditions: list[_Condition], limit: int | None) -> tuple[str, str, tuple[object, ...]]:
        """The column of numbers, FROM and WHERE with all conditions, and their values in order."""
        first = max(condition.first for condition in conditions)
        last = min(condition.last for condition in conditions)
        leader = _leader(conditions, first, min(last, self._newest()), limit)
        others = [condition for condition in conditions if condition is not leader and condition.test]
        tests = (other.test.format(number=leader.column) for other in others)
        text = " AND ".join([leader.lead, f"{leader.column} BETWEEN ? AND ?", *tests])
        return leader.column, text, sum((other.values for other in others), (*leader.values, first, last))

    def _conditions(self, query: Query) -> Iterator[_Condition]:
        """What of a query is asked; the facets always, because of the trash, and first."""
        yield self._facets(query)
        if expression := match_expression(query.text):
            yield _Condition(
                # The plus keeps SQLite from looking up each of these numbers within each facet.
                "+{number} IN (SELECT rowid FROM picture_words WHERE picture_words MATCH ?)",
                f"FROM picture_words d {_JOINED} d.rowid WHERE d.picture_words MATCH ?",
                (expression,),
                _ENOUGH,  # counting them would cost as much as finding them
                "d.rowid",
            )
        for name in sorted(query.tags):
            yield self._members("picture_tags", "tag", self._tag(name))
        if query.board is not None:
            yield self._members("board_pictures", "board", query.board)
        if query.seed is not None:
            yield self._seed(query.seed)
        if query.since is not None or query.until is not None:
            yield self._days(query.since or date.min, query.until or date.max)

    def _facets(self, query: Query) -> _Condition:
        wanted = {
            "model_asked = ?": query.model_asked,
            "model_used = ?": query.model_used,
            "engine = ?": query.engine,
            "procedural = ?": query.procedural,
            "aspect_ratio = ?": query.aspect_ratio,
            "has_alpha = ?": query.has_alpha,
            "deleted = ?": query.in_trash,
            "stars >= ?": query.stars_at_least or None,
        }
        tests = [test for test, value in wanted.items() if value is not None]
        values: list[object] = [value for value in wanted.values() if value is not None]
        if query.kinds:
            tests.append(f"kind IN ({', '.join('?' * len(query.kinds))})")
            values += sorted(kind.value for kind in query.kinds)
        allowed = f"FROM facets WHERE pictures > 0 AND {' AND '.join(tests or ['1'])}"
        size, first, last = self._extent(allowed, *values)
        test = f"f.facet IN (SELECT id {allowed})"
        lead = f"FROM picture_facets f INDEXED BY picture_facets_by_facet WHERE {test}"
        return _Condition(test, lead, tuple(values), size, "f.number", False, first, last)

    def _days(self, since: date, until: date) -> _Condition:
        values = (since.toordinal(), until.toordinal())
        size, first, last = self._extent("FROM days WHERE pictures > 0 AND day BETWEEN ? AND ?", *values)
        test = "f.day BETWEEN ? AND ?"
        lead = f"FROM picture_facets f INDEXED BY picture_facets_by_day WHERE {test}"
        return _Condition(test, lead, values, size, "f.number", False, first, last)

    def _seed(self, seed: int) -> _Condition:
        seed = seed if SEED.low <= seed <= SEED.high else -1  # what no picture has, and the database can hold
        source = "FROM picture_facets f INDEXED BY picture_facets_by_seed WHERE f.seed = ?"
        return _Condition("f.seed = ?", source, (seed,), self._size(source, seed), "f.number")

    def _members(self, table: str, column: str, value: object) -> _Condition:
        return _Condition(
            f"EXISTS (SELECT 1 FROM {table} m WHERE m.{column} = ? AND m.number = {{number}})",
            f"FROM {table} d {_JOINED} d.number WHERE d.{column} = ?",
            (value,),
            self._size(f"FROM {table} WHERE {column} = ?", value),
        )

    def _tag(self, name: str) -> int:
        rows = self._database.rows("SELECT id FROM tags WHERE key = ?", tag_key(name))
        return int(rows[0]["id"]) if rows else -1

    def _extent(self, source: str, *values: object) -> tuple[int, int, int]:
        """How many pictures, and the first and the last number."""
        (row,) = self._database.rows(f"SELECT sum(pictures), min(first), max(last) {source}", *values)
        return row[0] or 0, row[1] or 0, row[2] or 0

    def _size(self, source: str, *values: object) -> int:
        return int(self._database.rows(f"SELECT count(*) FROM (SELECT 1 {source} LIMIT {_ENOUGH})", *values)[0][0])

    def _newest(self) -> int:
        return int(self._database.rows("SELECT ifnull(max(number), 0) FROM pictures")[0][0])


def _past(beyond: int, oldest_first: bool) -> _Condition:
    """Limits the numbers and nothing else."""
    first, last = (beyond + 1, _LAST) if oldest_first else (0, beyond - 1)
    return _Condition("", "", (), _LAST, first=first, last=last)


def _leader(conditions: list[_Condition], first: int, last: int, limit: int | None) -> _Condition:
    """The condition whose pictures are gone through, all others being tested: the one that costs least.

    ``first`` and ``last`` are the numbers within all limits. The expected cost supposes that conditions know nothing of
    each other beyond that; where they do, the sizes still bound it.
    """
    span = max(1, last - first + 1)
    everything = _Condition("", "FROM picture_facets f NOT INDEXED WHERE 1", (), span, "f.number", True, first, last)
    found = math.prod(_density(condition, last) for condition in conditions) * span

    words = next((condition for condition in conditions if condition.column == "d.rowid"), None)

    def cost(condition: _Condition) -> float:
        within = _density(condition, last) * span
        gathering = 0.0 if words in (None, condition) else words.size * _COST_OF_WORDS
        if not condition.ordered:
            return gathering + within * _COST_OF_SORTING
        return gathering + (within if limit is None or found <= limit else within * limit / found)

    return min([*(condition for condition in conditions if condition.lead), everything], key=cost)


def _density(condition: _Condition, last: int) -> float:
    """The share of pictures that it leaves between its own first and last number, 0..1."""
    return min(1.0, condition.size / max(1, min(condition.last, last) - condition.first + 1))
