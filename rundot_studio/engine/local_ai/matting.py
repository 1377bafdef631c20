"""Background removal by a matting network: its matte, refined along the picture's own edges, with clean colours."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.bands import bands
from rundot_studio.engine.cutout.decontaminate import LocalColors, local_colors
from rundot_studio.engine.cutout.removal import ALREADY_CUT, NoSubject
from rundot_studio.engine.guided_filter import LocalLines, guided_filter, local_lines
from rundot_studio.engine.progress import Report, silent

from .sessions import OnnxModel, model_of

Array = NDArray[np.float32]
Pixels = NDArray[np.uint8]
F = np.float32

FREE_SIDE_STEP = 32
"""A network that takes any size wants it in multiples of this."""
LEAST_SUBJECT = 0.0008
"""Share of the picture that must clearly be subject."""
UNSURE_LOW, UNSURE_HIGH = 0.02, 0.98


@dataclass(frozen=True)
class _Normalisation:
    """Mean and deviation of red, green and blue that a family was trained with; ``stretch`` for mattes 0..1 by rank."""

    mean: tuple[float, float, float]
    deviation: tuple[float, float, float]
    stretch: bool = False


_IMAGENET = _Normalisation((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
_FAMILIES = {
    "birefnet": _IMAGENET,
    "rmbg-2": _IMAGENET,
    "rmbg-1.4": _Normalisation((0.5, 0.5, 0.5), (1.0, 1.0, 1.0), stretch=True),
}


def remove_background(rgba: Pixels, plan: Mapping[str, Any], resolution: int, report: Report = silent) -> Pixels:
    """Cut the subject out of ``rgba`` (height, width, 4), uint8, by the network of ``plan``: straight alpha.

    The network sees the whole picture at the size it was trained for (``resolution`` square where it takes any); its
    matte is refined at ``resolution`` pixels on the longest side and carried to the full size. A picture that is
    already cut out comes back as it is. Raises NoSubject, LocalAiError, MemoryError.
    """
    alpha = rgba[..., 3]
    if not alpha.any():
        raise NoSubject
    report(0.0)
    if float((alpha < 128).mean()) >= ALREADY_CUT:
        report(1.0)
        return rgba.copy()
    rgb = np.ascontiguousarray(rgba[..., :3])
    model = model_of(plan)
    report(0.2)
    matte = network_matte(rgb, model, str(plan["family"]), resolution)
    if float((matte > 0.5).mean()) < LEAST_SUBJECT:
        raise NoSubject
    report(0.75)
    work = _reduced(rgb, resolution).astype(F) * F(1 / 255)
    out = _finished(rgb, work, _refined(work, matte), report)
    out[..., 3] = np.minimum(out[..., 3], alpha)
    report(1.0)
    return out


def network_matte(rgb: Pixels, model: OnnxModel, family: str, resolution: int) -> Array:
    """The network's own matte of ``rgb`` (height, width, 3), uint8: 0..1, at the network's size."""
    free = max(FREE_SIDE_STEP, resolution // FREE_SIDE_STEP * FREE_SIDE_STEP)
    width, height = model.width or free, model.height or free
    shrinks = width * height < rgb.shape[0] * rgb.shape[1]
    # Squashed to the square, not padded: so were the pictures that these networks learned from.
    seen = cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)
    known = _FAMILIES[family]
    planes = (seen.astype(F) * F(1 / 255) - np.array(known.mean, F)) / np.array(known.deviation, F)
    output = model.run(np.ascontiguousarray(planes.transpose(2, 0, 1)[None]))[0, 0]
    return as_matte(output, known.stretch)


def as_matte(output: Array, stretch: bool = False) -> Array:
    """What a network gave as alpha 0..1: as it is, by the logistic function where it gave logits, or stretched."""
    low, high = float(output.min()), float(output.max())
    if stretch:
        return (output - F(low)) * F(1 / max(high - low, 1e-6))
    if low >= -1e-3 and high <= 1 + 1e-3:
        return np.clip(output, 0, 1)
    return F(1) / (F(1) + np.exp(-np.clip(output, -30, 30)))


def _reduced(rgb: Pixels, side: int) -> Pixels:
    """``rgb`` with its longest side at most ``side``."""
    height, width = rgb.shape[:2]
    scale = side / max(height, width)
    if scale >= 1:
        return rgb
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.resize(rgb, size, interpolation=cv2.INTER_AREA).reshape(size[1], size[0], 3)


def _refined(work: Array, matte: Array) -> Array:
    """The matte at the size of ``work`` (height, width, 3), its unsure edge led by the picture's colours."""
    height, width = work.shape[:2]
    soft = cv2.resize(matte, (width, height), interpolation=cv2.INTER_LINEAR).reshape(height, width)
    if min(height, width) < 8:
        return np.clip(soft, 0, 1)
    unsure = ((soft > UNSURE_LOW) & (soft < UNSURE_HIGH)).astype(np.uint8)
    radius = max(1, round(max(height, width) / 512))
    edge = cv2.dilate(unsure, np.ones((2 * radius + 1, 2 * radius + 1), np.uint8)).astype(F)
    edge = cv2.blur(edge, (2 * radius + 1, 2 * radius + 1)).reshape(height, width)
    led = np.clip(guided_filter(work, soft, 2 * radius, 1e-4), 0, 1)
    return np.clip(soft + (led - soft) * edge, 0, 1)


def _finished(rgb: Pixels, work: Array, matte: Array, report: Report) -> Pixels:
    """Alpha and colours without the old background, a band of rows of the full size at a time."""
    height, width = rgb.shape[:2]
    out = np.empty((height, width, 4), np.uint8)
    colors = local_colors(work, matte)
    lines = None if matte.shape == (height, width) else local_lines(work, matte, 2, 1e-5)
    for band in bands(height, width):
        rows = slice(band.top, band.bottom)
        part = rgb[rows].astype(F) * F(1 / 255)
        alpha = band.of(matte)
        if lines is not None:
            led = np.clip(LocalLines(band.of(lines.slope), band.of(lines.offset)).on(part), 0, 1)
            alpha = np.where((alpha > UNSURE_LOW) & (alpha < UNSURE_HIGH), led, alpha)
        clean = LocalColors(band.of(colors.foreground), band.of(colors.background)).unmix(part, alpha)
        out[rows, :, :3] = np.clip(clean * F(255) + F(0.5), 0, 255).astype(np.uint8)
        out[rows, :, 3] = np.clip(alpha * F(255) + F(0.5), 0, 255).astype(np.uint8)
        report(0.8 + 0.2 * band.bottom / height)
    return out
