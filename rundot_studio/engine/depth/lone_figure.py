"""A single figure before a plain backdrop: there the outline says more about depth than any cue of landscape."""

import hashlib

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.cutout.backdrop import fit_backdrop
from rundot_studio.engine.cutout.segment import Effort, segment, to_lab
from rundot_studio.engine.depth.inflation import inflate

Array = NDArray[np.float32]
Pixels = NDArray[np.uint8]
F = np.float32

LEAST_SHARE, MOST_SHARE = 0.02, 0.75
"""Of the picture that a lone figure covers."""
CLEAR = 0.9
FREE_BORDER = 0.85
"""Share of the border that must be backdrop; land and sky reach it, a figure hardly does."""
PLAIN = 3.0
"""Scatter of the border, in CIELAB units, up to which a backdrop is plain."""


def find_lone_figure(small: Pixels) -> Array | None:
    """The figure's mask (height, width), 0 or 1, in ``small`` (height, width, 3), uint8; ``None`` in a scene."""
    if min(small.shape[:2]) < 32:
        return None
    backdrop = fit_backdrop(to_lab(small))
    if not backdrop.is_smooth or backdrop.scatter > PLAIN or backdrop.inliers < FREE_BORDER:
        return None
    colors = backdrop.surface.reshape(-1, 3)
    # sky above land can be one smooth surface too, but it spans far more colours than a studio backdrop
    spread = np.percentile(colors, 95, axis=0) - np.percentile(colors, 5, axis=0)
    if float(np.sqrt((spread * spread).sum())) > 45:
        return None
    seed = int.from_bytes(hashlib.blake2b(small.tobytes(), digest_size=4).digest(), "little") & 0x7FFFFFFF
    found = segment(small, seed, Effort(side=max(small.shape[:2]), rounds=3))
    share = float(found.subject.mean())
    if found.surface is None or found.clarity < CLEAR or not LEAST_SHARE <= share <= MOST_SHARE:
        return None
    border = np.concatenate([found.subject[0], found.subject[-1], found.subject[:, 0], found.subject[:, -1]])
    if float(border.mean()) > 1 - FREE_BORDER:
        return None
    return found.subject.astype(F)


def before_backdrop(mask: Array, scene: Array, steps: int) -> Array:
    """Nearness (height, width), 0..1: the figure rounded at .55..1, the backdrop a faint ``scene`` up to .3."""
    height = inflate(mask, 20 + 4 * steps)
    soft = np.clip(cv2.GaussianBlur(mask, (0, 0), 0.6).reshape(mask.shape), 0, 1)
    return soft * (F(0.55) + F(0.45) * height) + (1 - soft) * F(0.3) * scene
