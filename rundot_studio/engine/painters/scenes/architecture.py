"""Buildings of the backdrops as figures: a many-towered castle, a cottage, a ruined temple, gravestones.

They are drawn as scenery: seen from a little way off, windows alight after dark.
"""

import math

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, ColorLike, darken, hex_color, mix
from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.noise import uniform
from rundot_studio.engine.painters.shapes import Points, ellipse, polygon, rounded_rect, spline, stroke

LAMP = "#ffd27a"
_UNLIT = "#2c2a44"


def _window(figure: Figure, x: float, y: float, w: float, h: float, lit: bool) -> None:
    arch = spline([(x - w, y + h), (x - w, y - h * 0.3), (x, y - h), (x + w, y - h * 0.3), (x + w, y + h)], False, 6)
    figure.add(arch, LAMP if lit else _UNLIT, "flat", glow=0.9 if lit else 0.0, line=0.4, shadow=0)


def _battlements(x0: float, x1: float, y: float, tooth: float) -> list[Points]:
    count = max(2, round((x1 - x0) / (tooth * 2)))
    step = (x1 - x0) / (count * 2 - 1)
    return [
        polygon(
            (x0 + 2 * k * step, y - tooth),
            (x0 + (2 * k + 1) * step, y - tooth),
            (x0 + (2 * k + 1) * step, y + 0.01),
            (x0 + 2 * k * step, y + 0.01),
        )
        for k in range(count)
    ]


def _tower(
    figure: Figure,
    x: float,
    foot: float,
    top: float,
    half: float,
    stone: ColorLike,
    roof: ColorLike,
    lit: bool,
    flag: ColorLike | None,
) -> None:
    """A round tower with a corbelled head and a steep roof."""
    figure.add(
        polygon((x - half, foot), (x - half * 0.94, top), (x + half * 0.94, top), (x + half, foot)),
        stone,
        "round",
        bevel=half * 0.9,
        texture="stone",
    )
    head = half * 1.22
    band = polygon(
        (x - half, top + half * 0.30),
        (x - head, top),
        (x - head, top - half * 0.55),
        (x + head, top - half * 0.55),
        (x + head, top),
        (x + half, top + half * 0.30),
    )
    figure.add(band, stone, "round", bevel=half, lift=0.04)
    peak = top - half * 0.50
    tall = half * 3.0
    cone = spline(
        [(x - head * 1.22, peak + half * 0.05), (x - head * 0.52, peak - tall * 0.42), (x, peak - tall)], False, 6
    )
    right = cone.copy()[::-1]
    right[:, 0] = 2 * x - right[:, 0]

    figure.add(np.concatenate([cone, right]), roof, "round", bevel=half * 0.9, texture="scale")
    if flag is not None:
        tip = peak - tall
        figure.add(stroke([(x, tip + 0.02), (x, tip - half * 0.9)], half * 0.10), "#5a4636", "flat", line=0)
        wave = spline(
            [
                (x, tip - half * 0.9),
                (x + half * 0.7, tip - half * 0.80),
                (x + half * 1.3, tip - half * 0.62),
                (x + half * 0.6, tip - half * 0.45),
                (x, tip - half * 0.38),
            ],
            True,
            4,
        )
        figure.add(wave, flag, "flat", bevel=half * 0.1)
    _window(figure, x, (foot + top) / 2 - half * 0.6, half * 0.20, half * 0.42, lit)
    if top < foot - half * 6:
        _window(figure, x, top + half * 1.2, half * 0.17, half * 0.36, lit)


def draw_castle(
    figure: Figure, rng: Generator, stone: ColorLike, roof: ColorLike, flag: ColorLike, *, lit: bool
) -> None:
    """A castle standing on y = 1, about 2 wide and 2 high."""
    rear = mix(stone, "#7a86b0", 0.30)
    keep_top = -0.30 - uniform(rng, 0, 0.12)
    for x, top, half in ((-0.26, -0.12, 0.085), (0.27, -0.02, 0.085), (0.0, keep_top - 0.12, 0.10)):
        _tower(
            figure,
            x + uniform(rng, -0.03, 0.03),
            0.6,
            top,
            half,
            rear,
            mix(roof, "#7a86b0", 0.22),
            lit,
            flag if x == 0.0 else None,
        )
    figure.add(
        polygon((-0.40, 0.9), (-0.40, 0.12), (0.40, 0.12), (0.40, 0.9)),
        mix(stone, "#8a90b0", 0.12),
        "bevel",
        bevel=0.04,
        texture="stone",
    )
    figure.add(_battlements(-0.41, 0.41, 0.12, 0.045), mix(stone, "#8a90b0", 0.08), "bevel", bevel=0.02)
    figure.add(polygon((-0.30, 0.12), (0.0, -0.18), (0.30, 0.12)), roof, "bevel", bevel=0.05, texture="scale")
    for x in (-0.22, 0.0, 0.22):
        _window(figure, x, 0.30, 0.026, 0.062, lit)
    for side in (-1, 1):
        _tower(
            figure,
            side * 0.47,
            0.95,
            0.02 + uniform(rng, -0.10, 0.14),
            0.115,
            stone,
            roof,
            lit,
            flag if side < 0 else None,
        )
    figure.add(
        polygon((-0.86, 1.0), (-0.86, 0.52), (0.86, 0.52), (0.86, 1.0)), stone, "bevel", bevel=0.035, texture="stone"
    )
    figure.add(_battlements(-0.87, 0.87, 0.52, 0.05), stone, "bevel", bevel=0.02, lift=0.04)
    for side in (-1, 1):
        _tower(figure, side * 0.86, 1.0, 0.34 + uniform(rng, -0.07, 0.07), 0.135, stone, roof, lit, None)
        _tower(figure, side * 0.21, 1.0, 0.42, 0.10, stone, roof, lit, None)
    gate = spline([(-0.125, 1.0), (-0.125, 0.74), (0, 0.60), (0.125, 0.74), (0.125, 1.0)], False, 8)
    figure.add(gate, darken(stone, 0.45), "flat", bevel=0.02)
    inner = spline([(-0.095, 1.0), (-0.095, 0.76), (0, 0.64), (0.095, 0.76), (0.095, 1.0)], False, 8)
    figure.add(inner, LAMP if lit else "#4a3426", "flat", glow=0.7 if lit else 0.0, texture="wood")


