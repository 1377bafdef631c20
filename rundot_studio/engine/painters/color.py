"""Colour: sRGB to OKLab and back, mixing, and the hue-shifted ramps that all shading looks up.

OKLab after Björn Ottosson, "A perceptual color space for image processing" (2020). No BLAS here: the matrices are
applied by ``cv2.transform`` (images) or term by term (single colours), so the bytes do not depend on the processor.
"""

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Color = Array
"""One sRGB colour: shape (3,), float32, 0..1."""
ColorLike = str | Array | Sequence[float]
"""``"#rrggbb"``, ``"#rgb"``, or three floats in 0..1."""

F = np.float32

_RGB_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    np.float64,
)
_LMS_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    np.float64,
)
# The inverses are written out: numpy.linalg.inv goes through LAPACK, whose last bits vary.
_LAB_TO_LMS = np.array(
    [
        [1.0, 0.3963377774, 0.2158037573],
        [1.0, -0.1055613458, -0.0638541728],
        [1.0, -0.0894841775, -1.2914855480],
    ],
    np.float64,
)
_LMS_TO_RGB = np.array(
    [
        [4.0767416621, -3.3077115913, 0.2309699292],
        [-1.2684380046, 2.6097574011, -0.3413193965],
        [-0.0041960863, -0.7034186147, 1.7076147010],
    ],
    np.float64,
)


def _apply(matrix: NDArray[np.float64], values: Array) -> Array:
    """A 3x3 matrix over the last axis of any (..., 3) array."""
    flat = np.ascontiguousarray(values, F).reshape(-1, 1, 3)
    return cv2.transform(flat, matrix).astype(F, copy=False).reshape(values.shape)


def hex_color(color: ColorLike) -> Color:
    """``"#d8343f"`` (or three floats) as a float32 colour of shape (3,)."""
    if isinstance(color, str):
        digits = color.lstrip("#")
        if len(digits) == 3:
            digits = "".join(d * 2 for d in digits)
        return np.array([int(digits[i : i + 2], 16) for i in (0, 2, 4)], F) / F(255)
    return np.asarray(color, F)


def srgb_to_linear(rgb: Array) -> Array:
    """Display-referred sRGB (..., 3) to linear light, IEC 61966-2-1."""
    rgb = np.asarray(rgb, F)
    return np.where(rgb <= 0.04045, rgb / F(12.92), ((np.maximum(rgb, 0) + F(0.055)) / F(1.055)) ** F(2.4)).astype(F)


def linear_to_srgb(rgb: Array) -> Array:
    """Linear light (..., 3) to display-referred sRGB; negatives clip to 0."""
    rgb = np.maximum(np.asarray(rgb, F), 0)
    return np.where(rgb <= 0.0031308, rgb * F(12.92), F(1.055) * rgb ** F(1 / 2.4) - F(0.055)).astype(F)


def rgb_to_oklab(rgb: Array) -> Array:
    """sRGB (..., 3) in 0..1 to OKLab (..., 3): L 0..1, a and b about -0.4..0.4."""
    return _apply(_LMS_TO_LAB, np.cbrt(_apply(_RGB_TO_LMS, srgb_to_linear(rgb))))


def _oklab_to_linear(lab: Array) -> Array:
    lms = _apply(_LAB_TO_LMS, np.asarray(lab, F))
    return _apply(_LMS_TO_RGB, lms * lms * lms)


def oklab_to_rgb(lab: Array) -> Array:
    """OKLab (..., 3) to sRGB (..., 3), clipped to 0..1."""
    return np.clip(linear_to_srgb(_oklab_to_linear(lab)), 0, 1)


