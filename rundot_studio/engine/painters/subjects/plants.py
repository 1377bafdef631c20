"""Plants other than trees: bushes, mushrooms, flowers, cacti, leaves."""

import math

from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, ColorLike, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import Points, blob, ellipse, polygon, rounded_rect, spline, star, stroke

from .condition import conditioned, unless_avoided
from .cute_face import cute_face
from .foliage import GRASS, grass, leaf_mass
from .gleams import highlight, tint
from .produce import leaf_blade


@conditioned(stretch=0.1)
def bush(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A round shrub, with berries or blossom by chance."""
    wide = uniform(rng, 0.82, 0.98)
    places = [
        (-0.46 * wide, 0.34, 0.46),
        (0.48 * wide, 0.36, 0.44),
        (0.0, 0.30, 0.52),
        (-0.26 * wide, -0.06, 0.46),
        (0.28 * wide, -0.04, 0.44),
        (0.0, -0.28, 0.40),
    ]
    leaf_mass(figure, rng, places, palette.leaf)
    fruit = pick(rng, "none", "berries", "blossom") if not traits.ornate else "blossom"
    for i in range(9 if fruit != "none" else 0):
        angle = i * 2.4
        reach = 0.16 + 0.062 * i
        x, y = reach * math.cos(angle) * wide, 0.14 + reach * math.sin(angle) * 0.9
        if fruit == "berries":
            figure.add(ellipse(x, y, 0.085), palette.accent, "wet", bevel=0.08, shadow=0.7)
        else:
            _blossom(figure, x, y, 0.12, lighten(palette.accent, 0.55))
    grass(figure, rng, GRASS, (-0.74, 0.70), 0.82)
    cute_face(figure, 0, 0.24, 0.22, traits)


def _blossom(figure: Figure, x: float, y: float, radius: float, color: ColorLike) -> None:
    petals = [
        ellipse(x + radius * 0.6 * math.cos(a), y + radius * 0.6 * math.sin(a), radius * 0.52, count=20)
        for a in (0.3, 1.557, 2.813, 4.07, 5.327)
    ]
    figure.add(petals, color, "round", bevel=radius * 0.3, shadow=0.5)
    figure.add(ellipse(x, y, radius * 0.36, count=20), "#ffd24a", "round", bevel=radius * 0.2, shadow=0.2)


def _cap(fashion: str, wide: float) -> Points:
    if fashion == "cone":
        outline = [
            (-wide * 0.86, 0.16),
            (-wide * 0.62, -0.24),
            (-wide * 0.24, -0.74),
            (0, -0.96),
            (wide * 0.24, -0.74),
            (wide * 0.62, -0.24),
            (wide * 0.86, 0.16),
            (0, 0.26),
        ]
    elif fashion == "flat":
        outline = [
            (-wide, 0.06),
            (-wide * 0.86, -0.30),
            (-wide * 0.4, -0.52),
            (0, -0.56),
            (wide * 0.4, -0.52),
            (wide * 0.86, -0.30),
            (wide, 0.06),
            (wide * 0.5, 0.20),
            (-wide * 0.5, 0.20),
        ]
    else:
        outline = [
            (-wide, 0.08),
            (-wide * 0.90, -0.42),
            (-wide * 0.48, -0.82),
            (0, -0.92),
            (wide * 0.48, -0.82),
            (wide * 0.90, -0.42),
            (wide, 0.08),
            (wide * 0.5, 0.22),
            (-wide * 0.5, 0.22),
        ]
    return spline(outline, tension=0.42)


@conditioned(stretch=0.1, light="main")
def mushroom(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A toadstool with a spotted cap; a small one beside it by chance."""
    fashion = pick(rng, "dome", "flat", "cone")
    if rng.random() < 0.5:
        figure.push(pick(rng, -0.62, 0.62), 0.50, uniform(rng, -12, 12), 0.44)
        _toadstool(figure, rng, fashion, 0.86, palette, traits, with_face=False)
        figure.pop()
    _toadstool(figure, rng, fashion, uniform(rng, 0.82, 0.96), palette, traits, with_face=True)
    if unless_avoided(traits, "grass"):
        grass(figure, rng, GRASS, (-0.50, 0.46), 0.92)


def _toadstool(
    figure: Figure, rng: Generator, fashion: str, wide: float, palette: Palette, traits: Traits, with_face: bool
) -> None:
    stalk_color = "#f4ead2"
    foot = uniform(rng, 0.26, 0.38)
    stalk = [(-0.20, 0.0), (0.20, 0.0), (0.22, 0.44), (foot, 0.84), (0.0, 0.94), (-foot, 0.84), (-0.22, 0.44)]
    figure.add(spline(stalk, tension=0.36), stalk_color, "round", bevel=0.22)
    figure.add(
        spline(
            [(-0.30, 0.20), (0.30, 0.20), (0.36, 0.36), (0.16, 0.32), (0, 0.38), (-0.16, 0.32), (-0.36, 0.36)],
            tension=0.3,
        ),
        lighten(stalk_color, 0.3),
        "round",
        bevel=0.05,
    )
    name = f"cap{len(figure.parts)}"
    figure.add(_cap(fashion, wide), palette.main, "round", bevel=0.5, gloss=0.4, name=name)
    rim = spline(
        [(-wide * 0.9, 0.06), (0, 0.20), (wide * 0.9, 0.06), (wide * 0.5, 0.20), (0, 0.24), (-wide * 0.5, 0.20)]
    )
    figure.add(rim, mix(stalk_color, palette.main, 0.25), "round", bevel=0.05, clip=name, shadow=0)
    for x, y, size in (
        (-0.02, -0.46, 0.20),
        (-0.52, -0.20, 0.15),
        (0.50, -0.16, 0.17),
        (-0.36, -0.60, 0.09),
        (0.34, -0.58, 0.11),
        (0.08, -0.02, 0.12),
        (-0.78, 0.02, 0.10),
        (0.82, 0.02, 0.09),
    ):
        sized = size * uniform(rng, 0.75, 1.2)
        spot = ellipse((x + uniform(rng, -0.05, 0.05)) * wide, y, sized, sized * 0.82, 32)
        figure.add(spot, mix("#fff7e8", palette.accent, 0.08), "round", bevel=0.08, clip=name, shadow=0.5)
    highlight(
        figure,
        spline([(-0.62, -0.40), (-0.44, -0.66), (-0.24, -0.76), (-0.36, -0.60), (-0.52, -0.34)]) * [wide, 1],
        0.45,
        clip=name,
    )
    if with_face:
        cute_face(figure, 0, 0.52, 0.13, traits)


@conditioned(light="main")
def flower(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A daisy, a tulip or a pointed star of petals on a stem with two leaves."""
    _stem(figure, rng, palette.leaf)
    fashion = pick(rng, "daisy", "tulip", "star")
    if fashion == "tulip":
        _tulip(figure, palette.main)
        return
    count = int(rng.integers(6, 10))
    length = uniform(rng, 0.50, 0.58)
    for i in range(count):
        figure.push(0, -0.36, i * 360 / count)
        if fashion == "daisy":
            petal = spline(
                [
                    (0, 0.06),
                    (0.19, -length * 0.6),
                    (0.13, -length * 1.06),
                    (-0.13, -length * 1.06),
                    (-0.19, -length * 0.6),
                ],
                tension=0.42,
            )
        else:
            petal = spline(
                [(0, 0.06), (0.17, -length * 0.5), (0, -length * 1.28), (-0.17, -length * 0.5)], tension=0.36
            )
        figure.add(petal, palette.main, "round", bevel=0.1, shadow=0.6)
        figure.pop()
    figure.add(ellipse(0, -0.36, 0.24), "#ffc93a", "round", bevel=0.16, texture="stone")
    cute_face(figure, 0, -0.38, 0.1, traits)


def _stem(figure: Figure, rng: Generator, green: Color, top: float = -0.36) -> None:
    sway = uniform(rng, -0.12, 0.12)
    stem = spline([(0, top), (sway, 0.2), (-sway * 0.4, 0.64), (0, 0.98)], False)
    figure.add(stroke(stem, 0.09, 0.12), green, "round", bevel=0.05)
    leaf_blade(figure, -0.02, 0.70, uniform(rng, 0.5, 0.66), -148 + uniform(rng, -10, 10), green)
    leaf_blade(figure, 0.02, 0.52, uniform(rng, 0.5, 0.66), -32 + uniform(rng, -10, 10), green)


def _tulip(figure: Figure, color: Color) -> None:
    back = spline([(-0.20, -0.30), (-0.16, -0.90), (0.0, -0.66), (0.16, -0.90), (0.20, -0.30)], tension=0.3)
    figure.add(back, darken(color, 0.2), "round", bevel=0.1)
    for side in (-1, 1):
        petal = spline(
            [(0.0, -0.10), (0.34, -0.22), (0.44, -0.60), (0.40, -0.98), (0.14, -0.70), (0.0, -0.40)], tension=0.36
        ) * [side, 1]
        figure.add(petal, color, "round", bevel=0.2)
    figure.add(
        spline([(0, -0.08), (0.24, -0.30), (0.16, -0.62), (0, -0.84), (-0.16, -0.62), (-0.24, -0.30)], tension=0.4),
        lighten(color, 0.12),
        "round",
        bevel=0.18,
    )


@conditioned(light="main")
def rose(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A rose on a thorny stem."""
    _stem(figure, rng, palette.leaf, -0.2)
    for x, y, side in ((0.02, 0.20, 1), (-0.02, 0.36, -1)):
        figure.add(
            polygon((x, y - 0.05), (x + side * 0.15, y - 0.08), (x, y + 0.05)), palette.leaf, "bevel", bevel=0.03
        )
    color = palette.main
    turn = uniform(rng, 0, 72)
    for ring, (radius, size) in enumerate(((0.34, 0.32), (0.22, 0.28), (0.10, 0.22))):
        count = 5 - ring
        for i in range(count):
            angle = math.radians(turn + ring * 40 + i * 360 / count)
            x, y = radius * math.cos(angle), -0.44 + radius * 0.86 * math.sin(angle)
            figure.add(
                ellipse(x, y, size, size * 0.9, 40), lighten(color, 0.07 * ring), "round", bevel=0.12, shadow=0.8
            )
    spiral = [
        (0.15 * (1 - k / 22) * math.cos(k * 0.55 + turn), -0.46 + 0.15 * (1 - k / 22) * math.sin(k * 0.55 + turn))
        for k in range(22)
    ]
    figure.add(stroke(spline(spiral, False, 3), 0.05, 0.02), darken(color, 0.45), "flat", line=0, shadow=0)
    for turn_deg in (160, 20, 90):
        leaf_blade(figure, 0, -0.08, 0.28, turn_deg, darken(palette.leaf, 0.1))
    if traits.ornate:
        tint(figure, ellipse(-0.3, -0.62, 0.06), "#ffffff", alpha=0.7)


@conditioned(stretch=0.0)
def sunflower(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A big dark disc in two rows of petals."""
    _stem(figure, rng, palette.leaf)
    count = int(rng.integers(13, 17))
    for ring, (length, color) in enumerate(((0.62, darken(palette.main, 0.12)), (0.54, palette.main))):
        for i in range(count):
            figure.push(0, -0.36, (i + 0.5 * ring) * 360 / count)
            petal = spline([(0, -0.2), (0.105, -length * 0.72), (0, -length), (-0.105, -length * 0.72)], tension=0.4)
            figure.add(petal, color, "round", bevel=0.07, shadow=0.4)
            figure.pop()
    figure.add(ellipse(0, -0.36, 0.34), "#6b4226", "round", bevel=0.2, texture="stone")
    figure.add(ellipse(0, -0.36, 0.18), "#4a2c1c", "round", bevel=0.1, texture="stone", shadow=0.2)
    cute_face(figure, 0, -0.38, 0.13, traits)


@conditioned(stretch=0.1)
def cactus(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A saguaro with one or two arms, or a round one with a flower; spines in rows."""
    green = palette.leaf
    ball = rng.random() < 0.35
    top = -0.34 if ball else -0.94
    if ball:
        figure.add(ellipse(0, 0.28, 0.74, 0.66), green, "round", bevel=0.5, name="trunk")
        for x in (-0.5, -0.26, 0.0, 0.26, 0.5):
            rib = spline([(x * 0.5, -0.36), (x * 1.2, 0.28), (x * 0.6, 0.90)], False)
            tint(figure, stroke(rib, 0.04), darken(green, 0.3), clip="trunk")
    else:
        for side, y in ((-1, uniform(rng, -0.05, 0.25)), (1, uniform(rng, -0.3, 0.05)))[: pick(rng, 2, 2, 1)]:
            arm = spline(
                [(0, y + 0.22), (side * 0.42, y + 0.24), (side * 0.58, y + 0.06), (side * 0.58, y - 0.36)], False
            )
            figure.add([stroke(arm, 0.26), ellipse(side * 0.58, y - 0.36, 0.13)], green, "round", bevel=0.13)
        figure.add(rounded_rect(-0.28, -0.96, 0.28, 0.92, 0.27), green, "round", bevel=0.26, name="trunk")
        for x in (-0.13, 0.06):
            tint(figure, rounded_rect(x - 0.018, -0.78, x + 0.018, 0.9, 0.01), darken(green, 0.3), clip="trunk")
    for i in range(9):
        x, y = (
            ((-0.20, 0.0, 0.19)[i % 3], -0.62 + i * 0.16) if not ball else ((-0.38, 0.02, 0.4)[i % 3], -0.08 + i * 0.09)
        )
        figure.add(star(x, y, 0.06, 0.015, 5, i * 25), "#fdf6dc", "flat", line=0, shadow=0)
    _cactus_flower(figure, rng, palette, top)
    for x in (-0.5, 0.1, 0.6):
        figure.add(
            blob(rng, x, 0.92, uniform(rng, 0.14, 0.24), 0.18, 7, 0.08), "#d9b272", "round", bevel=0.07, texture="stone"
        )
    cute_face(figure, 0, 0.18, 0.13, traits)


def _cactus_flower(figure: Figure, rng: Generator, palette: Palette, y: float) -> None:
    if rng.random() < 0.6:
        for turn in (-50, 0, 50):
            figure.push(0, y, turn)
            figure.add(
                spline([(0, 0.04), (0.09, -0.10), (0, -0.24), (-0.09, -0.10)]),
                lighten(palette.accent, 0.25),
                "round",
                bevel=0.06,
            )
            figure.pop()


@conditioned()
def leaf(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """One leaf: oval, maple or three-part clover."""
    color = palette.leaf
    fashion = pick(rng, "oval", "maple", "clover")
    figure.add(
        stroke(spline([(0, 0.2), (0.02, 0.6), (0.12, 0.98)], False), 0.07, 0.09),
        mix(color, palette.wood, 0.4),
        "round",
        bevel=0.04,
    )
    if fashion == "clover":
        for turn in (-100, 0, 100):
            figure.push(0, 0.14, turn)
            lobe = spline(
                [
                    (0, 0),
                    (0.40, -0.34),
                    (0.44, -0.76),
                    (0.18, -0.90),
                    (0, -0.74),
                    (-0.18, -0.90),
                    (-0.44, -0.76),
                    (-0.40, -0.34),
                ],
                tension=0.44,
            )
            figure.add(lobe, color, "round", bevel=0.16)
            tint(figure, stroke([(0, -0.06), (0, -0.66)], 0.04, 0.02), lighten(color, 0.45))
            figure.pop()
        return
    if fashion == "maple":
        half = [
            (0, -0.98),
            (0.16, -0.62),
            (0.34, -0.70),
            (0.30, -0.30),
            (0.56, -0.50),
            (0.62, -0.34),
            (0.92, -0.30),
            (0.72, 0.0),
            (0.78, 0.12),
            (0.36, 0.34),
            (0.40, 0.48),
            (0.0, 0.42),
        ]
        veins = [(0, -0.8), (0.7, -0.22), (0.5, 0.18)]
        outline = spline([*half, *[(-x, y) for x, y in half[-2:0:-1]]], tension=0.18)
    else:
        wide = uniform(rng, 0.46, 0.62)
        outline = spline(
            [(0, -1.0), (wide * 0.8, -0.5), (wide, 0.02), (0.0, 0.62), (-wide, 0.02), (-wide * 0.8, -0.5)], tension=0.44
        )
        veins = [(0, -0.86), (wide * 0.66, -0.42), (wide * 0.8, -0.02)]
    figure.add(outline, color, "round", bevel=0.2, name="leaf")
    for x, y in veins:
        for side in (-1, 1):
            root = 0.4 if fashion == "maple" else y + 0.34
            tint(figure, stroke([(0, root), (side * x, y)], 0.05, 0.015), lighten(color, 0.4), clip="leaf")
    tint(figure, stroke([(0, 0.6), (0, -0.84)], 0.06, 0.015), lighten(color, 0.4), clip="leaf")
    cute_face(figure, 0, 0.06, 0.15, traits)


_PETALS = ("main", "leaf")

KINDS: tuple[SubjectKind, ...] = (
    SubjectKind("bush", ("bush", "shrub", "hedge", "berry bush"), bush, colored_roles=("leaf", "accent")),
    SubjectKind("mushroom", ("mushroom", "toadstool", "fungus", "magic mushroom"), mushroom, main="#e0353c"),
    SubjectKind(
        "flower",
        ("flower", "daisy", "tulip", "blossom", "bloom", "lily"),
        flower,
        main="#f06fa0",
        colored_roles=_PETALS,
    ),
    SubjectKind("rose", ("rose",), rose, main="#d8243f", colored_roles=_PETALS),
    SubjectKind("sunflower", ("sunflower",), sunflower, main="#ffc82e", colored_roles=_PETALS),
    SubjectKind("cactus", ("cactus", "cacti", "saguaro"), cactus, colored_roles=("leaf", "accent")),
    SubjectKind(
        "leaf",
        ("leaf", "clover", "shamrock", "maple leaf", "four leaf clover"),
        leaf,
        False,
        colored_roles=("leaf",),
    ),
)
