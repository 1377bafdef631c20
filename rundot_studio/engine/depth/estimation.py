"""Depth from one picture: an ensemble of small predictions, refined along the edges of the picture itself."""

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.bands import bands
from rundot_studio.engine.depth.cues import find_cues, stretch
from rundot_studio.engine.depth.inflation import inflate
from rundot_studio.engine.depth.lone_figure import before_backdrop, find_lone_figure
from rundot_studio.engine.depth.prediction import Weights, predict
from rundot_studio.engine.depth.standing import brought_forward, find_standing
from rundot_studio.engine.depth.vanishing_point import VanishingPoint, find_vanishing_point
from rundot_studio.engine.progress import Report, section, silent

Array = NDArray[np.float32]
Pixels = NDArray[np.uint8]
Depth = NDArray[np.uint16]
F = np.float32

CUE_SIDE = 256
"""Longest side on which cues are read, in pixels: they are about masses, not about detail."""
LARGEST_SIDE = 2048
"""Longest side on which the map is refined; beyond, it is only enlarged."""
CUT_OUT = 0.005
"""Share of clearly transparent pixels from which a picture is a cut-out figure."""


def estimate_depth(
    rgba: Pixels,
    steps: int = 10,
    ensemble: int = 10,
    processing_resolution: int = 0,
    report: Report = silent,
) -> Depth:
    """Approximate depth of ``rgba`` (height, width, 4), uint8: uint16 (height, width), 65535 near, 0 far.

    ``steps`` 1..50: rounds of edge-preserving refinement; more is smoother inside objects. ``ensemble`` 1..20:
    predictions from slightly different views and weights that are averaged; more is steadier.
    ``processing_resolution`` 0..4096: longest side in pixels that is worked on; less has less detail, 0 is the
    picture's own (at most 2048).

    A cut-out figure gets a rounded height inside its outline and 0 outside. Raises ``ValueError`` for a wrong shape or
    a number out of its range.
    """
    _check(rgba, steps, ensemble, processing_resolution)
    report(0.0)
    work = _work_size(rgba, processing_resolution)
    alpha = work[..., 3]
    guide = np.ascontiguousarray(work[..., :3])
    if float((rgba[..., 3] < 128).mean()) >= CUT_OUT:
        near = _figure(guide, alpha, steps, ensemble)
    else:
        near = _scene(guide, steps, ensemble, section(report, 0, 0.9))
    depth = _full_size(near, rgba.shape[0], rgba.shape[1])
    report(1.0)
    return depth


def _check(rgba: Pixels, steps: int, ensemble: int, processing_resolution: int) -> None:
    if rgba.ndim != 3 or rgba.shape[2] != 4 or rgba.dtype != np.uint8 or rgba.size == 0:
        raise ValueError(f"expected uint8 (height, width, 4), got {rgba.dtype} {rgba.shape}")
    for name, value, low, high in (
        ("steps", steps, 1, 50),
        ("ensemble", ensemble, 1, 20),
        ("processing_resolution", processing_resolution, 0, 4096),
    ):
        if not low <= value <= high:
            raise ValueError(f"{name} must be {low}..{high}, got {value}")


def _reduced(image: Pixels, side: int) -> Pixels:
    height, width = image.shape[:2]
    scale = side / max(height, width)
    if scale >= 1:
        return image
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA).reshape(size[1], size[0], image.shape[2])


def _work_size(rgba: Pixels, processing_resolution: int) -> Pixels:
    side = min(processing_resolution or max(rgba.shape[:2]), LARGEST_SIDE)
    return _reduced(rgba, side)


def _scene(guide: Pixels, steps: int, ensemble: int, report: Report) -> Array:
    small = _reduced(guide, CUE_SIDE)
    point = find_vanishing_point(guide)
    total = np.zeros(small.shape[:2], F)
    for member in range(ensemble):
        total += _member(small, point, member)
        report(0.5 * (member + 1) / ensemble)
    near = total / F(ensemble)
    figure = find_lone_figure(small)
    # along a street or a corridor the middle that stands out is the far end
    if figure is not None:
        near = before_backdrop(figure, near, steps)
    elif point is None and (standing := find_standing(small)) is not None:
        near = brought_forward(standing, near)
    rows, columns = guide.shape[:2]
    near = cv2.resize(near, (columns, rows), interpolation=cv2.INTER_CUBIC).reshape(rows, columns)
    return stretch(_refined(guide, near, steps, section(report, 0.6, 1.0)), 0.5, 99.5)


def _member(small: Pixels, point: VanishingPoint | None, member: int) -> Array:
    """One prediction. The first sees the picture as it is; each other one mirrored or shifted, with other weights."""
    if member == 0:
        return predict(find_cues(small), point, Weights())
    rng = np.random.Generator(np.random.PCG64(member))
    weights = Weights().jittered(rng)
    rows, columns = small.shape[:2]
    move_x, move_y = (float(v) for v in rng.uniform(-3, 3, 2))
    zoom = float(rng.uniform(0.97, 1.03))
    there = np.array([[zoom, 0, move_x], [0, zoom, move_y]], np.float64)
    view = cv2.warpAffine(small, there, (columns, rows), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    view = view.reshape(small.shape)
    mirror = member % 2 == 1
    if mirror:
        view = np.ascontiguousarray(view[:, ::-1])
    cues = find_cues(view)
    near = predict(cues.mirrored() if mirror else cues, point, weights)
    back = cv2.WARP_INVERSE_MAP | cv2.INTER_LINEAR
    return cv2.warpAffine(near, there, (columns, rows), flags=back, borderMode=cv2.BORDER_REPLICATE).reshape(near.shape)


def _refined(guide: Pixels, near: Array, steps: int, report: Report) -> Array:
    """Smoothing that stops at the edges of ``guide``; every round reaches a little less far and heeds finer edges.

    Min et al., "Fast global image smoothing based on weighted least squares" (TIP 2014).
    """
    reach = max(guide.shape[:2]) / 8
    for step in range(steps):
        progress = step / max(steps - 1, 1)
        smoothness = (reach * (1 - 0.7 * progress)) ** 2 / steps
        near = cv2.ximgproc.fastGlobalSmootherFilter(guide, near, smoothness, 12 - 6 * progress, 0.25, 1)
        near = near.reshape(guide.shape[:2])
        report((step + 1) / steps)
    return near


def _figure(guide: Pixels, alpha: Pixels, steps: int, ensemble: int) -> Array:
    """Inside the outline .3..1 by its rounded height, averaged over rounder and flatter balloons; outside 0."""
    mask = alpha.astype(F) * F(1 / 255)
    if not mask.any():
        return mask
    height = inflate(mask, 20 + 4 * steps)
    total = np.zeros_like(height)
    for member in range(ensemble):
        # a fixed spread of roundness around the half sphere
        roundness = 1 + 0.25 * ((member + 1) // 2) / 10 * (1 if member % 2 else -1)
        total += height ** F(roundness)
    return (F(0.3) + F(0.7) * total / F(ensemble)) * np.clip((mask - F(0.3)) / F(0.4), 0, 1)


def _full_size(near: Array, height: int, width: int) -> Depth:
    depth = np.empty((height, width), np.uint16)
    for band in bands(height, width):
        part = np.clip(band.of(near), 0, 1)
        depth[band.top : band.bottom] = (part * F(65535) + F(0.5)).astype(np.uint16)
    return depth
