"""A city across the water: towers behind towers, windows by the floor, neon, reflections, a quay to stand on."""

import math

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, F, hex_color, mix
from rundot_studio.engine.painters.noise import child_rng, pick, smoothstep, uniform, wide_blur

from .ground import SOFT, paint_ground
from .light import paint_glow, paint_mist
from .painting import SceneKind
from .rooms import paint_patch
from .sky import paint_sky
from .stage import Stage
from .water import paint_water

_LAYERS = 5
_WARM = ("#ffd98a", "#ffe9b8", "#ffc070", "#bfe4ff")
_NEON = ("#ff3fa4", "#3fe0ff", "#ffd23f", "#8f6bff", "#5dff9b", "#ff6a3f")


def paint_city(stage: Stage) -> None:
    """The tallest towers gather off centre; light thickens toward the water."""
    after_dark = stage.time.dark or stage.time.name in ("dusk", "sunset", "alien", "storm", "toxic")
    paint_sky(stage, min(stage.time.cloudiness, 0.4) if stage.time.cloudiness < 0.9 else None)
    paint_glow(
        stage,
        stage.width * 0.5,
        stage.height * stage.horizon,
        0.34,
        mix(stage.time.haze, "#ffb080", 0.3 if after_dark else 0.0),
        0.35,
    )
    focus = 0.5 - stage.side * 0.12
    for layer in range(_LAYERS):
        _paint_row(stage, layer, focus, after_dark)
        if layer < _LAYERS - 1:
            paint_mist(stage, layer, stage.horizon + 0.015, 0.075, 0.34 - 0.05 * layer)
    shore = stage.horizon + 0.075
    if stage.shows("water"):
        paint_water(stage, "harbour", shore, mix(stage.time.near, "#0a1838", 0.4), ripple=1.2, clear=0.92, bottom=0.92)
    _paint_quay(stage, shore if not stage.shows("water") else 0.905, after_dark)


def _blend(a: Color, b: Color, t: float) -> Color:
    """A straight mix: there are hundreds of faces, and they differ little."""
    return a + (b - a) * F(t)


def _paint_row(stage: Stage, layer: int, focus: float, after_dark: bool) -> None:
    """One row of buildings, farthest first."""
    f = layer / (_LAYERS - 1)
    rng = stage.chance(("row", layer))
    base = (stage.horizon + 0.055 + 0.022 * f) * stage.height
    lights = np.zeros((3, stage.height, stage.width), F)
    x = -0.03 * stage.unit
    color = mix(mix("#5a6890", stage.time.near, 0.10 + 0.62 * f), stage.time.haze, 0.70 * (1 - f) ** 1.15)
    while x < stage.width:
        own = child_rng(rng)
        width = stage.unit * uniform(own, 0.034, 0.078) * (0.70 + 0.65 * f)
        center = (x + width / 2) / stage.width
        crowd = math.exp(-(((center - focus) * stage.ratio / 0.36) ** 2))
        tall = stage.rise * (uniform(own, 0.10, 0.24) + crowd * uniform(own, 0.08, 0.30)) * (1.12 - 0.62 * f)
        _paint_tower(stage, own, (x, base - tall, x + width * 0.97, base), color, f, after_dark, lights)
        x += width * uniform(own, 0.94, 1.22 + 0.5 * f)
    top = max(0, int(base - stage.rise * 0.75))
    bottom = min(stage.height, int(base) + 2)
    for k in range(3):
        plane = stage.picture[k, top:bottom]
        light = lights[k, top:bottom]
        np.maximum(plane, light, out=plane)
        if after_dark and not stage.flat:
            spill = wide_blur(light, 0.009 * stage.unit) * F(0.75) + wide_blur(light, 0.032 * stage.unit) * F(0.65)
            plane += (1 - plane) * np.clip(spill, 0, 1)


