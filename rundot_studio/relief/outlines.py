"""Outlines of a depth map as steps: no pixel half way between an object and what is behind it.

Toggle mapping: each pixel takes the greatest or the least value around it, whichever is nearer to its own (Kramer,
Bruckner, "Iterations of a non-linear transformation for enhancement of digital images", 1975), but only where the two
differ as an outline does. So the rounded edge of an object and the mixed pixels along it belong to one of both sides.
"""

import cv2
import numpy as np

from .arrays import Depth

F = np.float32
_RADIUS_SHARE = 1 / 160
_LEAST_JUMP = 0.08
_TIMES = 2


def with_steep_outlines(depth: Depth) -> Depth:
    """``depth`` with steps of at least 0.08 made steep."""
    radius = max(1, round(max(depth.shape) * _RADIUS_SHARE))
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (2 * radius + 1, 2 * radius + 1))
    for _ in range(_TIMES):
        near, far = cv2.dilate(depth, kernel), cv2.erode(depth, kernel)
        toggled = np.where(near - depth < depth - far, near, far)
        depth = np.where(near - far > F(_LEAST_JUMP), toggled, depth).astype(F)
    return depth