def draw_cottage(
    figure: Figure, rng: Generator, walls: ColorLike, roof: ColorLike, wood: ColorLike, *, lit: bool
) -> None:
    """A timbered cottage with a chimney, standing on y = 1, about 1.8 wide."""
    wide = uniform(rng, 0.66, 0.80)
    eaves = uniform(rng, 0.22, 0.30)
    ridge = eaves - uniform(rng, 0.78, 0.92)
    chimney = uniform(rng, 0.30, 0.46) * (1 if rng.random() < 0.5 else -1)
    figure.add(
        rounded_rect(chimney - 0.09, ridge - 0.02, chimney + 0.09, eaves, 0.02),
        "#8b7f83",
        "bevel",
        bevel=0.03,
        texture="stone",
    )
    figure.add(
        rounded_rect(chimney - 0.115, ridge - 0.09, chimney + 0.115, ridge + 0.02, 0.02), "#786c72", "bevel", bevel=0.02
    )
    figure.add(
        polygon((-wide, 1.0), (-wide, eaves), (0, ridge + 0.10), (wide, eaves), (wide, 1.0)), walls, "bevel", bevel=0.03
    )
    figure.add(
        polygon((-wide - 0.02, 1.0), (-wide - 0.02, 0.86), (wide + 0.02, 0.86), (wide + 0.02, 1.0)),
        "#8d8791",
        "bevel",
        bevel=0.03,
        texture="stone",
    )
    beams = [
        polygon((-wide, eaves + 0.02), (-wide, eaves + 0.09), (wide, eaves + 0.09), (wide, eaves + 0.02)),
        polygon((-wide, 0.86), (-wide, eaves), (-wide + 0.07, eaves), (-wide + 0.07, 0.86)),
        polygon((wide - 0.07, 0.86), (wide - 0.07, eaves), (wide, eaves), (wide, 0.86)),
        stroke([(-wide * 0.52, eaves + 0.02), (0.0, ridge + 0.34)], 0.055),
        stroke([(wide * 0.52, eaves + 0.02), (0.0, ridge + 0.34)], 0.055),
    ]
    figure.add(beams, wood, "bevel", bevel=0.02, texture="wood")
    overhang = 0.17
    slope = (eaves - ridge) / wide
    for side in (-1, 1):
        foot_x, foot_y = side * (wide + overhang), eaves + overhang * slope * 0.9
        sheet = spline(
            [(0, ridge - 0.06), (side * (wide * 0.55), ridge + 0.50 * (eaves - ridge) + 0.03), (foot_x, foot_y)],
            False,
            8,
        )
        thick = stroke(sheet, 0.20, 0.17)
        figure.add(thick, roof, "round", bevel=0.07, texture="scale", lift=0.05 * -side)
    door = -0.30 if chimney > 0 else 0.30
    arch = spline(
        [(door - 0.13, 1.0), (door - 0.13, 0.62), (door, 0.50), (door + 0.13, 0.62), (door + 0.13, 1.0)], False, 6
    )
    figure.add(arch, mix(wood, "#a0602c", 0.4), "bevel", bevel=0.03, texture="wood")
    figure.add(ellipse(door + 0.08, 0.78, 0.018), "#e0b24a", "metal", bevel=0.02)
    for x, y, w, h in ((-door, 0.60, 0.13, 0.12), (0.0, (eaves + ridge) / 2 + 0.20, 0.09, 0.10)):
        figure.add(
            rounded_rect(x - w - 0.03, y - h - 0.03, x + w + 0.03, y + h + 0.03, 0.02), wood, "bevel", bevel=0.02
        )
        figure.add(
            rounded_rect(x - w, y - h, x + w, y + h, 0.01),
            LAMP if lit else "#7fb0cc",
            "flat",
            glow=0.9 if lit else 0.0,
            shadow=0,
        )
        cross = [
            polygon((x - 0.012, y - h), (x + 0.012, y - h), (x + 0.012, y + h), (x - 0.012, y + h)),
            polygon((x - w, y - 0.012), (x + w, y - 0.012), (x + w, y + 0.012), (x - w, y + 0.012)),
        ]
        figure.add(cross, wood, "flat", line=0, shadow=0)


