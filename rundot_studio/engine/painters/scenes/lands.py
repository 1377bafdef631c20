"""Open country: mountains, meadow, lake, a castle in its landscape, a village."""

import numpy as np

from rundot_studio.engine.painters.color import Color, hex_color, mix
from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.noise import uniform

from .architecture import LAMP, draw_castle, draw_cottage
from .birds import paint_birds
from .foliage import paint_blades, paint_flowers
from .ground import paint_ground, paint_rocks
from .light import paint_mist, paint_rays
from .painting import SceneKind
from .placing import Spot, place_figure
from .ridges import paint_hills, paint_ranges, ridge_line
from .sky import paint_sky
from .stage import Stage
from .trees import paint_tree, paint_tree_line
from .water import paint_water

FLOWERS = ("#ffd84a", "#ff7fa8", "#ffffff", "#b58cff", "#ff9d4a")
_AUTUMN = ("#c8702c", "#d89a34", "#a8482c")


def meadow_green(stage: Stage) -> Color:
    """Grass in this hour: bright by day, cool and deep in the dark, straw in autumn, pale under frost."""
    name = stage.time.name
    if name == "autumn":
        return hex_color("#a39440")
    if name == "winter":
        return hex_color("#c9d6dc")
    if stage.time.dark or name in ("dusk", "storm", "alien"):
        return mix("#4f8048", stage.time.near, 0.22)
    return mix("#64a43e", stage.time.near, 0.06)


def leaf_green(stage: Stage, which: int = 0, *, evergreen: bool = False) -> Color:
    """Leaves in this hour; needles (``evergreen``) do not turn in autumn."""
    if stage.time.name == "autumn":
        return hex_color("#4c6b3c" if evergreen else _AUTUMN[which % 3])
    return mix(meadow_green(stage), ("#2f6a3a", "#3c7c34", "#27584a")[which % 3], 0.62)


def paint_woods(
    stage: Stage,
    *,
    rows: int = 3,
    kind: str = "mixed",
    size: float = 0.045,
    density: float = 1.0,
    top: float = -0.03,
    step: float = 0.036,
) -> None:
    """Wooded hills between the ranges and the foreground, each row nearer, taller and clearer."""
    green = meadow_green(stage)
    for i in range(rows):
        f = i / max(rows - 1, 1)
        base = stage.horizon + top + step * i
        line = ridge_line(stage, stage.chance(("wood", i)), base, 0.014, 2.4, 0.45, ridged=False)
        paint_hills(
            stage,
            ("wood", i),
            line,
            mix(green, stage.time.near, 0.20 * f),
            0.46 - 0.26 * f,
            0.28 + 0.10 * f,
            bottom=base + 0.16,
        )
        paint_tree_line(
            stage,
            i,
            line,
            size * (0.75 + 0.75 * f),
            leaf_green(stage, i, evergreen=kind == "pine"),
            0.52 - 0.36 * f,
            0.30 + 0.10 * f,
            density=density,
            kind=kind,
        )


def paint_framing_trees(stage: Stage, kind: str, count: int = 3, tall: float = 0.34, foot: float = 0.90) -> None:
    """Standing trees at the sides, the nearest largest, on the side away from the light first."""
    for i in range(count):
        rng = stage.chance(("framing", i))
        near = uniform(rng, -0.05, 0.06) + 0.05 * i
        away = -stage.side if i % 2 == 0 else stage.side
        inset = uniform(rng, 0.02, 0.12) if i < 2 else uniform(rng, 0.17, 0.25)
        if stage.portrait:
            inset -= 0.05
        x = inset if away < 0 else 1 - inset
        size = tall * (0.80 + 1.6 * (near + 0.05)) * (stage.rise / stage.unit) * (1.0 if i < 2 else 0.66)
        if stage.portrait:
            size *= 0.72
        baseline = foot + near * 0.6 - (0.0 if i < 2 else 0.07)
        paint_tree(
            stage,
            i,
            x,
            baseline,
            size,
            leaf_green(stage, i, evergreen=kind == "pine"),
            kind=kind,
            distance=0.02 if i < 2 else 0.10,
            near=0.9,
        )


def paint_mountain_land(stage: Stage) -> None:
    """High ranges over wooded foothills and an alpine meadow."""
    paint_sky(stage)
    paint_ranges(stage, 4, high=1.30, snow=0.13)
    paint_mist(stage, "foot", stage.horizon - 0.01, 0.045, 0.50)
    paint_birds(stage)
    paint_woods(stage, kind="pine", size=0.050)
    paint_ground(
        stage, "alp", stage.horizon + 0.10, meadow_green(stage), path="#b9a07c", path_to=0.5 - 0.1 * stage.side
    )
    paint_rocks(stage, "alp", "#85879a", count=6, size=0.06, top=stage.horizon + 0.16)
    paint_framing_trees(stage, "pine")
    paint_rays(stage, 0.22)
    paint_blades(stage, "front", meadow_green(stage), length=0.060)
    if not stage.time.dark:
        paint_flowers(stage, "alp", FLOWERS, top=stage.horizon + 0.18, count=34)


