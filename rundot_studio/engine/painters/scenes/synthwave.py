"""Synthwave: a striped sun over wire mountains and a neon grid."""

import dataclasses

import cv2
import numpy as np

from rundot_studio.engine.painters.color import Array, F, hex_color, lookup
from rundot_studio.engine.painters.noise import smoothstep, wide_blur

from .light import bloom
from .painting import SceneKind
from .ridges import ridge_line
from .sky import falloff, paint_stars
from .stage import Stage, coverage, shade

_SKY = ((0.0, "#0b0524"), (0.45, "#2a0f5a"), (0.8, "#a01f8a"), (1.0, "#ff5fa2"))
_SUN = ((0.0, "#fff27a"), (0.5, "#ff8a5f"), (1.0, "#ff2f9a"))


def paint_synthwave(stage: Stage) -> None:
    """Everything meets at the vanishing point under the sun."""
    stage.time = dataclasses.replace(
        stage.time,
        sky=_SKY,
        sun="#ff9fd0",
        haze="#c0409a",
        near="#0b0524",
        ambient=(0.95, 0.82, 1.0),
        stars=0.9,
        dark=True,
    )
    stage.sun_x, stage.sun_y = stage.width / 2, stage.horizon * stage.height - _sun_radius(stage) * 0.97 * stage.unit
    stage.__dict__.pop("sun_distance", None)
    horizon = stage.horizon_row
    table = lookup(list(_SKY), 1024)
    position = np.clip(stage.y[:horizon] / F(horizon), 0, 1) * F(1023)
    for k in range(3):
        stage.picture[k, :horizon] = table[position.astype(np.int32), k]
    if stage.shows("stars"):
        paint_stars(stage, horizon, 0.9, 420)
    if stage.shows("sun"):
        _paint_sun(stage, horizon)
    if stage.shows("mountains"):
        _paint_wire_mountains(stage, horizon)
    _paint_grid(stage, horizon)


def _sun_radius(stage: Stage) -> float:
    """In units; a low sky makes it smaller."""
    return min(0.205, 0.42 * stage.horizon * stage.height / stage.unit)


def _paint_sun(stage: Stage, horizon: int) -> None:
    radius = _sun_radius(stage)
    distance = stage.sun_distance[:horizon]
    stage.shine(hex_color("#ff4fa0"), np.clip(falloff(distance, (0.62, 0.17)), 0, 1))
    down = (stage.y[:horizon] - F(stage.sun_y)) / F(2 * radius * stage.unit) + F(0.5)
    soft = 0.8 / stage.unit
    disc = 1 - smoothstep(radius - soft, radius + soft, distance)
    phase = np.mod(down * F(11), 1)
    gap = np.clip(F(0.10) + F(0.55) * (down - F(0.42)), 0, 0.6)
    edge = 11 * soft / (2 * radius)
    open_band = np.where(down > 0.42, smoothstep(gap - F(edge), gap + F(edge), phase), F(1))
    stage.lay(shade(lookup(list(_SUN)), np.broadcast_to(down, distance.shape)), disc * open_band, near=0.02)


