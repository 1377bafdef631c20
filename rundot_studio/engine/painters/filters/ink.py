"""Pen and ink: outlines and three directions of hatching on cream paper."""

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Array, F, hex_color
from rundot_studio.engine.painters.noise import blur, child_rng, smoothstep

from .lines import color_edges, hatching, ink_lines, leveled, local_contrast
from .surface import Filtered, kuwahara, luma, over, paper, scale_of, soft_noise

PAPER, INK = "#f4eedf", "#1d1a24"
_LAYERS = ((38, 0.62, 0.22), (-36, 0.40, 0.12), (82, 0.24, 0.06))
"""Angle in degrees, tone where strokes begin, tone where they are widest."""


def apply(rgb: Array, rng: Generator, matte: Array | None = None, *, lone: bool = False) -> Filtered:
    """The picture drawn with a pen; see the package for the arguments."""
    own = child_rng(rng)
    height, width = rgb.shape[:2]
    scale = scale_of(rgb)
    calm = kuwahara(np.ascontiguousarray(rgb, F), 4 * scale)
    tone = luma(calm)
    if not lone:
        tone = leveled(tone) * F(0.70) + local_contrast(tone, 1.6) * F(0.30)
    tone = blur(tone, max(0.6, 1.6 * scale))
    wobble = soft_noise(own, height, width, 2.6) * F(2.0 * scale)
    ink = ink_lines(rgb, 1.15 * scale, threshold=0.006 if lone else 0.012)
    ink = np.maximum(ink, color_edges(rgb, 1.1 * scale) * F(0.75))
    spacing = max(2.4, 6.2 * scale)
    pressure = np.clip(F(0.90) + F(0.10) * soft_noise(own, height, width, 1.8, 6), 0.5, 1)
    for angle, start, full in _LAYERS:
        strokes = hatching(tone, angle, spacing, wobble, start, full)
        ink = np.maximum(ink, strokes * pressure * F(0.92))
    ink = np.maximum(ink, smoothstep(0.10, 0.04, tone))
    grain = paper(own, height, width)
    ground = hex_color(PAPER) * (1 + F(0.022) * grain)[..., None]
    return over(ground, INK, np.clip(ink, 0, 1)), matte
