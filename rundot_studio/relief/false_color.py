"""Depth in colours: violet far, yellow near, each step as large to the eye as the next.

The ramp is drawn in OKLCh (Ottosson, "A perceptual color space for image processing", 2020): lightness rises evenly,
hue turns from violet through blue and green to yellow, chroma is as strong as sRGB can show, up to a limit.
"""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from .arrays import Depth, Rgba
from .depth_map import to_8_bits

_LIGHTNESS = (0.22, 0.9)
_HUE_DEGREES = (312.0, 98.0)
_MOST_CHROMA = 0.19
_GAMUT_STEPS = 12


@cache
def ramp() -> NDArray[np.uint8]:
    """256 colours, far to near: (256, 3), RGB."""
    t = np.linspace(0.0, 1.0, 256)
    lightness = _LIGHTNESS[0] + (_LIGHTNESS[1] - _LIGHTNESS[0]) * t
    hue = np.radians(_HUE_DEGREES[0] + (_HUE_DEGREES[1] - _HUE_DEGREES[0]) * t)
    low, high = np.zeros(256), np.full(256, _MOST_CHROMA)
    for _ in range(_GAMUT_STEPS):
        middle = (low + high) / 2
        linear = _linear_rgb(lightness, middle, hue)
        shown = ((linear >= 0) & (linear <= 1)).all(axis=1)
        low, high = np.where(shown, middle, low), np.where(shown, high, middle)
    linear = np.clip(_linear_rgb(lightness, low, hue), 0, 1)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * np.power(linear, 1 / 2.4) - 0.055)
    return np.rint(encoded * 255).astype(np.uint8)


def false_color(depth: Depth) -> Rgba:
    """Opaque colours for ``depth``."""
    table = np.empty((1, 256, 4), np.uint8)
    table[0, :, :3] = ramp()
    table[0, :, 3] = 255
    return cv2.LUT(cv2.merge([to_8_bits(depth)] * 4), table)


def _linear_rgb(
    lightness: NDArray[np.float64], chroma: NDArray[np.float64], hue: NDArray[np.float64]
) -> NDArray[np.float64]:
    """OKLCh to linear sRGB, with Ottosson's matrices: (n, 3)."""
    a, b = chroma * np.cos(hue), chroma * np.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return np.stack(
        [
            4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
        ],
        axis=1,
    )
