"""Stone that stands by itself: portal, well, bridge, fountain, gravestone."""

import math

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import blob, ellipse, polygon, rounded_rect, spline, star, stroke

from .condition import conditioned
from .foliage import grass
from .gleams import highlight, sparkle, tint
from .jewels import setting
from .masonry import arch, tiled_roof
from .woodwork import timber


@conditioned()
def portal(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A ring of rune stones or a stone arch round a whirl of light."""
    glow = palette.glow
    if rng.random() < 0.5:
        figure.add(ellipse(0, -0.02, 0.82, 0.94, 80), palette.stone, "round", bevel=0.12, texture="stone")
        for i in range(12):
            angle = math.radians(i * 30)
            x, y = 0.70 * math.cos(angle), -0.02 + 0.81 * math.sin(angle)
            figure.push(x, y, i * 30)
            figure.add(star(0, 0, 0.07, 0.03, 4), lighten(glow, 0.3), "flat", glow=0.9, line=0, shadow=0)
            figure.pop()
        inside = ellipse(0, -0.02, 0.58, 0.68, 72)
    else:
        figure.add(arch(0, 0.90, 0.80, 1.84), palette.stone, "round", bevel=0.12, texture="stone")
        for side in (-1, 1):
            for y in (0.64, 0.28, -0.08):
                figure.add(
                    star(side * 0.69, y, 0.085, 0.036, 4), lighten(glow, 0.3), "flat", glow=0.9, line=0, shadow=0
                )
        inside = arch(0, 0.90, 0.57, 1.55)
    figure.add(inside, darken(glow, 0.45), "flat", name="whirl", glow=0.5)
    turn = uniform(rng, 0, 6)
    for arm in range(5):
        points = [
            (
                (0.06 + k * 0.06) * math.cos(turn + arm * 1.2566 + k * 0.34),
                (0.06 + k * 0.068) * math.sin(turn + arm * 1.2566 + k * 0.34) - 0.02,
            )
            for k in range(15)
        ]
        ribbon = stroke(spline(points, False, 4), 0.04, 0.17)
        figure.add(ribbon, glow, "flat", clip="whirl", glow=0.8, line=0, shadow=0, alpha=0.7)
    tint(figure, ellipse(0, -0.02, 0.20, 0.22), lighten(glow, 0.7), clip="whirl", alpha=0.9)
    for x, y, size in ((-0.34, 0.34, 0.10), (0.30, -0.34, 0.12), (0.22, 0.46, 0.07)):
        sparkle(figure, x, y, size)
    for x in (-0.6, -0.2, 0.24, 0.62):
        stone = blob(rng, x, 0.92, uniform(rng, 0.14, 0.24), 0.16, 7, 0.10)
        figure.add(stone, darken(palette.stone, 0.15), "round", bevel=0.09, texture="stone")
    if traits.ornate:
        setting(figure, 0, -0.86, 0.08, palette.accent, palette.metal)


@conditioned(stretch=0.1)
def well(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A round wall, a winch with its bucket and a little roof."""
    figure.add(ellipse(0, 0.24, 0.74, 0.2), lighten(palette.stone, 0.1), "round", bevel=0.06)
    figure.add(ellipse(0, 0.24, 0.60, 0.145), "#15131c", "flat", shadow=0)
    for side in (-1, 1):
        timber(figure, [(side * 0.56, 0.5), (side * 0.56, -0.5)], 0.12, palette.wood)
    timber(figure, [(-0.62, -0.22), (0.62, -0.22)], 0.10, palette.wood)
    drop = uniform(rng, 0.0, 0.24)
    figure.add(stroke([(0.02, -0.22), (0.02, drop)], 0.035), "#d9c39a", "round", bevel=0.015)
    figure.add(
        polygon((-0.14, drop), (0.18, drop), (0.14, drop + 0.26), (-0.10, drop + 0.26)),
        palette.wood,
        "round",
        bevel=0.08,
        texture="wood",
    )
    figure.add(rounded_rect(-0.15, drop + 0.02, 0.19, drop + 0.08, 0.02), palette.metal, "metal", bevel=0.03)
    inner_lip = ellipse(0, 0.24, 0.60, 0.145, 40, 0, 180)
    foot = ellipse(0, 0.82, 0.74, 0.15, 40, 180, 0)
    ring = np.concatenate([np.array([[0.74, 0.24]]), inner_lip, np.array([[-0.74, 0.24]]), foot])
    figure.add(ring, palette.stone, "round", bevel=0.2, texture="stone", name="ring")
    for row, y in enumerate((0.50, 0.66, 0.82)):
        for i in range(5):
            x = -0.66 + 0.3 * i + 0.12 * (row % 2)
            block = rounded_rect(x, y - 0.06, x + 0.24, y + 0.06, 0.03)
            tone = lighten(palette.stone, 0.1) if (row + i) % 2 else darken(palette.stone, 0.08)
            figure.add(block, tone, "round", bevel=0.04, clip="ring", shadow=0.2, line=0.6)
    tiled_roof(figure, [(-0.90, -0.42), (-0.44, -0.92), (0.44, -0.92), (0.90, -0.42)], palette.main, 3)
    if traits.ornate:
        setting(figure, 0, -0.66, 0.08, palette.glow, palette.metal)
    grass(figure, rng, palette.leaf, (-0.74, 0.72), 0.98, 0.2)


@conditioned(stretch=0.1)
def bridge(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A stone bridge of one or two arches over water."""
    arches = pick(rng, (0.0,), (-0.42, 0.42))
    half = 0.46 if len(arches) == 1 else 0.29
    water = spline([(-1.0, 0.70), (0, 0.62), (1.0, 0.70), (1.0, 0.90), (0, 0.96), (-1.0, 0.90)])
    figure.add(water, "#3f9fe0", "round", bevel=0.1)
    deck = [(-1.0, -0.02), (-0.5, -0.30), (0, -0.38), (0.5, -0.30), (1.0, -0.02), (1.0, 0.74), (-1.0, 0.74)]
    holes = [arch(x, 0.80, half, 0.42 + half * 0.8) for x in arches]
    figure.add(spline(deck, tension=0.22), palette.stone, "round", bevel=0.14, texture="stone", holes=holes)
    for x in arches:
        rim = np.concatenate(
            [
                ellipse(x, 0.80 - 0.42 + half * 0.2, half * 1.26, half * 1.26, 24, 180, 360),
                ellipse(x, 0.80 - 0.42 + half * 0.2, half, half, 24, 180, 360)[::-1],
            ]
        )
        figure.add(rim, lighten(palette.stone, 0.15), "round", bevel=0.05)
    rail = spline([(-1.0, -0.10), (-0.5, -0.38), (0, -0.46), (0.5, -0.38), (1.0, -0.10)], False)
    figure.add(stroke(rail, 0.14), lighten(palette.stone, 0.12), "round", bevel=0.06, texture="stone")
    for x in (-0.96, 0.96):
        figure.add(
            rounded_rect(x - 0.12, -0.34, x + 0.12, 0.78, 0.03), palette.stone, "round", bevel=0.08, texture="stone"
        )
        figure.add(
            ellipse(x, -0.38, 0.13), palette.metal if traits.ornate else lighten(palette.stone, 0.2), "round", bevel=0.1
        )
    for x in arches:
        tint(
            figure,
            stroke(spline([(x - half * 0.6, 0.80), (x, 0.84), (x + half * 0.6, 0.80)], False), 0.03),
            "#c8ecff",
            alpha=0.8,
        )


@conditioned()
def fountain(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """Two basins and a jet."""
    stone = lighten(palette.stone, 0.12)
    water = "#4fb4f0"
    figure.add(polygon((-0.12, 0.0), (0.12, 0.0), (0.2, 0.6), (-0.2, 0.6)), stone, "round", bevel=0.1, texture="stone")
    figure.add(
        spline([(-0.92, 0.46), (0.92, 0.46), (0.84, 0.86), (0.6, 0.94), (-0.6, 0.94), (-0.84, 0.86)], tension=0.2),
        stone,
        "round",
        bevel=0.16,
        texture="stone",
    )
    figure.add(ellipse(0, 0.46, 0.94, 0.20), lighten(stone, 0.2), "round", bevel=0.06, shadow=0)
    figure.add(ellipse(0, 0.47, 0.80, 0.145), water, "round", bevel=0.05, shadow=0)
    figure.add(
        polygon((-0.11, -0.1), (0.11, -0.1), (0.15, 0.48), (-0.15, 0.48)), stone, "round", bevel=0.1, texture="stone"
    )
    figure.add(
        spline([(-0.52, -0.16), (0.52, -0.16), (0.34, 0.06), (-0.34, 0.06)], tension=0.3),
        stone,
        "round",
        bevel=0.1,
        texture="stone",
    )
    figure.add(ellipse(0, -0.16, 0.53, 0.11), lighten(stone, 0.2), "round", bevel=0.05, shadow=0)
    figure.add(ellipse(0, -0.155, 0.44, 0.075), water, "round", bevel=0.04, shadow=0)
    reach = uniform(rng, 0.46, 0.62)
    for side in (-1, 1):
        low = spline([(side * 0.36, -0.13), (side * reach, -0.10), (side * reach * 1.14, 0.42)], False)
        high = spline([(0, -0.84), (side * 0.20, -0.94), (side * 0.36, -0.56), (side * 0.38, -0.18)], False)
        for fall in (low, high):
            figure.add(stroke(fall, 0.06, 0.10), lighten(water, 0.45), "round", bevel=0.04, alpha=0.9, shadow=0.3)
    figure.add(
        spline([(0, -1.0), (0.09, -0.74), (0.06, -0.16), (-0.06, -0.16), (-0.09, -0.74)], tension=0.4),
        lighten(water, 0.5),
        "round",
        bevel=0.06,
    )
    if traits.ornate:
        figure.add(star(0, -0.9, 0.16, 0.07, 5), palette.metal, "bevel", bevel=0.05)
    highlight(figure, stroke(spline([(-0.5, 0.46), (-0.2, 0.50), (0.1, 0.48)], False), 0.025), 0.7)


@conditioned(stretch=0.1)
def gravestone(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A rounded slab, a cross or an obelisk over a mound."""
    fashion = pick(rng, "slab", "cross", "slab", "obelisk")
    lean = uniform(rng, -7, 7)
    figure.push(0, 0.1, lean)
    if fashion == "cross":
        bars = [rounded_rect(-0.17, -0.98, 0.17, 0.8, 0.05), rounded_rect(-0.56, -0.62, 0.56, -0.28, 0.05)]
        figure.add(bars, palette.stone, "round", bevel=0.1, texture="stone")
        figure.add(
            ellipse(0, -0.45, 0.38),
            palette.stone,
            "round",
            bevel=0.08,
            texture="stone",
            holes=[ellipse(0, -0.45, 0.26)],
        )
    elif fashion == "obelisk":
        figure.add(
            polygon((-0.24, -0.76), (0, -1.04), (0.24, -0.76), (0.38, 0.74), (-0.38, 0.74)),
            palette.stone,
            "bevel",
            bevel=0.09,
            texture="stone",
        )
    else:
        figure.add(arch(0.05, 0.78, 0.56, 1.66), darken(palette.stone, 0.3), "round", bevel=0.08, texture="stone")
        figure.add(arch(-0.03, 0.80, 0.56, 1.66), palette.stone, "round", bevel=0.1, texture="stone")
        figure.add(
            arch(-0.03, 0.70, 0.43, 1.42), darken(palette.stone, 0.1), "round", bevel=0.03, texture="stone", shadow=0.1
        )
    _carved_skull(figure, palette, -0.34 if fashion == "slab" else -0.45 if fashion == "cross" else -0.3)
    if fashion == "slab":
        for y, half in ((0.06, 0.28), (0.24, 0.22), (0.42, 0.25)):
            tint(
                figure, rounded_rect(-0.03 - half, y - 0.035, -0.03 + half, y + 0.035, 0.02), darken(palette.stone, 0.5)
            )
    figure.pop()
    mound = [(-0.94, 0.92), (-0.5, 0.72), (0, 0.66), (0.5, 0.72), (0.94, 0.92), (0.5, 0.99), (-0.5, 0.99)]
    figure.add(spline(mound), mix("#6b4a32", palette.leaf, 0.25), "round", bevel=0.12, texture="stone")
    grass(figure, rng, palette.leaf, (-0.66, -0.16, 0.52), 0.96, 0.22)
    if traits.ornate:
        for x in (-0.26, 0.0, 0.26):
            figure.add(star(x, 0.80, 0.1, 0.06, 5), palette.accent, "round", bevel=0.04)


def _carved_skull(figure: Figure, palette: Palette, y: float) -> None:
    ink = darken(palette.stone, 0.55)
    head = spline(
        [
            (-0.17, y),
            (-0.12, y - 0.15),
            (0.12, y - 0.15),
            (0.17, y),
            (0.09, y + 0.11),
            (0.08, y + 0.19),
            (-0.08, y + 0.19),
            (-0.09, y + 0.11),
        ]
    )
    tint(figure, head - np.array([0.03, 0.0]), ink)
    for side in (-1, 1):
        tint(figure, ellipse(-0.03 + side * 0.07, y, 0.04, 0.05, 16), lighten(palette.stone, 0.2))


KINDS: tuple[SubjectKind, ...] = (
    SubjectKind(
        "portal",
        ("portal", "magic portal", "stargate", "gateway", "warp gate"),
        portal,
        colored_roles=("glow", "stone"),
    ),
    SubjectKind("well", ("well", "wishing well", "water well"), well, main="#b8503c", colored_roles=("main", "stone")),
    SubjectKind("bridge", ("bridge", "stone bridge"), bridge, colored_roles=("stone",)),
    SubjectKind("fountain", ("fountain", "water fountain"), fountain, colored_roles=("stone",)),
    SubjectKind(
        "gravestone",
        ("gravestone", "tombstone", "grave", "headstone", "tomb"),
        gravestone,
        colored_roles=("stone", "leaf"),
    ),
)
