"""Stone, ice, fire and snow: rocks, icicles, campfires, snowmen, volcanoes, floating islands."""

import math

from numpy.random import Generator

from rundot_studio.engine.painters.color import darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import blob, ellipse, limb, polygon, rounded_rect, spline, stroke

from .condition import conditioned, unless_avoided
from .cute_face import cute_face
from .flames import FIRE, embers, fire_colors, flame
from .foliage import grass, leaf_mass
from .gleams import highlight, tint
from .jewels import facet_lift, prism
from .woodwork import end_grain


@conditioned(stretch=0.1)
def rock(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A faceted boulder with smaller ones, moss on it by chance or age, ore in it where ornate."""
    for x, y, size in ((-0.62, 0.62, 0.30), (0.66, 0.66, 0.26)):
        _boulder(figure, rng, x + uniform(rng, -0.08, 0.08), y, size, palette)
    _boulder(figure, rng, 0.0, 0.12, uniform(rng, 0.72, 0.82), palette)
    if traits.old or rng.random() < 0.35:
        moss = spline(
            [
                (-0.56, -0.14),
                (-0.30, -0.52),
                (0.10, -0.60),
                (0.34, -0.46),
                (0.20, -0.32),
                (0.04, -0.36),
                (-0.14, -0.18),
                (-0.34, -0.24),
            ]
        )
        figure.add(moss, palette.leaf, "round", bevel=0.07, texture="leaf", clip="boulder", shadow=0.5)
    if traits.ornate or traits.glowing:
        for x, y, turn in ((-0.2, 0.24, -24), (0.06, 0.30, 6), (0.26, 0.22, 30)):
            figure.push(x, y, turn, 0.4)
            prism(figure, 0.2, 0.9, palette.glow)
            figure.pop()
    grass(figure, rng, palette.leaf, (-0.34, 0.42), 0.90, 0.18)
    cute_face(figure, 0, 0.24, 0.22, traits)


def _boulder(figure: Figure, rng: Generator, cx: float, cy: float, size: float, palette: Palette) -> None:
    """A polygonal stone: a ring of facets about a lit top face."""
    angles = [200, 238, 282, 326, 8, 50, 130, 165]
    reach = [uniform(rng, 0.86, 1.12) for _ in angles]
    outer = [
        (cx + size * r * math.cos(math.radians(a)), cy + size * 0.9 * r * math.sin(math.radians(a)))
        for a, r in zip(angles, reach, strict=True)
    ]
    crown_x, crown_y = cx - size * 0.10, cy - size * 0.22
    inner = [(crown_x + (x - crown_x) * 0.52, crown_y + (y - crown_y) * 0.46) for x, y in outer]
    figure.add(polygon(*outer), palette.stone, "round", bevel=0.06, texture="stone", name="boulder")
    for i in range(len(outer)):
        j = (i + 1) % len(outer)
        lift = facet_lift(*outer[i], *outer[j], 0.24)
        figure.add(
            polygon(outer[i], outer[j], inner[j], inner[i]),
            palette.stone,
            "flat",
            clip="boulder",
            lift=lift - 0.03,
            shadow=0,
            line=0.25,
            texture="stone",
        )
    figure.add(
        polygon(*inner),
        lighten(palette.stone, 0.12),
        "flat",
        clip="boulder",
        lift=0.08,
        shadow=0,
        line=0.25,
        texture="stone",
    )


@conditioned()
def campfire(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """Logs, stones and a tall flame; cold ashes where the flame is not wanted."""
    for x in (-0.60, -0.22, 0.20, 0.58):
        figure.add(
            blob(rng, x, 0.62, 0.17, 0.15, 7, 0.13), darken(palette.stone, 0.2), "round", bevel=0.1, texture="stone"
        )
    for turn in (-24, 24):
        figure.push(0, 0.60, turn)
        figure.add(limb((-0.64, 0), (0.62, 0), 0.13, 0.13), palette.wood, "round", bevel=0.12, texture="wood")
        end_grain(figure, 0.66 if turn > 0 else -0.66, 0, 0.08, 0.125, palette.wood)
        figure.pop()
    if unless_avoided(traits, "fire", "flame"):
        flame(figure, rng, 0, 0.66, 0.52, 1.5, palette.glow if traits.evil else None)
        embers(figure, rng, 0, -0.1, 0.5, 0.8)
    for i, x in enumerate((-0.78, -0.44, -0.02, 0.42, 0.78)):
        figure.add(
            blob(rng, x, 0.82 + 0.05 * (1 - abs(x)), 0.20, 0.15, 7, 0.14),
            darken(palette.stone, 0.08 * (i % 2)),
            "round",
            bevel=0.1,
            texture="stone",
        )


@conditioned(light="main")
def fire(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A lone flame in fire's own colours, or in the prompt's."""
    outer = fire_colors(palette.main)
    figure.add(ellipse(0, 0.86, 0.5, 0.08), darken(palette.main, 0.55), "flat", line=0, shadow=0, alpha=0.3)
    flame(figure, rng, 0, 0.90, 0.74, 1.86, None if _is_fire(palette) else palette.main, tongues=pick(rng, 1, 3, 3))
    for x, y, size in ((-0.62, -0.42, 0.07), (0.56, -0.56, 0.055), (0.30, -0.90, 0.04)):
        figure.add(
            ellipse(x + uniform(rng, -0.1, 0.1), y, size, size * 1.3),
            FIRE[1] if _is_fire(palette) else outer[1],
            "flat",
            glow=1,
            line=0,
            shadow=0,
        )
    cute_face(figure, 0, 0.48, 0.17, traits)


_FLAME_MAIN = "#f0641c"


def _is_fire(palette: Palette) -> bool:
    """Whether the flame still has its own main colour."""
    red, green, blue = (float(v) for v in palette.main)
    return red > 0.85 and 0.3 < green < 0.5 and blue < 0.2


@conditioned(light="main")
def icicle(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """Icicles hanging from a ledge of snow."""
    color = palette.main
    for x, wide in ((-0.66, 0.16), (-0.34, 0.20), (0.02, 0.25), (0.38, 0.19), (0.68, 0.15)):
        length = uniform(rng, 0.8, 1.0) * (1.56 - abs(x) * 0.8)
        name = f"icicle{len(figure.parts)}"
        bend = uniform(rng, -0.04, 0.04)
        outline = spline(
            [
                (x - wide, -0.7),
                (x + wide, -0.7),
                (x + wide * 0.6, -0.66 + length * 0.5),
                (x + bend, -0.66 + length),
                (x - wide * 0.6, -0.66 + length * 0.5),
            ],
            tension=0.24,
        )
        figure.add(outline, color, "glass", bevel=0.18, alpha=0.9, name=name, gloss=0.8)
        tint(
            figure,
            polygon((x, -0.7), (x + wide, -0.7), (x + bend, -0.66 + length)),
            darken(color, 0.25),
            clip=name,
            alpha=0.35,
        )
        highlight(
            figure,
            polygon((x - wide * 0.62, -0.6), (x - wide * 0.3, -0.6), (x - wide * 0.16, -0.6 + length * 0.6)),
            0.75,
            clip=name,
        )
    snow = [
        (-0.96, -0.74),
        (-0.66, -0.94),
        (-0.2, -0.98),
        (0.3, -0.93),
        (0.72, -0.96),
        (0.96, -0.74),
        (0.84, -0.52),
        (0.52, -0.60),
        (0.20, -0.46),
        (-0.16, -0.58),
        (-0.50, -0.46),
        (-0.80, -0.56),
    ]
    figure.add(spline(snow), "#f4f9ff", "round", bevel=0.2)
    cute_face(figure, 0, -0.72, 0.12, traits)


@conditioned()
def snowman(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """Three balls or two, with scarf, carrot and hat or earmuffs."""
    snow = "#f3f7fd"
    for side, rise in ((-1, uniform(rng, -0.3, 0.1)), (1, uniform(rng, -0.3, 0.1))):
        arm = spline([(side * 0.3, 0.06), (side * 0.62, -0.02 + rise * 0.3), (side * 0.90, -0.12 + rise)], False)
        figure.add(stroke(arm, 0.07, 0.05), palette.wood, "round", bevel=0.03, texture="wood")
        finger = [(side * 0.78, -0.08 + rise * 0.7), (side * 0.92, 0.06 + rise)]
        figure.add(stroke(finger, 0.05, 0.03), palette.wood, "round", bevel=0.02)
    figure.add(ellipse(0, 0.54, 0.58, 0.46), snow, "round", bevel=0.5)
    figure.add(ellipse(0, 0.02, 0.44, 0.38), snow, "round", bevel=0.4)
    figure.add(ellipse(0, -0.44, 0.35, 0.33), snow, "round", bevel=0.34)
    for y in (0.06, 0.30, 0.54):
        figure.add(ellipse(0.0, y, 0.05), "#2b2638", "round", bevel=0.05)
    scarf = spline([(-0.36, -0.24), (0, -0.13), (0.36, -0.24), (0.38, -0.10), (0, 0.04), (-0.38, -0.10)])
    figure.add(
        polygon((0.12, -0.10), (0.28, -0.14), (0.34, 0.30), (0.18, 0.32)),
        darken(palette.main, 0.1),
        "round",
        bevel=0.05,
    )
    figure.add(scarf, palette.main, "round", bevel=0.07)
    if traits.mood == "neutral" and not traits.cute:
        for side in (-1, 1):
            tint(figure, ellipse(side * 0.13, -0.52, 0.045), "#2b2638")
        for x in (-0.14, -0.07, 0.0, 0.07, 0.14):
            tint(figure, ellipse(x, -0.28 - 3.0 * x * x, 0.022, count=12), "#2b2638")
    else:
        cute_face(figure, 0, -0.50, 0.15, traits)
    figure.add(polygon((-0.03, -0.46), (0.03, -0.38), (0.36, -0.36)), "#f58a2a", "round", bevel=0.04)
    if unless_avoided(traits, "hat"):
        _snowman_hat(figure, rng, palette)


def _snowman_hat(figure: Figure, rng: Generator, palette: Palette) -> None:
    if rng.random() < 0.5:
        figure.add(rounded_rect(-0.24, -1.08, 0.24, -0.68, 0.05), palette.dark, "round", bevel=0.1)
        figure.add(rounded_rect(-0.25, -0.80, 0.25, -0.70, 0.02), palette.main, "round", bevel=0.04)
        figure.add(rounded_rect(-0.42, -0.74, 0.42, -0.64, 0.05), palette.dark, "round", bevel=0.05)
    else:
        figure.add(
            spline([(-0.36, -0.62), (-0.30, -0.88), (0, -1.0), (0.30, -0.88), (0.36, -0.62)]),
            palette.main,
            "round",
            bevel=0.2,
        )
        figure.add(rounded_rect(-0.38, -0.72, 0.38, -0.58, 0.07), "#ffffff", "round", bevel=0.06)
        figure.add(ellipse(0, -1.02, 0.11), "#ffffff", "round", bevel=0.1, texture="fur")


@conditioned(stretch=0.1)
def volcano(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A cone with lava down its side and smoke or fire above."""
    stone = mix(palette.stone, "#5a3c44", 0.6)
    if unless_avoided(traits, "smoke"):
        for x, y, size in ((0.16, -0.80, 0.22), (-0.16, -0.70, 0.20), (0.02, -0.56, 0.18)):
            figure.add(blob(rng, x, y, size, 0.1, 9), mix(palette.stone, "#4b4652", 0.4), "round", bevel=0.16)
    flame(figure, rng, 0, -0.24, 0.24, 0.56)
    slope = uniform(rng, 0.24, 0.32)
    cone = [
        (-slope, -0.34),
        (-0.12, -0.28),
        (0.12, -0.30),
        (slope, -0.34),
        (0.52, 0.20),
        (1.0, 0.90),
        (-1.0, 0.90),
        (-0.52, 0.20),
    ]
    figure.add(polygon(*cone), stone, "round", bevel=0.16, texture="stone", name="cone")
    tint(
        figure,
        polygon((0.06, -0.3), (slope, -0.34), (0.52, 0.20), (1.0, 0.90), (0.30, 0.90)),
        darken(stone, 0.4),
        clip="cone",
        alpha=0.5,
    )
    lava = [
        (-0.20, -0.36),
        (0.20, -0.36),
        (0.16, -0.02),
        (0.34, 0.28),
        (0.30, 0.52),
        (0.18, 0.30),
        (0.06, 0.16),
        (0.08, 0.62),
        (-0.04, 0.78),
        (-0.10, 0.40),
        (-0.20, 0.10),
        (-0.32, 0.34),
        (-0.34, 0.10),
        (-0.16, -0.12),
    ]
    figure.add(spline(lava, tension=0.36), FIRE[0], "flat", glow=0.9, clip="cone", line=0.6)
    figure.add(
        spline(lava, tension=0.36) * [0.6, 0.86] - [0.0, 0.03], FIRE[2], "flat", glow=1, clip="cone", line=0, shadow=0
    )
    cute_face(figure, 0, 0.52, 0.2, traits)


@conditioned()
def floating_island(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A turf-topped rock in the air with a small tree."""
    stone = mix(palette.stone, palette.wood, 0.4)
    crag = [
        (-0.92, 0.06),
        (0.92, 0.06),
        (0.66, 0.36),
        (0.44, 0.38),
        (0.30, 0.72),
        (0.10, 0.66),
        (-0.04, 1.0),
        (-0.24, 0.60),
        (-0.48, 0.62),
        (-0.60, 0.32),
    ]
    figure.add(polygon(*crag), stone, "round", bevel=0.12, texture="stone", name="crag")
    tint(
        figure,
        polygon((0.2, 0.06), (0.92, 0.06), (0.44, 0.38), (0.30, 0.72), (0.10, 0.66), (-0.04, 1.0)),
        darken(stone, 0.4),
        clip="crag",
        alpha=0.45,
    )
    turf = [
        (-0.98, 0.02),
        (-0.5, -0.12),
        (0, -0.16),
        (0.5, -0.12),
        (0.98, 0.02),
        (0.80, 0.20),
        (0.60, 0.12),
        (0.40, 0.26),
        (0.16, 0.14),
        (-0.10, 0.28),
        (-0.36, 0.14),
        (-0.60, 0.24),
        (-0.82, 0.12),
    ]
    figure.add(spline(turf, tension=0.4), palette.leaf, "round", bevel=0.12, texture="leaf")
    x = uniform(rng, -0.32, 0.32)
    figure.add(
        stroke(spline([(x, 0.0), (x + 0.02, -0.24), (x, -0.42)], False), 0.14, 0.09),
        palette.wood,
        "round",
        bevel=0.05,
        texture="wood",
    )
    leaf_mass(figure, rng, [(x - 0.20, -0.50, 0.22), (x + 0.22, -0.50, 0.22), (x, -0.70, 0.27)], palette.leaf)
    grass(figure, rng, lighten(palette.leaf, 0.1), (-0.66, 0.60), 0.0, 0.16)
    if traits.ornate:
        fall = polygon((0.50, -0.02), (0.66, -0.02), (0.64, 0.84), (0.52, 0.84))
        figure.add(fall, "#7fd0ff", "round", bevel=0.06, alpha=0.9)


KINDS: tuple[SubjectKind, ...] = (
    SubjectKind("rock", ("rock", "boulder", "stone", "rocks", "ore"), rock, colored_roles=("stone", "leaf")),
    SubjectKind(
        "campfire", ("campfire", "bonfire", "camp fire", "fire pit"), campfire, colored_roles=("wood", "stone")
    ),
    SubjectKind("flame", ("flame", "fire", "blaze", "flames"), fire, False, main=_FLAME_MAIN, colored_roles=("main",)),
    SubjectKind("icicle", ("icicle", "icicles", "ice"), icicle, False, main="#9fdcff", colored_roles=("main",)),
    SubjectKind("snowman", ("snowman",), snowman, main="#d8343f", colored_roles=("main", "wood")),
    SubjectKind("volcano", ("volcano", "erupting volcano"), volcano, colored_roles=("stone",)),
    SubjectKind(
        "floating island",
        ("floating island", "sky island", "island"),
        floating_island,
        False,
        colored_roles=("leaf", "stone"),
    ),
)