def _paint_tower(
    stage: Stage,
    rng: Generator,
    box: tuple[float, float, float, float],
    color: Color,
    f: float,
    after_dark: bool,
    lights: np.ndarray,
) -> None:
    """A tower with a lit and a shaded face, windows, and something on its roof."""
    x0, y0, x1, y1 = box
    width, tall = x1 - x0, y1 - y0
    tint = _blend(color, hex_color(pick(rng, "#8a6a70", "#5f7a96", "#6a6a8a", "#7a8278")), 0.16 * (0.4 + f))
    lit = _blend(tint, hex_color(stage.time.sun), 0.20 * stage.time.key)
    dark = _blend(tint, hex_color(stage.time.near), 0.30)
    corner = x0 + width * (0.34 if stage.side > 0 else 0.66)
    near = 0.15 + 0.5 * f
    faces = (((x0, corner), dark if stage.side > 0 else lit), ((corner, x1), lit if stage.side > 0 else dark))
    _paint_roof(stage, rng, x0, y0, width, tall, tint, near, after_dark and f > 0.2)
    for (left, right), face in faces:
        paint_patch(stage, np.array([(left, y0), (right, y0), (right, y1), (left, y1)]), face, near)
    style = int(rng.integers(4))
    for (left, right), share in ((faces[0][0], 1.0), (faces[1][0], 1.0)):
        _paint_windows(stage, rng, (left, y0, right, y1), f, style, after_dark, share, lights)
    if after_dark and f > 0.35 and stage.shows("text") and rng.random() < 0.42:
        neon = hex_color(pick(rng, *_NEON))
        sign_x, sign_y = x0 + width * uniform(rng, 0.08, 0.75), y0 + tall * uniform(rng, 0.12, 0.4)
        sign_w, sign_h = 0.0085 * stage.unit * (0.6 + 0.6 * f), uniform(rng, 0.05, 0.11) * stage.unit
        glyphs = 3 + int(rng.integers(5))
        for k in range(glyphs):
            foot = sign_y + sign_h * (k + 0.80) / glyphs
            if foot < y1:
                _add_light(lights, (sign_x, sign_y + sign_h * k / glyphs, sign_x + sign_w, foot), neon)


def _paint_roof(
    stage: Stage,
    rng: Generator,
    x0: float,
    y0: float,
    width: float,
    tall: float,
    tint: Color,
    near: float,
    beacon: bool,
) -> None:
    kind = rng.random()
    x1, middle = x0 + width, x0 + width / 2
    shapes: list[list[tuple[float, float]]] = []
    tip = y0
    if kind < 0.28:
        tip = y0 - tall * 0.20
        shapes = [
            [
                (x0 + width * 0.2, y0),
                (x0 + width * 0.2, y0 - tall * 0.07),
                (x0 + width * 0.8, y0 - tall * 0.07),
                (x0 + width * 0.8, y0),
            ],
            [(middle - width * 0.02, y0), (middle, tip), (middle + width * 0.02, y0)],
        ]
    elif kind < 0.42:
        shapes = [[(x0, y0 + 1), (x0, y0 - tall * 0.02), (x1, y0 - tall * 0.12), (x1, y0 + 1)]]
    elif kind < 0.54:
        tip = y0 - tall * 0.24
        shapes = [
            [(x0, y0 + 1), (middle, y0 - tall * 0.15), (x1, y0 + 1)],
            [(middle - width * 0.018, y0 - tall * 0.1), (middle, tip), (middle + width * 0.018, y0 - tall * 0.1)],
        ]
    elif kind < 0.70:
        shapes = [
            [
                (x0 + width * 0.14, y0 + 1),
                (x0 + width * 0.14, y0 - tall * 0.09),
                (x1 - width * 0.14, y0 - tall * 0.09),
                (x1 - width * 0.14, y0 + 1),
            ],
            [
                (x0 + width * 0.3, y0),
                (x0 + width * 0.3, y0 - tall * 0.15),
                (x1 - width * 0.3, y0 - tall * 0.15),
                (x1 - width * 0.3, y0),
            ],
        ]
    for shape in shapes:
        paint_patch(stage, np.array(shape), _blend(tint, hex_color(stage.time.near), 0.15), near)
    if beacon and tip < y0:
        paint_glow(stage, middle, tip, 0.009, "#ff4a3a", 0.9)


