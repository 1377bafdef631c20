"""What moves in the sky: a flock far off, bats after dark, lightning in a storm."""

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import F, hex_color, mix
from rundot_studio.engine.painters.noise import uniform, wide_blur
from rundot_studio.engine.painters.shapes import Points, spline, stroke

from .light import paint_glow
from .rooms import paint_patch
from .stage import Stage


def paint_birds(stage: Stage, *, count: int = 9, low: float = 0.75, high: float = 0.30) -> None:
    """A loose flock between two heights (fractions of the sky), drifting away from the light."""
    if not stage.shows("birds"):
        return
    rng = stage.chance("birds")
    x, y = 0.5 - stage.side * uniform(rng, 0.05, 0.25), uniform(rng, high, low)
    color = mix(stage.time.near, stage.time.haze, 0.25)
    for _ in range(count):
        size = stage.unit * uniform(rng, 0.006, 0.013)
        at = (
            (x + uniform(rng, -0.13, 0.13)) * stage.width,
            (y * stage.horizon + uniform(rng, -0.06, 0.06)) * stage.height,
        )
        for wing in _wings(rng, stage.time.dark):
            paint_patch(stage, wing * size + at, color)


def _wings(rng: Generator, bat: bool) -> list[Points]:
    """Two wings one unit long from (0, 0): a bird's arc, or a bat's scallops."""
    lift = uniform(rng, 0.15, 0.75)
    tilt = uniform(rng, -0.15, 0.15)
    wings = []
    for side in (-1, 1):
        if bat:
            edge = [
                (0, -0.10),
                (0.5, -lift),
                (1.0, -lift * 0.55),
                (0.78, -lift * 0.30),
                (0.62, 0.02),
                (0.40, -0.08),
                (0.22, 0.16),
                (0, 0.20),
            ]
            wing = np.array(edge) * (side, 1)
        else:
            curve = spline([(0, 0.05), (0.35, -lift * 0.75), (1.0, -lift * 0.45 + tilt * side)], False, 6)
            wing = stroke(curve, 0.20, 0.03) * (side, 1)
        wings.append(wing)
    return wings


def paint_lightning(stage: Stage) -> None:
    """One forked bolt from the clouds to behind the land."""
    if stage.flat or not stage.shows("lightning"):
        return
    rng = stage.chance("lightning")
    if rng.random() < 0.4:
        return
    bottom = max(8, stage.horizon_row)
    x = (0.5 - stage.side * uniform(rng, 0.12, 0.34)) * stage.width
    bolts = [_bolt(rng, x, 0.02 * stage.height, bottom, 0.035 * stage.unit)]
    for _ in range(3):
        start = bolts[0][int(rng.integers(4, 11))]
        reach = uniform(rng, 0.10, 0.22) * stage.unit
        bolts.append(_bolt(rng, float(start[0]), float(start[1]), float(start[1]) + reach, 0.022 * stage.unit))
    light = np.zeros((bottom, stage.width), F)
    for i, bolt in enumerate(bolts):
        width = stage.unit * (0.0034 if i == 0 else 0.0018)
        mask = stage.polygons([stroke(bolt, width, width * 0.4)], 0, bottom)
        np.maximum(light, mask, out=light)
    paint_glow(stage, x, 0.15 * stage.height, 0.26, "#b8c8ff", 0.55)
    spill = wide_blur(light, 0.007 * stage.unit) * F(1.1) + wide_blur(light, 0.030 * stage.unit) * F(1.2)
    stage.shine(hex_color("#9fb4ff"), np.clip(spill, 0, 0.9))
    stage.shine(hex_color("#f6f8ff"), light)


def _bolt(rng: Generator, x: float, top: float, bottom: float, jag: float) -> Points:
    y = np.linspace(top, bottom, 15)
    drift = np.cumsum(rng.uniform(-1, 1, 15)) * jag * 0.55
    return np.stack([x + drift - drift[0], y], 1)
