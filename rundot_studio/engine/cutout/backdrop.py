"""The background as a smooth surface of colour, fitted through the border and, where it is clean, grown inward.

Iteratively reweighted least squares with Tukey's biweight (Beaton, Tukey 1974), so that a subject touching the border
does not bend the surface.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.least_squares import combine, weighted_fit
from rundot_studio.engine.progress import Report, silent

Array = NDArray[np.float32]
Doubles = NDArray[np.float64]
Mask = NDArray[np.bool_]
F = np.float32

MOST_SAMPLES = 6000
RING = 0.05
"""Width of the border ring, of the shorter side."""


@dataclass(frozen=True)
class Backdrop:
    """What the border says about the background. Colours are CIELAB, L 0..100."""

    surface: Array
    """(height, width, 3): the background's colour everywhere, also behind the subject."""
    deviation: Array
    """(3,): scatter of the border around the surface in L, a, b."""
    scatter: float
    """Typical distance of a border pixel from the surface."""
    inliers: float
    """Share of the border that belongs to the surface, 0..1."""

    @property
    def is_smooth(self) -> bool:
        """Whether distance from this surface alone can tell subject from background."""
        return (self.inliers > 0.94 and self.scatter < 6.2) or (self.inliers > 0.62 and self.scatter < 1.1)


def _coordinates(height: int, width: int) -> tuple[Doubles, Doubles]:
    """x and y in -1..1, each (height, width)."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    return x / max(width - 1, 1) * 2 - 1, y / max(height - 1, 1) * 2 - 1


def _polynomial(height: int, width: int, degree: int, radius_term: bool = False) -> Doubles:
    """Monomials up to ``degree``, and the distance from the centre for vignettes: (height, width, terms)."""
    x, y = _coordinates(height, width)
    terms = [x**i * y**j for i in range(degree + 1) for j in range(degree + 1 - i)]
    if radius_term:
        terms.append(np.sqrt(x * x + y * y))
    return np.stack(terms, axis=-1)


def ring_mask(height: int, width: int, open_bottom: bool = False) -> Mask:
    """The border ring; ``open_bottom`` leaves the lower edge out, where a portrait runs off the picture."""
    thickness = max(2, int(min(height, width) * RING))
    ring = np.zeros((height, width), bool)
    ring[:thickness] = True
    ring[:, :thickness] = True
    ring[:, -thickness:] = True
    if open_bottom:
        ring[int(height * 0.66) :] = False
    else:
        ring[-thickness:] = True
    return ring


def _every(index: NDArray[np.intp]) -> NDArray[np.intp]:
    return index[:: max(1, -(-index.size // MOST_SAMPLES))]


def _length(difference: Doubles) -> Doubles:
    return np.sqrt((difference * difference).sum(axis=-1))


def fit_backdrop(lab: Array, open_bottom: bool = False) -> Backdrop:
    """A cubic surface through the border ring of ``lab`` (height, width, 3); a plane when the ring is open below."""
    height, width = lab.shape[:2]
    # a cubic runs away where nothing holds it
    basis = _polynomial(height, width, 1 if open_bottom else 3)
    chosen = _every(np.flatnonzero(ring_mask(height, width, open_bottom)))
    samples = basis.reshape(-1, basis.shape[-1])[chosen]
    colors = lab.reshape(-1, 3)[chosen].astype(np.float64)
    weights = np.ones(chosen.size)
    for _ in range(12):
        coefficients = weighted_fit(samples, colors, weights)
        residual = colors - combine(samples, coefficients)
        distance = _length(residual)
        scatter = 1.4826 * float(np.median(distance)) / 1.5 + 0.35
        weights = np.clip(1 - (distance / (4 * scatter)) ** 2, 0, 1) ** 2 + 1e-8
    near = distance < 6 * scatter
    deviation = np.full(3, 3.0)
    if int(near.sum()) > 10:
        deviation = 1.4826 * np.median(np.abs(residual[near]), axis=0) + 0.35
    inliers = float((distance < 4 * scatter).mean())
    return Backdrop(combine(basis, coefficients).astype(F), deviation.astype(F), scatter, inliers)


def _flood_from_border(lab: Array, distance: Array, limit: float) -> Mask:
    """Pixels reached from the border in steps of at most 2 levels: follows any gradient, stops at the subject."""
    height, width = lab.shape[:2]
    levels = np.clip(lab * np.array([2.55, 1, 1], F) + np.array([0, 128, 128], F), 0, 255).astype(np.uint8)
    levels = cv2.GaussianBlur(levels, (0, 0), 1.0)
    reached = np.zeros((height + 2, width + 2), np.uint8)
    stride = max(1, width // 24)
    seeds = [(x, y) for x in range(0, width, stride) for y in (0, height - 1)]
    seeds += [(x, y) for y in range(0, height, stride) for x in (0, width - 1)]
    flags = cv2.FLOODFILL_MASK_ONLY | (1 << 8) | 4
    for x, y in seeds:
        if reached[y + 1, x + 1] == 0 and distance[y, x] < limit:
            cv2.floodFill(levels, reached, (x, y), 0, (2, 2, 2), (2, 2, 2), flags)
    return reached[1:-1, 1:-1] > 0


def grow_surface(lab: Array, backdrop: Backdrop, report: Report = silent) -> Array:
    """The surface fitted again on all clean background, with degree 5 and a vignette term: (height, width, 3).

    Subject pixels the flood leaked into are thrown out by the weights; without them gradients lose a tenth of their
    overlap. The old surface is returned when the new one fits the border worse.
    """
    height, width = lab.shape[:2]
    difference = lab - backdrop.surface
    distance = np.sqrt((difference * difference).sum(axis=-1))
    limit = 4 * backdrop.scatter + 2
    grown = _flood_from_border(lab, distance, limit) & (distance < 40)
    ring = ring_mask(height, width) & (distance < limit)
    chosen = _every(np.flatnonzero(grown | ring))
    if chosen.size < 100:
        return backdrop.surface
    report(0.3)
    basis = _polynomial(height, width, 5, radius_term=True)
    report(0.5)
    samples = basis.reshape(-1, basis.shape[-1])[chosen]
    colors = lab.reshape(-1, 3)[chosen].astype(np.float64)
    on_ring = ring.ravel()[chosen]
    residual = distance.ravel()[chosen].astype(np.float64)
    scale = max(6 * backdrop.scatter, 8.0)
    for _ in range(14):
        weights = np.clip(1 - (residual / (3.5 * scale)) ** 2, 0, 1) * np.where(on_ring, 2.0, 1.0) + 1e-5
        coefficients = weighted_fit(samples, colors, weights)
        residual = _length(colors - combine(samples, coefficients))
        scale = max(0.8 * scale, 1.2 * backdrop.scatter + 0.3)
    report(0.7)
    worse = on_ring.any() and float(residual[on_ring].mean()) > 3 * backdrop.scatter + 1.2
    if worse or float((residual < 3.5 * scale).mean()) < 0.45:
        return backdrop.surface
    return combine(basis, coefficients).astype(F)