def _paint_wire_mountains(stage: Stage, horizon: int) -> None:
    count = max(12, round(30 * stage.width / stage.unit))
    for layer, (high, hue) in enumerate(((1.0, "#7a3fff"), (0.55, "#3fe0ff"))):
        rng = stage.chance(("wire", layer))
        full = ridge_line(stage, rng, stage.horizon - 0.035 * high, 0.036 * high, 5, 0.5)
        x = np.linspace(-0.02, 1.02, count) * stage.width
        clear = 1 - np.exp(-(((x / stage.width - 0.5) * stage.ratio / 0.26) ** 2))
        y = (
            horizon
            - np.maximum(horizon - np.interp(x, np.arange(stage.width), full), 0.008 * stage.unit) * clear * 1.35
        )
        peaks = np.stack([x, np.minimum(y, horizon - 1)], 1)
        body = stage.polygons([np.concatenate([peaks, [(x[-1], horizon), (x[0], horizon)]])], 0, horizon)
        stage.lay(hex_color("#150734"), body, near=0.06 + 0.06 * layer)
        stage.depth[:horizon] = np.where(body > 0.5, F(0.06 + 0.06 * layer), stage.depth[:horizon])
        lines = np.zeros((horizon, stage.width), np.uint8)
        thick = max(1, round(stage.unit / 620))
        for i in range(count):
            feet = [(x[min(max(i + step, 0), count - 1)], horizon + 2) for step in (-1, 0, 1)]
            for end in feet:
                _line(lines, peaks[i], end, 110, thick)
            if i + 1 < count:
                _line(lines, peaks[i], peaks[i + 1], 255, thick)
        light = coverage(lines)
        glow = np.zeros((stage.height, stage.width), F)
        glow[:horizon] = light
        stage.shine(hex_color(hue), light)
        if not stage.flat:
            bloom(stage, glow, hue, near=0.005, wide=0.018, amount=0.9)


def _line(
    mask: np.ndarray,
    start: np.ndarray | tuple[float, float],
    end: np.ndarray | tuple[float, float],
    value: int,
    thick: int,
) -> None:
    a = (round(float(start[0]) * 16), round(float(start[1]) * 16))
    b = (round(float(end[0]) * 16), round(float(end[1]) * 16))
    cv2.line(mask, a, b, value, thick, cv2.LINE_AA, 4)


def _paint_grid(stage: Stage, horizon: int) -> None:
    rows = stage.height - horizon
    down = np.clip((np.arange(rows, dtype=F)[:, None] + F(0.5)) / F(stage.unit) / F(0.42), 1e-3, None)
    table = lookup([(0, "#4a128a"), (0.25, "#26095a"), (1, "#0a0320")])
    floor = shade(table, np.broadcast_to(down, (rows, stage.width)))
    stage.picture[:, horizon:] = floor
    z = np.reciprocal(down)
    pixel = F(1 / (0.42 * stage.unit))
    along = z * F(1.9)
    across = (stage.x - F(stage.width / 2)) / F(stage.unit) * z * F(9)
    step_z = F(1.9) * z * z * pixel
    step_x = F(9 * 0.42) * z * pixel
    light = np.maximum(_wire(along, step_z, 0.030), _wire(across, step_x, 0.022)) * np.exp(F(-0.07) * z)
    shine: Array = np.clip(light, 0, 1)
    stage.shine(hex_color("#ff4fd8"), shine, horizon)
    if not stage.flat:
        spill = wide_blur(shine, 0.009 * stage.unit)
        stage.shine(hex_color("#b02fff"), np.clip(spill * F(0.9), 0, 1), horizon)
        track = np.exp(-(((stage.x - F(stage.width / 2)) / F(0.16 * stage.unit)) ** 2)) * np.exp(-down * F(2.6))
        stage.shine(hex_color("#ff6fb0"), track * F(0.55), horizon)
    line = np.exp(-np.abs(stage.y - F(horizon)) / F(0.004 * stage.unit))
    stage.shine(hex_color("#ff9fe0"), line * F(0.9))
    stage.depth[horizon:] = np.clip(0.25 + 0.75 * down / float(down[-1, 0]), 0, 1)


def _wire(position: Array, step: Array, width: float) -> Array:
    """Lines at whole numbers, never thinner than a pixel but fainter instead; ``step`` is the position per pixel."""
    off = np.abs(np.mod(position + F(0.5), 1) - F(0.5))
    half = np.maximum(F(width), step * F(0.75))
    fade = np.minimum(F(width) / half * F(1.6), 1)
    return np.clip(1 - (off - half) / np.maximum(step, F(1e-5)), 0, 1) * fade * (half < 0.45)


SYNTHWAVE = SceneKind(
    "synthwave",
    ("synthwave", "retrowave", "vaporwave", "outrun", "neon grid", "retro future", "eighties", "80s", "tron"),
    paint_synthwave,
    times=("night",),
    horizon=0.58,
    subject_height=0.36,
)
