"""Above the air: fighters, rockets, flying saucers, satellites."""

import math

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, ColorLike, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import (
    ellipse,
    lathe,
    limb,
    mirror,
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

_GLASS = "#48b8ff"


def exhaust(figure: Figure, cx: float, top: float, half_width: float, length: float, color: ColorLike) -> None:
    """A jet that points down: colour outside, white-hot inside."""
    for shrink, tone in ((1.0, color), (0.55, lighten(color, 0.7))):
        w, h = half_width * shrink, length * shrink
        jet = spline(
            [(cx - w, top), (cx + w, top), (cx + w * 0.8, top + h * 0.5), (cx, top + h), (cx - w * 0.8, top + h * 0.5)],
            tension=0.36,
        )
        figure.add(jet, tone, "flat", glow=1, line=0, shadow=0)


def porthole(figure: Figure, cx: float, cy: float, radius: float, rim: ColorLike) -> None:
    """A round window in a metal ring."""
    figure.add(ellipse(cx, cy, radius * 1.35), rim, "metal", bevel=radius * 0.35)
    figure.add(ellipse(cx, cy, radius), _GLASS, "wet", bevel=radius * 0.7, gloss=0.9, shadow=0.3)
    dot_highlight(figure, cx - radius * 0.32, cy - radius * 0.36, radius * 0.24)


@conditioned()
def fighter(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """Seen from above, nose up: swept, forward or delta wings; guns; one to three engines."""
    wings = pick(rng, "swept", "delta", "forward")
    span = uniform(rng, 0.80, 0.98)
    engines = pick(rng, (-0.2, 0.2), (0.0,), (-0.26, 0.0, 0.26))
    if unless_avoided(traits, "fire", "flame", "exhaust"):
        for x in engines:
            exhaust(figure, x, 0.74, 0.09, uniform(rng, 0.3, 0.42), palette.glow)
    for x in engines:
        figure.add(limb((x, 0.30), (x, 0.70), 0.13, 0.11), palette.dark, "metal", bevel=0.1)
    _wings(figure, wings, span, palette)
    _hull(figure, palette, traits)


def _wings(figure: Figure, fashion: str, span: float, palette: Palette) -> None:
    shapes = {
        "swept": [(0.08, -0.26), (span, 0.38), (span, 0.66), (0.42, 0.54), (0.08, 0.60)],
        "delta": [(0.08, -0.50), (span, 0.56), (span * 0.92, 0.70), (0.08, 0.58)],
        "forward": [(0.08, 0.04), (span, -0.24), (span, 0.02), (0.46, 0.60), (0.08, 0.62)],
    }
    tip_y = {"swept": 0.5, "delta": 0.6, "forward": -0.12}[fashion]
    wing = polygon(*shapes[fashion])
    for side, outline in ((1, wing), (-1, mirror(wing))):
        name = f"wing{side}"
        figure.add(outline, mix(palette.hull, palette.dark, 0.12), "bevel", bevel=0.07, name=name)
        stripe = polygon(
            (side * span * 0.56, -0.6), (side * span * 0.76, -0.6), (side * span * 0.76, 0.9), (side * span * 0.56, 0.9)
        )
        tint(figure, stripe, palette.main, clip=name, line=0.6)
        seam = stroke([(side * 0.1, 0.28), (side * span, tip_y)], 0.02)
        tint(figure, seam, palette.dark, clip=name, alpha=0.6)
        gun = rounded_rect(side * span - 0.045, tip_y - 0.46, side * span + 0.045, tip_y + 0.16, 0.04)
        figure.add(gun, palette.dark, "metal", bevel=0.04)
        fin = polygon((side * 0.12, 0.50), (side * 0.36, 0.72), (side * 0.36, 0.88), (side * 0.12, 0.74))
        figure.add(fin, palette.main, "bevel", bevel=0.05)


def _hull(figure: Figure, palette: Palette, traits: Traits) -> None:
    hull = lathe([(0, -1.0), (0.10, -0.74), (0.19, -0.36), (0.25, 0.06), (0.21, 0.52), (0.13, 0.80), (0, 0.82)])
    figure.add(hull, palette.hull, "round", bevel=0.24, name="hull", gloss=0.5)
    nose = polygon((-0.2, -1.0), (0.2, -1.0), (0.2, -0.66), (0, -0.58), (-0.2, -0.66))
    figure.add(nose, palette.main, "round", bevel=0.2, clip="hull", shadow=0.2, gloss=0.5)
    for y in (0.20, 0.52):
        tint(figure, rounded_rect(-0.25, y, 0.25, y + 0.022, 0.004), palette.dark, clip="hull", alpha=0.6)
    tint(
        figure,
        rounded_rect(-0.05, 0.26, 0.05, 0.80, 0.02),
        palette.accent if traits.ornate else palette.main,
        clip="hull",
        line=0.5,
    )
    canopy = spline([(0, -0.48), (0.12, -0.24), (0.11, 0.04), (0, 0.14), (-0.11, 0.04), (-0.12, -0.24)])
    figure.add(canopy, _GLASS, "wet", bevel=0.12, gloss=0.9)
    highlight(figure, spline([(-0.04, -0.36), (-0.075, -0.18), (-0.06, -0.04), (-0.025, -0.16)]), 0.85)


@conditioned(stretch=0.1)
def rocket(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A bellied rocket with fins, a porthole and fire."""
    belly = uniform(rng, 0.30, 0.40)
    if unless_avoided(traits, "fire", "flame", "exhaust"):
        figure.push(0, 0.72, 180)
        flame(figure, rng, 0, 0, 0.21, 0.44, palette.glow if traits.glowing else None, tongues=1)
        figure.pop()
    fin = pick(
        rng,
        [(0.22, 0.14), (0.60, 0.46), (0.66, 0.88), (0.44, 0.72), (0.18, 0.66)],
        [(0.20, 0.24), (0.56, 0.34), (0.58, 0.80), (0.20, 0.66)],
        [(0.20, 0.30), (0.40, 0.36), (0.66, 0.70), (0.60, 0.92), (0.42, 0.74), (0.18, 0.66)],
    )
    for side in (-1, 1):
        figure.add(spline(fin, tension=0.3) * [side, 1], palette.main, "round", bevel=0.12)
    figure.add(polygon((-0.18, 0.62), (0.18, 0.62), (0.23, 0.76), (-0.23, 0.76)), palette.dark, "metal", bevel=0.06)
    body = lathe(
        [(0, -1.02), (0.16, -0.80), (belly, -0.30), (belly * 1.04, 0.16), (0.24, 0.58), (0.20, 0.68), (0, 0.69)]
    )
    figure.add(body, palette.hull, "round", bevel=0.36, name="body", gloss=0.5)
    cap = polygon((-0.4, -1.02), (0.4, -1.02), (0.4, -0.56), (0, -0.48), (-0.4, -0.56))
    figure.add(cap, palette.main, "round", bevel=0.32, clip="body", gloss=0.5, shadow=0.3)
    band = spline([(-0.45, 0.34), (0, 0.42), (0.45, 0.34), (0.45, 0.46), (0, 0.54), (-0.45, 0.46)], tension=0.3)
    figure.add(
        band,
        palette.accent if traits.ornate or rng.random() < 0.5 else palette.main,
        "round",
        bevel=0.3,
        clip="body",
        shadow=0.1,
    )
    for y in pick(rng, (-0.16,), (-0.28, 0.12)):
        porthole(figure, 0, y, 0.14 if y > -0.2 else 0.12, palette.metal)
    figure.add(rounded_rect(-0.06, 0.30, 0.06, 0.86, 0.05), palette.main, "round", bevel=0.06)
    cute_face(figure, 0, 0.22, 0.1, traits)


@conditioned(stretch=0.1)
def ufo(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A saucer, its pilot under the dome; a beam below by chance."""
    tall = uniform(rng, 0.34, 0.46)
    if rng.random() < 0.5 and unless_avoided(traits, "beam"):
        figure.add(
            polygon((-0.24, 0.10), (0.24, 0.10), (0.60, 0.96), (-0.60, 0.96)),
            palette.glow,
            "flat",
            alpha=0.40,
            glow=1,
            line=0,
            shadow=0,
        )
    if unless_avoided(traits, "alien", "pilot"):
        figure.add(ellipse(0, -0.22, 0.19, 0.24), palette.leaf, "skin", bevel=0.16)
        for side in (-1, 1):
            figure.push(side * 0.085, -0.26, side * 20)
            tint(figure, ellipse(0, 0, 0.055, 0.09, 24), "#15131c")
            tint(figure, ellipse(-0.016, -0.035, 0.018, 0.024, 12), "#ffffff")
            figure.pop()
    dome = spline(
        [(-0.46, -0.06), (-0.42, -0.16 - tall * 0.5), (0, -0.26 - tall), (0.42, -0.16 - tall * 0.5), (0.46, -0.06)],
        tension=0.42,
    )
    figure.add(dome, "#9fe8ff", "glass", bevel=0.36, alpha=0.4)
    highlight(figure, spline([(-0.32, -0.18), (-0.30, -0.40), (-0.16, -0.52), (-0.22, -0.34)]), 0.7)
    brim = spline(
        [(-1.0, 0.06), (-0.56, -0.14), (0, -0.20), (0.56, -0.14), (1.0, 0.06), (0.56, 0.30), (0, 0.38), (-0.56, 0.30)]
    )
    figure.add(brim, palette.hull, "metal", bevel=0.2)
    figure.add(ellipse(0, -0.06, 0.60, 0.14), lighten(palette.hull, 0.2), "metal", bevel=0.08, shadow=0.3)
    figure.add(ellipse(0, 0.34, 0.36, 0.12), palette.dark, "metal", bevel=0.08)
    figure.add(ellipse(0, 0.37, 0.26, 0.07), palette.glow, "flat", glow=0.9, line=0, shadow=0)
    lights = int(rng.integers(5, 8))
    for i in range(lights):
        x = -0.78 + 1.56 * i / (lights - 1)
        color = palette.main if i % 2 == 0 else palette.accent
        figure.add(ellipse(x, 0.16 - 0.12 * x * x, 0.075, 0.055, 24), color, "wet", bevel=0.05, glow=0.5)
    if traits.ornate:
        figure.add(star(0, -0.30 - tall, 0.1, 0.04, 4), palette.metal, "bevel", bevel=0.03)


@conditioned(stretch=0.0)
def satellite(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A foil-wrapped body between two solar wings, a dish on it."""
    figure.push(0, 0, uniform(rng, -34, -14))
    panels = pick(rng, 2, 3)
    for side in (-1, 1):
        figure.add(
            rounded_rect(min(0, side * 0.96), -0.03, max(0, side * 0.96), 0.03, 0.02), palette.dark, "metal", bevel=0.02
        )
        for i in range(panels):
            step = 0.64 / panels
            x = side * (0.34 + (i + 0.5) * step)
            _solar_panel(figure, x, step * 0.46, 0.25, palette.main)
    figure.add(rounded_rect(-0.22, -0.32, 0.22, 0.36, 0.04), palette.metal, "metal", bevel=0.07, name="bus")
    for y in (-0.12, 0.12):
        tint(figure, rounded_rect(-0.22, y - 0.012, 0.22, y + 0.012, 0.004), darken(palette.metal, 0.4), clip="bus")
    figure.add(stroke([(0, -0.3), (0.0, -0.62)], 0.05), palette.dark, "metal", bevel=0.02)
    dish = spline([(-0.38, -0.62), (0, -0.70), (0.38, -0.62), (0.26, -0.42), (0, -0.34), (-0.26, -0.42)])
    figure.add(dish, palette.hull, "round", bevel=0.14)
    figure.add(ellipse(0, -0.62, 0.38, 0.09), darken(palette.hull, 0.2), "round", bevel=0.05, shadow=0.2)
    figure.add(stroke([(0, -0.62), (0, -0.90)], 0.035), palette.dark, "metal", bevel=0.015)
    figure.add(ellipse(0, -0.92, 0.065), palette.accent, "wet", bevel=0.05, glow=0.5)
    figure.add(polygon((-0.12, 0.36), (0.12, 0.36), (0.2, 0.54), (-0.2, 0.54)), palette.dark, "metal", bevel=0.06)
    figure.pop()
    if traits.ornate:
        figure.add(star(0, 0.02, 0.12, 0.05, 5), palette.accent, "bevel", bevel=0.04)


def _solar_panel(figure: Figure, cx: float, half_width: float, half_height: float, color: Color) -> None:
    outline = rounded_rect(cx - half_width, -half_height, cx + half_width, half_height, 0.02)
    name = f"panel{len(figure.parts)}"
    figure.add(outline, color, "bevel", bevel=0.03, name=name, gloss=0.5)
    for k in (-0.5, 0.0, 0.5):
        tint(
            figure,
            rounded_rect(cx - half_width, k * half_height - 0.008, cx + half_width, k * half_height + 0.008, 0.002),
            lighten(color, 0.5),
            clip=name,
            alpha=0.7,
        )
    tint(
        figure,
        rounded_rect(cx - 0.008, -half_height, cx + 0.008, half_height, 0.002),
        lighten(color, 0.5),
        clip=name,
        alpha=0.7,
    )
    beam = polygon(
        (cx - half_width, half_height),
        (cx - half_width * 0.2, -half_height),
        (cx + half_width * 0.4, -half_height),
        (cx - half_width * 0.4, half_height),
    )
    highlight(figure, beam, 0.2, clip=name)


@conditioned(stretch=0.0)
def space_station(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A wheel with spokes round a hub."""
    figure.push(0, 0, uniform(rng, -16, 4))
    figure.add(
        lathe([(0.04, -0.94), (0.05, -0.62), (0.20, -0.56), (0.22, -0.2), (0.16, 0.0)], False),
        palette.hull,
        "metal",
        bevel=0.14,
    )
    figure.add(ellipse(0, -0.94, 0.07), palette.accent, "wet", bevel=0.05, glow=0.6)
    wheel = ellipse(0, 0.04, 0.98, 0.40, 90)
    figure.add(
        wheel + np.array([0.0, 0.12]),
        darken(palette.hull, 0.3),
        "metal",
        bevel=0.1,
        holes=[ellipse(0, 0.14, 0.74, 0.24, 72)],
    )
    for i in range(pick(rng, 3, 4, 5)):
        angle = math.radians(i * 90 + 30)
        tip = (0.82 * math.cos(angle), 0.04 + 0.31 * math.sin(angle))
        figure.add(limb((0, 0.04), tip, 0.09, 0.07), mix(palette.hull, palette.dark, 0.2), "metal", bevel=0.07)
    figure.add(wheel, palette.hull, "metal", bevel=0.08, holes=[ellipse(0, 0.04, 0.74, 0.26, 72)])
    for i in range(18):
        angle = math.radians(i * 20 + 8)
        light = ellipse(0.86 * math.cos(angle), 0.04 + 0.33 * math.sin(angle), 0.04, 0.026, 14)
        figure.add(light, palette.glow if i % 4 else palette.accent, "flat", glow=0.9, shadow=0.2, line=0.4)
    figure.add(
        lathe([(0.30, -0.06), (0.34, 0.10), (0.24, 0.42), (0.12, 0.62), (0.05, 0.94), (0, 0.95)], False),
        palette.hull,
        "metal",
        bevel=0.2,
    )
    figure.add(ellipse(0, -0.06, 0.31, 0.12), palette.main, "round", bevel=0.1)
    porthole(figure, 0, 0.20, 0.085, palette.metal)
    figure.pop()
    if traits.ornate:
        figure.add(star(0, -0.36, 0.1, 0.04, 5), palette.metal, "bevel", bevel=0.03)


_HULL = ("main", "hull")

KINDS: tuple[SubjectKind, ...] = (
    SubjectKind(
        "spaceship",
        (
            "spaceship",
            "space ship",
            "starship",
            "spacecraft",
            "star fighter",
            "starfighter",
            "space fighter",
            "shuttle",
            "fighter jet",
            "jet",
        ),
        fighter,
        False,
        main="#d8343f",
        colored_roles=_HULL,
    ),
    SubjectKind(
        "rocket",
        ("rocket", "rocket ship", "rocketship", "missile", "space rocket"),
        rocket,
        False,
        0,
        main="#d8343f",
        colored_roles=_HULL,
    ),
    SubjectKind(
        "ufo",
        ("ufo", "flying saucer", "saucer", "alien ship", "alien spaceship"),
        ufo,
        False,
        main="#ffd23a",
        colored_roles=("hull", "main"),
    ),
    SubjectKind(
        "satellite",
        ("satellite", "space probe", "probe"),
        satellite,
        False,
        main="#2f5fc8",
        colored_roles=("main", "metal"),
    ),
    SubjectKind("space station", ("space station", "station", "space base"), space_station, False, colored_roles=_HULL),
)
