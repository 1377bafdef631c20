"""The last pass: vignette, split toning, a gentle curve, and enough noise that gradients do not band."""

import numpy as np

from rundot_studio.engine.painters.color import Array, F, hex_color
from rundot_studio.engine.painters.noise import smoothstep

from .stage import Stage

_CURVE = F(0.20)


def grade(stage: Stage) -> None:
    """Grade the picture, and what was placed in it, in place."""
    vignette = F(0.08) if stage.flat else F(0.22)
    dx = stage.x / F(stage.width) - F(0.5)
    dy = stage.y / F(stage.height) - F(0.5)
    fall = 1 - vignette * smoothstep(0.22, 1.05, (dx * dx + dy * dy) * 2)
    shadow_tint = (hex_color(stage.time.sky[0][1]) - F(0.4)) * F(0.05)
    light_tint = (hex_color(stage.time.sun) - F(0.8)) * F(0.06)
    noise: Array | None = None
    if not stage.flat:
        noise = stage.chance("grain").random((stage.height, stage.width), F)
        noise -= F(0.5)
        noise *= F(0.014)
    for planes in (stage.picture, stage.foreground):
        if planes is not None:
            _grade_planes(planes, fall, shadow_tint, light_tint, noise)


def _grade_planes(planes: Array, fall: Array, shadow_tint: Array, light_tint: Array, noise: Array | None) -> None:
    planes *= fall
    luminance = planes.sum(0)
    luminance *= F(1 / 3)
    dark = 1 - luminance
    dark *= dark
    for k in range(3):
        plane = planes[k]
        plane += dark * shadow_tint[k]
        plane += luminance * light_tint[k]
        curve = plane * plane
        curve *= 3 - 2 * plane
        curve -= plane
        curve *= _CURVE
        plane += curve
        if noise is not None:
            plane += noise
        np.clip(plane, 0, 1, out=plane)
