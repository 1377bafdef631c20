"""Pencil: soft graphite shading with the tooth of the paper showing through."""

import cv2
import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Array, F, hex_color
from rundot_studio.engine.painters.noise import blur, child_rng, smoothstep, spectral_noise, wide_blur

from .lines import color_edges, hatching, leveled
from .surface import Filtered, kuwahara, luma, over, paper, scale_of, soft_noise

PAPER, GRAPHITE = "#f7f5f0", "#33323a"


def apply(rgb: Array, rng: Generator, matte: Array | None = None, *, lone: bool = False) -> Filtered:
    """The picture in pencil; see the package for the arguments."""
    own = child_rng(rng)
    height, width = rgb.shape[:2]
    scale = scale_of(rgb)
    grey = luma(kuwahara(np.ascontiguousarray(rgb, F), 2.5 * scale))
    contour = _dodged(grey, 7 * scale)
    outline = color_edges(rgb, 1.0 * scale)
    grain = paper(own, height, width)
    wobble = soft_noise(own, height, width, 2.6) * F(2.4 * scale)
    tone = blur(leveled(grey) if not lone else grey, max(0.6, 2.2 * scale))
    patch = np.clip(F(0.85) + F(0.25) * soft_noise(own, height, width, 3.0, 3), 0.35, 1)
    spacing = max(2.2, 4.4 * scale)
    strokes = hatching(tone, 52, spacing, wobble, 0.80, 0.10) * F(0.50)
    strokes = np.maximum(strokes, hatching(tone, 30, spacing * 1.1, wobble, 0.42, 0.05) * F(0.62))
    smudge = np.clip(F(0.80) - tone, 0, 1) ** F(1.3) * F(0.95)
    graphite = smudge + strokes * patch * F(0.75)
    graphite = np.maximum(graphite, contour * F(0.95))
    graphite = np.maximum(graphite, outline * F(0.72) * patch)
    tooth = spectral_noise(own, height, width, 0.5, 40, size=1024)
    graphite = graphite * np.clip(F(0.94) + F(0.26) * tooth, 0.35, 1.25)
    ground = hex_color(PAPER) * (1 + F(0.015) * grain)[..., None]
    return over(ground, GRAPHITE, np.clip(graphite, 0, 1)), matte


def _dodged(grey: Array, sigma_px: float) -> Array:
    """Lines where the picture is darker than its surroundings: the colour-dodge sketch, 0..1."""
    around = wide_blur(grey, max(1.2, sigma_px))
    around = np.ascontiguousarray(np.maximum(around, F(0.03)))
    ratio = np.clip(grey / around, 0, 1)
    return smoothstep(0.10, 0.62, 1 - cv2.GaussianBlur(ratio.astype(F), (0, 0), 0.6))
