"""What is overhead: sun, moon, star, cloud, lightning, snowflake, rainbow, planet, comet."""

import math

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, ColorLike, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import (
    Points,
    blob,
    ellipse,
    polygon,
    rounded_rect,
    spline,
    star,
    stroke,
)

from .condition import conditioned, unless_avoided
from .cute_face import cute_face
from .flames import fire_colors
from .gleams import dot_highlight, highlight, sparkle, tint


@conditioned(stretch=0.0, light="main")
def sun(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A disc with pointed, waved or rounded rays."""
    color = palette.main
    fashion = pick(rng, "points", "waves", "drops")
    count = int(rng.integers(8, 13))
    if fashion == "points":
        figure.add(star(0, 0, 1.0, 0.66, count, uniform(rng, 0, 30)), mix(color, "#f0641c", 0.35), "round", bevel=0.1)
    for i in range(count if fashion != "points" else 0):
        figure.push(0, 0, i * 360 / count)
        if fashion == "waves":
            ray = spline([(-0.15, -0.56), (0.10, -0.76), (-0.04, -1.0), (0.24, -0.80), (0.16, -0.56)], tension=0.4)
        else:
            ray = spline([(-0.10, -0.70), (0, -1.0), (0.10, -0.70), (0, -0.62)], tension=0.44)
        figure.add(ray, mix(color, "#f0641c", 0.35), "round", bevel=0.08)
        figure.pop()
    radius = uniform(rng, 0.56, 0.64)
    figure.add(ellipse(0, 0, radius), color, "round", bevel=0.5, gloss=0.3)
    tint(figure, ellipse(-0.14, -0.16, 0.30, 0.26), lighten(color, 0.5), alpha=0.25)
    cute_face(figure, 0, 0.02, 0.22, traits)


@conditioned(stretch=0.0, light="main")
def moon(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A crescent or a full moon with craters, two stars beside the crescent."""
    color = palette.main
    if rng.random() < 0.6:
        turn = uniform(rng, -30, 10)
        figure.push(0, 0, turn)
        outer = ellipse(0, 0, 0.92, 0.92, 80, 52, 308)
        inner = ellipse(0.30, 0, 0.72, 0.76, 64, 72, 288)
        figure.add(np.concatenate([outer, inner[::-1]]), color, "round", bevel=0.3, name="moon")
        for x, y, radius in ((-0.66, 0.08, 0.10), (-0.50, -0.42, 0.075), (-0.44, 0.52, 0.09)):
            _crater(figure, x, y, radius, color)
        figure.pop()
        for x, y, size in ((0.42, -0.30, 0.22), (0.62, 0.28, 0.14)):
            figure.add(star(x, y, size, size * 0.46, 5), palette.metal, "bevel", bevel=0.05)
        cute_face(figure, -0.64, 0.0, 0.11, traits)
        return
    figure.add(ellipse(0, 0, 0.92), color, "round", bevel=0.7, name="moon")
    for i in range(7):
        angle = i * 2.4 + uniform(rng, -0.3, 0.3)
        reach = 0.12 + 0.09 * i
        _crater(figure, reach * math.cos(angle), reach * math.sin(angle), uniform(rng, 0.08, 0.19), color)
    cute_face(figure, 0, 0.1, 0.24, traits)


def _crater(figure: Figure, x: float, y: float, radius: float, color: Color) -> None:
    tint(
        figure,
        ellipse(x + radius * 0.1, y + radius * 0.1, radius, count=28),
        lighten(color, 0.3),
        clip="moon",
        alpha=0.7,
    )
    tint(figure, ellipse(x, y, radius, count=28), darken(color, 0.18), clip="moon", line=0.4)
    tint(
        figure, ellipse(x + radius * 0.14, y + radius * 0.14, radius * 0.74, count=24), darken(color, 0.08), clip="moon"
    )


@conditioned(stretch=0.0, light="main")
def star_shape(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A plump five-pointed star, or a faceted one, tilted a little."""
    color = palette.main
    figure.push(0, 0, uniform(rng, -9, 9))
    if rng.random() < 0.5:
        corners = star(0, 0.05, 1.0, uniform(rng, 0.46, 0.56), 5)
        plump = spline(corners, True, 8, 0.22)
        figure.add(plump, color, "wet", bevel=0.4, gloss=0.35, name="star")
        highlight(figure, spline([(-0.16, -0.42), (-0.04, -0.66), (0.04, -0.62), (-0.04, -0.36)]), 0.7)
        dot_highlight(figure, -0.52, -0.14, 0.1, 0.05)
    else:
        corners = star(0, 0.05, 1.0, 0.44, 5)
        figure.add(corners, color, "bevel", bevel=0.04, name="star")
        for i in range(10):
            a, b = corners[i], corners[(i + 1) % 10]
            lit = 0.18 if i % 2 == 1 else -0.14
            tint(figure, np.stack([np.array([0, 0.05]), a, b]), color, clip="star", lift=lit, line=0.3)
    figure.pop()
    if traits.ornate:
        sparkle(figure, 0.66, -0.66, 0.2)
    cute_face(figure, 0, 0.08, 0.22, traits)


@conditioned(stretch=0.1)
def cloud(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A heap of round puffs; dark, with rain or lightning below, when sad or angry."""
    color = palette.main
    if traits.evil or traits.mood in ("sad", "angry", "scary"):
        color = mix(color, "#56607a", 0.65)
    puffs = [(-0.60, 0.20, 0.34), (0.58, 0.22, 0.34), (-0.28, -0.10, 0.42), (0.26, -0.16, 0.46), (0.0, 0.22, 0.40)]
    puffs = [(x, y + uniform(rng, -0.06, 0.06), radius * uniform(rng, 0.9, 1.1)) for x, y, radius in puffs]
    if traits.mood in ("angry", "scary"):
        figure.add(bolt_outline(0.05, 0.66, 0.44), "#ffd83a", "bevel", bevel=0.05, glow=0.4)
    elif traits.mood == "sad":
        for x in (-0.5, -0.1, 0.3, 0.66):
            figure.add(drop_outline(x, 0.80 + uniform(rng, -0.06, 0.08), 0.10), "#55a8f0", "wet", bevel=0.08)
    outlines: list[Points] = [ellipse(x, y, radius) for x, y, radius in puffs]
    outlines.append(rounded_rect(-0.86, 0.20, 0.86, 0.56, 0.18))
    figure.add(outlines, color, "round", bevel=0.34)
    for x, y, radius in puffs[2:4]:
        figure.add(
            ellipse(x - 0.04, y - 0.05, radius * 0.8),
            lighten(color, 0.35),
            "round",
            bevel=radius * 0.7,
            line=0,
            shadow=0,
            alpha=0.3,
        )
    cute_face(figure, 0, 0.16, 0.2, traits)


def bolt_outline(cx: float, cy: float, size: float) -> Points:
    """A lightning bolt about (cx, cy), ``size`` half its height."""
    points = polygon(
        (0.20, -1.0), (-0.52, 0.14), (-0.06, 0.14), (-0.34, 1.0), (0.54, -0.24), (0.06, -0.24), (0.56, -1.0)
    )
    return points * size + np.array([cx, cy])


def drop_outline(cx: float, cy: float, size: float) -> Points:
    """A falling drop about (cx, cy), ``size`` half its height."""
    return spline(
        [(0, -1.0), (0.40, -0.24), (0.66, 0.36), (0.40, 0.86), (0, 1.0), (-0.40, 0.86), (-0.66, 0.36), (-0.40, -0.24)],
        tension=0.44,
    ) * size + np.array([cx, cy])


@conditioned(light="main")
def lightning(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A thick zigzag bolt."""
    lean = uniform(rng, -12, 12)
    figure.push(0, 0, lean)
    bolt = bolt_outline(0, 0, 0.98) * [uniform(rng, 0.9, 1.2), 1]
    figure.add(bolt, palette.main, "bevel", bevel=0.12, gloss=0.3)
    figure.pop()
    if traits.ornate or rng.random() < 0.5:
        for x, y, size in ((-0.62, -0.44, 0.14), (0.62, 0.40, 0.17)):
            figure.add(star(x, y, size, size * 0.3, 4), palette.main, "bevel", bevel=0.03)


@conditioned(stretch=0.1, light="main")
def drop(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A water drop, one or three."""
    places = pick(rng, [(0.0, 0.0, 0.98)], [(0.0, -0.16, 0.74), (-0.58, 0.48, 0.42), (0.58, 0.52, 0.38)])
    for x, y, size in places:
        figure.add(drop_outline(x, y, size), palette.main, "wet", bevel=size * 0.5, gloss=0.4)
        tint(
            figure,
            ellipse(x + size * 0.12, y + size * 0.56, size * 0.34, size * 0.22),
            lighten(palette.main, 0.5),
            alpha=0.5,
        )
        shine = spline([(-0.42, 0.30), (-0.30, 0.0), (-0.14, -0.16), (-0.20, 0.10), (-0.30, 0.46)]) * size + np.array(
            [x, y]
        )
        highlight(figure, shine, 0.75)
    x, y, size = places[0]
    cute_face(figure, x, y + size * 0.36, size * 0.24, traits)


@conditioned(stretch=0.0, light="main")
def snowflake(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """Six like arms, their twigs by chance."""
    first, second = uniform(rng, 0.30, 0.46), uniform(rng, 0.60, 0.76)
    long, short = uniform(rng, 0.24, 0.36), uniform(rng, 0.14, 0.24)
    arms: list[Points] = []
    for i in range(6):
        figure.push(0, 0, i * 60)
        arms = [rounded_rect(-0.06, -0.98, 0.06, 0.0, 0.05)]
        for at, reach in ((first, long), (second, short)):
            arms += [stroke([(0, -at), (side * reach, -at - reach * 0.8)], 0.10) for side in (-1, 1)]
        figure.add(arms, palette.main, "gem", bevel=0.05, shadow=0.3)
        figure.pop()
    figure.add(ellipse(0, 0, 0.22, count=6), lighten(palette.main, 0.35), "bevel", bevel=0.06, shadow=0.4)


@conditioned()
def rainbow(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """Six bands between two clouds."""
    bands: tuple[ColorLike, ...] = ("#f0484c", "#ff9a3c", "#ffe14a", "#5fcf5a", "#48a8f0", "#9a5fe0")
    rise = uniform(rng, 0.9, 1.05)
    for i, color in enumerate(bands):
        outer, inner = 0.92 - i * 0.085, 0.92 - (i + 1) * 0.085
        arch = np.concatenate(
            [
                ellipse(0, 0.46, outer, outer * rise, 48, 180, 360),
                ellipse(0, 0.46, inner, inner * rise, 48, 180, 360)[::-1],
            ]
        )
        figure.add(arch, color, "round", bevel=0.05, shadow=0, line=0.4)
    for x in (-0.68, 0.68):
        puffs = [
            ellipse(x + dx, 0.52 + dy, radius)
            for dx, dy, radius in ((-0.16, 0.04, 0.18), (0.16, 0.05, 0.17), (0.0, -0.06, uniform(rng, 0.2, 0.25)))
        ]
        figure.add(puffs, "#ffffff", "round", bevel=0.16)
        if x < 0:
            cute_face(figure, x, 0.54, 0.1, traits)


@conditioned(stretch=0.0, light="main")
def planet(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A ringed, banded or continental world."""
    fashion = pick(rng, "ringed", "banded", "continents")
    radius = 0.62 if fashion == "ringed" else 0.9
    figure.push(0, 0, uniform(rng, -28, -10))
    if fashion == "ringed":
        figure.add(_half_ring(180), darken(palette.metal, 0.2), "round", bevel=0.05)
    figure.add(ellipse(0, 0, radius), palette.main, "round", bevel=radius * 0.9, name="planet")
    if fashion == "continents":
        for i in range(5):
            x, y = radius * 0.62 * math.cos(i * 1.4), radius * 0.58 * math.sin(i * 2.1)
            land = blob(rng, x, y, radius * uniform(rng, 0.22, 0.42), 0.34, 9)
            figure.add(land, palette.leaf, "round", bevel=radius, clip="planet", shadow=0.2, line=0.5)
    else:
        for y in (-0.62, -0.28, 0.10, 0.44, 0.72):
            thick = uniform(rng, 0.08, 0.17) * radius
            band = spline(
                [
                    (-1, y * radius),
                    (0, y * radius + 0.06),
                    (1, y * radius),
                    (1, y * radius + thick),
                    (0, y * radius + thick + 0.06),
                    (-1, y * radius + thick),
                ]
            )
            tint(figure, band * [radius, 1], mix(palette.main, palette.accent, 0.4), clip="planet", alpha=0.6)
    if fashion == "ringed":
        figure.add(_half_ring(0), palette.metal, "round", bevel=0.05)
    figure.pop()
    dot_highlight(figure, -radius * 0.42, -radius * 0.46, radius * 0.14, radius * 0.1, 0.5)
    cute_face(figure, 0, 0.0, radius * 0.26, traits)


def _half_ring(start_deg: float) -> Points:
    """The far (180) or the near (0) half of a planet's ring."""
    outer = ellipse(0, 0, 1.04, 0.30, 48, start_deg, start_deg + 180)
    inner = ellipse(0, 0, 0.76, 0.19, 48, start_deg, start_deg + 180)
    return np.concatenate([outer, inner[::-1]])


@conditioned()
def meteor(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A burning rock, or a comet of light, falling to the lower left."""
    burning = rng.random() < 0.6
    layers = fire_colors(None if burning else palette.glow)
    for shrink, layer in zip((1.0, 0.78, 0.56), layers, strict=False):
        wide = 0.56 * shrink
        tail = spline(
            [
                (-0.42 - wide * 0.72, 0.42 - wide * 0.2),
                (0.10, -0.44),
                (0.96 * shrink, -0.98 * shrink),
                (0.44, -0.10),
                (0.80 * shrink, -0.40 * shrink),
                (-0.42 + wide * 0.36, 0.42 + wide * 0.78),
                (-0.42 - wide * 0.6, 0.42 + wide * 0.6),
            ],
            tension=0.34,
        )
        figure.add(tail, layer, "flat", glow=1, line=0, shadow=0)
    if not burning:
        figure.add(
            star(-0.40, 0.42, 0.46, 0.22, 5, uniform(rng, 0, 72)),
            "#ffdf6b",
            "bevel",
            bevel=0.1,
            glow=0.3,
        )
        return
    figure.add(
        blob(rng, -0.42, 0.42, 0.42, 0.12, 9),
        mix(palette.stone, "#4a3038", 0.6),
        "round",
        bevel=0.26,
        texture="stone",
        name="rock",
    )
    for dx, dy, radius in ((-0.12, -0.08, 0.12), (0.12, 0.14, 0.09), (-0.14, 0.18, 0.07)):
        tint(figure, ellipse(-0.42 + dx, 0.42 + dy, radius), "#2e1c24", clip="rock")
    cute_face(figure, -0.42, 0.40, 0.13, traits)
    if unless_avoided(traits, "sparks"):
        for x, y in ((0.66, 0.10), (0.14, 0.62), (-0.06, -0.78)):
            figure.add(ellipse(x, y, 0.04), layers[1], "flat", glow=1, line=0, shadow=0)


_LIGHT = ("main", "accent")

KINDS: tuple[SubjectKind, ...] = (
    SubjectKind("sun", ("sun",), sun, False, main="#ffc93a", colored_roles=("main",)),
    SubjectKind(
        "moon",
        ("moon", "crescent moon", "full moon", "crescent"),
        moon,
        False,
        main="#f6e3a1",
        colored_roles=("main", "metal"),
    ),
    SubjectKind("star", ("star", "gold star", "star icon"), star_shape, False, main="#ffcf3a", colored_roles=("main",)),
    SubjectKind("cloud", ("cloud", "storm cloud", "rain cloud"), cloud, False, main="#eef4fb", colored_roles=("main",)),
    SubjectKind(
        "lightning",
        ("lightning", "lightning bolt", "thunderbolt", "bolt", "thunder", "energy"),
        lightning,
        False,
        main="#ffd83a",
        colored_roles=("main",),
    ),
    SubjectKind(
        "water drop",
        ("water drop", "raindrop", "droplet", "drop", "drop of water", "blood drop"),
        drop,
        False,
        main="#3f9ff0",
        colored_roles=("main",),
    ),
    SubjectKind("snowflake", ("snowflake", "ice crystal"), snowflake, False, main="#a9dcff", colored_roles=("main",)),
    SubjectKind("rainbow", ("rainbow",), rainbow, False, colored_roles=()),
    SubjectKind(
        "planet",
        ("planet", "world", "globe", "earth", "saturn"),
        planet,
        False,
        main="#3f86d8",
        colored_roles=("main", "metal"),
    ),
    SubjectKind(
        "meteor",
        ("meteor", "comet", "meteorite", "asteroid", "fireball", "shooting star", "falling star"),
        meteor,
        False,
        colored_roles=("glow", "stone"),
    ),
)
