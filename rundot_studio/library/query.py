"""What may be asked of the library."""

from dataclasses import dataclass
from datetime import date

from rundot_studio.domain.picture_kind import PictureKind


@dataclass(frozen=True)
class Query:
    """Which pictures are wanted; every condition that is given must hold.

    ``text`` is what was typed: each word must begin a word of prompt, avoid, tags or notes. ``kinds`` empty means any.
    ``stars_at_least`` is 0 to 5, ``aspect_ratio`` a name such as ``"16:9"``, ``board`` a board's id. ``since`` and
    ``until`` are local days, both included. ``in_trash`` None looks everywhere.
    """

    text: str = ""
    kinds: frozenset[PictureKind] = frozenset()
    model_asked: str | None = None
    model_used: str | None = None
    engine: str | None = None
    procedural: bool | None = None
    stars_at_least: int = 0
    board: str | None = None
    tags: frozenset[str] = frozenset()
    aspect_ratio: str | None = None
    seed: int | None = None
    since: date | None = None
    until: date | None = None
    has_alpha: bool | None = None
    in_trash: bool | None = False
