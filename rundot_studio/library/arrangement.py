"""How what was found is arranged: its order, its groups, and the plain lists that result."""

from array import array
from dataclasses import dataclass, field
from enum import StrEnum

from rundot_studio.domain.picture import Picture


class Order(StrEnum):
    NEWEST = "newest"
    OLDEST = "oldest"
    RATING = "rating"
    """Most stars first, among equals the newest."""
    BOARD = "board"
    """As the artist has put them on the board; the newest first where no board is asked for."""


class Grouping(StrEnum):
    NONE = "none"
    DAY = "day"
    BOARD = "board"
    FAMILY = "family"


@dataclass(frozen=True)
class Group:
    """``key`` is a day as ``date.toordinal`` counts, a board's id, or the id of a family's first picture.

    It is empty for what is on no board or in no family. ``count`` pictures follow each other in the list.
    """

    key: str
    count: int


@dataclass(frozen=True)
class Listed:
    """Pictures by number, in order; ``groups`` cover them without a gap, and are empty where none were asked for.

    Grouped by board, a picture comes once for each board it is on.
    """

    numbers: "array[int]" = field(default_factory=lambda: array("q"))
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True)
class Entry:
    picture: Picture
    stars: int = 0


@dataclass(frozen=True)
class Choices:
    """What there is to filter by: each value with its number of pictures, the most frequent first."""

    kinds: dict[str, int] = field(default_factory=dict)
    models: dict[str, int] = field(default_factory=dict)
    engines: dict[str, int] = field(default_factory=dict)
    ratios: dict[str, int] = field(default_factory=dict)
