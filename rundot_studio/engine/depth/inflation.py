"""Height of a cut-out figure: its outline blown up like a balloon."""

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
F = np.float32

COARSEST = 24
FINEST = 192


def inflate(mask: Array, rounds: int) -> Array:
    """Rounded height 0..1 (height, width) of ``mask`` (height, width), 0..1; 0 outside.

    The square root of the solution of Poisson's equation with a constant source and height 0 on the outline, which for
    a disc is a half sphere. Solved from coarse to fine with ``rounds`` Jacobi sweeps a level.
    """
    rows, columns = mask.shape
    longest = max(rows, columns)
    height: Array | None = None
    side = COARSEST
    while True:
        side = min(side, longest, FINEST)
        size = (max(1, round(columns * side / longest)), max(1, round(rows * side / longest)))
        inside = cv2.resize(mask, size, interpolation=cv2.INTER_AREA).reshape(size[1], size[0])
        start = np.zeros_like(inside) if height is None else cv2.resize(height, size).reshape(size[1], size[0])
        height = _relax(start, inside, 1 / side**2, rounds)
        if side >= min(longest, FINEST):
            break
        side *= 2
    full = cv2.resize(height, (columns, rows), interpolation=cv2.INTER_CUBIC).reshape(rows, columns)
    rounded = np.sqrt(np.maximum(full, 0))
    return rounded / F(max(float(rounded.max()), 1e-6))


def _relax(height: Array, inside: Array, source: float, rounds: int) -> Array:
    padded = np.zeros((height.shape[0] + 2, height.shape[1] + 2), F)
    for _ in range(rounds):
        padded[1:-1, 1:-1] = height
        around = padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:]
        height = (around * F(0.25) + F(source)) * inside
    return height
