"""The sea: an island on the horizon, rolling water, a beach with foam and palms."""

import math

import numpy as np

from rundot_studio.engine.painters.color import F, hex_color, mix
from rundot_studio.engine.painters.noise import line_noise, smoothstep, uniform
from rundot_studio.engine.painters.shapes import Points

from .birds import paint_birds
from .foliage import paint_blades
from .ground import SOFT, paint_ground, paint_rocks
from .light import paint_mist, paint_rays
from .painting import SceneKind
from .ridges import paint_hills, paint_mountains, ridge_line
from .rooms import paint_patch
from .sheets import sheet_noise
from .sky import paint_sky
from .stage import Stage
from .trees import paint_tree
from .water import paint_water

_SEA = "#0f7598"


def _paint_island(stage: Stage) -> None:
    rng = stage.chance("island")
    center = 0.5 - stage.side * uniform(rng, 0.14, 0.30)
    x = (np.arange(stage.width) / stage.width - center) * stage.width / stage.unit
    shape = np.exp(-((np.abs(x) / 0.15) ** 1.6)) * 0.11 + np.exp(-(((x - 0.13) / 0.08) ** 2)) * 0.05
    rough = ridge_line(stage, rng, 0, 0.010, 6, 0.5)
    line = (stage.horizon + 0.012) * stage.height - shape * stage.unit + rough * shape / 0.11
    paint_mountains(
        stage,
        "island",
        line,
        mix("#6f7f78", stage.time.near, 0.1),
        0.42,
        0.2,
        bottom=stage.horizon + 0.015,
        foot_mist=0.4,
    )
    wooded = (stage.horizon + 0.016) * stage.height - shape * 0.34 * stage.unit
    paint_hills(stage, "island", wooded, "#4f8a54", 0.34, 0.22, bottom=stage.horizon + 0.015)


def paint_beach(stage: Stage) -> None:
    """A beach: the eye goes from palms over the surf to the island."""
    paint_sky(stage, stage.time.cloudiness + 0.1)
    if stage.shows("mountains"):
        _paint_island(stage)
        paint_mist(stage, "sea", stage.horizon - 0.004, 0.018, 0.5)
    paint_birds(stage, count=7)
    sea = mix(_SEA, stage.time.near, 0.10 if not stage.time.dark else 0.35)
    paint_water(stage, "sea", stage.horizon, sea, ripple=1.3, clear=0.60, bottom=min(1.0, stage.horizon + 0.28))
    _paint_rollers(stage)
    sand = mix("#ecd09a", stage.time.near, 0.04)
    shore = stage.horizon + 0.20
    paint_ground(stage, "sand", shore + 0.04, sand, look=SOFT, tufts=0, swell=0.004, near_from=0.6)
    _paint_surf(stage, shore)
    paint_rocks(stage, "beach", "#7c7880", count=6, size=0.055, top=shore + 0.07)
    for i, (inset, foot, tall) in enumerate(((0.10, 0.93, 0.66), (0.20, 0.90, 0.50), (0.93, 0.90, 0.42))):
        x = inset if stage.side > 0 else 1 - inset
        paint_tree(
            stage,
            ("palm", i),
            x,
            foot,
            tall * stage.rise / stage.unit,
            mix("#4f9440", stage.time.near, 0.12),
            kind="palm",
            near=0.9,
        )
    paint_rays(stage, 0.2)
    paint_blades(stage, "dune grass", mix("#8a9a4c", stage.time.near, 0.15), count=200, length=0.08, frame=1.4)


def _paint_rollers(stage: Stage) -> None:
    """Broken lines of white along the swell."""
    if stage.flat:
        return
    rng = stage.chance("rollers")
    for i in range(7):
        f = (i + 0.5) / 7
        y = (stage.horizon + 0.012 + 0.19 * f**1.5) * stage.height
        thickness = (0.0012 + 0.0065 * f) * stage.unit
        wave = (
            (line_noise(stage.chance(("roller", i)), stage.width, 5 * stage.width / stage.unit, 4) - 0.5)
            * thickness
            * 5
        )
        broken = line_noise(stage.chance(("broken", i)), stage.width, 9 * stage.width / stage.unit, 4, 0.55)
        top = max(0, math.floor(y - thickness * 6))
        bottom = min(stage.height, math.ceil(y + thickness * 7))
        offset = (stage.y[top:bottom] - (y + wave[None]).astype(F)) / F(thickness)
        crest = np.exp(-np.abs(offset) * np.where(offset < 0, F(2.2), F(0.75)))
        cover = smoothstep(0.48 + 0.1 * float(rng.random()), 0.70, broken.astype(F))[None]
        stage.lay(stage.local("#f4fbff"), (crest * cover * F(0.55 + 0.25 * f)).astype(F), top)


