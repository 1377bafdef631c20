"""On and under water: sailing ships, pirate ships, rowing boats, submarines, anchors."""

import math

from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, ColorLike, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import ellipse, polygon, rounded_rect, spline, star, stroke

from .condition import conditioned, unless_avoided
from .cute_face import cute_face
from .gleams import highlight, tint
from .masonry import LAMPLIGHT, flag
from .spacecraft import porthole
from .woodwork import seams, timber

_SEA = "#3f9fe0"


def waves(figure: Figure, y: float, half_width: float = 1.0) -> None:
    """A strip of sea with a scalloped crest."""
    count = 9
    crest = [(-half_width + 2 * half_width * i / count, y + (0.05 if i % 2 else -0.02)) for i in range(count + 1)]
    body = [*crest, (half_width * 0.9, y + 0.18), (-half_width * 0.9, y + 0.18)]
    figure.add(spline(body, tension=0.36), _SEA, "round", bevel=0.08)
    foam = spline([(x * 0.94, y + 0.07 + (0.02 if i % 2 else 0)) for i, (x, _) in enumerate(crest)], False)
    tint(figure, stroke(foam, 0.03), "#d8f1ff", alpha=0.8)


def _sail(
    figure: Figure, cx: float, top: float, bottom: float, half_width: float, belly: float, cloth: ColorLike
) -> str:
    """A square sail that fills to the right; returns its part's name."""
    name = f"sail{len(figure.parts)}"
    outline = [
        (cx - half_width, top),
        (cx + half_width, top),
        (cx + half_width + belly, (top + bottom) / 2),
        (cx + half_width * 1.05, bottom),
        (cx, bottom - 0.06),
        (cx - half_width * 1.05, bottom),
        (cx - half_width + belly, (top + bottom) / 2),
    ]
    figure.add(spline(outline, tension=0.26), cloth, "round", bevel=0.2, texture="cloth", name=name)
    return name


def _wooden_hull(figure: Figure, palette: Palette, trim: Color) -> None:
    hull = [
        (-0.96, 0.02),
        (-0.62, 0.08),
        (-0.54, 0.24),
        (0.48, 0.24),
        (0.66, 0.10),
        (1.0, 0.06),
        (0.80, 0.44),
        (0.56, 0.80),
        (-0.52, 0.80),
        (-0.82, 0.50),
    ]
    figure.add(spline(hull, tension=0.16), palette.wood, "round", bevel=0.2, texture="wood", name="hull")
    seams(figure, "hull", (0.46, 0.60), -0.9, 0.9, palette.wood)
    rail = spline([(-0.98, 0.02), (-0.62, 0.09), (-0.54, 0.25), (0.48, 0.25), (0.66, 0.11), (1.0, 0.06)], False)
    figure.add(stroke(rail, 0.085), trim, "metal", bevel=0.04)
    for x in (-0.42, -0.10, 0.22):
        figure.add(rounded_rect(x - 0.07, 0.33, x + 0.07, 0.46, 0.02), darken(palette.wood, 0.6), "flat", shadow=0)
    for x in (-0.78, -0.68):
        figure.add(rounded_rect(x - 0.035, 0.16, x + 0.035, 0.28, 0.02), LAMPLIGHT, "flat", glow=0.5, shadow=0)


