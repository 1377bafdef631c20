"""The grid of "fake" pixel art, as generators paint it: found in a large picture, and made true.

Such pictures look like pixel art, but each of their pixels is a block of many, of a width that is no whole number,
blurred at its edges. Colour changes pile up at the lines of the grid; of all spacings and phases the one that explains
the most change with the fewest lines is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rgba = NDArray[np.uint8]
    Float = NDArray[np.float64]

SMALLEST_CELL_PX = 2.0
LARGEST_CELL_PX = 96.0
SURE = 0.2
"""Below this confidence a picture is taken to have no grid."""
_NOISE, _CLEAR = 30.0, 90.0
"""Sums of the four channels' steps, 0 to 1020."""
_BLURRED_FROM_PX = 6
_SAMPLES = 5
_INNER = 0.6
"""Share of a cell, around its middle, that its colour is taken from: the rest is blurred."""


@dataclass(frozen=True)
class PixelGrid:
    """Cells of ``cell`` (width, height) pixels, the first of which begins at ``origin`` (x, y), 0 or less a fraction of
    one. ``confidence`` 0 to 1."""

    cell: tuple[float, float]
    origin: tuple[float, float]
    confidence: float

    def count(self, size: tuple[int, int]) -> tuple[int, int]:
        """Columns and rows in a picture of ``size`` (width, height)."""
        across = (size[0] - self.origin[0]) / self.cell[0]
        down = (size[1] - self.origin[1]) / self.cell[1]
        return max(1, round(across)), max(1, round(down))


def find_grid(rgba: Rgba) -> PixelGrid | None:
    """The grid of a picture (height, width, 4), uint8; None where it has none."""
    if min(rgba.shape[:2]) < 3 * SMALLEST_CELL_PX:
        return None
    premultiplied = rgba.astype(np.float32)
    premultiplied[..., :3] *= premultiplied[..., 3:] / 255
    across = _changes(premultiplied, axis=1)
    down = _changes(premultiplied, axis=0)
    if not across.any() or not down.any():
        return None
    width, x, sure_across = _best_comb(across)
    height, y, sure_down = _best_comb(down)
    # The pixels of pixel art are square; where the axes disagree, the clearer one speaks for both.
    if abs(width - height) > 0.04 * max(width, height):
        if sure_across >= sure_down:
            height, y, sure_down = _best_comb(down, width)
        else:
            width, x, sure_across = _best_comb(across, height)
    confidence = min(sure_across, sure_down)
    if confidence < SURE:
        return None
    return PixelGrid((width, height), (x, y), confidence)


def find_common_grid(pictures: list[Rgba]) -> PixelGrid | None:
    """One cell for a whole set: that of the picture whose grid is the clearest, at the edge of each."""
    grids = [grid for grid in map(find_grid, pictures) if grid is not None]
    if not grids:
        return None
    return max(grids, key=lambda grid: grid.confidence)


def snap(rgba: Rgba, grid: PixelGrid, *, hard_alpha: bool = True) -> Rgba:
    """One pixel per cell: the colour in its middle that is nearest to all others there.

    ``hard_alpha`` makes every pixel clear or opaque.
    """
    height, width = rgba.shape[:2]
    columns, rows = grid.count((width, height))
    xs = _sample_places(columns, grid.origin[0], grid.cell[0], width)
    ys = _sample_places(rows, grid.origin[1], grid.cell[1], height)
    samples = rgba[ys[:, None, :, None], xs[None, :, None, :]].reshape(rows, columns, _SAMPLES**2, 4)
    result = np.empty((rows, columns, 4), np.uint8)
    for row in range(rows):
        result[row] = _medoids(samples[row])
    if hard_alpha:
        opaque = result[..., 3] >= 128
        result[..., 3] = np.where(opaque, 255, 0)
        result[~opaque] = 0
    return result


