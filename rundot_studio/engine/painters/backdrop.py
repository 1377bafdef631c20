"""The ground behind a lone subject: studio gradient, icon plate, open paper, plain colour; and the shadows on it."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator

from .color import Array, Color, F, from_lch, hex_color, lch, rgb_to_oklab
from .noise import child_rng, smoothstep, spectral_noise, wide_blur
from .reading import Reading

_RAYS = 18
PLAIN = "#f1f1f4"
"""A plain ground where no colour is named."""


@dataclass(frozen=True)
class Foot:
    """Where a subject meets the ground, in pixels: its middle, its lowest row, its width and height."""

    x: float
    y: float
    width: float
    height: float
    grounded: bool


@dataclass(frozen=True)
class Mean:
    """The mean colour of a subject: OKLCh."""

    lightness: float
    chroma: float
    hue: float


def mean_color(rgba: Array) -> Mean:
    """Of a cut-out (height, width, 4), by its alpha; hue by chroma, so that grey parts do not vote."""
    step = max(1, max(rgba.shape[:2]) // 160)
    small = np.ascontiguousarray(rgba[::step, ::step])
    weight = small[..., 3]
    total = float(weight.sum()) + 1e-6
    lab = rgb_to_oklab(np.ascontiguousarray(small[..., :3]))
    lightness = float((lab[..., 0] * weight).sum()) / total
    a, b = float((lab[..., 1] * weight).sum()) / total, float((lab[..., 2] * weight).sum()) / total
    chroma = float(np.hypot(a, b))
    return Mean(lightness, chroma, float(np.degrees(np.arctan2(b, a))) % 360)


def studio_color(mean: Mean, rng: Generator, *, dark: bool, vivid: bool) -> Color:
    """A quiet colour the subject stands out from: its complement, or a neighbour where it has no hue of its own."""
    own = child_rng(rng)
    hue = mean.hue + 180 if mean.chroma > 0.03 else 262.0  # what has no hue stands well before blue-violet
    hue += 30 * (float(own.random()) - 0.5)
    if dark:  # light of its own shows best in the blue of night
        return from_lch(0.29, 0.060, 272 + 30 * (float(own.random()) - 0.5))
    if mean.lightness > 0.78:
        return from_lch(0.52, 0.075, hue)
    return from_lch(0.80 if vivid else 0.88, 0.065 if vivid else 0.040, hue)


def studio(width: int, height: int, color: Color, center: tuple[float, float], rng: Generator) -> Array:
    """A lit backdrop: brightest behind the subject, falling off to the corners, a soft floor below."""
    own = child_rng(rng)
    lightness, chroma, hue = lch(color)
    x = (np.arange(width, dtype=F) + F(0.5)) / F(width)
    y = (np.arange(height, dtype=F) + F(0.5)) / F(height)
    longer, unit = max(width, height), min(width, height)
    dx = (x - F(center[0])) * F(width / longer)
    dy = (y - F(center[1])) * F(height / longer)
    distance = np.sqrt(dx[None, :] ** 2 + dy[:, None] ** 2) * F(longer / np.hypot(width, height) * 2)
    light = np.exp(-((distance / F(0.62)) ** 2))
    floor = smoothstep(0.70, 0.86, y)[:, None]
    mottle = spectral_noise(own, height, width, 3.0, 2, size=256) * F(0.008)
    tone = light * F(0.9) - floor * F(0.16) + mottle
    bright = from_lch(lightness + (1 - lightness) * 0.52, chroma * 0.62, hue + 10)
    deep = from_lch(lightness * 0.86, chroma * 1.2, hue - 8)
    ratio = width / height
    if not 0.77 < ratio < 1.3:  # a long format has room to fill: a disc behind the subject
        reach = distance * F(np.hypot(width, height) / 2 / unit)
        disc = 1 - smoothstep(0.470, 0.474, reach)
        ring = smoothstep(0.500, 0.503, reach) * (1 - smoothstep(0.509, 0.512, reach))
        tone = tone * F(0.8) + disc * F(0.20) + ring * F(0.26)
    t = np.clip(tone, 0, 1)[..., None]
    return np.clip(deep * (1 - t) + bright * t, 0, 1).astype(F)


def burst(width: int, height: int, color: Color, center: tuple[float, float]) -> Array:
    """Flat rays from behind the subject, as comics have them."""
    lightness, chroma, hue = lch(color)
    x = (np.arange(width, dtype=F) + F(0.5) - F(center[0] * width))[None, :]
    y = (np.arange(height, dtype=F) + F(0.5) - F(center[1] * height))[:, None]
    turn = np.arctan2(y, x) / F(2 * np.pi) * F(_RAYS) + F(0.25)
    saw = np.abs(turn - np.floor(turn) - F(0.5)) * 2
    radius = np.sqrt(x * x + y * y)
    edge = F(_RAYS / np.pi) / np.maximum(radius, F(1))
    ray = np.clip((saw - F(0.5)) / edge + F(0.5), 0, 1)[..., None]
    pale = from_lch(min(lightness + 0.055, 0.95), chroma * 0.8, hue + 6)
    return (color + (pale - color) * ray).astype(F)


def plate(width: int, height: int, color: Color) -> Array:
    """The framed tile behind an icon: dark, glowing from the middle, with a bevelled rim."""
    _, chroma, hue = lch(color)
    unit = min(width, height)
    x = np.abs(np.arange(width, dtype=F) + F(0.5) - F(width / 2))[None, :]
    y = np.abs(np.arange(height, dtype=F) + F(0.5) - F(height / 2))[:, None]
    radius = F(0.12 * unit)
    corner_x = np.maximum(x - F(width / 2 - 0.03 * unit) + radius, 0)
    corner_y = np.maximum(y - F(height / 2 - 0.03 * unit) + radius, 0)
    inside = radius - np.sqrt(corner_x**2 + corner_y**2)
    middle = np.exp(-((x / F(0.40 * width)) ** 2) - (y / F(0.40 * height)) ** 2)
    chroma = max(chroma, 0.05)
    deep, glow = from_lch(0.22, chroma * 0.8, hue), from_lch(0.56, min(chroma * 1.9, 0.15), hue)
    field = deep + (glow - deep) * middle[..., None]
    rim = smoothstep(0.030 * unit, 0.026 * unit, inside) * smoothstep(-0.002 * unit, 0.002 * unit, inside)
    lit = from_lch(0.78, chroma * 0.9, hue + 8), from_lch(0.42, chroma * 1.1, hue - 6)
    lower = smoothstep(0.15, 0.85, (np.arange(height, dtype=F) / F(height)))[:, None, None]
    frame_color = lit[0] + (lit[1] - lit[0]) * lower
    field = field + (frame_color - field) * rim[..., None]
    groove = np.exp(-(((inside - F(0.034 * unit)) / F(0.006 * unit)) ** 2)) * F(0.5)
    field = field * (1 - groove)[..., None]
    outside = from_lch(0.13, chroma * 0.4, hue)
    cover = smoothstep(-0.002 * unit, 0.002 * unit, inside)[..., None]
    return np.clip(outside * (1 - cover) + field * cover, 0, 1).astype(F)


def wash(width: int, height: int, color: Color, center: tuple[float, float], rng: Generator) -> Array:
    """White paper with one loose patch of colour behind the subject."""
    own = child_rng(rng)
    x = ((np.arange(width, dtype=F) + F(0.5)) / F(width) - F(center[0])) * F(width / min(width, height))
    y = ((np.arange(height, dtype=F) + F(0.5)) / F(height) - F(center[1])) * F(height / min(width, height))
    distance = np.sqrt((x / F(0.46))[None, :] ** 2 + (y / F(0.40))[:, None] ** 2)
    edge = distance + F(0.085) * spectral_noise(own, height, width, 2.6, 3, size=256)
    cover = (1 - smoothstep(0.82, 0.98, edge)) * (
        F(0.55) + F(0.18) * spectral_noise(own, height, width, 3, 2, size=256)
    )
    lightness, chroma, hue = lch(color)
    pale = from_lch(max(lightness, 0.80), min(max(chroma, 0.05), 0.085), hue)
    ground = np.ones((height, width, 3), F)
    return np.clip(ground + (pale - ground) * np.clip(cover, 0, 0.9)[..., None], 0, 1).astype(F)


def plain(width: int, height: int, color: Color | None) -> Array:
    """One colour all over."""
    value = hex_color(PLAIN) if color is None else color
    return np.ones((height, width, 3), F) * value


def is_plain(reading: Reading) -> bool:
    """Whether the ground is to be of one colour, with nothing on it."""
    return reading.background.kind in ("plain", "transparent")


def with_shadows(ground: Array, alpha: Array, feet: Sequence[Foot], strength: float = 1.0) -> Array:
    """Contact shadows under what stands, a soft drop shadow under what hovers: darker, cooler ground."""
    height, width = alpha.shape
    unit = min(height, width)
    shade = np.zeros((height, width), F)
    for foot in feet:
        if foot.grounded:
            wide, flat = foot.width * 0.92, max(foot.width * 0.13, 0.015 * unit)
            shade = np.maximum(shade, _ellipse(shade, foot, wide, flat) * F(0.34))
            shade = np.maximum(shade, wide_blur(_ellipse(shade, foot, wide * 0.8, flat * 0.45), flat * 0.10) * F(0.46))
    if any(not foot.grounded for foot in feet):
        shift = np.array([[1, 0, 0.012 * unit], [0, 1, 0.026 * unit]], np.float64)
        cast = cv2.warpAffine(alpha, shift, (width, height))
        shade = np.maximum(shade, wide_blur(cast, 0.020 * unit) * F(0.26))
    shade = np.clip(shade * F(strength), 0, 0.75)
    cool = np.array([1.0, 0.94, 0.84], F)
    return np.clip(ground * (1 - shade[..., None] * cool), 0, 1)


def _ellipse(like: Array, foot: Foot, width: float, height: float) -> Array:
    """A soft ellipse on the floor under a foot, 0..1."""
    rows, columns = like.shape
    x = (np.arange(columns, dtype=F) - F(foot.x)) / F(max(width / 2, 1))
    y = (np.arange(rows, dtype=F) - F(foot.y - height * 0.22)) / F(max(height / 2, 1))
    distance = x[None, :] ** 2 + y[:, None] ** 2
    return np.clip(1 - distance, 0, 1) ** F(0.8)
