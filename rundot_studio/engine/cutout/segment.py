"""Subject or background, pixel by pixel, on a small picture: distance from the backdrop, or belief, then GrabCut."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.cutout.backdrop import Backdrop, fit_backdrop, grow_surface
from rundot_studio.engine.cutout.belief import SIDE as BELIEF_SIDE
from rundot_studio.engine.cutout.belief import subject_belief
from rundot_studio.engine.cutout.grab_cut import BACKGROUND, MAYBE_BACKGROUND, MAYBE_SUBJECT, SUBJECT, grab_cut
from rundot_studio.engine.progress import Report, section, silent

Array = NDArray[np.float32]
Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]
F = np.float32

BELIEF_TO_CLARITY = 0.95
"""Makes one limit serve plain and busy pictures: below it, on composites of known alpha, the outline was wrong."""
SURELY_BACKGROUND = 0.02
"""Belief below which GrabCut may not find subject."""
LEAST_HOLE = 0.001
"""Of the picture: smaller white patches on white are highlights of an eye, not holes."""
GRAIN_PX = 1.2
"""Blur that takes grain off a plain backdrop, so that it is recognised as plain."""
LEAST_COHERENCE = 0.35
"""Correlation of neighbouring pixels; photographs of gravel have .6, white noise has none."""
AGREEMENT = 0.72
"""GrabCut is believed when it overlaps the distance mask at least this much."""


@dataclass(frozen=True)
class Effort:
    """How much work a model puts in."""

    side: int
    """Longest side of the picture that is segmented, in pixels."""
    rounds: int
    """GrabCut iterations."""
    upright: bool = False
    """Expect a figure that runs off the lower edge."""


@dataclass(frozen=True)
class Segmentation:
    """``subject``: (height, width) of the small picture. ``surface``: the backdrop in CIELAB where it is smooth."""

    subject: Mask
    surface: Array | None
    clarity: float
    """How clearly the subject stands out, 0 (not at all) to 1."""


def to_lab(rgb: Pixels) -> Array:
    """uint8 sRGB (height, width, 3) to CIELAB float32, L 0..100."""
    return cv2.cvtColor(rgb.astype(F) * F(1 / 255), cv2.COLOR_RGB2LAB)


def _square(mask: Mask, size: int, grow: bool) -> Mask:
    kernel = np.ones((size, size), np.uint8)
    morph = cv2.dilate if grow else cv2.erode
    return morph(mask.astype(np.uint8), kernel) > 0


def _erode(mask: Mask) -> Mask:
    return _square(mask, 3, grow=False)


def _dilate(mask: Mask) -> Mask:
    return _square(mask, 3, grow=True)


def _joined_to_border(mask: Mask) -> Mask:
    _, labels = cv2.connectedComponents(mask.astype(np.uint8), connectivity=4)
    edges = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    return np.isin(labels, edges[edges > 0])


def _without_crumbs(mask: Mask) -> Mask:
    """Pieces smaller than .15 % of the picture or 1 % of the largest piece are dropped."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    if count <= 1:
        return mask
    areas = stats[1:, cv2.CC_STAT_AREA]
    kept = 1 + np.flatnonzero(areas > max(0.0015 * mask.size, 0.01 * float(areas.max())))
    return np.isin(labels, kept)


def _otsu(values: Array) -> float:
    """Otsu's threshold of positive values."""
    top = float(np.percentile(values, 99.5)) + 1e-6
    levels = (np.clip(values / F(top), 0, 1) * 255).astype(np.uint8)
    threshold, _ = cv2.threshold(levels, 0, 255, cv2.THRESH_OTSU)
    return float(threshold) / 255 * top


def segment(rgb: Pixels, seed: int, effort: Effort, report: Report = silent) -> Segmentation:
    """Find the subject of ``rgb`` (height, width, 3), uint8, whose longest side is at most ``effort.side``."""
    lab = to_lab(rgb)
    backdrop = fit_backdrop(lab, effort.upright)
    report(0.1)
    if backdrop.is_smooth:
        return _from_smooth_backdrop(rgb, lab, backdrop, seed, effort, report)
    calm = cv2.GaussianBlur(rgb, (0, 0), GRAIN_PX)
    calm_lab = to_lab(calm)
    calm_backdrop = fit_backdrop(calm_lab, effort.upright)
    report(0.2)
    if calm_backdrop.is_smooth and calm_backdrop.scatter < 0.6 * backdrop.scatter:
        return _from_smooth_backdrop(calm, calm_lab, calm_backdrop, seed, effort, report)
    return _from_belief(rgb, lab, seed, effort, report)


def _holes_may_be_background(surface: Array, scatter: float) -> bool:
    """White and black are also colours of eyes, teeth and shirts: there an enclosed patch belongs to the subject."""
    lightness, a, b = (float(v) for v in np.median(surface.reshape(-1, 3), axis=0))
    return float(np.hypot(a, b)) > 9 or scatter > 2.5 or 12 < lightness < 88


def _exactly_backdrop(enclosed: Mask, difference: Array, scatter: float) -> Mask:
    """The enclosed patches that are as plain as the backdrop itself; a white belly or eye has some shading."""
    count, labels = cv2.connectedComponents(enclosed.astype(np.uint8), connectivity=4)
    plain = np.zeros(count, bool)
    away = np.sqrt((difference * difference).sum(axis=-1))
    for index in range(1, count):
        patch = away[labels == index]
        plain[index] = patch.size >= LEAST_HOLE * enclosed.size and float(np.percentile(patch, 80)) < scatter * 0.5
    return plain[labels]


