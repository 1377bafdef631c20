"""Flat vector look: few colours in shapes with smooth outlines."""

import cv2
import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Array, F, oklab_to_rgb, rgb_to_oklab
from rundot_studio.engine.painters.noise import child_rng
from rundot_studio.engine.painters.palette import build_palette, nearest_color

from .surface import Filtered, kuwahara

_WORK_SIDE = 560


def apply(rgb: Array, rng: Generator, matte: Array | None = None, *, lone: bool = False) -> Filtered:
    """The picture in fourteen flat colours; see the package for the arguments."""
    return posterized(rgb, child_rng(rng), 14), matte


def posterized(rgb: Array, rng: Generator, colors: int, smoothness: float = 1.5) -> Array:
    """At most ``colors`` colours (blends only along the outlines), outlines rounded by ``smoothness`` work pixels."""
    height, width = rgb.shape[:2]
    factor = min(1.0, _WORK_SIDE / max(height, width))
    size = (max(4, round(width * factor)), max(4, round(height * factor)))
    small = cv2.resize(np.ascontiguousarray(rgb, F), size, interpolation=cv2.INTER_AREA)
    for radius in (3, 5, 3):
        small = kuwahara(small, radius * max(size) / _WORK_SIDE)
    eight_bit = cv2.medianBlur((np.clip(small, 0, 1) * 255).astype(np.uint8), 5)
    lab = rgb_to_oklab(eight_bit.astype(F) / F(255))
    palette = build_palette(lab, colors, rng)
    labels = nearest_color(lab, palette)
    values = oklab_to_rgb(palette)
    strongest = np.full((height, width), -1, F)
    out = np.zeros((height, width, 3), F)
    for index in range(len(palette)):
        share = cv2.GaussianBlur((labels == index).astype(F), (0, 0), smoothness)
        share = cv2.resize(share, (width, height), interpolation=cv2.INTER_CUBIC)
        wins = share > strongest
        out[wins] = values[index]
        np.maximum(strongest, share, out=strongest)
    return cv2.GaussianBlur(out, (0, 0), 0.6)
