"""Enlarging a picture: what each model does, tile by tile, with colour and alpha kept apart."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.progress import Report, silent
from rundot_studio.engine.upscale import dcci, pixel_art, raisr
from rundot_studio.engine.upscale.back_projection import back_project, clamp_to_neighbourhood
from rundot_studio.engine.upscale.bleed import bleed
from rundot_studio.engine.upscale.denoise import denoise as take_noise_out
from rundot_studio.engine.upscale.denoise import noise_deviation
from rundot_studio.engine.upscale.sharpen import sharpen as sharpened
from rundot_studio.engine.upscale.tiles import Grid, Span, enlarged, grid_for, tiles

Array = NDArray[np.float32]
Pixels = NDArray[np.uint8]
F = np.float32

UpscaleModel = Literal["standard-v2", "low-resolution-v2", "cgi", "high-fidelity-v2", "recovery-v2"]

STRONGEST_NOISE = 30 / 255
"""Standard deviation that ``denoise=1`` takes out."""
SMOOTHING = 4e-5
"""Variance (of 1) below which ``cgi`` takes a difference for render noise or banding."""
TILE_OUTPUT = 1024
"""Side of a tile after enlargement, in pixels: bounds the memory whatever the picture's size."""


@dataclass(frozen=True)
class _Method:
    """How one model enlarges colour, and what it does without being asked."""

    double: Callable[[Array], Array]
    rounds: int
    margin: int
    smooth: bool = False
    restores: bool = False
    sharpen: float = 0.0


def _double_by_filters(rgb: Array) -> Array:
    return raisr.double(np.clip(rgb, 0, 1), raisr.shipped_bank())


_FILTERS = _Method(_double_by_filters, rounds=2, margin=16)
_METHODS: dict[UpscaleModel, _Method] = {
    "standard-v2": _FILTERS,
    "low-resolution-v2": _FILTERS,
    "high-fidelity-v2": _Method(dcci.double, rounds=6, margin=24),
    "cgi": _Method(dcci.double, rounds=3, margin=24, smooth=True),
    "recovery-v2": _Method(_double_by_filters, rounds=2, margin=32, restores=True, sharpen=0.3),
}


@dataclass(frozen=True)
class _Settings:
    method: _Method
    grid: Grid
    sigma: float
    sharpen: float


def upscale(
    rgba: Pixels,
    factor: float = 2.0,
    model: UpscaleModel = "standard-v2",
    sharpen: float | None = None,
    denoise: float | None = None,
    report: Report = silent,
) -> Pixels:
    """Enlarge ``rgba`` (height, width, 4), uint8, straight alpha, by ``factor`` 1..4.

    Sides become ``floor(side * factor + 0.5)``. Pixel art is recognised and stays pixel art whatever the model, exact
    where the factor is a whole multiple of its grid; sharpening and denoising have nothing to do there.

    ``sharpen`` and ``denoise`` are 0..1; ``None`` is the model's own (only ``recovery-v2`` has any). Below alpha 0 the
    result carries the colour of the nearest visible pixels, so a game engine's filtering draws no fringe.

    Raises ``ValueError`` for a wrong shape, an unknown model, or a number out of its range.
    """
    _check(rgba, factor, model, sharpen, denoise)
    height, width = enlarged(rgba.shape[0], factor), enlarged(rgba.shape[1], factor)
    report(0.0)
    if _is_pixel_art(rgba, model):
        out = pixel_art.enlarge_pixels(rgba, height, width)
    else:
        method = _METHODS[model]
        settings = _Settings(
            method,
            grid_for(factor),
            _sigma(rgba, method, denoise),
            method.sharpen if sharpen is None else float(sharpen),
        )
        out = _enlarge(rgba, height, width, settings, report)
    report(1.0)
    return out


def _check(rgba: Pixels, factor: float, model: str, sharpen: float | None, denoise: float | None) -> None:
    if rgba.ndim != 3 or rgba.shape[2] != 4 or rgba.dtype != np.uint8 or rgba.size == 0:
        raise ValueError(f"expected uint8 (height, width, 4), got {rgba.dtype} {rgba.shape}")
    if model not in get_args(UpscaleModel):
        raise ValueError(f"unknown upscale model {model!r}")
    if not 1 <= factor <= 4:
        raise ValueError(f"factor must be 1..4, got {factor}")
    for name, value in (("sharpen", sharpen), ("denoise", denoise)):
        if value is not None and not 0 <= value <= 1:
            raise ValueError(f"{name} must be 0..1, got {value}")


def _is_pixel_art(rgba: Pixels, model: UpscaleModel) -> bool:
    tones = pixel_art.measure_tones(rgba)
    if model == "low-resolution-v2":
        return not pixel_art.has_continuous_tone(tones)
    return pixel_art.looks_like_pixel_art(tones)