def snap_to_cells(rgba: Rgba, cell_px: int) -> Rgba:
    """As :func:`snap`, for a grid that is known and begins at the corner."""
    return snap(rgba, PixelGrid((cell_px, cell_px), (0.0, 0.0), 1.0))


def _changes(premultiplied: NDArray[np.float32], axis: int) -> Float:
    """How much colour changes from each column (axis 1) or row to the next; the first entry is of line 1.

    Faint steps are noise, and strong ones count no more than clear ones: many edges in a line tell more than one hard
    outline.
    """
    steps = np.abs(np.diff(premultiplied, axis=axis)).sum(axis=2)
    return np.clip(steps - _NOISE, 0, _CLEAR).mean(axis=1 - axis).astype(np.float64)


def _best_comb(changes: Float, near: float | None = None) -> tuple[float, float, float]:
    """Spacing, origin and confidence of the comb of lines that gathers the most change."""
    length = changes.size + 1
    largest = min(LARGEST_CELL_PX, length / 3)
    lines = np.arange(length / largest, length / SMALLEST_CELL_PX + 0.25, 0.25)
    spacings = length / lines
    if near is not None:
        spacings = spacings[np.abs(spacings - near) <= 0.04 * near]
        if spacings.size == 0:
            spacings = np.array([near])
    best = _best_of(changes, spacings, width=3)
    # Lines of three pixels leave some play: single ones decide within it.
    lines = length / best[1] + np.arange(-1, 1.01, 0.125)
    exact = _best_of(changes, length / lines[lines >= 3], width=1)
    score = best[0]
    if exact[0] > 0:
        _, spacing, origin = exact
    else:
        _, spacing, origin = best
    # A sliver of a cell at the edge is the picture's edge, not a cell.
    if -origin > 0.75 * spacing:
        origin += spacing
    return spacing, origin, min(1.0, score)


def _best_of(changes: Float, spacings: Float, width: int) -> tuple[float, float, float]:
    """Score, spacing and origin of the best comb with lines of ``width`` 3 or 1 pixels; narrow cells always have 1."""
    length = changes.size + 1
    total = changes.sum()
    wide = np.convolve(changes, [1.0, 1.0, 1.0], mode="same") if width == 3 else changes
    best = (0.0, float(spacings[0]), 0.0)
    for spacing in spacings:
        blurred = width == 3 and spacing >= _BLURRED_FROM_PX
        profile = wide if blurred else changes
        phases = np.arange(0, spacing, 0.5 if blurred else 0.25)
        places = np.arange(1, int(length / spacing) + 2) * spacing - phases[:, None]
        indices = np.rint(places).astype(np.int64) - 1
        inside = (indices >= 0) & (indices < changes.size)
        gathered = np.where(inside, profile[np.clip(indices, 0, changes.size - 1)], 0).sum(axis=1) / total
        by_chance = inside.sum(axis=1) * (3 if blurred else 1) / changes.size
        scores = (gathered - by_chance) / np.maximum(1e-9, 1 - by_chance)
        at = int(scores.argmax())
        if scores[at] > best[0] + 1e-9:
            best = (float(scores[at]), float(spacing), -float(phases[at]))
    return best


def _sample_places(count: int, origin: float, cell: float, length: int) -> NDArray[np.int64]:
    """(count, samples): pixels around the middle of each cell."""
    spread = (np.arange(_SAMPLES) + 0.5) / _SAMPLES * _INNER + (1 - _INNER) / 2
    places = origin + (np.arange(count)[:, None] + spread) * cell
    return np.clip(np.floor(places), 0, length - 1).astype(np.int64)


def _medoids(samples: Rgba) -> Rgba:
    """Of (cells, samples, 4) the sample of each cell with the least distance to all others: (cells, 4)."""
    values = samples.astype(np.int32)
    values[..., :3] = values[..., :3] * values[..., 3:] // 255
    distances = np.abs(values[:, :, None] - values[:, None]).sum(axis=(2, 3))
    chosen = distances.argmin(axis=1)
    return samples[np.arange(samples.shape[0]), chosen]
