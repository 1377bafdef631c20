"""What a worker calls: each tool by a plan of :class:`.store.LocalAi`, with the engine's name that says so."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rundot_studio.engine.progress import Report

from . import diffusion, marigold, matting, upscaling
from .labels import cut_out_by, made_by
from .pipelines import RUNTIMES
from .sessions import RUNTIME

Pixels = NDArray[np.uint8]
Depth = NDArray[np.uint16]


def paint(task: Mapping[str, Any], report: Report) -> tuple[Pixels, dict[str, Any]]:
    """A new picture (height, width, 3), with notes in the manner of a painting's: nothing of the prompt is ignored."""
    plan = task["picture_plan"]
    picture, made = diffusion.paint(
        plan, task["prompt"], task["negative"], task["width"], task["height"], task["seed"], report
    )
    return picture, {"used": [task["prompt"]], "ignored": [], "engine": made_by(plan, *RUNTIMES), **made}


def remove_background(
    picture: Pixels, settings: Mapping[str, Any], plan: Mapping[str, Any], painted_by: str | None, report: Report
) -> tuple[Pixels, str]:
    """``painted_by`` is the label of a picture that was made for this just before, None for one that came from outside.

    Bria has one resolution, as in the specification.
    """
    resolution = 1024 if settings["model"] == "bria" else settings["resolution"]
    cut = matting.remove_background(picture, plan, resolution, report)
    return cut, made_by(plan, RUNTIME) if painted_by is None else cut_out_by(painted_by, plan, RUNTIME)


def upscale(picture: Pixels, task: Mapping[str, Any], report: Report) -> tuple[Pixels, str] | None:
    """None for pixel art, which is better left to the engine's own algorithm."""
    if not upscaling.is_for_a_network(picture):
        return None
    plan = task["tool_plan"]
    larger = upscaling.upscale(
        picture, plan, task["factor"], task["model"], sharpen=task["sharpen"], denoise=task["denoise"], report=report
    )
    return larger, made_by(plan, RUNTIME)


def estimate_depth(picture: Pixels, task: Mapping[str, Any], report: Report) -> tuple[Depth, str]:
    """Depth (height, width), 0 far to 1 near, of a picture (height, width, 4), and the label of what made it."""
    plan = task["tool_plan"]
    depth = marigold.estimate_depth(picture, plan, task["steps"], task["ensemble"], task["resolution"], report)
    return depth, made_by(plan, *RUNTIMES)
