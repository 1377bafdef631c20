"""Pictures from words by a diffusers folder of the artist's own."""

import inspect
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.progress import Report, section, silent
from rundot_studio.engine.resizing import resize
from rundot_studio.engine.upscale import upscale

from .pipelines import StepProgress, generator, pipeline_of, translated
from .weights import LocalAiError

Pixels = NDArray[np.uint8]
F = np.float32

SIDE_STEP = 16
"""Sides are multiples of this, which is what the coarsest of the usual networks needs."""
LATENT_FACTOR = 8
"""Pixels for one value of the hidden picture, where a pipeline does not tell."""
MOST_ENLARGEMENT = 4.0


def paint(
    plan: Mapping[str, Any],
    prompt: str,
    negative: str,
    width: int,
    height: int,
    seed: int,
    report: Report = silent,
) -> tuple[Pixels, dict[str, Any]]:
    """A picture (height, width, 3), uint8, and notes: the size it was made at, whether ``negative`` had any effect.

    It is made at the area the model learned from, in the shape that is asked for, and enlarged to its size. The same
    folder, words, numbers and seed give the same picture on the same computer. Raises LocalAiError, MemoryError.
    """
    report(0.0)
    pipeline = pipeline_of(plan)
    made_width, made_height = native_size(width, height, native_side(pipeline))
    steps, guidance = int(plan["steps"]), float(plan["guidance"])
    taken = inspect.signature(pipeline.__call__).parameters
    if "prompt" not in taken or "width" not in taken:
        raise LocalAiError(f"{plan['title']} makes no pictures from words.", "Take another folder.")
    heeds_negative = bool(negative) and "negative_prompt" in taken and guidance > 1
    wishes: dict[str, Any] = {
        "num_inference_steps": steps,
        "guidance_scale": guidance,
        "generator": generator(seed),
        "output_type": "np",
        **({"negative_prompt": negative} if heeds_negative else {}),
    }
    pipeline.progress_bar = StepProgress(section(report, 0.1, 0.85), steps)
    try:
        result = pipeline(
            prompt=prompt,
            width=made_width,
            height=made_height,
            **{name: value for name, value in wishes.items() if name in taken},
        )
        values = np.asarray(result.images[0], F)
    except MemoryError:
        raise
    except Exception as error:
        raise translated(str(plan["title"]), error) from error
    if values.shape != (made_height, made_width, 3):
        raise LocalAiError(f"{plan['title']} gave no picture.")
    made = (np.clip(np.nan_to_num(values), 0, 1) * F(255) + F(0.5)).astype(np.uint8)
    notes = {"madeAt": f"{made_width}x{made_height}", "negativeHeeded": heeds_negative}
    return _at_size(made, width, height, section(report, 0.85, 1.0)), notes


def native_side(pipeline: Any) -> int:
    """Side of the square a pipeline learned from, in pixels; 512 where it does not say."""
    network = getattr(pipeline, "unet", None) or getattr(pipeline, "transformer", None)
    size = getattr(getattr(network, "config", None), "sample_size", None)
    factor = getattr(pipeline, "vae_scale_factor", LATENT_FACTOR)
    if not isinstance(size, int) or not isinstance(factor, int):
        return 1024 if getattr(pipeline, "transformer", None) is not None else 512
    return size * factor


def native_size(width: int, height: int, side: int) -> tuple[int, int]:
    """(width, height) of the area ``side`` x ``side`` at most, in the shape of the picture, in multiples of 16."""
    scale = min(1.0, side / (width * height) ** 0.5)
    return _stepped(width * scale), _stepped(height * scale)


def _stepped(length: float) -> int:
    return max(SIDE_STEP, round(length / SIDE_STEP) * SIDE_STEP)


def _at_size(rgb: Pixels, width: int, height: int, report: Report) -> Pixels:
    factor = max(width / rgb.shape[1], height / rgb.shape[0])
    if factor > 1:
        opaque = np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])
        # Rounded up to tenths, which tile exactly; the rest is taken off again.
        rgb = upscale(opaque, min(MOST_ENLARGEMENT, -(-factor * 10 // 1) / 10), "standard-v2", report=report)[..., :3]
    if rgb.shape[:2] != (height, width):
        rgb = resize(np.ascontiguousarray(rgb), width, height, "cover", flatten=False)[..., :3]
    return np.ascontiguousarray(rgb)
