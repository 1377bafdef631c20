"""Inside a forest: trunks behind trunks in the mist, a canopy with a gap, a path toward the light."""

import math

import numpy as np

from rundot_studio.engine.painters.color import Color, hex_color, mix
from rundot_studio.engine.painters.noise import uniform
from rundot_studio.engine.painters.shapes import Points, ellipse, polygon, spline, stroke

from .foliage import paint_blades, paint_crowns, paint_flowers
from .ground import GRASS, fog_color, paint_ground, paint_rocks
from .lands import leaf_green, meadow_green
from .light import paint_glow, paint_mist, paint_motes, paint_rays, paint_shafts
from .painting import SceneKind
from .ridges import paint_hills, ridge_line
from .sky import paint_sky
from .stage import Stage, coverage, fill
from .trees import paint_contact, paint_tree_line, paint_trunk

_LAYERS = ((0.62, 17, 0.013, 0.06), (0.40, 12, 0.022, 0.15), (0.18, 8, 0.036, 0.25), (0.02, 4, 0.064, 0.40))
"""Per depth: haze, trunks, half width in units, how far from the middle they keep (fraction of the width)."""


def paint_forest(stage: Stage) -> None:
    """A wood one could walk into: the focus is the bright gap where the path leads."""
    stage.set_sun(0.5 + 0.10, 0.42 if not stage.portrait else 0.36)
    paint_sky(stage, 0.25 if stage.time.cloudiness < 0.9 else None)
    glow = fog_color(stage, 0.45)
    paint_mist(stage, "far light", stage.horizon - 0.14, 0.26, 0.72, glow)
    green = meadow_green(stage)
    for i in range(2):
        line = ridge_line(
            stage, stage.chance(("back", i)), stage.horizon - 0.02 + 0.03 * i, 0.010, 2, 0.4, ridged=False
        )
        paint_hills(stage, ("back", i), line, green, 0.60 - 0.15 * i, 0.2, bottom=stage.horizon + 0.15)
        paint_tree_line(
            stage, ("back", i), line, 0.16 - 0.04 * i, leaf_green(stage, i), 0.74 - 0.12 * i, 0.22, density=1.1
        )
    paint_ground(
        stage,
        "floor",
        stage.horizon + 0.03,
        mix(green, "#5a6a34", 0.25),
        look=GRASS,
        path="#b3966c",
        path_to=0.5 + 0.03 * stage.side,
        near_from=0.3,
    )
    for depth, (haze, count, half, keep) in enumerate(_LAYERS):
        _paint_stand(stage, depth, haze, count, half, keep)
        if depth < 3:
            paint_mist(stage, depth, stage.horizon + 0.03 + 0.035 * depth, 0.085, 0.46 - 0.12 * depth, glow)
        if depth == 1:
            paint_rays(stage, 0.55, spread=0.75, threshold=0.50)
            _paint_beams(stage)
    paint_rocks(stage, "wood", "#71756c", count=5, size=0.055, top=stage.horizon + 0.14)
    _paint_mushrooms(stage)
    paint_blades(stage, "front", mix(green, stage.time.near, 0.30), count=480, length=0.085, frame=1.1)
    if stage.time.dark or stage.time.name in ("dusk", "alien"):
        paint_motes(stage, "fireflies", "#d6ff8a" if stage.time.name != "alien" else "#8affff", count=46, top=0.40)
    else:
        paint_flowers(stage, "wood", ("#ffe27a", "#c9a0ff", "#ffffff"), top=stage.horizon + 0.16, count=34)
        paint_motes(stage, "pollen", "#fff4c0", count=34, top=0.25, bottom=0.85, size=0.0012)


def _paint_beams(stage: Stage) -> None:
    """Shafts through the leaves, from the light's side."""
    amount = 0.34 * stage.time.key * (0.6 if stage.time.dark else 1.0)
    center = 0.5 + 0.10 * stage.side
    paint_shafts(
        stage,
        "beams",
        stage.time.sun,
        count=5,
        lean=0.42,
        amount=amount,
        width=0.050,
        center=center,
        spread=0.7,
        bottom=0.86,
    )