def lch(color: ColorLike) -> tuple[float, float, float]:
    """One colour as OKLCh: lightness 0..1, chroma 0..~0.37, hue in degrees 0..360."""
    lightness, a, b = (float(v) for v in rgb_to_oklab(hex_color(color)))
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def from_lch(lightness: float, chroma: float, hue_deg: float) -> Color:
    """OKLCh to sRGB; a colour outside the gamut keeps lightness and hue and loses chroma until it fits."""
    lightness = min(max(lightness, 0.0), 1.0)
    cos_h, sin_h = math.cos(math.radians(hue_deg)), math.sin(math.radians(hue_deg))
    linear = _oklab_to_linear(np.array([lightness, 0, 0], F))
    for _ in range(24):
        linear = _oklab_to_linear(np.array([lightness, chroma * cos_h, chroma * sin_h], F))
        if float(linear.min()) > -0.004 and float(linear.max()) < 1.004:
            break
        chroma *= 0.88
    return np.clip(linear_to_srgb(linear), 0, 1)


def mix(a: ColorLike, b: ColorLike, t: float) -> Color:
    """``a`` at t = 0, ``b`` at t = 1, by way of OKLab."""
    lab = rgb_to_oklab(np.stack([hex_color(a), hex_color(b)]))
    return oklab_to_rgb(lab[0] * F(1 - t) + lab[1] * F(t))


def lighten(color: ColorLike, amount: float) -> Color:
    """Toward white by ``amount`` 0..1."""
    return mix(color, "#ffffff", amount)


def darken(color: ColorLike, amount: float) -> Color:
    """Toward black by ``amount`` 0..1."""
    return mix(color, "#000000", amount)


def lookup(stops: Sequence[tuple[float, ColorLike]], size: int = 256) -> Array:
    """A table (size, 3) through the stops (position 0..1, colour), interpolated in OKLab."""
    positions = np.array([s[0] for s in stops], F)
    lab = rgb_to_oklab(np.stack([hex_color(s[1]) for s in stops]))
    x = np.linspace(0, 1, size)
    return oklab_to_rgb(np.stack([np.interp(x, positions, lab[:, k]) for k in range(3)], -1).astype(F))


def sample(table: Array, t: Array) -> Array:
    """Look a field ``t`` (height, width), 0..1, up in a table (n, 3): (height, width, 3)."""
    last = table.shape[0] - 1
    return table[np.clip(t * last, 0, last).astype(np.int32)]


def turn_hue(hue_deg: float, toward_deg: float, most_deg: float) -> float:
    """The hue turned the short way toward another by at most ``most_deg``."""
    distance = (toward_deg - hue_deg + 180) % 360 - 180
    return hue_deg + max(-most_deg, min(most_deg, distance))


RAMP_POSITIONS = (0.0, 0.30, 0.56, 0.80, 1.0)


def ramp_stops(base: ColorLike, contrast: float = 1.0) -> list[Color]:
    """Five colours from shadow to light around ``base``.

    Lightness x .34 / .64 / 1, then +36 % and +80 % toward white; shadows drift to blue-violet (285 degrees, by at most
    38 and 20), lights to yellow (98, by 14 and 22), as painters mix them. Greys drift a third as far.
    """
    lightness, chroma, hue = lch(base)
    drift = 1.0 if chroma > 0.02 else 0.35
    shadow_chroma = max(chroma, 0.012)
    return [
        from_lch(
            max(lightness * (1 - 0.66 * contrast), 0.10),
            shadow_chroma * 0.85 + 0.012,
            turn_hue(hue, 285, 38 * drift),
        ),
        from_lch(lightness * (1 - 0.36 * contrast), shadow_chroma * 1.02 + 0.006, turn_hue(hue, 285, 20 * drift)),
        from_lch(lightness, chroma, hue),
        from_lch(lightness + (1 - lightness) * 0.36 * contrast, chroma * 0.95, turn_hue(hue, 98, 14 * drift)),
        from_lch(lightness + (1 - lightness) * 0.80 * contrast, chroma * 0.45, turn_hue(hue, 98, 22 * drift)),
    ]


def ramp(base: ColorLike, contrast: float = 1.0) -> Array:
    """The five ramp stops as a lookup table of shape (256, 3): 0 is deepest shadow, 255 brightest light."""
    return lookup(list(zip(RAMP_POSITIONS, ramp_stops(base, contrast), strict=True)))
