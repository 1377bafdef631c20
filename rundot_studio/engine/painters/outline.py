"""The line round a whole figure, tinted by the colours it borders ("selective outline")."""

import math

import cv2
import numpy as np

from .color import Array, F
from .noise import wide_blur

_DARKEN = 0.20
_BASE = np.array([0.035, 0.025, 0.06], F)


def _subject_rows_columns(alpha: Array, margin: int) -> tuple[slice, slice] | None:
    rows = np.flatnonzero(alpha.max(1) > 0.02)
    columns = np.flatnonzero(alpha.max(0) > 0.02)
    if rows.size == 0:
        return None
    height, width = alpha.shape
    return (
        slice(max(0, int(rows[0]) - margin), min(height, int(rows[-1]) + margin + 1)),
        slice(max(0, int(columns[0]) - margin), min(width, int(columns[-1]) + margin + 1)),
    )


def draw_outline(rgba: Array, width_px: float, strength: float) -> None:
    """Add the line in place under a premultiplied picture (height, width, 4), outside its edge."""
    width_px = max(width_px, 0.75)
    window = _subject_rows_columns(rgba[..., 3], math.ceil(width_px * 2) + 2)
    if window is None:
        return
    part = rgba[window]
    alpha = np.ascontiguousarray(part[..., 3])
    distance = cv2.distanceTransform((alpha < 0.5).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    distance = cv2.GaussianBlur(distance, (0, 0), 0.8)
    line = np.clip(F(width_px + 0.5) - distance, 0, 1) * F(strength)
    room = (1 - np.clip(alpha, 0, 1)) * line
    here = room > 1e-3
    spread = wide_blur(np.ascontiguousarray(part), width_px * 1.2)[here]
    tint = spread[:, :3] / np.maximum(spread[:, 3:], F(1e-3)) * F(_DARKEN) + _BASE
    part[here] += np.concatenate([tint, np.ones_like(tint[:, :1])], 1) * room[here][:, None]
