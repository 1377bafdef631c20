"""How likely each region of a busy picture belongs to the subject: two small trained networks, one after the other.

The second sees what the first believes of all regions (auto-context: Tu, Bai, PAMI 2010). Together they are about 1700
numbers, trained by :mod:`rundot_studio.engine.cutout.train` on composites of known outline.
"""

import functools
import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.cutout.regions import context, describe, find_regions, likeness
from rundot_studio.engine.least_squares import combine
from rundot_studio.resources import resource_bytes

Array = NDArray[np.float32]
Doubles = NDArray[np.float64]

TABLE = "engine/cutout-regions.npz"
MOST_DEVIATIONS = 4.0
"""Features further than this from what was trained on are taken to be this far."""
SIDE = 240
"""Longest side of the picture whose regions are judged, in pixels; their size is in pixels too."""


@dataclass(frozen=True)
class Network:
    """One hidden layer of tanh, one sigmoid."""

    mean: Doubles
    deviation: Doubles
    """(features,): of the training data."""
    inner: Doubles
    """(features, hidden)"""
    inner_offset: Doubles
    outer: Doubles
    """(hidden,)"""
    outer_offset: Doubles
    """(1,)"""

    def belief(self, features: Doubles) -> Doubles:
        """0..1 for each row of ``features`` (n, features)."""
        scaled = np.clip((features - self.mean) / self.deviation, -MOST_DEVIATIONS, MOST_DEVIATIONS)
        hidden = np.tanh(combine(scaled, self.inner) + self.inner_offset)
        return 1 / (1 + np.exp(-(combine(hidden, self.outer[:, None])[:, 0] + self.outer_offset)))


PARTS = ("mean", "deviation", "inner", "inner_offset", "outer", "outer_offset")


@functools.cache
def networks() -> tuple[Network, Network]:
    """The trained pair. Raises ``FileNotFoundError`` when the program was installed without its resources."""
    with np.load(io.BytesIO(resource_bytes(TABLE)), allow_pickle=False) as table:
        first, second = ([table[f"{stage}_{part}"].astype(np.float64) for part in PARTS] for stage in (1, 2))
    return Network(*first), Network(*second)


def subject_belief(lab: Array, seed: int, open_bottom: bool = False) -> Array:
    """Belief 0..1 (height, width) that a pixel of ``lab`` (height, width, 3), at most ``SIDE`` wide, is subject.

    ``open_bottom`` expects a figure that runs off the lower edge.
    """
    first, second = networks()
    regions = find_regions(lab, open_bottom)
    alike = likeness(regions)
    features = describe(lab, regions, alike, seed, open_bottom)
    guess = first.belief(features)
    return regions.spread(second.belief(np.hstack([features, context(regions, alike, guess)])))
