"""Depth by a Marigold folder: the same three numbers as the service's, white near.

Ke et al., "Repurposing diffusion-based image generators for monocular depth estimation" (CVPR 2024).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.progress import Report, section, silent
from rundot_studio.engine.upscale.bleed import bleed

from .pipelines import StepProgress, generator, pipeline_of, translated
from .weights import LocalAiError

Pixels = NDArray[np.uint8]
Depth = NDArray[np.uint16]
F = np.float32

SEED = 0
"""The service takes no seed for depth: the same picture has the same map."""
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
    height, width = rgba.shape[:2]
    side = min(processing_resolution or max(height, width), max(height, width), LARGEST_SIDE)
    opacity = rgba[..., 3].astype(F) * F(1 / 255)
    rgb = rgba[..., :3].astype(F) * F(1 / 255)
    seen = bleed(rgb, opacity) if opacity.min() < 1 else rgb
    pipeline.progress_bar = StepProgress(section(report, 0.1, 0.95), (steps + 1) * ensemble)
    try:
        result = pipeline(
            np.ascontiguousarray(seen[None]),
            num_inference_steps=steps,
            ensemble_size=ensemble,
            processing_resolution=side,
            match_input_resolution=True,
            output_type="np",
            generator=generator(SEED),
        )
    except MemoryError:
        raise
    except Exception as error:
        raise translated(str(plan["title"]), error) from error
    far = np.asarray(result.prediction, F).reshape(-1)
    if far.size != height * width or not np.isfinite(far).all():
        raise LocalAiError(f"{plan['title']} gave no depth for this picture.")
    near = F(1) - np.clip(far.reshape(height, width), 0, 1)  # Marigold has 0 near
    near *= np.clip((opacity - F(0.3)) / F(0.4), 0, 1)
    report(1.0)
    return (near * F(65535) + F(0.5)).clip(0, 65535).astype(np.uint16)
