"""Mountains and hills: ridge lines, lit and shaded flanks, snow caps, and the air in front of them."""

import math

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from rundot_studio.engine.painters.color import Array, ColorLike, F, hex_color
from rundot_studio.engine.painters.noise import blur, line_noise, smoothstep

from .sheets import sheet_noise
from .stage import Stage, shade

Line = NDArray[np.float64]
"""One pixel row per column, (width,)."""


def ridge_line(
    stage: Stage,
    rng: Generator,
    base: float,
    amplitude: float,
    frequency: float,
    roughness: float = 0.5,
    *,
    ridged: bool = True,
) -> Line:
    """A skyline around ``base`` (fraction of the height), its deviation ``amplitude`` in ``Stage.rise``.

    ``frequency`` is peaks per unit of width, so wide pictures have more of them.
    """
    frequency *= stage.width / stage.unit
    noise = line_noise(rng, stage.width, max(frequency, 1.0), 7, roughness, ridged=ridged)
    noise = (noise - noise.mean()) / (noise.std() + 1e-6)
    return base * stage.height - amplitude * noise * stage.rise


def smooth_line(line: Line, sigma_px: float) -> Line:
    """The line blurred along x."""
    return blur(line[None].astype(F), sigma_px)[0].astype(np.float64) if sigma_px >= 0.3 else line


def _rows(stage: Stage, line: Line, bottom: float) -> tuple[int, int]:
    top = max(0, math.floor(float(line.min())) - 2)
    return top, max(top + 1, min(stage.height, stage.row(bottom)))


def paint_mountains(
    stage: Stage,
    name: object,
    line: Line,
    color: ColorLike,
    distance: float,
    near: float,
    *,
    bottom: float = 1.0,
    snow: float = 0.0,
    snow_row: float = 0.62,
    relief: float = 1.0,
    foot_mist: float = 0.5,
) -> None:
    """A range in front of all painted so far, down to ``bottom`` (fraction of the height).

    ``distance`` 0..1 is how far the haze has taken it; ``snow`` how far down the peaks it lies, in units, for peaks
    above ``snow_row``; ``near`` its depth. Every peak has a wandering spine that parts its lit from its shaded flank.
    """
    rng = stage.chance(("mountains", name))
    top, bottom_row = _rows(stage, line, bottom)
    height, unit = bottom_row - top, stage.unit
    depth = (stage.y[top:bottom_row] - line[None].astype(F)) / F(unit)
    mask = np.clip(depth * F(unit) + F(0.5), 0, 1)
    folds = sheet_noise(rng, height, stage.width, (0.60 * unit, 1.30 * unit), 2.8, 4)
    tone = _flank_tone(stage, rng, line, depth, folds, relief)
    if stage.flat:
        tone = np.where(tone > 0.5, F(0.66), F(0.40))
    planes = shade(stage.ramp(color, 0.0, 0.9), 0.14 + 0.66 * tone)
    if snow > 0 and stage.shows("snow"):
        altitude = np.clip((snow_row * stage.height - line) / (0.16 * stage.rise), 0, 1.4)[None].astype(F)
        tongues = sheet_noise(rng, height, stage.width, (0.42 * unit, 1.5 * unit), 2.9, 4)
        edge = snow * altitude * (0.46 + 0.26 * tongues + 1.0 * (tone - 0.5)) - depth
        edge = blur(edge, 0.0022 * unit)
        white = shade(_snow_table(stage), tone * 1.55 - 0.30)
        white -= planes
        white *= smoothstep(0.0, 0.014, edge)
        planes += white
    haze = hex_color(stage.time.haze)
    air = np.clip(distance + foot_mist * (1 - distance) * smoothstep(0.02, 0.30, depth), 0, 0.98)
    if stage.flat:
        air = np.full_like(depth, distance)
    for k in range(3):
        planes[k] += (haze[k] - planes[k]) * air
    stage.lay(planes, mask, top, near=near)


def _snow_table(stage: Stage) -> Array:
    """Snow from its blue shade to its sunlit white, in this hour's light."""
    ambient = np.array(stage.time.ambient, F)
    light = np.clip(ambient * F(0.82 if stage.time.dark else 1.0) * (F(0.7) + F(0.3) * hex_color(stage.time.sun)), 0, 1)
    return stage.gradient(hex_color("#7f97c8") * ambient, light)


