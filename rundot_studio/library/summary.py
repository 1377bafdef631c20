"""What many pictures have in common, counted by the database: a selection may be the whole library."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from rundot_studio.domain.picture_kind import PictureKind

from .library import Library


@dataclass(frozen=True)
class Summary:
    """Numbers of pictures: ``count`` in all, by kind, by stars (0 to 5), by tag in the tags' order."""

    count: int = 0
    stored_bytes: int = 0
    kinds: dict[PictureKind, int] = field(default_factory=dict)
    stars: dict[int, int] = field(default_factory=dict)
    tags: dict[str, int] = field(default_factory=dict)

    @property
    def common_tags(self) -> list[str]:
        """Those that every one of them has."""
        return [tag for tag, count in self.tags.items() if count == self.count]

    @property
    def common_stars(self) -> int | None:
        """The stars that all of them have; None where they differ."""
        return next(iter(self.stars)) if len(self.stars) == 1 else None


def summarise(library: Library, numbers: Sequence[int]) -> Summary:
    """Of the pictures with these numbers that there are. Blocking; safe on any thread."""
    rows = library._database.rows
    chosen = json.dumps(list(numbers))
    (totals,) = rows(
        "SELECT count(*) AS count, ifnull(sum(stored_bytes), 0) AS bytes "
        "FROM json_each(?) CROSS JOIN pictures ON number = value",
        chosen,
    )
    facets = rows(
        "SELECT kind, stars, count(*) AS count FROM json_each(?) CROSS JOIN picture_facets ON number = value "
        "JOIN facets ON facets.id = facet GROUP BY kind, stars",
        chosen,
    )
    tags = rows(
        "SELECT tags.name, count(*) AS count FROM json_each(?) CROSS JOIN picture_tags ON number = value "
        "JOIN tags ON tags.id = tag GROUP BY tags.id ORDER BY tags.key",
        chosen,
    )
    kinds: dict[PictureKind, int] = {}
    stars: dict[int, int] = {}
    for row in facets:
        kind = PictureKind(row["kind"])
        kinds[kind] = kinds.get(kind, 0) + row["count"]
        stars[row["stars"]] = stars.get(row["stars"], 0) + row["count"]
    return Summary(totals["count"], totals["bytes"], kinds, stars, {row["name"]: row["count"] for row in tags})
