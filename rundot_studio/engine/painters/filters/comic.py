"""Printed comic and animation cel: flat colour, ink lines, and for print dots in the shadows."""

import math

import cv2
import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Array, F
from rundot_studio.engine.painters.noise import blur, child_rng, smoothstep

from .flat import posterized
from .lines import color_edges, ink_lines
from .surface import Filtered, luma, over, saturated, scale_of

INK = "#17121c"
_DOT_ANGLE_DEG = 25


def apply(rgb: Array, rng: Generator, matte: Array | None = None, *, lone: bool = False) -> Filtered:
    """The picture as a printed comic; see the package for the arguments."""
    scale = scale_of(rgb)
    colored = saturated(posterized(rgb, child_rng(rng), 16), 1.25)
    dots = _halftone(luma(rgb), max(3.0, 8 * scale))
    colored = over(colored, colored * F(0.62), dots)
    return over(colored, INK, _outlines(rgb, 1.35 * scale)), matte


def apply_cel(rgb: Array, rng: Generator, matte: Array | None = None, *, lone: bool = False) -> Filtered:
    """The picture as an animation cel: the same without dots, thinner lines, more colours."""
    colored = saturated(posterized(rgb, child_rng(rng), 22), 1.12)
    calm = cv2.GaussianBlur(np.ascontiguousarray(rgb, F), (0, 0), max(0.8, 3 * scale_of(rgb)))
    colored = colored * F(0.78) + calm * F(0.22)
    return over(colored, INK, _outlines(rgb, 1.0 * scale_of(rgb)) * F(0.9)), matte


def _outlines(rgb: Array, width_px: float) -> Array:
    lines = ink_lines(np.ascontiguousarray(rgb, F), width_px, threshold=0.011)
    return np.maximum(lines, color_edges(np.ascontiguousarray(rgb, F), width_px) * F(0.8))


def _halftone(grey: Array, spacing_px: float) -> Array:
    """Dots that grow as the picture darkens below middle grey: (height, width) 0..1."""
    height, width = grey.shape
    angle = math.radians(_DOT_ANGLE_DEG)
    x = np.arange(width, dtype=F)[None, :] / F(spacing_px)
    y = np.arange(height, dtype=F)[:, None] / F(spacing_px)
    u = x * F(math.cos(angle)) + y * F(math.sin(angle))
    v = y * F(math.cos(angle)) - x * F(math.sin(angle))
    u, v = u - np.floor(u) - F(0.5), v - np.floor(v) - F(0.5)
    radius = np.sqrt(np.clip(F(0.52) - blur(grey, spacing_px / 3), 0, 1)) * F(0.62)
    edge = 0.7 / spacing_px
    return smoothstep(-edge, edge, radius - np.sqrt(u * u + v * v)) * smoothstep(0.08, 0.16, radius)