@conditioned()
def sailing_ship(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A square-rigged ship of one to three masts, the main colour in stripes or an emblem on its sails."""
    _rigged_ship(figure, rng, palette, traits, mix("#f4ead2", palette.main, 0.06), pirate=False)


@conditioned()
def pirate_ship(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """Black sails, a skull, a black flag, guns."""
    _rigged_ship(figure, rng, palette, traits, palette.main, pirate=True)
    for x in (-0.42, -0.10, 0.22):
        figure.add(rounded_rect(x - 0.05, 0.35, x + 0.09, 0.44, 0.03), palette.dark, "metal", bevel=0.04)


def _rigged_ship(
    figure: Figure, rng: Generator, palette: Palette, traits: Traits, cloth: Color, *, pirate: bool
) -> None:
    masts = pick(rng, [(0.02, 0.50)], [(-0.44, 0.34), (0.22, 0.42)], [(-0.56, 0.25), (-0.02, 0.32), (0.46, 0.23)])
    timber(figure, [(0.70, 0.14), (1.08, -0.16)], 0.07, palette.wood)
    jib = polygon((0.94, -0.06), (masts[-1][0] + 0.10, -0.62), (masts[-1][0] + 0.16, 0.02))
    figure.add(jib, lighten(cloth, 0.12), "round", bevel=0.1, texture="cloth")
    flag_color = palette.dark if pirate else palette.accent
    emblem = pick(rng, "stripes", "cross", "star") if not pirate else "skull"
    for i, (x, half) in enumerate(masts):
        top = -0.92 if i == len(masts) // 2 else -0.74
        timber(figure, [(x, top), (x, 0.26)], 0.08, palette.wood)
        if unless_avoided(traits, "flag"):
            flag(figure, x, top + 0.06, 0.17, flag_color, palette.metal)
        split = top + 0.14 + 0.30
        main_sail = _sail(figure, x, split + 0.02, 0.12, half, 0.10, cloth)
        _sail(figure, x, top + 0.14, split - 0.03, half * 0.74, 0.08, cloth)
        _sail_emblem(figure, emblem, (x + 0.06, (split + 0.14) / 2, half), main_sail, palette)
        for y, reach in ((split, half * 1.1), (top + 0.13, half * 0.84)):
            timber(figure, [(x - reach, y), (x + reach, y)], 0.055, palette.wood)
    _wooden_hull(figure, palette, palette.metal if traits.ornate else mix(palette.wood, palette.metal, 0.5))
    if unless_avoided(traits, "water", "sea", "waves"):
        waves(figure, 0.72)
    cute_face(figure, 0.62, 0.46, 0.09, traits)


def _sail_emblem(figure: Figure, emblem: str, place: tuple[float, float, float], clip: str, palette: Palette) -> None:
    x, y, half = place
    if emblem == "stripes":
        for k in (-0.6, 0.6):
            stripe = rounded_rect(x + (k - 0.25) * half, y - 0.5, x + (k + 0.25) * half, y + 0.5, 0.01)
            figure.add(stripe, palette.main, "round", bevel=0.2, clip=clip, shadow=0, line=0.4)
    elif emblem == "cross":
        bars = [
            rounded_rect(x - half * 0.15, y - 0.5, x + half * 0.15, y + 0.5, 0.01),
            rounded_rect(x - half * 1.1, y - half * 0.15, x + half * 1.1, y + half * 0.15, 0.01),
        ]
        figure.add(bars, palette.main, "round", bevel=0.2, clip=clip, shadow=0, line=0.4)
    elif emblem == "star":
        figure.add(star(x, y, half * 0.5, half * 0.22, 5), palette.main, "bevel", bevel=0.03, shadow=0.2)
    else:
        _jolly_roger(figure, x, y, half * 0.42)


def _jolly_roger(figure: Figure, x: float, y: float, size: float) -> None:
    """Skull over crossed bones."""
    pale = "#efe9da"
    for sign in (-1, 1):
        bone = stroke(
            [(x - size, y + sign * size * 0.5 + size * 0.2), (x + size, y - sign * size * 0.5 + size * 0.2)],
            size * 0.24,
        )
        tint(figure, bone, pale, line=0.4)
    head = [
        (-0.62, -0.2),
        (-0.40, -0.78),
        (0.40, -0.78),
        (0.62, -0.2),
        (0.34, 0.18),
        (0.28, 0.56),
        (-0.28, 0.56),
        (-0.34, 0.18),
    ]
    skull = spline([(x + px * size, y + py * size) for px, py in head])
    figure.add(skull, pale, "round", bevel=size * 0.4, shadow=0.3)
    for sign in (-1, 1):
        tint(figure, ellipse(x + sign * size * 0.25, y - size * 0.16, size * 0.17, count=20), "#1d1a24")


@conditioned(stretch=0.1)
def rowing_boat(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A small boat with oars; a mast and a lateen sail by chance."""
    if rng.random() < 0.5:
        timber(figure, [(0.0, -0.92), (0.0, 0.3)], 0.07, palette.wood)
        figure.add(
            spline([(0.06, -0.84), (0.48, -0.30), (0.74, 0.12), (0.06, 0.12)], tension=0.2),
            palette.main,
            "round",
            bevel=0.16,
            texture="cloth",
        )
        figure.add(
            spline([(-0.07, -0.70), (-0.44, 0.10), (-0.07, 0.10)], tension=0.1),
            lighten(palette.main, 0.3),
            "round",
            bevel=0.12,
            texture="cloth",
        )
    else:
        for side in (-1, 1):
            oar = [(side * 0.10, -0.2), (side * 0.66, 0.58)]
            timber(figure, oar, 0.07, lighten(palette.wood, 0.15))
            figure.push(side * 0.70, 0.64, -side * 36)
            figure.add(rounded_rect(-0.08, -0.14, 0.08, 0.2, 0.06), palette.main, "round", bevel=0.05)
            figure.pop()
    hull = [
        (-0.98, 0.04),
        (-0.4, 0.16),
        (0.4, 0.16),
        (0.98, 0.04),
        (0.78, 0.50),
        (0.44, 0.74),
        (-0.44, 0.74),
        (-0.78, 0.50),
    ]
    figure.add(spline(hull, tension=0.24), palette.wood, "round", bevel=0.2, texture="wood", name="hull")
    seams(figure, "hull", (0.34, 0.50), -0.95, 0.95, palette.wood)
    rim = spline([(-0.98, 0.04), (-0.4, 0.17), (0.4, 0.17), (0.98, 0.04)], False)
    figure.add(stroke(rim, 0.09), palette.metal if traits.ornate else palette.main, "round", bevel=0.04)
    if unless_avoided(traits, "water", "sea", "waves"):
        waves(figure, 0.66)
    cute_face(figure, 0, 0.42, 0.16, traits)


@conditioned()
def submarine(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A round-nosed boat with portholes, a periscope and a screw."""
    color = palette.main
    turn = uniform(rng, 0, 60)
    for k in (0, 60, 120):
        figure.push(-0.88, 0.16, turn + k, 0.85)
        blade = spline(
            [(0, -0.30), (0.09, -0.16), (0, 0), (-0.09, 0.16), (0, 0.30), (0.03, 0.16), (0, 0), (-0.03, -0.16)]
        )
        figure.add(blade, palette.metal, "metal", bevel=0.04)
        figure.pop()
    for side in (-1, 1):
        fin = polygon((-0.50, 0.16 + side * 0.2), (-0.92, 0.16 + side * 0.52), (-0.74, 0.16 + side * 0.16))
        figure.add(fin, darken(color, 0.2), "bevel", bevel=0.05)
    scope = spline([(0.06, -0.30), (0.06, -0.84), (0.10, -0.90), (0.30, -0.90)], False)
    figure.add(stroke(scope, 0.09), palette.blade, "metal", bevel=0.04)
    figure.add(ellipse(0.31, -0.90, 0.05, 0.075), "#48b8ff", "wet", bevel=0.04)
    deck = rng.random() < 0.5
    tower = (
        [(-0.28, -0.26), (-0.22, -0.58), (0.24, -0.58), (0.34, -0.26)]
        if deck
        else [(-0.20, -0.24), (-0.14, -0.48), (0.18, -0.48), (0.24, -0.24)]
    )
    figure.add(spline(tower, tension=0.2), lighten(color, 0.08), "round", bevel=0.12)
    figure.add(
        spline(
            [
                (-0.88, 0.16),
                (-0.56, -0.22),
                (0.20, -0.32),
                (0.74, -0.20),
                (0.98, 0.16),
                (0.74, 0.52),
                (0.20, 0.64),
                (-0.56, 0.54),
            ]
        ),
        color,
        "round",
        bevel=0.42,
        name="hull",
        gloss=0.5,
    )
    band = rounded_rect(-0.9, 0.36, 1.0, 0.7, 0.01)
    figure.add(band, palette.accent, "round", bevel=0.4, clip="hull", shadow=0)
    highlight(figure, spline([(-0.40, -0.10), (0.10, -0.20), (0.56, -0.14), (0.10, -0.14)]), 0.5, clip="hull")
    for x in (-0.34, 0.06, 0.46):
        porthole(figure, x, 0.10, 0.12, palette.metal)
    for x, y, radius in ((-1.0, -0.34, 0.07), (-0.84, -0.56, 0.05), (-0.98, -0.74, 0.035)):
        figure.add(ellipse(x, y, radius), "#d8f1ff", "glass", bevel=radius, alpha=0.8)
    if traits.ornate:
        figure.add(star(0.78, 0.14, 0.12, 0.05, 5), palette.metal, "bevel", bevel=0.03)
    cute_face(figure, 0.70, 0.14, 0.1, traits)


@conditioned()
def anchor(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """An iron anchor, a rope round it by chance."""
    iron = mix(palette.armor, palette.dark, 0.3)
    figure.add(ellipse(0, -0.80, 0.19), iron, "metal", bevel=0.06, holes=[ellipse(0, -0.80, 0.10)])
    reach = uniform(rng, 0.68, 0.80)
    arms = spline([(-reach, 0.24), (-reach * 0.78, 0.62), (0, 0.92), (reach * 0.78, 0.62), (reach, 0.24)], False)
    figure.add(stroke(arms, 0.17), iron, "metal", bevel=0.08)
    for side in (-1, 1):
        fluke = polygon((side * (reach + 0.14), 0.02), (side * (reach + 0.20), 0.42), (side * (reach - 0.26), 0.34))
        figure.add(fluke, iron, "bevel", bevel=0.06)
    figure.add(rounded_rect(-0.095, -0.62, 0.095, 0.96, 0.06), iron, "metal", bevel=0.08)
    figure.add(
        rounded_rect(-0.46, -0.52, 0.46, -0.36, 0.07), palette.wood if rng.random() < 0.4 else iron, "metal", bevel=0.07
    )
    if traits.ornate or rng.random() < 0.6:
        rope = spline(
            [(0.0, -0.66), (0.42, -0.60), (0.30, -0.10), (-0.30, 0.04), (-0.26, 0.44), (0.20, 0.56), (0.40, 0.98)],
            False,
        )
        figure.add(stroke(rope, 0.085), "#d9b878", "round", bevel=0.04)
        for x, y in rope[2:-2:4]:
            angle = 0.6 + 0.4 * math.sin(float(x) * 6)
            twist = [(float(x) - 0.035, float(y) - 0.03 * angle), (float(x) + 0.035, float(y) + 0.03 * angle)]
            tint(figure, stroke(twist, 0.02), "#8a6a3a", alpha=0.8)


KINDS: tuple[SubjectKind, ...] = (
    SubjectKind(
        "sailing ship",
        ("sailing ship", "ship", "sailboat", "galleon", "caravel", "frigate", "sail ship", "longship", "viking ship"),
        sailing_ship,
        main="#d8343f",
        colored_roles=("main", "wood"),
    ),
    SubjectKind(
        "pirate ship",
        ("pirate ship", "ghost ship", "pirate galleon"),
        pirate_ship,
        main="#3a3644",
        colored_roles=("main", "wood"),
    ),
    SubjectKind(
        "boat",
        ("boat", "rowboat", "rowing boat", "canoe", "dinghy", "raft"),
        rowing_boat,
        main="#e0453c",
        colored_roles=("main", "wood"),
    ),
    SubjectKind("submarine", ("submarine", "yellow submarine", "bathyscaphe"), submarine, False, main="#ffc23a"),
    SubjectKind("anchor", ("anchor",), anchor, False, colored_roles=("armor", "wood")),
)
