"""A cave of crystals: dark walls frame a lit chamber, stalactites, a pool, glowing clusters."""

import math

import cv2
import numpy as np

from rundot_studio.engine.painters.color import Color, F, from_lch, hex_color, lch, mix
from rundot_studio.engine.painters.noise import uniform
from rundot_studio.engine.painters.shapes import Points, polygon, spline

from .light import paint_glow, paint_mist, paint_motes, paint_shafts
from .painting import SceneKind
from .rooms import paint_patch
from .sheets import sheet_noise
from .stage import Stage, shade
from .water import paint_water

_LAYERS = 4


def paint_cave(stage: Stage) -> None:
    """Walls in four depths, each nearer one darker; the light comes from the crystals and from a shaft above."""
    glow = _glow_color(stage)
    second = from_lch(0.68, 0.17, (lch(glow)[2] + 70) % 360)
    _backdrop(stage, glow)
    paint_shafts(
        stage,
        "opening",
        mix(glow, "#ffffff", 0.55),
        count=3,
        lean=0.12,
        amount=0.55,
        width=0.10,
        spread=0.22,
        bottom=0.80,
    )
    _far_clusters(stage, glow, second)
    for i in range(_LAYERS):
        _walls(stage, i, glow)
        if i == 1 and stage.shows("water"):
            paint_water(
                stage, "pool", 0.70, mix(glow, "#04101c", 0.72), ripple=0.6, clear=0.86, glitter=0.5, near_from=0.4
            )
        if i < 3:
            paint_mist(stage, i, 0.66 + 0.05 * i, 0.10, 0.22, mix(glow, "#1a2440", 0.5))
        if i >= 1:
            _clusters(stage, i, glow, second)
    paint_motes(stage, "spores", mix(glow, "#ffffff", 0.3), count=70, top=0.15)


def _glow_color(stage: Stage) -> Color:
    hues = {"sunset": 48.0, "toxic": 140.0, "alien": 330.0, "dusk": 320.0, "autumn": 70.0}
    hue = hues.get(stage.time.name, (205.0, 290.0, 175.0, 255.0)[int(stage.chance("crystal hue").integers(4))])
    return from_lch(0.76, 0.15, hue)


def _backdrop(stage: Stage, glow: Color) -> None:
    table = stage.gradient(mix(glow, "#060812", 0.90), mix(glow, "#dff4ff", 0.25))
    d = stage.distance(stage.width * 0.5, stage.height * 0.44)
    rough = sheet_noise(
        stage.chance("back wall"), stage.height, stage.width, (0.9 * stage.unit, 1.3 * stage.unit), 2.3, 3
    )
    tone = np.exp(-((d / F(0.36)) ** 2)) * F(0.62) + F(0.10) + rough * F(0.035)
    stage.picture[:] = shade(table, tone)
    stage.depth[:] = 0.05