def paint_meadow(stage: Stage) -> None:
    """A wide sunny meadow with flowers, a winding path and a broad tree."""
    paint_sky(stage, stage.time.cloudiness + 0.15)
    paint_ranges(stage, 2, high=0.85, snow=0.06)
    paint_mist(stage, "foot", stage.horizon - 0.02, 0.03, 0.4)
    paint_birds(stage)
    paint_woods(stage, rows=3, kind="mixed", size=0.036, density=0.75, step=0.042)
    paint_ground(
        stage, "meadow", stage.horizon + 0.10, meadow_green(stage), path="#cdae7c", path_to=0.5 + 0.14 * stage.side
    )
    paint_flowers(stage, "far", FLOWERS, top=stage.horizon + 0.14, bottom=0.90, count=150)
    paint_framing_trees(stage, "round", 3, 0.38)
    paint_rays(stage, 0.25)
    paint_blades(stage, "front", meadow_green(stage), count=520, length=0.075)
    paint_flowers(stage, "near", FLOWERS, top=0.90, count=44)


def paint_lake(stage: Stage) -> None:
    """A mountain lake at rest: the range mirrored, dark firs framing it."""
    paint_sky(stage)
    paint_ranges(stage, 4, high=1.25, snow=0.13)
    paint_mist(stage, "foot", stage.horizon, 0.030, 0.55)
    paint_woods(stage, rows=2, kind="pine", size=0.048, step=0.030)
    paint_water(stage, "lake", stage.horizon + 0.055, ripple=0.8)
    paint_mist(stage, "on water", stage.horizon + 0.06, 0.016, 0.40)
    bank = stage.height * 1.03 - np.abs(np.linspace(-1.15, 1.0, stage.width) * -stage.side) ** 2.6 * stage.height * 0.14
    paint_hills(stage, "bank", bank, mix(meadow_green(stage), stage.time.near, 0.45), 0.0, 0.95)
    paint_rocks(stage, "shore", "#767c8c", count=7, top=0.86, bottom=0.99, size=0.06)
    for i, (inset, size) in enumerate(((0.05, 0.62), (0.15, 0.46), (0.24, 0.34))):
        x = inset if stage.side > 0 else 1 - inset
        paint_tree(
            stage,
            ("fir", i),
            x,
            0.985 - 0.02 * i,
            size * stage.rise / stage.unit,
            mix(leaf_green(stage, 2, evergreen=True), stage.time.near, 0.30),
            kind="pine",
            near=0.95,
        )
    paint_tree(
        stage,
        "fir far",
        0.95 if stage.side > 0 else 0.05,
        0.94,
        0.30 * stage.rise / stage.unit,
        leaf_green(stage, 2, evergreen=True),
        kind="pine",
        near=0.92,
    )
    paint_rays(stage, 0.22)
    paint_blades(stage, "reeds", mix(meadow_green(stage), stage.time.near, 0.45), count=300, length=0.085, frame=1.1)


def lamps_lit(stage: Stage) -> bool:
    """Whether windows glow at this hour."""
    return stage.time.dark or stage.time.name in ("dusk", "storm")


