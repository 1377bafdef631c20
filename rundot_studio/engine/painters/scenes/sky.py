"""The sky: gradient bent toward the light, sun or moon, stars and the milky way."""

import math

import cv2
import numpy as np

from rundot_studio.engine.painters.color import Array, F, hex_color, lookup
from rundot_studio.engine.painters.noise import smoothstep, uniform

from .birds import paint_lightning
from .clouds import paint_clouds
from .sheets import sheet_noise
from .stage import Stage, coverage

_FLAT_BANDS = 8
_BELOW = 0.04  # the sky is painted a little below the horizon, ridges may sag


def falloff(distance: Array, *terms: tuple[float, float], reach: float = 3.0) -> Array:
    """A sum of ``weight * exp(-distance / radius)`` by table: a glow around a light. ``distance`` in units."""
    size = 2048
    d = np.linspace(0, reach, size)
    table = np.zeros(size)
    for weight, radius in terms:
        table += weight * np.exp(-d / radius)
    return table.astype(F)[np.minimum(distance * F(size / reach), size - 1).astype(np.int32)]


def paint_sky(stage: Stage, clouds: float | None = None) -> None:
    """Fill everything down to just below the horizon; below it lies haze, for the land to cover.

    ``clouds`` is the cover 0..1 instead of the hour's own.
    """
    bottom = min(stage.height, stage.row(stage.horizon + _BELOW) + 1)
    _gradient(stage, bottom)
    for k, value in enumerate(hex_color(stage.time.haze)):
        stage.picture[k, bottom:] = value
    if stage.time.stars > 0 and stage.shows("stars"):
        paint_stars(stage, bottom, stage.time.stars)
    if stage.shows("sun"):
        _light(stage, bottom)
    cover = stage.time.cloudiness if clouds is None else max(clouds, 0.9 if stage.time.cloudiness > 0.9 else 0.0)
    if cover > 0 and stage.shows("clouds"):
        paint_clouds(stage, cover)
    if stage.time.name == "storm":
        paint_lightning(stage)


def _gradient(stage: Stage, bottom: int) -> None:
    table = lookup(list(stage.time.sky), 2048)
    position = np.clip(stage.y[:bottom] / F(stage.horizon * stage.height), 0, 1)
    bend = 0.0 if stage.time.moon else 0.17
    if bend and stage.shows("sun"):
        d = stage.sun_distance[:bottom] * F(1 / 0.45)
        position = position + F(bend) * np.exp(-d * d)
    else:
        position = np.broadcast_to(position, (bottom, stage.width))
    if stage.flat:
        position = np.floor(position * _FLAT_BANDS) / F(_FLAT_BANDS - 0.4)
    index = np.clip(position * F(2047), 0, 2047).astype(np.int32)
    for k in range(3):
        stage.picture[k, :bottom] = np.ascontiguousarray(table[:, k])[index]


def paint_stars(stage: Stage, bottom: int, amount: float, count: int = 520) -> None:
    """Stars of three tints, fainter toward the horizon, and at full darkness a milky way."""
    rng = stage.chance("stars")
    fade = np.clip(1.05 - stage.y[:bottom] / F(bottom), 0, 1)
    if amount > 0.8 and not stage.flat:
        _milky_way(stage, bottom, fade)
    places = rng.random((count, 5))
    for tint, color in enumerate(("#ffffff", "#cfe0ff", "#ffdcc0")):
        mask = np.zeros((bottom, stage.width), np.uint8)
        for u, v, size, strength, which in places:
            if int(which * 3) != tint:
                continue
            radius = (0.00045 + 0.0011 * size**5) * stage.unit
            center = (round(u * stage.width * 16), round(v * bottom * 16))
            value = round(255 * (0.35 + 0.65 * strength))
            cv2.circle(mask, center, max(8, round(radius * 16)), value, -1, cv2.LINE_AA, 4)
        stage.shine(hex_color(color), coverage(mask) * fade * F(amount))
    for u, v, size, _, _ in places[:9]:
        _sparkle(stage, u * stage.width, v * bottom * 0.8, (0.006 + 0.010 * size) * stage.unit, amount)


