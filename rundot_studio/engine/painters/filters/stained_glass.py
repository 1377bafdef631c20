"""Stained glass: panes cut along the picture's shapes, leaded, lit from behind."""

import cv2
import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Array, F, rgb_to_oklab
from rundot_studio.engine.painters.noise import blur, child_rng, smoothstep
from rundot_studio.engine.painters.palette import build_palette, nearest_color

from .surface import Filtered, kuwahara, luma, over, saturated, soft_noise

_WORK_SIDE = 1024
_PANES = 300
_COLORS = 8
LEAD = "#15131a"


def apply(rgb: Array, rng: Generator, matte: Array | None = None, *, lone: bool = False) -> Filtered:
    """The picture in leaded panes; see the package for the arguments."""
    own = child_rng(rng)
    height, width = rgb.shape[:2]
    factor = _WORK_SIDE / max(height, width)
    size = (max(16, round(width * factor)), max(16, round(height * factor)))
    small = cv2.resize(
        np.ascontiguousarray(rgb, F), size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    )
    cut = (
        None
        if matte is None
        else cv2.resize(matte, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR)
    )
    panes = _panes(own, np.clip(small, 0, 1), cut)
    glass = _pane_colors(small, panes)
    inside = _distance_to_lead(panes)
    glow = F(0.80) + F(0.30) * smoothstep(0, 16, inside)
    ripple = soft_noise(own, size[1], size[0], 2.2, 5)
    glass = np.clip(glass * (glow * (1 + F(0.07) * ripple))[..., None], 0, 1)
    streak = smoothstep(0.9, 2.2, ripple) * F(0.22)
    glass = 1 - (1 - glass) * (1 - streak)[..., None]
    lead = 1 - smoothstep(1.6, 3.0, inside)
    bead = smoothstep(0.0, 1.2, inside) * lead * F(0.10)
    out = np.clip(over(glass, LEAD, lead) + bead[..., None], 0, 1)
    interpolation = cv2.INTER_AREA if factor > 1 else cv2.INTER_CUBIC
    return np.clip(cv2.resize(out, (width, height), interpolation=interpolation), 0, 1), matte


def _panes(rng: Generator, small: Array, matte: Array | None) -> Array:
    """An integer label for each pane (height, width): regions of like colour, cut by a Voronoi net.

    The subject's outline always has a lead, and panes are larger off the subject.
    """
    height, width = small.shape[:2]
    calm = small
    for _ in range(2):
        calm = kuwahara(calm, 9)
    half = cv2.resize(calm, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    eight_bit = cv2.medianBlur((np.clip(half, 0, 1) * 255).astype(np.uint8), 5)
    lab = rgb_to_oklab(eight_bit.astype(F) / F(255))
    palette = build_palette(lab, _COLORS, rng)
    regions = cv2.medianBlur(nearest_color(lab, palette).astype(np.uint8), 5)
    regions = cv2.medianBlur(cv2.resize(regions, (width, height), interpolation=cv2.INTER_NEAREST), 5)
    edges = blur(np.abs(cv2.Laplacian(luma(calm), cv2.CV_32F)), 6)
    weight = np.sqrt(edges / F(float(edges.mean()) + 1e-6)) * F(0.6) + F(0.8)
    if matte is not None:
        subject = (matte > 0.5).astype(np.uint8)
        regions = regions + subject * np.uint8(_COLORS)
        weight = weight * (F(0.35) + F(0.65) * blur(subject.astype(F), 6))
    total = np.cumsum(weight.ravel().astype(np.float64))
    seeds = np.searchsorted(total, rng.random(_PANES) * total[-1])
    free = np.ones(height * width, np.uint8)
    free[np.minimum(seeds, height * width - 1)] = 0
    _, nearest = cv2.distanceTransformWithLabels(
        free.reshape(height, width), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    return (nearest * (2 * _COLORS) + regions).astype(F)


def _pane_colors(small: Array, panes: Array) -> Array:
    """Each pane's mean colour, deepened."""
    label = panes.astype(np.int64).ravel()
    count = np.maximum(np.bincount(label), 1)
    means = [np.bincount(label, small[..., k].ravel()) / count for k in range(3)]
    mean = np.stack(means, -1).astype(F)[label].reshape(small.shape)
    return saturated(np.power(np.clip(mean, 0, 1), F(0.80)), 1.45)


def _distance_to_lead(panes: Array) -> Array:
    """Pixels to the nearest border between panes."""
    border = np.zeros(panes.shape, bool)
    border[:, 1:] |= panes[:, 1:] != panes[:, :-1]
    border[1:] |= panes[1:] != panes[:-1]
    border[0] = border[-1] = True
    border[:, 0] = border[:, -1] = True
    return blur(cv2.distanceTransform((~border).astype(np.uint8), cv2.DIST_L2, 5), 0.7)
