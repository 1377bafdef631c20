"""The guided filter: smooth a map while its edges snap to those of a colour picture.

He, Sun, Tang, "Guided image filtering" (PAMI 2013) and "Fast guided filter" (2015). Own code because the one in
opencv-contrib 4.x only blurs when the guide is a float colour picture.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
F = np.float32


def box_mean(image: Array, radius: int) -> Array:
    """Mean over the (2 radius + 1) square around each pixel, mirrored at the border."""
    side = 2 * radius + 1
    return cv2.boxFilter(image, -1, (side, side), borderType=cv2.BORDER_REFLECT).reshape(image.shape)


@dataclass(frozen=True)
class LocalLines:
    """The map as a linear function of colour around each pixel: ``slope`` (h, w, 3) and ``offset`` (h, w)."""

    slope: Array
    offset: Array

    def on(self, guide: Array) -> Array:
        """The map for a ``guide`` (height, width, 3) of any size over the same scene: (height, width)."""
        height, width = guide.shape[:2]
        slope, offset = self.slope, self.offset
        if offset.shape != (height, width):
            slope = cv2.resize(slope, (width, height), interpolation=cv2.INTER_LINEAR).reshape(height, width, 3)
            offset = cv2.resize(offset, (width, height), interpolation=cv2.INTER_LINEAR).reshape(height, width)
        product = slope * guide
        return product[..., 0] + product[..., 1] + product[..., 2] + offset


def local_lines(guide: Array, values: Array, radius: int, epsilon: float) -> LocalLines:
    """Fit ``values`` (height, width) to ``guide`` (height, width, 3), 0..1, in every window of ``radius`` pixels.

    ``epsilon`` is the variance of colour (of 1) below which a difference counts as texture and is smoothed over.
    """
    mean = box_mean(guide, radius)
    mean_values = box_mean(values, radius)
    covariance = box_mean(guide * values[..., None], radius) - mean * mean_values[..., None]

    def variance(i: int, j: int) -> Array:
        spread = box_mean(guide[..., i] * guide[..., j], radius) - mean[..., i] * mean[..., j]
        return spread + F(epsilon) if i == j else spread

    rr, rg, rb = variance(0, 0), variance(0, 1), variance(0, 2)
    gg, gb, bb = variance(1, 1), variance(1, 2), variance(2, 2)
    # inverse of the symmetric 3 x 3 matrix at every pixel, by cofactors
    i_rr, i_rg, i_rb = gg * bb - gb * gb, gb * rb - rg * bb, rg * gb - gg * rb
    i_gg, i_gb, i_bb = rr * bb - rb * rb, rb * rg - rr * gb, rr * gg - rg * rg
    scale = F(1) / (i_rr * rr + i_rg * rg + i_rb * rb + F(1e-12))
    c_r, c_g, c_b = covariance[..., 0], covariance[..., 1], covariance[..., 2]
    slope = np.stack(
        [
            (i_rr * c_r + i_rg * c_g + i_rb * c_b) * scale,
            (i_rg * c_r + i_gg * c_g + i_gb * c_b) * scale,
            (i_rb * c_r + i_gb * c_g + i_bb * c_b) * scale,
        ],
        axis=-1,
    )
    along = slope * mean
    offset = mean_values - along[..., 0] - along[..., 1] - along[..., 2]
    return LocalLines(box_mean(slope, radius), box_mean(offset, radius))


def guided_filter(guide: Array, values: Array, radius: int, epsilon: float, reduce: int = 1) -> Array:
    """``values`` (height, width) smoothed along ``guide`` (height, width, 3), 0..1.

    ``reduce`` fits the lines on pictures smaller by that factor, which is faster by its square and hardly different.
    """
    height, width = values.shape
    if reduce > 1 and min(height, width) >= 4 * reduce:
        small = (width // reduce, height // reduce)
        guide_small = cv2.resize(guide, small, interpolation=cv2.INTER_AREA)
        values_small = cv2.resize(values, small, interpolation=cv2.INTER_AREA)
        return local_lines(guide_small, values_small, max(1, radius // reduce), epsilon).on(guide)
    return local_lines(guide, values, radius, epsilon).on(guide)
