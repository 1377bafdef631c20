"""Wood, cloth and plaster: houses, windmills, tents, signposts, market stalls."""

from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import ellipse, polygon, rounded_rect, spline, star, stroke

from .condition import conditioned, unless_avoided
from .foliage import grass, lawn, leaf_mass
from .gleams import tint
from .masonry import LAMPLIGHT, arch, door, flag, smoke, square_window, tiled_roof, wall
from .woodwork import board, nail, seams, timber


@conditioned()
def house(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A half-timbered cottage: gable or long roof, chimney, door to the left or right."""
    side = pick(rng, -1, 1)
    plaster = mix("#efe0bd", palette.stone, 0.12)
    if unless_avoided(traits, "chimney"):
        x = side * 0.46
        if unless_avoided(traits, "smoke"):
            smoke(figure, rng, x, -0.76, 0.12)
        figure.add(
            rounded_rect(x - 0.12, -0.72, x + 0.12, -0.1, 0.02),
            darken(palette.stone, 0.15),
            "round",
            bevel=0.06,
            texture="stone",
        )
        figure.add(rounded_rect(x - 0.16, -0.78, x + 0.16, -0.66, 0.03), palette.stone, "round", bevel=0.04)
    figure.add(
        rounded_rect(-0.66, -0.10, 0.66, 0.90, 0.02), plaster, "round", bevel=0.12, name="front", texture="cloth"
    )
    figure.add(rounded_rect(-0.68, 0.72, 0.68, 0.92, 0.03), palette.stone, "round", bevel=0.06, texture="stone")
    _framing(figure, palette.wood, side)
    if rng.random() < 0.5:
        _gable(figure, palette, plaster)
    else:
        tiled_roof(figure, [(-0.92, 0.10), (-0.58, -0.56), (0.58, -0.56), (0.92, 0.10)], palette.main, 4)
    door(
        figure,
        side * -0.24,
        0.92,
        0.17,
        0.54,
        palette.wood,
        darken(palette.wood, 0.25),
        palette.metal,
        is_open=traits.open,
    )
    square_window(figure, side * 0.32, 0.46, 0.13, palette.wood, lit=not traits.old)
    figure.add(rounded_rect(side * 0.32 - 0.2, 0.64, side * 0.32 + 0.2, 0.74, 0.03), palette.wood, "round", bevel=0.03)
    for dx in (-0.13, 0.0, 0.13):
        figure.add(
            ellipse(side * 0.32 + dx, 0.63, 0.075, 0.06),
            palette.accent if traits.ornate or dx == 0 else palette.leaf,
            "round",
            bevel=0.05,
        )
    leaf_mass(figure, rng, [(side * 0.76, 0.80, 0.17), (side * 0.56, 0.86, 0.13)], palette.leaf)
    if unless_avoided(traits, "grass"):
        grass(figure, rng, palette.leaf, (side * -0.62, side * 0.1), 0.97, 0.16)


def _framing(figure: Figure, wood: Color, side: int) -> None:
    for line in ([(-0.60, 0.14), (0.60, 0.14)], [(-0.60, -0.06), (-0.60, 0.9)], [(0.60, -0.06), (0.60, 0.9)]):
        timber(figure, line, 0.1, wood, clip="front")
    timber(figure, [(side * 0.02, 0.14), (side * 0.02, 0.9)], 0.09, wood, clip="front")


def _gable(figure: Figure, palette: Palette, plaster: Color) -> None:
    figure.add(
        polygon((-0.66, 0.0), (0, -0.72), (0.66, 0.0)), plaster, "round", bevel=0.08, texture="cloth", name="gable"
    )
    timber(figure, [(0, -0.7), (0, 0.0)], 0.08, palette.wood, clip="gable")
    figure.add(ellipse(0, -0.26, 0.16), palette.wood, "round", bevel=0.05)
    figure.add(ellipse(0, -0.26, 0.11), LAMPLIGHT, "flat", glow=0.6, shadow=0)
    for sign in (-1, 1):
        slope = polygon((0, -0.90), (sign * 0.94, 0.08), (sign * 0.78, 0.18), (0, -0.66))
        name = f"slope{sign}"
        figure.add(slope, palette.main, "round", bevel=0.09, name=name, lift=0.06 if sign < 0 else -0.06)
        for k in range(1, 6):
            share = k / 6
            x0, y0 = sign * 0.94 * share, -0.90 + 0.98 * share
            joint = stroke([(x0, y0), (x0 - sign * 0.13 * share, y0 + 0.18)], 0.028)
            tint(figure, joint, darken(palette.main, 0.4), clip=name, alpha=0.8)


@conditioned(stretch=0.05)
def windmill(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A tapered tower with four sails, at any turn."""
    wall(figure, rng, -0.40, -0.34, 0.40, 0.90, mix(palette.stone, "#f0e6d2", 0.7), taper=0.13, courses=6)
    cap = spline([(-0.32, -0.30), (-0.26, -0.56), (0, -0.74), (0.26, -0.56), (0.32, -0.30)], tension=0.4)
    figure.add(cap, palette.main, "round", bevel=0.2)
    door(figure, 0, 0.92, 0.13, 0.36, palette.wood, darken(palette.stone, 0.25), palette.metal, is_open=traits.open)
    square_window(figure, 0, 0.22, 0.08, palette.wood)
    lawn(figure, rng, palette.leaf, 0.72, 0.93)
    turn = uniform(rng, 8, 82)
    for i in range(4):
        figure.push(0, -0.32, turn + i * 90, 0.95)
        _sail(figure, palette)
        figure.pop()
    figure.add(ellipse(0, -0.32, 0.10), palette.metal, "metal", bevel=0.08)
    if traits.ornate:
        flag(figure, 0, -0.72, 0.2, palette.accent, palette.metal)


def _sail(figure: Figure, palette: Palette) -> None:
    """One sail that points up from the hub."""
    figure.add(
        polygon((0.03, -0.18), (0.24, -0.20), (0.26, -0.74), (0.03, -0.76)),
        "#f6efdf",
        "round",
        bevel=0.04,
        texture="cloth",
    )
    figure.add(polygon((-0.04, 0), (0.04, 0), (0.03, -0.80), (-0.03, -0.80)), palette.wood, "round", bevel=0.03)
    for y in (-0.32, -0.50, -0.68):
        figure.add(
            rounded_rect(-0.02, y - 0.018, 0.27, y + 0.018, 0.01), palette.wood, "round", bevel=0.015, shadow=0.3
        )


@conditioned(stretch=0.1)
def tent(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A ridge tent, or a striped pavilion with a flag."""
    if traits.ornate or rng.random() < 0.5:
        _pavilion(figure, rng, palette, traits)
        return
    lean = uniform(rng, -0.06, 0.06)
    for side in (-1, 1):
        figure.add(stroke([(side * 0.70, 0.40), (side * 1.0, 0.88)], 0.03), "#d9c39a", "round", bevel=0.015)
        figure.add(
            polygon((side * 0.98 - 0.03, 0.78), (side * 0.98 + 0.03, 0.78), (side * 0.98, 0.96)),
            palette.wood,
            "round",
            bevel=0.03,
        )
    timber(figure, [(lean - 0.08, -0.86), (lean + 0.34, -0.1)], 0.07, palette.wood)
    timber(figure, [(lean + 0.08, -0.86), (lean - 0.34, -0.1)], 0.07, palette.wood)
    figure.add(
        polygon((lean, -0.72), (0.86, 0.86), (-0.86, 0.86)),
        palette.main,
        "round",
        bevel=0.14,
        texture="cloth",
        name="canvas",
    )
    figure.add(polygon((lean, -0.30), (0.36, 0.86), (-0.36, 0.86)), "#241a20", "flat", shadow=0.2)
    for side in (-1, 1):
        wide = 0.34 if traits.open else 0.20
        flap = spline(
            [(lean, -0.34), (side * 0.40, 0.86), (side * (0.40 - wide), 0.86), (side * 0.10, 0.30)], tension=0.2
        )
        figure.add(flap, lighten(palette.main, 0.16), "round", bevel=0.06, texture="cloth")
    patch = rounded_rect(0.44, 0.34, 0.62, 0.52, 0.02)
    figure.add(patch, palette.accent, "round", bevel=0.03, clip="canvas")
    grass(figure, rng, palette.leaf, (-0.76, 0.62), 0.95, 0.18)


def _pavilion(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    half, eave = 0.80, uniform(rng, -0.12, -0.02)
    figure.add(
        rounded_rect(-half * 0.92, eave, half * 0.92, 0.90, 0.03),
        lighten(palette.main, 0.1),
        "round",
        bevel=0.3,
        name="side",
        texture="cloth",
    )
    for k in (-3, -1, 1, 3):
        stripe = polygon(
            (half * (k * 0.23 - 0.1), eave),
            (half * (k * 0.23 + 0.1), eave),
            (half * (k * 0.25 + 0.11), 0.9),
            (half * (k * 0.25 - 0.11), 0.9),
        )
        figure.add(stripe, "#f6efe0", "round", bevel=0.3, clip="side", line=0.4, shadow=0)
    figure.add(
        spline([(-0.02, eave + 0.06), (0.10, 0.3), (0.28, 0.90), (-0.28, 0.90), (-0.12, 0.3)], tension=0.2),
        "#241a20",
        "flat",
        shadow=0.3,
    )
    if unless_avoided(traits, "flag"):
        flag(figure, 0, -0.72, 0.24, palette.accent, palette.metal)
    roof = spline(
        [(0, -0.80), (0.22, -0.46), (0.62, -0.2), (0.94, eave), (-0.94, eave), (-0.62, -0.2), (-0.22, -0.46)],
        tension=0.3,
    )
    figure.add(roof, palette.main, "round", bevel=0.2, name="roof", texture="cloth")
    for k in (-1, 0, 1):
        stripe = polygon((0, -0.82), (half * (k * 0.7 - 0.14), eave + 0.04), (half * (k * 0.7 + 0.14), eave + 0.04))
        figure.add(stripe, "#f6efe0", "round", bevel=0.2, clip="roof", line=0.4, shadow=0)
    for i in range(7):
        x = -0.80 + i * 0.267
        figure.add(
            arch(x, eave - 0.02, 0.133, 0.2) * [1, -1] + [0, 2 * eave - 0.02],
            palette.main if i % 2 else "#f6efe0",
            "round",
            bevel=0.05,
        )
    nail(figure, 0, -0.80, 0.07, palette.metal)


@conditioned()
def signpost(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """Two or three boards that point different ways."""
    figure.add(
        polygon((-0.09, -0.92), (0.09, -0.92), (0.12, 0.92), (-0.12, 0.92)),
        palette.wood,
        "round",
        bevel=0.09,
        texture="wood",
    )
    side = pick(rng, -1, 1)
    for i in range(pick(rng, 2, 3)):
        figure.push(0, -0.62 + i * 0.42, uniform(rng, -6, 6))
        reach = uniform(rng, 0.62, 0.78)
        arrow = polygon(
            (-side * 0.42, -0.17),
            (side * reach, -0.17),
            (side * (reach + 0.24), 0),
            (side * reach, 0.17),
            (-side * 0.42, 0.17),
        )
        figure.add(arrow, lighten(palette.wood, 0.14), "round", bevel=0.06, texture="wood")
        for k, length in ((-0.06, 0.5), (0.06, 0.34)):
            scratch = rounded_rect(min(0, side * length), k - 0.02, max(0, side * length), k + 0.02, 0.01)
            tint(figure, scratch, darken(palette.wood, 0.5), alpha=0.8)
        nail(figure, -side * 0.30, 0, 0.05, palette.metal)
        figure.pop()
        side = -side
    if traits.ornate:
        nail(figure, 0, -0.96, 0.12, palette.metal)
    grass(figure, rng, palette.leaf, (-0.2, 0.2), 0.98, 0.24)


@conditioned(stretch=0.1)
def market_stall(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A counter of goods under a striped awning."""
    for x in (-0.78, 0.78):
        timber(figure, [(x, -0.6), (x, 0.92)], 0.11, palette.wood)
    figure.add(rounded_rect(-0.76, -0.4, 0.76, 0.5, 0.01), darken(palette.wood, 0.55), "flat")
    goods = ("#e0453c", "#f2a53a", "#7dbb3a", "#8a5fd0", "#f2d33a")
    for row, y in enumerate((0.30, 0.16)):
        for i in range(7 - row):
            x = -0.60 + 0.2 * i + 0.1 * row
            figure.add(ellipse(x, y, 0.115), goods[(i // 2 + int(rng.integers(5))) % 5], "wet", bevel=0.1)
    board(figure, -0.90, 0.32, 0.90, 0.48, lighten(palette.wood, 0.1), 0.06)
    figure.add(
        rounded_rect(-0.80, 0.46, 0.80, 0.92, 0.02), palette.wood, "round", bevel=0.06, name="counter", texture="wood"
    )
    seams(figure, "counter", (0.60, 0.76), -0.8, 0.8, palette.wood)
    step = 1.96 / 7
    for i in range(7):
        x0 = -0.98 + i * step
        tone = palette.main if i % 2 == 0 else lighten(mix(palette.main, "#fff6e6", 0.9), 0.1)
        inset = 0.86
        strip = polygon((x0 * inset, -0.84), ((x0 + step) * inset, -0.84), (x0 + step, -0.40), (x0, -0.40))
        figure.add(strip, tone, "round", bevel=0.06, texture="cloth")
        figure.add(ellipse(x0 + step / 2, -0.40, step / 2, 0.13, 24, 0, 180), tone, "round", bevel=0.05)
    if traits.ornate:
        figure.add(star(0, 0.70, 0.16, 0.07, 5), palette.metal, "bevel", bevel=0.04)


_ROOF = ("main", "wood")


KINDS: tuple[SubjectKind, ...] = (
    SubjectKind(
        "house",
        ("house", "cottage", "hut", "cabin", "inn", "tavern", "home", "shop", "barn"),
        house,
        main="#c8503a",
        colored_roles=_ROOF,
    ),
    SubjectKind("windmill", ("windmill", "mill", "wind mill"), windmill, main="#b8503c", colored_roles=_ROOF),
    SubjectKind("tent", ("tent", "pavilion", "camp", "tipi", "teepee", "circus tent"), tent, main="#4f8f5a"),
    SubjectKind(
        "signpost",
        ("signpost", "sign", "wooden sign", "road sign", "sign post", "waypoint"),
        signpost,
        colored_roles=("wood", "metal"),
    ),
    SubjectKind(
        "market stall",
        ("market stall", "stall", "market", "merchant stall", "fruit stand", "kiosk"),
        market_stall,
        main="#d8343f",
        colored_roles=_ROOF,
    ),
)
