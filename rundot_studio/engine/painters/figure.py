"""A subject as an ordered list of parts, back to front. Geometry only: the style that renders it comes later."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from .color import Color, ColorLike, hex_color
from .shapes import Points, PointsLike

MATERIALS = ("round", "flat", "metal", "facet", "bevel", "gem", "glass", "wet", "skin")
TEXTURES = ("stone", "wood", "cloth", "leaf", "fur", "scale")


@dataclass(frozen=True)
class Part:
    """One filled outline with the way it catches light.

    ``bevel`` is the radius of the rounded edge in units; ``line`` and ``shadow`` scale the inner line and the contact
    shadow on the parts below; ``clip`` names an earlier part that bounds this one; ``glow`` 0..1 is light of its own;
    ``lift`` shifts the tone (-0.3..0.3).
    """

    outlines: tuple[Points, ...]
    color: Color
    material: str = "round"
    bevel: float = 0.12
    holes: tuple[Points, ...] = ()
    clip: str | None = None
    line: float = 1.0
    shadow: float = 1.0
    alpha: float = 1.0
    glow: float = 0.0
    lift: float = 0.0
    name: str | None = None
    texture: str | None = None
    contrast: float = 1.0
    gloss: float | None = None


@dataclass
class Figure:
    """Collects parts under a stack of transforms."""

    parts: list[Part] = field(default_factory=list)
    _stack: list[NDArray[np.float64]] = field(default_factory=lambda: [np.eye(3)])

    def push(self, dx: float = 0, dy: float = 0, rotate_deg: float = 0, scale: float = 1, flip: bool = False) -> None:
        """Move, turn clockwise and scale all that follows, until :meth:`pop`."""
        c, s = math.cos(math.radians(rotate_deg)), math.sin(math.radians(rotate_deg))
        local = [[c * scale, -s * scale, dx], [s * scale, c * scale, dy]]
        if flip:
            local = [[-row[0], row[1], row[2]] for row in local]
        top = self._stack[-1]
        product = np.eye(3)
        for i in range(2):  # written out: matrix products go through BLAS
            for j in range(3):
                product[i, j] = top[i, 0] * local[0][j] + top[i, 1] * local[1][j] + (top[i, 2] if j == 2 else 0.0)
        self._stack.append(product)

    def pop(self) -> None:
        """Undo the last :meth:`push`."""
        self._stack.pop()

    def add(
        self,
        outline: PointsLike | list[Points],
        color: ColorLike,
        material: str = "round",
        *,
        bevel: float = 0.12,
        holes: Sequence[PointsLike] = (),
        clip: str | None = None,
        line: float = 1.0,
        shadow: float = 1.0,
        alpha: float = 1.0,
        glow: float = 0.0,
        lift: float = 0.0,
        name: str | None = None,
        texture: str | None = None,
        contrast: float = 1.0,
        gloss: float | None = None,
    ) -> None:
        """Put a part on top. ``outline`` is one closed outline, or a list of several that make one part."""
        several = (
            isinstance(outline, list)
            and len(outline) > 0
            and isinstance(outline[0], np.ndarray)
            and outline[0].ndim == 2
        )
        outlines = outline if several else [outline]
        self.parts.append(
            Part(
                outlines=tuple(self._place(o) for o in outlines),  # type: ignore[arg-type]
                color=hex_color(color),
                material=material,
                bevel=bevel * self._scale(),
                holes=tuple(self._place(h) for h in holes),
                clip=clip,
                line=line,
                shadow=shadow,
                alpha=alpha,
                glow=glow,
                lift=lift,
                name=name,
                texture=texture,
                contrast=contrast,
                gloss=gloss,
            )
        )

    def include(self, other: "Figure") -> None:
        """Put all parts of another figure on top, under the current transform."""
        for part in other.parts:
            self.parts.append(
                replace(
                    part,
                    outlines=tuple(self._place(o) for o in part.outlines),
                    holes=tuple(self._place(h) for h in part.holes),
                    bevel=part.bevel * self._scale(),
                )
            )

    def bounds(self) -> tuple[Points, Points]:
        """(minimum, maximum) corner, each (2,), over all outlines; a clipped part lies within its clip."""
        names = {part.name for part in self.parts}
        points = np.concatenate(
            [o for part in self.parts if part.clip not in names or not part.clip for o in part.outlines]
        )
        return points.min(0), points.max(0)

    def _place(self, points: PointsLike) -> Points:
        p = np.asarray(points, np.float64)
        m = self._stack[-1]
        x = p[:, 0] * m[0, 0] + p[:, 1] * m[0, 1] + m[0, 2]
        y = p[:, 0] * m[1, 0] + p[:, 1] * m[1, 1] + m[1, 2]
        return np.stack([x, y], 1)

    def _scale(self) -> float:
        m = self._stack[-1]
        return math.sqrt(abs(m[0, 0] * m[1, 1] - m[0, 1] * m[1, 0]))


@dataclass(frozen=True)
class Palette:
    """The colours a subject is built from, by role; a prompt's colour words replace some of them."""

    main: Color
    accent: Color
    metal: Color
    dark: Color
    leather: Color
    wood: Color
    skin: Color
    glow: Color
    armor: Color
    leaf: Color
    hull: Color
    stone: Color
    blade: Color

    @classmethod
    def default(cls, **changes: ColorLike) -> "Palette":
        """The house colours, some of them replaced."""
        roles: dict[str, ColorLike] = {
            "main": "#3d6fd1",
            "accent": "#d8343f",
            "metal": "#e0a63c",
            "dark": "#2b2638",
            "leather": "#7a4a2b",
            "wood": "#8a5a34",
            "skin": "#f0c097",
            "glow": "#4fe0ff",
            "armor": "#aab6c8",
            "leaf": "#4f9a3d",
            "hull": "#d5dbe6",
            "stone": "#a59fb0",
            "blade": "#c9d6e6",
        }
        roles.update(changes)
        return cls(**{role: hex_color(color) for role, color in roles.items()})


