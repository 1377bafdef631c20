"""One page filled rectangle by rectangle, by maximal free rectangles.

J. Jylänki, "A Thousand Ways to Pack the Bin", 2010, section 2.3: the free space is kept as the list of all maximal
rectangles in it, which may overlap; a new rectangle goes to a corner of one of them, and what it covers is cut off
all. Of several places that fit, the one whose shorter leftover is the least is taken (best short side fit).

Free rectangles are columns of one small array of 16-bit numbers, which is what makes this fast enough.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

Bounds = NDArray[np.int16]
"""(4, count): left, top, right, bottom in pixels; right and bottom lie outside."""

LARGEST_PX = 32767
NOWHERE = 1 << 31
"""A score from here on means that a rectangle fits nowhere."""
_SIDE_BITS = 16


class Page:
    """Free space of a page of ``width`` by ``height`` pixels, up to 32767.

    No rectangle may be smaller than ``least`` (width, height): free space that can't hold it is forgotten.
    """

    def __init__(self, width: int, height: int, least: tuple[int, int] = (1, 1)) -> None:
        self._least = least
        self.used_width = 0
        self.used_height = 0
        self.used_area = 0
        self._free: Bounds = np.array([[0], [0], [width], [height]], np.int16)
        self._sizes = np.array([[width], [height]], np.int32)

    def score(self, width: int, height: int) -> tuple[int, int]:
        """How badly a rectangle would fit, the least is best, and in which free rectangle; NOWHERE if in none."""
        if self._sizes.shape[1] == 0:
            return NOWHERE, -1
        across = self._sizes[0] - width
        down = self._sizes[1] - height
        scores = (np.minimum(across, down) << _SIDE_BITS) + np.maximum(across, down)
        # Where it does not fit the score is negative, which is huge without its sign.
        unsigned = scores.view(np.uint32)
        at = int(unsigned.argmin())
        return int(unsigned[at]), at

    def place(self, width: int, height: int) -> tuple[int, int] | None:
        """Takes the best place for a rectangle: its left and top, or None where it does not fit."""
        score, at = self.score(width, height)
        if score >= NOWHERE:
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
        pieces = _around(free[:, met], left, top, right, bottom, self._least)
        self._free = _with_maximal(free[:, ~met], pieces)
        self._sizes = np.subtract(self._free[2:], self._free[:2], dtype=np.int32)


def _around(met: Bounds, left: int, top: int, right: int, bottom: int, least: tuple[int, int]) -> Bounds:
    """What remains of each rectangle on the four sides of the one that was taken, where it is large enough."""
    count = met.shape[1]
    pieces = np.concatenate((met, met, met, met), axis=1)
    pieces[2, :count] = left
    pieces[0, count : 2 * count] = right
    pieces[3, 2 * count : 3 * count] = top
    pieces[1, 3 * count :] = bottom
    sizes = pieces[2:] - pieces[:2]
    return pieces[:, (sizes[0] >= least[0]) & (sizes[1] >= least[1])]


def _with_maximal(kept: Bounds, pieces: Bounds) -> Bounds:
    """Both together, without the pieces that lie inside another rectangle.

    Only pieces can: a kept rectangle was maximal before, and each piece is part of one that was.
    """
    count = pieces.shape[1]
    if count == 0:
        return kept
    every = np.concatenate((pieces, kept), axis=1)
    inside = (
        (pieces[0][:, None] >= every[0])
        & (pieces[1][:, None] >= every[1])
        & (pieces[2][:, None] <= every[2])
        & (pieces[3][:, None] <= every[3])
    )
    # Of equal pieces each lies inside the other: the first stays. Each lies inside itself, too.
    among = inside[:, :count]
    among &= ~(among.T & _not_before(count))
    stays = np.ones(every.shape[1], np.bool_)
    np.logical_not(inside.any(axis=1), out=stays[:count])
    return every[:, stays]


@cache
def _not_before(count: int) -> NDArray[np.bool_]:
    """(count, count): whether the second index is at or after the first."""
    return np.triu(np.ones((count, count), np.bool_))
