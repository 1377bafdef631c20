"""Denoising by thresholding sliding 8 x 8 cosine transforms, and an estimate of how much noise there is.

Yu, Sapiro, "DCT image denoising: a simple and effective image denoising algorithm" (IPOL 2011): every 8 x 8 window is
transformed, small coefficients are dropped, and the 64 windows over each pixel are averaged. Run as 64 pairs of
separable filters, which is the same sum without a loop over windows.
"""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
F = np.float32

WINDOW = 8
THRESHOLD = 2.7
"""In standard deviations of the noise: what survives above it is picture."""


def _cosine_basis() -> Array:
    """Orthonormal DCT-II, one basis vector a row: (8, 8)."""
    rows = []
    for k in range(WINDOW):
        norm = math.sqrt((1 if k == 0 else 2) / WINDOW)
        rows.append([norm * math.cos(math.pi * (j + 0.5) * k / WINDOW) for j in range(WINDOW)])
    return np.array(rows, F)


_BASIS = _cosine_basis()
_OPPONENT = np.array([[1, 1, 1], [1, 0, -1], [1, -2, 1]], np.float64) / np.sqrt([[3], [2], [6]])
"""Orthonormal lightness and two colour differences; noise keeps its deviation in each."""
_OPPONENT_INVERSE = np.ascontiguousarray(_OPPONENT.T)
_IDENTITY = np.ones((1, 1), F)


def denoise(rgb: Array, sigma: float) -> Array:
    """``rgb`` (height, width, 3), 0..1, with noise of standard deviation ``sigma`` (of 1) taken out."""
    if sigma <= 0:
        return rgb
    opponent = cv2.transform(rgb, _OPPONENT)
    clean = [_denoise_plane(np.ascontiguousarray(opponent[..., k]), THRESHOLD * sigma) for k in range(3)]
    return cv2.transform(cv2.merge(clean), _OPPONENT_INVERSE).astype(F, copy=False)


def _denoise_plane(plane: Array, threshold: float) -> Array:
    height, width = plane.shape
    padded = cv2.copyMakeBorder(plane, WINDOW, WINDOW, WINDOW, WINDOW, cv2.BORDER_REFLECT_101)
    total = np.zeros_like(padded)
    for vertical in _BASIS:
        columns = cv2.sepFilter2D(padded, -1, _IDENTITY, vertical, anchor=(0, 0))
        kept = np.zeros_like(padded)
        for horizontal in _BASIS:
            coefficients = cv2.sepFilter2D(columns, -1, horizontal, _IDENTITY, anchor=(0, 0))
            coefficients *= np.abs(coefficients) >= F(threshold)
            back = horizontal[::-1].copy()
            kept += cv2.sepFilter2D(coefficients, -1, back, _IDENTITY, anchor=(WINDOW - 1, 0))
        total += cv2.sepFilter2D(kept, -1, _IDENTITY, vertical[::-1].copy(), anchor=(0, WINDOW - 1))
    inner = total[WINDOW : WINDOW + height, WINDOW : WINDOW + width]
    return inner * F(1 / WINDOW**2)


def noise_deviation(luma: Array) -> float:
    """Standard deviation of the noise in ``luma`` (height, width), in its own units.

    The median absolute response of Immerkær's operator ("Fast noise variance estimation", CVIU 1996), which sees
    neither constant areas nor straight edges.
    """
    if min(luma.shape) < 3:
        return 0.0
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], F)
    response = np.abs(cv2.filter2D(luma, cv2.CV_32F, kernel))
    return float(np.median(response)) / 0.6745 / 6.0
