"""Ink lines and hatching from a grey picture."""

import math

import cv2
import numpy as np

from rundot_studio.engine.painters.color import Array, F
from rundot_studio.engine.painters.noise import blur, smoothstep

from .surface import kuwahara, luma


def ink_lines(rgb: Array, width_px: float, *, threshold: float = 0.006, gain: float = 80) -> Array:
    """Where a pen would draw an outline, (height, width) 0..1.

    Difference of Gaussians on the smoothed picture with a soft threshold (XDoG, Winnemöller 2012). ``width_px`` is the
    line's width, ``threshold`` the least contrast that earns a line.
    """
    sigma = max(0.6, width_px)
    calm = luma(kuwahara(rgb, 2.4 * sigma))
    difference = blur(calm, sigma) - F(0.99) * blur(calm, sigma * 2.3) - F(0.0035)
    line = np.clip(-np.tanh((difference + F(threshold)) * F(gain)), 0, 1)
    return np.clip(blur(line, 0.5 * sigma) * F(1.15), 0, 1)


def color_edges(rgb: Array, width_px: float) -> Array:
    """Edges of any channel, so that a red thing on equal green has an outline: (height, width) 0..1."""
    calm = kuwahara(rgb, 2.2 * max(0.8, width_px))
    soft = cv2.GaussianBlur(calm, (0, 0), max(0.7, width_px * 0.8))
    strongest = np.zeros(rgb.shape[:2], F)
    for channel in range(3):
        gx = cv2.Sobel(soft[..., channel], cv2.CV_32F, 1, 0, ksize=3)
        gy = cv2.Sobel(soft[..., channel], cv2.CV_32F, 0, 1, ksize=3)
        strongest = np.maximum(strongest, np.sqrt(gx * gx + gy * gy))
    return smoothstep(0.10, 0.42, strongest * F(max(1.0, width_px)))


def hatching(tone: Array, angle_deg: float, spacing_px: float, wobble_px: Array, start: float, full: float) -> Array:
    """Parallel strokes whose width grows as tone falls from ``start`` to ``full``: (height, width) 0..1."""
    height, width = tone.shape
    angle = math.radians(angle_deg)
    x = np.arange(width, dtype=F)[None, :] * F(math.cos(angle))
    y = np.arange(height, dtype=F)[:, None] * F(math.sin(angle))
    phase = (x + y + wobble_px) / F(spacing_px)
    ridge = np.abs(phase - np.floor(phase) - F(0.5)) * 2
    weight = np.clip((F(start) - tone) / F(start - full), 0, 1) * F(0.66)
    soft = F(max(0.10, 0.8 / spacing_px))
    return smoothstep(1 - weight - soft, 1 - weight + soft * F(0.5), ridge) * smoothstep(0.02, 0.10, weight)


def local_contrast(grey: Array, limit: float = 2.0) -> Array:
    """CLAHE on a 4 x 4 grid: shadows and lights both keep their drawing. 0..1 in and out."""
    eight_bit = (np.clip(grey, 0, 1) * 255).astype(np.uint8)
    return cv2.createCLAHE(limit, (4, 4)).apply(eight_bit).astype(F) / F(255)


def leveled(grey: Array) -> Array:
    """Stretched so that its 2 % darkest become 0.05, its 4 % lightest 1, its middle 0.6."""
    low, middle, high = (float(v) for v in np.quantile(grey[::4, ::4], (0.02, 0.5, 0.96)))
    stretched = np.clip((grey - F(low)) / F(max(high - low, 0.05)), 0, 1)
    centre = min(max((middle - low) / max(high - low, 0.05), 0.15), 0.85)
    exponent = min(max(math.log(0.6) / math.log(centre), 0.45), 1.8)
    return F(0.05) + F(0.95) * np.power(stretched, F(exponent))