def paint_castle_land(stage: Stage) -> None:
    """A castle on its hill over woods and a road that leads to it."""
    paint_sky(stage, stage.time.cloudiness + 0.05)
    paint_ranges(stage, 3, high=1.0, snow=0.10)
    paint_mist(stage, "foot", stage.horizon - 0.02, 0.04, 0.45)
    paint_birds(stage)
    center = 0.5 - stage.side * 0.06
    x = (np.arange(stage.width) / stage.width - center) * stage.width / stage.unit
    hill = (stage.horizon + 0.035) * stage.height - np.exp(-((x / 0.26) ** 2)) * 0.085 * stage.unit
    paint_tree_line(
        stage,
        "behind",
        np.full(stage.width, (stage.horizon - 0.005) * stage.height),
        0.032,
        leaf_green(stage),
        0.55,
        0.2,
    )
    green = meadow_green(stage)
    paint_hills(stage, "castle hill", hill, green, 0.24, 0.30, bottom=stage.horizon + 0.2)
    summit = (float(hill.min()) + 0.036 * stage.unit) / stage.height
    tall = min(0.40 * stage.rise, 0.66 * stage.width)
    if stage.shows("buildings"):
        figure = Figure()
        draw_castle(
            figure,
            stage.chance("castle"),
            stage.palette.stone,
            stage.palette.main,
            stage.palette.accent,
            lit=lamps_lit(stage),
        )
        place_figure(
            stage,
            figure,
            Spot(center, summit, tall, 0.32, 0.14),
            tint=0.55,
            shadow=False,
            lamp=LAMP if lamps_lit(stage) else None,
        )
    skirt = hill + 0.030 * stage.unit + 0.026 * stage.unit * np.exp(-((x / 0.16) ** 2))
    paint_tree_line(stage, "skirt", skirt, 0.040, leaf_green(stage, 1), 0.22, 0.36, density=0.9)
    paint_mist(stage, "skirt", stage.horizon + 0.045, 0.028, 0.42)
    paint_ground(stage, "land", stage.horizon + 0.085, green, path="#cdb184", path_to=center)
    paint_rocks(stage, "land", "#8b8794", count=5, size=0.05, top=stage.horizon + 0.18)
    paint_framing_trees(stage, "round", 3, 0.40)
    paint_rays(stage, 0.25)
    paint_blades(stage, "front", green, length=0.070)
    paint_flowers(stage, "near", FLOWERS, top=0.80, count=50)


def paint_village(stage: Stage) -> None:
    """Cottages along a road among gardens and trees."""
    paint_sky(stage, stage.time.cloudiness + 0.1)
    paint_ranges(stage, 3, high=0.85, snow=0.07)
    paint_mist(stage, "foot", stage.horizon - 0.02, 0.03, 0.4)
    paint_woods(stage, rows=2, kind="mixed", size=0.042, density=0.9, step=0.035)
    green = meadow_green(stage)
    paint_ground(stage, "village", stage.horizon + 0.07, green, path="#cfb184", path_to=0.5)
    roofs = ("#b5483a", "#3f6f9a", "#7a5a9a", "#a8752f", "#4f8a6a")
    rows = (
        (0.085, 0.17, 0.39, 0.11, 0.14),
        (0.10, 0.60, 0.76, 0.12, 0.12),
        (0.15, 0.06, 0.17, 0.20, 0.06),
        (0.175, 0.80, 0.92, 0.22, 0.05),
        (0.27, 0.16, 0.26, 0.31, 0.0),
    )
    for i, (below, left, right, size, haze) in enumerate(rows):
        rng = stage.chance(("cottage", i))
        x = uniform(rng, left, right)
        roof = roofs[(i + int(rng.integers(5))) % 5]
        tall = min(size * stage.rise, 0.40 * stage.width)
        if i in (1, 3):
            paint_tree(
                stage,
                ("garden", i),
                x + 0.09 * (1 if x < 0.5 else -1),
                stage.horizon + below,
                size * 1.25,
                leaf_green(stage, i),
                distance=haze,
                near=0.5 + below,
            )
        if stage.shows("buildings"):
            figure = Figure()
            draw_cottage(figure, rng, "#eadfc6", roof, stage.palette.wood, lit=lamps_lit(stage))
            spot = Spot(x, stage.horizon + below + 0.01, tall, 0.45 + below * 1.3, haze)
            place_figure(stage, figure, spot, tint=0.5, shadow=haze < 0.1, lamp=LAMP if lamps_lit(stage) else None)
    paint_framing_trees(stage, "round", 2, 0.32, 0.94)
    paint_rays(stage, 0.22)
    paint_blades(stage, "front", green, length=0.070)
    paint_flowers(stage, "near", FLOWERS, top=0.78, count=70)


LANDS = (
    SceneKind(
        "mountains",
        ("mountains", "mountain", "mountain range", "peaks", "alps", "highlands", "valley", "cliffs"),
        paint_mountain_land,
    ),
    SceneKind(
        "meadow",
        (
            "meadow",
            "field",
            "fields",
            "grassland",
            "plains",
            "countryside",
            "garden",
            "park",
            "hills",
            "landscape",
            "prairie",
            "farm",
        ),
        paint_meadow,
    ),
    SceneKind(
        "lake",
        ("lake", "pond", "river", "lakeside", "mountain lake", "riverside"),
        paint_lake,
        times=("dawn", "day", "sunset", "night"),
        subject_baseline=0.95,
    ),
    SceneKind(
        "castle",
        (
            "castle landscape",
            "kingdom",
            "castle grounds",
            "fantasy landscape",
            "fairytale landscape",
            "in front of a castle",
            "castle background",
        ),
        paint_castle_land,
    ),
    SceneKind("village", ("village", "town", "hamlet", "cottages", "settlement", "medieval town"), paint_village),
)
"""The scenes of this file, for the registry."""
