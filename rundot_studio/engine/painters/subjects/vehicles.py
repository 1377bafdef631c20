"""On land: cars, tanks, steam trains, carts."""

import math

from numpy.random import Generator

from rundot_studio.engine.painters.color import ColorLike, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import (
    ellipse,
    limb,
    polygon,
    rounded_rect,
    spline,
    star,
    stroke,
)

from .condition import conditioned, unless_avoided
from .gleams import tint
from .masonry import smoke
from .woodwork import board, nail, seams, timber

_RUBBER = "#2a2932"


_GLASS = "#8fd4f5"


def tyre(figure: Figure, cx: float, cy: float, radius: float, hub: ColorLike) -> None:
    """A rubber wheel with a metal hub."""
    figure.add(ellipse(cx, cy, radius), _RUBBER, "round", bevel=radius * 0.3)
    figure.add(ellipse(cx, cy, radius * 0.60), hub, "metal", bevel=radius * 0.2, shadow=0.3)
    figure.add(ellipse(cx, cy, radius * 0.22), darken(hub, 0.4), "metal", bevel=radius * 0.12)


def spoked_wheel(
    figure: Figure, cx: float, cy: float, radius: float, color: ColorLike, turn_deg: float, hub: ColorLike
) -> None:
    """A rim with eight spokes, as carts and engines have."""
    for i in range(4):
        angle = math.radians(turn_deg + i * 45)
        dx, dy = radius * 0.9 * math.cos(angle), radius * 0.9 * math.sin(angle)
        spoke = stroke([(cx - dx, cy - dy), (cx + dx, cy + dy)], radius * 0.14)
        figure.add(spoke, color, "round", bevel=radius * 0.06, shadow=0.3)
    figure.add(ellipse(cx, cy, radius), color, "round", bevel=radius * 0.12, holes=[ellipse(cx, cy, radius * 0.78)])
    figure.add(ellipse(cx, cy, radius * 0.24), hub, "metal", bevel=radius * 0.18)


