"""What a prompt's reader keeps in hand while it reads: waiting adjectives, subjects in the making, things denied."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .color import Color, hex_color
from .figure import SubjectKind, Traits
from .lexicon import Span
from .reading import SubjectChoice
from .subjects.people import KINDS as PEOPLE

_HELD_ROLES = {
    "wood": ("staff", "bow", "crossbow", "spear", "club"),
    "glow": ("orb", "potion", "gem", "wand", "lantern", "torch"),
    "accent": ("book", "flower", "banner", "shield", "bag", "scroll"),
}
"""The palette role a held item takes its colour from; blades take ``blade``."""


def held_role(item: str) -> str:
    """The palette role that colours a held item."""
    return next((role for role, items in _HELD_ROLES.items() if item in items), "blade")


def can_hold(kind: SubjectKind) -> bool:
    """Whether the subject has hands: people do, things and most beasts do not."""
    return kind in PEOPLE


@dataclass
class Pending:
    """Adjectives on their way to a noun."""

    colors: list[Color] = field(default_factory=list)
    element: Color | None = None
    traits: dict[str, Any] = field(default_factory=dict)
    count: int | None = None
    spans: list[Span] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not self.spans


@dataclass
class Draft:
    """A subject in the making."""

    kind: SubjectKind
    count: int = 1
    colors: list[Color] = field(default_factory=list)
    roles: list[tuple[str, Color]] = field(default_factory=list)
    element: Color | None = None
    traits: dict[str, Any] = field(default_factory=dict)

    def finish(self, avoid: frozenset[str], shared: dict[str, Any]) -> SubjectChoice:
        merged = {**shared, **self.traits}
        return SubjectChoice(
            kind=self.kind,
            count=self.count,
            colors=tuple(self.colors),
            role_colors=tuple(self.roles),
            element=self.element,
            traits=Traits(**merged, avoid=avoid),
        )


class Avoided:
    """What the negative prompt names, and how it thins the senses of the prompt's own words."""

    def __init__(self, spans: Sequence[Span]) -> None:
        named = [span for span in spans if not span.is_stop]
        words = {token.word for span in named for token in span.tokens} | {span.text for span in named}
        lemmas = {token.lemma for span in named for token in span.tokens}
        self.words = frozenset(words | lemmas)
        self._values = [(kind, value) for span in named for kind, value in span.senses.items()]
        self.colors = tuple(hex_color(value) for kind, value in self._values if kind == "color")

    def strip(self, span: Span) -> Span:
        """The span without the senses that are not wanted."""
        if not span.senses or not self._values:
            return span
        left = {
            kind: value
            for kind, value in span.senses.items()
            if not any(kind == other and value == unwanted for other, unwanted in self._values)
        }
        return Span(span.tokens, left, span.literal) if len(left) != len(span.senses) else span
