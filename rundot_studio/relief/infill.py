"""What may lie behind an object: pixels that nobody has seen, from those around.

Beside the edge the known picture is mirrored into the hole, so that its texture goes on; farther in it gives way to a
smooth mean over ever wider surroundings (pull and push: Gortler et al., "The Lumigraph", 1996, section 3.4). Only a
strip beside the edge ever comes into view.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .arrays import Mask, Plane

F = np.float32
Values = NDArray[np.float32]
"""(height, width, channels), float32."""


@dataclass(frozen=True)
class Nearest:
    """For each pixel of a hole its distance in pixels to the known ones and the place of the nearest; (n,) each."""

    hole: NDArray[np.intp]
    source: NDArray[np.intp]
    distance: NDArray[np.float32]


def nearest_known(known: Mask) -> Nearest:
    """By Felzenszwalb's distance transform; places are indices into the flattened picture. Some must be known."""
    unknown = np.logical_not(known).astype(np.uint8)
    distance, labels = cv2.distanceTransformWithLabels(
        unknown, cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    known_at = np.flatnonzero(known)
    place = np.zeros(labels.max() + 1, np.intp)
    place[labels.ravel()[known_at]] = known_at
    hole = np.flatnonzero(unknown)
    return Nearest(hole, place[labels.ravel()[hole]], distance.ravel()[hole])


def infilled(values: Values, known: Mask, reach_px: float) -> Values:
    """``values`` with everything that is not ``known`` filled in; texture reaches ``reach_px`` into the holes."""
    if known.all() or not known.any():
        return values.copy()
    result = smooth_fill(values, known)
    nearest = nearest_known(known)
    mirrored, valid = _mirrored(nearest, known)
    near = valid & (nearest.distance < 2 * reach_px)
    hole, source, distance = nearest.hole[near], mirrored[near], nearest.distance[near]
    weight = np.clip(F(2) - distance / F(reach_px), 0, 1)[:, None]
    flat, filled = values.reshape(-1, values.shape[2]), result.reshape(-1, values.shape[2])
    filled[hole] = flat[source] * weight + filled[hole] * (F(1) - weight)
    return _softened(result, known, values)


def smooth_fill(values: Values, known: Mask) -> Values:
    """Unknown pixels as the weighted mean of ever wider surroundings; known ones stay."""
    weight = known.astype(F)
    levels: list[tuple[Values, Plane]] = [(values * weight[..., None], weight)]
    while max(levels[-1][1].shape) > 1 and levels[-1][1].min() == 0:
        total, share = levels[-1]
        size = ((share.shape[1] + 1) // 2, (share.shape[0] + 1) // 2)
        levels.append((_reduced(total, size), _reduced(share[..., None], size)[..., 0]))
    total, share = levels.pop()
    filled = total / np.maximum(share, F(1e-6))[..., None]
    while levels:
        total, share = levels.pop()
        height, width = share.shape
        wide = cv2.resize(filled, (width, height), interpolation=cv2.INTER_LINEAR).reshape(total.shape)
        own = np.minimum(share, 1)[..., None]
        filled = total / np.maximum(share, F(1e-6))[..., None] * own + wide * (F(1) - own)
    return filled.astype(F)


def _reduced(values: Values, size: tuple[int, int]) -> Values:
    reduced = cv2.resize(values, size, interpolation=cv2.INTER_AREA)
    return reduced.reshape(size[1], size[0], values.shape[2])


def _mirrored(nearest: Nearest, known: Mask) -> tuple[NDArray[np.intp], Mask]:
    """Each pixel of the hole as far on the other side of its nearest known one, and whether that is known too."""
    height, width = known.shape
    y, x = np.divmod(nearest.hole, width)
    edge_y, edge_x = np.divmod(nearest.source, width)
    y, x = 2 * edge_y - y, 2 * edge_x - x
    inside = (y >= 0) & (y < height) & (x >= 0) & (x < width)
    place = np.where(inside, y * width + x, nearest.source)
    return place, inside & known.ravel()[place]


def _softened(filled: Values, known: Mask, values: Values) -> Values:
    """Holes slightly blurred, against seams where mirrored pieces meet."""
    soft = cv2.GaussianBlur(filled, (0, 0), 1.2, borderType=cv2.BORDER_REFLECT).reshape(filled.shape)
    return np.where(known[..., None], values, soft)
