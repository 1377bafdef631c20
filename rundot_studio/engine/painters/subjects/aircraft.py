"""Lighter than air: airships and hot-air balloons."""

import math

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import (
    Points,
    ellipse,
    lathe,
    polygon,
    rounded_rect,
    spline,
    stroke,
)

from .condition import conditioned, unless_avoided
from .cute_face import cute_face
from .flames import flame
from .gleams import highlight, tint
from .woodwork import nail, seams


@conditioned()
def airship(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A rigid airship, or a wooden hull under a gas bag."""
    figure.add(
        polygon((-0.70, -0.30), (-1.0, -0.72), (-0.80, -0.72), (-0.44, -0.44)), palette.accent, "bevel", bevel=0.05
    )
    figure.add(
        polygon((-0.70, -0.20), (-1.0, 0.20), (-0.80, 0.22), (-0.44, -0.06)), palette.accent, "bevel", bevel=0.05
    )
    for x in (-0.36, -0.08, 0.2, 0.44):
        figure.add(stroke([(x * 1.3, -0.1), (x, 0.46)], 0.03), "#d9c39a", "round", bevel=0.012)
    bag = spline(
        [
            (-0.98, -0.28),
            (-0.60, -0.66),
            (0.06, -0.82),
            (0.66, -0.66),
            (1.0, -0.28),
            (0.66, 0.06),
            (0.06, 0.20),
            (-0.60, 0.06),
        ]
    )
    figure.add(bag, palette.main, "round", bevel=0.45, name="bag", texture="cloth")
    for y in (-0.50, -0.28, -0.06):
        seam = spline([(-1, -0.28), (0, -0.28 + (y + 0.28) * 1.9), (1, -0.28)], False)
        tint(figure, stroke(seam, 0.026), darken(palette.main, 0.4), clip="bag", alpha=0.7)
    for x in (-0.46, 0.50):
        band = rounded_rect(x - 0.06, -0.9, x + 0.06, 0.3, 0.02)
        figure.add(band, palette.metal if traits.ornate else palette.accent, "round", bevel=0.3, clip="bag", shadow=0.2)
    hull = [(-0.58, 0.38), (0.62, 0.38), (0.80, 0.28), (0.62, 0.74), (0.40, 0.88), (-0.40, 0.88), (-0.56, 0.70)]
    figure.add(spline(hull, tension=0.2), palette.wood, "round", bevel=0.16, texture="wood", name="gondola")
    seams(figure, "gondola", (0.56, 0.72), -0.6, 0.8, palette.wood)
    for x in (-0.34, -0.04, 0.26):
        figure.add(ellipse(x, 0.60, 0.085), palette.metal, "metal", bevel=0.04)
        figure.add(ellipse(x, 0.60, 0.055), "#ffe9a0", "flat", glow=0.5, shadow=0)
    turn = uniform(rng, 0, 90)
    for k in (0, 90):
        figure.push(-0.68, 0.60, turn + k)
        figure.add(
            spline([(0, -0.28), (0.06, -0.14), (0, 0), (-0.06, 0.14), (0, 0.28), (0.02, 0.14), (0, 0), (-0.02, -0.14)]),
            palette.wood,
            "round",
            bevel=0.04,
        )
        figure.pop()
    nail(figure, -0.68, 0.60, 0.07, palette.metal)


@conditioned()
def balloon(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A hot-air balloon, striped or chequered, with its basket."""
    for x in (-0.30, 0.30):
        figure.add(stroke([(x, 0.26), (x * 0.62, 0.66)], 0.03), "#d9c39a", "round", bevel=0.012)
    if unless_avoided(traits, "fire", "flame"):
        flame(figure, rng, 0, 0.62, 0.09, 0.26, tongues=1)
    figure.add(
        lathe([(0, -1.0), (0.44, -0.88), (0.74, -0.46), (0.62, -0.06), (0.34, 0.26), (0.26, 0.34), (0, 0.35)]),
        palette.main,
        "round",
        bevel=0.62,
        name="envelope",
    )
    gores = pick(rng, 3, 5)
    pale = lighten(mix(palette.main, "#fff6e6", 0.85), 0.1)
    for k in range(gores):
        if k % 2 == (gores // 2) % 2:
            continue
        left, right = (2 * k / gores - 1), (2 * (k + 1) / gores - 1)
        gore = np.concatenate([_meridian(left), _meridian(right)[::-1]])
        figure.add(gore, pale, "round", bevel=0.62, clip="envelope", line=0.4, shadow=0)
    zigzag = [(-0.8 + 0.16 * i, -0.40 + 0.10 * (-1) ** i) for i in range(11)]
    if traits.ornate or rng.random() < 0.5:
        figure.add(stroke(zigzag, 0.12), palette.accent, "round", bevel=0.4, clip="envelope", shadow=0, line=0.5)
    highlight(
        figure,
        spline([(-0.50, -0.34), (-0.42, -0.62), (-0.24, -0.80), (-0.32, -0.56), (-0.40, -0.30)]),
        0.4,
        clip="envelope",
    )
    figure.add(
        rounded_rect(-0.22, 0.64, 0.22, 0.98, 0.05), palette.wood, "round", bevel=0.1, texture="wood", name="basket"
    )
    seams(figure, "basket", (0.76, 0.86), -0.22, 0.22, palette.wood)
    figure.add(rounded_rect(-0.26, 0.60, 0.26, 0.70, 0.05), palette.leather, "round", bevel=0.05)
    cute_face(figure, 0, -0.30, 0.2, traits)


def _meridian(share: float) -> Points:
    """The line on the envelope at ``share`` -1..1 of its half width, from crown to mouth."""
    bulge = math.sin(share * math.pi / 2)
    profile = [(0.0, -1.0), (0.44, -0.88), (0.74, -0.46), (0.62, -0.06), (0.34, 0.26), (0.26, 0.34)]
    return spline([(half * bulge, y) for half, y in profile], False)


KINDS: tuple[SubjectKind, ...] = (
    SubjectKind("airship", ("airship", "zeppelin", "blimp", "dirigible"), airship, False, main="#b8463c"),
    SubjectKind("balloon", ("balloon", "hot air balloon", "hot-air balloon"), balloon, False, main="#e0453c"),
)
