"""Great stone buildings: castle, tower, temple, gate."""

import math

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import pick, uniform
from rundot_studio.engine.painters.shapes import ellipse, polygon, rounded_rect, star, stroke

from .condition import conditioned, unless_avoided
from .foliage import lawn
from .gleams import tint
from .jewels import setting
from .masonry import arch, battlement, door, flag, spire, wall, window
from .woodwork import upright_seams


def _round_tower(
    figure: Figure,
    rng: Generator,
    cx: float,
    half: float,
    top: float,
    foot: float,
    palette: Palette,
    *,
    roofed: bool = True,
    stone: Color | None = None,
    banner: bool = True,
) -> None:
    """A tower from ``foot`` up to ``top``, under a spire or battlements."""
    stone = palette.stone if stone is None else stone
    wall(figure, rng, cx - half, top, cx + half, foot, stone, taper=half * 0.1)
    tall = foot - top
    window(figure, cx, top + tall * 0.36 + half * 0.3, half * 0.26, half * 0.85, darken(stone, 0.2))
    if roofed:
        figure.add(
            rounded_rect(cx - half * 1.15, top - half * 0.16, cx + half * 1.15, top + half * 0.24, 0.02),
            lighten(stone, 0.12),
            "round",
            bevel=half * 0.16,
        )
        height = half * uniform(rng, 2.3, 2.8)
        spire(figure, cx, top - half * 0.08, half * 1.22, height, palette.main)
        if banner:
            flag(figure, cx, top - half * 0.08 - height * 0.97, half * 0.95, palette.accent, palette.metal)
    else:
        battlement(figure, cx - half * 1.2, cx + half * 1.2, top + half * 0.1, half * 0.55, stone)


