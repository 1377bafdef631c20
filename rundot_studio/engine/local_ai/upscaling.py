"""Enlarging by a network, tile by tile, with cross-faded seams; colour and alpha are kept apart as in our own way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.progress import Report, silent
from rundot_studio.engine.upscale import pixel_art
from rundot_studio.engine.upscale.back_projection import back_project
from rundot_studio.engine.upscale.bleed import bleed
from rundot_studio.engine.upscale.denoise import denoise as take_noise_out
from rundot_studio.engine.upscale.pipeline import STRONGEST_NOISE
from rundot_studio.engine.upscale.sharpen import sharpen as sharpened
from rundot_studio.engine.upscale.tiles import Grid, Span, enlarged, grid_for, tiles

from .sessions import OnnxModel, model_of
from .weights import LocalAiError

Array = NDArray[np.float32]
Pixels = NDArray[np.uint8]
F = np.float32

TILE_SOURCE = 256
"""Side of a tile before enlargement, in pixels, for a network that takes any size."""
SEAM = 16
"""Half the width over which neighbouring tiles fade into each other; as much again around is seen and thrown away."""
LEAST_INSISTED = 112
FAITHFUL_ROUNDS = 2
"""Back-projections of ``high-fidelity-v2``: what the network made up and the original contradicts goes again."""


@dataclass(frozen=True)
class _Settings:
    model: OnnxModel
    grid: Grid
    sigma: float
    sharpen: float
    rounds: int


def is_for_a_network(rgba: Pixels) -> bool:
    """Whether ``rgba`` (height, width, 4), uint8, is anything but pixel art, which a network would smear."""
    return not pixel_art.looks_like_pixel_art(pixel_art.measure_tones(rgba))


def upscale(
    rgba: Pixels,
    plan: Mapping[str, Any],
    factor: float,
    model: str,
    sharpen: float | None = None,
    denoise: float | None = None,
    report: Report = silent,
) -> Pixels:
    """Enlarge ``rgba`` (height, width, 4), uint8, straight alpha, by ``factor`` 1..4 through the network of ``plan``.

    Sides become ``floor(side * factor + 0.5)``: the network's own factor is repeated until it is enough (once for one
    that insists on a size) and brought to the one that was asked for by area. ``denoise`` 0..1 comes before the
    network, ``sharpen`` 0..1 after it.
    Raises LocalAiError, MemoryError.
    """
    report(0.0)
    grid = grid_for(factor)
    settings = _Settings(
        model_of(plan),
        grid,
        sigma=(denoise or 0.0) * STRONGEST_NOISE,
        sharpen=sharpen or 0.0,
        rounds=FAITHFUL_ROUNDS if model == "high-fidelity-v2" else 0,
    )
    height, width = enlarged(rgba.shape[0], factor), enlarged(rgba.shape[1], factor)
    # A whole number of steps, so that every tile maps to whole pixels; what is too much is cut off again.
    rows, columns = (-(-max(side, grid.padded(side)) // grid.step) * grid.step for side in rgba.shape[:2])
    seam = -(-SEAM // grid.step) * grid.step
    row_spans = grid.spans(rows, _tile(settings.model.height, seam), 0)
    column_spans = grid.spans(columns, _tile(settings.model.width, seam), 0)
    padded = _surrounded(rgba, rows, columns, 2 * seam)
    out = np.zeros((grid.scaled(rows), grid.scaled(columns), 4), np.uint8)
    count = len(row_spans) * len(column_spans)
    for done, (row, column) in enumerate(tiles(row_spans, column_spans)):
        # In the surrounded picture a tile's surroundings begin where the tile itself begins in the original.
        part = padded[
            row.inner_start : row.inner_end + 4 * seam,
            column.inner_start : column.inner_end + 4 * seam,
        ]
        large = _enlarge_tile(np.ascontiguousarray(part), settings)
        _fade_in(out, large, row, column, grid, seam)
        report((done + 1) / count)
    return np.ascontiguousarray(out[:height, :width])


def _surrounded(rgba: Pixels, rows: int, columns: int, margin: int) -> Pixels:
    """The picture filled up to rows x columns, with ``margin`` more on each side: networks darken a border they see."""
    below, beside = rows - rgba.shape[0], columns - rgba.shape[1]
    return cv2.copyMakeBorder(rgba, margin, margin + below, margin, margin + beside, cv2.BORDER_REPLICATE)


def _tile(insisted: int | None, seam: int) -> int:
    """The inside of a tile along one axis, in source pixels."""
    if insisted is None:
        return TILE_SOURCE
    if insisted < LEAST_INSISTED:
        raise LocalAiError(
            f"This network sees {insisted} pixels at a time only, and at least {LEAST_INSISTED} are needed."
        )
    return insisted - 4 * seam


def _fade_in(out: Pixels, large: Pixels, row: Span, column: Span, grid: Grid, seam: int) -> None:
    """Lays a tile over its upper and left neighbours, growing from nothing to all of it across the seam."""
    top, bottom = _reach(row, grid, seam, out.shape[0])
    left, right = _reach(column, grid, seam, out.shape[1])
    skip_y = top - grid.scaled(row.inner_start) + grid.scaled(2 * seam)
    skip_x = left - grid.scaled(column.inner_start) + grid.scaled(2 * seam)
    new = large[skip_y : skip_y + bottom - top, skip_x : skip_x + right - left]
    fade = _ramp(bottom - top, grid.scaled(2 * seam) if row.inner_start else 0)[:, None]
    fade = fade * _ramp(right - left, grid.scaled(2 * seam) if column.inner_start else 0)[None, :]
    old = out[top:bottom, left:right]
    mixed = old + (new.astype(F) - old) * fade[..., None]
    out[top:bottom, left:right] = np.clip(mixed + F(0.5), 0, 255).astype(np.uint8)


def _reach(span: Span, grid: Grid, seam: int, length: int) -> tuple[int, int]:
    """First and last pixel after enlargement that a tile is laid over: its inside and the seams on both sides."""
    start = max(0, span.inner_start - seam)
    return grid.scaled(start), min(length, grid.scaled(span.inner_end + seam))


def _ramp(length: int, over: int) -> Array:
    """0..1 over the first ``over`` pixels, then 1."""
    ramp = np.ones(length, F)
    over = min(over, length)
    ramp[:over] = (np.arange(over, dtype=F) + F(0.5)) / F(max(1, over))
    return ramp


def _enlarge_tile(rgba: Pixels, settings: _Settings) -> Pixels:
    height, width = settings.grid.scaled(rgba.shape[0]), settings.grid.scaled(rgba.shape[1])
    out = np.zeros((height, width, 4), np.uint8)
    alpha = rgba[..., 3]
    if not alpha.any():
        return out
    rgb = rgba[..., :3].astype(F) * F(1 / 255)
    if alpha.min() == 255:
        out[..., 3] = 255
    else:
        opacity = alpha.astype(F) * F(1 / 255)
        rgb = bleed(rgb, opacity)
        out[..., 3] = _to_bytes(_magnified(cv2.merge([opacity] * 3), height, width, settings).mean(axis=2))
    clean = take_noise_out(rgb, settings.sigma) if settings.sigma > 0 else rgb
    large = _magnified(clean, height, width, settings)
    out[..., :3] = _to_bytes(sharpened(large, settings.sharpen, 0.6 * float(settings.grid.ratio)))
    return out


def _magnified(image: Array, height: int, width: int, settings: _Settings) -> Array:
    """``image`` (rows, columns, 3), 0..1, at height x width by the network."""
    large = _through(image, settings.model)
    takes_any_size = settings.model.height is None and settings.model.width is None
    while takes_any_size and (large.shape[0] < height or large.shape[1] < width):
        large = _through(large, settings.model)
    if large.shape[:2] != (height, width):
        enlarges = large.shape[0] < height or large.shape[1] < width
        kind = cv2.INTER_CUBIC if enlarges else cv2.INTER_AREA
        large = cv2.resize(large, (width, height), interpolation=kind).reshape(height, width, 3)
    return back_project(large, image, settings.rounds) if settings.rounds else large


def _through(image: Array, model: OnnxModel) -> Array:
    """One run of the network; a size it insists on is filled up by the edge's pixels and cut off again."""
    rows, columns = image.shape[:2]
    fill_y, fill_x = (model.height or rows) - rows, (model.width or columns) - columns
    filled = cv2.copyMakeBorder(image, 0, fill_y, 0, fill_x, cv2.BORDER_REPLICATE)
    output = model.run(np.ascontiguousarray(filled.transpose(2, 0, 1)[None]))
    if output.shape[1] != 3:
        raise LocalAiError(f"{model.title} does not give a colour picture.", "Take it out again.")
    large = np.clip(output[0].transpose(1, 2, 0), 0, 1)
    scale = large.shape[0] // filled.shape[0]
    if scale < 2 or large.shape[:2] != (filled.shape[0] * scale, filled.shape[1] * scale):
        raise LocalAiError(f"{model.title} does not enlarge by a whole number.", "Take it out again.")
    return np.ascontiguousarray(large[: rows * scale, : columns * scale])


def _to_bytes(values: Array) -> Pixels:
    return np.clip(values * F(255) + F(0.5), 0, 255).astype(np.uint8)