def _flank_tone(stage: Stage, rng: Generator, line: Line, depth: Array, folds: Array, relief: float) -> Array:
    """0 shade .. 1 light: slopes of the skyline at three scales carried downhill along wandering spines."""
    unit, side = stage.unit, F(stage.side)
    wander = sheet_noise(rng, depth.shape[0], depth.shape[1], (0.9 * unit, 0.7 * unit), 2.6, 3)
    down = np.clip(depth, 0, 0.6)
    shift = (wander * (0.012 + 0.16 * down) - side * 0.10 * down) * F(unit)
    columns = np.clip(stage.x + shift, 0, stage.width - 1).astype(np.int32)
    tone = np.full_like(depth, 0.5)
    for sigma, weight, fade in ((0.030, 0.30, 0.60), (0.011, 0.20, 0.25), (0.004, 0.12, 0.08)):
        slope = np.gradient(smooth_line(line, sigma * unit))
        steep = np.tanh(slope * (3.2 if sigma > 0.02 else 2.2)).astype(F)
        tone += steep[columns] * (side * F(weight * relief)) * np.exp(-down * F(1 / fade))
    step = max(1, round(0.010 * unit))
    lit = (folds - np.roll(folds, -stage.side * step, 1)) * F(0.16 * relief)
    tone += lit * smoothstep(0.0, 0.05, depth)
    return np.clip(tone, 0, 1)


def paint_hills(
    stage: Stage,
    name: object,
    line: Line,
    color: ColorLike,
    distance: float,
    near: float,
    *,
    bottom: float = 1.0,
    mottle: float = 0.10,
    foot_mist: float = 0.35,
    lit_edge: float = 0.16,
) -> None:
    """Rolling land: soft swells of light, a bright crest toward the light, haze gathering at the foot."""
    rng = stage.chance(("hills", name))
    top, bottom_row = _rows(stage, line, bottom)
    unit = stage.unit
    depth = (stage.y[top:bottom_row] - line[None].astype(F)) / F(unit)
    mask = np.clip(depth * F(unit) + F(0.5), 0, 1)
    slope = np.gradient(smooth_line(line, 0.02 * unit)).astype(F)[None] * F(stage.side)
    tone = 0.50 + np.clip(slope * 0.7, -0.15, 0.15) * np.exp(-np.clip(depth, 0, 1) * F(9))
    tone = tone + F(lit_edge) * np.exp(-np.clip(depth, 0, 1) * F(1 / 0.016))
    if stage.flat:
        tone = np.where(depth < 0.012, F(0.62), F(0.50))
    elif mottle > 0:
        swell = sheet_noise(rng, depth.shape[0], depth.shape[1], (1.6 * unit, 0.5 * unit), 2.4, 3)
        grain = sheet_noise(rng, depth.shape[0], depth.shape[1], (0.9 * unit, 0.35 * unit), 1.6, 10)
        tone = tone + swell * F(mottle) + grain * F(mottle * 0.4)
    planes = shade(stage.ramp(color, 0.0), tone)
    haze = hex_color(stage.time.haze)
    air = np.clip(distance + foot_mist * (1 - distance) * smoothstep(0.01, 0.16, depth), 0, 0.98)
    if stage.flat:
        air = np.full_like(depth, distance)
    for k in range(3):
        planes[k] += (haze[k] - planes[k]) * air
    stage.lay(planes, mask, top, near=near)


def paint_ranges(
    stage: Stage,
    count: int,
    color: ColorLike = "#69719a",
    *,
    high: float = 1.0,
    snow: float = 0.10,
    base: float | None = None,
    near_color_mix: float = 0.35,
) -> None:
    """Several ranges behind each other, each nearer one lower, darker and clearer. ``high`` scales their height.

    The farthest but one carries the main peak, off centre, away from the light.
    """
    if not stage.shows("mountains"):
        return
    base = stage.horizon if base is None else base
    for i in range(count):
        f = i / max(count - 1, 1)
        rng = stage.chance(("range", i))
        amplitude = (0.062 - 0.030 * f) * high
        line = ridge_line(
            stage, rng, base - (0.125 - 0.10 * f) * high * stage.rise / stage.height, amplitude, 2.0 + 1.5 * f, 0.47
        )
        if i == max(0, count - 3):
            line = line - _main_peak(stage, high)
        distance = 0.58 - 0.36 * f
        paint_mountains(
            stage,
            i,
            line,
            color,
            distance,
            0.06 + 0.18 * f,
            bottom=base + 0.10,
            snow=snow * (1.25 - 0.6 * f),
            snow_row=base - 0.03,
        )


def _main_peak(stage: Stage, high: float) -> Line:
    """A broad summit added to a range: the eye's resting place, on the third away from the light."""
    rng = stage.chance("main peak")
    center = 0.5 - stage.side * (0.12 + 0.12 * float(rng.random()))
    x = (np.arange(stage.width) / stage.width - center) * stage.width / stage.unit
    return np.exp(-np.abs(x) / 0.17) * 0.115 * high * stage.rise


def terraced(line: Line, step_px: float, amount: float, sigma_px: float) -> Line:
    """The line cut into mesas: flat tops at multiples of ``step_px``, mixed in by ``amount``."""
    steps = np.floor(line / step_px) * step_px
    soft = cv2.GaussianBlur(steps[None].astype(F), (0, 0), max(0.3, sigma_px))[0]
    return line * (1 - amount) + soft * amount