@conditioned(stretch=0.04)
def castle(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A keep between towers behind a gatehouse; the seed sets heights, roofs and the number of towers."""
    banner = unless_avoided(traits, "flag", "flags", "banner")
    far = mix(palette.stone, "#5a5480", 0.3)
    rise = uniform(rng, -0.08, 0.08)
    flanks = pick(rng, (True, True), (True, False), (False, False))
    for x, top in ((-0.34, -0.26 + rise), (0.36, -0.18 - rise)):
        _round_tower(figure, rng, x, 0.14, top, 0.6, palette, stone=far, banner=False)
    keep_roofed = rng.random() < 0.75
    _round_tower(figure, rng, 0, 0.27, -0.06 + rise, 0.8, palette, roofed=keep_roofed, banner=banner)
    if not keep_roofed and banner:
        flag(figure, 0, -0.14 + rise, 0.4, palette.accent, palette.metal)
    wall(figure, rng, -0.74, 0.36, 0.74, 0.88, darken(palette.stone, 0.08), courses=4)
    battlement(figure, -0.74, 0.74, 0.36, 0.12, darken(palette.stone, 0.08))
    for side, roofed in zip((-1, 1), flanks, strict=True):
        _round_tower(
            figure, rng, side * 0.78, 0.20, 0.14 + uniform(rng, -0.1, 0.08), 0.92, palette, roofed=roofed, banner=banner
        )
    wall(figure, rng, -0.30, 0.26, 0.30, 0.92, palette.stone, courses=3)
    battlement(figure, -0.33, 0.33, 0.26, 0.13, palette.stone)
    door(figure, 0, 0.92, 0.17, 0.46, palette.wood, darken(palette.stone, 0.28), palette.metal, is_open=traits.open)
    if traits.ornate:
        setting(figure, 0, 0.36, 0.06, palette.accent, palette.metal)
    if unless_avoided(traits, "grass"):
        lawn(figure, rng, palette.leaf, 1.08, 0.93)


@conditioned(stretch=0.1)
def tower(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A lone tower, with a bartizan by chance; roofed or crenellated."""
    half = uniform(rng, 0.32, 0.40)
    roofed = rng.random() < 0.65
    top = -0.34 if roofed else -0.66
    wall(figure, rng, -half, top, half, 0.90, palette.stone, taper=half * 0.12, courses=9)
    if rng.random() < 0.6:
        side = pick(rng, -1, 1)
        corbel = polygon(
            (side * half * 0.6, 0.46),
            (side * (half + 0.26), 0.22),
            (side * (half + 0.26), 0.16),
            (side * half * 0.6, 0.16),
        )
        figure.add(corbel, darken(palette.stone, 0.2), "round", bevel=0.05, texture="stone")
        _round_tower(figure, rng, side * (half + 0.10), 0.16, -0.14, 0.2, palette, banner=False)
    crown = half * 1.22
    ledge = rounded_rect(-crown, top - 0.06, crown, top + 0.14, 0.03)
    figure.add(ledge, lighten(palette.stone, 0.1), "round", bevel=0.06, texture="stone")
    if roofed:
        height = uniform(rng, 0.50, 0.58)
        spire(figure, 0, top - 0.04, crown * 1.06, height, palette.main)
        if unless_avoided(traits, "flag", "banner"):
            flag(figure, 0, top - 0.02 - height, 0.16, palette.accent, palette.metal)
    else:
        battlement(figure, -crown, crown, top - 0.02, 0.17, palette.stone)
        if unless_avoided(traits, "flag", "banner"):
            flag(figure, 0, top - 0.06, 0.24, palette.accent, palette.metal)
    for x, y in ((0.02, 0.12), (-0.06, 0.44)):
        window(figure, x, y, 0.075, 0.24, darken(palette.stone, 0.25))
    door(figure, 0.04, 0.92, 0.14, 0.34, palette.wood, darken(palette.stone, 0.28), palette.metal, is_open=traits.open)
    if traits.ornate:
        banner = polygon((-0.12, -0.22), (0.12, -0.22), (0.12, 0.06), (0, -0.02), (-0.12, 0.06))
        figure.add(banner, palette.main, "round", bevel=0.04)
    lawn(figure, rng, palette.leaf, 0.66, 0.92)


@conditioned(stretch=0.1)
def temple(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """Columns under a pediment on steps."""
    count = pick(rng, 4, 5, 6)
    stone = lighten(palette.stone, 0.25)
    figure.add(rounded_rect(-0.72, -0.30, 0.72, 0.66, 0.02), darken(palette.stone, 0.5), "flat")
    for i in range(count):
        x = -0.66 + 1.32 * i / (count - 1)
        half = 0.36 / count
        figure.add(
            polygon((x - half, -0.20), (x + half, -0.20), (x + half * 1.2, 0.60), (x - half * 1.2, 0.60)),
            stone,
            "round",
            bevel=half,
            name="column",
        )
        for dx in (-0.35, 0.35):
            tint(
                figure,
                rounded_rect(x + dx * half - 0.008, -0.2, x + dx * half + 0.008, 0.6, 0.004),
                darken(stone, 0.25),
                clip="column",
            )
        for y, k in ((-0.22, 1.6), (0.60, 1.7)):
            figure.add(
                rounded_rect(x - half * k, y - 0.045, x + half * k, y + 0.045, 0.02),
                lighten(stone, 0.2),
                "round",
                bevel=0.03,
            )
    figure.add(rounded_rect(-0.88, -0.42, 0.88, -0.25, 0.02), stone, "round", bevel=0.05)
    pediment = polygon((-0.98, -0.40), (0, -0.94), (0.98, -0.40))
    figure.add(pediment, palette.main if traits.ornate else stone, "round", bevel=0.08)
    figure.add(polygon((-0.66, -0.46), (0, -0.80), (0.66, -0.46)), darken(stone, 0.16), "round", bevel=0.03, shadow=0.2)
    emblem = pick(
        rng, star(0, -0.58, 0.12, 0.05, 5), ellipse(0, -0.58, 0.10), polygon((0, -0.70), (0.12, -0.5), (-0.12, -0.5))
    )
    figure.add(emblem, palette.metal, "metal", bevel=0.05)
    for i in range(3):
        wide = 0.84 + 0.08 * i
        figure.add(
            rounded_rect(-wide, 0.64 + i * 0.1, wide, 0.76 + i * 0.1, 0.015), lighten(stone, 0.1), "round", bevel=0.03
        )


@conditioned(stretch=0.1)
def gate(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """A heavy door in a stone arch, or a portcullis."""
    figure.add(arch(0, 0.92, 0.84, 1.86), palette.stone, "round", bevel=0.12, texture="stone", name="arch")
    for i in range(11):
        angle = math.radians(180 + i * 18)
        joint = [
            (0.60 * math.cos(angle), -0.10 + 0.60 * math.sin(angle)),
            (0.86 * math.cos(angle), -0.10 + 0.86 * math.sin(angle)),
        ]
        tint(figure, stroke(joint, 0.03), darken(palette.stone, 0.4), clip="arch")
    for y in (0.16, 0.42, 0.68):
        for side in (-1, 1):
            tint(
                figure,
                rounded_rect(side * 0.72 - 0.13, y - 0.015, side * 0.72 + 0.13, y + 0.015, 0.004),
                darken(palette.stone, 0.4),
                clip="arch",
            )
    figure.add(arch(0, 0.92, 0.59, 1.58), "#191218", "flat", name="opening", shadow=0.3)
    if rng.random() < 0.35 and not traits.open:
        for x in np.linspace(-0.42, 0.42, 4):
            figure.add(
                rounded_rect(float(x) - 0.05, -0.8, float(x) + 0.05, 0.9, 0.02),
                "#4a4854",
                "metal",
                bevel=0.04,
                clip="opening",
            )
        for y in (-0.30, 0.02, 0.34, 0.66):
            figure.add(
                rounded_rect(-0.6, y - 0.045, 0.6, y + 0.045, 0.02), "#4a4854", "metal", bevel=0.04, clip="opening"
            )
    elif traits.open:
        tint(figure, arch(0, 0.92, 0.34, 1.1), mix("#ffe0a0", palette.glow, 0.2), alpha=0.85)
        for side in (-1, 1):
            leaf = polygon((side * 0.59, 0.94), (side * 0.59, -0.26), (side * 0.36, -0.04), (side * 0.36, 1.0))
            figure.add(leaf, palette.wood, "round", bevel=0.05, texture="wood")
    else:
        figure.add(arch(0, 0.92, 0.56, 1.54), palette.wood, "round", bevel=0.08, texture="wood", name="leaves")
        upright_seams(figure, "leaves", (-0.38, -0.19, 0.19, 0.38), -0.66, 0.92, palette.wood)
        tint(figure, rounded_rect(-0.022, -0.66, 0.022, 0.92, 0.004), "#120b0c", clip="leaves")
        for y in (-0.16, 0.58):
            figure.add(
                rounded_rect(-0.6, y - 0.07, 0.6, y + 0.07, 0.02), palette.metal, "metal", bevel=0.05, clip="leaves"
            )
        for side in (-1, 1):
            figure.add(
                ellipse(side * 0.14, 0.26, 0.10),
                palette.metal,
                "metal",
                bevel=0.04,
                holes=[ellipse(side * 0.14, 0.26, 0.055)],
            )
    keystone = polygon((-0.15, -1.0), (0.15, -1.0), (0.10, -0.62), (-0.10, -0.62))
    figure.add(keystone, lighten(palette.stone, 0.2), "round", bevel=0.05)
    if traits.ornate or rng.random() < 0.4:
        setting(figure, 0, -0.82, 0.075, palette.accent, palette.metal)


_STONE_ROOF = ("main", "accent", "stone")


KINDS: tuple[SubjectKind, ...] = (
    SubjectKind(
        "castle",
        ("castle", "fortress", "palace", "citadel", "stronghold", "kingdom"),
        castle,
        colored_roles=_STONE_ROOF,
    ),
    SubjectKind(
        "tower",
        ("tower", "watchtower", "wizard tower", "watch tower", "keep", "turret"),
        tower,
        colored_roles=_STONE_ROOF,
    ),
    SubjectKind(
        "temple", ("temple", "shrine", "pantheon", "parthenon", "mausoleum"), temple, colored_roles=("stone", "metal")
    ),
    SubjectKind(
        "gate",
        ("gate", "door", "castle gate", "wooden door", "portcullis", "doorway", "dungeon door"),
        gate,
        colored_roles=("wood", "metal"),
    ),
)
