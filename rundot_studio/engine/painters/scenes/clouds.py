"""Clouds: heaps of lit puffs on flat bases, thin streaks high up, and the closed deck of a storm."""

import math
from functools import lru_cache

import cv2
import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Array, ColorLike, F, hex_color
from rundot_studio.engine.painters.noise import rng_for, smoothstep, uniform

from .sheets import sheet_at, sheet_noise
from .stage import Stage, shade

_PUFF_SIZE = 160
_PUFF_VARIANTS = 6


@lru_cache(maxsize=32)
def _puff(variant: int, flat: bool, side: int) -> tuple[Array, Array]:
    """One round of vapour lit from above and ``side``: (tone, alpha), each square, 0..1."""
    line: Array = np.linspace(-1, 1, _PUFF_SIZE, dtype=F)
    x, y = line[None], line[:, None]
    r = np.sqrt(x * x + y * y)
    if flat:
        alpha = smoothstep(0.0, 0.03, F(0.92) - r)
        lit = smoothstep(0.0, 0.03, 0.80 - np.hypot(x - F(0.10 * side), y + F(0.14)))
        return (0.62 + 0.33 * lit).astype(F), alpha
    rng = rng_for("puff", variant)
    rough = sheet_noise(rng, _PUFF_SIZE, _PUFF_SIZE, 5.0 * _PUFF_SIZE, 2.7, 9)
    fine = sheet_noise(rng, _PUFF_SIZE, _PUFF_SIZE, 3.0 * _PUFF_SIZE, 2.2, 20)
    field = 0.80 - r + 0.075 * rough + 0.022 * fine
    alpha = smoothstep(0.0, 0.20, field)
    z = np.sqrt(np.clip(1 - (r / 0.98) ** 2, 0, 1))
    light = x * F(0.42 * side) - y * 0.74 + z * 0.38
    tone = 0.46 + 0.46 * light + 0.060 * rough + 0.030 * fine
    return np.clip(tone, 0, 1).astype(F), alpha


def _stamp(tone: Array, alpha: Array, puff: tuple[Array, Array], x: float, y: float, r: float, lift: float) -> None:
    """Lay one puff of radius ``r`` (pixels) over the clouds so far."""
    size = max(3, round(2 * r))
    left, top = round(x - r), round(y - r)
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(tone.shape[1], left + size), min(tone.shape[0], top + size)
    if x1 <= x0 or y1 <= y0:
        return
    flags = cv2.INTER_AREA if size < _PUFF_SIZE else cv2.INTER_LINEAR
    window = np.s_[y0 - top : y1 - top, x0 - left : x1 - left]
    puff_tone = cv2.resize(puff[0], (size, size), interpolation=flags)[window] + F(lift)
    puff_alpha = cv2.resize(puff[1], (size, size), interpolation=flags)[window]
    target = np.s_[y0:y1, x0:x1]
    tone[target] += (puff_tone - tone[target]) * puff_alpha
    alpha[target] += (1 - alpha[target]) * puff_alpha


def _heap(
    rng: Generator, stage: Stage, tone: Array, alpha: Array, x: float, base: float, span: float, tall: float
) -> None:
    """One cumulus: puffs piled back to front over a level base, ``span`` wide and about ``tall`` high (pixels)."""
    count = 9 if stage.flat else 22
    own = np.zeros_like(alpha)
    own_tone = np.full_like(tone, 0.5)
    rows = np.s_[max(0, math.floor(base - tall * 1.9)) : min(alpha.shape[0], math.ceil(base + tall * 0.25) + 1)]
    if rows.start >= rows.stop:
        return
    places = rng.random((count, 4))
    peak = uniform(rng, 0.35, 0.65)
    puffs = []
    for u, v, size, variant in places:
        envelope = max(0.0, 1 - abs((u - peak) / max(peak, 1 - peak)) ** 1.6)
        height = v**0.8 * envelope
        radius = span * (0.085 + 0.085 * size) * (0.55 + 0.75 * envelope)
        puffs.append((height, x + (u - 0.5) * span, base - height * tall - radius * 0.35, radius, variant))
    puffs.sort(key=lambda puff: -puff[0])
    for height, px, py, radius, variant in puffs:
        picture = _puff(int(variant * _PUFF_VARIANTS), stage.flat, stage.side)
        _stamp(own_tone, own, picture, px, py - rows.start + rows.start, radius, 0.20 * (height - 0.42))
    line = np.arange(rows.start, rows.stop, dtype=F)[:, None]
    soft = span * (0.004 if stage.flat else 0.05)
    level = 1 - smoothstep(base - soft, base + soft, line)
    above = np.clip((F(base) - line) / F(max(tall, 1.0)), 0, 1)
    under = own_tone[rows] - (0 if stage.flat else 0.34 * (1 - smoothstep(0.0, 0.42, above)))
    cover = own[rows] * level
    tone[rows] += (under - tone[rows]) * cover
    alpha[rows] += (1 - alpha[rows]) * cover


