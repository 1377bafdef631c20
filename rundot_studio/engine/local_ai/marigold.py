"""Depth by a Marigold folder: the same three numbers as the service's, white near.

Ke et al., "Repurposing diffusion-based image generators for monocular depth estimation" (CVPR 2024).
"""

from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.bands import bands
from rundot_studio.engine.progress import Report, section, silent
from rundot_studio.engine.upscale.bleed import bleed

from .pipelines import StepProgress, generator, pipeline_of, translated
from .weights import LocalAiError

Array = NDArray[np.float32]
Pixels = NDArray[np.uint8]
Depth = NDArray[np.uint16]
F = np.float32

SEED = 0
"""The service takes no seed for depth: the same picture has the same map."""
LEAST_SIDE = 64
"""Each side is stretched to this, in pixels: below it the innermost layers have nothing to compare."""
LARGEST_SIDE = 2048
"""Longest side that is worked on, in pixels, whatever is asked: memory grows with its square."""


def estimate_depth(
    rgba: Pixels,
    plan: Mapping[str, Any],
    steps: int,
    ensemble: int,
    processing_resolution: int,
    report: Report = silent,
) -> Depth:
    """Depth of ``rgba`` (height, width, 4), uint8: uint16 (height, width), 65535 near, 0 far and where nothing is seen.

    ``steps`` 1..50 of denoising, ``ensemble`` 1..20 predictions that are aligned and merged, ``processing_resolution``
    0..4096, the longest side that is worked on (0: the picture's own, at most 2048). Raises LocalAiError, MemoryError.
    """
    report(0.0)
    pipeline = pipeline_of(plan)
    seen = _seen(rgba, processing_resolution)
    pipeline.progress_bar = StepProgress(section(report, 0.1, 0.95), (steps + 1) * ensemble)
    try:
        result = pipeline(
            seen[None],
            num_inference_steps=steps,
            ensemble_size=ensemble,
            processing_resolution=0,
            match_input_resolution=True,
            output_type="np",
            generator=generator(SEED),
        )
    except MemoryError:
        raise
    except Exception as error:
        raise translated(str(plan["title"]), error) from error
    far = np.asarray(result.prediction, F).reshape(-1)
    if far.size != seen.shape[0] * seen.shape[1] or not np.isfinite(far).all():
        raise LocalAiError(f"{plan['title']} gave no depth for this picture.")
    near = F(1) - np.clip(far.reshape(seen.shape[:2]), 0, 1)  # Marigold has 0 near
    depth = _full_size(near, rgba[..., 3])
    report(1.0)
    return depth


def _seen(rgba: Pixels, processing_resolution: int) -> Array:
    """The picture as the network gets it (height, width, 3), 0..1, without what transparency hides."""
    height, width = rgba.shape[:2]
    scale = min(1.0, min(processing_resolution or LARGEST_SIDE, LARGEST_SIDE) / max(height, width))
    size = (max(LEAST_SIDE, round(width * scale)), max(LEAST_SIDE, round(height * scale)))
    if size != (width, height):
        rgba = cv2.resize(rgba, size, interpolation=cv2.INTER_AREA).reshape(size[1], size[0], 4)
    rgb = rgba[..., :3].astype(F) * F(1 / 255)
    if rgba[..., 3].min() == 255:
        return rgb
    return bleed(rgb, rgba[..., 3].astype(F) * F(1 / 255))


def _full_size(near: Array, alpha: Pixels) -> Depth:
    """``near`` at the size of ``alpha``, nothing where that is clear; a band of rows at a time."""
    height, width = alpha.shape
    depth = np.empty((height, width), np.uint16)
    for band in bands(height, width):
        rows = slice(band.top, band.bottom)
        opacity = alpha[rows].astype(F) * F(1 / 255)
        part = np.clip(band.of(near), 0, 1) * np.clip((opacity - F(0.3)) / F(0.4), 0, 1)
        depth[rows] = (part * F(65535) + F(0.5)).astype(np.uint16)
    return depth
