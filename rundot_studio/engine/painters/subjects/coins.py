"""Money: coins, piles of them, and the bag they are carried in."""

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import Points, ellipse, polygon, rounded_rect, spline, star, stroke

from .condition import conditioned
from .gleams import highlight, sparkle, tint
from .jewels import brilliant, cabochon

GOLD = "#ffc53a"


def coin_face(figure: Figure, rx: float, ry: float, color: Color, emblem: Points) -> None:
    """A coin about the origin: thick rim on the right, raised border, raised emblem."""
    figure.add(ellipse(rx * 0.09, 0, rx, ry), darken(color, 0.35), "metal", bevel=0.06)
    figure.add(ellipse(0, 0, rx, ry), color, "metal", bevel=0.09)
    figure.add(ellipse(0, 0, rx * 0.78, ry * 0.78), darken(color, 0.2), "round", bevel=0.05, shadow=0)
    figure.add(ellipse(0, 0, rx * 0.73, ry * 0.73), color, "round", bevel=0.1, shadow=0.2, name="field")
    figure.add(emblem * [rx, ry], lighten(color, 0.22), "bevel", bevel=0.07)
    beam = polygon((-0.7, 0.2), (0.1, -0.9), (0.36, -0.9), (-0.56, 0.42)) * [rx, ry]
    highlight(figure, beam, 0.3, clip="field")


def _emblem(rng: Generator) -> Points:
    """A star, crown, cross or sun inside the unit circle."""
    crown = polygon((-0.40, 0.32), (-0.50, -0.26), (-0.22, 0.0), (0, -0.42), (0.22, 0.0), (0.50, -0.26), (0.40, 0.32))
    return pick(rng, star(0, 0.02, 0.52, 0.22, 5), crown, star(0, 0, 0.5, 0.3, 8), star(0, 0, 0.52, 0.16, 4))


@conditioned(stretch=0.0)
def coin(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """One large coin, face on or turned a little."""
    width = uniform(rng, 0.82, 0.88) if rng.random() < 0.7 else uniform(rng, 0.54, 0.68)
    coin_face(figure, width, 0.88, palette.main, _emblem(rng))
    if traits.ornate:
        cabochon(figure, 0, 0, 0.15, palette.accent)
    sparkle(figure, width * 0.62, -0.62, 0.2)


@conditioned()
def coin_stack(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """Three piles of coins of different heights."""
    heights = [int(rng.integers(2, 5)), int(rng.integers(5, 8)), int(rng.integers(3, 6))]
    for cx, floor, count in ((-0.48, 0.62, heights[0] + 1), (0.20, 0.54, heights[1]), (0.56, 0.76, heights[2] - 1)):
        for i in range(count):
            y = floor - i * 0.165
            wobble = uniform(rng, -0.035, 0.035)
            _lying_coin(figure, cx + wobble, y, 0.40, palette.main)
    _lying_coin(figure, -0.12, 0.84, 0.36, palette.main)
    sparkle(figure, 0.34, 0.46 - heights[1] * 0.165, 0.17)
    if traits.ornate:
        cabochon(figure, -0.12, 0.78, 0.1, palette.accent)


def _lying_coin(figure: Figure, cx: float, y: float, rx: float, color: Color) -> None:
    ry, thick = rx * 0.34, 0.13
    under = np.concatenate([ellipse(cx, y, rx, ry, 32, 0, 180), ellipse(cx, y - thick, rx, ry, 32, 180, 360)])
    figure.add(under, darken(color, 0.14), "metal", bevel=0.06, shadow=0.5)
    figure.add(ellipse(cx, y - thick, rx, ry, 40), lighten(color, 0.12), "round", bevel=0.05, shadow=0)
    tint(figure, ellipse(cx, y - thick, rx * 0.68, ry * 0.66, 32), darken(color, 0.12), line=0.3)


@conditioned()
def loot_bag(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A tied sack of money, gold spilling round its foot."""
    width = uniform(rng, 0.68, 0.8)
    body = [
        (-0.20, -0.42),
        (0.20, -0.42),
        (width * 0.86, 0.06),
        (width, 0.56),
        (width * 0.6, 0.88),
        (-width * 0.6, 0.88),
        (-width, 0.56),
        (-width * 0.86, 0.06),
    ]
    frill = spline(
        [(-0.14, -0.40), (-0.40, -0.84), (-0.16, -0.78), (0.0, -0.92), (0.18, -0.78), (0.40, -0.86), (0.14, -0.40)],
        tension=0.4,
    )
    figure.add(frill, darken(palette.main, 0.1), "round", bevel=0.14, texture="cloth")
    figure.add(spline(body, tension=0.46), palette.main, "round", bevel=0.55, texture="cloth", name="sack")
    for x in (-0.14, 0.02, 0.18):
        fold = stroke(spline([(x * 0.6, -0.36), (x * 1.4, -0.16), (x * 2.0, 0.02)], False), 0.035, 0.005)
        tint(figure, fold, darken(palette.main, 0.45), clip="sack", alpha=0.7)
    figure.add(rounded_rect(-0.27, -0.50, 0.27, -0.34, 0.07), palette.accent, "round", bevel=0.06)
    figure.push(0.0, 0.28)
    if rng.random() < 0.6:
        coin_face(figure, 0.32, 0.32, mix(GOLD, palette.metal, 0.2), _emblem(rng))
    else:
        figure.push(0, 0, 0, 0.42)
        brilliant(figure, palette.glow)
        figure.pop()
    figure.pop()
    for x, y in ((-0.74, 0.88), (0.70, 0.90), (0.36, 0.96)):
        figure.push(x, y)
        _lying_coin(figure, 0, 0.06, 0.22, mix(GOLD, palette.metal, 0.2))
        figure.pop()
    if traits.ornate:
        cabochon(figure, 0, -0.42, 0.075, palette.glow)


KINDS: tuple[SubjectKind, ...] = (
    SubjectKind(
        "coin",
        ("coin", "gold coin", "token", "doubloon", "medal", "medallion"),
        coin,
        False,
        main=GOLD,
        colored_roles=("main",),
    ),
    SubjectKind(
        "coin stack",
        ("coin stack", "stack of coins", "pile of coins", "gold coins", "coins", "money", "pile of gold", "coin pile"),
        coin_stack,
        main=GOLD,
        colored_roles=("main",),
    ),
    SubjectKind(
        "loot bag",
        ("loot bag", "money bag", "bag of gold", "treasure bag", "sack", "coin purse", "purse", "pouch"),
        loot_bag,
        main="#b98a52",
    ),
)
