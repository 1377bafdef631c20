"""Fruit, vegetables and eggs."""

import math

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, ColorLike, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import ellipse, lathe, polygon, rounded_rect, spline, stroke

from .condition import conditioned, unless_avoided
from .cute_face import cute_face
from .gleams import dot_highlight, highlight, tint
from .jewels import cabochon

_STEM = "#7a5230"


def leaf_blade(figure: Figure, x: float, y: float, length: float, turn_deg: float, color: ColorLike) -> None:
    """One leaf with its midrib, growing from (x, y); at turn 0 it points right."""
    figure.push(x, y, turn_deg, length)
    blade = spline([(0, 0), (0.30, -0.24), (0.72, -0.20), (1.0, 0.0), (0.66, 0.20), (0.26, 0.18)], tension=0.46)
    figure.add(blade, color, "round", bevel=0.16)
    tint(figure, stroke([(0.08, 0.0), (0.86, 0.0)], 0.05, 0.015), darken(color, 0.3))
    figure.pop()


@conditioned(stretch=0.1)
def apple(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """An apple or a pear, a bite out of it by chance."""
    color = palette.main
    pear = rng.random() < 0.2
    body = [(0, -0.46), (0.40, -0.60), (0.82, -0.34), (0.84, 0.24), (0.52, 0.80), (0.20, 0.90), (0, 0.84)]
    if pear:
        body = [(0, -0.60), (0.30, -0.58), (0.40, -0.16), (0.74, 0.34), (0.60, 0.80), (0.22, 0.92), (0, 0.88)]
    half = [(-x, y) for x, y in body[-2:0:-1]]
    holes = [ellipse(0.92, -0.06, 0.30), ellipse(0.80, 0.30, 0.20)] if rng.random() < 0.25 else []
    stem = spline([(0.0, -0.44), (0.03, -0.66), (0.14, -0.88)], False)
    outline = spline([*body, *half], tension=0.46)
    figure.add(outline, color, "wet", bevel=0.5, holes=holes, gloss=0.3, name="fruit")
    if holes:
        flesh = [ellipse(0.86, -0.06, 0.34), ellipse(0.76, 0.30, 0.24)]
        figure.add(flesh, "#fbeec8", "flat", clip="fruit", line=0, shadow=0)
    tint(figure, ellipse(0, -0.46 if not pear else -0.58, 0.22, 0.09), darken(color, 0.4), clip="fruit", alpha=0.7)
    figure.add(stroke(stem, 0.07, 0.11), _STEM, "round", bevel=0.04)
    leaf_blade(figure, 0.04, -0.60, uniform(rng, 0.40, 0.56), uniform(rng, -34, -8), palette.leaf)
    highlight(
        figure,
        spline([(-0.60, -0.12), (-0.52, -0.36), (-0.30, -0.44), (-0.38, -0.26), (-0.48, 0.02)]),
        0.6,
        clip="fruit",
    )
    cute_face(figure, -0.02, 0.18, 0.2, traits)


@conditioned(stretch=0.0)
def cherries(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """Two or three on their stalks."""
    top = (uniform(rng, 0.0, 0.3), -0.92)
    places = [(-0.46, 0.44), (0.46, 0.54)] if rng.random() < 0.7 else [(-0.58, 0.30), (0.04, 0.58), (0.60, 0.26)]
    radius = 0.42 if len(places) == 2 else 0.34
    for x, y in places:
        stalk = spline([top, (x * 0.5 + 0.1, -0.4), (x, y - radius * 0.8)], False)
        figure.add(stroke(stalk, 0.07, 0.06), mix(_STEM, palette.leaf, 0.5), "round", bevel=0.03)
    for x, y in places:
        figure.add(ellipse(x, y, radius, radius * 0.96), palette.main, "wet", bevel=radius * 0.9)
        tint(figure, ellipse(x, y - radius * 0.72, radius * 0.26, 0.05), darken(palette.main, 0.5), alpha=0.7)
        dot_highlight(figure, x - radius * 0.36, y - radius * 0.30, radius * 0.15, radius * 0.2)
        cute_face(figure, x, y + 0.06, radius * 0.36, traits)
    leaf_blade(figure, top[0], top[1] + 0.02, 0.62, uniform(rng, 8, 30), palette.leaf)


@conditioned(stretch=0.1)
def strawberry(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A strawberry with its seeds and crown of leaves."""
    width = uniform(rng, 0.72, 0.84)
    body = [(0, -0.44), (0.44, -0.54), (width, -0.24), (0.66, 0.30), (0.30, 0.80), (0, 0.96)]
    half = [(-x, y) for x, y in body[-2:0:-1]]
    figure.add(spline([*body, *half], tension=0.46), palette.main, "wet", bevel=0.5, gloss=0.35, name="fruit")
    for row, (y, count) in enumerate(((-0.20, 4), (0.06, 5), (0.32, 4), (0.58, 3), (0.78, 1))):
        for i in range(count):
            x = (i - (count - 1) / 2) * 0.30 + 0.02 * (-1) ** row
            seed = spline([(x, y - 0.06), (x + 0.035, y + 0.01), (x, y + 0.05), (x - 0.035, y + 0.01)])
            figure.add(seed, "#ffe08a", "flat", clip="fruit", shadow=0.3, line=0.5)
    for angle in (-170, -140, -112, -90, -66, -38, -10):
        turn = angle + uniform(rng, -6, 6)
        leaf_blade(figure, 0, -0.46, 0.46 if abs(angle + 90) > 30 else 0.34, turn, palette.leaf)
    highlight(
        figure,
        spline([(-0.58, -0.14), (-0.50, -0.30), (-0.36, -0.34), (-0.42, -0.16), (-0.50, 0.06)]),
        0.5,
        clip="fruit",
    )
    cute_face(figure, 0, 0.16, 0.2, traits)


@conditioned()
def banana(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """One banana, or a hand of three."""
    count = pick(rng, 1, 2, 3)
    for i in range(count):
        figure.push(0.04 * i, -0.06 * i, (i - (count - 1) / 2) * -17, 1.0 if count == 1 else 0.94)
        outer = spline([(0.52, -0.80), (0.62, -0.20), (0.34, 0.40), (-0.22, 0.72), (-0.80, 0.68)], False)
        inner = spline([(-0.80, 0.56), (-0.26, 0.36), (0.12, 0.02), (0.30, -0.40), (0.36, -0.82)], False)
        figure.add(np.concatenate([outer, inner]), palette.main, "round", bevel=0.2, name=f"banana{i}")
        middle = (outer + inner[::-1]) / 2
        ridge = np.concatenate([middle + 0.01, (middle * 0.5 + inner[::-1] * 0.5)[::-1]])
        tint(figure, ridge, lighten(palette.main, 0.45), clip=f"banana{i}", alpha=0.7)
        figure.add(
            polygon((0.36, -0.80), (0.52, -0.78), (0.50, -1.0), (0.40, -1.02)),
            mix(palette.main, palette.leaf, 0.5),
            "round",
            bevel=0.05,
        )
        figure.add(ellipse(-0.80, 0.62, 0.06, 0.075), "#4a3420", "round", bevel=0.04)
        figure.pop()
    cute_face(figure, 0.20, 0.10, 0.13, traits)


@conditioned(stretch=0.0)
def grapes(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A bunch under a leaf."""
    stalk = spline([(0, -0.5), (0.02, -0.76), (0.14, -0.98)], False)
    figure.add(stroke(stalk, 0.08, 0.1), _STEM, "round", bevel=0.04)
    for row, count in enumerate((4, 5, 4, 3, 2, 1)):
        for i in range(count):
            x = (i - (count - 1) / 2) * 0.33 + uniform(rng, -0.03, 0.03)
            y = -0.36 + row * 0.25 + uniform(rng, -0.02, 0.02)
            figure.add(ellipse(x, y, 0.205, count=32), palette.main, "wet", bevel=0.19, gloss=0.4, shadow=0.6)
            dot_highlight(figure, x - 0.07, y - 0.075, 0.035)
    leaf_blade(figure, 0.02, -0.62, 0.66, 12, palette.leaf)
    leaf_blade(figure, 0.0, -0.62, 0.54, 168, palette.leaf)
    cute_face(figure, 0, 0.12, 0.18, traits)


@conditioned()
def watermelon(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A slice, seeds and all."""
    figure.push(0, -0.30, uniform(rng, -14, 14))
    for radius, color, material in (
        (1.0, palette.leaf, "round"),
        (0.90, "#eaf3c6", "flat"),
        (0.82, palette.main, "round"),
    ):
        half_moon = ellipse(0, 0, radius, radius, 48, 0, 180)
        figure.add(half_moon, color, material, bevel=0.1, shadow=0)
    for angle, reach in (
        (24, 0.60),
        (58, 0.44),
        (62, 0.70),
        (90, 0.62),
        (92, 0.32),
        (122, 0.66),
        (126, 0.40),
        (156, 0.60),
    ):
        turn = math.radians(angle + uniform(rng, -4, 4))
        x, y = reach * math.cos(turn), reach * math.sin(turn)
        figure.push(x, y, math.degrees(turn) - 90)
        figure.add(
            spline([(0, -0.075), (0.045, 0.02), (0, 0.06), (-0.045, 0.02)]), "#33202a", "round", bevel=0.03, shadow=0.2
        )
        figure.pop()
    cute_face(figure, 0, 0.24, 0.17, traits)
    figure.pop()


@conditioned()
def carrot(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A carrot with its green."""
    width = uniform(rng, 0.30, 0.40)
    if unless_avoided(traits, "leaves", "leaf"):
        for dx, turn in ((-0.10, -118), (0.10, -62), (0.0, -90)):
            leaf_blade(figure, dx, -0.42, uniform(rng, 0.5, 0.62), turn + uniform(rng, -6, 6), palette.leaf)
    body = lathe([(0.12, -0.50), (width, -0.36), (width * 0.9, 0.06), (width * 0.5, 0.60), (0.05, 0.96), (0, 0.98)])
    figure.add(body, palette.main, "round", bevel=0.3, name="root")
    for y, side in ((-0.22, -1), (0.0, 1), (0.22, -1), (0.44, 1)):
        notch = stroke(
            spline([(side * width, y), (side * width * 0.4, y + 0.04), (side * width * 0.1, y)], False), 0.05, 0.01
        )
        tint(figure, notch, darken(palette.main, 0.35), clip="root")
    cute_face(figure, 0, -0.08, 0.13, traits)


@conditioned()
def pumpkin(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A ribbed pumpkin; with a carved face where evil, scary or glowing."""
    _pumpkin(figure, rng, palette)
    if traits.evil or traits.glowing or traits.mood in ("scary", "angry"):
        _carving(figure, palette)
    else:
        cute_face(figure, 0, 0.18, 0.24, traits)


@conditioned(stretch=0.1)
def jack_o_lantern(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A pumpkin with a light behind its carved face."""
    _pumpkin(figure, rng, palette)
    if unless_avoided(traits, "face"):
        _carving(figure, palette)


def _pumpkin(figure: Figure, rng: Generator, palette: Palette) -> None:
    wide = uniform(rng, 0.86, 0.98)
    stem = spline([(0.0, -0.44), (0.0, -0.72), (0.18, -0.88)], False)
    figure.add(stroke(stem, 0.18, 0.13), mix(palette.leaf, _STEM, 0.5), "round", bevel=0.07)
    for x, rx in ((-0.56, 0.42), (0.56, 0.42), (-0.30, 0.44), (0.30, 0.44), (0.0, 0.40)):
        lobe = ellipse(x * wide, 0.20, rx * wide, 0.68 - 0.12 * abs(x))
        figure.add(lobe, palette.main, "round", bevel=0.3, shadow=0.5)
    curl = spline([(0.08, -0.50), (0.40, -0.62), (0.56, -0.44), (0.44, -0.36)], False)
    figure.add(stroke(curl, 0.05, 0.02), palette.leaf, "round", bevel=0.02)
    leaf_blade(figure, -0.04, -0.50, 0.46, 196, palette.leaf)


def _carving(figure: Figure, palette: Palette) -> None:
    grin = polygon(
        (-0.58, 0.26),
        (-0.34, 0.40),
        (-0.24, 0.32),
        (-0.12, 0.44),
        (0.12, 0.44),
        (0.24, 0.32),
        (0.34, 0.40),
        (0.58, 0.26),
        (0.40, 0.62),
        (0.20, 0.56),
        (0.10, 0.70),
        (-0.10, 0.70),
        (-0.20, 0.56),
        (-0.40, 0.62),
    )
    eyes = [polygon((side * 0.16, 0.10), (side * 0.52, 0.06), (side * 0.40, -0.24)) for side in (-1, 1)]
    nose = polygon((0, 0.10), (0.08, 0.24), (-0.08, 0.24))
    cuts = [grin, *eyes, nose]
    figure.add([cut - np.array([0.0, 0.02]) for cut in cuts], darken(palette.main, 0.65), "flat", shadow=0, line=0)
    figure.add([cut + np.array([0.012, 0.014]) for cut in cuts], "#ffd24a", "flat", glow=0.9, line=0, shadow=0)


@conditioned(stretch=0.1, light="main")
def egg(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A big egg: spotted, banded or scaled like a dragon's; cracked where broken."""
    shell: Color = palette.main
    outline = lathe([(0, -0.96), (0.36, -0.78), (0.66, -0.20), (0.72, 0.34), (0.48, 0.82), (0, 0.96)])
    figure.add(outline, shell, "round", bevel=0.55, name="egg", gloss=0.35)
    fashion = pick(rng, "spots", "bands", "scales")
    marking = palette.accent if rng.random() < 0.3 else darken(shell, 0.3)
    if fashion == "spots":
        for i in range(8):
            x, y = uniform(rng, -0.56, 0.56), -0.64 + i * 0.2
            figure.add(
                ellipse(x, y, uniform(rng, 0.08, 0.17), uniform(rng, 0.08, 0.15)),
                marking,
                "round",
                bevel=0.5,
                clip="egg",
                shadow=0,
                line=0.4,
            )
    elif fashion == "bands":
        for y in (-0.36, 0.20, 0.62):
            zig = [(-0.8 + 0.16 * i, y + 0.07 * (-1) ** i) for i in range(11)]
            figure.add(stroke(zig, 0.12), marking, "round", bevel=0.2, clip="egg", shadow=0, line=0.4)
    else:
        for row in range(8):
            for i in range(7):
                x, y = (i - 3) * 0.26 + 0.13 * (row % 2), 0.88 - row * 0.23
                scale = spline(
                    [
                        (x - 0.14, y - 0.16),
                        (x + 0.14, y - 0.16),
                        (x + 0.10, y + 0.02),
                        (x, y + 0.10),
                        (x - 0.10, y + 0.02),
                    ]
                )
                figure.add(
                    scale,
                    lighten(shell, 0.12) if i % 2 else darken(shell, 0.1),
                    "round",
                    bevel=0.08,
                    clip="egg",
                    shadow=0.3,
                    line=0.5,
                )
    highlight(
        figure,
        spline([(-0.44, -0.14), (-0.34, -0.48), (-0.14, -0.66), (-0.22, -0.40), (-0.32, -0.06)]),
        0.5,
        clip="egg",
    )
    if traits.ornate:
        for y in (-0.08, 0.44):
            figure.add(
                rounded_rect(-0.8, y - 0.06, 0.8, y + 0.06, 0.02), palette.metal, "metal", bevel=0.06, clip="egg"
            )
        cabochon(figure, 0, 0.18, 0.12, palette.glow)
    cute_face(figure, 0, 0.2, 0.2, traits)


_RIPE = ("main", "leaf")

KINDS: tuple[SubjectKind, ...] = (
    SubjectKind("apple", ("apple", "fruit", "pear", "poisoned apple"), apple, main="#e0303c", colored_roles=_RIPE),
    SubjectKind("cherries", ("cherry", "cherries"), cherries, False, main="#d81f3f", colored_roles=_RIPE),
    SubjectKind("strawberry", ("strawberry", "berry"), strawberry, False, main="#ea3348", colored_roles=_RIPE),
    SubjectKind("banana", ("banana", "bananas"), banana, False, main="#ffd93b", colored_roles=_RIPE),
    SubjectKind("grapes", ("grape", "grapes", "bunch of grapes"), grapes, False, main="#8a46c8", colored_roles=_RIPE),
    SubjectKind(
        "watermelon",
        ("watermelon", "melon", "watermelon slice"),
        watermelon,
        False,
        main="#f0485a",
        colored_roles=_RIPE,
    ),
    SubjectKind("carrot", ("carrot", "vegetable"), carrot, False, 30, main="#f58a2a", colored_roles=_RIPE),
    SubjectKind(
        "pumpkin",
        ("pumpkin", "gourd"),
        pumpkin,
        main="#f0862a",
        colored_roles=_RIPE,
    ),
    SubjectKind("egg", ("egg", "dragon egg", "easter egg", "monster egg"), egg, main="#7ac6a8"),
    SubjectKind(
        "jack-o-lantern",
        ("jack-o-lantern", "jack o lantern", "jack-o'-lantern", "halloween pumpkin", "carved pumpkin"),
        jack_o_lantern,
        main="#f0862a",
        colored_roles=_RIPE,
    ),
)
