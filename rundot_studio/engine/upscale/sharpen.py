"""Unsharp masking that steepens edges without drawing a halo beside them."""

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

SLACK = 0.015


def sharpen(image: Array, amount: float, radius_px: float) -> Array:
    """``image`` (height, width, channels), 0..1; ``amount`` 0 (nothing) to 1 (strong); ``radius_px`` of the blur.

    The result stays between the least and the greatest value within the radius, plus a hair, so no bright or dark
    line appears beside an edge.
    """
    if amount <= 0:
        return image
    blurred = cv2.GaussianBlur(image, (0, 0), radius_px).reshape(image.shape)
    sharp = image + np.float32(2.0 * amount) * (image - blurred)
    reach = 2 * max(1, round(radius_px)) + 1
    kernel = np.ones((reach, reach), np.uint8)
    least = cv2.erode(image, kernel).reshape(image.shape)
    greatest = cv2.dilate(image, kernel).reshape(image.shape)
    return np.clip(sharp, least - np.float32(SLACK), greatest + np.float32(SLACK))
