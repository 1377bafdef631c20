"""Iterative back-projection: an enlargement must give the original back when it is reduced again.

Irani, Peleg, "Improving resolution by image registration" (CVGIP 1991); the clamp against ringing is the usual
neighbourhood bound.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

SLACK = 0.02
"""How far past its neighbourhood a value may go, of 1."""


def _resized(image: Array, width: int, height: int, interpolation: int) -> Array:
    return cv2.resize(image, (width, height), interpolation=interpolation).reshape(height, width, *image.shape[2:])


def back_project(large: Array, original: Array, rounds: int) -> Array:
    """Add to ``large`` what its area reduction lacks against ``original``, ``rounds`` times."""
    height, width = original.shape[:2]
    for _ in range(rounds):
        missing = original - _resized(large, width, height, cv2.INTER_AREA)
        large = large + _resized(missing, large.shape[1], large.shape[0], cv2.INTER_CUBIC)
    return large


def clamp_to_neighbourhood(large: Array, original: Array, slack: float = SLACK) -> Array:
    """Hold ``large`` between the least and the greatest of the 3 x 3 source pixels around each place, plus slack."""
    kernel = np.ones((3, 3), np.uint8)
    height, width = large.shape[:2]
    least = _resized(cv2.erode(original, kernel).reshape(original.shape), width, height, cv2.INTER_LINEAR)
    greatest = _resized(cv2.dilate(original, kernel).reshape(original.shape), width, height, cv2.INTER_LINEAR)
    return np.clip(large, least - np.float32(slack), greatest + np.float32(slack))
