"""Snow country: white hills, firs under snow, a frozen stillness."""

import numpy as np

from rundot_studio.engine.painters.color import F, mix
from rundot_studio.engine.painters.noise import uniform

from .firs import paint_fir
from .ground import SOFT, paint_ground, paint_rocks
from .light import paint_mist, paint_rays
from .painting import SceneKind
from .ridges import paint_hills, paint_ranges, ridge_line
from .sky import paint_sky
from .stage import Stage
from .trees import paint_contact, paint_tree_line
from .weather import paint_snowfall


def paint_snowy_fir(
    stage: Stage, name: object, x: float, foot: float, tall: float, distance: float = 0.0, near: float = 0.9
) -> None:
    """A dark fir with snow lying on its boughs. Places in fractions, ``tall`` in units."""
    if not stage.shows("trees"):
        return
    rng = stage.chance(("snowy fir", name))
    cx, cy, height = x * stage.width, foot * stage.height, tall * stage.unit
    paint_contact(stage, cx - stage.side * height * 0.08, cy, height * 0.22, 0.34)
    green = mix("#2c5048", stage.time.near, 0.20)
    paint_fir(stage, rng, cx, cy - height * 0.02, height, green, distance, near, snow=True)


def paint_snow_land(stage: Stage) -> None:
    """Snow hills under high peaks, with firs at the sides and flakes in the air."""
    snow = mix("#e6eef8", stage.time.near, 0.30 if stage.time.dark else 0.0)
    paint_sky(stage)
    paint_ranges(stage, 4, high=1.25, snow=0.22)
    paint_mist(stage, "foot", stage.horizon - 0.01, 0.045, 0.55)
    for i in range(3):
        f = i / 2
        base = stage.horizon - 0.02 + 0.050 * i
        line = ridge_line(stage, stage.chance(("drift", i)), base, 0.015, 2.0, 0.40, ridged=False)
        paint_hills(
            stage,
            ("drift", i),
            line,
            mix(snow, stage.time.haze, 0.15),
            0.36 - 0.26 * f,
            0.30 + 0.12 * f,
            bottom=base + 0.2,
            mottle=0.035,
            lit_edge=0.10,
        )
        paint_tree_line(
            stage,
            ("drift", i),
            line,
            0.050 + 0.030 * i,
            mix("#3a5f66", stage.time.near, 0.25),
            0.50 - 0.28 * f,
            0.32 + 0.12 * f,
            density=0.8,
            kind="pine",
        )
    path = mix(snow, "#8ea6cc", 0.35)
    paint_ground(
        stage, "snow", stage.horizon + 0.115, snow, look=SOFT, tufts=0, path=path, path_to=0.5 - 0.08 * stage.side
    )
    _paint_drift_shadows(stage)
    paint_rocks(stage, "snow", "#6f7890", count=5, size=0.06, top=stage.horizon + 0.18, snow=True)
    for i, (inset, foot, tall) in enumerate(
        ((0.20, 0.80, 0.22), (0.80, 0.79, 0.20), (0.91, 0.90, 0.42), (0.07, 0.93, 0.50))
    ):
        x = inset if stage.side > 0 else 1 - inset
        x += uniform(stage.chance(("fir at", i)), -0.03, 0.03)
        paint_snowy_fir(stage, i, x, foot, tall * stage.rise / stage.unit, 0.12 if i < 2 else 0.0, foot)
    paint_rays(stage, 0.2)
    if stage.weather is None and stage.shows("snow"):
        paint_snowfall(stage)


def _paint_drift_shadows(stage: Stage) -> None:
    """Blue hollows between wind-blown drifts in the foreground."""
    if stage.flat:
        return
    for i in range(4):
        f = i / 3
        line = ridge_line(
            stage,
            stage.chance(("hollow", i)),
            stage.horizon + 0.17 + 0.21 * f,
            0.012 + 0.012 * f,
            1.6,
            0.35,
            ridged=False,
        )
        top = max(0, int(line.min()) - 1)
        bottom = min(stage.height, int(line.max()) + round(0.07 * stage.unit) + 2)
        if bottom <= top:
            continue
        below = (stage.y[top:bottom] - line[None].astype(F)) / F(stage.unit)
        slope = np.clip(np.gradient(line).astype(F)[None] * F(-4.0 * stage.side) + F(0.45), 0, 1)
        hollow = np.exp(-np.clip(below, 0, 1) * F(1 / (0.016 + 0.020 * f))) * (below > 0)
        stage.lay(stage.local("#8aa4d2"), hollow * slope * F(0.45), top)


SNOW = SceneKind(
    "snow",
    (
        "snow",
        "snowy",
        "snowfield",
        "tundra",
        "winter landscape",
        "winter forest",
        "ice field",
        "arctic",
        "glacier",
        "snowy mountains",
        "christmas",
        "icy landscape",
    ),
    paint_snow_land,
    times=("winter", "day", "dusk", "night", "dawn"),
    horizon=0.58,
)
