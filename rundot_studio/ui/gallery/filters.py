"""What the artist wants to see, as the filter bar and the search field say it together."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import TypeVar

from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.library.arrangement import Grouping, Order
from rundot_studio.library.query import Query

T = TypeVar("T")


@dataclass(frozen=True)
class Filters:
    """An empty set, None, 0 or "" asks for nothing. Of each set any value will do; all conditions must hold."""

    text: str = ""
    kinds: frozenset[PictureKind] = frozenset()
    models: frozenset[str] = frozenset()
    engines: frozenset[str] = frozenset()
    ratios: frozenset[str] = frozenset()
    stars: int = 0
    board: str | None = None
    seed: int | None = None
    since: date | None = None
    until: date | None = None
    has_alpha: bool | None = None

    @property
    def active(self) -> bool:
        """Whether the bar asks for something; the search field is seen for itself."""
        return replace(self, text="") != Filters()

    @property
    def in_more(self) -> int:
        """How many conditions have no drop-down of their own in the bar."""
        asked = (self.engines, self.ratios, self.seed is not None, self.since or self.until, self.has_alpha is not None)
        return sum(map(bool, asked))

    def queries(self) -> list[Query]:
        """They exclude each other: one for each model, engine and shape that is asked for."""
        shared = Query(
            text=self.text,
            kinds=self.kinds,
            stars_at_least=self.stars,
            board=self.board,
            seed=self.seed,
            since=self.since,
            until=self.until,
            has_alpha=self.has_alpha,
        )
        mixes = product(_any_of(self.models), _any_of(self.engines), _any_of(self.ratios))
        return [replace(shared, model_used=model, engine=engine, aspect_ratio=ratio) for model, engine, ratio in mixes]


@dataclass(frozen=True)
class Arrangement:
    """What is shown, and how."""

    filters: Filters = Filters()
    order: Order = Order.NEWEST
    grouping: Grouping = Grouping.NONE

    @property
    def plain(self) -> bool:
        """The whole library, the newest first: what is new comes to its top."""
        return self == Arrangement()


def toggled(values: frozenset[T], value: T) -> frozenset[T]:
    return values ^ {value}


def _any_of(values: frozenset[str]) -> list[str | None]:
    return [*sorted(values)] if values else [None]
