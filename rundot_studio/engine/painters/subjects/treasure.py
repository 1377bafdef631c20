"""Treasure: chests, keys, rings, crowns, amulets, cups. See also ``coins`` and ``stones``."""

import math

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import Points, ellipse, lathe, polygon, rounded_rect, spline, star, stroke

from .coins import GOLD
from .condition import conditioned, unless_avoided
from .gleams import highlight, sparkle, tint
from .jewels import brilliant, cabochon, cut_stone, setting
from .woodwork import band, lock, nail, seams


@conditioned(stretch=0.1)
def chest(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A banded chest, shut; open and heaped with gold where asked, or by the luck of the seed."""
    is_open = traits.open or rng.random() < 0.3
    straps = pick(rng, (-0.56, 0.56), (-0.62, 0.62), (-0.5, 0.5))
    if is_open:
        _open_lid(figure, palette, straps)
        if unless_avoided(traits, "gold", "treasure", "coins", "coin"):
            _hoard(figure, rng, palette)
    else:
        _shut_lid(figure, rng, palette, straps)
    half = 0.88
    figure.add(
        rounded_rect(-half, -0.08, half, 0.76, 0.05), palette.wood, "round", bevel=0.12, name="box", texture="wood"
    )
    seams(figure, "box", (0.14, 0.34, 0.54), -half, half, palette.wood)
    for x in straps:
        band(figure, x, -0.08, 0.78, 0.10, palette.metal)
    figure.add(rounded_rect(-half - 0.02, 0.64, half + 0.02, 0.80, 0.04), palette.metal, "metal", bevel=0.06)
    for side in (-1, 1):
        corner = polygon((side * (half + 0.02), 0.80), (side * (half + 0.02), 0.44), (side * 0.66, 0.80))
        figure.add(corner, palette.metal, "bevel", bevel=0.04, shadow=0.3)
    if is_open:
        figure.add(rounded_rect(-half - 0.02, -0.12, half + 0.02, 0.0, 0.04), palette.metal, "metal", bevel=0.05)
    lock(figure, 0, 0.06, 0.19, palette.metal)
    if traits.ornate:
        for x in (-0.3, 0.3):
            setting(figure, x, 0.34, 0.085, palette.accent, palette.metal)


def _shut_lid(figure: Figure, rng: Generator, palette: Palette, straps: tuple[float, ...]) -> None:
    rise = uniform(rng, 0.66, 0.84)
    flat = rng.random() < 0.35
    profile = [
        (-0.88, -0.06),
        (-0.88, -0.40),
        (-0.66, -rise * 0.9),
        (0, -rise),
        (0.66, -rise * 0.9),
        (0.88, -0.40),
        (0.88, -0.06),
    ]
    outline = rounded_rect(-0.90, -0.56, 0.90, -0.06, 0.08) if flat else spline(profile, tension=0.32)
    figure.add(outline, palette.wood, "round", bevel=0.3, name="lid", texture="wood")
    seams(figure, "lid", (-0.46, -0.28), -0.9, 0.9, palette.wood)
    for x in straps:
        figure.add(
            rounded_rect(x - 0.10, -0.82, x + 0.10, -0.08, 0.03), palette.metal, "metal", bevel=0.055, clip="lid"
        )
        nail(figure, x, -0.30, 0.042, palette.metal)
    figure.add(rounded_rect(-0.90, -0.18, 0.90, -0.04, 0.04), palette.metal, "metal", bevel=0.06)


def _open_lid(figure: Figure, palette: Palette, straps: tuple[float, ...]) -> None:
    outside = [(-0.88, -0.10), (-0.88, -0.60), (-0.62, -0.92), (0, -0.98), (0.62, -0.92), (0.88, -0.60), (0.88, -0.10)]
    figure.add(spline(outside, tension=0.30), palette.wood, "round", bevel=0.16, texture="wood")
    inside = [(-0.74, -0.10), (-0.74, -0.54), (-0.52, -0.78), (0, -0.83), (0.52, -0.78), (0.74, -0.54), (0.74, -0.10)]
    figure.add(spline(inside, tension=0.30), mix(palette.wood, "#120a0c", 0.72), "flat", shadow=0)
    for x in straps:
        figure.add(rounded_rect(x - 0.09, -0.96, x + 0.09, -0.10, 0.03), palette.metal, "metal", bevel=0.05)


def _hoard(figure: Figure, rng: Generator, palette: Palette) -> None:
    """A heap of coins with a few stones on it."""
    heap = spline([(-0.76, 0.0), (-0.60, -0.26), (-0.2, -0.44), (0.15, -0.46), (0.58, -0.28), (0.76, 0.0)], tension=0.3)
    figure.add(heap, darken(GOLD, 0.2), "metal", bevel=0.2)
    for x, depth in zip(rng.random(20) * 1.3 - 0.65, rng.random(20), strict=True):
        y = -0.06 - 0.36 * (1 - (float(x) / 0.8) ** 2) * float(depth)
        figure.add(ellipse(float(x), y, 0.11, 0.085, 24), GOLD, "metal", bevel=0.05, shadow=0.4)
    for x, color in ((-0.36, palette.accent), (0.34, palette.glow), (0.02, "#6fdc6a")):
        figure.push(x + uniform(rng, -0.06, 0.06), -0.36 + abs(x) * 0.2, uniform(rng, -20, 20))
        cut_stone(figure, ellipse(0, 0, 0.12, 0.11, 6), color)
        figure.pop()
    sparkle(figure, -0.14, -0.50, 0.13)
    sparkle(figure, 0.52, -0.34, 0.09)


@conditioned()
def key(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """An old key; the bow is a ring, a trefoil or a heart, the bit has chance teeth."""
    metal = palette.metal
    figure.add(rounded_rect(-0.09, -0.34, 0.09, 0.92, 0.05), metal, "metal", bevel=0.08)
    for i, y in enumerate((0.46, 0.66, 0.84)):
        reach = uniform(rng, 0.24, 0.42) if i != 1 else uniform(rng, 0.2, 0.32)
        figure.add(rounded_rect(0.0, y - 0.065, reach, y + 0.065, 0.025), metal, "metal", bevel=0.05)
    fashion = pick(rng, "ring", "trefoil", "heart")
    if fashion == "trefoil":
        rings = [(0, -0.80), (-0.26, -0.46), (0.26, -0.46)]
        figure.add(
            [ellipse(x, y, 0.23) for x, y in rings],
            metal,
            "metal",
            bevel=0.08,
            holes=[ellipse(x, y, 0.11) for x, y in rings],
        )
    elif fashion == "heart":
        figure.add(heart_outline(0, -0.62, 0.46), metal, "metal", bevel=0.09, holes=[heart_outline(0, -0.63, 0.27)])
    else:
        figure.add(ellipse(0, -0.60, 0.38), metal, "metal", bevel=0.10, holes=[ellipse(0, -0.60, 0.21)])
    for y in (-0.24, -0.12):
        figure.add(rounded_rect(-0.16, y - 0.05, 0.16, y + 0.05, 0.04), metal, "metal", bevel=0.04)
    if traits.ornate or fashion == "ring":
        setting(figure, 0, -0.98 if fashion == "ring" else -0.6, 0.075, palette.accent, metal)


def heart_outline(cx: float, cy: float, size: float) -> Points:
    """A heart about (cx, cy), ``size`` half its width."""
    half = [(0, -0.55), (0.26, -0.88), (0.74, -0.88), (1.0, -0.46), (0.80, 0.12), (0.40, 0.58), (0, 0.98)]
    left = [(-x, y) for x, y in half[-2:0:-1]]
    return spline([*half, *left], tension=0.48) * size + [cx, cy]


@conditioned(stretch=0.0)
def ring(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A finger ring with a big stone: brilliant, round or square."""
    inner = uniform(rng, 0.40, 0.48)
    band_shape = ellipse(0, 0.30, 0.62, 0.62, 80)
    figure.add(band_shape, palette.metal, "metal", bevel=0.11, holes=[ellipse(0, 0.28, inner, inner, 72)])
    fashion = pick(rng, "brilliant", "round", "square")
    claws = polygon((-0.30, -0.24), (0.30, -0.24), (0.20, -0.44), (-0.20, -0.44))
    figure.add(claws, palette.metal, "metal", bevel=0.06)
    figure.push(0, -0.56)
    if fashion == "brilliant":
        figure.push(0, 0, 0, 0.46)
        brilliant(figure, palette.glow)
        figure.pop()
    elif fashion == "round":
        figure.add(ellipse(0, 0, 0.36), palette.metal, "metal", bevel=0.07)
        cut_stone(figure, ellipse(0, 0, 0.30, count=8, start_deg=22.5, end_deg=382.5), palette.glow)
    else:
        figure.add(rounded_rect(-0.34, -0.30, 0.34, 0.28, 0.06), palette.metal, "metal", bevel=0.06)
        cut_stone(
            figure,
            polygon(
                (-0.18, -0.24),
                (0.18, -0.24),
                (0.28, -0.14),
                (0.28, 0.12),
                (0.18, 0.22),
                (-0.18, 0.22),
                (-0.28, 0.12),
                (-0.28, -0.14),
            ),
            palette.glow,
        )
    figure.pop()
    if traits.ornate:
        for side in (-1, 1):
            setting(figure, side * 0.42, -0.12, 0.085, palette.accent, palette.metal)


@conditioned()
def crown(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """Three or five points, a velvet cap behind them or none."""
    points = pick(rng, 3, 5, 5)
    if rng.random() < 0.7 and unless_avoided(traits, "velvet", "cap"):
        figure.add(
            spline([(-0.62, 0.3), (-0.58, -0.22), (0, -0.42), (0.58, -0.22), (0.62, 0.3)]),
            palette.accent,
            "round",
            bevel=0.3,
        )
    height = uniform(rng, 0.66, 0.84)
    spikes = _crown_spikes(points, height)
    figure.add(_crown_outline(spikes), palette.metal, "metal", bevel=0.07)
    for x, y in spikes:
        figure.add(ellipse(x, y - 0.03, 0.095), palette.metal, "metal", bevel=0.09)
    rim = spline([(-0.76, 0.36), (0, 0.50), (0.76, 0.36), (0.78, 0.60), (0, 0.76), (-0.78, 0.60)], tension=0.4)
    figure.add(rim, lighten(palette.metal, 0.15), "metal", bevel=0.08)
    for x, y, color in ((0, 0.14, palette.accent), (-0.44, 0.06, palette.glow), (0.44, 0.06, palette.glow)):
        setting(figure, x, y, 0.105, color, palette.metal)
    if traits.ornate:
        for x in (-0.5, -0.25, 0.0, 0.25, 0.5):
            cabochon(figure, x, 0.63 - 0.14 * x * x, 0.05, palette.accent)


def _crown_spikes(points: int, height: float) -> list[tuple[float, float]]:
    half = (points - 1) / 2
    return [(0.90 * (i - half) / half, -height + 0.22 * abs(i - half) / half) for i in range(points)]


def _crown_outline(spikes: list[tuple[float, float]]) -> Points:
    upper: list[tuple[float, float]] = []
    for i, (x, y) in enumerate(spikes):
        upper.append((x, y))
        if i + 1 < len(spikes):
            upper.append(((x + spikes[i + 1][0]) / 2, -0.06))
    lower = [(0.76, 0.5), (0.4, 0.60), (0, 0.63), (-0.4, 0.60), (-0.76, 0.5)]
    return np.array([*upper, *lower], np.float64)


@conditioned()
def amulet(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A pendant on a chain: round, drop-shaped or an eye."""
    chain = spline(
        [
            (-0.16, 0.02),
            (-0.54, -0.34),
            (-0.62, -0.70),
            (-0.36, -0.96),
            (0, -1.0),
            (0.36, -0.96),
            (0.62, -0.70),
            (0.54, -0.34),
            (0.16, 0.02),
        ],
        False,
    )
    figure.add(stroke(chain, 0.05), darken(palette.metal, 0.2), "metal", bevel=0.025)
    for x, y in chain[3:-3:6]:
        figure.add(ellipse(float(x), float(y), 0.062, count=20), palette.metal, "metal", bevel=0.05)
    figure.add(ellipse(0, 0.04, 0.13), palette.metal, "metal", bevel=0.05, holes=[ellipse(0, 0.02, 0.06)])
    fashion = pick(rng, "round", "drop", "eye")
    if fashion == "drop":
        drop = spline([(0, 0.02), (0.34, 0.42), (0.36, 0.72), (0, 0.98), (-0.36, 0.72), (-0.34, 0.42)])
        figure.add(drop, palette.metal, "metal", bevel=0.1)
        cut_stone(figure, (drop[::6] - [0, 0.58]) * 0.68 + [0, 0.58], palette.glow)
        return
    figure.add(ellipse(0, 0.50, 0.45), palette.metal, "metal", bevel=0.1)
    if fashion == "eye":
        figure.add(
            spline([(-0.34, 0.5), (0, 0.28), (0.34, 0.5), (0, 0.72)], tension=0.42), "#f4efe0", "round", bevel=0.08
        )
        cabochon(figure, 0, 0.5, 0.15, palette.glow)
        tint(figure, ellipse(0, 0.5, 0.045, 0.11), palette.dark)
    else:
        cut_stone(figure, ellipse(0, 0.50, 0.32, count=8, start_deg=22.5, end_deg=382.5), palette.glow)
    if traits.ornate or fashion == "round":
        for angle in (45, 135, 225, 315):
            nail(
                figure,
                0.4 * math.cos(math.radians(angle)),
                0.5 + 0.4 * math.sin(math.radians(angle)),
                0.045,
                palette.metal,
            )


@conditioned()
def trophy(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A two-handled cup on a plinth, a star or a stone on its face."""
    metal = palette.metal
    handle = spline([(0.42, -0.68), (0.82, -0.72), (0.80, -0.30), (0.34, -0.06)], False)
    figure.add([stroke(handle, 0.12), stroke(handle * [-1, 1], 0.12)], metal, "metal", bevel=0.055)
    figure.add(rounded_rect(-0.46, 0.66, 0.46, 0.96, 0.04), palette.wood, "round", bevel=0.06, texture="wood")
    figure.add(
        lathe([(0.10, 0.08), (0.09, 0.28), (0.16, 0.42), (0.36, 0.58), (0.38, 0.68), (0, 0.70)]),
        metal,
        "metal",
        bevel=0.12,
    )
    figure.add(ellipse(0, 0.24, 0.17, 0.08), metal, "metal", bevel=0.07)
    shape = pick(
        rng,
        [(0.58, -0.84), (0.56, -0.4), (0.40, -0.02), (0, 0.16)],
        [(0.60, -0.84), (0.46, -0.5), (0.46, -0.1), (0, 0.16)],
    )
    figure.add(lathe(shape), metal, "metal", bevel=0.42, name="cup")
    highlight(
        figure, spline([(-0.42, -0.66), (-0.32, -0.66), (-0.28, -0.2), (-0.18, -0.02), (-0.36, -0.2)]), 0.55, clip="cup"
    )
    figure.add(ellipse(0, -0.84, 0.62, 0.13), lighten(metal, 0.15), "metal", bevel=0.06)
    figure.add(ellipse(0, -0.83, 0.52, 0.085), darken(metal, 0.5), "flat", shadow=0)
    if rng.random() < 0.6:
        figure.add(star(0.02, -0.38, 0.24, 0.105, 5), palette.accent, "bevel", bevel=0.06)
    else:
        setting(figure, 0.02, -0.38, 0.15, palette.accent, metal)
    plate = rounded_rect(-0.24, 0.74, 0.24, 0.88, 0.02)
    figure.add(plate, lighten(metal, 0.2), "metal", bevel=0.03)
    if traits.ornate:
        for x in (-0.38, 0.38):
            cabochon(figure, x, 0.81, 0.06, palette.glow)


_METAL = ("metal", "accent")

KINDS: tuple[SubjectKind, ...] = (
    SubjectKind(
        "chest",
        ("chest", "treasure chest", "treasure", "loot", "coffer", "strongbox", "loot box", "loot chest"),
        chest,
        colored_roles=("wood", "metal"),
    ),
    SubjectKind("key", ("key", "skeleton key", "dungeon key"), key, False, 40, colored_roles=_METAL),
    SubjectKind("ring", ("ring", "magic ring", "gold ring", "signet"), ring, False, colored_roles=("metal", "glow")),
    SubjectKind("crown", ("crown", "tiara", "diadem", "coronet"), crown, False, colored_roles=_METAL),
    SubjectKind(
        "amulet",
        ("amulet", "necklace", "pendant", "talisman", "locket"),
        amulet,
        False,
        colored_roles=("glow", "metal"),
    ),
    SubjectKind("trophy", ("trophy", "cup", "goblet", "chalice", "grail", "prize"), trophy, colored_roles=_METAL),
)