@dataclass(frozen=True)
class Traits:
    """What the prompt's adjectives ask of a subject; each painter honours those that make sense for it.

    ``size`` scales it in the frame (tiny .55, small .75, big 1.2, giant 1.45); ``mood`` is neutral, happy, angry,
    sad, sleepy, scary; ``holding`` and ``offhand`` name items for hands ("lantern", "sword"); ``glowing``, ``broken``,
    ``open``, ``old``, ``ornate``, ``cute``, ``evil``, ``winged``, ``hooded`` are what they say.
    """

    size: float = 1.0
    mood: str = "neutral"
    holding: str | None = None
    offhand: str | None = None
    glowing: bool = False
    broken: bool = False
    open: bool = False
    old: bool = False
    ornate: bool = False
    cute: bool = False
    evil: bool = False
    winged: bool = False
    hooded: bool = False
    avoid: frozenset[str] = frozenset()
    """Words of the negative prompt: a painter leaves out what they name (hat, beard, cape, shield, sword, shadow)."""


SubjectPainter = Callable[[Figure, Generator, Palette, Traits], None]
"""``draw(figure, rng, palette, traits)`` adds its parts inside -1..1."""


@dataclass(frozen=True)
class SubjectKind:
    """A subject the prompt can name: its words, the function that draws it, how it stands.

    ``words`` are single words or phrases; a longer phrase wins over a shorter. ``grounded`` subjects stand on a floor
    and throw a shadow on it; ``tilt_deg`` turns the lone icon (a sword lies across); ``main`` is its own main colour.
    """

    name: str
    words: tuple[str, ...]
    draw: SubjectPainter
    grounded: bool = True
    tilt_deg: float = 0.0
    main: str | None = None
    colored_roles: tuple[str, ...] = ("main", "accent")
    """Palette roles that the prompt's first, second ... colour word replaces."""
