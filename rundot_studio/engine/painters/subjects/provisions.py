"""An adventurer's gear: barrels, crates, lanterns, candles, packs, skulls and hearts."""

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
    star,
    stroke,
)

from .condition import conditioned, unless_avoided
from .cute_face import cute_face
from .flames import flame
from .gleams import dot_highlight, highlight, tint
from .jewels import cabochon, setting
from .treasure import heart_outline
from .woodwork import board, nail, timber, upright_seams


@conditioned(stretch=0.1)
def barrel(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A hooped cask; open to its dark inside or full of water where asked."""
    bulge = uniform(rng, 0.66, 0.78)
    rim = bulge - 0.14
    body = lathe([(rim, -0.78), (bulge, -0.3), (bulge, 0.3), (rim, 0.86), (rim * 0.6, 0.94), (0, 0.96)])
    figure.add(body, palette.wood, "round", bevel=0.5, name="cask", texture="wood")
    for share in (-0.62, -0.22, 0.2, 0.6):
        stave = spline([(share * rim, -0.8), (share * bulge * 1.06, 0.0), (share * rim, 0.94)], False)
        tint(figure, stroke(stave, 0.026), mix(palette.wood, "#1c110e", 0.65), clip="cask")
    for y, swell in pick(
        rng, ((-0.56, 0.08), (0.58, 0.08)), ((-0.62, 0.07), (-0.24, 0.05), (0.28, 0.05), (0.66, 0.07))
    ):
        hoop = spline([(-0.85, y - 0.03), (0, y + swell), (0.85, y - 0.03)], False)
        figure.add(stroke(hoop, 0.14), palette.metal, "metal", bevel=0.06, clip="cask")
        for x in (-0.3, 0.3):
            nail(figure, x, y + swell * 0.8, 0.03, palette.metal)
    figure.add(ellipse(0, -0.78, rim, 0.15), lighten(palette.wood, 0.12), "round", bevel=0.06, shadow=0)
    inside = "#1a1012" if traits.open else darken(palette.wood, 0.25)
    figure.add(ellipse(0, -0.77, rim * 0.84, 0.105), inside, "flat", shadow=0, name="head")
    if not traits.open:
        upright_seams(figure, "head", (-0.3, 0.0, 0.3), -0.9, -0.6, palette.wood)
    if traits.ornate:
        figure.add(star(0, 0.04, 0.22, 0.1, 5), palette.accent, "bevel", bevel=0.05)


@conditioned()
def crate(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A wooden box with one or two braces."""
    half = 0.86
    figure.add(
        rounded_rect(-half, -half, half, half, 0.04),
        darken(palette.wood, 0.28),
        "round",
        bevel=0.06,
        name="back",
        texture="wood",
    )
    rows = int(rng.integers(4, 6))
    step = 2 * half / rows
    for i in range(rows):
        y = -half + i * step
        board(figure, -half + 0.1, y + 0.012, half - 0.1, y + step - 0.012, darken(palette.wood, 0.12))
    if traits.open:
        tint(figure, rounded_rect(-half + 0.2, -half + 0.2, half - 0.2, 0.1, 0.02), "#1a1012")
    brace = pick(rng, "slash", "cross", "none") if not traits.open else "none"
    if brace in ("slash", "cross"):
        timber(figure, [(-0.66, 0.66), (0.66, -0.66)], 0.21, palette.wood)
    if brace == "cross":
        timber(figure, [(-0.66, -0.66), (0.66, 0.66)], 0.21, palette.wood)
    for side in (-1, 1):
        board(
            figure, -half - 0.02, side * 0.78 - 0.12, half + 0.02, side * 0.78 + 0.12, lighten(palette.wood, 0.06), 0.07
        )
    for side in (-1, 1):
        board(
            figure, side * 0.78 - 0.12, -half - 0.02, side * 0.78 + 0.12, half + 0.02, lighten(palette.wood, 0.08), 0.07
        )
        for y in (-0.78, 0.78):
            nail(figure, side * 0.78, y, 0.06, palette.metal)
    if traits.ornate:
        figure.add(ellipse(0, 0, 0.30), palette.metal, "metal", bevel=0.06)
        figure.add(star(0, 0, 0.22, 0.1, 5), palette.accent, "bevel", bevel=0.05)


@conditioned(stretch=0.1)
def lantern(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A glazed iron lantern with a flame; round-bellied, tapered or square."""
    iron = palette.main
    figure.add(ellipse(0, -0.80, 0.19), iron, "metal", bevel=0.05, holes=[ellipse(0, -0.80, 0.115)])
    shapes = {"square": (0.44, 0.44), "taper": (0.48, 0.34), "belly": (0.40, 0.40)}
    fashion = pick(rng, *shapes)
    top, foot = shapes[fashion]
    pane = polygon((-top, -0.34), (top, -0.34), (foot, 0.62), (-foot, 0.62))
    if fashion == "belly":
        pane = lathe([(0.34, -0.34), (0.54, 0.06), (0.50, 0.36), (0.34, 0.62)])
    light = mix(palette.glow, "#ffd98a", 0.0 if traits.glowing else 0.75)
    figure.add(pane, light, "flat", glow=0.6, name="pane")
    tint(figure, ellipse(0, 0.24, 0.30, 0.40), lighten(light, 0.6), clip="pane", alpha=0.75)
    if unless_avoided(traits, "flame", "fire"):
        flame(figure, rng, 0, 0.58, 0.17, 0.62, None if light is not palette.glow else palette.glow, tongues=1)
    bars = [-1.0, 0.0, 1.0] if fashion == "square" else [-1.0, 1.0]
    for side in bars:
        if fashion != "belly":
            figure.add(stroke([(side * top, -0.36), (side * foot, 0.64)], 0.09), iron, "metal", bevel=0.04)
    highlight(
        figure,
        polygon((-top * 0.7, -0.24), (-top * 0.42, -0.24), (-foot * 0.42, 0.34), (-foot * 0.7, 0.34)),
        0.4,
        clip="pane",
    )
    roof = spline(
        [(-0.14, -0.68), (0.14, -0.68), (0.58, -0.34), (0.50, -0.26), (-0.50, -0.26), (-0.58, -0.34)], tension=0.18
    )
    figure.add(roof, iron, "metal", bevel=0.12)
    figure.add(rounded_rect(-0.54, 0.60, 0.54, 0.74, 0.05), iron, "metal", bevel=0.06)
    figure.add(polygon((-0.46, 0.74), (0.46, 0.74), (0.58, 0.94), (-0.58, 0.94)), iron, "bevel", bevel=0.07)
    figure.add(rounded_rect(-0.16, -0.74, 0.16, -0.62, 0.05), palette.metal, "metal", bevel=0.05)
    if traits.ornate:
        for x in (-0.3, 0.0, 0.3):
            cabochon(figure, x, 0.67, 0.05, palette.accent)


@conditioned()
def candle(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """Wax on a brass holder, dripping; three candles on a candelabrum where ornate."""
    wax = "#f3e6c8"
    places = [(0.0, 0.0, 1.0)]
    if traits.ornate or rng.random() < 0.35:
        places = [(-0.50, 0.26, 0.72), (0.50, 0.26, 0.72), (0.0, -0.06, 0.86)]
        arms = spline([(-0.50, 0.42), (-0.34, 0.66), (0, 0.62), (0.34, 0.66), (0.50, 0.42)], False)
        figure.add(stroke(arms, 0.09), palette.metal, "metal", bevel=0.04)
        figure.add(
            lathe([(0.07, 0.3), (0.08, 0.6), (0.14, 0.74), (0.40, 0.90), (0.40, 0.96), (0, 0.97)]),
            palette.metal,
            "metal",
            bevel=0.1,
        )
    else:
        handle = ellipse(0.56, 0.74, 0.17)
        figure.add(handle, palette.metal, "metal", bevel=0.05, holes=[ellipse(0.56, 0.74, 0.09)])
        figure.add(
            spline([(-0.60, 0.70), (0.60, 0.70), (0.46, 0.94), (-0.46, 0.94)], tension=0.3),
            palette.metal,
            "metal",
            bevel=0.12,
        )
        figure.add(ellipse(0, 0.70, 0.60, 0.13), lighten(palette.metal, 0.2), "metal", bevel=0.06, shadow=0)
    for x, y, size in places:
        figure.push(x, y, 0, size)
        _wax_candle(figure, rng, wax, traits)
        figure.pop()


def _wax_candle(figure: Figure, rng: Generator, wax: str, traits: Traits) -> None:
    top = uniform(rng, -0.34, -0.16)
    if unless_avoided(traits, "flame", "fire"):
        flame(figure, rng, 0, top - 0.06, 0.17, 0.52, tongues=1)
    figure.add(rounded_rect(-0.02, top - 0.16, 0.02, top + 0.02, 0.01), "#3a2a22", "flat")
    body = [(-0.22, top), (0.22, top), (0.23, 0.70), (0.0, 0.76), (-0.23, 0.70)]
    figure.add(spline(body, tension=0.12), wax, "round", bevel=0.2)
    long_drip, short_drip = uniform(rng, 0.24, 0.46), uniform(rng, 0.10, 0.22)
    drips = [
        (-0.23, top - 0.01),
        (0, top - 0.05),
        (0.23, top - 0.01),
        (0.25, top + long_drip),
        (0.18, top + long_drip + 0.05),
        (0.12, top + 0.12),
        (0.0, top + 0.08),
        (-0.06, top + short_drip),
        (-0.13, top + 0.10),
        (-0.24, top + 0.20),
    ]
    figure.add(spline(drips, tension=0.36), lighten(wax, 0.4), "round", bevel=0.06, shadow=0.5)


def _skull_bone(jaw: bool, width: float) -> Points:
    lower = [(0.40, 0.44), (0.38, 0.86), (0, 0.94)] if jaw else [(0.36, 0.44), (0.30, 0.60), (0, 0.64)]
    half = [
        (0, -0.92),
        (0.48 * width, -0.84),
        (0.78 * width, -0.44),
        (0.78 * width, -0.02),
        (0.60 * width, 0.28),
        *lower,
    ]
    left = [(-x, y) for x, y in half[-2:0:-1]]
    return spline([*half, *left], tension=0.46)


@conditioned()
def skull(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A human skull; with horns where evil, embers in the sockets where glowing, a jewel on the brow where ornate."""
    bone = mix(palette.main, "#c9b78a", uniform(rng, 0.0, 0.25))
    width = uniform(rng, 0.92, 1.06)
    if traits.evil:
        horn = spline([(0.44, -0.60), (0.86, -0.70), (1.0, -1.08), (1.06, -0.56), (0.62, -0.28)], tension=0.4)
        figure.add([horn, horn * [-1, 1]], darken(palette.main, 0.45), "round", bevel=0.12)
    jaw = rng.random() < 0.7
    figure.add(_skull_bone(jaw, width), bone, "round", bevel=0.42)
    tilt = uniform(rng, -0.05, 0.08)
    for side in (-1, 1):
        socket = spline(
            [
                (side * 0.12, -0.06 + tilt),
                (side * 0.36, -0.16),
                (side * 0.58, 0.02),
                (side * 0.44, 0.26),
                (side * 0.18, 0.22),
            ]
        )
        figure.add(socket, "#241a26", "flat", shadow=0.2)
        if traits.glowing or traits.evil or rng.random() < 0.5:
            eye = ellipse(side * 0.35, 0.06, 0.085, count=24)
            figure.add(eye, palette.glow if not traits.evil else "#ff4030", "flat", glow=0.9, line=0, shadow=0)
    tint(
        figure,
        spline([(0, 0.20), (0.10, 0.40), (0.03, 0.40), (0, 0.36), (-0.03, 0.40), (-0.10, 0.40)], tension=0.3),
        "#241a26",
    )
    for x in (-0.24, -0.08, 0.08, 0.24):
        top = 0.52 if jaw else 0.47
        figure.add(
            rounded_rect(x - 0.072, top, x + 0.072, top + 0.24, 0.04),
            lighten(bone, 0.4),
            "round",
            bevel=0.05,
            shadow=0.4,
        )
    crack = polygon((0.30, -0.84), (0.36, -0.62), (0.26, -0.54), (0.34, -0.36), (0.30, -0.54), (0.40, -0.62))
    if rng.random() < 0.6 or traits.old:
        tint(figure, crack, darken(bone, 0.65))
    if traits.ornate:
        setting(figure, 0, -0.48, 0.1, palette.accent, palette.metal)


@conditioned(light="main")
def heart(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A glossy heart; banded in gold where ornate."""
    plump = uniform(rng, 0.84, 0.94)
    if traits.ornate or rng.random() < 0.25:
        figure.add(heart_outline(0, -0.02, 0.98), palette.metal, "metal", bevel=0.09)
        plump = 0.80
    outline = heart_outline(0, -0.02, plump)
    figure.add(outline, palette.main, "wet", bevel=0.45, name="heart")
    shine = spline([(-0.62, -0.30), (-0.52, -0.52), (-0.30, -0.60), (-0.36, -0.46), (-0.50, -0.26)])
    highlight(figure, shine * plump * 1.05, 0.85)
    dot_highlight(figure, -0.58 * plump, -0.08, 0.05, 0.07)
    cute_face(figure, 0, -0.08, 0.2, traits)


@conditioned(stretch=0.1)
def backpack(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A rucksack with a flap, a pocket, a bedroll on top by chance."""
    cloth = palette.main
    loop = spline([(-0.22, -0.66), (-0.16, -0.96), (0.16, -0.96), (0.22, -0.66)], False)
    figure.add(stroke(loop, 0.10), darken(cloth, 0.4), "round", bevel=0.05)
    if rng.random() < 0.6:
        figure.add(rounded_rect(-0.72, -0.94, 0.72, -0.58, 0.18), palette.accent, "round", bevel=0.17)
        for side in (-1, 1):
            figure.add(ellipse(side * 0.70, -0.76, 0.07, 0.18), lighten(palette.accent, 0.25), "round", bevel=0.05)
            figure.add(
                rounded_rect(side * 0.36 - 0.06, -0.97, side * 0.36 + 0.06, -0.52, 0.03),
                palette.leather,
                "round",
                bevel=0.05,
            )
    for side in (-1, 1):
        pocket = rounded_rect(side * 0.66 - 0.16, 0.14, side * 0.66 + 0.16, 0.78, 0.12)
        figure.add(pocket, darken(cloth, 0.15), "round", bevel=0.14, texture="cloth")
    body = spline([(-0.62, -0.62), (0.62, -0.62), (0.70, 0.2), (0.62, 0.92), (-0.62, 0.92), (-0.70, 0.2)], tension=0.3)
    figure.add(body, cloth, "round", bevel=0.3, texture="cloth")
    figure.add(rounded_rect(-0.44, 0.30, 0.44, 0.82, 0.12), lighten(cloth, 0.08), "round", bevel=0.12, texture="cloth")
    flap = spline(
        [(-0.66, -0.62), (0.66, -0.62), (0.66, -0.2), (0.40, 0.14), (0, 0.22), (-0.40, 0.14), (-0.66, -0.2)],
        tension=0.32,
    )
    figure.add(flap, darken(cloth, 0.08), "round", bevel=0.12, texture="cloth")
    for x in (-0.30, 0.30):
        figure.add(rounded_rect(x - 0.065, -0.60, x + 0.065, 0.44, 0.04), palette.leather, "round", bevel=0.05)
        figure.add(rounded_rect(x - 0.10, 0.14, x + 0.10, 0.32, 0.04), palette.metal, "metal", bevel=0.05)
    if traits.ornate:
        setting(figure, 0, -0.2, 0.1, palette.accent, palette.metal)


KINDS: tuple[SubjectKind, ...] = (
    SubjectKind("barrel", ("barrel", "keg", "cask", "wine barrel"), barrel, colored_roles=("wood", "metal")),
    SubjectKind(
        "crate", ("crate", "wooden crate", "box", "wooden box", "supply crate"), crate, colored_roles=("wood", "metal")
    ),
    SubjectKind("lantern", ("lantern", "lamp", "oil lamp"), lantern, main="#3a3a4a", colored_roles=("main", "metal")),
    SubjectKind("candle", ("candle", "candlestick", "candelabrum", "candelabra"), candle, colored_roles=("metal",)),
    SubjectKind(
        "skull", ("skull", "cranium", "skull and bones"), skull, main="#efe9d8", colored_roles=("main", "glow")
    ),
    SubjectKind(
        "heart",
        ("heart", "life", "health", "health icon", "love"),
        heart,
        False,
        main="#e8304f",
        colored_roles=("main", "metal"),
    ),
    SubjectKind(
        "backpack", ("backpack", "bag", "rucksack", "knapsack", "satchel", "inventory"), backpack, main="#5f7a4a"
    ),
)
