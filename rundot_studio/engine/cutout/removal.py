"""Background removal: segment small, matte at the operating resolution, clean the colours at full size."""

import hashlib
from dataclasses import dataclass
from typing import Literal, get_args

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.bands import bands
from rundot_studio.engine.cutout.decontaminate import LocalColors, local_colors
from rundot_studio.engine.cutout.matte import color_line_alpha, guided_alpha
from rundot_studio.engine.cutout.segment import Effort, Segmentation, segment
from rundot_studio.engine.guided_filter import LocalLines, local_lines
from rundot_studio.engine.progress import Report, section, silent

Array = NDArray[np.float32]
Pixels = NDArray[np.uint8]
F = np.float32

CutoutModel = Literal["bria", "birefnet"]
Variant = Literal["light", "heavy", "portrait"]

ALREADY_CUT = 0.005
"""A picture with at least this share of clearly transparent pixels is taken to be cut out already."""
LEAST_SUBJECT = 0.0008
MOST_SUBJECT = 0.985
LEAST_CLARITY = 0.52
"""Below it, measured on composites of known alpha, nine cut-outs in ten are wrong; noise stays below it too."""


class NoSubject(ValueError):
    """Nothing in the picture stands out clearly enough to be cut out."""

    def __init__(self) -> None:
        super().__init__("no clear subject found")


@dataclass(frozen=True)
class _Plan:
    effort: Effort
    resolution: int
    rounds: int
    """How often the matte is refined."""


def _plan(model: CutoutModel, variant: Variant, resolution: int) -> _Plan:
    if model == "bria":
        return _Plan(Effort(side=456, rounds=3), 1024, 1)
    if variant == "heavy":
        return _Plan(Effort(side=640, rounds=6), resolution, 2)
    if variant == "portrait":
        return _Plan(Effort(side=512, rounds=5, upright=True), resolution, 2)
    return _Plan(Effort(side=512, rounds=5), resolution, 1)


def remove_background(
    rgba: Pixels,
    model: CutoutModel = "bria",
    variant: Variant = "light",
    resolution: Literal[1024, 2048] = 1024,
    report: Report = silent,
) -> Pixels:
    """Cut the subject out of ``rgba`` (height, width, 4), uint8: same shape, straight alpha, clean edge colours.

    ``variant`` and ``resolution`` count for ``birefnet`` only: larger pictures are segmented and more rounds are run;
    ``portrait`` expects a figure that runs off the lower edge; the matte is worked out at ``resolution`` pixels on the
    longest side and carried to the full size along the picture's own edges.

    A picture that is already cut out comes back as it is. Raises :class:`NoSubject` when nothing stands out, and
    ``ValueError`` for a wrong shape or an unknown parameter.
    """
    _check(rgba, model, variant, resolution)
    alpha = rgba[..., 3]
    if not alpha.any():
        raise NoSubject
    report(0.0)
    if float((alpha < 128).mean()) >= ALREADY_CUT:
        report(1.0)
        return rgba.copy()
    plan = _plan(model, variant, resolution)
    rgb = np.ascontiguousarray(rgba[..., :3])
    segmentation = _segment_small(rgb, plan.effort, section(report, 0.0, 0.4))
    report(0.4)
    work = _reduced(rgb, plan.resolution).astype(F) * F(1 / 255)
    matte = _matte(work, segmentation, plan.rounds, section(report, 0.4, 0.7))
    report(0.7)
    out = _finish(rgb, work, matte, report)
    out[..., 3] = np.minimum(out[..., 3], alpha)
    report(1.0)
    return out


def _check(rgba: Pixels, model: str, variant: str, resolution: int) -> None:
    if rgba.ndim != 3 or rgba.shape[2] != 4 or rgba.dtype != np.uint8 or rgba.size == 0:
        raise ValueError(f"expected uint8 (height, width, 4), got {rgba.dtype} {rgba.shape}")
    if model not in get_args(CutoutModel):
        raise ValueError(f"unknown cut-out model {model!r}")
    if variant not in get_args(Variant):
        raise ValueError(f"unknown variant {variant!r}")
    if resolution not in (1024, 2048):
        raise ValueError(f"resolution must be 1024 or 2048, got {resolution}")


def _reduced(rgb: Pixels, side: int) -> Pixels:
    """``rgb`` with its longest side at most ``side``."""
    height, width = rgb.shape[:2]
    scale = side / max(height, width)
    if scale >= 1:
        return rgb
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.resize(rgb, size, interpolation=cv2.INTER_AREA).reshape(size[1], size[0], 3)


def _seed(rgb: Pixels) -> int:
    """From the content, so that OpenCV's generator starts the same in every process for the same picture."""
    digest = hashlib.blake2b(rgb.tobytes(), digest_size=4).digest()
    return int.from_bytes(digest, "little") & 0x7FFFFFFF


def _segment_small(rgb: Pixels, effort: Effort, report: Report) -> Segmentation:
    small = _reduced(rgb, effort.side)
    if min(small.shape[:2]) < 8:
        raise NoSubject
    segmentation = segment(small, _seed(small), effort, report)
    share = float(segmentation.subject.mean())
    if not LEAST_SUBJECT <= share <= MOST_SUBJECT or segmentation.clarity < LEAST_CLARITY:
        raise NoSubject
    return segmentation


def _matte(work: Array, segmentation: Segmentation, rounds: int, report: Report) -> Array:
    height, width = work.shape[:2]
    if segmentation.surface is None:
        alpha = guided_alpha(work, segmentation.subject)
    else:
        surface = cv2.cvtColor(segmentation.surface, cv2.COLOR_LAB2RGB)
        surface = cv2.resize(surface, (width, height), interpolation=cv2.INTER_LINEAR).reshape(height, width, 3)
        alpha = color_line_alpha(work, segmentation.subject, surface, report=section(report, 0, 1 / rounds))
        for index in range(1, rounds):
            part = section(report, index / rounds, (index + 1) / rounds)
            alpha = color_line_alpha(work, alpha > 0.5, surface, max(2, int(max(height, width) * 0.004)), part)
    return np.clip(alpha, 0, 1)


def _finish(rgb: Pixels, work: Array, matte: Array, report: Report) -> Pixels:
    """Alpha and clean colours at full size, a band of rows at a time."""
    height, width = rgb.shape[:2]
    out = np.empty((height, width, 4), np.uint8)
    colors = local_colors(work, matte, section(report, 0.7, 0.73))
    if matte.shape == (height, width):
        out[..., :3] = _to_bytes(colors.unmix(work, matte))
        out[..., 3] = _to_bytes(matte)
        return out
    lines = local_lines(work, matte, 2, 1e-5)
    report(0.75)
    for band in bands(height, width):
        part = rgb[band.top : band.bottom].astype(F) * F(1 / 255)
        alpha = band.of(matte)
        along_edges = LocalLines(band.of(lines.slope), band.of(lines.offset)).on(part)
        alpha = np.where((alpha > 0.02) & (alpha < 0.98), np.clip(along_edges, 0, 1), alpha)
        local = LocalColors(band.of(colors.foreground), band.of(colors.background))
        out[band.top : band.bottom, :, :3] = _to_bytes(local.unmix(part, alpha))
        out[band.top : band.bottom, :, 3] = _to_bytes(alpha)
        report(0.75 + 0.25 * band.bottom / height)
    return out


def _to_bytes(values: Array) -> Pixels:
    return np.clip(values * F(255) + F(0.5), 0, 255).astype(np.uint8)
