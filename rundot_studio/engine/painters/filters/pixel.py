"""Pixel art from any picture: a coarse grid of equal cells, few colours, ordered dither."""

import cv2
import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Array, F, oklab_to_rgb, rgb_to_oklab
from rundot_studio.engine.painters.noise import child_rng
from rundot_studio.engine.painters.palette import build_palette, nearest_color
from rundot_studio.engine.painters.pixel_art import pixelate

from .surface import Filtered, kuwahara

_CELLS = 136
_COLORS = 26
_SUBJECT_COLORS = 16


def cell_side(width: int, height: int, cells: int = _CELLS) -> int:
    """Pixels of a cell's side: one that divides both sides where there is one near ``longer side / cells``."""
    longer = max(width, height)
    wanted = longer / cells
    fitting = [
        n for n in range(1, longer + 1) if width % n == 0 and height % n == 0 and wanted / 1.5 <= n <= wanted * 1.5
    ]
    if fitting:
        return min(fitting, key=lambda n: abs(n - wanted))
    return max(1, round(wanted))


def apply(rgb: Array, rng: Generator, matte: Array | None = None, *, lone: bool = False) -> Filtered:
    """The picture on a grid of about 136 cells along its longer side; see the package for the arguments."""
    own = child_rng(rng)
    height, width = rgb.shape[:2]
    side = cell_side(width, height)
    columns, rows = -(-width // side), -(-height // side)
    beyond = (rows * side - height, columns * side - width)
    whole = cv2.copyMakeBorder(np.ascontiguousarray(rgb, F), 0, beyond[0], 0, beyond[1], cv2.BORDER_REPLICATE)
    whole = kuwahara(whole, 0.45 * side)  # grain would turn into stray pixels
    small = cv2.resize(whole, (columns, rows), interpolation=cv2.INTER_AREA)
    small = np.clip(small + F(0.55) * (small - cv2.GaussianBlur(small, (0, 0), 1.1)), 0, 1)
    cells = pixelate(small, own, columns, _COLORS)

    def enlarged(field: Array) -> Array:
        return np.ascontiguousarray(np.repeat(np.repeat(field, side, 0), side, 1)[:height, :width])

    if matte is None:
        return enlarged(cells), None
    share = cv2.copyMakeBorder(matte, 0, beyond[0], 0, beyond[1], cv2.BORDER_REPLICATE)
    covered = cv2.resize(share, (columns, rows), interpolation=cv2.INTER_AREA) > 0.5
    if covered.any():
        cells[covered] = _in_own_colors(small[covered], own)
    return enlarged(cells), enlarged(covered.astype(F))


def _in_own_colors(colors: Array, rng: Generator) -> Array:
    """The subject's cells (n, 3) in a palette of their own: a small fire by night keeps its orange."""
    lab = rgb_to_oklab(colors)
    palette = build_palette(lab, _SUBJECT_COLORS, rng)
    return oklab_to_rgb(palette)[nearest_color(lab, palette)]
