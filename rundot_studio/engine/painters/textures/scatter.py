"""Many small polygons strewn over a seamless tile: blades, leaves, pebbles."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.painters.color import Array

from .tile import Tile

_SHIFT = 4


class Strewing:
    """Fills polygons on an rgb and a height field at once, each again wherever it crosses a border."""

    def __init__(self, tile: Tile, rgb: Array, height: Array) -> None:
        """Draws on ``rgb`` (height, width, 3) and ``height`` (height, width) in place."""
        self._tile = tile
        self._rgb = np.ascontiguousarray(rgb)
        self._height = np.ascontiguousarray(height)

    @property
    def rgb(self) -> Array:
        return self._rgb

    @property
    def height(self) -> Array:
        return self._height

    def fill(self, outline: NDArray[np.float64], color: tuple[float, float, float], level: float | None) -> None:
        """One convex outline (n, 2) in units from the upper left corner; ``level`` is its height, None leaves it."""
        pixels = outline * self._tile.unit
        for shift in self._copies(pixels):
            fixed = np.round((pixels + shift) * (1 << _SHIFT)).astype(np.int32)
            cv2.fillConvexPoly(self._rgb, fixed, color, cv2.LINE_AA, _SHIFT)
            if level is not None:
                cv2.fillConvexPoly(self._height, fixed, level, cv2.LINE_AA, _SHIFT)

    def _copies(self, pixels: NDArray[np.float64]) -> Iterator[NDArray[np.float64]]:
        low, high = pixels.min(0), pixels.max(0)
        size = (self._tile.width, self._tile.height)
        shifts = []
        for axis in (0, 1):
            here = [0]
            if low[axis] < 2:
                here.append(size[axis])
            if high[axis] > size[axis] - 2:
                here.append(-size[axis])
            shifts.append(here)
        for shift_x in shifts[0]:
            for shift_y in shifts[1]:
                yield np.array([shift_x, shift_y], np.float64)


def spread(tile: Tile, per_square_unit: int) -> int:
    """How many pieces cover the tile: follows its ratio, not its size in pixels."""
    return max(1, round(per_square_unit * (tile.width / tile.unit) * (tile.height / tile.unit)))
