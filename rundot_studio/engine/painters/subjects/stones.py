"""Precious stones: cut gems and crystal clusters."""

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import darken, lighten
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import Points, blob, ellipse, polygon, spline

from .condition import conditioned
from .gleams import sparkle
from .jewels import brilliant, cut_stone, prism


def _cut_outline(rng: Generator) -> Points:
    """One of six cuts, seen from above, clockwise on the screen."""
    emerald = polygon(
        (-0.46, -0.88),
        (0.46, -0.88),
        (0.74, -0.60),
        (0.74, 0.60),
        (0.46, 0.88),
        (-0.46, 0.88),
        (-0.74, 0.60),
        (-0.74, -0.60),
    )
    pear = spline(
        [(0, -0.95), (0.40, -0.30), (0.70, 0.22), (0.62, 0.64), (0, 0.90), (-0.62, 0.64), (-0.70, 0.22), (-0.40, -0.30)]
    )[::6]
    marquise = spline([(0, -1.0), (0.50, -0.40), (0.56, 0.30), (0, 1.0), (-0.56, 0.30), (-0.50, -0.40)], tension=0.42)[
        ::6
    ]
    hexagon = ellipse(0, 0, 0.90, 0.92, 6, -90, 270)
    octagon = ellipse(0, 0, 0.90, 0.90, 8, 22.5, 382.5)
    shield = polygon(
        (-0.62, -0.80), (0.62, -0.80), (0.86, -0.40), (0.60, 0.40), (0, 0.95), (-0.60, 0.40), (-0.86, -0.40)
    )
    return pick(rng, emerald, pear, marquise, hexagon, octagon, shield)


@conditioned(light="main")
def gem(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A cut stone: a brilliant from the side, or one of six cuts from above."""
    if rng.random() < 0.35:
        brilliant(figure, palette.main, uniform(rng, 0.44, 0.58), uniform(rng, 0.80, 0.90), uniform(rng, -0.22, -0.06))
        return
    outline = _cut_outline(rng)
    if traits.ornate:
        figure.add(outline * 1.1, palette.metal, "metal", bevel=0.09)
    cut_stone(figure, outline, palette.main, uniform(rng, 0.48, 0.62))
    sparkle(figure, 0.42, -0.50, 0.2)


@conditioned(light="main")
def diamond(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """The brilliant cut from the side."""
    if traits.ornate:
        sparkle(figure, -0.74, 0.44, 0.16, lighten(palette.main, 0.4))
    brilliant(figure, palette.main, uniform(rng, 0.42, 0.6), uniform(rng, 0.80, 0.92), uniform(rng, -0.24, -0.04))


@conditioned(light="main")
def crystals(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A cluster of prisms that fans out of rubble."""
    layout = (
        (-0.50, 0.62, 0.15, -36),
        (0.52, 0.58, 0.14, 36),
        (-0.34, 0.98, 0.18, -20),
        (0.36, 0.92, 0.17, 21),
        (0.02, 1.52, 0.25, 0),
        (-0.20, 0.72, 0.16, -10),
        (0.22, 0.62, 0.15, 12),
    )
    lean = uniform(rng, -6, 6)
    for x, height, width, turn in layout:
        figure.push(x, 0.74, turn + lean + uniform(rng, -5, 5))
        prism(figure, width * uniform(rng, 0.85, 1.15), height * uniform(rng, 0.82, 1.12), palette.main)
        figure.pop()
    if traits.ornate:
        sparkle(figure, 0.32, -0.5, 0.2)
    _rubble(figure, rng, palette)


def _rubble(figure: Figure, rng: Generator, palette: Palette) -> None:
    for i, x in enumerate(np.linspace(-0.66, 0.66, 7)):
        width = uniform(rng, 0.14, 0.22)
        stone = blob(rng, float(x), 0.82 + 0.05 * (i % 2), width, 0.18, 7, width * 0.66)
        figure.add(stone, darken(palette.stone, 0.3), "round", bevel=0.09, texture="stone")


@conditioned(light="main")
def shard(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """One floating crystal, pointed at both ends, splinters about it."""
    width, waist = uniform(rng, 0.36, 0.48), uniform(rng, -0.24, 0.02)
    outline = polygon(
        (0, -1.0), (width, waist), (width * 0.8, waist + 0.36), (0, 1.0), (-width * 0.8, waist + 0.36), (-width, waist)
    )
    cut_stone(figure, outline, palette.main, 0.44)
    for x, y, turn, size in (
        (-0.62, -0.46, -18, 0.16),
        (0.64, 0.34, 14, 0.2),
        (-0.58, 0.56, 20, 0.13),
        (0.58, -0.56, 30, 0.12),
    ):
        figure.push(x + uniform(rng, -0.05, 0.05), y + uniform(rng, -0.08, 0.08), turn, size)
        cut_stone(figure, outline, palette.main, 0.4)
        figure.pop()
    if traits.ornate:
        sparkle(figure, 0.3, -0.6, 0.18)


_STONE = ("main", "accent")

KINDS: tuple[SubjectKind, ...] = (
    SubjectKind(
        "gem", ("gem", "jewel", "gemstone", "precious stone"), gem, False, main="#e0427a", colored_roles=("main",)
    ),
    SubjectKind("diamond", ("diamond", "brilliant"), diamond, False, main="#8fe3ff", colored_roles=("main",)),
    SubjectKind("ruby", ("ruby", "garnet"), gem, False, main="#d8244f", colored_roles=("main",)),
    SubjectKind("emerald", ("emerald", "jade"), gem, False, main="#1fb46e", colored_roles=("main",)),
    SubjectKind("sapphire", ("sapphire", "opal"), gem, False, main="#2f6df0", colored_roles=("main",)),
    SubjectKind(
        "crystals",
        ("crystal", "crystal cluster", "amethyst", "quartz", "geode"),
        crystals,
        main="#a06cf0",
        colored_roles=("main", "stone"),
    ),
    SubjectKind(
        "crystal shard",
        ("crystal shard", "shard", "mana crystal", "soul crystal", "power crystal"),
        shard,
        False,
        main="#4fd8ff",
        colored_roles=("main",),
    ),
)