def _paint_surf(stage: Stage, shore: float) -> None:
    """Wet sand, a thin sheet of water and two lacy edges of foam."""
    rng = stage.chance("surf")
    reach = line_noise(rng, stage.width, 2.2 * stage.width / stage.unit, 5, 0.45)
    edge = (shore + 0.055) * stage.height + (reach - 0.5) * 0.10 * stage.unit
    top, bottom = stage.row(shore - 0.16), min(stage.height, math.ceil(edge.max() + 0.06 * stage.unit))
    offset = (stage.y[top:bottom] - edge[None].astype(F)) / F(stage.unit)
    lace = sheet_noise(rng, bottom - top, stage.width, (0.30 * stage.unit, 0.16 * stage.unit), 1.8, 6)
    offset = offset + (0 if stage.flat else lace * F(0.0022))
    wet = np.clip(1 - np.clip(offset, 0, 1) / F(0.040), 0, 1) * F(0.5)
    stage.lay(stage.local(mix("#a98a5c", stage.time.near, 0.12)), wet, top)
    sheet = np.clip(-offset / F(0.045), 0, 1)
    shallow = mix("#4fb8b8", stage.time.haze, 0.25)
    stage.lay(stage.local(shallow), np.clip(sheet * F(1.1), 0, 0.85) * smoothstep(-0.20, -0.04, offset), top)
    foam = np.exp(-np.abs(offset) * np.where(offset < 0, F(170), F(900)))
    second = np.exp(-np.abs(offset + F(0.030)) / F(0.005)) * smoothstep(0.0, 0.9, lace)
    veil = smoothstep(0.5, 1.3, lace) * np.clip(-offset / F(0.02), 0, 1) * np.exp(np.clip(offset, -1, 0) * F(26))
    stage.lay(stage.local("#fbffff"), np.clip(foam + second * F(0.7) + veil * F(0.6), 0, 0.95), top)


def paint_open_sea(stage: Stage) -> None:
    """Open water under a great sky; rocks or an island for the eye to rest on."""
    paint_sky(stage, stage.time.cloudiness + 0.15)
    if stage.shows("mountains"):
        _paint_island(stage)
    paint_mist(stage, "sea", stage.horizon - 0.004, 0.020, 0.5)
    sea = mix(_SEA, stage.time.near, 0.16 if not stage.time.dark else 0.40)
    paint_water(stage, "sea", stage.horizon, sea, ripple=1.7, clear=0.58)
    paint_birds(stage, count=11, high=0.45)
    _paint_ship(stage)
    _paint_swell(stage)
    paint_rays(stage, 0.25)


