"""Finding pictures: pages and counts of what a query asks.

Pages go on from the number of the last picture (a keyset), newest or oldest first, so that a deep page costs as much as
the first. Which condition leads is chosen for each query by how many pictures each of them leaves, so that any mix of
conditions touches few rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rundot_studio.domain.picture import Picture

from .database import Database
from .folding import match_expression
from .marks import tag_key
from .query import Query
from .rows import PICTURE_COLUMNS, picture_from

_ENOUGH = 20_000
"""Pictures of a condition are counted no further than this: beyond it their exact number changes no choice."""
_FEW = 2_000
"""With no more pictures than this a condition leads even where words are asked for."""
_COST_OF_SORTING = 1.5
"""What a picture costs of a condition that has to be sorted, against one that is read in order."""
_JOINED = "CROSS JOIN picture_facets f NOT INDEXED ON f.number ="


@dataclass(frozen=True)
class _Condition:
    """One part of a query, as a ``test`` of ``f`` (a row of ``picture_facets``) and as what leads: where to read from.

    ``size`` is about how many pictures it leaves. One that leads gives their numbers as ``column``, in order or not.
    """

    test: str
    lead: str
    values: tuple[object, ...]
    size: int
    column: str = "d.number"
    ordered: bool = True


class Finder:
    """Blocking for the time of a query; safe to call from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, query: Query, limit: int, beyond: int | None = None, oldest_first: bool = False) -> list[Picture]:
        """At most ``limit`` pictures from the newest to the oldest, or the other way round, past number ``beyond``."""
        conditions = list(self._conditions(query))
        leader = self._leader(conditions, limit)
        source, values = _source(leader, conditions)
        if beyond is not None:
            source += f" AND {leader.column} {'>' if oldest_first else '<'} ?"
            values += (beyond,)
        order = "ASC" if oldest_first else "DESC"
        rows = self._database.rows(
            f"SELECT {PICTURE_COLUMNS} FROM "
            f"(SELECT {leader.column} AS found {source} ORDER BY {leader.column} {order} LIMIT ?) "
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
        source, values = _source(self._leader(conditions, None), conditions)
        return int(self._database.rows(f"SELECT count(*) {source}", *values)[0][0])

    def _leader(self, conditions: list[_Condition], limit: int | None) -> _Condition:
        """The condition whose pictures are gone through, all others being tested: the one that costs least.

        The expected cost supposes that conditions know nothing of each other; where they do, the sizes still bound it.
        """
        total = max(1, self._total())
        everything = _Condition("", "FROM picture_facets f NOT INDEXED WHERE 1", (), total, "f.number")
        share = 1.0
        for condition in conditions:
            share *= min(1.0, condition.size / total)
        wanted = limit if limit is not None else total

        def cost(condition: _Condition) -> float:
            if not condition.ordered:
                return condition.size * _COST_OF_SORTING
            left = share * total / max(1, condition.size)
            return min(condition.size, wanted / left if left else condition.size)

        words = [condition for condition in conditions if condition.column == "d.rowid"]
        best = min([*conditions, everything], key=cost)
        return words[0] if words and best.size > _FEW else best

    def _conditions(self, query: Query) -> Iterator[_Condition]:
        """What of a query is asked; the facets always, because of the trash, and first."""
        yield self._facets(query)
        if expression := match_expression(query.text):
            yield _Condition(
                # The plus keeps SQLite from looking up each of these numbers within each facet.
                "+f.number IN (SELECT rowid FROM picture_words WHERE picture_words MATCH ?)",
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
        size = self._database.rows(f"SELECT ifnull(sum(pictures), 0) {allowed}", *values)[0][0]
        test = f"f.facet IN (SELECT id {allowed})"
        lead = f"FROM picture_facets f INDEXED BY picture_facets_by_facet WHERE {test}"
        return _Condition(test, lead, tuple(values), int(size), "f.number", ordered=False)

    def _members(self, table: str, column: str, value: object) -> _Condition:
        return _Condition(
            f"EXISTS (SELECT 1 FROM {table} m WHERE m.{column} = ? AND m.number = f.number)",
            f"FROM {table} d {_JOINED} d.number WHERE d.{column} = ?",
            (value,),
            self._size(f"{table} WHERE {column} = ?", value),
        )

    def _seed(self, seed: int) -> _Condition:
        return _Condition(
            "EXISTS (SELECT 1 FROM pictures s WHERE s.number = f.number AND s.seed_used = ?)",
            f"FROM pictures d INDEXED BY pictures_by_seed {_JOINED} d.number WHERE d.seed_used = ?",
            (seed,),
            self._size("pictures INDEXED BY pictures_by_seed WHERE seed_used = ?", seed),
        )

    def _days(self, since: date, until: date) -> _Condition:
        values = (since.toordinal(), until.toordinal())
        test = "f.day BETWEEN ? AND ?"
        lead = f"FROM picture_facets f INDEXED BY picture_facets_by_day WHERE {test}"
        size = self._size("picture_facets f INDEXED BY picture_facets_by_day WHERE f.day BETWEEN ? AND ?", *values)
        return _Condition(test, lead, values, size, "f.number", ordered=False)

    def _tag(self, name: str) -> int:
        rows = self._database.rows("SELECT id FROM tags WHERE key = ?", tag_key(name))
        return int(rows[0]["id"]) if rows else -1

    def _size(self, source: str, *values: object) -> int:
        return int(self._database.rows(f"SELECT count(*) FROM (SELECT 1 FROM {source} LIMIT {_ENOUGH})", *values)[0][0])

    def _total(self) -> int:
        """About how many pictures there are; those that left the library for good are counted too."""
        return int(self._database.rows("SELECT ifnull(max(number), 0) FROM pictures")[0][0])


def _source(leader: _Condition, conditions: list[_Condition]) -> tuple[str, tuple[object, ...]]:
    """FROM and WHERE with all conditions, and their values in order."""
    others = [condition for condition in conditions if condition is not leader]
    text = " AND ".join([leader.lead, *(condition.test for condition in others)])
    return text, sum((condition.values for condition in others), leader.values)
