"""Sheets of noise that all scenes share: computed once a process, tileable, sampled at any place, scale and tilt.

A layer of a scene needs noise of one kind or other a dozen times; cutting it from a sheet at a place drawn at random
costs a tenth of computing it anew. Halved copies keep a sheet from aliasing where it is sampled coarsely.
"""

import math
from functools import cache

import cv2
import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Array, F
from rundot_studio.engine.painters.noise import rng_for, spectral_noise, uniform

SHEET_SIZE = 1024
_MAX_LEVEL = 5


_BETAS = (1.4, 1.8, 2.2, 2.6, 3.0, 3.5)
_LOWEST = (1.0, 2.0, 4.0, 8.0)


def _nearest(value: float, choices: tuple[float, ...]) -> float:
    return min(choices, key=lambda choice: abs(choice - value))


@cache
def _sheet(beta: float, lowest: float, level: int) -> Array:
    if level == 0:
        return spectral_noise(rng_for("sheet", beta, lowest), SHEET_SIZE, SHEET_SIZE, beta, lowest)
    finer = _sheet(beta, lowest, level - 1)
    return cv2.resize(finer, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)


def _level_for(texels_per_px: float) -> int:
    return min(_MAX_LEVEL, max(0, math.floor(math.log2(max(texels_per_px, 1e-6)) + 0.25)))


def sheet_noise(
    rng: Generator,
    height_px: int,
    width_px: int,
    edge_px: float | tuple[float, float],
    beta: float = 2.0,
    lowest: float = 2.0,
    *,
    tilt_deg: float = 0.0,
) -> Array:
    """Noise of mean 0 and deviation about 1, (height, width).

    ``edge_px`` is how many pixels one edge of the sheet covers (or a pair, across and down); ``beta`` is the spectrum's
    exponent (1.4 grainy .. 3.5 smooth), ``lowest`` its lowest frequency in cycles a sheet (1, 2, 4 or 8);
    both are rounded to a sheet that is kept. Takes two draws.
    """
    x0, y0 = uniform(rng, 0, SHEET_SIZE), uniform(rng, 0, SHEET_SIZE)
    edge_x, edge_y = edge_px if isinstance(edge_px, tuple) else (edge_px, edge_px)
    sx, sy = SHEET_SIZE / edge_x, SHEET_SIZE / edge_y
    level = _level_for(min(sx, sy))
    shrink = 0.5**level
    c, s = math.cos(math.radians(tilt_deg)), math.sin(math.radians(tilt_deg))
    matrix = np.array(
        [[c * sx * shrink, -s * sx * shrink, x0 * shrink], [s * sy * shrink, c * sy * shrink, y0 * shrink]], F
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    source = _sheet(_nearest(beta, _BETAS), _nearest(lowest, _LOWEST), level)
    return cv2.warpAffine(source, matrix, (width_px, height_px), flags=flags, borderMode=cv2.BORDER_WRAP)


def sheet_at(
    rng: Generator, u: Array, v: Array, beta: float = 2.0, lowest: float = 2.0, *, texels_per_px: float = 1.0
) -> Array:
    """Noise at given sheet coordinates, 1.0 being one whole sheet; ``u`` and ``v`` broadcast. Takes two draws.

    ``texels_per_px`` is how coarsely the denser parts are sampled; it chooses the halved copy.
    """
    u0, v0 = uniform(rng, 0, 1), uniform(rng, 0, 1)
    level = _level_for(texels_per_px)
    size = SHEET_SIZE >> level
    shape = np.broadcast_shapes(u.shape, v.shape)
    map_x = np.mod(u + F(u0), 1).astype(F, copy=False)
    map_y = np.mod(v + F(v0), 1).astype(F, copy=False)
    map_x = np.ascontiguousarray(np.broadcast_to(map_x * F(size), shape))
    map_y = np.ascontiguousarray(np.broadcast_to(map_y * F(size), shape))
    source = _sheet(_nearest(beta, _BETAS), _nearest(lowest, _LOWEST), level)
    return cv2.remap(source, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