def _trunk_outlines(stage: Stage, depth: int, i: int, x_px: float, foot_px: float, half_px: float) -> list[Points]:
    """A trunk that leaves the picture at the top, with buttressed roots and a few limbs."""
    rng = stage.chance(("trunk", depth, i))
    lean = uniform(rng, -0.06, 0.06) * stage.unit
    top = -0.03 * stage.height
    mid = stage.height * 0.35
    sway = uniform(rng, -0.5, 0.5) * half_px
    left = spline(
        [
            (x_px - half_px * 2.3, foot_px + half_px * 0.25),
            (x_px - half_px * 1.15, foot_px - half_px * 1.5),
            (x_px - half_px * 0.92 + sway, mid),
            (x_px - half_px * 0.70 + lean, top),
        ],
        False,
        6,
    )
    right = spline(
        [
            (x_px + half_px * 0.70 + lean, top),
            (x_px + half_px * 0.92 + sway, mid),
            (x_px + half_px * 1.15, foot_px - half_px * 1.5),
            (x_px + half_px * 2.2, foot_px + half_px * 0.2),
        ],
        False,
        6,
    )
    outlines = [np.concatenate([left, right, [(x_px, foot_px + half_px * 0.4)]])]
    for _ in range(3):
        y = uniform(rng, 0.06, 0.36) * stage.height
        side = 1 if rng.random() < 0.5 else -1
        reach = uniform(rng, 2.5, 6.0) * half_px
        limb = [
            (x_px + lean * 0.4, y),
            (x_px + side * reach * 0.5, y - reach * 0.18),
            (x_px + side * reach, y - reach * 0.55),
        ]
        outlines.append(stroke(spline(limb, False, 5), half_px * 0.7, half_px * 0.12))
    return outlines


def _paint_stand(stage: Stage, depth: int, haze: float, count: int, half: float, keep: float) -> None:
    """One depth of the wood: its trunks, then its part of the canopy."""
    if not stage.shows("trees"):
        return
    rng = stage.chance(("stand", depth))
    count = max(2, round(count * stage.width / stage.unit))
    bark = mix("#5a4638", stage.time.near, 0.20 + 0.08 * depth)
    foot = stage.horizon + 0.045 + (0.035, 0.075, 0.135, 0.30)[depth]
    keep *= 0.62 if stage.portrait else 1.0
    for i in range(count):
        x = (i + uniform(rng, 0.15, 0.85)) / count * 1.12 - 0.06
        width = half * uniform(rng, 0.75, 1.3) * stage.unit
        if abs(x - 0.5) < keep:
            continue
        y = (foot + uniform(rng, -0.015, 0.02)) * stage.height
        paint_contact(stage, x * stage.width, y, width * 2.4, 0.30 * (1 - haze), 0.25)
        paint_trunk(
            stage,
            stage.chance(("bark", depth, i)),
            _trunk_outlines(stage, depth, i, x * stage.width, y, width),
            bark,
            haze,
            0.35 + 0.17 * depth,
        )
    _paint_canopy(stage, depth, haze)


def _paint_canopy(stage: Stage, depth: int, haze: float) -> None:
    """Leaves along the top, arching down at the sides; the nearer the layer, the larger and darker."""
    rng = stage.chance(("canopy", depth))
    gap = uniform(rng, 0.42, 0.58)
    size = 0.026 + 0.007 * depth
    across = stage.width / stage.unit
    count = round((34 + 6 * depth) * across * (0.045 / size))
    chance = rng.random((count, 4))
    u = -0.04 + 1.08 * (np.arange(count) + chance[:, 0]) / count
    u = u[np.argsort(chance[:, 3], kind="stable")]
    arch = 0.085 + 0.040 * (3 - depth) + (0.20 + 0.05 * depth) * np.abs((u - gap) * 2) ** 2.2
    wave = 0.030 * np.sin(u * across * 19 + depth * 2.1) + 0.020 * np.sin(u * across * 43 + depth)
    y = chance[:, 1] ** 0.7 * (arch + wave) * (stage.rise / stage.height)
    order = np.argsort(y, kind="stable")[::-1]
    clumps = np.stack([u * stage.width, y * stage.height, size * stage.unit * (0.75 + 0.6 * chance[:, 2])], 1)[order]
    leaf = mix(leaf_green(stage, depth), stage.time.near, 0.10 + 0.13 * depth)
    paint_crowns(
        stage, rng, clumps, leaf, haze * 0.85, 0.35 + 0.18 * depth, leaf=0.0042 + 0.0018 * depth, dabs_per_clump=22
    )