def _cumulus(stage: Stage, cover: float) -> None:
    """Rows of heaped clouds, larger and rarer upward as perspective has it. Painted at half size: they are soft."""
    rng = stage.chance("cumulus")
    sky = stage.horizon * stage.height
    shrink = 1.0 if stage.flat or stage.unit < 400 else 0.5
    width, height = max(8, round(stage.width * shrink)), max(8, round(sky * shrink))
    tone, alpha = np.full((height, width), 0.5, F), np.zeros((height, width), F)
    unit = stage.unit * shrink
    distance = np.zeros((height, 1), F)
    for nearness, chance_count in ((0.12, 7), (0.38, 5), (0.75, 4)):
        for _ in range(chance_count):
            u, jitter, size, wanted = (float(v) for v in rng.random(4))
            heap_rng = stage.chance(("heap", nearness, _))
            if wanted > 0.28 + cover * 0.9:
                continue
            base = height * (0.94 - 0.80 * nearness**0.9 + 0.10 * (jitter - 0.5))
            span = unit * (0.10 + 0.34 * nearness) * (0.7 + 0.8 * size)
            tall = span * (0.20 + 0.20 * nearness) * (0.8 + 0.5 * jitter)
            _heap(heap_rng, stage, tone, alpha, (-0.1 + 1.2 * u) * width, base, span, tall)
    rows = np.arange(height, dtype=F)[:, None] / F(height)
    distance = smoothstep(0.55, 1.0, rows)
    if not stage.flat:
        dx = sheet_noise(rng, height, width, unit * 0.9, 2.4, 5) * F(unit * 0.0035)
        dy = sheet_noise(rng, height, width, unit * 0.9, 2.4, 5) * F(unit * 0.0030)
        xs = np.arange(width, dtype=F)[None] + dx
        ys = np.arange(height, dtype=F)[:, None] + dy
        tone = cv2.remap(tone, xs, ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        alpha = cv2.remap(alpha, xs, ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    alpha *= 1 - 0.55 * distance
    _lay_clouds(stage, tone, alpha)


def _lay_clouds(stage: Stage, tone: Array, alpha: Array, strength: float = 0.94) -> None:
    rows = min(stage.height, round(stage.horizon * stage.height))
    if alpha.shape != (rows, stage.width):
        tone = cv2.resize(tone, (stage.width, rows), interpolation=cv2.INTER_LINEAR)
        alpha = cv2.resize(alpha, (stage.width, rows), interpolation=cv2.INTER_LINEAR)
    if not stage.flat:
        d = stage.sun_distance[:rows] * F(1 / 0.34)
        tone = tone + F(0.20 * stage.time.key) * np.exp(-d * d) * (1.25 - alpha)
    if strength < 0.5:  # thin cloud does not dull the sun itself
        near_sun = stage.sun_distance[:rows] * F(1 / 0.06)
        alpha = alpha * (1 - F(0.9) * np.exp(-near_sun * near_sun))
    table = stage.gradient(stage.time.cloud_shade, stage.time.cloud_light)
    stage.lay(shade(table, np.clip(tone * 1.12 - 0.04, 0, 1)), alpha * F(strength))


def _deck(stage: Stage, cover: float, strength: float, streak: float) -> None:
    """A layer seen in perspective from below: thin streaks at a small cover, a closed storm ceiling at 1."""
    rng = stage.chance(("deck", streak))
    rows = max(8, round(stage.horizon * stage.height))
    step = 1 if stage.unit < 400 else 2
    height, width = max(4, rows // step), max(4, stage.width // step)
    up = np.clip(1 - np.arange(height, dtype=F)[:, None] / F(height), 0, 1)
    scale = 1 / (up + F(0.34 if cover < 0.9 else 0.62))
    sky_units = rows / stage.unit
    across = (np.arange(width, dtype=F)[None] / F(width) - 0.5) * F(stage.width / stage.unit)
    closed = 0.8 if cover > 0.9 else 1.0
    u = across * scale * F(0.34 * closed * (1 - 0.55 * streak))
    v = scale * F(0.30 * closed * sky_units * (1 + streak))
    texels = 1024 * 0.45 / (stage.unit / step)
    density = sheet_at(rng, u, v, 3.0, 2, texels_per_px=texels)
    density += F(0.12 if cover > 0.9 else 0.22) * sheet_at(rng, u * 1.7, v * 1.7, 2.2, 8, texels_per_px=texels * 1.7)
    threshold = 1.25 - 1.95 * cover
    alpha = smoothstep(threshold, threshold + 1.25, density) * smoothstep(0.02, 0.26, up)
    if cover > 0.9:
        alpha = np.clip(0.72 + 0.28 * smoothstep(-0.8, 0.6, density), 0, 1) * smoothstep(0.0, 0.22, up)
    shift = max(1, round(0.014 * stage.unit / step))
    matrix = np.array([[1, 0, stage.side * shift], [0, 1, -shift]], F)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    toward = cv2.warpAffine(density, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    relief = (density - toward) * F(0.42 if cover < 0.9 else 0.30)
    tone = np.clip(F(0.50) + relief - F(0.10 * cover) * (density - F(min(threshold, 0.0))), 0, 1)
    if stage.flat:
        alpha = (alpha > 0.5).astype(F) * F(0.8)
        tone = np.where(tone > 0.5, F(0.7), F(0.45))
    _lay_clouds(stage, tone, alpha, strength)


def paint_clouds(stage: Stage, cover: float) -> None:
    """Cover of the sky 0..1: fair-weather heaps with streaks above, from 0.9 on a closed deck."""
    if cover >= 0.9:
        _deck(stage, 0.95, 0.96, 0.0)
        return
    if not stage.flat:
        _deck(stage, 0.28 + 0.25 * cover, 0.42, 0.8)
    _cumulus(stage, cover)


def paint_smoke(
    stage: Stage, x_px: float, y_px: float, top_px: float, lean: float, color: ColorLike, light: ColorLike
) -> None:
    """A column of smoke from a point up to ``top_px``, widening, lit from below by what it rises from."""
    rng = stage.chance(("smoke", round(x_px / stage.width, 3)))
    bottom = max(2, min(stage.height, math.ceil(y_px) + 1))
    tone, alpha = np.full((bottom, stage.width), 0.4, F), np.zeros((bottom, stage.width), F)
    count = 46
    places = rng.random((count, 3))
    for i in range(count - 1, -1, -1):
        up = (i + 0.5) / count
        radius = (0.018 + 0.135 * up**0.9) * stage.unit * (0.7 + 0.6 * places[i, 0])
        y = y_px + (top_px - y_px) * up
        x = x_px + lean * up**1.4 * stage.unit + (places[i, 1] - 0.5) * radius * 1.7
        _stamp(tone, alpha, _puff(int(places[i, 2] * _PUFF_VARIANTS), stage.flat, stage.side), x, y, radius, -0.12 * up)
    table = stage.gradient(color, light)
    fade = smoothstep(top_px - 0.05 * stage.unit, top_px + 0.20 * stage.unit, stage.y[:bottom])
    stage.lay(shade(table, tone), alpha * F(0.93) * fade)
    d = stage.distance(x_px, y_px, 0, bottom) * F(1 / 0.16)
    stage.shine(hex_color("#ff7a30"), np.exp(-d * d) * alpha * F(0.75))
