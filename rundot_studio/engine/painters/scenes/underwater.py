"""Under the sea: light from above, rocks in the blue, coral, kelp, fish and bubbles."""

import dataclasses
import math

import numpy as np

from rundot_studio.engine.painters.color import Color, F, hex_color, lookup, mix
from rundot_studio.engine.painters.noise import smoothstep, uniform
from rundot_studio.engine.painters.shapes import Points, ellipse, polygon, spline, stroke

from .ground import SOFT, paint_ground, paint_rocks
from .light import paint_mist, paint_motes, paint_shafts
from .painting import SceneKind
from .ridges import paint_hills, paint_mountains, ridge_line
from .rooms import paint_patch
from .sheets import sheet_at
from .stage import Stage
from .trees import paint_trunk

_CORALS = ("#ff6f7d", "#ff9a4a", "#c86ae0", "#ffd05a", "#ff7fb8", "#6ad0c0")
_DEPTH_TINT = {
    "day": ("#a8f0f4", "#2ba6cc", "#0a4f86", "#062a52"),
    "alien": ("#ffc8f4", "#b058d0", "#4a2090", "#200a4a"),
    "toxic": ("#e4ffb0", "#6ab860", "#1f6a4c", "#0a3028"),
}


def paint_underwater(stage: Stage) -> None:
    """Bright above, deep below: a lit patch of sand between dark reefs is the stage."""
    tints = _DEPTH_TINT.get(stage.time.name, _DEPTH_TINT["day"])
    if stage.time.dark or stage.time.name in ("dusk", "storm"):
        tints = ("#6ac0dc", "#1a6a9c", "#093a6c", "#04183a")
    stage.time = dataclasses.replace(
        stage.time,
        haze=tints[1],
        near=tints[3],
        sun=tints[0],
        ambient=(0.66, 0.90, 1.0),
        key=0.8,
        moon=False,
        sun_size=0.0,
        sky=((0, tints[2]), (1, tints[1])),
    )
    stage.set_sun(0.5 + 0.08, 0.0)
    _paint_water_column(stage, tints)
    reef = mix("#4a6a80", stage.time.near, 0.25)
    for i in range(3):
        line = ridge_line(stage, stage.chance(("reef", i)), stage.horizon + 0.03 * i, 0.050 - 0.008 * i, 3.0 + i, 0.5)
        line = line - np.abs(np.linspace(-1, 1, stage.width)) ** 1.8 * 0.10 * (1 + i) * stage.rise * 0.6
        paint_mountains(
            stage, ("reef", i), line, reef, 0.74 - 0.20 * i, 0.10 + 0.1 * i, bottom=stage.horizon + 0.2, relief=0.6
        )
        _paint_school(stage, i)
    paint_mist(stage, "deep", stage.horizon + 0.06, 0.08, 0.5)
    sand = mix("#cdbf94", stage.time.haze, 0.22)
    paint_ground(stage, "sand", stage.horizon + 0.085, sand, look=SOFT, tufts=0)
    _paint_caustics(stage)
    paint_shafts(stage, "surface", tints[0], count=6, lean=0.22, amount=0.42, width=0.07, spread=0.9, bottom=0.95)
    for row in range(3):
        _paint_garden(stage, row)
    paint_rocks(stage, "reef", "#5c6a78", count=6, size=0.085, top=stage.horizon + 0.16)
    _paint_frame(stage)
    _paint_bubbles(stage)
    paint_motes(stage, "plankton", tints[0], count=50, top=0.1, size=0.0010)


def _paint_water_column(stage: Stage, tints: tuple[str, str, str, str]) -> None:
    table = lookup([(0, tints[0]), (0.16, tints[1]), (0.55, tints[2]), (1, tints[3])], 1024)
    d = stage.distance(stage.sun_x, -0.10 * stage.height)
    position = np.clip((d - F(0.05)) * F(0.80 * stage.unit / stage.rise), 0, 1) * F(1023)
    index = position.astype(np.int32)
    for k in range(3):
        stage.picture[k] = table[index, k]
    rows = stage.row(0.16)
    if rows > 2 and not stage.flat:
        rng = stage.chance("surface")
        up = np.clip(1 - stage.y[:rows] / F(rows), 0, 1)
        scale = np.reciprocal(F(1.12) - up)
        ripple = sheet_at(
            rng, (stage.x / F(stage.unit) - F(0.5)) * scale * F(0.10), scale * F(0.05), 2.0, 6, texels_per_px=0.6
        )
        stage.shine(hex_color("#e8ffff"), smoothstep(0.2, 1.7, ripple) * up * F(0.55))