def _sparkle(stage: Stage, x_px: float, y_px: float, radius_px: float, amount: float) -> None:
    """A bright star: a small halo with four points."""
    reach = math.ceil(radius_px * 2)
    top, left = max(0, int(y_px) - reach), max(0, int(x_px) - reach)
    bottom, right = min(stage.height, int(y_px) + reach), min(stage.width, int(x_px) + reach)
    if bottom - top < 2 or right - left < 2:
        return
    dx = np.abs(stage.x[:, left:right] - F(x_px)) / F(radius_px)
    dy = np.abs(stage.y[top:bottom] - F(y_px)) / F(radius_px)
    light = 0.8 * np.exp(-(dx * dx + dy * dy) * 40) + 0.22 * np.exp(-(dx * dx + dy * dy) * 5)
    light += 0.7 * np.exp(-dx * 26) * np.exp(-dy * 3.4) + 0.7 * np.exp(-dy * 26) * np.exp(-dx * 3.4)
    stage.shine(hex_color("#e4eeff"), np.clip(light * amount, 0, 1).astype(F), top, left)


def _milky_way(stage: Stage, bottom: int, fade: Array) -> None:
    rng = stage.chance("milky way")
    slope, across = uniform(rng, 0.5, 1.1) * -stage.side, uniform(rng, 0.3, 0.6)
    distance = ((stage.x - across * stage.width) + (stage.y[:bottom] - 0.35 * bottom) * F(slope)) / F(stage.unit)
    band = np.exp(-((distance / F(0.15)) ** 2))
    dust = sheet_noise(rng, bottom, stage.width, 0.9 * stage.unit, 2.6, 4)
    amount = np.clip(dust * 0.30 + 0.42, 0, 1) * band * fade
    stage.shine(hex_color("#7f9cf0"), amount * F(0.27))
    stage.shine(hex_color("#ffd9ec"), amount * amount * F(0.22))


def _light(stage: Stage, bottom: int) -> None:
    time = stage.time
    distance = stage.sun_distance[:bottom]
    color = hex_color(time.sun)
    radius = time.sun_size
    edge = 0.8 / stage.unit
    if stage.flat:
        for scale, amount in ((4.2, 0.15), (2.9, 0.18), (1.9, 0.24)):
            stage.lay(color, (distance < radius * scale).astype(F) * F(amount))
        radius *= 1.2
    else:
        glow = falloff(distance, (0.55, 0.05), (0.32, 0.16), (0.18, 0.5))
        stage.shine(color, np.clip(glow * F(0.95 * time.glow), 0, 1))
    if radius <= 0:
        return
    if not time.moon and not stage.flat:
        edge = max(edge, 0.10 * radius)
    disc = 1 - smoothstep(radius - edge, radius + edge, distance)
    if not time.moon or stage.flat:
        stage.lay(np.clip(color * F(1.03), 0, 1), disc)
        return
    reach = math.ceil(radius * stage.unit) + 3
    top, left = max(0, int(stage.sun_y) - reach), max(0, int(stage.sun_x) - reach)
    window = np.s_[top : min(bottom, int(stage.sun_y) + reach), left : int(stage.sun_x) + reach]
    disc = np.ascontiguousarray(disc[window])
    if disc.size == 0:
        return
    seas = sheet_noise(stage.chance("moon"), disc.shape[0], disc.shape[1], 0.42 * stage.unit, 2.6, 4)
    tone = np.clip(0.90 + 0.14 * smoothstep(-0.9, 0.5, seas), 0, 1.04) - 0.10 * (distance[window] / F(radius)) ** 3
    stage.lay(np.stack([np.clip(c * tone, 0, 1) for c in color]), disc, top, left)
