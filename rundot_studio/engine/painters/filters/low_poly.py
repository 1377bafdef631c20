"""Low poly: a Delaunay mesh with its points on the edges, one colour a facet."""

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from rundot_studio.engine.painters.color import Array, F
from rundot_studio.engine.painters.noise import blur, child_rng

from .surface import Filtered, kuwahara, luma, saturated

_WORK_SIDE = 512
_POINTS = 3000
_SHIFT = 4


def apply(rgb: Array, rng: Generator, matte: Array | None = None, *, lone: bool = False) -> Filtered:
    """The picture in facets; see the package for the arguments. The matte is cut along the same facets."""
    own = child_rng(rng)
    height, width = rgb.shape[:2]
    factor = _WORK_SIDE / max(height, width)
    size = (max(8, round(width * factor)), max(8, round(height * factor)))
    small = cv2.resize(np.ascontiguousarray(rgb, F), size, interpolation=cv2.INTER_AREA)
    cut = None if matte is None else cv2.resize(matte, size, interpolation=cv2.INTER_AREA)
    small = kuwahara(small, 3.2 * max(size) / _WORK_SIDE)
    triangles = _mesh(_points(own, small, cut), size)
    colors = _facet_means(small, triangles)
    tilt = 0.05 * own.standard_normal(len(triangles)).clip(-2, 2).astype(F)
    if lone and cut is not None:  # the ground stays quiet behind a single subject
        tilt = tilt * (F(0.25) + F(0.75) * _facet_means(cut[..., None], triangles)[:, 0])
    colors = saturated(np.clip(colors * (1 + tilt)[:, None], 0, 1)[None], 1.15)[0]
    to_full = np.array([width / size[0], height / size[1]]) * (1 << _SHIFT)
    corners = np.round(triangles * to_full).astype(np.int32)
    out = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
    for corner, color in zip(corners, colors.astype(np.float64), strict=True):
        cv2.fillConvexPoly(out, corner, tuple(color), cv2.LINE_AA, _SHIFT)
    if cut is None:
        return np.clip(out, 0, 1), None
    inside = _facet_means(cut[..., None], triangles)[:, 0] > 0.5
    moved = np.zeros((height, width), np.uint8)
    for corner in corners[inside]:
        cv2.fillConvexPoly(moved, corner, 255, cv2.LINE_AA, _SHIFT)
    return np.clip(out, 0, 1), moved.astype(F) / F(255)


def _points(rng: Generator, small: Array, matte: Array | None) -> NDArray[np.float64]:
    """Mesh points (n, 2): dense on edges and on the subject, sparse elsewhere, all along the border."""
    height, width = small.shape[:2]
    edges = np.abs(cv2.Laplacian(blur(luma(small), 1.2), cv2.CV_32F))
    weight = blur(edges, 1.0)
    weight = np.power(weight / F(float(weight.mean()) + 1e-6), F(0.7)) + F(0.20)
    if matte is not None and float(matte.mean()) > 0.001:
        weight = weight * (F(0.35) + F(1.4) * blur(matte, 3))
    total = np.cumsum(weight.ravel().astype(np.float64))
    chosen = np.searchsorted(total, rng.random(_POINTS) * total[-1])
    chosen = np.unique(np.minimum(chosen, height * width - 1))
    jitter = rng.random((len(chosen), 2))
    points = np.stack([chosen % width, chosen // width], 1) + jitter
    steps = 15
    across, down = np.linspace(0, width, steps), np.linspace(0, height, steps)
    border = [(x, y) for x in across for y in (0, height)] + [(x, y) for y in down[1:-1] for x in (0, width)]
    return np.concatenate([points, np.array(border, np.float64), *_silhouette(matte)])


def _silhouette(matte: Array | None) -> list[NDArray[np.float64]]:
    """Points every few pixels along the subject's outline, so that facets end there."""
    if matte is None:
        return []
    contours, _ = cv2.findContours((matte > 0.5).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    return [contour[::5, 0].astype(np.float64) + 0.5 for contour in contours if len(contour) >= 15]


def _mesh(points: NDArray[np.float64], size: tuple[int, int]) -> NDArray[np.float64]:
    """Delaunay triangles (n, 3, 2) inside the picture."""
    width, height = size
    subdivision = cv2.Subdiv2D((-4, -4, width + 8, height + 8))
    subdivision.insert([(float(x), float(y)) for x, y in points])
    triangles = np.asarray(subdivision.getTriangleList(), np.float64).reshape(-1, 3, 2)
    low, high = triangles.min((1, 2)), triangles.max(1)
    inside = (low > -1) & (high[:, 0] < width + 1) & (high[:, 1] < height + 1)
    return triangles[inside]


def _facet_means(picture: Array, triangles: NDArray[np.float64]) -> Array:
    """The mean of four samples inside each triangle: (n, channels)."""
    height, width = picture.shape[:2]
    middle = triangles.mean(1)
    places = np.concatenate([middle[:, None], triangles * 0.40 + middle[:, None] * 0.60], 1)
    x = np.clip(places[..., 0].astype(np.int64), 0, width - 1)
    y = np.clip(places[..., 1].astype(np.int64), 0, height - 1)
    return picture[y, x].mean(1)
