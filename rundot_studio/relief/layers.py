"""A picture taken apart by depth: layers that cover each other, each going on behind the nearer ones.

All layers over each other in place are the picture again. An outline's mixed pixels go with the nearer side: they
stay whole when the layers part, and what comes into view behind is free of the object's colour.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from .arrays import Depth, Mask, Plane, Rgba
from .infill import infilled, smooth_fill

F = np.float32
_MARGIN_PX = 1.5
"""So far beyond its outline a layer is opaque, so that its smooth edge goes with it."""
_SOFT_PX = 1.5
_DECISION = 5
CELL_PX = 8


@dataclass(frozen=True)
class Layer:
    """``picture`` (height, width, 4) straight RGBA, ``depth`` of the layer continued beyond it, for each
    cell of 8 x 8 pixels (the last ones may be smaller).

    ``low`` and ``high`` are the depths it was cut at, ``mean_depth`` 0..1 that of what is seen of it. ``free``
    (height, width) is where no nearer layer hides it: its colours are the picture's there, and its alpha the
    picture's times ``edge`` (height, width), 0..1.
    """

    picture: Rgba
    depth: Depth
    low: float
    high: float
    mean_depth: float
    free: Mask
    edge: Plane


def layers(picture: Rgba, depth: Depth, cuts: Sequence[float], reach_px: float) -> Iterator[Layer]:
    """From the farthest to the nearest; a layer that no pixel lies in is left out.

    ``picture`` and ``depth`` are of one size, ``cuts`` rise within 0..1, ``reach_px`` is how far texture goes on
    behind nearer layers.
    """
    bounds = [0.0, *cuts, np.inf]
    shows = picture[..., 3] > 0
    if not shows.any():
        shows = np.ones_like(shows)
    lowest = True
    for low, high in pairwise(bounds):
        own = (depth >= F(low)) & (depth < F(high)) & shows
        if not own.any():
            continue
        yield _layer(picture, depth, own, (low, high), reach_px, everywhere=lowest)
        lowest = False


def _layer(
    picture: Rgba, depth: Depth, own: Mask, bounds: tuple[float, float], reach_px: float, *, everywhere: bool
) -> Layer:
    low, high = bounds
    free = _away_from(depth >= F(high), _MARGIN_PX)
    if not free.any():
        free = own
    seen = picture.astype(F)
    opacity = seen[..., 3] * F(1 / 255)
    edge = np.ones_like(opacity) if everywhere else _soft_edge(depth >= F(low))
    seen[..., 3] = opacity * edge
    colors = _continued(seen, free, reach_px, opacity)
    return Layer(colors, _own_depth(depth, own), low, min(1.0, high), float(depth[own].mean()), free, edge)


def _continued(seen: Plane, free: Mask, reach_px: float, opacity: Plane) -> Rgba:
    """Colours 0..255 and opacity 0..1 continued over everything that is not ``free``, as RGBA.

    ``opacity`` is the whole picture's.
    """
    weighted = seen.copy()
    weighted[..., :3] *= seen[..., 3:]
    filled = infilled(weighted, free, reach_px)
    filled[..., :3] /= np.maximum(filled[..., 3:], F(1 / 512))
    filled[free, :3] = seen[free, :3]
    # Behind nearer layers this one goes on or ends, with no ghost of both; and it ends where the picture is clear.
    share = filled[..., 3] / np.maximum(opacity, F(1 / 512))
    goes_on = np.clip((share - F(0.5)) * F(_DECISION) + F(0.5), 0, 1) * opacity
    filled[..., 3] = np.where(free, filled[..., 3], goes_on)
    filled[..., 3] *= F(255)
    return np.clip(np.rint(filled), 0, 255).astype(np.uint8)


def _away_from(mask: Mask, margin_px: float) -> Mask:
    if not mask.any():
        return np.ones_like(mask)
    return np.asarray(_distance_to(mask) > F(margin_px), np.bool_)


def _soft_edge(mask: Mask) -> Plane:
    """1 on ``mask`` and a margin around it, falling to 0 over the pixels beyond."""
    return np.clip(F(1) - (_distance_to(mask) - F(_MARGIN_PX)) * F(1 / _SOFT_PX), 0, 1).astype(F)


def _distance_to(mask: Mask) -> Plane:
    return cv2.distanceTransform(np.logical_not(mask).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)


def _own_depth(depth: Depth, own: Mask) -> Depth:
    """The depth of ``own`` in each cell, continued smoothly over the others."""
    share = _cell_means(own.astype(F))
    mean = _cell_means(depth * own) / np.maximum(share, F(1e-6))
    return smooth_fill(mean[..., None].astype(F), share > F(0.01))[..., 0]


def _cell_means(plane: Plane) -> Plane:
    height, width = plane.shape
    whole = np.pad(plane, ((0, -height % CELL_PX), (0, -width % CELL_PX)), mode="edge")
    rows, columns = whole.shape[0] // CELL_PX, whole.shape[1] // CELL_PX
    return cv2.resize(whole, (columns, rows), interpolation=cv2.INTER_AREA).reshape(rows, columns)
