"""Ruins and graves: a temple going back to the forest, a churchyard under the moon."""

import numpy as np

from rundot_studio.engine.painters.color import mix
from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.noise import uniform
from rundot_studio.engine.painters.shapes import Points, polygon, stroke

from .architecture import draw_arch, draw_column, draw_gravestone
from .birds import paint_birds
from .foliage import paint_blades, paint_crowns, paint_flowers
from .ground import paint_ground, paint_rocks
from .lands import FLOWERS, leaf_green, meadow_green, paint_framing_trees, paint_woods
from .light import paint_glow, paint_mist, paint_motes, paint_rays
from .painting import SceneKind
from .placing import Spot, place_figure
from .ridges import paint_hills, paint_ranges, ridge_line
from .rooms import paint_patch
from .sky import paint_sky
from .stage import Stage
from .trees import bare_outlines, paint_trunk

_COLUMNS = ((0.05, 0.34, 0.115, 0.22), (0.085, 0.26, 0.17, 0.12), (0.15, 0.17, 0.25, 0.05), (0.25, 0.05, 0.38, 0.0))
"""Pairs of columns: below the horizon, distance from the middle less this, height (rise), haze."""


def paint_ruins(stage: Stage) -> None:
    """A paved way between broken columns leads to an arch that frames the light."""
    stage.set_sun(0.5 + 0.07, 0.55)
    paint_sky(stage, stage.time.cloudiness + 0.1)
    paint_ranges(stage, 3, high=0.9, snow=0.05)
    paint_mist(stage, "foot", stage.horizon - 0.02, 0.04, 0.5)
    paint_woods(stage, rows=2, kind="mixed", size=0.060, density=1.0, step=0.030)
    green = meadow_green(stage)
    stone = mix(stage.palette.stone, "#c8b68c", 0.55)
    paint_ground(
        stage,
        "court",
        stage.horizon + 0.045,
        mix(green, "#7a7a58", 0.25),
        path=mix(stone, stage.time.near, 0.10),
        path_to=0.5,
        tufts=420,
    )
    _paint_slabs(stage, stone)
    if stage.shows("buildings"):
        arch = Figure()
        draw_arch(arch, stage.chance("arch"), stone)
        tall = min(0.27 * stage.rise, 0.40 * stage.width)
        place_figure(stage, arch, Spot(0.5, stage.horizon + 0.075, tall, 0.4, 0.20), tint=0.5)
        paint_glow(
            stage,
            stage.width * 0.5,
            (stage.horizon + 0.02) * stage.height,
            0.10,
            stage.time.sun,
            0.35 * stage.time.glow,
        )
        _paint_columns(stage, stone)
    paint_rays(stage, 0.40, threshold=0.55)
    paint_rocks(stage, "fallen", stone, count=8, size=0.065, top=stage.horizon + 0.12)
    paint_framing_trees(stage, "round", 2, 0.46, 0.95)
    _paint_vines(stage)
    paint_blades(stage, "front", mix(green, stage.time.near, 0.10), count=440, length=0.075)
    paint_flowers(stage, "court", FLOWERS, top=stage.horizon + 0.14, count=50)
    paint_motes(stage, "pollen", "#fff2c0", count=36, top=0.3, bottom=0.9, size=0.0012)


def _paint_columns(stage: Stage, stone: np.ndarray) -> None:
    spread = min(1.0, 0.62 + 0.38 * stage.ratio)
    for i, (below, inset, size, haze) in enumerate(_COLUMNS):
        for side in (-1, 1):
            rng = stage.chance(("column", i, side))
            whole = 1.0 if rng.random() < 0.5 else uniform(rng, 0.35, 0.85)
            figure = Figure()
            draw_column(figure, rng, mix(stone, "#6a7a58", uniform(rng, 0.0, 0.25)), whole=whole)
            tall = size * stage.rise * (0.12 + 0.88 * whole)
            x = 0.5 + side * (0.5 - inset) * spread * (0.92 if stage.portrait else 0.86)
            place_figure(stage, figure, Spot(x, stage.horizon + below, tall, 0.45 + below * 1.6, haze), tint=0.5)


def _paint_slabs(stage: Stage, stone: np.ndarray) -> None:
    """Joints between the paving slabs, in perspective."""
    if stage.flat or not stage.shows("path"):
        return
    top = stage.horizon + 0.06
    joint = stage.local(mix(stone, stage.time.near, 0.62))
    for i in range(11):
        f = (i + 0.6) / 11
        y = (top + (1 - top) * f**1.8) * stage.height
        wide = stage.unit * (0.012 + 0.125 * ((y / stage.height - top) / (1 - top)) ** 1.35)
        thick = 0.0012 * stage.unit * (0.5 + 2.4 * f)
        rng = stage.chance(("slab", i))
        center = stage.width * 0.5
        row: list[Points] = [stroke([(center - wide, y), (center + wide, y + uniform(rng, -1, 1) * thick)], thick)]
        for line in row:
            if stage.clear_at(center - 1e6, y):
                paint_patch(stage, line, joint, None, 0.5)