def _paint_mushrooms(stage: Stage) -> None:
    """Toadstools in groups by the path; after dark they glow."""
    if not stage.shows("mushrooms"):
        return
    glowing = stage.time.dark or stage.time.name in ("dusk", "alien")
    rng = stage.chance("mushrooms")
    for group in range(3):
        side = 1 if group % 2 else -1
        gx = 0.5 + side * uniform(rng, 0.17, 0.36)
        gy = uniform(rng, stage.horizon + 0.19, 0.945)
        for _ in range(3):
            size = uniform(rng, 0.014, 0.034) * (0.5 + gy) * stage.unit
            x = gx * stage.width + uniform(rng, -0.04, 0.04) * stage.unit
            y = gy * stage.height + uniform(rng, -0.008, 0.012) * stage.unit
            cap = hex_color("#5ad8ff" if glowing else "#c63c34")
            _paint_mushroom(stage, x, y, size, cap, glowing)


def _paint_mushroom(stage: Stage, x: float, y: float, size: float, cap: Color, glowing: bool) -> None:
    stem = polygon(
        (x - size * 0.20, y), (x - size * 0.13, y - size * 0.7), (x + size * 0.13, y - size * 0.7), (x + size * 0.20, y)
    )
    dome = np.concatenate(
        [
            ellipse(x, y - size * 0.68, size * 0.62, size * 0.52, 24, 180, 360),
            ellipse(x, y - size * 0.68, size * 0.62, size * 0.14, 12, 0, 180),
        ]
    )
    if glowing:
        paint_glow(stage, x, y - size * 0.7, size / stage.unit * 1.5, cap, 0.55)
    paint_contact(stage, x, y, size * 0.5, 0.5)
    top, left = max(0, math.floor(y - size * 1.4)), max(0, math.floor(x - size))
    bottom, right = min(stage.height, math.ceil(y + 3)), min(stage.width, math.ceil(x + size))
    if bottom <= top or right <= left:
        return
    for outline, color in ((stem, stage.local("#e8dcc6")), (dome, cap if glowing else stage.local(cap))):
        mask = np.zeros((bottom - top, right - left), np.uint8)
        fill(mask, outline, left, top)
        stage.lay(color, coverage(mask), top, left, near=0.9)
    light = ellipse(x + stage.side * size * 0.16, y - size * 0.92, size * 0.34, size * 0.20, 20)
    spots = [
        ellipse(x + dx * size, y - dy * size, size * r, size * r * 0.8, 14)
        for dx, dy, r in ((-0.30, 0.82, 0.09), (0.08, 1.00, 0.11), (0.38, 0.80, 0.08))
    ]
    for outlines, color, amount in (
        ([light], np.clip(cap * 1.25 + 0.12, 0, 1), 0.35),
        (spots, stage.local("#fff4e6"), 0.9),
    ):
        mask = np.zeros((bottom - top, right - left), np.uint8)
        for outline in outlines:
            fill(mask, outline, left, top)
        stage.lay(np.asarray(color, np.float32), coverage(mask) * np.float32(amount), top, left)


FOREST = SceneKind(
    "forest",
    (
        "forest",
        "woods",
        "woodland",
        "enchanted forest",
        "dark forest",
        "magical forest",
        "jungle",
        "grove",
        "glade",
        "clearing",
        "forest path",
        "trees",
    ),
    paint_forest,
    times=("day", "dawn", "night", "autumn", "dusk"),
    horizon=0.60,
    subject_baseline=0.92,
)