def _sigma(rgba: Pixels, method: _Method, denoise: float | None) -> float:
    if denoise is not None:
        return float(denoise) * STRONGEST_NOISE
    if not method.restores:
        return 0.0
    luma = cv2.cvtColor(rgba[:2048, :2048, :3].copy(), cv2.COLOR_RGB2GRAY).astype(F) / F(255)
    # JPEG blocks escape the estimate; 5/255 is about what quality 25 leaves
    return min(max(noise_deviation(luma), 5 / 255), STRONGEST_NOISE)


def _enlarge(rgba: Pixels, height: int, width: int, settings: _Settings, report: Report) -> Pixels:
    grid = settings.grid
    rows, columns = grid.padded(rgba.shape[0]), grid.padded(rgba.shape[1])
    # More than a step of padding never happens; when it cuts, the enlargement rounded down.
    padding = (max(0, rows - rgba.shape[0]), max(0, columns - rgba.shape[1]))
    padded = cv2.copyMakeBorder(rgba, 0, padding[0], 0, padding[1], cv2.BORDER_REPLICATE)
    tile = max(grid.step, round(TILE_OUTPUT / float(grid.ratio)))
    margin = settings.method.margin + (16 if settings.sigma > 0 else 0)
    row_spans = grid.spans(padded.shape[0] // grid.step * grid.step, tile, margin)
    column_spans = grid.spans(padded.shape[1] // grid.step * grid.step, tile, margin)
    out = np.empty((height, width, 4), np.uint8)
    count = len(row_spans) * len(column_spans)
    for done, (row, column) in enumerate(tiles(row_spans, column_spans)):
        part = padded[row.outer_start : row.outer_end, column.outer_start : column.outer_end]
        large = _enlarge_tile(np.ascontiguousarray(part), settings)
        _place(out, large, row, column, grid)
        report((done + 1) / count)
    return out


def _place(out: Pixels, large: Pixels, row: Span, column: Span, grid: Grid) -> None:
    top, left = grid.scaled(row.inner_start), grid.scaled(column.inner_start)
    bottom = min(out.shape[0], grid.scaled(row.inner_end))
    right = min(out.shape[1], grid.scaled(column.inner_end))
    skip_y, skip_x = (
        grid.scaled(row.inner_start - row.outer_start),
        grid.scaled(column.inner_start - column.outer_start),
    )
    out[top:bottom, left:right] = large[skip_y : skip_y + bottom - top, skip_x : skip_x + right - left]


def _enlarge_tile(rgba: Pixels, settings: _Settings) -> Pixels:
    height, width = settings.grid.scaled(rgba.shape[0]), settings.grid.scaled(rgba.shape[1])
    out = np.empty((height, width, 4), np.uint8)
    alpha = rgba[..., 3]
    rgb = rgba[..., :3].astype(F) * F(1 / 255)
    if not alpha.any():
        out[:] = 0
        return out
    if alpha.min() == 255:
        out[..., 3] = 255
    else:
        opacity = alpha.astype(F) * F(1 / 255)
        rgb = bleed(rgb, opacity)
        out[..., 3] = _to_bytes(_magnify_alpha(opacity, height, width, settings))
    out[..., :3] = _to_bytes(_magnify_color(rgb, height, width, settings))
    return out


def _to_bytes(values: Array) -> Pixels:
    return np.clip(values * F(255) + F(0.5), 0, 255).astype(np.uint8)


def _magnify(image: Array, height: int, width: int, settings: _Settings) -> Array:
    """Doublings until the size is reached, an area reduction to it exactly, then what the original demands."""
    if (height, width) == image.shape[:2]:
        return image
    large = image
    while large.shape[0] < height:
        large = settings.method.double(large)
    if large.shape[:2] != (height, width):
        large = cv2.resize(large, (width, height), interpolation=cv2.INTER_AREA).reshape(height, width, 3)
    large = back_project(large, image, settings.method.rounds)
    return clamp_to_neighbourhood(large, image)


def _magnify_color(rgb: Array, height: int, width: int, settings: _Settings) -> Array:
    clean = take_noise_out(rgb, settings.sigma)
    large = _magnify(clean, height, width, settings)
    if settings.method.smooth:
        # Each channel guides itself: an edge of hue alone is an edge too.
        large = cv2.merge([cv2.ximgproc.guidedFilter(plane, plane, 2, SMOOTHING) for plane in cv2.split(large)])
    return sharpened(large, settings.sharpen, 0.6 * float(settings.grid.ratio))


def _magnify_alpha(opacity: Array, height: int, width: int, settings: _Settings) -> Array:
    """Alpha goes the way of colour, so that an edge in alpha and the same edge in colour stay together."""
    return _magnify(cv2.merge([opacity] * 3), height, width, settings)[..., 0]
