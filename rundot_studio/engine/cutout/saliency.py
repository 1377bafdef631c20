"""How far every pixel is from the border of the picture: by the colours on the way there, and by its own colour."""

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Doubles = NDArray[np.float64]
F = np.float32

CLUSTERS = 6


def barrier_distance(lab: Array, open_bottom: bool = False, rounds: int = 3) -> Array:
    """Minimum barrier distance from the border, summed over channels: (height, width).

    ``open_bottom`` leaves out the lower edge and the lower third of the sides, where a portrait runs off the picture.
    The least, over paths from the border, of the span of values met on the way. Raster sweeps after Zhang et al.,
    "Minimum barrier salient object detection at 80 FPS" (ICCV 2015), one row or column at a time.
    """
    distance = np.full(lab.shape, 1e6, F)
    distance[0] = 0
    sides = slice(0, lab.shape[0] * 2 // 3 if open_bottom else None)
    distance[sides, 0] = distance[sides, -1] = 0
    if not open_bottom:
        distance[-1] = 0
    highest, lowest = lab.copy(), lab.copy()
    for _ in range(rounds):
        for across in (False, True):
            for step in (1, -1):
                axes = (1, 0, 2) if across else (0, 1, 2)
                _sweep(
                    lab.transpose(axes),
                    distance.transpose(axes),
                    highest.transpose(axes),
                    lowest.transpose(axes),
                    step,
                )
    return distance.sum(axis=-1)


def _sweep(values: Array, distance: Array, highest: Array, lowest: Array, step: int) -> None:
    """Carry the paths of each row to the next, in place."""
    count = values.shape[0]
    rows = range(1, count) if step == 1 else range(count - 2, -1, -1)
    for row in rows:
        before = row - step
        high = np.maximum(highest[before], values[row])
        low = np.minimum(lowest[before], values[row])
        better = high - low < distance[row]
        np.copyto(distance[row], high - low, where=better)
        np.copyto(highest[row], high, where=better)
        np.copyto(lowest[row], low, where=better)


def _inverse_3x3(m: Doubles) -> Doubles:
    a, b, c, d, e, f = m[0, 0], m[0, 1], m[0, 2], m[1, 1], m[1, 2], m[2, 2]
    cofactors = np.array(
        [
            [d * f - e * e, c * e - b * f, b * e - c * d],
            [c * e - b * f, a * f - c * c, b * c - a * e],
            [b * e - c * d, b * c - a * e, a * d - b * b],
        ]
    )
    return cofactors / (a * cofactors[0, 0] + b * cofactors[0, 1] + c * cofactors[0, 2])


def _covariance(samples: Doubles) -> Doubles:
    centred = samples - samples.mean(axis=0)
    rows = [(centred * centred[:, k : k + 1]).sum(axis=0) for k in range(3)]
    return np.stack(rows) / max(samples.shape[0] - 1, 1)


def border_rarity(lab: Array, seed: int, open_bottom: bool = False) -> Array:
    """How unlike the border's own colours each pixel is, 0..1: least Mahalanobis distance to their clusters."""
    height, width = lab.shape[:2]
    thickness = max(2, int(min(height, width) * 0.06))
    sides = [lab[:thickness], lab[:, :thickness], lab[:, -thickness:]]
    if not open_bottom:
        sides.append(lab[-thickness:])
    ring = np.concatenate([side.reshape(-1, 3) for side in sides])
    clusters = min(CLUSTERS, ring.shape[0])
    cv2.setRNGSeed(seed)
    criteria = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_MAX_ITER, 20, 0.5)
    _, labels, centres = cv2.kmeans(ring, clusters, None, criteria, 2, cv2.KMEANS_PP_CENTERS)
    least = np.full((height, width), 1e9, F)
    for index in range(clusters):
        members = ring[labels[:, 0] == index]
        share = members.shape[0] / ring.shape[0]
        if share < 0.03:
            continue
        spread = _covariance(members.astype(np.float64)) + np.eye(3) * 12 if members.shape[0] > 8 else np.eye(3) * 40.0
        difference = lab - centres[index].astype(F)
        product = cv2.transform(difference, _inverse_3x3(spread)).reshape(difference.shape) * difference
        squared = np.maximum(product.sum(axis=-1), 0)
        # a colour that fills much of the border explains more
        least = np.minimum(least, np.sqrt(squared) + F((0.15 - share) * 2))
    return np.clip(least / F(6), 0, 1)
