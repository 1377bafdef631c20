"""Least squares for a handful of unknowns, without BLAS or LAPACK, whose last bits depend on the processor."""

import math

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]


def solve_spd(matrix: Doubles, right: Doubles) -> Doubles:
    """x in ``matrix`` x = ``right``: symmetric positive definite (n, n), right sides (n, m), by Cholesky's method.

    Raises ``ValueError`` when the matrix is not positive definite.
    """
    n = matrix.shape[0]
    lower = np.zeros_like(matrix)
    for column in range(n):
        done = lower[column, :column]
        pivot = float(matrix[column, column] - (done * done).sum())
        if not pivot > 0:
            raise ValueError("matrix is not positive definite")
        lower[column, column] = math.sqrt(pivot)
        below = matrix[column + 1 :, column] - (lower[column + 1 :, :column] * done).sum(axis=1)
        lower[column + 1 :, column] = below / lower[column, column]
    solution = right.astype(np.float64, copy=True)
    for row in range(n):
        solution[row] -= (lower[row, :row, None] * solution[:row]).sum(axis=0)
        solution[row] /= lower[row, row]
    for row in range(n - 1, -1, -1):
        solution[row] -= (lower[row + 1 :, row, None] * solution[row + 1 :]).sum(axis=0)
        solution[row] /= lower[row, row]
    return solution


def weighted_fit(basis: Doubles, values: Doubles, weights: Doubles, ridge: float = 1e-6) -> Doubles:
    """Coefficients (k, m) that make ``basis`` (n, k) meet ``values`` (n, m), sample i counting ``weights[i]`` times.

    ``ridge`` is added to the diagonal, in units of the mean weight sum, and keeps the system solvable.
    """
    weighted = basis * weights[:, None]
    products = np.stack([(weighted * basis[:, k : k + 1]).sum(axis=0) for k in range(basis.shape[1])])
    right = np.stack([(weighted * values[:, m : m + 1]).sum(axis=0) for m in range(values.shape[1])], axis=1)
    products += np.eye(basis.shape[1]) * (ridge * float(weights.sum()) + 1e-12)
    return solve_spd(products, right)


def combine(basis: Doubles, coefficients: Doubles) -> Doubles:
    """The fitted values: ``basis`` (..., k) times ``coefficients`` (k, m), term by term: (..., m)."""
    total = basis[..., 0, None] * coefficients[0]
    for k in range(1, basis.shape[-1]):
        total = total + basis[..., k, None] * coefficients[k]
    return total