def _walls(stage: Stage, i: int, glow: Color) -> None:
    """Rock around an opening, with the stalactites and stalagmites that grow from it."""
    f = i / (_LAYERS - 1)
    unit, width, height = stage.unit, stage.width, stage.height
    rng = stage.chance(("rock", i))
    half_x = (0.30 + 0.17 * f) * width * (1.0 if not stage.portrait else 1.05)
    top, floor = (0.16 - 0.10 * f) * height, (0.705 + 0.20 * f) * height
    half_y, middle = (floor - top) / 2, (floor + top) / 2
    bulge = sheet_noise(rng, height, width, 1.6 * unit, 3.5, 4)
    bulge += F(0.22) * sheet_noise(rng, height, width, 1.3 * unit, 2.6, 8)
    across = np.abs(stage.x - F(0.5 * width)) / F(half_x)
    down = np.abs(stage.y - F(middle)) / F(half_y)
    radius = (across**3 + down**3) ** F(1 / 3) + bulge * F(0.062) * (
        1 - F(0.6) * (stage.y > F(middle)) * (across < F(0.7))
    )
    into = (radius - 1) * F(min(half_x, half_y) / unit)
    mask = np.clip(into * F(unit) + F(0.5), 0, 1)
    if i < 3:
        np.maximum(mask, stage.polygons(_spikes(stage, i, half_x, top, floor)), out=mask)
    relief = sheet_noise(rng, height, width, (1.7 * unit, 2.3 * unit), 3.5, 4)
    grain = sheet_noise(rng, height, width, 1.0 * unit, 2.2, 8)
    step = max(1, round(0.016 * unit))
    shift = np.array([[1, 0, -step * stage.side], [0, 1, step]], F)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    beside = cv2.warpAffine(relief, shift, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    cracks = sheet_noise(rng, height, width, (0.9 * unit, 1.3 * unit), 2.6, 4)
    cracked = cv2.warpAffine(cracks, shift, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    edge = np.exp(-np.clip(into, 0, 1) * F(1 / (0.030 + 0.03 * f)))
    tone = (
        F(0.30)
        + (relief - beside) * F(0.30)
        + (cracks - cracked) * F(0.075)
        + grain * F(0.045)
        + edge * F(0.42 - 0.10 * f)
    )
    tone += F(0.16) * np.exp(-(((stage.y - F(floor)) / F(0.10 * height)) ** 2)) * (stage.y > F(middle))
    rock = mix("#4a4a66", glow, 0.18)
    table = stage.gradient(
        mix(rock, "#04050c", 0.62 + 0.30 * f), mix(mix(rock, glow, 0.50), "#04050c", 0.10 + 0.45 * f)
    )
    stage.lay(shade(table, tone), mask, near=0.25 + 0.22 * i)


def _spikes(stage: Stage, i: int, half_x: float, top: float, floor: float) -> list[Points]:
    """Tapering stalactites along the roof, a few stalagmites at the sides of the floor."""
    rng = stage.chance(("spikes", i))
    f = i / (_LAYERS - 1)
    outlines = []
    for k in range(15):
        u = uniform(rng, -0.95, 0.95)
        x = 0.5 * stage.width + u * half_x
        hanging = k < 11
        if not hanging and abs(u) < 0.55:
            continue
        arch = (1 - abs(u) ** 3) ** (1 / 3)
        center, half_y = (floor + top) / 2, (floor - top) / 2
        root = center - half_y * arch if hanging else center + half_y * arch
        sign = 1.0 if hanging else -1.0
        tall = uniform(rng, 0.035, 0.17) * stage.rise * (0.7 + 0.5 * f) * (1.0 if hanging else 0.7)
        wide = tall * uniform(rng, 0.13, 0.22)
        profile = [(-2.2, -0.30), (-1.0, 0.06), (-0.50, 0.42), (-0.20, 0.80), (0.0, 1.0)]
        side = [(x + px * wide, root + sign * py * tall) for px, py in profile]
        other = [(2 * x - px, py) for px, py in side[::-1]]
        outlines.append(np.concatenate([spline(side, False, 5), spline(other, False, 5)]))
    return outlines


def _far_clusters(stage: Stage, glow: Color, second: Color) -> None:
    rng = stage.chance("far crystals")
    for _ in range(5):
        x = uniform(rng, 0.28, 0.72) * stage.width
        _cluster(
            stage,
            rng,
            x,
            uniform(rng, 0.66, 0.70) * stage.height,
            uniform(rng, 0.03, 0.06) * stage.rise,
            glow if rng.random() < 0.7 else second,
            0.15,
            0.45,
        )


def _clusters(stage: Stage, i: int, glow: Color, second: Color) -> None:
    rng = stage.chance(("crystals", i))
    f = i / (_LAYERS - 1)
    for k in range(4):
        side = -1 if (k + i) % 2 else 1
        x = (0.5 + side * uniform(rng, 0.20 + 0.08 * f, 0.42)) * stage.width
        y = (0.735 + 0.215 * f + uniform(rng, -0.015, 0.02)) * stage.height
        size = uniform(rng, 0.055, 0.10) * (0.7 + 0.9 * f) * stage.rise
        _cluster(stage, rng, x, y, size, glow if k % 3 else second, 0.35 + 0.2 * i, 0.0)


def _cluster(
    stage: Stage, rng: np.random.Generator, x: float, y: float, size: float, color: Color, near: float, haze: float
) -> None:
    """Shards fanning from one foot, each with a dark, a middle and a bright facet, in their own glow."""
    paint_glow(stage, x, y - size * 0.4, size / stage.unit * 1.2, color, 0.34)
    count = 7
    fan = sorted(
        ((k - (count - 1) / 2) / count + uniform(rng, -0.08, 0.08) for k in range(count)), key=lambda a: -abs(a)
    )
    deep, bright = mix(color, "#0c1030", 0.55), mix(color, "#ffffff", 0.72)
    for lean in fan:
        tall = size * uniform(rng, 0.65, 1.15) * (1.15 - 1.1 * abs(lean))
        half = size * uniform(rng, 0.085, 0.13)
        angle = lean * 1.9
        ux, uy = math.sin(angle), -math.cos(angle)
        nx, ny = -uy, ux
        fx, fy = x + lean * size * 0.7, y + abs(lean) * size * 0.05
        shoulder, tip = tall * 0.80, tall
        left = [(fx - nx * half, fy - ny * half), (fx - nx * half + ux * shoulder, fy - ny * half + uy * shoulder)]
        middle = [
            (fx + ux * tip, fy + uy * tip),
            (fx + ux * shoulder * 0.92 + nx * half * 0.15, fy + uy * shoulder * 0.92 + ny * half * 0.15),
            (fx + nx * half * 0.15, fy + ny * half * 0.15),
        ]
        right = [(fx + nx * half, fy + ny * half), (fx + nx * half + ux * shoulder, fy + ny * half + uy * shoulder)]
        a, b = (deep, color) if stage.side > 0 else (color, deep)
        paint_patch(stage, polygon(*left, *middle), mix(a, color, 0.25 + haze * 0.5), near)
        paint_patch(stage, polygon(*right, *middle), mix(b, color, 0.25 + haze * 0.5), near)
        paint_patch(stage, polygon(left[1], middle[0], right[1], middle[1]), bright, near, 0.85)
    paint_glow(stage, x, y - size * 0.25, size / stage.unit * 0.5, hex_color(bright), 0.22)


CAVE = SceneKind(
    "cave",
    ("cave", "crystal cave", "cavern", "grotto", "mine", "underground", "crystal cavern", "ice cave", "crystals"),
    paint_cave,
    times=("night", "alien", "sunset", "toxic"),
    horizon=0.66,
    subject_height=0.40,
    subject_baseline=0.93,
)