def _paint_caustics(stage: Stage) -> None:
    """The net of light that waves throw on the sand."""
    if stage.flat or not stage.shows("rays"):
        return
    rng = stage.chance("caustics")
    top = stage.row(stage.horizon + 0.09)
    down = np.linspace(0, 1, stage.height - top, dtype=F)[:, None]
    scale = np.reciprocal(down + F(0.18))
    u = (stage.x - F(stage.width / 2)) / F(stage.unit) * scale * F(0.26)
    v = np.log1p(down * 9) * F(0.26)
    texels = 1024 * 0.4 / stage.unit
    a = sheet_at(rng, u, v, 3.0, 6, texels_per_px=texels)
    b = sheet_at(rng, u * F(1.1), v * F(1.1), 3.0, 6, texels_per_px=texels)
    net = np.exp(-np.abs(a) * F(9)) + np.exp(-np.abs(b) * F(9))
    focus = np.exp(-(((stage.x / F(stage.width) - F(0.5)) / F(0.36)) ** 2))
    stage.shine(hex_color(stage.time.sun), np.clip(net * focus * F(0.26) * smoothstep(0.0, 0.25, down), 0, 0.6), top)


def _fish(x: float, y: float, size: float, facing: int) -> list[Points]:
    body = spline(
        np.array(
            [(1.0, 0.0), (0.45, -0.34), (-0.35, -0.26), (-0.85, -0.04), (-0.85, 0.04), (-0.35, 0.26), (0.45, 0.34)]
        ),
        True,
        5,
    )
    tail = polygon((-0.72, 0.0), (-1.30, -0.36), (-1.14, 0.0), (-1.30, 0.36))
    fin = polygon((0.25, -0.28), (-0.15, -0.52), (-0.35, -0.22))
    return [part * (size * facing, size) + (x, y) for part in (tail, fin, body)]


def _paint_school(stage: Stage, i: int) -> None:
    if not stage.shows("fish"):
        return
    rng = stage.chance(("school", i))
    facing = 1 if rng.random() < 0.5 else -1
    cx, cy = uniform(rng, 0.2, 0.8), uniform(rng, 0.20, 0.50)
    color = mix(stage.time.near, stage.time.haze, 0.62 - 0.18 * i)
    if i == 2:
        color = stage.local(_CORALS[int(rng.integers(len(_CORALS)))], 0.30)
    for _ in range(18 - 5 * i):
        size = (0.006 + 0.0055 * i) * stage.unit * uniform(rng, 0.7, 1.25)
        x = cx * stage.width + uniform(rng, -1, 1) * 0.15 * stage.unit
        y = cy * stage.height + uniform(rng, -1, 1) * 0.055 * stage.unit
        for part in _fish(x, y, size, facing):
            paint_patch(stage, part, color, None)
        if i == 2:
            paint_patch(
                stage,
                ellipse(x + facing * size * 0.55, y - size * 0.06, size * 0.09, size * 0.09, 10),
                stage.time.near,
                None,
            )


def _paint_garden(stage: Stage, row: int) -> None:
    """Coral and kelp: more and larger toward the sides and the viewer."""
    if not stage.shows("grass"):
        return
    below, size, haze = ((0.105, 0.055, 0.40), (0.19, 0.095, 0.16), (0.325, 0.165, 0.0))[row]
    count = max(4, round((11, 9, 6)[row] * stage.ratio**0.6))
    for i in range(count):
        rng = stage.chance(("coral", row, i))
        x = (i + uniform(rng, 0.1, 0.9)) / count
        if abs(x - 0.5) < (0.0, 0.15, 0.27)[row]:
            continue
        foot = (stage.horizon + below + uniform(rng, -0.02, 0.03)) * stage.height
        tall = size * uniform(rng, 0.7, 1.25) * stage.rise
        color = stage.local(_CORALS[int(rng.integers(len(_CORALS)))], haze)
        kind = rng.random()
        if kind < 0.40:
            _branch_coral(stage, rng, x * stage.width, foot, tall, color, haze, row)
        elif kind < 0.62:
            _fan_coral(stage, rng, x * stage.width, foot, tall, color, row)
        else:
            _kelp(stage, rng, x * stage.width, foot, tall * 2.1, haze, row)


def _branch_coral(
    stage: Stage, rng: np.random.Generator, x: float, foot: float, tall: float, color: Color, haze: float, row: int
) -> None:
    parts: list[Points] = []

    def grow(px: float, py: float, angle: float, length: float, width: float, left: int) -> None:
        ex, ey = px + math.cos(angle) * length, py + math.sin(angle) * length
        parts.append(stroke([(px, py), (ex, ey)], width, width * 0.8))
        parts.append(ellipse(ex, ey, width * 0.44, width * 0.44, 12))
        if left:
            for turn in (uniform(rng, -0.75, -0.25), uniform(rng, 0.25, 0.75)):
                grow(ex, ey, angle + turn, length * uniform(rng, 0.66, 0.86), width * 0.78, left - 1)

    for lean in (-0.5, 0.0, 0.5):
        grow(x + lean * tall * 0.15, foot, -math.pi / 2 + lean + uniform(rng, -0.1, 0.1), tall * 0.36, tall * 0.12, 3)
    paint_trunk(stage, rng, parts, mix(color, "#ffffff", 0.08), haze * 0.5, 0.45 + 0.25 * row)


