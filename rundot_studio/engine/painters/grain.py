"""Surface grain: one seamless tile per texture, looked up in unit coordinates so that it is as large at every size."""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.random import Generator

from .color import Array, F
from .noise import child_rng, fractal_noise, rng_for, value_noise
from .raster import Box, Placement

TILE = 512
TILE_UNITS = 1.0
"""Side of a tile in units: a part wider than this sees the grain repeat, shifted per part."""


@dataclass(frozen=True)
class Bump:
    """How a texture ruffles the surface: slope (steepness of the bumps) and tone (light and dark by itself)."""

    slope: float
    tone: float


BUMPS = {
    "stone": Bump(0.055, 0.10),
    "wood": Bump(0.020, 0.16),
    "cloth": Bump(0.022, 0.06),
    "leaf": Bump(0.060, 0.14),
    "fur": Bump(0.022, 0.08),
    "scale": Bump(0.030, 0.10),
}


def _streaks(rng: Generator, rows: int, columns: int) -> Array:
    """Grain drawn out sideways: three octaves of cells much wider than high."""
    octaves = [value_noise(rng, TILE, TILE, rows << k, columns << k, tile=True) for k in range(3)]
    return octaves[0] * F(0.5) + octaves[1] * F(0.3) + octaves[2] * F(0.2)


def _scales(rng: Generator) -> Array:
    """Rows of overlapping round scales."""
    rows = 12
    y, x = np.mgrid[0:TILE, 0:TILE].astype(F) / F(TILE) * F(rows)
    best = np.zeros((TILE, TILE), F)
    for back in (0, 1):  # the scales of the row above overlap this one
        row = np.floor(y) - back
        across = x + (row % 2) * F(0.5)
        dx = across - np.floor(across) - F(0.5)
        dy = y - row - F(0.35)
        dome = np.sqrt(np.maximum(1 - (dx / F(0.52)) ** 2 - (dy / F(1.05)) ** 2, 0))
        best = np.where(dome > 0.02, dome * F(0.55) + np.clip(dy, 0, 1) * F(0.4), best).astype(F)
    return best * F(0.85) + fractal_noise(rng, TILE, TILE, 8, 3, tile=True) * F(0.15)


def _tile(texture: str, rng: Generator) -> Array:
    """(TILE, TILE), 0..1, seamless."""
    if texture == "wood":
        return _streaks(rng, 14, 1)
    if texture == "fur":
        return np.ascontiguousarray(_streaks(rng, 34, 7).T)
    if texture == "cloth":
        return fractal_noise(rng, TILE, TILE, 6, 4, tile=True)
    if texture == "scale":
        return _scales(rng)
    return fractal_noise(rng, TILE, TILE, {"leaf": 14}.get(texture, 10), 4, 0.55, tile=True)


@dataclass
class Grain:
    """The tiles of one rendering. Asking for one costs the generator nothing: each has its own, from one draw."""

    rng: Generator
    _seed: int = 0
    _tiles: dict[str, Array] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._seed = int(child_rng(self.rng).integers(0, 2**63))

    def field_at(self, texture: str, box: Box, placement: Placement, part_index: int, upright: bool) -> Array:
        """The grain under a box, (height, width), 0..1. ``upright`` turns wood so that it runs along a tall part."""
        if texture not in self._tiles:
            self._tiles[texture] = _tile(texture, rng_for(self._seed, texture))
        tile = self._tiles[texture]
        if upright:
            tile = np.ascontiguousarray(tile.T)
        step = TILE / (TILE_UNITS * placement.unit_px)  # tile pixels a picture pixel
        while step > 1.5 and tile.shape[0] > 16:
            tile = cv2.resize(tile, (tile.shape[1] // 2, tile.shape[0] // 2), interpolation=cv2.INTER_AREA)
            step /= 2
        size = tile.shape[0]
        shift_x, shift_y = (part_index * 0.377) % 1 * size, (part_index * 0.611) % 1 * size
        x = (np.arange(box.x0, box.x1, dtype=F) + F(0.5 - placement.origin_x)) * F(step) + F(shift_x)
        y = (np.arange(box.y0, box.y1, dtype=F) + F(0.5 - placement.origin_y)) * F(step) + F(shift_y)
        padded = cv2.copyMakeBorder(tile, 3, 3, 3, 3, cv2.BORDER_WRAP)
        columns = np.broadcast_to((x % size + F(2.5))[None], (box.height, box.width))
        rows = np.broadcast_to((y % size + F(2.5))[:, None], (box.height, box.width))
        return cv2.remap(padded, np.ascontiguousarray(columns), np.ascontiguousarray(rows), cv2.INTER_CUBIC)
