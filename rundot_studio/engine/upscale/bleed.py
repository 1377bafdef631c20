"""Colour under transparency: visible colour flows outward below alpha 0, so that no filter picks up what was hidden."""

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
F = np.float32


def bleed(rgb: Array, alpha: Array) -> Array:
    """``rgb`` (height, width, 3) with the pixels of ``alpha`` (height, width) 0 filled from visible ones around them.

    Push-pull: colour weighted by alpha is averaged into ever smaller pictures until there are no holes, then comes
    back up into the holes. A picture with nothing visible becomes black.
    """
    visible = alpha[..., None] > 0
    premultiplied = np.dstack([rgb * alpha[..., None], alpha]).astype(F)
    levels = [premultiplied]
    while max(levels[-1].shape[:2]) > 1:
        height, width = levels[-1].shape[:2]
        half = (max(1, (width + 1) // 2), max(1, (height + 1) // 2))
        levels.append(cv2.resize(levels[-1], half, interpolation=cv2.INTER_AREA).reshape(half[1], half[0], 4))
    filled = _straight(levels[-1])
    for level in reversed(levels[:-1]):
        height, width = level.shape[:2]
        coarse = cv2.resize(filled, (width, height), interpolation=cv2.INTER_LINEAR).reshape(height, width, 3)
        # a level trusts its own colour as far as it has any
        trust = np.minimum(level[..., 3:] * F(8), F(1))
        filled = coarse + (_straight(level) - coarse) * trust
    return np.where(visible, rgb, filled)


def _straight(premultiplied: Array) -> Array:
    color = premultiplied[..., :3] / np.maximum(premultiplied[..., 3:], F(1e-4))
    return color.astype(F, copy=False)
