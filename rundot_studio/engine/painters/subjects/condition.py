"""The condition a thing is in: old, evil, broken or glowing, as the prompt's adjectives ask.

:func:`conditioned` wraps a painter, so that every lifeless subject honours these traits in the same way.
"""

import functools
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, mix
from rundot_studio.engine.painters.figure import Figure, Palette, Part, SubjectPainter, Traits
from rundot_studio.engine.painters.noise import child_rng, uniform
from rundot_studio.engine.painters.shapes import Points, ellipse, polygon

from .gleams import sparkle

_PATINA = {
    "main": ("#8a8070", 0.38),
    "accent": ("#8a7a66", 0.38),
    "metal": ("#77583c", 0.45),
    "blade": ("#8b6a4e", 0.42),
    "armor": ("#8b6a4e", 0.35),
    "hull": ("#9a7b5e", 0.38),
    "wood": ("#7b766c", 0.45),
    "leather": ("#7b766c", 0.35),
    "stone": ("#6f7a5c", 0.32),
    "leaf": ("#9a8a4a", 0.45),
}
_DREAD = {
    "main": ("#2c1030", 0.5),
    "stone": ("#352c46", 0.6),
    "wood": ("#2e2230", 0.5),
    "leaf": ("#3d2c52", 0.6),
    "blade": ("#4c3b5c", 0.5),
    "hull": ("#41384f", 0.55),
    "metal": ("#5c4550", 0.45),
}
_AURA_LAYERS = ((0.19, 0.08), (0.145, 0.09), (0.10, 0.11), (0.055, 0.14))
"""(reach in units, opacity) of each layer of an aura."""
_ROOM_FOR_GLOW = 0.86


def unless_avoided(traits: Traits, *words: str) -> bool:
    """Whether the negative prompt leaves the part with these names in."""
    return not any(word in traits.avoid for word in words)


def conditioned(
    *, snaps: bool = False, stretch: float = 0.06, light: str = "glow"
) -> Callable[[SubjectPainter], SubjectPainter]:
    """Let a painter honour old, evil, broken and glowing, and give every seed proportions of its own.

    ``snaps``: broken means the upper end is gone. ``stretch``: by how much, at most, a seed makes the thing slimmer and
    taller or broader and lower; 0 for what must stay round. ``light``: the palette's role it glows in.
    """

    def wrap(draw: SubjectPainter) -> SubjectPainter:
        @functools.wraps(draw)
        def drawn(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
            own = child_rng(rng)
            slimmer = uniform(own, -stretch, stretch)
            upright = Figure()
            draw(upright, rng, _worn(palette, traits), traits)
            if traits.broken:
                _break(upright, own, snaps)
            if traits.glowing:
                _glow(upright, own, getattr(palette, light))
            shrink = _ROOM_FOR_GLOW if traits.glowing else 1.0
            for part in upright.parts:
                _place(figure, part, shrink * (1 - slimmer), shrink * (1 + slimmer), -slimmer)

        return drawn

    return wrap


def _place(figure: Figure, part: Part, wider: float, taller: float, lower: float) -> None:
    """Add a part to another figure, under that one's transforms, scaled and then moved down by ``lower``."""
    size = np.array([wider, taller])
    feet = np.array([0.0, lower])
    figure.add(
        [outline * size + feet for outline in part.outlines],
        part.color,
        part.material,
        bevel=part.bevel,
        holes=[hole * size + feet for hole in part.holes],
        clip=part.clip,
        line=part.line,
        shadow=part.shadow,
        alpha=part.alpha,
        glow=part.glow,
        lift=part.lift,
        name=part.name,
        texture=part.texture,
        contrast=part.contrast,
        gloss=part.gloss,
    )


def _worn(palette: Palette, traits: Traits) -> Palette:
    changes: dict[str, Color] = {}
    for asked, table in ((traits.old, _PATINA), (traits.evil, _DREAD)):
        if not asked:
            continue
        for role, (toward, amount) in table.items():
            changes[role] = mix(changes.get(role, getattr(palette, role)), toward, amount)
    return replace(palette, **changes)


def _silhouette(figure: Figure) -> Points:
    """All outline points that nothing clips."""
    return np.concatenate([o for part in figure.parts if part.clip is None for o in part.outlines])


def _break(figure: Figure, rng: Generator, snaps: bool) -> None:
    """Take a jagged piece out of every part."""
    points = _silhouette(figure)
    gone = _snapped_end(rng) if snaps else _bite(rng, points.min(0), points.max(0))
    figure.parts[:] = [replace(part, holes=(*part.holes, gone)) for part in figure.parts]


def _bite(rng: Generator, low: Points, high: Points) -> Points:
    """A jagged wedge from the upper right, running out into a long crack."""
    width, height = high - low
    centre = (low + high) / 2

    def at(x: float, y: float) -> tuple[float, float]:
        return float(centre[0] + x * width), float(centre[1] + y * height)

    shake = [uniform(rng, -0.02, 0.02) for _ in range(6)]
    return polygon(
        at(0.14 + shake[0], -0.62),
        at(0.20, -0.30 + shake[1]),
        at(0.09 + shake[2], -0.21),
        at(0.13, -0.06 + shake[3]),
        at(0.00, 0.06),
        at(0.02, 0.20),
        at(-0.06 + shake[4], 0.30),
        at(0.06, 0.20),
        at(0.05, 0.08),
        at(0.20, -0.02 + shake[5]),
        at(0.24, -0.14),
        at(0.36, -0.12 + shake[0]),
        at(0.40, -0.24),
        at(0.66, -0.20),
        at(0.66, -0.62),
    )


def _snapped_end(rng: Generator) -> Points:
    """All above a jagged line at about a third of the height."""
    line = [(-0.9, -0.36), (-0.14, -0.30), (-0.05, -0.44), (0.02, -0.30), (0.08, -0.40), (0.2, -0.26), (0.9, -0.34)]
    shift = uniform(rng, -0.1, 0.1)
    jagged = [(x, y + shift) for x, y in line]
    return polygon((-1.5, -1.6), (-1.5, -0.36 + shift), *jagged, (1.5, -0.34 + shift), (1.5, -1.6))


def _glow(figure: Figure, rng: Generator, color: Color) -> None:
    """An aura behind that follows the silhouette, and a few sparkles in front."""
    points = _silhouette(figure)
    outlines = [o for part in figure.parts if part.clip is None and part.alpha > 0.5 for o in part.outlines]
    figure.parts[:0] = [_aura(outlines, color, reach, alpha) for reach, alpha in _AURA_LAYERS]
    low, high = points.min(0), points.max(0)
    for _ in range(5):
        x, y = (float(v) for v in low + (high - low) * (0.08 + 0.84 * rng.random(2)))
        sparkle(figure, x, y, uniform(rng, 0.05, 0.10), mix(color, "#ffffff", 0.6))


def _aura(outlines: list[Points], color: Color, reach: float, alpha: float) -> Part:
    """Every outline's convex hull, grown by ``reach``."""
    ring = ellipse(0, 0, reach, count=20)
    hulls = []
    for outline in outlines:
        grown = (outline[:, None] + ring[None]).reshape(-1, 2).astype(np.float32)
        hulls.append(cv2.convexHull(grown)[:, 0].astype(np.float64))
    return Part(tuple(hulls), color, "flat", line=0, shadow=0, alpha=alpha, lift=0.05)
