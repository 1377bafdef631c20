"""Where to cut a depth map into layers: at the depths across which most outlines jump.

An outline that runs through a cut comes apart cleanly when the layers move; a slope that runs through one does not
show it, as both layers are equally deep there. So each pixel beside an outline votes for all depths between its two
sides, with the size of the jump, and cuts are taken greedily. Where more layers are wanted than outlines ask for, the
layer with the largest spread is divided by Otsu's method ("A threshold selection method from gray-level histograms",
1979).
"""

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from .arrays import Depth

_BINS = 128
_APART = 6
"""So many bins lie between cuts at least: a layer thinner than that hardly moves against its neighbours."""
_LEAST_JUMP = 0.06
_WORTH = 0.04
"""Share of all votes below which another cut would separate hardly anything."""
_MOST_PX = 1 << 20


def cuts(depth: Depth, most_layers: int, *, exactly: bool = False) -> list[float]:
    """The depths between layers, rising; at most ``most_layers`` - 1 of them, each above 0 and below 1.

    With ``exactly`` as many as asked for, as far as there are so many different depths.
    """
    stride = max(1, round((depth.size / _MOST_PX) ** 0.5))
    sample = np.ascontiguousarray(depth[::stride, ::stride])
    found = _outline_cuts(sample, most_layers - 1)
    while exactly and len(found) < most_layers - 1:
        another = _spread_cut(sample, found)
        if another is None:
            break
        found = sorted([*found, another])
    return found


def _outline_cuts(depth: Depth, count: int) -> list[float]:
    kernel = np.ones((3, 3), np.uint8)
    low, high = cv2.erode(depth, kernel), cv2.dilate(depth, kernel)
    jumps = high - low > _LEAST_JUMP
    pairs, *_ = np.histogram2d(low[jumps], high[jumps], bins=_BINS, range=((0, 1), (0, 1)))
    size = np.abs(np.subtract.outer(np.arange(_BINS), np.arange(_BINS)))
    pairs *= size
    usual = np.histogram(depth, bins=_BINS, range=(0, 1))[0] / depth.size
    all_votes = pairs.sum()
    found: list[int] = []
    while len(found) < count and all_votes > 0:
        votes = _votes(pairs)
        # Rather through empty depths than through a surface.
        best = int(np.argmax(votes * (1 - np.minimum(0.5, 4 * usual))))
        if votes[best] < _WORTH * all_votes:
            break
        found.append(best)
        pairs[: best + _APART, max(0, best - _APART) :] = 0
    return [each / _BINS for each in sorted(found)]


def _votes(pairs: NDArray[np.float64]) -> NDArray[np.float64]:
    """For a cut at the lower end of each bin, the votes of the pairs with one side below and one not."""
    below = np.cumsum(pairs, axis=0)
    votes = np.zeros(_BINS)
    for cut in range(1, _BINS):
        votes[cut] = below[cut - 1, cut:].sum()
    return votes


def _spread_cut(depth: Depth, found: list[float]) -> float | None:
    """Otsu's threshold within the layer where it lowers the variance most; None if all layers are flat."""
    best, best_gain = None, 1e-9
    bounds = [0.0, *found, np.inf]
    for low, high in pairwise(bounds):
        values = depth[(depth >= low) & (depth < high)]
        if values.size == 0 or values.max() - values.min() < 2 / 255:
            continue
        threshold, gain = _otsu(values)
        if gain > best_gain:
            best, best_gain = threshold, gain
    return best


def _otsu(values: NDArray[np.float32]) -> tuple[float, float]:
    """The threshold, and by how much it lowers the sum of squares."""
    counts, edges = np.histogram(values, bins=_BINS)
    middles = (edges[:-1] + edges[1:]) / 2
    count_below = np.cumsum(counts)[:-1]
    sum_below = np.cumsum(counts * middles)[:-1]
    count_above, sum_above = values.size - count_below, np.sum(counts * middles) - sum_below
    mean_gap = sum_below / np.maximum(count_below, 1) - sum_above / np.maximum(count_above, 1)
    gain = count_below * count_above * np.square(mean_gap) / values.size
    best = int(np.argmax(gain))
    return float(edges[best + 1]), float(gain[best])
