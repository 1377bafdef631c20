"""Fire: layered flames and the spark of a fuse."""

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import ColorLike, lighten, mix
from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.noise import uniform
from rundot_studio.engine.painters.shapes import Points, ellipse, spline, star

FIRE: tuple[ColorLike, ...] = ("#f0481c", "#ff8f22", "#ffc93c", "#fff3b8")
"""From the outer flame to its heart."""


def fire_colors(color: ColorLike | None = None) -> tuple[ColorLike, ...]:
    """The four layers of a flame; of magic fire where a colour is given."""
    if color is None:
        return FIRE
    return mix(color, "#3a0a2a", 0.25), color, lighten(color, 0.45), lighten(color, 0.82)


def flame(
    figure: Figure,
    rng: Generator,
    cx: float,
    base_y: float,
    half_width: float,
    height: float,
    color: ColorLike | None = None,
    *,
    tongues: int = 3,
) -> None:
    """A flame standing on ``base_y``: ``tongues`` licks of chance, four nested colours. Ten draws at most."""
    reach = [uniform(rng, 0.55, 0.78) for _ in range(4)]
    lean = uniform(rng, -0.16, 0.16)
    flip = 1 if rng.random() < 0.5 else -1
    for shrink, layer in zip((1.0, 0.74, 0.5, 0.28), fire_colors(color), strict=True):
        outline = _tongues(reach, lean, tongues) * [flip, 1]
        placed = outline * [half_width * shrink, height * shrink**0.9] + [cx, base_y - height * 0.02 * (1 - shrink)]
        figure.add(placed, layer, "flat", glow=1, line=0, shadow=0)


def _tongues(reach: list[float], lean: float, tongues: int) -> Points:
    """The outline of a unit flame: base at y = 0, the tall tongue's tip at y = -1, half width 1."""
    if tongues == 1:
        drop = [
            (0, 0.04),
            (0.62, -0.06),
            (0.92, -0.30),
            (0.62, -0.58),
            (lean, -1.0),
            (-0.5, -0.62),
            (-0.92, -0.30),
            (-0.62, -0.06),
        ]
        return spline(drop, tension=0.42)
    return spline(
        [
            (0, 0.04),
            (0.6, -0.02),
            (0.98, -0.22),
            (0.92, -0.45),
            (0.98, -reach[0]),
            (0.58, -0.46),
            (0.36, -0.62),
            (lean, -1.0),
            (-0.30, -0.60),
            (-0.50, -0.44),
            (-0.86, -reach[1] * 0.92),
            (-0.96, -0.36),
            (-0.92, -0.18),
            (-0.6, -0.02),
        ],
        tension=0.44,
    )


def spark(figure: Figure, rng: Generator, cx: float, cy: float, radius: float) -> None:
    """The burst at a fuse's end."""
    turn = uniform(rng, 0, 60)
    figure.add(star(cx, cy, radius, radius * 0.42, 8, turn), FIRE[1], "flat", glow=1, line=0.3, shadow=0)
    figure.add(star(cx, cy, radius * 0.66, radius * 0.34, 7, turn + 20), FIRE[2], "flat", glow=1, line=0, shadow=0)
    figure.add(ellipse(cx, cy, radius * 0.28), FIRE[3], "flat", glow=1, line=0, shadow=0)


def embers(figure: Figure, rng: Generator, cx: float, base_y: float, half_width: float, height: float) -> None:
    """Six sparks that rise above a fire."""
    places = np.stack([rng.random(6) * 2 - 1, rng.random(6)], 1)
    for (x, y), size in zip(places, rng.random(6), strict=True):
        radius = 0.015 + 0.02 * float(size)
        figure.add(
            ellipse(cx + float(x) * half_width, base_y - float(y) * height, radius, count=12),
            FIRE[1],
            "flat",
            glow=1,
            line=0,
            shadow=0,
        )
