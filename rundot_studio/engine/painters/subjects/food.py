"""Things to eat and drink that a cook made: bread, meat, cheese, cake, soup, ale."""

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import (
    Points,
    blob,
    ellipse,
    limb,
    polygon,
    rounded_rect,
    spline,
    star,
    stroke,
)

from .condition import conditioned, unless_avoided
from .cute_face import cute_face
from .flames import flame
from .gleams import dot_highlight, highlight, tint
from .woodwork import nail

_CREAM = "#fff3df"


@conditioned(stretch=0.1)
def bread(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A scored loaf: round, long or a slice."""
    crust = palette.main
    fashion = pick(rng, "long", "round", "slice")
    if fashion == "slice":
        outline = [
            (-0.62, 0.80),
            (-0.62, 0.0),
            (-0.82, -0.34),
            (-0.52, -0.76),
            (0.52, -0.76),
            (0.82, -0.34),
            (0.62, 0.0),
            (0.62, 0.80),
        ]
        slab = spline(outline, tension=0.36)
        figure.add(slab + np.array([0.07, 0.05]), darken(crust, 0.2), "round", bevel=0.1)
        figure.add(slab, crust, "round", bevel=0.12)
        figure.add(
            slab * 0.84, lighten(mix(crust, "#f6dfae", 0.75), 0.25), "round", bevel=0.06, texture="stone", shadow=0
        )
        cute_face(figure, 0, 0.0, 0.2, traits)
        return
    rx, ry, turn = (0.98, 0.46, -24) if fashion == "long" else (0.86, 0.62, 0)
    figure.push(0, 0.08, turn)
    figure.add(ellipse(0, 0, rx, ry, 72), crust, "round", bevel=0.42, texture="stone")
    for x in (-0.46, 0.0, 0.46):
        figure.push(x * rx, -ry * 0.30, 24)
        cut = spline([(0, -0.30), (0.11, 0.0), (0, 0.28), (-0.09, 0.0)], tension=0.42)
        figure.add(cut, lighten(mix(crust, "#f6dfae", 0.7), 0.15), "round", bevel=0.06, shadow=0.2)
        figure.pop()
    figure.pop()
    cute_face(figure, 0, 0.22, 0.2, traits)


@conditioned(stretch=0.1)
def meat(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A drumstick or a roast on the bone."""
    roast = palette.main
    bone = "#f4ead6"
    if rng.random() < 0.5:
        figure.push(0, 0, 40)
        figure.add(limb((0, 0.2), (0, 0.92), 0.10, 0.09), bone, "round", bevel=0.09)
        for side in (-1, 1):
            figure.add(ellipse(side * 0.10, 0.94, 0.14), bone, "round", bevel=0.12)
        body = spline(
            [
                (0, -0.96),
                (0.52, -0.72),
                (0.60, -0.16),
                (0.22, 0.42),
                (0, 0.52),
                (-0.22, 0.42),
                (-0.60, -0.16),
                (-0.52, -0.72),
            ]
        )
        figure.add(body, roast, "wet", bevel=0.5, gloss=0.35, texture="stone")
        figure.pop()
    else:
        figure.push(0, 0, -18)
        figure.add(limb((-0.86, 0), (0.86, 0), 0.11, 0.11), bone, "round", bevel=0.1)
        for side in (-1, 1):
            for dy in (-0.11, 0.11):
                figure.add(ellipse(side * 0.90, dy, 0.13), bone, "round", bevel=0.11)
        figure.add(ellipse(0, 0, 0.66, 0.62), roast, "wet", bevel=0.5, gloss=0.35, texture="stone")
        for x in (-0.28, 0.0, 0.28):
            band = spline([(x - 0.04, -0.50), (x - 0.14, 0), (x - 0.02, 0.50)], False)
            tint(figure, stroke(band, 0.06), darken(roast, 0.4), alpha=0.6)
        figure.pop()
    highlight(figure, spline([(-0.34, -0.26), (-0.22, -0.50), (0.0, -0.56), (-0.12, -0.40), (-0.24, -0.20)]), 0.4)
    cute_face(figure, 0, 0.0, 0.18, traits)


@conditioned()
def cheese(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A wedge with holes."""
    color = palette.main
    height = uniform(rng, 0.5, 0.62)
    figure.add(
        polygon((-0.94, 0.02), (0.70, -0.52), (0.92, -0.12), (0.92, 0.10)), lighten(color, 0.3), "round", bevel=0.05
    )
    face = polygon((-0.94, 0.02), (0.92, -0.10), (0.92, height), (-0.94, height + 0.10))
    figure.add(face, color, "round", bevel=0.07, name="face")
    rind = polygon((0.70, -0.52), (0.98, -0.12), (0.98, height), (0.92, height), (0.92, -0.10))
    figure.add(rind, darken(mix(color, "#d8602c", 0.5), 0.05), "round", bevel=0.04)
    for i in range(6):
        x, y = uniform(rng, -0.76 + i * 0.27, -0.60 + i * 0.27), uniform(rng, 0.10, height - 0.02)
        radius = uniform(rng, 0.06, 0.13)
        tint(figure, ellipse(x, y, radius), darken(color, 0.3), clip="face", line=0.6)
        tint(figure, ellipse(x + radius * 0.2, y + radius * 0.25, radius * 0.75), darken(color, 0.14), clip="face")
    tint(figure, ellipse(0.42, -0.28, 0.16, 0.06), darken(color, 0.08), line=0.5)
    tint(figure, ellipse(0.06, -0.13, 0.10, 0.04), darken(color, 0.08), line=0.5)
    cute_face(figure, 0.1, 0.24, 0.2, traits)


@conditioned()
def cake(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A slice or a whole frosted cake with a cherry or candles."""
    if rng.random() < 0.5:
        _cake_slice(figure, palette)
    else:
        _whole_cake(figure, rng, palette, traits)
    cute_face(figure, 0, 0.42, 0.18, traits)


def _cake_slice(figure: Figure, palette: Palette) -> None:
    frosting, sponge = palette.main, "#e9bd77"
    figure.add(polygon((-0.92, -0.06), (0.62, -0.46), (0.92, -0.12)), lighten(frosting, 0.15), "round", bevel=0.06)
    figure.add(
        polygon((-0.92, -0.06), (0.92, -0.12), (0.92, 0.72), (-0.92, 0.80)),
        sponge,
        "round",
        bevel=0.06,
        name="slice",
        texture="stone",
    )
    figure.add(
        polygon((-1, 0.28), (1, 0.22), (1, 0.38), (-1, 0.44)), _CREAM, "round", bevel=0.06, clip="slice", shadow=0.3
    )
    drips = [
        (-0.94, -0.08),
        (0.94, -0.14),
        (0.94, 0.08),
        (0.74, 0.22),
        (0.56, 0.04),
        (0.34, 0.18),
        (0.10, 0.06),
        (-0.14, 0.24),
        (-0.40, 0.08),
        (-0.62, 0.20),
        (-0.80, 0.08),
        (-0.94, 0.10),
    ]
    figure.add(spline(drips, tension=0.32), frosting, "wet", bevel=0.1, gloss=0.3)
    figure.add(ellipse(0.38, -0.36, 0.27, 0.16), _CREAM, "round", bevel=0.14)
    figure.add(ellipse(0.38, -0.56, 0.19), palette.accent, "wet", bevel=0.18)
    dot_highlight(figure, 0.32, -0.62, 0.045)


def _whole_cake(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    frosting = palette.main
    figure.add(ellipse(0, 0.80, 0.96, 0.17), "#dfe6ee", "metal", bevel=0.07)
    figure.add(rounded_rect(-0.78, 0.06, 0.78, 0.86, 0.12), "#e9bd77", "round", bevel=0.3, texture="stone", name="base")
    figure.add(rounded_rect(-0.8, 0.44, 0.8, 0.58, 0.02), _CREAM, "round", bevel=0.06, clip="base", shadow=0.2)
    drips = [
        (-0.82, 0.02),
        (0, -0.16),
        (0.82, 0.02),
        (0.82, 0.26),
        (0.62, 0.40),
        (0.44, 0.20),
        (0.22, 0.36),
        (0, 0.22),
        (-0.24, 0.42),
        (-0.44, 0.22),
        (-0.64, 0.34),
        (-0.82, 0.22),
    ]
    figure.add(spline(drips, tension=0.34), frosting, "wet", bevel=0.14, gloss=0.3)
    figure.add(ellipse(0, 0.0, 0.80, 0.17), lighten(frosting, 0.2), "round", bevel=0.08, shadow=0, line=0.4)
    for x in (-0.5, 0.5):
        figure.add(ellipse(x, -0.02, 0.16, 0.12), _CREAM, "round", bevel=0.1)
        figure.add(ellipse(x, -0.12, 0.12), palette.accent, "wet", bevel=0.1)
    count = pick(rng, 1, 3)
    for i in range(count):
        x = (i - (count - 1) / 2) * 0.26
        figure.add(
            rounded_rect(x - 0.055, -0.44, x + 0.055, 0.0, 0.03),
            pick(rng, "#6fd3ff", "#ffe27a", "#ff8fc0"),
            "round",
            bevel=0.05,
        )
        if unless_avoided(traits, "flame", "fire", "candles"):
            flame(figure, rng, x, -0.46, 0.10, 0.34, tongues=1)


@conditioned(stretch=0.1)
def pie(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A round pie in its dish, the lid latticed or slashed."""
    crust = palette.main
    dish = spline([(-0.84, 0.22), (0.84, 0.22), (0.60, 0.78), (-0.60, 0.78)], tension=0.2)
    figure.add(dish, palette.stone, "metal", bevel=0.12)
    dome = [(-0.86, 0.22), (-0.72, -0.16), (-0.36, -0.40), (0, -0.46), (0.36, -0.40), (0.72, -0.16), (0.86, 0.22)]
    figure.add(spline(dome, tension=0.4), crust, "round", bevel=0.4, name="lid", texture="stone")
    if rng.random() < 0.55:
        figure.add(spline(dome, tension=0.4) * [0.92, 0.9], palette.accent, "wet", bevel=0.3, clip="lid", shadow=0)
        for x in (-0.6, -0.2, 0.2, 0.6):
            for slope in (-0.5, 0.5):
                strip = stroke([(x - slope * 0.5, -0.5), (x + slope * 0.5, 0.3)], 0.13)
                figure.add(strip, lighten(crust, 0.1), "round", bevel=0.06, clip="lid", shadow=0.5)
    else:
        for x, turn in ((-0.34, -24), (0.0, 0), (0.34, 24)):
            figure.push(x, -0.12, turn)
            figure.add(spline([(0, -0.15), (0.05, 0), (0, 0.15), (-0.05, 0)]), palette.accent, "flat", shadow=0)
            figure.pop()
    for i in range(9):
        x = -0.80 + i * 0.2
        figure.add(ellipse(x, 0.24, 0.125, 0.11), lighten(crust, 0.08), "round", bevel=0.1, shadow=0.4)
    cute_face(figure, 0, 0.50, 0.16, traits)


@conditioned()
def fish_steak(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A cut of fish or red meat: rim of fat, marbling, the bone."""
    flesh = palette.main
    lean = uniform(rng, -10, 10)
    figure.push(0, 0, lean)
    outline = spline(
        [
            (-0.80, -0.10),
            (-0.60, -0.62),
            (0.06, -0.74),
            (0.72, -0.54),
            (0.92, 0.0),
            (0.62, 0.56),
            (0.10, 0.46),
            (-0.36, 0.72),
            (-0.82, 0.46),
        ]
    )
    figure.add(outline + np.array([0.03, 0.10]), darken(flesh, 0.4), "round", bevel=0.1)
    figure.add(outline, "#f7e3cf", "round", bevel=0.12)
    figure.add(outline * 0.86, flesh, "wet", bevel=0.12, gloss=0.3, shadow=0, name="flesh")
    for i in range(4):
        y = -0.42 + i * 0.27
        vein = spline(
            [(-0.6, y + 0.12), (-0.2, y - 0.05), (0.2, y + uniform(rng, -0.06, 0.1)), (0.66, y - 0.08)], False
        )
        tint(figure, stroke(vein, 0.05, 0.02), "#fbe9dc", clip="flesh", alpha=0.8)
    figure.add(ellipse(-0.36, -0.22, 0.17), "#f7efe0", "round", bevel=0.1)
    tint(figure, ellipse(-0.36, -0.22, 0.075), darken(flesh, 0.3), line=0.5)
    figure.pop()
    cute_face(figure, 0.2, 0.0, 0.17, traits)


@conditioned()
def mug(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A wooden tankard of ale with a head of foam."""
    handle = spline([(0.44, -0.30), (0.92, -0.26), (0.90, 0.44), (0.44, 0.50)], False)
    figure.add(stroke(handle, 0.16), palette.metal, "metal", bevel=0.07)
    figure.add(
        polygon((-0.56, -0.50), (0.56, -0.50), (0.64, 0.88), (-0.64, 0.88)),
        palette.wood,
        "round",
        bevel=0.4,
        texture="wood",
        name="mug",
    )
    for x in (-0.28, 0.0, 0.28):
        tint(figure, stroke([(x, -0.5), (x * 1.15, 0.9)], 0.03), darken(palette.wood, 0.5), clip="mug")
    for y in (-0.26, 0.62):
        hoop = rounded_rect(-0.66, y - 0.085, 0.66, y + 0.085, 0.04)
        figure.add(hoop, palette.metal, "metal", bevel=0.06, clip="mug" if y < 0 else None)
        nail(figure, 0, y, 0.04, palette.metal)
    foam: list[Points] = [
        ellipse(x, -0.54 - 0.10 * (1 - abs(x)), uniform(rng, 0.22, 0.30), 0.22) for x in (-0.44, -0.14, 0.18, 0.46)
    ]
    figure.add([*foam, rounded_rect(-0.58, -0.60, 0.58, -0.40, 0.1)], "#fff6e4", "round", bevel=0.16)
    drip = uniform(rng, 0.02, 0.24)
    figure.add(rounded_rect(-0.44, -0.5, -0.24, drip, 0.1), "#fff6e4", "round", bevel=0.1)
    if traits.ornate:
        figure.add(star(0.04, 0.18, 0.22, 0.1, 5), palette.accent, "bevel", bevel=0.06)
    cute_face(figure, 0, 0.22, 0.19, traits)


@conditioned()
def soup(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A steaming bowl with bits floating in it."""
    if unless_avoided(traits, "steam", "smoke"):
        for x in (-0.32, 0.04, 0.38):
            sway = uniform(rng, 0.06, 0.14)
            steam = spline([(x, -0.36), (x + sway, -0.56), (x - sway, -0.76), (x + sway * 0.5, -0.98)], False)
            figure.add(stroke(steam, 0.12, 0.02), "#ffffff", "flat", line=0, shadow=0, alpha=0.45)
    bowl = spline([(-0.90, 0.0), (0.90, 0.0), (0.72, 0.54), (0.34, 0.80), (-0.34, 0.80), (-0.72, 0.54)], tension=0.36)
    figure.add(rounded_rect(-0.36, 0.72, 0.36, 0.92, 0.06), darken(palette.wood, 0.1), "round", bevel=0.08)
    figure.add(bowl, palette.wood, "round", bevel=0.4, texture="wood")
    figure.add(ellipse(0, 0.0, 0.92, 0.27), lighten(palette.wood, 0.15), "round", bevel=0.07, shadow=0)
    figure.add(ellipse(0, 0.01, 0.78, 0.20), palette.main, "round", bevel=0.06, shadow=0, name="broth")
    for color in ("#e8742c", "#7dbb3a", "#f4dfae", "#e8742c", "#7dbb3a"):
        x, y = uniform(rng, -0.55, 0.55), uniform(rng, -0.10, 0.12)
        figure.add(blob(rng, x, y, 0.11, 0.2, 6, 0.065), color, "round", bevel=0.05, clip="broth", shadow=0.2)
    if traits.ornate:
        nail(figure, 0, 0.42, 0.1, palette.metal)
    cute_face(figure, 0, 0.42, 0.19, traits)


@conditioned(stretch=0.0)
def donut(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A glazed ring with sprinkles."""
    hole = ellipse(0, -0.04, 0.25, 0.22)
    figure.add(ellipse(0, 0.06, 0.88, 0.84), "#d9964c", "round", bevel=0.32, holes=[hole])
    count = 11
    wave = [(0.80 + 0.06 * (-1) ** i * uniform(rng, 0.5, 1.0), i * 360 / count) for i in range(count)]
    glaze = spline([_polar(radius, angle) for radius, angle in wave])
    figure.add(glaze - [0, 0.04], palette.main, "wet", bevel=0.28, holes=[ellipse(0, -0.04, 0.31, 0.28)], gloss=0.4)
    colors: tuple[Color | str, ...] = ("#6fd3ff", "#ffe27a", "#ffffff", "#8be36a", palette.accent)
    for i in range(15):
        x, y = _polar(uniform(rng, 0.42, 0.68), i * 24 + uniform(rng, -8, 8))
        figure.push(x, y - 0.04, uniform(rng, 0, 180))
        figure.add(
            rounded_rect(-0.07, -0.024, 0.07, 0.024, 0.022), colors[i % 5], "round", bevel=0.02, shadow=0.3, line=0.5
        )
        figure.pop()
    cute_face(figure, 0, 0.42, 0.16, traits)


def _polar(radius: float, angle_deg: float) -> tuple[float, float]:
    x, y = ellipse(0, 0, radius, count=2, start_deg=angle_deg, end_deg=angle_deg + 1)[0]
    return float(x), float(y)


_TASTE = ("main", "accent")

KINDS: tuple[SubjectKind, ...] = (
    SubjectKind(
        "bread",
        ("bread", "loaf", "loaf of bread", "toast", "baguette", "bun"),
        bread,
        main="#d08a3e",
        colored_roles=("main",),
    ),
    SubjectKind(
        "meat",
        ("meat", "drumstick", "chicken leg", "ham", "roast", "turkey leg"),
        meat,
        False,
        main="#a8542a",
        colored_roles=("main",),
    ),
    SubjectKind("cheese", ("cheese", "cheese wedge"), cheese, main="#ffc93c", colored_roles=("main",)),
    SubjectKind(
        "cake",
        ("cake", "birthday cake", "dessert", "slice of cake", "cupcake", "muffin"),
        cake,
        main="#f590b8",
        colored_roles=_TASTE,
    ),
    SubjectKind("pie", ("pie", "apple pie", "tart"), pie, main="#dba04e", colored_roles=("main", "accent")),
    SubjectKind(
        "steak",
        ("steak", "fish steak", "fillet", "beef", "bacon"),
        fish_steak,
        False,
        main="#e0606a",
        colored_roles=("main",),
    ),
    SubjectKind(
        "mug",
        ("mug", "beer", "ale", "tankard", "mug of beer", "mead", "beer mug"),
        mug,
        colored_roles=("wood", "metal"),
    ),
    SubjectKind(
        "soup",
        ("soup", "stew", "bowl of soup", "bowl", "ramen", "broth"),
        soup,
        main="#d8742c",
        colored_roles=("main", "wood"),
    ),
    SubjectKind("donut", ("donut", "doughnut", "glazed donut"), donut, False, main="#f06fa8", colored_roles=_TASTE),
)
