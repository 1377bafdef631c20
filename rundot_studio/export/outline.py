"""A line around what is visible, for sprites that must stand out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from rundot_studio.domain.errors import RuleBroken

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rgba = NDArray[np.uint8]

WIDEST_PX = 64
_UNDER_EDGE_PX = 1.5


def outlined(rgba: Rgba, color: tuple[int, int, int], width_px: int = 1, *, corners: bool = False) -> Rgba:
    """The picture (height, width, 4), ``width_px`` larger on every side, with a line of that width around it.

    One of a single pixel is hard, as pixel art wants it; ``corners`` fills it at the corners too. Wider ones are round
    and soft at their outer edge, and reach a little under the picture's own soft edge. What is translucent farther
    inside, such as a shadow, stays as it is.
    """
    if not 1 <= width_px <= WIDEST_PX:
        raise RuleBroken("outline", width_px, f"1 to {WIDEST_PX} pixels")
    padded = np.pad(rgba, ((width_px, width_px), (width_px, width_px), (0, 0)))
    alpha = padded[..., 3].astype(np.float32) / 255
    if width_px == 1:
        shape = cv2.MORPH_RECT if corners else cv2.MORPH_CROSS
        solid = (padded[..., 3] >= 128).astype(np.float32)
        line = cv2.dilate(solid, cv2.getStructuringElement(shape, (3, 3))) - solid
    else:
        outside = (padded[..., 3] < 128).astype(np.uint8)
        if not (outside == 0).any():
            return padded
        distance = cv2.distanceTransform(outside, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
        inside = cv2.distanceTransform(1 - outside, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
        line = np.clip(width_px + 1 - distance, 0, 1) * (inside <= _UNDER_EDGE_PX)
    total = alpha + line * (1 - alpha)
    mixed = padded[..., :3] * alpha[..., None] + np.array(color, np.float32) * (line * (1 - alpha))[..., None]
    result = np.zeros_like(padded)
    visible = total > 0
    result[visible, :3] = np.clip(np.rint(mixed[visible] / total[visible, None]), 0, 255).astype(np.uint8)
    result[..., 3] = np.rint(total * 255).astype(np.uint8)
    return result