def _from_smooth_backdrop(
    rgb: Pixels, lab: Array, backdrop: Backdrop, seed: int, effort: Effort, report: Report
) -> Segmentation:
    scatter = backdrop.scatter
    surface = backdrop.surface
    if scatter < 2.2 and not effort.upright:
        surface = grow_surface(lab, backdrop, section(report, 0.2, 0.4))
    report(0.4)
    soft = cv2.GaussianBlur(lab, (0, 0), 0.8 + min(1.6, scatter * 0.25)).reshape(lab.shape)
    offset = (soft - surface) / (backdrop.deviation * F(0.8) + F(0.9))
    distance = np.sqrt((offset * offset).sum(axis=-1))
    threshold = min(max(_otsu(np.minimum(distance, 40)) * 0.55, 3.0), 8.0 if scatter < 2.5 else 5.0)
    holes = _holes_may_be_background(surface, scatter)
    outside = _joined_to_border(distance < threshold)
    enclosed = _erode(distance < threshold * 0.8) & ~outside
    if not holes:
        enclosed = _exactly_backdrop(enclosed, lab - surface, scatter)
    background = outside | (_dilate(enclosed) & (distance < threshold))
    subject = ~background
    if scatter >= 0.6:
        subject = _with_grab_cut(rgb, distance, threshold, background, holes, seed, effort, section(report, 0.4, 1))
    subject = _without_crumbs(subject)
    clarity = _clarity_of_distance(distance, subject, threshold) * _edge_contrast(lab, subject)
    return Segmentation(subject, surface, clarity)


def _clarity_of_distance(distance: Array, subject: Mask, threshold: float) -> float:
    if not subject.any():
        return 0.0
    return float(np.clip(np.percentile(distance[subject], 75) / (2 * threshold), 0, 1))


def _edge_contrast(lab: Array, subject: Mask) -> float:
    """0 where the outline runs through a soft gradient, 1 where it follows a clearly visible step."""
    outline = _dilate(subject) & ~_erode(subject)
    if not outline.any():
        return 0.0
    kernel = np.ones((5, 5), np.uint8)
    span = (cv2.dilate(lab, kernel) - cv2.erode(lab, kernel)).reshape(lab.shape)[outline]
    return float(np.clip(np.percentile(np.sqrt((span * span).sum(axis=-1)), 60) / 6, 0, 1))


def _with_grab_cut(
    rgb: Pixels,
    distance: Array,
    threshold: float,
    background: Mask,
    holes: bool,
    seed: int,
    effort: Effort,
    report: Report,
) -> Mask:
    """GrabCut between what is surely one or the other; its answer counts when it agrees with the distance mask."""
    labels = np.full(distance.shape, MAYBE_SUBJECT, np.uint8)
    labels[(distance < threshold * 1.5) | background] = MAYBE_BACKGROUND
    labels[background & (distance < threshold * 0.75) & _erode(background)] = BACKGROUND
    surely = _erode((distance > threshold * 1.7) & ~background)
    labels[surely] = SUBJECT
    if not holes:
        labels[~background & (distance < threshold)] = SUBJECT
    cut = grab_cut(rgb, labels, effort.rounds, seed, report)
    cut &= ~(background & (distance < threshold * 0.75))
    cut |= surely
    if not holes:
        cut |= ~_joined_to_border(~cut) & ~background
    overlap = int((cut & ~background).sum()) / max(1, int((cut | ~background).sum()))
    if overlap > AGREEMENT:
        return cut
    return ~background if int(cut.sum()) < int((~background).sum()) else cut


def _is_noise(lab: Array) -> bool:
    """Whether neighbours have nothing to do with each other; GrabCut would ponder over that for seconds."""
    lightness = lab[..., 0] - lab[..., 0].mean()
    variance = float((lightness * lightness).mean()) + 1e-3
    down = float((lightness[1:] * lightness[:-1]).mean())
    across = float((lightness[:, 1:] * lightness[:, :-1]).mean())
    return (down + across) / 2 < LEAST_COHERENCE * variance


def _from_belief(rgb: Pixels, lab: Array, seed: int, effort: Effort, report: Report) -> Segmentation:
    """A busy picture: what its regions tell, then GrabCut, which may move the outline but not invade the background."""
    height, width = lab.shape[:2]
    scale = BELIEF_SIDE / max(height, width)
    small = (max(4, round(width * scale)), max(4, round(height * scale)))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    lab_small = cv2.resize(lab, small, interpolation=method).reshape(small[1], small[0], 3)
    if _is_noise(lab_small):
        return Segmentation(np.zeros((height, width), bool), None, 0.0)
    belief_small = subject_belief(lab_small, seed, effort.upright)
    report(0.4)
    belief = cv2.resize(belief_small, (width, height), interpolation=cv2.INTER_LINEAR).reshape(height, width)
    labels = np.where(belief > 0.5, MAYBE_SUBJECT, MAYBE_BACKGROUND).astype(np.uint8)
    labels[belief < SURELY_BACKGROUND] = BACKGROUND
    cut = grab_cut(rgb, labels, effort.rounds, seed, section(report, 0.4, 1.0))
    subject = _without_crumbs(cut)
    return Segmentation(subject, None, _clarity_of_belief(belief, subject))


def _clarity_of_belief(belief: Array, subject: Mask) -> float:
    """How firmly the inside is believed to be subject; a large one earns some trust by its size. 0..1."""
    if not subject.any() or subject.all():
        return 0.0
    believed = float(belief[subject].mean()) + float(subject.mean()) ** 0.5
    return min(1.0, believed * BELIEF_TO_CLARITY)
