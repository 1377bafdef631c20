"""What is left of the old background in the soft edge of a cut-out: found, and taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rgba = NDArray[np.uint8]

_FRINGE_SHARE = 0.25
_FRINGE_DISTANCE = 60.0
_FRINGE_FIT = 0.7
_DARK = 140
"""Of the brightest channel: a darker background can't be told from a shadow or an outline, nor seen."""


def fringe(rgba: Rgba) -> tuple[int, int, int] | None:
    """The colour that a translucent edge has taken from a background of one colour; None for a clean edge.

    A soft edge mixes subject and background by alpha: where that was not undone, the stored colour moves from the
    subject's towards one and the same colour as alpha falls. That colour is estimated at each edge pixel; where many
    agree, it is the background's.
    """
    alpha = rgba[..., 3]
    edge = (alpha >= 32) & (alpha <= 200)
    solid = alpha >= 250
    if edge.sum() < 24 or not solid.any():
        return None
    outside = (~solid).astype(np.uint8)
    distance, labels = cv2.distanceTransformWithLabels(outside, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    edge &= distance <= 4
    if edge.sum() < 24:
        return None
    # OpenCV counts solid pixels from 1 in the order in which they lie.
    inner = rgba[solid][labels[edge] - 1, :3].astype(np.float32)
    stored = rgba[edge][:, :3].astype(np.float32)
    share = alpha[edge].astype(np.float32)[:, None] / 255
    background = (stored - share * inner) / (1 - share)
    moved = np.abs(stored - inner).sum(axis=1) > _FRINGE_DISTANCE
    plausible = moved & (background > -40).all(axis=1) & (background < 295).all(axis=1)
    if plausible.mean() < _FRINGE_SHARE:
        return None
    middle = np.median(background[plausible], axis=0)
    agreeing = np.abs(background[plausible] - middle).sum(axis=1) < _FRINGE_DISTANCE
    if agreeing.mean() < 0.5 or middle.max() < _DARK:
        return None
    # A painted shadow, glow or outline has a colour of its own, which does not follow alpha.
    mixed = share * inner + (1 - share) * middle
    own = np.median(stored[moved], axis=0)
    off_mixed = np.median(np.abs(stored - mixed)[moved].sum(axis=1))
    off_own = np.median(np.abs(stored - own)[moved].sum(axis=1))
    if off_mixed > _FRINGE_FIT * off_own:
        return None
    red, green, blue = np.clip(np.rint(middle), 0, 255).astype(int).tolist()
    return red, green, blue


def without_fringe(rgba: Rgba, background: tuple[int, int, int]) -> Rgba:
    """The picture with ``background`` taken out of its translucent pixels; alpha stays.

    The edge was stored as alpha times subject plus the rest of background: this solves for the subject.
    """
    alpha = rgba[..., 3:].astype(np.float32) / 255
    soft = (rgba[..., 3] > 0) & (rgba[..., 3] < 255)
    behind = np.array(background, np.float32)
    subject = (rgba[..., :3] - (1 - alpha) * behind) / np.maximum(alpha, 1 / 255)
    result = rgba.copy()
    result[soft, :3] = np.clip(np.rint(subject[soft]), 0, 255).astype(np.uint8)
    return result
