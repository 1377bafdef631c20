"""Where the straight lines of a street, a corridor or a room run together."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Pixels = NDArray[np.uint8]

SIDE = 480
LEAST_LINES = 12


@dataclass(frozen=True)
class VanishingPoint:
    """``x`` and ``y`` of the picture's width and height, 0..1; ``support`` 0..1: how much of the drawing agrees."""

    x: float
    y: float
    support: float


def find_vanishing_point(rgb: Pixels) -> VanishingPoint | None:
    """Vote of the oblique line segments of ``rgb`` (height, width, 3) over a grid of candidate points.

    ``None`` when there are too few lines, or the best point is not central or has lines in fewer than three quadrants
    around it: then it is a coincidence more often than a perspective.
    """
    lines = _oblique_segments(rgb)
    if lines is None:
        return None
    segments, width, height = lines
    dx, dy = segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1]
    length = np.sqrt(dx * dx + dy * dy)
    middle_x, middle_y = (segments[:, 0] + segments[:, 2]) / 2, (segments[:, 1] + segments[:, 3]) / 2
    grid_x, grid_y = np.meshgrid(np.linspace(0.1, 0.9, 33) * width, np.linspace(0.1, 0.8, 29) * height)
    to_x = grid_x.ravel()[:, None] - middle_x
    to_y = grid_y.ravel()[:, None] - middle_y
    distance = np.sqrt(to_x * to_x + to_y * to_y)
    sine = np.abs(to_y * dx - to_x * dy) / length / (distance + 1e-6)
    far_enough = np.clip(distance / (0.12 * width), 0, 1)
    best = int((np.exp(-((sine / 0.035) ** 2)) * length * far_enough).sum(axis=1).argmax())
    x, y = float(grid_x.ravel()[best]), float(grid_y.ravel()[best])
    agreeing = (sine[best] < 0.05) & (distance[best] > 0.08 * width)
    agreed = float(length[agreeing].sum())
    quadrants = sum(
        float(length[agreeing & ((middle_x < x) == left) & ((middle_y < y) == above)].sum()) > 0.07 * agreed
        for left in (False, True)
        for above in (False, True)
    )
    central = 0.22 < x / width < 0.78 and 0.25 < y / height < 0.62
    if not central or quadrants < 3:
        return None
    return VanishingPoint(x / width, y / height, agreed / float(length.sum()))


def _oblique_segments(rgb: Pixels) -> tuple[NDArray[np.float64], int, int] | None:
    """Segments (n, 4) as x0, y0, x1, y1 that are neither level nor upright, and the size they were found at."""
    scale = min(1.0, SIDE / max(rgb.shape[:2]))
    size = (max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale)))
    if min(size) < 32:
        return None
    gray = cv2.cvtColor(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    found = cv2.createLineSegmentDetector().detect(gray)[0]
    if found is None:
        return None
    segments = found.reshape(-1, 4).astype(np.float64)
    dx, dy = segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1]
    steepness = np.abs(dy) / (np.sqrt(dx * dx + dy * dy) + 1e-9)
    long_enough = dx * dx + dy * dy > (0.035 * size[0]) ** 2
    # between 8 and 82 degrees from the horizontal
    oblique = (steepness > 0.139) & (steepness < 0.990)
    segments = segments[long_enough & oblique]
    if segments.shape[0] < LEAST_LINES:
        return None
    return segments, size[0], size[1]
