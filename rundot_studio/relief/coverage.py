"""Which parts of each layer need drawing: nothing where it is clear or hidden, no blending where it is opaque."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .arrays import Mask

Filter = Callable[..., NDArray[np.uint8]]
TILE_PX = 64
_CELL_PX = 16
_LONGEST_RUN = 16
"""Tiles drawn at once: what is computed for them stays in the processor's cache."""
_CELLS = TILE_PX // _CELL_PX


@dataclass(frozen=True)
class Moves:
    """How far beside a pixel what is drawn there is looked up, at least and at most, in pixels right and down."""

    left: float
    right: float
    up: float
    down: float

    def in_cells(self) -> tuple[int, int, int, int]:
        """The same in cells, with the pixel that interpolation looks at beyond."""
        low = [math.floor((each - 1) / _CELL_PX) for each in (self.left, self.up)]
        high = [math.ceil((each + 1) / _CELL_PX) for each in (self.right, self.down)]
        return low[0], high[0], low[1], high[1]


@dataclass(frozen=True)
class Drawn:
    """A rectangle of pixels to draw of the ``layer`` of this number. ``covers``: with nothing beneath that shows."""

    layer: int
    top: int
    bottom: int
    left: int
    right: int
    covers: bool


class Coverage:
    """Of the ``alphas`` (height, width), uint8, of layers from the farthest to the nearest.

    ``endless`` layers go on beyond their borders as in a mirror, others end there.
    """

    def __init__(self, alphas: Sequence[NDArray[np.uint8]], *, endless: bool) -> None:
        self._size = alphas[0].shape[0], alphas[0].shape[1]
        self._endless = endless
        squares = [_squares(alpha, _CELL_PX) for alpha in alphas]
        self._least = [np.asarray(each.min(axis=(1, 3)), np.uint8) for each in squares]
        self._most = [np.asarray(each.max(axis=(1, 3)), np.uint8) for each in squares]
        self._key: list[tuple[int, int, int, int]] = []
        self._rows: list[list[Drawn]] = []

    def plan(self, moves: Sequence[Moves]) -> list[list[Drawn]]:
        """What to draw of layers that move so: rows of rectangles, each row in drawing order.

        Where there is no rectangle nothing shows.
        """
        key = [each.in_cells() for each in moves]
        if key != self._key:
            self._key = key
            self._rows = self._planned()
        return self._rows

    def _planned(self) -> list[list[Drawn]]:
        count = len(self._least)
        covers = [self._extreme(self._least[layer], self._key[layer], cv2.erode) == 255 for layer in range(count)]
        shows = [self._extreme(self._most[layer], self._key[layer], cv2.dilate) > 0 for layer in range(count)]
        hidden = np.zeros_like(shows[0])
        for layer in reversed(range(count)):
            shows[layer] &= ~hidden
            hidden |= covers[layer]
        rows: list[list[Drawn]] = [[] for _ in range(shows[0].shape[0])]
        beneath = np.zeros_like(shows[0])
        for layer in range(count):
            for run in _runs(layer, shows[layer], covers[layer] | ~beneath, self._size):
                rows[run.top // TILE_PX].append(run)
            beneath |= shows[layer]
        return rows

    def _extreme(self, cells: NDArray[np.uint8], box: tuple[int, int, int, int], filtered: Filter) -> NDArray[np.uint8]:
        """The least (``cv2.erode``) or greatest (``cv2.dilate``) value that can come into each tile."""
        left, right, up, down = box
        margin = max(abs(each) for each in box) + _CELLS
        around = np.pad(cells, margin, mode="symmetric") if self._endless else np.pad(cells, margin)
        moved = np.ascontiguousarray(around[margin + up :, margin + left :])
        kernel = np.ones((down - up + _CELLS, right - left + _CELLS), np.uint8)
        # With the anchor in its corner the kernel looks to the right and down of each cell only.
        extreme = filtered(moved, kernel, anchor=(0, 0))
        return np.asarray(extreme[: cells.shape[0] : _CELLS, : cells.shape[1] : _CELLS], np.uint8)


def _squares(values: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """(rows, side, columns, side), the last ones continued to be whole."""
    height, width = values.shape
    padded = np.pad(values, ((0, -height % side), (0, -width % side)), mode="edge")
    return padded.reshape(padded.shape[0] // side, side, padded.shape[1] // side, side)


def _runs(layer: int, shows: Mask, covers: Mask, size: tuple[int, int]) -> list[Drawn]:
    """Neighbouring tiles of a row that are drawn in the same way, as one."""
    height, width = size
    found: list[Drawn] = []
    for row, kind in enumerate(np.where(shows, np.where(covers, 2, 1), 0)):
        changes = np.diff(kind, prepend=-1) != 0
        changes[::_LONGEST_RUN] = True
        starts = np.flatnonzero(changes)
        ends = [*starts[1:], len(kind)]
        top, bottom = row * TILE_PX, min(height, (row + 1) * TILE_PX)
        for start, end in zip(starts, ends, strict=True):
            if kind[start]:
                left, right = int(start) * TILE_PX, min(width, int(end) * TILE_PX)
                found.append(Drawn(layer, top, bottom, left, right, bool(kind[start] == 2)))
    return found