def _paint_vines(stage: Stage) -> None:
    """Leaves hanging into the picture from above, at the side away from the light."""
    if not stage.shows("trees"):
        return
    rng = stage.chance("vines")
    clumps = []
    for _ in range(9):
        x = uniform(rng, 0.0, 0.30)
        drop = uniform(rng, 0.06, 0.22) * (1 - x / 0.36) * stage.rise
        column = (x if stage.side > 0 else 1 - x) * stage.width
        clumps += [
            (column + uniform(rng, -0.008, 0.008) * stage.unit, drop * k / 6, (0.022 - 0.0022 * k) * stage.unit)
            for k in range(7)
        ]
    paint_crowns(
        stage,
        rng,
        np.array(clumps),
        mix(leaf_green(stage), stage.time.near, 0.35),
        0.0,
        1.0,
        leaf=0.0075,
        dabs_per_clump=16,
        hang=0.6,
        solid=0.0,
    )


def paint_graveyard(stage: Stage) -> None:
    """Graves on a hill, crooked trees, an iron fence, a chapel against the moon."""
    stage.set_sun(0.5 + 0.15, 0.44)
    paint_sky(stage, max(stage.time.cloudiness, 0.45) if stage.time.cloudiness < 0.9 else None)
    paint_ranges(stage, 2, high=0.7, snow=0.0)
    paint_birds(stage, count=8)
    pale = mix(stage.time.haze, "#9fd0c0", 0.22)
    paint_mist(stage, "far", stage.horizon - 0.02, 0.07, 0.55, pale)
    green = mix(meadow_green(stage), "#4a5a50", 0.45)
    line = ridge_line(stage, stage.chance("yard hill"), stage.horizon + 0.02, 0.010, 2, 0.4, ridged=False)
    x = (np.arange(stage.width) / stage.width - (0.5 - stage.side * 0.16)) * stage.width / stage.unit
    line = line - np.exp(-((x / 0.20) ** 2)) * 0.055 * stage.unit
    _paint_chapel(stage, 0.5 - stage.side * 0.16, float(line.min()) + 0.012 * stage.unit)
    paint_hills(stage, "yard", line, green, 0.28, 0.32, bottom=stage.horizon + 0.2)
    _paint_graves(stage, 0)
    paint_ground(
        stage,
        "yard",
        stage.horizon + 0.10,
        green,
        path=mix("#7d786c", stage.time.near, 0.2),
        path_to=0.5 - stage.side * 0.16,
        tufts=420,
    )
    _paint_graves(stage, 1)
    paint_mist(stage, "ground", stage.horizon + 0.14, 0.05, 0.45, pale)
    _paint_graves(stage, 2)
    _paint_fence(stage)
    _paint_dead_trees(stage)
    paint_mist(stage, "near", 0.90, 0.06, 0.26, pale)
    paint_rays(stage, 0.25)
    paint_blades(stage, "front", mix(green, stage.time.near, 0.40), count=380, length=0.075, frame=1.1)
    paint_motes(stage, "wisps", "#8affd8", count=26, top=0.5)


def _paint_graves(stage: Stage, row: int) -> None:
    if not stage.shows("buildings"):
        return
    count, below, size, haze = ((9, 0.075, 0.045, 0.28), (8, 0.145, 0.080, 0.12), (5, 0.255, 0.145, 0.02))[row]
    count = max(3, round(count * stage.ratio**0.6))
    for i in range(count):
        rng = stage.chance(("grave", row, i))
        x = (i + uniform(rng, 0.2, 0.8)) / count
        y = stage.horizon + below + uniform(rng, -0.012, 0.02)
        if not stage.clear_at(x * stage.width, y * stage.height) or (row == 2 and abs(x - 0.5) < 0.20):
            continue
        figure = Figure()
        draw_gravestone(figure, rng, mix("#8d8f9a", "#6a7a68", uniform(rng, 0.0, 0.45)))
        place_figure(
            stage, figure, Spot(x, y, size * uniform(rng, 0.8, 1.2) * stage.rise, 0.4 + 0.2 * row, haze), tint=0.62
        )


