"""Blueprint: white construction lines on cyanotype blue, with a measuring grid."""

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Array, F, hex_color
from rundot_studio.engine.painters.noise import blur, child_rng

from .lines import color_edges, hatching, ink_lines
from .surface import Filtered, kuwahara, luma, over, paper, scale_of, soft_noise

BLUE, LINE = "#1d4f91", "#eaf4ff"


def apply(rgb: Array, rng: Generator, matte: Array | None = None, *, lone: bool = False) -> Filtered:
    """The picture as a technical drawing; see the package for the arguments."""
    own = child_rng(rng)
    height, width = rgb.shape[:2]
    scale = scale_of(rgb)
    grain, wash = paper(own, height, width), soft_noise(own, height, width, 3.0, 2)
    ground = hex_color(BLUE) * (1 + F(0.05) * grain + F(0.04) * wash)[..., None]
    ground = over(ground, LINE, _grid(height, width, scale))
    outline = np.maximum(color_edges(rgb, 1.0 * scale), ink_lines(np.ascontiguousarray(rgb, F), 1.1 * scale))
    tone = blur(luma(kuwahara(np.ascontiguousarray(rgb, F), 3 * scale)), max(0.6, 2 * scale))
    still = np.zeros((height, width), F)
    strokes = hatching(tone, 45, max(2.6, 8 * scale), still, 0.50, 0.10) * F(0.40)
    cover = np.maximum(outline * F(0.95), strokes)
    return over(ground, LINE, np.clip(cover * (1 + F(0.25) * grain), 0, 1)), matte


def _grid(height: int, width: int, scale: float) -> Array:
    """Fine lines every 16 px of a 1K picture, strong ones every 128, and a double frame."""
    cover = np.zeros((height, width), F)
    for spacing, strength, thickness in ((32, 0.10, 1.0), (128, 0.22, 1.4)):
        step = spacing * scale
        if step < 6:
            continue
        for axis, length in ((0, height), (1, width)):
            place = np.arange(length, dtype=F)
            distance = np.abs((place + F(step / 2)) % F(step) - F(step / 2))
            line = np.clip(F(max(1.0, thickness * scale)) - distance, 0, 1) * F(strength)
            cover = np.maximum(cover, line[:, None] if axis == 0 else line[None, :])
    for inset, thickness in ((18, 2.4), (26, 1.0)):
        cover = np.maximum(cover, _frame(height, width, inset * scale, max(1.0, thickness * scale)) * F(0.8))
    return cover


def _frame(height: int, width: int, inset: float, thickness: float) -> Array:
    x = np.arange(width, dtype=F)[None, :]
    y = np.arange(height, dtype=F)[:, None]
    away = np.minimum(np.minimum(x, width - 1 - x), np.minimum(y, height - 1 - y))
    return np.clip(F(thickness / 2 + 0.5) - np.abs(away - F(inset)), 0, 1)
