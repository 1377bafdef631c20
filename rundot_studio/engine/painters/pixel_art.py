"""Pixel art: figures and scenes on a coarse grid, with few colours and clean clusters."""

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from .color import Array, F, oklab_to_rgb, rgb_to_oklab
from .figure import Figure
from .palette import Indices, bayer_field, build_palette, nearest_color
from .shading import render

Mask = NDArray[np.bool_]

_SAMPLES = 6  # rendered pixels a cell side
_SOLID = 0.46  # coverage from which a cell belongs to the sprite
_TONES = 11  # steps a channel, when looking for a cell's commonest colour
_CLEAR_MAJORITY = 0.34
_ORPHAN_CONTRAST = 0.22  # lightness difference beyond which a lone pixel is a deliberate glint, an eye
_OUTLINE_COLORS = 4


def _modal_colors(rgba: Array, rows: int, columns: int) -> tuple[Array, Mask]:
    """The commonest colour of every cell, (rows, columns, 3), and which cells are solid.

    The mean would be mud where two parts meet; the mode keeps their colours pure.
    """
    cells = rgba.reshape(rows, _SAMPLES, columns, _SAMPLES, 4).transpose(0, 2, 1, 3, 4)
    cells = cells.reshape(rows, columns, _SAMPLES * _SAMPLES, 4)
    color, alpha = cells[..., :3], cells[..., 3]
    covered = alpha.mean(-1)
    mean = (color * alpha[..., None]).sum(2) / np.maximum(alpha.sum(-1), 1e-3)[..., None]
    step = (color * _TONES).astype(np.int64)
    key = step[..., 0] + step[..., 1] * 12 + step[..., 2] * 144
    key = np.where(alpha > 0.5, key, -1)
    ordered = np.sort(key, -1)
    run = np.zeros_like(ordered)
    for j in range(1, run.shape[-1]):
        run[..., j] = np.where(ordered[..., j] == ordered[..., j - 1], run[..., j - 1] + 1, 0)
    run[ordered < 0] = -1
    commonest = np.take_along_axis(ordered, run.argmax(-1)[..., None], -1)
    chosen = (key == commonest) & (alpha > 0.5)
    count = chosen.sum(-1, keepdims=True)
    mode = (color * chosen[..., None]).sum(2) / np.maximum(count, 1)
    clear = count / chosen.shape[-1] > _CLEAR_MAJORITY
    blended = np.where(clear, mode, (mode + mean) / 2).astype(F)
    return blended, covered > _SOLID


def _without_orphans(index: Indices, solid: Mask, lightness: Array) -> Indices:
    """A pixel unlike all four neighbours takes the colour of two that agree, unless it stands out on purpose."""
    marked = np.where(solid, index, -1)
    framed = np.pad(marked, 1, constant_values=-1)
    around = np.stack([framed[:-2, 1:-1], framed[2:, 1:-1], framed[1:-1, :-2], framed[1:-1, 2:]], -1)
    lonely = ~(around == marked[..., None]).any(-1)
    ordered = np.sort(around, -1)
    majority = np.where(ordered[..., 2] == ordered[..., 3], ordered[..., 2], -1)
    majority = np.where(ordered[..., 1] == ordered[..., 2], ordered[..., 1], majority)
    contrast = np.abs(lightness[np.maximum(marked, 0)] - lightness[np.maximum(majority, 0)])
    return np.where(solid & lonely & (majority >= 0) & (contrast < _ORPHAN_CONTRAST), majority, index)


def outline_sprite(rgba: Array, rng: Generator) -> Array:
    """A line of one cell round a sprite (height, width, 4) with hard alpha, darkened from the colours it borders."""
    solid = rgba[..., 3] > 0.5
    cross = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
    edge = (cv2.dilate(solid.astype(np.uint8), cross) > 0) & ~solid
    out = rgba.copy()
    if not edge.any():
        return out
    beside = cv2.dilate(np.ascontiguousarray(rgba[..., :3] * solid[..., None], F), np.ones((3, 3), np.uint8))
    lab = rgb_to_oklab(beside[edge])
    lab = np.stack([lab[:, 0] * F(0.28) + F(0.06), lab[:, 1] * F(0.75), lab[:, 2] * F(0.75)], 1)
    palette = build_palette(lab, _OUTLINE_COLORS, rng)
    out[edge, :3] = oklab_to_rgb(palette)[nearest_color(lab, palette)]
    out[edge, 3] = 1
    return out


def pixel_sprite(
    figure: Figure,
    cells: int,
    colors: int,
    rng: Generator,
    *,
    cells_wide: int | None = None,
    fit: float = 1.0,
    outline: bool = True,
) -> Array:
    """A figure as pixel art, (cells, cells_wide or cells, 4): alpha is 0 or 1, at most ``colors`` + 4 colours.

    ``fit`` is the share of the grid, less the outline's cell on each side, that the figure fills.
    """
    rows, columns = cells - 2, (cells_wide or cells) - 2
    drawn = render(figure, columns * _SAMPLES, rows * _SAMPLES, "pixel", rng, fit=fit, supersample=1)
    color, solid = _modal_colors(drawn.rgba, rows, columns)
    sprite = np.zeros((rows, columns, 4), F)
    if solid.any():
        lab = rgb_to_oklab(color)
        palette = build_palette(lab[solid], colors, rng)
        index = _without_orphans(nearest_color(lab, palette), solid, palette[:, 0])
        sprite[..., :3] = oklab_to_rgb(palette)[index] * solid[..., None]
        sprite[..., 3] = solid
    sprite = np.pad(sprite, ((1, 1), (1, 1), (0, 0)))
    return outline_sprite(sprite, rng) if outline else sprite


def pixelate(image: Array, rng: Generator, cells_wide: int, colors: int = 28, dither: float = 0.055) -> Array:
    """A picture (height, width, 3) as pixel art of (rows, cells_wide, 3), ordered dither on OKLab lightness."""
    height, width = image.shape[:2]
    rows = max(1, round(cells_wide * height / width))
    small = cv2.resize(np.ascontiguousarray(image[..., :3], F), (cells_wide, rows), interpolation=cv2.INTER_AREA)
    lab = rgb_to_oklab(np.clip(small, 0, 1))
    palette = build_palette(lab, colors, rng)
    if dither:
        lab[..., 0] += bayer_field(rows, cells_wide) * F(dither)
    return oklab_to_rgb(palette)[nearest_color(lab, palette)]


def enlarge(image: Array, width: int, height: int) -> Array:
    """Nearest-neighbour enlargement to exactly (height, width)."""
    return cv2.resize(image, (width, height), interpolation=cv2.INTER_NEAREST)
