"""One page filled rectangle by rectangle, by maximal free rectangles.

J. Jylänki, "A Thousand Ways to Pack the Bin", 2010, section 2.3: the free space is kept as the list of all maximal
rectangles in it, which may overlap; a new rectangle goes to a corner of one of them, and what it covers is cut off
all. Of several places that fit, the one whose shorter leftover is the least is taken (best short side fit).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Rectangles = NDArray[np.int64]
"""(4, count): left, top, right, bottom in pixels; right and bottom lie outside."""

_NEVER = np.iinfo(np.int64).max
_SIDE_BITS = 20


class Page:
    """Free space of a page of ``width`` by ``height`` pixels."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self.used_width = 0
        self.used_height = 0
        self.used_area = 0
        self._free: Rectangles = np.array([[0], [0], [width], [height]], np.int64)

    def score(self, width: int, height: int) -> tuple[int, int]:
        """How badly a rectangle would fit, the least is best, and where; the score is huge where it fits nowhere."""
        free = self._free
        if free.shape[1] == 0:
            return _NEVER, -1
        across = free[2] - free[0] - width
        down = free[3] - free[1] - height
        shorter = np.minimum(across, down)
        scores = (shorter << _SIDE_BITS) + np.maximum(across, down)
        scores[shorter < 0] = _NEVER
        at = int(scores.argmin())
        return int(scores[at]), at

    def place(self, width: int, height: int) -> tuple[int, int] | None:
        """Takes the best place for a rectangle: its left and top, or None where it does not fit."""
        score, at = self.score(width, height)
        if score == _NEVER:
            return None
        left, top = int(self._free[0, at]), int(self._free[1, at])
        self._occupy(left, top, left + width, top + height)
        return left, top

    def _occupy(self, left: int, top: int, right: int, bottom: int) -> None:
        self.used_width = max(self.used_width, right)
        self.used_height = max(self.used_height, bottom)
        self.used_area += (right - left) * (bottom - top)
        free = self._free
        met = (free[0] < right) & (free[2] > left) & (free[1] < bottom) & (free[3] > top)
        pieces = _around(free[:, met], left, top, right, bottom)
        self._free = _with_maximal(free[:, ~met], pieces)


def _around(met: Rectangles, left: int, top: int, right: int, bottom: int) -> Rectangles:
    """What remains of each rectangle on the four sides of the one that was taken."""
    on_left = met[:, met[0] < left]
    on_left[2] = left
    on_right = met[:, met[2] > right]
    on_right[0] = right
    above = met[:, met[1] < top]
    above[3] = top
    below = met[:, met[3] > bottom]
    below[1] = bottom
    return np.concatenate([on_left, on_right, above, below], axis=1)


def _with_maximal(kept: Rectangles, pieces: Rectangles) -> Rectangles:
    """Both together, without the pieces that lie inside another rectangle.

    Only pieces can: a kept rectangle was maximal before, and each piece is part of one that was.
    """
    count = pieces.shape[1]
    if count == 0:
        return kept
    every = np.concatenate([pieces, kept], axis=1)
    inside = (
        (pieces[0][:, None] >= every[0])
        & (pieces[1][:, None] >= every[1])
        & (pieces[2][:, None] <= every[2])
        & (pieces[3][:, None] <= every[3])
    )
    # Of equal pieces each lies inside the other: the first stays.
    order = np.arange(count)
    mutual = inside[:, :count] & inside[:, :count].T
    inside[:, :count] &= ~mutual | (order[:, None] > order)
    inside[order, order] = False
    return np.concatenate([pieces[:, ~inside.any(axis=1)], kept], axis=1)
