"""The kinds of the lifeless modules, and how the tests draw them."""

from rundot_studio.engine.painters.color import ColorLike
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import rng_for
from rundot_studio.engine.painters.subjects import (
    aircraft,
    blades,
    castles,
    coins,
    food,
    instruments,
    landmarks,
    monuments,
    nature,
    papers,
    plants,
    potions,
    produce,
    provisions,
    ships,
    sky,
    spacecraft,
    stones,
    tools,
    treasure,
    trees,
    vehicles,
    village,
    weapons,
)

MODULES = (
    aircraft,
    blades,
    castles,
    coins,
    food,
    instruments,
    landmarks,
    monuments,
    nature,
    papers,
    plants,
    potions,
    produce,
    provisions,
    ships,
    sky,
    spacecraft,
    stones,
    tools,
    treasure,
    trees,
    vehicles,
    village,
    weapons,
)
KINDS: tuple[SubjectKind, ...] = tuple(kind for module in MODULES for kind in module.KINDS)
BY_NAME = {kind.name: kind for kind in KINDS}


def drawn(kind: SubjectKind, seed: int = 0, traits: Traits | None = None, **colors: ColorLike) -> Figure:
    """The subject in the house colours, its own main colour, and ``colors`` by role."""
    roles: dict[str, ColorLike] = {} if kind.main is None else {"main": kind.main}
    roles.update(colors)
    figure = Figure()
    kind.draw(figure, rng_for(kind.name, seed), Palette.default(**roles), traits or Traits())
    return figure


def outline_bytes(figure: Figure) -> list[bytes]:
    """All outlines and holes, in order."""
    return [points.tobytes() for part in figure.parts for points in (*part.outlines, *part.holes)]


def color_bytes(figure: Figure) -> list[bytes]:
    """All parts' colours, in order."""
    return [part.color.tobytes() for part in figure.parts]
