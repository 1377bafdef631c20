"""Relief from an outline: the mask swells like a cushion, with no ridge along its middle.

A distance transform gives every large shape a crease along its medial axis. Instead the screened Poisson equation
``u - (R/2)^2 * laplace(u) = 1`` inside, ``u = 0`` outside is solved, and the height is ``R * sqrt(u)``: a disc
smaller than R becomes a hemisphere, a thin bar a half cylinder, a large shape a plateau with an edge rounded by R.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from .color import Array, F

CELLS_PER_RADIUS = 11
_SWEEPS = 7
_COARSEST_SWEEPS = 36
# Nine-point Laplacian (Mehrstellen): rotationally symmetric to second order, so round things stay round.
_NEIGHBOURS = np.array([[1, 4, 1], [4, 0, 4], [1, 4, 1]], F) / F(20)
_DOME = 0.30
_SMOOTHING = 0.16
_CARRY = 1.2


@dataclass(frozen=True)
class Relief:
    """Height in pixels and its slopes (height, width), float32."""

    height: Array
    slope_x: Array
    slope_y: Array


def _solve(mask: Array, length: float) -> Array:
    """``u - length^2 * laplace(u) = 1`` within the mask (0..1), by relaxation from coarse to fine; length in cells."""
    rows, columns = mask.shape
    sweeps = _SWEEPS
    if length > 1.2 and min(rows, columns) >= 6:
        half = cv2.resize(mask, ((columns + 1) // 2, (rows + 1) // 2), interpolation=cv2.INTER_AREA)
        u = cv2.resize(_solve(half, length / 2), (columns, rows), interpolation=cv2.INTER_LINEAR)
    else:
        u = np.zeros_like(mask)
        sweeps = _COARSEST_SWEEPS if length > 1.2 else 2 * _SWEEPS
    weight = 10 / 3 * length * length
    for _ in range(sweeps):
        u = cv2.filter2D(u, cv2.CV_32F, _NEIGHBOURS, borderType=cv2.BORDER_CONSTANT)
        u *= F(weight)
        u += 1
        u *= F(1 / (1 + weight))
        u *= mask
    return u


def _cells(mask: Array, cell: int) -> Array:
    """The mask averaged over square cells, with a ring of empty cells around it."""
    height, width = mask.shape
    rows, columns = -(-height // cell), -(-width // cell)
    padded = cv2.copyMakeBorder(
        mask, cell, (rows + 1) * cell - height, cell, (columns + 1) * cell - width, cv2.BORDER_CONSTANT, value=0
    )
    if cell == 1:
        return padded
    return cv2.resize(padded, (columns + 2, rows + 2), interpolation=cv2.INTER_AREA)


def _spread(field: Array, cell: int, height: int, width: int) -> Array:
    """Cell values back to pixels."""
    if cell > 1:
        rows, columns = field.shape
        field = cv2.resize(field, (columns * cell, rows * cell), interpolation=cv2.INTER_CUBIC)
    return np.ascontiguousarray(field[cell : cell + height, cell : cell + width])


def _cushion(mask: Array, radius: float, dome: bool) -> Array:
    """Height over the mask, in its own pixels."""
    height = F(radius) * np.sqrt(np.clip(_solve(mask, radius / 2), 0, 1))
    inscribed = float(cv2.distanceTransform((mask > 0.5).astype(np.uint8), cv2.DIST_L2, 3).max())
    height = cv2.GaussianBlur(height, (0, 0), max(_SMOOTHING * min(radius, inscribed), 0.6))
    if not dome or inscribed < 1.6 * radius:
        return height
    broad = inscribed * 1.25
    cell = max(1, int(broad / CELLS_PER_RADIUS))
    rows, columns = mask.shape
    swell = _cushion(_cells(mask, cell), broad / cell, False) * F(cell * _DOME)
    return height + _spread(swell, cell, rows, columns)


def inflate(mask: Array, radius_px: float, dome: bool = True) -> Relief:
    """The cushion over a mask (height, width), 0..1, its edge rounded by ``radius_px``.

    ``dome`` adds a broad swelling to shapes much wider than the radius, so that light falls off over them. Worked out
    on cells of an eleventh of the radius, so the relief is the same at every size of picture.
    """
    rows, columns = mask.shape
    cell = max(1, min(int(radius_px / CELLS_PER_RADIUS), min(rows, columns) // 14))
    lattice = _cells(mask, cell)
    height = _cushion(lattice, radius_px / cell, dome)
    # Beyond the edge the cushion flattens out; the slopes there are carried over from inside, so that the surface turns
    # away from the viewer right up to its outline.
    inside = np.clip(lattice * 2 - 1, 0, 1) + F(1e-4)
    share = cv2.GaussianBlur(inside, (0, 0), _CARRY)
    slope_x = (
        cv2.GaussianBlur(cv2.Sobel(height, cv2.CV_32F, 1, 0, ksize=3, scale=0.125) * inside, (0, 0), _CARRY) / share
    )
    slope_y = (
        cv2.GaussianBlur(cv2.Sobel(height, cv2.CV_32F, 0, 1, ksize=3, scale=0.125) * inside, (0, 0), _CARRY) / share
    )
    return Relief(
        _spread(height, cell, rows, columns) * F(cell),
        _spread(slope_x, cell, rows, columns),
        _spread(slope_y, cell, rows, columns),
    )


def edge_distance(mask: Array, reach_px: float) -> Array:
    """Pixels from the mask's edge inward, (height, width), 0 outside, to be read up to about ``reach_px``.

    Worked out on fewer pixels where the reach is long: nobody sees the difference in a line twenty pixels wide.
    """
    rows, columns = mask.shape
    factor = max(1, int(reach_px / 5))
    if factor > 1:
        mask = cv2.resize(mask, (-(-columns // factor), -(-rows // factor)), interpolation=cv2.INTER_AREA)
    inside = cv2.copyMakeBorder((mask > 0.5).astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    distance = cv2.distanceTransform(inside, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)[1:-1, 1:-1]
    distance = cv2.GaussianBlur(distance, (0, 0), 0.75)
    if factor == 1:
        return distance
    return cv2.resize(distance, (columns, rows), interpolation=cv2.INTER_CUBIC) * F(factor)


def chamfer(mask: Array, radius_px: float, smoothing_px: float, steepness: float) -> Relief:
    """A straight bevel of ``radius_px`` along the edge: blades, cut stones.

    The distance is taken on an enlarged mask where that is affordable: on the pixel grid a slightly slanting edge is a
    staircase, and each of its steps would show as a tick across the bevel.
    """
    rows, columns = mask.shape
    factor = 4 if mask.size < 1 << 16 else 3 if mask.size < 1 << 18 else 2 if mask.size < 1 << 20 else 1
    fine = cv2.resize(mask, (columns * factor, rows * factor), interpolation=cv2.INTER_LINEAR)
    solid = cv2.copyMakeBorder((fine > 0.5).astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    distance = cv2.distanceTransform(solid, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)[1:-1, 1:-1]
    distance = cv2.resize(distance, (columns, rows), interpolation=cv2.INTER_AREA) * F(1 / factor)
    height = np.minimum(distance, F(radius_px)) * F(steepness)
    height = cv2.GaussianBlur(height, (0, 0), max(0.7, smoothing_px))
    return Relief(
        height,
        cv2.Sobel(height, cv2.CV_32F, 1, 0, ksize=3, scale=0.125),
        cv2.Sobel(height, cv2.CV_32F, 0, 1, ksize=3, scale=0.125),
    )
