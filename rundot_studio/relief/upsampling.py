"""A depth map at the size of its picture: the edges of a small map move onto those of the picture.

Guided filter of one channel: He, Sun, Tang, "Guided image filtering" (PAMI 2013), with the lines fitted at the map's
size and applied at the picture's: He, Sun, "Fast guided filter" (2015). What it gives is held between the least and
the greatest depth nearby, so that no texture of the picture raises a bump beyond them.
"""

import cv2
import numpy as np

from .arrays import Depth, Plane, Rgba, row_bands

F = np.float32
_RADIUS_PX = 2
_TEXTURE = 1e-4
"""Variance of brightness (of 1) below which a difference in the picture counts as texture."""


def fitted(depth: Depth, picture: Rgba) -> Depth:
    """``depth`` at the size of ``picture``; a map of another shape is stretched over it."""
    height, width = picture.shape[:2]
    if depth.shape == (height, width):
        return depth
    if depth.shape[0] >= height and depth.shape[1] >= width:
        # Means of both sides of an outline would raise a wall along it, seen as dark steps under any light.
        return cv2.resize(depth, (width, height), interpolation=cv2.INTER_NEAREST).reshape(height, width)
    if min(depth.shape) < 2 * _RADIUS_PX + 1:
        return cv2.resize(depth, (width, height), interpolation=cv2.INTER_LINEAR).reshape(height, width)
    return _guided(depth, picture)


def brightness(picture: Rgba) -> Plane:
    """Luma (BT.601) times alpha, 0..1: (height, width)."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGBA2GRAY)
    if picture[..., 3].min() < 255:
        grey = cv2.multiply(grey, np.ascontiguousarray(picture[..., 3]), scale=1 / 255)
    return grey.astype(F) * F(1 / 255)


def _guided(depth: Depth, picture: Rgba) -> Depth:
    height, width = picture.shape[:2]
    small = cv2.resize(picture, depth.shape[::-1], interpolation=cv2.INTER_AREA)
    slope, offset = _local_lines(brightness(small), depth)
    kernel = np.ones((3, 3), np.uint8)
    least, most = cv2.erode(depth, kernel), cv2.dilate(depth, kernel)
    result = np.empty((height, width), F)
    for top, bottom in row_bands(height, width):

        def enlarged(plane: Plane, top: int = top, bottom: int = bottom) -> Plane:
            return _rows_enlarged(plane, (height, width), top, bottom)

        band = enlarged(slope) * brightness(picture[top:bottom]) + enlarged(offset)
        np.clip(band, enlarged(least), enlarged(most), out=result[top:bottom])
    return np.clip(result, 0, 1, out=result)


def _local_lines(guide: Plane, values: Plane) -> tuple[Plane, Plane]:
    """``values`` as slope x ``guide`` + offset around each pixel."""
    mean, mean_values = _box(guide), _box(values)
    variance = _box(guide * guide) - mean * mean
    covariance = _box(guide * values) - mean * mean_values
    slope = (covariance / (variance + F(_TEXTURE))).astype(F)
    return _box(slope), _box((mean_values - slope * mean).astype(F))


def _box(plane: Plane) -> Plane:
    side = 2 * _RADIUS_PX + 1
    return cv2.boxFilter(plane, -1, (side, side), borderType=cv2.BORDER_REFLECT).reshape(plane.shape)


def _rows_enlarged(plane: Plane, size: tuple[int, int], top: int, bottom: int) -> Plane:
    """Rows ``top``..``bottom`` of ``plane`` brought to ``size`` (height, width), interpolated linearly."""
    height, width = size
    down, across = plane.shape[0] / height, plane.shape[1] / width
    where = np.array([[across, 0, 0.5 * across - 0.5], [0, down, (top + 0.5) * down - 0.5]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    band = cv2.warpAffine(plane, where, (width, bottom - top), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return band.reshape(bottom - top, width)
