"""From a yes-or-no mask to alpha: how much of each edge pixel belongs to the subject."""

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.guided_filter import box_mean, guided_filter
from rundot_studio.engine.progress import Report, section, silent

Array = NDArray[np.float32]
Mask = NDArray[np.bool_]
F = np.float32


def _disc(radius: int) -> NDArray[np.uint8]:
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))


def _enlarged(mask: Mask, width: int, height: int) -> Array:
    """The mask at the picture's size, 0..1, its stairs rounded to a soft edge."""
    return cv2.resize(mask.astype(F), (width, height), interpolation=cv2.INTER_LINEAR).reshape(height, width)


def spread_colors(rgb: Array, known: Mask, radius: int, report: Report = silent) -> Array:
    """The mean colour of ``known`` pixels around each place: within ``radius``, else within three times that."""
    weight = known.astype(F)
    near_weight = box_mean(weight, radius)
    far_weight = box_mean(weight, 3 * radius)
    weighted = rgb * weight[..., None]
    near = box_mean(weighted, radius) / (near_weight[..., None] + F(1e-6))
    report(0.5)
    far = box_mean(weighted, 3 * radius) / (far_weight[..., None] + F(1e-6))
    # two and a half samples in a thousand are enough to trust the nearer mean
    trust = np.clip(near_weight * F(400), 0, 1)[..., None]
    return far + (near - far) * trust


def guided_alpha(rgb: Array, mask: Mask, epsilon: float = 1e-4) -> Array:
    """Alpha (height, width) by the guided filter: for backgrounds whose colour behind the subject is unknown."""
    height, width = rgb.shape[:2]
    longest = max(height, width)
    soft = _enlarged(mask, width, height)
    alpha = guided_filter(rgb, soft, max(3, int(longest * 0.006)), epsilon, 2 if longest >= 700 else 1)
    alpha = np.clip((alpha - F(0.08)) / F(0.84), 0, 1)
    reach = max(3, int(longest * 0.014)) | 1
    kernel = np.ones((reach, reach), np.uint8)
    inside = (soft > 0.5).astype(np.uint8)
    alpha[cv2.dilate(inside, kernel) == 0] = 0
    alpha[cv2.erode(inside, kernel) > 0] = 1
    return alpha


def _centre_lines(subject: Mask) -> Mask:
    """Ridges of the distance from the edge: thin parts vanish under erosion, their middle is still surely subject."""
    depth = cv2.distanceTransform(subject.astype(np.uint8), cv2.DIST_L2, 3)
    return subject & (depth >= cv2.dilate(depth, np.ones((3, 3), np.uint8)) - F(0.01)) & (depth > 1.2)


def color_line_alpha(
    rgb: Array, mask: Mask, surface_rgb: Array, band: int | None = None, report: Report = silent
) -> Array:
    """Alpha (height, width) from the place of each colour on the line from background to subject.

    ``rgb`` (height, width, 3), 0..1; ``surface_rgb`` the same shape, the background everywhere; ``band`` half the
    width in pixels of the edge that is worked on. Where the two colours are too alike to tell, the guided filter does.
    """
    height, width = rgb.shape[:2]
    subject = _enlarged(mask, width, height) > 0.5
    band = band or max(2, int(max(height, width) * 0.007))
    surely_subject = cv2.erode(subject.astype(np.uint8), _disc(band), borderValue=1) > 0
    surely_background = cv2.dilate(subject.astype(np.uint8), _disc(band)) == 0
    lines = _centre_lines(subject)
    report(0.2)
    foreground = spread_colors(rgb, surely_subject | lines, 2 * band, section(report, 0.2, 0.6))
    report(0.6)
    line = foreground - surface_rgb
    length = (line * line).sum(axis=-1) + F(1e-3)
    alpha = ((rgb - surface_rgb) * line).sum(axis=-1) / length
    alpha = np.clip((alpha - F(0.05)) / F(0.90), 0, 1)
    trust = np.clip(length / F(0.02), 0, 1)
    report(0.8)
    if float(trust.min()) < 1:
        alpha = alpha * trust + guided_alpha(rgb, mask) * (1 - trust)
    alpha[surely_subject] = 1
    alpha[surely_background] = 0
    return np.where(lines, np.maximum(alpha, F(0.85)), alpha).astype(F, copy=False)