def _paint_windows(
    stage: Stage,
    rng: Generator,
    face: tuple[float, float, float, float],
    f: float,
    style: int,
    after_dark: bool,
    share: float,
    lights: np.ndarray,
) -> None:
    """Windows of one face. Floors are lit in runs, some wholly; by day panes mirror the sky instead."""
    x0, y0, x1, y1 = face
    cell_w = stage.unit * (0.0052 + 0.0050 * f) * (1.0, 2.6, 0.8, 1.4)[style]
    cell_h = stage.unit * (0.0075 + 0.0060 * f)
    columns, floors = max(1, int((x1 - x0) / cell_w)), max(1, int((y1 - y0 - cell_h * 0.6) / cell_h))
    own = child_rng(rng)
    tint = hex_color(pick(own, *_WARM))
    busy = own.random(96)[np.arange(floors) % 96]
    cells = own.random((96, 48))[np.arange(floors) % 96][:, np.arange(columns) % 48]
    on = (cells < (0.16 + 0.62 * busy[:, None] ** 1.7) * (1.0 if after_dark else 0.0)) * (
        0.45 + 0.55 * (cells * 97 % 1)
    )
    left, top = max(0, round(x0)), max(0, round(y0))
    right, bottom = min(stage.width, round(x1)), min(stage.height, round(y1))
    if right - left < 2 or bottom - top < 2:
        return
    across = (np.arange(left, right, dtype=F) + F(0.5) - F(x0)) / F((x1 - x0) / columns)
    down = (np.arange(top, bottom, dtype=F) + F(0.5) - F(y0 + cell_h * 0.4)) / F(cell_h)
    column, floor = np.clip(across.astype(np.int32), 0, columns - 1), np.clip(down.astype(np.int32), 0, floors - 1)
    pane_x, pane_y = (
        _pane(across - column, 0.24 if style != 2 else 0.34, cell_w),
        _pane(down - floor, 0.26 if style != 2 else 0.06, cell_h),
    )
    inside = (down >= 0) & (down < floors)
    pane = pane_x[None] * (pane_y * inside)[:, None]
    glow = on.astype(F)[floor][:, column] * pane * F(share * (0.45 + 0.55 * f))
    window = np.s_[top:bottom, left:right]
    glass = _blend(hex_color(stage.time.sky[-2][1]), hex_color(stage.time.near), 0.35 if not after_dark else 0.75)
    fade = np.linspace(0.62, 0.25, bottom - top, dtype=F)[:, None] * F(0.35 + 0.65 * f)
    stage.lay(glass, pane * fade, top, left)
    for k in range(3):
        np.maximum(lights[k][window], glow * tint[k], out=lights[k][window])


def _pane(inside: np.ndarray, margin: float, cell_px: float) -> np.ndarray:
    """1 on the pane, 0 on the frame, anti-aliased; far panes melt into half a tone."""
    soft = 0.7 / cell_px
    off = np.abs(inside - F(0.5))
    return (1 - smoothstep(0.5 - margin - soft, 0.5 - margin + soft, off.astype(F))).astype(F)


def _add_light(lights: np.ndarray, box: tuple[float, float, float, float], color: Color) -> None:
    x0, y0, x1, y1 = (max(0, round(v)) for v in box)
    for k in range(3):
        target = lights[k, y0 : max(y0 + 1, y1), x0 : max(x0 + 1, x1)]
        np.maximum(target, color[k], out=target)


def _paint_quay(stage: Stage, top: float, after_dark: bool) -> None:
    """The edge the viewer stands on, with lamps."""
    paint_ground(
        stage, "quay", top, mix("#6a6f80", stage.time.near, 0.45), look=SOFT, tufts=0, swell=0.0, near_from=0.8
    )
    edge = np.array(
        [
            (0, top * stage.height),
            (stage.width, top * stage.height),
            (stage.width, (top + 0.012) * stage.height),
            (0, (top + 0.012) * stage.height),
        ]
    )
    paint_patch(stage, edge, stage.local(mix("#8a8f9c", stage.time.near, 0.30)), 0.8)
    if not stage.shows("torches"):
        return
    for x in (0.07, 0.93) if stage.ratio < 1.6 else (0.05, 0.28, 0.72, 0.95):
        px, foot, tall = x * stage.width, (top + 0.035) * stage.height, 0.22 * stage.rise
        w = 0.0032 * stage.unit
        dark = hex_color(mix(stage.time.near, "#202434", 0.4))
        paint_patch(
            stage,
            np.array(
                [
                    (px - w * 2.2, foot),
                    (px - w, foot - tall * 0.1),
                    (px - w * 0.7, foot - tall),
                    (px + w * 0.7, foot - tall),
                    (px + w, foot - tall * 0.1),
                    (px + w * 2.2, foot),
                ]
            ),
            dark,
            0.95,
        )
        head = np.array(
            [
                (px - w * 3.2, foot - tall * 1.10),
                (px + w * 3.2, foot - tall * 1.10),
                (px + w * 2.1, foot - tall),
                (px - w * 2.1, foot - tall),
            ]
        )
        paint_patch(stage, head, "#ffe2a0" if after_dark else stage.local("#d8e0e8"), 0.95)
        paint_patch(
            stage,
            np.array(
                [(px - w * 3.8, foot - tall * 1.10), (px, foot - tall * 1.16), (px + w * 3.8, foot - tall * 1.10)]
            ),
            dark,
            0.95,
        )
        if after_dark:
            paint_glow(stage, px, foot - tall * 1.05, 0.055, "#ffc878", 0.8)


CITY = SceneKind(
    "city",
    (
        "city",
        "cityscape",
        "night city",
        "skyline",
        "downtown",
        "metropolis",
        "cyberpunk city",
        "cyberpunk",
        "skyscrapers",
        "urban",
        "neon city",
        "futuristic city",
        "city at night",
        "street",
    ),
    paint_city,
    times=("night", "dusk", "sunset", "day"),
    horizon=0.68,
    subject_baseline=0.965,
    subject_height=0.44,
)