@conditioned(stretch=0.0)
def car(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """From the side: round little car, saloon, van or sports car."""
    fashion = pick(rng, "beetle", "saloon", "sports", "van")
    bodies = {
        "beetle": [
            (-0.94, 0.42),
            (-0.92, 0.10),
            (-0.66, -0.04),
            (-0.48, -0.48),
            (0.0, -0.62),
            (0.44, -0.44),
            (0.62, -0.02),
            (0.90, 0.12),
            (0.96, 0.42),
        ],
        "saloon": [
            (-0.98, 0.40),
            (-0.96, 0.06),
            (-0.60, -0.04),
            (-0.40, -0.46),
            (0.34, -0.46),
            (0.58, -0.02),
            (0.94, 0.08),
            (0.98, 0.40),
        ],
        "sports": [
            (-1.0, 0.40),
            (-0.98, 0.10),
            (-0.76, -0.02),
            (-0.30, -0.34),
            (0.26, -0.36),
            (0.62, 0.0),
            (0.98, 0.14),
            (1.0, 0.40),
        ],
        "van": [(-0.96, 0.42), (-0.96, -0.46), (-0.80, -0.60), (0.36, -0.60), (0.66, -0.12), (0.94, 0.0), (0.98, 0.42)],
    }
    panes = {
        "beetle": [
            [(-0.50, -0.06), (-0.38, -0.40), (-0.04, -0.48), (-0.04, -0.06)],
            [(0.06, -0.06), (0.06, -0.48), (0.34, -0.36), (0.48, -0.06)],
        ],
        "saloon": [
            [(-0.48, -0.06), (-0.33, -0.36), (-0.05, -0.36), (-0.05, -0.06)],
            [(0.05, -0.06), (0.05, -0.36), (0.28, -0.36), (0.46, -0.06)],
        ],
        "sports": [
            [(-0.46, -0.06), (-0.22, -0.26), (0.0, -0.27), (0.0, -0.06)],
            [(0.08, -0.06), (0.08, -0.27), (0.24, -0.27), (0.48, -0.04)],
        ],
        "van": [
            [(-0.84, -0.10), (-0.84, -0.46), (-0.46, -0.46), (-0.46, -0.10)],
            [(-0.34, -0.10), (-0.34, -0.46), (0.04, -0.46), (0.04, -0.10)],
            [(0.16, -0.10), (0.16, -0.46), (0.34, -0.46), (0.54, -0.10)],
        ],
    }
    tension = 0.34 if fashion == "beetle" else 0.18
    figure.add(spline(bodies[fashion], tension=tension), palette.main, "wet", bevel=0.24, gloss=0.4, name="body")
    for pane in panes[fashion]:
        figure.add(polygon(*pane), _GLASS, "bevel", bevel=0.04, shadow=0.1, gloss=0.6)
        (x0, y0), (x1, y1) = pane[0], pane[1]
        tint(figure, polygon((x0 + 0.06, y0), (x1 + 0.06, y1), (x1 + 0.16, y1), (x0 + 0.16, y0)), "#ffffff", alpha=0.5)
    tint(
        figure,
        rounded_rect(-1, 0.18, 1, 0.25, 0.01),
        palette.accent if traits.ornate else lighten(palette.main, 0.4),
        clip="body",
        alpha=0.9,
    )
    tint(figure, rounded_rect(-0.01, -0.04, 0.012, 0.36, 0.004), darken(palette.main, 0.5), clip="body")
    figure.add(rounded_rect(0.08, 0.06, 0.22, 0.11, 0.02), palette.blade, "metal", bevel=0.02)
    figure.add(ellipse(0.90, 0.14, 0.075, 0.09), "#fff2b8", "wet", bevel=0.05, glow=0.6 if traits.glowing else 0.2)
    figure.add(ellipse(-0.93, 0.16, 0.045, 0.08), "#ff4a3a", "wet", bevel=0.04)
    for x in (-1.0, 0.78):
        figure.add(rounded_rect(x, 0.34, x + 0.22, 0.45, 0.05), palette.blade, "metal", bevel=0.04)
    wheel = uniform(rng, 0.22, 0.27)
    for x in (-0.56, 0.56):
        tint(figure, ellipse(x, 0.44, wheel + 0.04), "#17151d", clip="body")
        tyre(figure, x, 0.46, wheel, palette.blade)


@conditioned(stretch=0.0)
def tank(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """Tracks, hull, turret and gun, from the side."""
    color = palette.main
    rise = uniform(rng, -16, -3)
    figure.push(0.20, -0.34, rise)
    figure.add(rounded_rect(0, -0.075, 0.86, 0.075, 0.03), darken(color, 0.15), "metal", bevel=0.07)
    figure.add(rounded_rect(0.72, -0.12, 0.94, 0.12, 0.04), darken(color, 0.25), "metal", bevel=0.07)
    figure.pop()
    shape = pick(rng, "dome", "wedge")
    turret = [(-0.52, -0.08), (-0.46, -0.42), (-0.16, -0.58), (0.20, -0.54), (0.40, -0.30), (0.44, -0.08)]
    if shape == "wedge":
        turret = [(-0.58, -0.08), (-0.50, -0.46), (0.10, -0.50), (0.50, -0.22), (0.46, -0.08)]
    figure.add(spline(turret, tension=0.34 if shape == "dome" else 0.12), lighten(color, 0.06), "round", bevel=0.2)
    figure.add(rounded_rect(-0.30, -0.66, 0.02, -0.50, 0.05), color, "round", bevel=0.06)
    figure.add(
        spline([(-0.90, 0.24), (-0.86, -0.04), (0.70, -0.08), (0.94, 0.14), (0.90, 0.28)], tension=0.16),
        color,
        "round",
        bevel=0.12,
    )
    emblem = star(-0.10, -0.24, 0.15, 0.065, 5) if rng.random() < 0.6 else ellipse(-0.10, -0.26, 0.12)
    figure.add(emblem, palette.accent, "bevel", bevel=0.03, shadow=0.2)
    figure.add(rounded_rect(-1.0, 0.18, 1.0, 0.78, 0.29), _RUBBER, "round", bevel=0.14, name="track")
    figure.add(rounded_rect(-0.90, 0.27, 0.90, 0.69, 0.2), "#15131b", "flat", shadow=0)
    for i in range(15):
        x = -0.98 + i * 0.14
        for y in (0.18, 0.745):
            figure.add(
                rounded_rect(x, y, x + 0.08, y + 0.05, 0.01),
                lighten(_RUBBER, 0.2),
                "round",
                bevel=0.02,
                clip="track",
                shadow=0.2,
            )
    for x in (-0.66, -0.22, 0.22, 0.66):
        figure.add(ellipse(x, 0.48, 0.2), darken(color, 0.1), "metal", bevel=0.09)
        nail(figure, x, 0.48, 0.065, palette.blade)
    if traits.ornate:
        for x in (-0.6, 0.6):
            nail(figure, x, 0.06, 0.05, palette.metal)


@conditioned(stretch=0.0)
def train(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A steam engine, from the side."""
    color = palette.main
    if unless_avoided(traits, "smoke", "steam"):
        smoke(figure, rng, 0.44, -0.60, 0.15)
    figure.add(rounded_rect(-0.92, -0.56, -0.26, 0.34, 0.03), color, "round", bevel=0.1)
    figure.add(
        rounded_rect(-0.78, -0.42, -0.42, -0.06, 0.03),
        "#2a2436" if not traits.glowing else "#ffe9a0",
        "flat",
        glow=0.5 if traits.glowing else 0,
    )
    figure.add(rounded_rect(-1.0, -0.70, -0.18, -0.54, 0.06), palette.dark, "round", bevel=0.06)
    figure.add(rounded_rect(-0.30, -0.24, 0.80, 0.34, 0.12), mix(color, palette.dark, 0.25), "metal", bevel=0.26)
    for x in (-0.06, 0.30):
        figure.add(rounded_rect(x - 0.035, -0.26, x + 0.035, 0.36, 0.02), palette.metal, "metal", bevel=0.03)
    flare = uniform(rng, 0.15, 0.22)
    figure.add(
        polygon(
            (0.40, -0.22), (0.36, -0.50), (0.44 - flare, -0.66), (0.44 + flare, -0.66), (0.52, -0.50), (0.48, -0.22)
        ),
        palette.dark,
        "metal",
        bevel=0.08,
    )
    figure.add(ellipse(0.12, -0.24, 0.13, 0.15), palette.metal, "metal", bevel=0.1)
    figure.add(ellipse(0.80, 0.05, 0.14, 0.28), palette.dark, "metal", bevel=0.1)
    figure.add(ellipse(0.86, -0.18, 0.10), "#fff2b8", "wet", bevel=0.07, glow=0.4)
    figure.add(rounded_rect(-0.98, 0.32, 0.90, 0.46, 0.03), palette.accent, "round", bevel=0.06)
    figure.add(polygon((0.72, 0.44), (0.90, 0.44), (1.06, 0.86), (0.64, 0.86)), palette.dark, "bevel", bevel=0.06)
    turn = uniform(rng, 0, 45)
    for x, y, radius in ((-0.62, 0.56, 0.30), (0.04, 0.62, 0.24), (0.48, 0.62, 0.24)):
        spoked_wheel(figure, x, y, radius, palette.accent, turn, palette.metal)
    figure.add(limb((-0.56, 0.62), (0.42, 0.66), 0.05, 0.05), palette.blade, "metal", bevel=0.04)
    figure.add(rounded_rect(-1.0, 0.86, 1.05, 0.93, 0.02), "#6d6874", "metal", bevel=0.03)
    if traits.ornate:
        figure.add(star(-0.60, 0.14, 0.12, 0.05, 5), palette.metal, "bevel", bevel=0.03)


@conditioned(stretch=0.0)
def cart(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A farm cart with hay, crates or ore; or a minecart on rails."""
    if rng.random() < 0.35:
        _minecart(figure, rng, palette)
        return
    load = pick(rng, "hay", "apples", "covered")
    timber(figure, [(0.6, 0.34), (1.02, 0.16)], 0.09, palette.wood)
    if load == "covered":
        bonnet = spline(
            [(-0.84, 0.1), (-0.88, -0.56), (-0.5, -0.82), (0.5, -0.82), (0.88, -0.56), (0.84, 0.1)], tension=0.3
        )
        figure.add(bonnet, "#f0e6d0", "round", bevel=0.3, texture="cloth", name="bonnet")
        for x in (-0.42, 0.0, 0.42):
            tint(
                figure,
                stroke(spline([(x, -0.86), (x * 1.1, -0.4), (x * 1.1, 0.1)], False), 0.05),
                "#b9a88a",
                clip="bonnet",
                alpha=0.7,
            )
    else:
        heap = spline([(-0.80, 0.1), (-0.56, -0.34), (-0.1, -0.54), (0.36, -0.44), (0.80, 0.1)], tension=0.4)
        figure.add(heap, "#e2b84a" if load == "hay" else darken(palette.wood, 0.5), "round", bevel=0.3, texture="fur")
        for i in range(11 if load == "apples" else 0):
            x = -0.62 + 0.124 * i
            figure.add(
                ellipse(x, -0.06 - 0.34 * (1 - (x / 0.8) ** 2) * float(rng.random()), 0.13),
                palette.accent if i % 3 else palette.leaf,
                "wet",
                bevel=0.11,
            )
    figure.add(
        polygon((-0.94, -0.04), (0.94, -0.04), (0.82, 0.46), (-0.82, 0.46)),
        palette.wood,
        "round",
        bevel=0.07,
        name="bed",
        texture="wood",
    )
    seams(figure, "bed", (0.12, 0.29), -0.95, 0.95, palette.wood)
    for x in (-0.62, 0.0, 0.62):
        board(figure, x - 0.06, -0.10, x + 0.06, 0.50, lighten(palette.wood, 0.1), 0.04)
        nail(figure, x, 0.04, 0.03, palette.metal)
    turn = uniform(rng, 0, 45)
    for x in (-0.46, 0.46):
        spoked_wheel(figure, x, 0.58, 0.36, lighten(palette.wood, 0.12), turn, palette.metal)
    if traits.ornate:
        figure.add(star(0, 0.2, 0.13, 0.055, 5), palette.metal, "bevel", bevel=0.03)


def _minecart(figure: Figure, rng: Generator, palette: Palette) -> None:
    for i in range(9):
        x = -0.60 + 0.15 * i
        lump = ellipse(x, -0.24 - 0.2 * float(rng.random()) * (1 - x * x), 0.17, 0.15, 7, 20 * i, 20 * i + 360)
        figure.add(lump, palette.main if i % 2 else palette.stone, "gem" if i % 2 else "round", bevel=0.08)
    iron = mix(palette.armor, palette.dark, 0.35)
    figure.add(polygon((-0.86, -0.28), (0.86, -0.28), (0.62, 0.50), (-0.62, 0.50)), iron, "metal", bevel=0.1)
    figure.add(rounded_rect(-0.92, -0.34, 0.92, -0.20, 0.04), lighten(iron, 0.15), "metal", bevel=0.06)
    for x in (-0.42, 0.0, 0.42):
        figure.add(
            polygon((x * 1.16 - 0.06, -0.22), (x * 1.16 + 0.06, -0.22), (x + 0.05, 0.5), (x - 0.05, 0.5)),
            darken(iron, 0.2),
            "metal",
            bevel=0.04,
        )
    figure.add(rounded_rect(-0.74, 0.46, 0.74, 0.58, 0.04), palette.wood, "round", bevel=0.05)
    for x in (-0.9, -0.45, 0.0, 0.45, 0.9):
        board(figure, x - 0.09, 0.86, x + 0.09, 0.98, palette.wood, 0.04)
    figure.add(rounded_rect(-1.04, 0.80, 1.04, 0.88, 0.02), "#8d8a96", "metal", bevel=0.03)
    for x in (-0.42, 0.42):
        spoked_wheel(figure, x, 0.62, 0.21, darken(iron, 0.1), 20, palette.metal)


KINDS: tuple[SubjectKind, ...] = (
    SubjectKind(
        "car",
        ("car", "automobile", "race car", "sports car", "van", "taxi", "truck", "vehicle"),
        car,
        main="#e0393c",
        colored_roles=("main", "blade"),
    ),
    SubjectKind("tank", ("tank", "battle tank", "panzer"), tank, main="#6f8148"),
    SubjectKind("train", ("train", "locomotive", "steam train", "steam engine", "railway"), train, main="#2f6f5a"),
    SubjectKind(
        "cart",
        ("cart", "wagon", "minecart", "mine cart", "carriage", "wheelbarrow"),
        cart,
        main="#4fd8ff",
        colored_roles=("wood", "metal"),
    ),
)
