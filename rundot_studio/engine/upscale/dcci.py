"""Directional cubic convolution: doubling that interpolates along edges, never across them, without any training.

Zhou, Shen, Dong, "Image zooming using directional cubic convolution interpolation" (IET Image Processing 2012).
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
F = np.float32

BORDER = 4
DECISIVE = 1.15
"""One direction is taken alone when its gradient is this many times smaller than the other's."""


def _cubic(a: Array, b: Array, c: Array, d: Array) -> Array:
    """Halfway between b and c by cubic convolution (Keys 1981)."""
    return (F(9) * (b + c) - a - d) * F(1 / 16)


def _choose(first: Array, second: Array, gradient_first: Array, gradient_second: Array, scale: float) -> Array:
    """Interpolation along the direction of less gradient; a smooth mixture when neither is clearly less.

    Gradients are summed absolute differences of lightness 0..1; ``scale`` brings them to the paper's 0..255 weights.
    """
    one = F(1)
    ratio = (one + gradient_first * F(255)) / (one + gradient_second * F(255))
    weight_first = one / (one + (gradient_first * F(scale)) ** 5)
    weight_second = one / (one + (gradient_second * F(scale)) ** 5)
    share = weight_first / (weight_first + weight_second + F(1e-30))
    share[ratio > DECISIVE] = 0
    share[ratio < 1 / DECISIVE] = 1
    return second + share[..., None] * (first - second)


def double(image: Array) -> Array:
    """``image`` (height, width, channels), float32, doubled; channels share the directions of their mean."""
    height, width = image.shape[:2]
    sparse = np.zeros((2 * height, 2 * width, image.shape[2]), F)
    sparse[::2, ::2] = image
    sparse[1::2, 1::2] = _diagonal_centres(image)
    _fill_rows_and_columns(sparse)
    # Samples sit at even positions; half a pixel back centres every block of four on its source pixel.
    shift = np.array([[1, 0, -0.5], [0, 1, -0.5]], F)
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(sparse, shift, (2 * width, 2 * height), flags=flags, borderMode=cv2.BORDER_REFLECT)


def _pad(image: Array) -> Array:
    return cv2.copyMakeBorder(image, BORDER, BORDER, BORDER, BORDER, cv2.BORDER_REFLECT_101)


def _diagonal_centres(image: Array) -> Array:
    """The pixels in the middle of four known ones."""
    height, width, channels = image.shape
    colors = _pad(image).reshape(height + 2 * BORDER, width + 2 * BORDER, channels)
    gray = np.ascontiguousarray(colors.mean(-1, dtype=F))

    def shifted(source: Array, dy: int, dx: int) -> Array:
        return source[BORDER + dy : BORDER + dy + height, BORDER + dx : BORDER + dx + width]

    rising = np.zeros((height, width), F)
    falling = np.zeros((height, width), F)
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            rising += np.abs(shifted(gray, dy, dx + 1) - shifted(gray, dy + 1, dx))
            falling += np.abs(shifted(gray, dy, dx) - shifted(gray, dy + 1, dx + 1))
    along_rising = _cubic(*(shifted(colors, k, 1 - k) for k in (-1, 0, 1, 2)))
    along_falling = _cubic(*(shifted(colors, k, k) for k in (-1, 0, 1, 2)))
    return _choose(along_rising, along_falling, rising, falling, 255 / 3)


def _fill_rows_and_columns(sparse: Array) -> None:
    """The remaining pixels: each has known neighbours left and right, above and below."""
    rows, columns, channels = sparse.shape
    height, width = rows // 2, columns // 2
    colors = _pad(sparse).reshape(rows + 2 * BORDER, columns + 2 * BORDER, channels)
    gray = np.ascontiguousarray(colors.mean(-1, dtype=F))
    for odd_row, odd_column in ((0, 1), (1, 0)):

        def around(source: Array, dy: int, dx: int, top: int = odd_row, left: int = odd_column) -> Array:
            y, x = BORDER + top + dy, BORDER + left + dx
            return source[y : y + 2 * height : 2, x : x + 2 * width : 2]

        across = np.abs(around(gray, 0, -1) - around(gray, 0, 1))
        down = np.abs(around(gray, -1, 0) - around(gray, 1, 0))
        for side in (-1, 1):
            across += np.abs(around(gray, side, 0) - around(gray, side, 2))
            across += np.abs(around(gray, side, -2) - around(gray, side, 0))
            down += np.abs(around(gray, 0, side) - around(gray, 2, side))
            down += np.abs(around(gray, -2, side) - around(gray, 0, side))
        along_row = _cubic(*(around(colors, 0, k) for k in (-3, -1, 1, 3)))
        along_column = _cubic(*(around(colors, k, 0) for k in (-3, -1, 1, 3)))
        sparse[odd_row::2, odd_column::2] = _choose(along_row, along_column, across, down, 255 * 3 / 5)
