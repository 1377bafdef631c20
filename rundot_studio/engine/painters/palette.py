"""Palettes: k-means in OKLab, the nearest colour, and ordered dither."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from .color import Array, F
from .noise import child_rng

Indices = NDArray[np.int64]

_SAMPLE = 8192
_ROUNDS = 14
_CHROMA_WEIGHT = np.array([1.0, 1.6, 1.6], F)
"""Hue is worth more than lightness in a small palette: without it skin, wood and cloth fall together."""

BAYER_4 = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], F) / F(16) - F(0.47)
"""Ordered-dither thresholds after B. E. Bayer (1973), centred on 0."""


def _squared_distance(lab: Array, center: Array) -> Array:
    difference = (lab - center) * _CHROMA_WEIGHT
    return difference[..., 0] ** 2 + difference[..., 1] ** 2 + difference[..., 2] ** 2


def nearest_color(lab: Array, palette: Array) -> Indices:
    """The index of the palette colour nearest to each pixel: (..., 3) and (k, 3) in OKLab give (...)."""
    best = np.full(lab.shape[:-1], np.inf, F)
    index = np.zeros(lab.shape[:-1], np.int64)
    for i, center in enumerate(palette):
        distance = _squared_distance(lab, center)
        nearer = distance < best
        best[nearer] = distance[nearer]
        index[nearer] = i
    return index


def _first_centers(points: Array, count: int, rng: Generator) -> Array:
    """k-means++ seeding (Arthur and Vassilvitskii, 2007): each next centre is drawn by squared distance."""
    centers = [points[int(rng.integers(len(points)))]]
    distance = _squared_distance(points, centers[0]).astype(np.float64)
    while len(centers) < count:
        total = float(distance.sum())
        if total < 1e-9:
            break
        chosen = int(np.searchsorted(np.cumsum(distance), float(rng.random()) * total))
        centers.append(points[min(chosen, len(points) - 1)])
        distance = np.minimum(distance, _squared_distance(points, centers[-1]))
    return np.stack(centers)


def build_palette(lab: Array, colors: int, rng: Generator) -> Array:
    """At most ``colors`` OKLab colours, (k, 3), that stand for the pixels (..., 3); seeded by one draw from ``rng``."""
    own = child_rng(rng)
    points = np.ascontiguousarray(lab, F).reshape(-1, 3)
    if len(points) > _SAMPLE:
        points = points[own.choice(len(points), _SAMPLE, replace=False)]
    centers = _first_centers(points, colors, own)
    for _ in range(_ROUNDS):
        index = nearest_color(points, centers)
        counts = np.bincount(index, minlength=len(centers))
        sums = np.stack([np.bincount(index, points[:, k], len(centers)) for k in range(3)], 1)
        filled = counts > 0
        moved = centers.copy()
        moved[filled] = (sums[filled] / counts[filled, None]).astype(F)
        if np.array_equal(moved, centers):
            break
        centers = moved
    return centers


def bayer_field(height: int, width: int) -> Array:
    """The 4x4 thresholds over a picture, (height, width), -0.47..0.47."""
    return np.tile(BAYER_4, (height // 4 + 1, width // 4 + 1))[:height, :width]
