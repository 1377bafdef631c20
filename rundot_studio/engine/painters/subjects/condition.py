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
_AURA_LAYERS = ((0.20, 0.12), (0.13, 0.16), (0.06, 0.22))
"""(reach in units, opacity) of each layer of an aura."""


def unless_avoided(traits: Traits, *words: str) -> bool:
    """Whether the negative prompt leaves the part with these names in."""
    return not any(word in traits.avoid for word in words)


def conditioned(snaps: bool = False) -> Callable[[SubjectPainter], SubjectPainter]:
    """Let a painter honour old, evil, broken and glowing. ``snaps``: broken means the upper end is gone."""

    def wrap(draw: SubjectPainter) -> SubjectPainter:
        @functools.wraps(draw)
        def drawn(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
            own = child_rng(rng)
            first = len(figure.parts)
            draw(figure, rng, _worn(palette, traits), traits)
            if traits.broken:
                _break(figure, own, first, snaps)
            if traits.glowing:
                _glow(figure, own, first, palette.glow)

        return drawn

    return wrap


def _worn(palette: Palette, traits: Traits) -> Palette:
    changes: dict[str, Color] = {}
    for asked, table in ((traits.old, _PATINA), (traits.evil, _DREAD)):
        if not asked:
            continue
        for role, (toward, amount) in table.items():
            changes[role] = mix(changes.get(role, getattr(palette, role)), toward, amount)
    return replace(palette, **changes)


def _silhouette(figure: Figure, first: int) -> Points:
    """All outline points drawn since ``first`` that nothing clips."""
    return np.concatenate([o for part in figure.parts[first:] if part.clip is None for o in part.outlines])


def _break(figure: Figure, rng: Generator, first: int, snaps: bool) -> None:
    """Take a jagged piece out of every part drawn since ``first``."""
    points = _silhouette(figure, first)
    low, high = points.min(0), points.max(0)
    gone = _snapped_end(figure, rng, first) if snaps else _bite(rng, low, high)
    for i in range(first, len(figure.parts)):
        part = figure.parts[i]
        figure.parts[i] = replace(part, holes=(*part.holes, gone))


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


def _snapped_end(figure: Figure, rng: Generator, first: int) -> Points:
    """All above a jagged line at about a third of the height, in the figure's own upright frame."""
    frame = Figure()
    frame._stack = [figure._stack[-1]]
    line = [(-0.9, -0.36), (-0.14, -0.30), (-0.05, -0.44), (0.02, -0.30), (0.08, -0.40), (0.2, -0.26), (0.9, -0.34)]
    shift = uniform(rng, -0.1, 0.1)
    jagged = [(x, y + shift) for x, y in line]
    return frame._place([(-1.5, -1.6), *jagged, (1.5, -1.6)])


def _glow(figure: Figure, rng: Generator, first: int, color: Color) -> None:
    """An aura behind and a few sparkles before the parts drawn since ``first``."""
    points = _silhouette(figure, first)
    layers = [_aura(points, color, reach, alpha) for reach, alpha in _AURA_LAYERS]
    figure.parts[first:first] = layers
    low, high = points.min(0), points.max(0)
    for _ in range(5):
        x, y = (float(v) for v in low + (high - low) * (0.08 + 0.84 * rng.random(2)))
        figure.parts.append(_placed_sparkle(x, y, uniform(rng, 0.05, 0.10), mix(color, "#ffffff", 0.6)))


def _aura(points: Points, color: Color, reach: float, alpha: float) -> Part:
    """The convex hull of the points, grown by ``reach``."""
    ring = ellipse(0, 0, reach, count=24)
    grown = (points[:, None] + ring[None]).reshape(-1, 2).astype(np.float32)
    hull = cv2.convexHull(grown)[:, 0].astype(np.float64)
    return Part((hull,), color, "flat", line=0, shadow=0, alpha=alpha, glow=1)


def _placed_sparkle(x: float, y: float, radius: float, color: Color) -> Part:
    figure = Figure()
    sparkle(figure, x, y, radius, color)
    return figure.parts[0]
