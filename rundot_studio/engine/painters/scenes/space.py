"""Deep space: folded nebulae, dust, stars, a great planet and a small one."""

import dataclasses

import numpy as np

from rundot_studio.engine.painters.color import F, from_lch, hex_color
from rundot_studio.engine.painters.noise import pick, smoothstep, uniform

from .light import paint_glow
from .painting import SceneKind
from .planets import any_planet, paint_planet
from .sheets import sheet_at, sheet_noise
from .sky import paint_stars
from .stage import Stage

_SPACE_LIGHT = {"haze": "#6a70a0", "ambient": (0.96, 0.96, 1.0), "sun": "#d4e2ff", "near": "#05060f", "stars": 1.0}


_PALETTES = (
    (285.0, 330.0, 215.0),
    (255.0, 300.0, 200.0),
    (15.0, 345.0, 275.0),
    (195.0, 235.0, 300.0),
    (230.0, 30.0, 60.0),
    (320.0, 260.0, 190.0),
)
"""Hues of the three clouds that make a nebula, far to near."""


def paint_space(stage: Stage) -> None:
    """The nebula runs across on a diagonal; the planet sits on a third, lit from outside the picture."""
    stage.time = dataclasses.replace(stage.time, **_SPACE_LIGHT)  # type: ignore[arg-type]
    stage.set_sun(1.02, 0.12)
    _paint_nebula(stage)
    if stage.shows("stars"):
        paint_stars(stage, stage.height, 0.75, 760)
    paint_glow(stage, stage.sun_x, stage.sun_y, 0.20, "#cfe0ff", 0.42)
    rng = stage.chance("planets")
    light = (0.80 * stage.side, -0.42, 0.42)
    shorter = min(stage.width, stage.height)
    size = uniform(rng, 0.50, 0.66) * shorter * (1.15 if stage.portrait else 1.0)
    across = 0.5 - stage.side * uniform(rng, 0.06, 0.16)
    down = uniform(rng, 0.48, 0.60) if not stage.portrait else uniform(rng, 0.36, 0.46)
    moon = size * uniform(rng, 0.14, 0.24)
    moon_x = 0.5 + stage.side * uniform(rng, 0.26, 0.38)
    paint_planet(
        stage, "moon", any_planet(rng), moon_x * stage.width, uniform(rng, 0.16, 0.30) * stage.height, moon, light, 0.25
    )
    paint_planet(stage, "great", any_planet(rng), across * stage.width, down * stage.height, size, light, 0.55)


def _paint_nebula(stage: Stage) -> None:
    rng = stage.chance("nebula")
    hues = pick(rng, *_PALETTES)
    if stage.time.name == "alien":
        hues = (310.0, 350.0, 280.0)
    colors = [
        from_lch(light, chroma, h % 360)
        for (light, chroma), h in zip(((0.42, 0.17), (0.50, 0.17), (0.62, 0.15)), hues, strict=True)
    ]
    for k, value in enumerate(hex_color("#04050e")):
        stage.picture[k] = value
    height, width, unit = stage.height, stage.width, stage.unit
    fold_x = sheet_noise(rng, height, width, 1.5 * unit, 3.6, 1)
    fold_y = sheet_noise(rng, height, width, 1.5 * unit, 3.6, 1)
    x, y = stage.x / F(unit), stage.y / F(unit)
    texels = 1024 * 0.6 / unit
    slope = uniform(rng, 0.35, 0.8) * stage.side
    band = (y - F(height / unit * 0.5)) + (x - F(width / unit * 0.5)) * F(slope)
    belt = np.exp(-((band / F(0.42)) ** 2)) + F(0.30)
    for i, color in enumerate(colors):
        strength = F(0.055 * (1 + 0.8 * i))
        u, v = x * F(0.55) + fold_x * strength, y * F(0.55) + fold_y * strength
        cloud = sheet_at(rng, u, v, 3.2, 2, texels_per_px=texels)
        threads = sheet_at(rng, u + fold_y * F(0.03), v - fold_x * F(0.03), 3.0, 2, texels_per_px=texels)
        density = smoothstep(-0.25, 2.3, cloud) * belt
        filament = F(0.66) + F(0.44) * np.clip(1 - np.abs(threads) * F(1.0), 0, 1)
        stage.shine(color, np.clip(density * filament * F(1.1), 0, 1))
    core = smoothstep(0.8, 2.6, cloud) * np.clip(1 - np.abs(threads) * F(1.6), 0, 1) * belt
    stage.shine(hex_color("#fff2e4"), np.clip(core * F(0.55), 0, 1))
    dust = sheet_at(rng, x * F(0.6) - fold_y * F(0.09), y * F(0.6) + fold_x * F(0.09), 2.9, 2, texels_per_px=texels)
    stage.darken(1 - F(0.62) * smoothstep(0.2, 2.0, dust))


SPACE = SceneKind(
    "space",
    (
        "space",
        "outer space",
        "galaxy",
        "nebula",
        "cosmos",
        "universe",
        "starfield",
        "planets",
        "deep space",
        "solar system",
        "orbit",
    ),
    paint_space,
    times=("night", "alien"),
    horizon=0.5,
    subject_height=0.40,
    subject_baseline=0.72,
    grounded=False,
)