def _fan_coral(
    stage: Stage, rng: np.random.Generator, x: float, foot: float, tall: float, color: Color, row: int
) -> None:
    for k, share in enumerate((1.0, 0.78, 0.55)):
        outline = ellipse(x, foot - tall * 0.42 * share, tall * 0.52 * share, tall * 0.50 * share, 36)
        wobble = 1 + 0.05 * np.sin(np.arange(36) * 2.2 + k)
        outline = (outline - (x, foot)) * wobble[:, None] + (x, foot)
        outline[:, 1] = np.minimum(outline[:, 1], foot)
        paint_patch(
            stage,
            outline,
            mix(color, (stage.time.near, color, "#ffffff")[k], (0.35, 0.0, 0.22)[k]),
            0.45 + 0.25 * row,
            0.95,
        )
    for k in range(9):
        angle = -math.pi * (k + 0.5) / 9
        rib = stroke(
            [(x, foot), (x + math.cos(angle) * tall * 0.45, foot - tall * 0.35 + math.sin(angle) * tall * 0.48)],
            tall * 0.022,
            tall * 0.008,
        )
        paint_patch(stage, rib, mix(color, stage.time.near, 0.45), None, 0.7)


def _kelp(stage: Stage, rng: np.random.Generator, x: float, foot: float, tall: float, haze: float, row: int) -> None:
    green = stage.local(mix("#5a9a4a", stage.time.near, uniform(rng, 0.1, 0.4)), haze)
    for _ in range(3):
        sway, root = uniform(rng, -0.14, 0.14) * tall, x + uniform(rng, -0.10, 0.10) * tall
        high = tall * uniform(rng, 0.6, 1.0)
        t = np.linspace(0, 1, 16)
        px = root + sway * t + np.sin(t * 7 + uniform(rng, 0, 6)) * tall * 0.035 * t
        line = np.stack([px, foot - high * t], 1)
        paint_patch(stage, stroke(line, tall * 0.030, tall * 0.008), green, 0.45 + 0.25 * row)
        paint_patch(
            stage,
            stroke(line + np.array([tall * 0.004 * stage.side, 0.0]), tall * 0.007, tall * 0.002),
            mix(green, stage.time.sun, 0.35),
            None,
            0.8,
        )
        for k in range(3, 15, 2):
            side = 1 if k % 4 == 1 else -1
            leaf = spline(
                np.array(
                    [
                        (px[k], foot - high * t[k]),
                        (px[k] + side * tall * 0.055, foot - high * t[k] - tall * 0.045),
                        (px[k] + side * tall * 0.10, foot - high * t[k] - tall * 0.035),
                        (px[k] + side * tall * 0.05, foot - high * t[k] - tall * 0.005),
                    ]
                ),
                True,
                4,
            )
            paint_patch(stage, leaf, mix(green, stage.time.near, 0.15), None)


def _paint_frame(stage: Stage) -> None:
    """Dark reef walls at both sides in front."""
    x = np.linspace(-1, 1, stage.width)
    rough = ridge_line(stage, stage.chance("frame"), 0.0, 0.022, 7, 0.55)
    line = (1.04 - np.clip(np.abs(x) - 0.50, 0, 1) ** 1.6 * 0.62) * stage.height + rough
    paint_hills(
        stage,
        "frame",
        line,
        mix("#2c4456", stage.time.near, 0.55),
        0.0,
        0.98,
        mottle=0.16,
        foot_mist=0.0,
        lit_edge=0.20,
    )


def _paint_bubbles(stage: Stage) -> None:
    rng = stage.chance("bubbles")
    for _ in range(3):
        x, y = uniform(rng, 0.15, 0.85), uniform(rng, 0.55, 0.85)
        for _ in range(9):
            r = uniform(rng, 0.0018, 0.0075) * stage.unit
            px = (x + uniform(rng, -0.02, 0.02)) * stage.width
            py = (y - uniform(rng, 0.0, 0.42)) * stage.height
            paint_patch(stage, ellipse(px, py, r, r, 20), stage.time.sun, None, 0.22)
            rim = np.concatenate([ellipse(px, py, r, r, 20), ellipse(px, py, r * 0.82, r * 0.82, 20)[::-1]])
            paint_patch(stage, rim, "#f0ffff", None, 0.55)
            paint_patch(stage, ellipse(px - r * 0.35, py - r * 0.35, r * 0.22, r * 0.18, 10), "#ffffff", None, 0.9)


UNDERWATER = SceneKind(
    "underwater",
    ("underwater", "under the sea", "coral reef", "seabed", "ocean floor", "deep sea", "aquarium", "reef"),
    paint_underwater,
    times=("day", "night", "alien"),
    horizon=0.60,
    subject_height=0.42,
    subject_baseline=0.72,
    grounded=False,
)
