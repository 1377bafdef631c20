"""How alike two pictures are: the same bytes, the same pixels, or how near to the eye."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .codec import decode_rgba

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rgba = NDArray[np.uint8]
    Float = NDArray[np.float32]

_GRID = 32
_FULL_COLOR_DISTANCE = 0.4
"""An OKLab difference that counts as wholly different. Black and white are 1 apart."""
_FLAT = 0.02
"""Slopes of lightness below this are noise, and not held against a picture."""


@dataclass(frozen=True)
class Likeness:
    """``distance`` is 0.0 for the same pixels; see :func:`compare` for the scale up to 1.0."""

    identical_bytes: bool
    identical_pixels: bool
    distance: float


def compare(first: bytes, second: bytes) -> Likeness:
    """Two encoded pictures, which may differ in size and format. Raises SourceUnusable for what can't be decoded.

    The distance is half colour and half drawing, or colour alone where that is farther (flat pictures have no drawing),
    both on a grid of 32 x 32 area means laid over mid grey:
    the mean OKLab difference (alpha taken as one more axis), full from 0.4 on; and how far the slopes of lightness
    between neighbouring cells disagree, as a share of all slopes there are. As a guide: below 0.03 the same picture
    encoded anew or scaled; below 0.15 slightly changed; from 0.3 on another picture.
    """
    if first == second:
        decode_rgba(first)
        return Likeness(True, True, 0.0)
    first_pixels, second_pixels = decode_rgba(first), decode_rgba(second)
    if _same_pixels(first_pixels, second_pixels):
        return Likeness(False, True, 0.0)
    return Likeness(False, False, _distance(first_pixels, second_pixels))


def _same_pixels(first: Rgba, second: Rgba) -> bool:
    import numpy as np

    return first.shape == second.shape and bool(np.array_equal(first, second))


def _distance(first: Rgba, second: Rgba) -> float:
    import numpy as np

    first_cells, second_cells = _cells(first), _cells(second)
    apart = np.sqrt(((first_cells - second_cells) ** 2).sum(axis=2))
    color = float(np.minimum(apart / _FULL_COLOR_DISTANCE, 1).mean())
    drawing = _slope_disagreement(first_cells[..., 0], second_cells[..., 0])
    return max(color, (color + drawing) / 2)


def _cells(rgba: Rgba) -> Float:
    """Area means as OKLab and alpha: shape (32, 32, 4). Alpha is halved, so that it does not outweigh colour."""
    import numpy as np
    from PIL import Image

    alpha = rgba[..., 3:].astype(np.float32) / 255
    over_grey = (rgba[..., :3] * alpha + 127.5 * (1 - alpha)) / 255
    bands = [*np.moveaxis(over_grey, 2, 0), alpha[..., 0]]
    size = (_GRID, _GRID)
    small = [
        np.asarray(Image.fromarray(np.ascontiguousarray(band, np.float32)).resize(size, Image.Resampling.BOX))
        for band in bands
    ]
    lightness, green_red, blue_yellow = _oklab(small[0], small[1], small[2])
    return np.dstack([lightness, green_red, blue_yellow, small[3] / 2]).astype(np.float32)


def _oklab(red: Float, green: Float, blue: Float) -> tuple[Float, Float, Float]:
    """sRGB 0..1 to OKLab: Björn Ottosson, "A perceptual color space for image processing" (2020)."""
    import numpy as np

    def linear(channel: Float) -> Float:
        return np.where(channel <= 0.04045, channel / 12.92, ((channel + 0.055) / 1.055) ** 2.4)

    red, green, blue = linear(red), linear(green), linear(blue)
    long = np.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = np.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = np.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _slope_disagreement(first: Float, second: Float) -> float:
    """0 where lightness rises and falls alike, 1 where it does so in other places or the other way round."""
    import numpy as np

    different = total = 0.0
    for axis in (0, 1):
        first_slopes, second_slopes = np.diff(first, axis=axis), np.diff(second, axis=axis)
        gap = np.maximum(np.abs(first_slopes - second_slopes) - _FLAT, 0)
        different += float(gap.sum())
        total += float((np.abs(first_slopes) + np.abs(second_slopes)).sum())
    return min(1.0, different / total) if total > 0 else 0.0
