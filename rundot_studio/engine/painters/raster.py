"""Where a figure falls on the canvas, and the antialiased coverage of its outlines."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .figure import Figure
from .shapes import Points

Coverage = NDArray[np.uint8]
"""How much of each pixel an outline covers: (height, width), 0..255."""

_SHIFT = 4  # fractional bits of the coordinates handed to OpenCV
_FINE_AREA = 1 << 20  # parts below this many pixels afford twice the supersampling


@dataclass(frozen=True)
class Placement:
    """Unit coordinates to pixels: ``pixel = unit * unit_px + origin``."""

    origin_x: float
    origin_y: float
    unit_px: float

    def to_pixels(self, points: Points) -> Points:
        """Points (n, 2) in pixels, pixel (0, 0) covering 0..1."""
        return points * self.unit_px + np.array([self.origin_x, self.origin_y])


@dataclass(frozen=True)
class Box:
    """A rectangle of pixels; it may reach beyond the canvas."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def height(self) -> int:
        return self.y1 - self.y0

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    def grown(self, margin_px: int) -> "Box":
        return Box(self.x0 - margin_px, self.y0 - margin_px, self.x1 + margin_px, self.y1 + margin_px)

    def intersect(self, other: "Box") -> "Box":
        """The common rectangle; its width or height is 0 or less where there is none."""
        return Box(max(self.x0, other.x0), max(self.y0, other.y0), min(self.x1, other.x1), min(self.y1, other.y1))

    @property
    def empty(self) -> bool:
        return self.width <= 0 or self.height <= 0

    def slices_in(self, frame: "Box") -> tuple[slice, slice]:
        """Index of this box in an array that covers ``frame``."""
        return (
            slice(self.y0 - frame.y0, self.y1 - frame.y0),
            slice(self.x0 - frame.x0, self.x1 - frame.x0),
        )


def place(
    figure: Figure, width: int, height: int, fit: float | None, scale: float, center: tuple[float, float]
) -> Placement:
    """With ``fit``, the figure's bounds are centred and fill that share of the canvas; otherwise one unit is half the
    shorter side times ``scale`` and the figure's origin stands at ``center``, in half shorter sides from the middle."""
    half = min(width, height) / 2
    if fit is None:
        return Placement(width / 2 + center[0] * half, height / 2 + center[1] * half, half * scale)
    low, high = figure.bounds()
    extent_x, extent_y = (max(float(v), 1e-6) for v in high - low)
    unit_px = min(fit * width / extent_x, fit * height / extent_y)
    middle = (low + high) / 2
    return Placement(width / 2 - float(middle[0]) * unit_px, height / 2 - float(middle[1]) * unit_px, unit_px)


def bounding_box(outlines: Sequence[Points], placement: Placement, margin_px: float) -> Box:
    """The pixels the outlines touch, and a margin."""
    points = placement.to_pixels(np.concatenate(list(outlines)))
    low, high = points.min(0) - margin_px, points.max(0) + margin_px
    return Box(math.floor(low[0]), math.floor(low[1]), math.ceil(high[0]), math.ceil(high[1]))


def _fill(outlines: Sequence[Points], placement: Placement, box: Box, factor: int) -> Coverage:
    mask = np.zeros((box.height * factor, box.width * factor), np.uint8)
    for outline in outlines:
        points = placement.to_pixels(outline) - [box.x0, box.y0]
        fixed = np.round((points * factor - 0.5) * (1 << _SHIFT)).astype(np.int32)
        cv2.fillPoly(mask, [fixed], 255, lineType=cv2.LINE_8, shift=_SHIFT)
    return mask


def coverage(
    outlines: Sequence[Points], holes: Sequence[Points], placement: Placement, box: Box, supersample: int
) -> Coverage:
    """The union of the outlines less the holes, averaged from ``supersample`` samples a side (small parts: twice)."""
    factor = supersample * 2 if box.height * box.width < _FINE_AREA else supersample
    mask = _fill(outlines, placement, box, factor)
    if holes:
        mask[_fill(holes, placement, box, factor) > 0] = 0
    if factor == 1:
        return mask
    return cv2.resize(mask, (box.width, box.height), interpolation=cv2.INTER_AREA)