def _paint_ship(stage: Stage) -> None:
    """A three-master under sail in the middle distance, on the side away from the island."""
    if not stage.shows("ship"):
        return
    rng = stage.chance("ship")
    tall = 0.125 * stage.unit
    x = (0.5 + stage.side * uniform(rng, 0.10, 0.24)) * stage.width
    foot = (stage.horizon + 0.022) * stage.height
    facing = -stage.side

    def at(points: list[tuple[float, float]]) -> Points:
        return np.array([(x + px * facing * tall, foot - py * tall) for px, py in points])

    wood, dark = stage.local("#5a4030", 0.30), stage.local("#3a2c28", 0.25)
    canvas, shade_side = stage.local("#f4ead2", 0.22), stage.local("#b9a890", 0.30)
    for mast_x, top in ((-0.34, 0.82), (0.02, 1.0), (0.34, 0.80)):
        paint_patch(
            stage,
            at([(mast_x - 0.010, 0.1), (mast_x - 0.006, top), (mast_x + 0.006, top), (mast_x + 0.010, 0.1)]),
            dark,
            0.35,
        )
        for k in range(3):
            low, high = 0.20 + (top - 0.24) * k / 3, 0.20 + (top - 0.24) * (k + 0.90) / 3
            wide, narrow = 0.19 - 0.035 * k, 0.165 - 0.040 * k
            belly = (low + high) / 2
            sail = at(
                [
                    (mast_x - wide, low),
                    (mast_x - narrow, high),
                    (mast_x + narrow, high),
                    (mast_x + wide + 0.04, belly),
                    (mast_x + wide, low),
                ]
            )
            paint_patch(stage, sail, canvas, 0.35)
            paint_patch(
                stage,
                at(
                    [
                        (mast_x - wide, low),
                        (mast_x - narrow, high),
                        (mast_x - narrow * 0.3, high),
                        (mast_x - wide * 0.35, low),
                    ]
                ),
                shade_side,
                None,
                0.75,
            )
    paint_patch(stage, at([(0.50, 0.16), (0.74, 0.30), (0.36, 0.62)]), canvas, 0.35)
    paint_patch(
        stage,
        at([(-0.60, 0.24), (-0.52, -0.02), (0.44, -0.02), (0.60, 0.20), (0.40, 0.13), (-0.38, 0.13), (-0.42, 0.24)]),
        wood,
        0.35,
    )
    paint_patch(
        stage, at([(-0.57, 0.13), (-0.55, 0.085), (0.52, 0.085), (0.55, 0.13)]), stage.local("#e0c070", 0.3), None, 0.8
    )
    mirror = at([(-0.50, -0.02), (-0.34, -0.34), (0.34, -0.38), (0.44, -0.02)])
    paint_patch(stage, mirror, dark, None, 0.30)


def _paint_swell(stage: Stage) -> None:
    """Long waves toward the viewer: dark backs, bright translucent crests, foam."""
    if stage.flat:
        return
    body = hex_color(mix("#0c4c70", stage.time.near, 0.35)) * np.array(stage.time.ambient, F)
    crest_color = stage.local(mix("#5fd0cf", stage.time.haze, 0.35))
    for i in range(9):
        f = (i + 1) / 9
        rng = stage.chance(("swell", i))
        y = stage.horizon + (0.97 - stage.horizon) * f**1.7
        line = ridge_line(stage, rng, y, 0.0015 + 0.012 * f**1.5, 1.4 + 3.0 * (1 - f), 0.42)
        reach = (0.010 + 0.070 * f**1.4) * stage.unit
        top = max(0, math.floor(float(line.min()) - 2))
        bottom = min(stage.height, math.ceil(float(line.max()) + reach * 2.5))
        if bottom - top < 2:
            continue
        below = (stage.y[top:bottom] - line[None].astype(F)) / F(reach)
        inside = np.clip(below * F(reach) + F(0.5), 0, 1)
        back = inside * np.exp(-np.clip(below, 0, 9) * F(1.3))
        stage.lay(body, back * F(0.50 * f + 0.1), top)
        lace = sheet_noise(rng, bottom - top, stage.width, (0.5 * stage.unit, 0.22 * stage.unit), 1.8, 5)
        thin = inside * np.exp(-np.clip(below, 0, 9) * F(5.5))
        stage.lay(crest_color, thin * F(0.42 + 0.2 * f), top)
        foam = (
            inside
            * smoothstep(0.35, 1.4, lace + F(0.9) * np.exp(-np.clip(below, 0, 9) * F(9)) - F(0.35))
            * np.exp(-np.clip(below, 0, 9) * F(2.0))
        )
        stage.lay(stage.local("#eefaff"), foam * F(0.30 + 0.45 * f), top)


COAST = (
    SceneKind(
        "beach",
        ("beach", "shore", "seaside", "coast", "tropical island", "tropical", "island", "sand beach", "lagoon"),
        paint_beach,
        times=("day", "sunset", "dawn", "night"),
        horizon=0.50,
        subject_baseline=0.93,
    ),
    SceneKind(
        "ocean",
        ("ocean", "sea", "open sea", "waves", "high seas", "at sea"),
        paint_open_sea,
        times=("day", "sunset", "storm", "night"),
        horizon=0.54,
        subject_baseline=0.80,
        subject_height=0.46,
        grounded=False,
    ),
)
