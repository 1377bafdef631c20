"""Pixel art: knowing it when it is seen, finding its own grid, and enlarging it without inventing a colour."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

SOFT_STEP = 14
"""Two neighbours that differ by at most this in every channel (of 255) look like a gradient, not like two pixels."""


@dataclass(frozen=True)
class Tones:
    """What tells pixel art from drawings and photographs, measured on visible pixels."""

    colors: int
    """Distinct colours, fully transparent pixels counting as one."""
    area: int
    """Pixels looked at."""
    soft: float
    """Of the neighbours that differ, the share that differ softly: 0..1."""
    equal: float
    """Share of neighbours that are exactly equal: 0..1."""


def _packed(rgba: Pixels) -> NDArray[np.uint32]:
    """One integer per pixel; all fully transparent pixels are the same."""
    packed = np.ascontiguousarray(rgba).view(np.uint32)[..., 0]
    return np.where(rgba[..., 3] == 0, np.uint32(0), packed)


def measure_tones(rgba: Pixels) -> Tones:
    """Colours and steps of ``rgba`` (height, width, 4). Large pictures are judged by nine windows of 256 pixels."""
    windows = _windows(rgba, 256)
    colors: list[NDArray[np.uint32]] = []
    differing = soft = equal = pairs = area = 0
    for window in windows:
        packed = _packed(window)
        colors.append(np.unique(packed))
        area += packed.size
        shown = window.astype(np.int16)
        for axis in (0, 1):
            if window.shape[axis] < 2:
                continue
            step = np.abs(np.diff(shown, axis=axis)).max(-1)
            same = np.diff(packed.astype(np.int64), axis=axis) == 0
            pairs += same.size
            equal += int(same.sum())
            differing += int((~same).sum())
            soft += int((~same & (step <= SOFT_STEP)).sum())
    distinct = int(np.unique(np.concatenate(colors)).size)
    return Tones(distinct, area, soft / max(differing, 1), equal / max(pairs, 1))


def _windows(rgba: Pixels, size: int) -> list[Pixels]:
    height, width = rgba.shape[:2]
    if height * width <= 9 * size * size:
        return [rgba]
    tops = [int(t) for t in np.linspace(0, max(height - size, 0), 3)]
    lefts = [int(x) for x in np.linspace(0, max(width - size, 0), 3)]
    return [rgba[t : t + size, x : x + size] for t in tops for x in lefts]


def looks_like_pixel_art(tones: Tones) -> bool:
    """Few colours, hardly any soft steps: a limited palette put down pixel by pixel (or enlarged block by block)."""
    few = tones.colors <= 256 and tones.colors * 3 <= tones.area
    return few and tones.soft < 0.20


def has_continuous_tone(tones: Tones) -> bool:
    """Many colours and mostly soft steps: a photograph, a painting or a render, whatever its size."""
    return tones.soft > 0.35 and tones.colors > 64


def native_scale(rgba: Pixels) -> int:
    """The block size of pixel art that was enlarged before: the largest n whose n x n grid holds single colours.

    1 when it was not enlarged, or when nothing in it changes.
    """
    packed = _packed(rgba)
    height, width = packed.shape
    changes_down = np.flatnonzero((packed[1:] != packed[:-1]).any(axis=1)) + 1
    changes_across = np.flatnonzero((packed[:, 1:] != packed[:, :-1]).any(axis=0)) + 1
    if changes_down.size + changes_across.size == 0:
        return 1
    return math.gcd(height, width, *changes_down.tolist(), *changes_across.tolist())


def _blocks(rgba: Pixels, times: int) -> Pixels:
    if times == 1:
        return rgba.copy()
    height, width = rgba.shape[:2]
    size = (width * times, height * times)
    if max(size) < 32768:
        return cv2.resize(rgba, size, interpolation=cv2.INTER_NEAREST_EXACT).reshape(size[1], size[0], 4)
    return rgba.repeat(times, axis=0).repeat(times, axis=1)


def enlarge_pixels(rgba: Pixels, height: int, width: int) -> Pixels:
    """Enlarge pixel art (height, width, 4) to the given size.

    Exact blocks when the size is a whole multiple of the picture's own grid (so art enlarged three times can be taken
    to four and a half). Otherwise blocks by the next whole number, then an area reduction of premultiplied colour:
    every edge is at most one blended pixel wide.
    """
    own = native_scale(rgba)
    base = np.ascontiguousarray(rgba[::own, ::own])
    times = max(1, math.ceil(height / base.shape[0]), math.ceil(width / base.shape[1]))
    exact = base.shape[0] * times == height and base.shape[1] * times == width
    if exact:
        return _blocks(base, times)
    rows = max(1, (1 << 22) // max(1, base.shape[1] * times * times))
    if rows >= base.shape[0]:
        return _reduced(_blocks(base, times), height, width)
    return _reduced_in_bands(base, times, height, width)


def _reduced(blocks: Pixels, height: int, width: int) -> Pixels:
    alpha = blocks[..., 3:].astype(np.float32)
    premultiplied = np.concatenate([blocks[..., :3] * (alpha / np.float32(255)), alpha], axis=-1)
    small = cv2.resize(premultiplied, (width, height), interpolation=cv2.INTER_AREA).reshape(height, width, 4)
    return _straight(small)


def _straight(premultiplied: NDArray[np.float32]) -> Pixels:
    alpha = premultiplied[..., 3:]
    color = premultiplied[..., :3] * (np.float32(255) / np.maximum(alpha, np.float32(1e-3)))
    out = np.concatenate([np.where(alpha >= 0.5, color, np.float32(0)), alpha], axis=-1)
    return np.clip(out + np.float32(0.5), 0, 255).astype(np.uint8)


def _reduced_in_bands(base: Pixels, times: int, height: int, width: int) -> Pixels:
    """The same area reduction for pictures too large to hold enlarged: rows are mixed by hand, columns by OpenCV."""
    out = np.empty((height, width, 4), np.uint8)
    edges = np.arange(height + 1, dtype=np.float64) * (base.shape[0] / height)
    band = max(1, (1 << 20) // width)
    for top in range(0, height, band):
        bottom = min(top + band, height)
        first = int(edges[top])
        last = min(base.shape[0], math.ceil(edges[bottom] - 1e-9))
        strip = base[first:last]
        alpha = strip[..., 3:].astype(np.float32)
        premultiplied = np.concatenate([strip[..., :3] * (alpha / np.float32(255)), alpha], axis=-1)
        wide = premultiplied.repeat(times, axis=1)
        across = cv2.resize(wide, (width, wide.shape[0]), interpolation=cv2.INTER_AREA).reshape(-1, width, 4)
        out[top:bottom] = _straight(_mixed_rows(across, edges[top : bottom + 1] - first))
    return out


def _mixed_rows(rows: NDArray[np.float32], edges: NDArray[np.float64]) -> NDArray[np.float32]:
    """Output row i covers the span edges[i]..edges[i + 1] of ``rows``; a span is shorter than one row."""
    begin = np.minimum(edges[:-1].astype(np.int64), rows.shape[0] - 1)
    end = np.minimum(np.ceil(edges[1:] - 1e-9).astype(np.int64) - 1, rows.shape[0] - 1)
    share = np.clip((begin + 1 - edges[:-1]) / (edges[1:] - edges[:-1]), 0, 1).astype(np.float32)[:, None, None]
    return rows[begin] * share + rows[end] * (1 - share)