def draw_column(figure: Figure, rng: Generator, stone: ColorLike, *, whole: float) -> None:
    """A fluted column on y = 1; ``whole`` 0..1 is how much of it still stands."""
    top = 1 - 1.9 * whole
    half = 0.145
    figure.add(rounded_rect(-0.24, 0.90, 0.24, 1.0, 0.02), stone, "bevel", bevel=0.03, texture="stone")
    figure.add(rounded_rect(-0.20, 0.82, 0.20, 0.91, 0.03), stone, "round", bevel=0.04)
    if whole < 1:
        jag = [(half * (1 - 2 * k / 5), top + uniform(rng, -0.06, 0.06)) for k in range(6)]
        shaft = polygon((-half, 0.83), *jag[::-1], (half, 0.83))
    else:
        shaft = polygon((-half, 0.83), (-half * 0.84, top), (half * 0.84, top), (half, 0.83))
    figure.add(shaft, stone, "round", bevel=half, texture="stone", name="shaft")
    for k in range(-2, 3):
        x = half * 0.36 * k
        figure.add(
            stroke([(x, 0.82), (x * 0.86, top)], 0.018),
            darken(stone, 0.35),
            "flat",
            clip="shaft",
            line=0,
            shadow=0,
            alpha=0.65,
        )
    if whole >= 1:
        figure.add(rounded_rect(-0.18, top - 0.05, 0.18, top + 0.03, 0.03), stone, "round", bevel=0.03)
        figure.add(rounded_rect(-0.25, top - 0.13, 0.25, top - 0.04, 0.01), stone, "bevel", bevel=0.03, texture="stone")


def draw_gravestone(figure: Figure, rng: Generator, stone: ColorLike) -> None:
    """A tombstone or a cross, standing a little askew on y = 1."""
    figure.push(0, 1, uniform(rng, -8, 8))
    if rng.random() < 0.35:
        outline = polygon(
            (-0.11, 0.05),
            (-0.10, -0.72),
            (-0.36, -0.72),
            (-0.36, -0.96),
            (-0.10, -0.96),
            (-0.09, -1.35),
            (0.09, -1.35),
            (0.10, -0.96),
            (0.36, -0.96),
            (0.36, -0.72),
            (0.10, -0.72),
            (0.11, 0.05),
        )
        figure.add(outline, stone, "bevel", bevel=0.06, texture="stone")
    else:
        tall = uniform(rng, 0.75, 1.05)
        outline = spline(
            [
                (-0.36, 0.05),
                (-0.36, -tall * 0.72),
                (-0.24, -tall * 0.97),
                (0, -tall * 1.08),
                (0.24, -tall * 0.97),
                (0.36, -tall * 0.72),
                (0.36, 0.05),
            ],
            False,
            6,
        )
        figure.add(outline, stone, "bevel", bevel=0.07, texture="stone")
        for k in range(3):
            y = -tall * (0.72 - 0.17 * k)
            figure.add(
                rounded_rect(-0.20 + 0.03 * k, y - 0.018, 0.20 - 0.03 * k, y + 0.018, 0.01),
                darken(stone, 0.4),
                "flat",
                line=0,
                shadow=0,
            )
    figure.pop()


def draw_arch(figure: Figure, rng: Generator, stone: ColorLike) -> None:
    """A broken round arch of great blocks on two piers, standing on y = 1."""
    for side in (-1, 1):
        for k in range(5):
            y = 1 - 0.19 * k
            jitter = uniform(rng, -0.02, 0.02)
            figure.add(
                rounded_rect(side * 0.58 - 0.17 + jitter, y - 0.185, side * 0.58 + 0.17 + jitter, y, 0.03),
                _weathered(rng, stone),
                "bevel",
                bevel=0.05,
                texture="stone",
            )
    gap = int(rng.integers(2, 8))
    for k in range(11):
        if k == gap and k not in (0, 10):
            continue
        a0, a1 = math.pi * (1 + k / 11), math.pi * (1 + (k + 0.94) / 11)
        inner, outer = 0.42, 0.76
        block = polygon(
            (math.cos(a0) * inner, 0.06 + math.sin(a0) * inner),
            (math.cos(a0) * outer, 0.06 + math.sin(a0) * outer),
            (math.cos(a1) * outer, 0.06 + math.sin(a1) * outer),
            (math.cos(a1) * inner, 0.06 + math.sin(a1) * inner),
        )
        figure.add(block, _weathered(rng, stone), "bevel", bevel=0.05, texture="stone")


def _weathered(rng: Generator, stone: ColorLike) -> Color:
    return mix(hex_color(stone), "#5c6a54" if rng.random() < 0.35 else "#d8d0c0", uniform(rng, 0.05, 0.30))
