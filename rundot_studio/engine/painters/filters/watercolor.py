"""Watercolour: bent outlines, pooled washes, dark rims, granulation, and a ragged border on open paper."""

import cv2
import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Array, F
from rundot_studio.engine.painters.noise import blur, child_rng, displace, smoothstep

from .surface import Filtered, kuwahara, luma, paper, saturated, scale_of, soft_noise, with_luma

PAPER = np.array([0.985, 0.974, 0.950], F)
_WASHES = 8


def apply(rgb: Array, rng: Generator, matte: Array | None = None, *, lone: bool = False) -> Filtered:
    """The picture as pigment on paper; see the package for the arguments."""
    own = child_rng(rng)
    height, width = rgb.shape[:2]
    scale = scale_of(rgb)
    bend_x, bend_y = (soft_noise(own, height, width, 2.4, 3) * F(2.8 * scale) for _ in range(2))
    bent = displace(np.ascontiguousarray(rgb, F), bend_x, bend_y)
    moved = None if matte is None else displace(matte, bend_x, bend_y)
    washes = kuwahara(kuwahara(bent, 5 * scale), 7 * scale)
    detail = kuwahara(bent, 2.4 * scale)
    washes = washes * F(0.62) + detail * F(0.38)
    tone = luma(washes)
    steps = tone * F(_WASHES)
    pooled = (np.floor(steps) + smoothstep(0.25, 0.75, steps - np.floor(steps))) / F(_WASHES)
    lifted = F(0.16) + F(0.84) * (tone * F(0.45) + pooled * F(0.55)) ** F(0.88)
    washes = saturated(with_luma(washes, tone, lifted), 1.12)
    grain, flow = paper(own, height, width), soft_noise(own, height, width, 3.0)
    rims = _rims(pooled, washes, scale)
    pigment = 1 - washes
    pigment *= ((1 + F(0.85) * rims) * (1 + F(0.15) * flow) * (1 + F(0.30) * grain))[..., None]
    if not lone:
        pigment *= _ragged_border(own, grain)[..., None]
    _splatter(own, pigment, scale)
    ground = PAPER * (1 + F(0.016) * grain)[..., None]
    return np.clip(ground * (1 - np.clip(pigment, 0, 1)), 0, 1), moved


def _rims(pooled: Array, washes: Array, scale: float) -> Array:
    """Pigment gathers at the edge of every wash: (height, width) 0..1."""
    soft = blur(pooled, max(0.6, 1.1 * scale))
    strength = np.zeros(pooled.shape, F)
    for field in (soft, blur(washes[..., 0] - washes[..., 2], max(0.6, 1.1 * scale))):
        gx = cv2.Sobel(field, cv2.CV_32F, 1, 0, ksize=3)
        gy = cv2.Sobel(field, cv2.CV_32F, 0, 1, ksize=3)
        strength = np.maximum(strength, np.sqrt(gx * gx + gy * gy))
    return blur(np.clip(strength * F(1.4 * max(scale, 0.5)), 0, 1), max(0.5, 0.8 * scale))


def _ragged_border(rng: Generator, grain: Array) -> Array:
    """0 on the bare paper at the border, 1 inside, a little more at the rim of the painted field."""
    height, width = grain.shape
    x = np.arange(width, dtype=F)[None, :]
    y = np.arange(height, dtype=F)[:, None]
    away = np.minimum(np.minimum(x, width - 1 - x), np.minimum(y, height - 1 - y)) / F(min(height, width))
    away = away + F(0.011) * soft_noise(rng, height, width, 2.8, 2) + F(0.006) * grain
    inside = smoothstep(0.022, 0.036, away)
    rim = np.exp(-(((away - F(0.037)) / F(0.007)) ** 2)) * inside
    return inside * (1 + F(0.30) * rim)


def _splatter(rng: Generator, pigment: Array, scale: float) -> None:
    """A few drops of the colour at hand, flicked from the brush; drawn in place."""
    height, width = pigment.shape[:2]
    for across, down, size in rng.random((24, 3)):
        x, y = across * width, down * height
        radius = (0.8 + 5.0 * size**4) * scale
        reach = int(radius + 3)
        left, top = max(0, int(x) - reach), max(0, int(y) - reach)
        patch = pigment[top : int(y) + reach, left : int(x) + reach]
        if patch.size == 0:
            continue
        source = pigment[
            min(height - 1, int(y * 0.9 + height * 0.05)), min(width - 1, int(x * 0.9 + width * 0.05))
        ].copy()
        rows = np.arange(top, top + patch.shape[0], dtype=F)[:, None] - F(y)
        columns = np.arange(left, left + patch.shape[1], dtype=F)[None, :] - F(x)
        distance = np.sqrt(rows * rows + columns * columns)
        drop = (1 - smoothstep(radius - 0.8, radius + 0.8, distance)) * F(0.35)
        patch += drop[..., None] * source
