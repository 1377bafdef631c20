"""Brings a finished picture to the size that was asked for: the five fits, with colours weighted by their opacity.

Where the protocol is silent: what ``contain`` leaves free is transparent, and transparency that is taken away becomes
white.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Pixels = NDArray[np.uint8]
F = np.float32


def resize(picture: Pixels, width: int, height: int, fit: str, *, flatten: bool = False) -> Pixels:
    """``picture`` (height, width, 3 or 4) at another size, in pixels, with as many channels as it then needs.

    ``cover`` fills the frame and cuts off what is outside, ``contain`` shows all and leaves the rest free, ``fill``
    stretches; ``inside`` and ``outside`` keep the shape and fit it into, or around, the frame.
    """
    rows, columns = picture.shape[:2]
    across, down = width / columns, height / rows
    if fit == "fill":
        scaled = _scaled(picture, width, height)
    else:
        scale = max(across, down) if fit in ("cover", "outside") else min(across, down)
        scaled = _scaled(picture, max(1, round(columns * scale)), max(1, round(rows * scale)))
        if fit == "cover":
            scaled = _cut(scaled, width, height)
        elif fit == "contain":
            scaled = _framed(scaled, width, height)
    return _flattened(scaled) if flatten else scaled


def _scaled(picture: Pixels, width: int, height: int) -> Pixels:
    has_alpha = picture.shape[2] == 4
    values = picture.astype(F)
    if has_alpha:
        values[..., :3] *= values[..., 3:] / F(255)
    values = _along(_along(values, width, 1), height, 0)
    if has_alpha:
        values[..., :3] *= F(255) / np.maximum(values[..., 3:], F(0.5))
    return np.rint(np.clip(values, 0, 255)).astype(np.uint8)


def _along(values: Array, length: int, axis: int) -> Array:
    """Scaled along one axis: by area where it shrinks, by cubic curves where it grows."""
    rows, columns, channels = values.shape
    size = (columns, length) if axis == 0 else (length, rows)
    interpolation = cv2.INTER_AREA if length <= values.shape[axis] else cv2.INTER_CUBIC
    return cv2.resize(values, size, interpolation=interpolation).reshape(size[1], size[0], channels)


def _cut(picture: Pixels, width: int, height: int) -> Pixels:
    top, left = (picture.shape[0] - height) // 2, (picture.shape[1] - width) // 2
    return np.ascontiguousarray(picture[top : top + height, left : left + width])


def _framed(picture: Pixels, width: int, height: int) -> Pixels:
    rows, columns = picture.shape[:2]
    if (columns, rows) == (width, height):
        return picture
    frame = np.zeros((height, width, 4), np.uint8)
    top, left = (height - rows) // 2, (width - columns) // 2
    inside = frame[top : top + rows, left : left + columns]
    inside[..., 3] = 255
    inside[..., : picture.shape[2]] = picture
    return frame


def _flattened(picture: Pixels) -> Pixels:
    if picture.shape[2] == 3:
        return picture
    opacity = picture[..., 3:].astype(F) / F(255)
    return np.rint(picture[..., :3] * opacity + F(255) * (1 - opacity)).astype(np.uint8)