def _paint_chapel(stage: Stage, x: float, foot: float) -> None:
    """A chapel's silhouette with a pointed tower and one lit window."""
    if not stage.shows("buildings"):
        return
    u, px = 0.10 * stage.rise, x * stage.width
    dark = stage.local(mix("#3c3f55", stage.time.near, 0.25), 0.20)
    light = stage.local(mix("#5a5f78", stage.time.sun, 0.15), 0.20)
    side = stage.side
    tower_x = px - side * 0.55 * u
    shapes = (
        (
            polygon(
                (px - 0.6 * u, foot + u * 0.3),
                (px - 0.6 * u, foot - 0.75 * u),
                (px + 0.85 * u, foot - 0.75 * u),
                (px + 0.85 * u, foot + u * 0.3),
            ),
            dark,
        ),
        (
            polygon(
                (px - 0.7 * u, foot - 0.70 * u),
                (px - 0.3 * u, foot - 1.35 * u),
                (px + 0.65 * u, foot - 1.35 * u),
                (px + 0.98 * u, foot - 0.70 * u),
            ),
            mix(dark, light, 0.55),
        ),
        (
            polygon(
                (tower_x - 0.30 * u, foot + u * 0.3),
                (tower_x - 0.30 * u, foot - 1.75 * u),
                (tower_x + 0.30 * u, foot - 1.75 * u),
                (tower_x + 0.30 * u, foot + u * 0.3),
            ),
            dark,
        ),
        (
            polygon(
                (tower_x + side * 0.12 * u, foot + u * 0.3),
                (tower_x + side * 0.12 * u, foot - 1.75 * u),
                (tower_x + side * 0.30 * u, foot - 1.75 * u),
                (tower_x + side * 0.30 * u, foot + u * 0.3),
            ),
            light,
        ),
        (
            polygon(
                (tower_x - 0.38 * u, foot - 1.72 * u), (tower_x, foot - 3.0 * u), (tower_x + 0.38 * u, foot - 1.72 * u)
            ),
            mix(dark, light, 0.30),
        ),
        (stroke([(tower_x, foot - 2.95 * u), (tower_x, foot - 3.35 * u)], 0.035 * u), dark),
        (stroke([(tower_x - 0.09 * u, foot - 3.22 * u), (tower_x + 0.09 * u, foot - 3.22 * u)], 0.035 * u), dark),
    )
    for outline, color in shapes:
        paint_patch(stage, outline, color, 0.28)
    for wx, wy in (
        (tower_x - side * 0.06 * u, foot - 1.30 * u),
        (px + 0.25 * u, foot - 0.38 * u),
        (px + 0.6 * u, foot - 0.38 * u),
    ):
        w = 0.075 * u
        paint_patch(
            stage,
            polygon((wx - w, wy + 2 * w), (wx - w, wy - w), (wx, wy - 2.2 * w), (wx + w, wy - w), (wx + w, wy + 2 * w)),
            "#ffcf70",
            0.28,
        )
        paint_glow(stage, wx, wy, 0.016, "#ff9a40", 0.6)


def _paint_fence(stage: Stage) -> None:
    """Iron railings from both sides, open in the middle."""
    if not stage.shows("buildings"):
        return
    foot = (stage.horizon + 0.215) * stage.height
    tall, step = 0.085 * stage.rise, 0.021 * stage.unit
    iron = stage.local(mix("#2a2c38", stage.time.near, 0.35))
    w = 0.0016 * stage.unit
    gap = 0.17 * stage.width
    count = int((stage.width / 2 - gap) / step) + 1
    for side in (-1, 1):
        start = stage.width / 2 + side * gap
        end = stage.width / 2 + side * (gap + count * step)
        for rail in (0.22, 0.80):
            y = foot - tall * rail
            paint_patch(stage, polygon((start, y - w), (end, y - w), (end, y + w), (start, y + w)), iron, 0.75)
        for k in range(count + 1):
            x = start + side * k * step
            high = tall * (1.35 if k == 0 else 1.0)
            thick = w * (2.6 if k == 0 else 1.0)
            paint_patch(
                stage,
                polygon(
                    (x - thick, foot),
                    (x - thick, foot - high),
                    (x, foot - high - 5 * w),
                    (x + thick, foot - high),
                    (x + thick, foot),
                ),
                iron,
                0.75,
            )


def _paint_dead_trees(stage: Stage) -> None:
    if not stage.shows("trees"):
        return
    bark = mix("#3a3438", stage.time.near, 0.40)
    for i, (inset, below, tall) in enumerate(((0.10, 0.30, 0.80), (0.86, 0.20, 0.46), (0.24, 0.13, 0.30))):
        x = inset if stage.side > 0 else 1 - inset
        rng = stage.chance(("crooked", i))
        foot = (x * stage.width, (stage.horizon + below) * stage.height)
        outlines = [outline * tall * stage.rise + foot for outline in bare_outlines(rng, 5)]
        paint_trunk(stage, rng, outlines, bark, 0.14 if i == 2 else 0.0, 0.9)


RUINS = (
    SceneKind(
        "ruins",
        (
            "ruins",
            "temple",
            "ancient ruins",
            "ancient temple",
            "lost temple",
            "overgrown ruins",
            "columns",
            "shrine",
            "courtyard",
            "ancient city",
        ),
        paint_ruins,
        times=("dawn", "day", "sunset", "autumn", "night"),
        horizon=0.56,
    ),
    SceneKind(
        "graveyard",
        ("graveyard", "cemetery", "graves", "tombstones", "haunted", "halloween", "churchyard", "spooky"),
        paint_graveyard,
        times=("night", "dusk", "storm"),
        horizon=0.58,
    ),
)
