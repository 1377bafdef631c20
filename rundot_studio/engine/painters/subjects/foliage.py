"""Leaves in the mass and grass: what trees, bushes and lawns are made of."""

import math
from collections.abc import Sequence

from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, darken, hex_color, lighten, mix
from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.noise import uniform
from rundot_studio.engine.painters.shapes import Points, spline

GRASS = hex_color("#4f9a3d")
"""Grass round a plant whose own leaves a prompt may colour."""


def tuft(rng: Generator, cx: float, cy: float, radius: float, leaves: int = 13) -> Points:
    """A round with a scalloped edge: leaf tips all about it."""
    turn = uniform(rng, 0, 360)
    points = []
    for i in range(2 * leaves):
        angle = math.radians(turn + 180 * i / leaves)
        reach = radius * (uniform(rng, 0.98, 1.08) if i % 2 == 0 else uniform(rng, 0.86, 0.91))
        points.append((cx + reach * math.cos(angle), cy + reach * math.sin(angle)))
    return spline(points, True, 5, 0.3)


def leaf_mass(figure: Figure, rng: Generator, places: Sequence[tuple[float, float, float]], color: Color) -> None:
    """Tufts at (x, y, radius), back to front: a dark mass behind, then each lit from the upper left."""
    low = min(y - radius for _, y, radius in places)
    high = max(y + radius for _, y, radius in places)
    shade = [tuft(rng, x + radius * 0.05, y + radius * 0.05, radius) for x, y, radius in places]
    figure.add(shade, darken(color, 0.3), "round", bevel=0.2, texture="leaf")
    for x, y, radius in places:
        share = (y - low) / (high - low)
        tone = lighten(color, 0.14 * (1 - share))
        body = tuft(rng, x - radius * 0.05, y - radius * 0.07, radius * 0.86)
        figure.add(body, tone, "round", bevel=radius * 0.6, texture="leaf", shadow=0.9, line=0.3)
    for x, y, radius in places:
        if y < (low + high) / 2 + 0.1:
            glint = tuft(rng, x - radius * 0.22, y - radius * 0.28, radius * 0.42, 9)
            figure.add(
                glint,
                mix(color, "#fff0b0", 0.34),
                "round",
                bevel=radius * 0.3,
                texture="leaf",
                shadow=0,
                line=0,
                alpha=0.85,
            )


def grass(figure: Figure, rng: Generator, color: Color, xs: Sequence[float], y: float, height: float = 0.24) -> None:
    """A tuft of five blades at each x."""
    for x in xs:
        blades = []
        for i in range(5):
            dx = (i - 2) * 0.055
            tall = height * uniform(rng, 0.6, 1.0)
            bend = dx * 1.4 + uniform(rng, -0.05, 0.05)
            blades.append(
                spline(
                    [
                        (x + dx - 0.04, y),
                        (x + dx + bend * 0.5, y - tall * 0.6),
                        (x + dx + bend, y - tall),
                        (x + dx + 0.04, y),
                    ],
                    tension=0.3,
                )
            )
        figure.add(blades, color, "round", bevel=0.03, shadow=0.5)


def lawn(figure: Figure, rng: Generator, color: Color, half_width: float = 1.0, y: float = 0.90) -> None:
    """The green mound a building stands on, with three tufts."""
    mound = [
        (-half_width, y),
        (-half_width * 0.55, y - 0.08),
        (0, y - 0.06),
        (half_width * 0.55, y - 0.08),
        (half_width, y),
        (half_width * 0.66, y + 0.09),
        (-half_width * 0.66, y + 0.09),
    ]
    figure.add(spline(mound), color, "round", bevel=0.09, texture="leaf")
    places = [(-0.8 + 0.8 * i + uniform(rng, -0.15, 0.15)) * half_width for i in range(3)]
    grass(figure, rng, lighten(color, 0.08), places, y + 0.04, 0.13)
