"""Desert: mesas in the haze, dunes with sharp crests, cacti, and pyramids where chance has them."""

import math

import cv2
import numpy as np

from rundot_studio.engine.painters.color import F, hex_color, mix
from rundot_studio.engine.painters.noise import uniform
from rundot_studio.engine.painters.shapes import limb, polygon

from .ground import paint_rocks
from .light import paint_mist, paint_rays
from .painting import SceneKind
from .ridges import Line, paint_mountains, ridge_line, smooth_line, terraced
from .sheets import sheet_noise
from .sky import paint_sky
from .stage import Stage, coverage, fill, shade
from .trees import paint_contact, paint_trunk

_DUNES = 6


def paint_desert(stage: Stage) -> None:
    """Dune behind dune toward mesas."""
    paint_sky(stage, min(stage.time.cloudiness, 0.28) if stage.time.cloudiness < 0.9 else None)
    if stage.shows("mountains"):
        for i in range(3):
            base = stage.horizon - 0.055 + 0.035 * i
            line = ridge_line(stage, stage.chance(("mesa", i)), base, 0.034 - 0.006 * i, 2.6 + i, 0.42)
            line = terraced(line, 0.040 * stage.unit, 0.75, 0.003 * stage.unit)
            paint_mountains(
                stage,
                ("mesa", i),
                line,
                "#b0603c",
                0.60 - 0.16 * i,
                0.08 + 0.07 * i,
                bottom=stage.horizon + 0.12,
                relief=0.8,
            )
    paint_mist(stage, "heat", stage.horizon - 0.005, 0.035, 0.55)
    if stage.shows("buildings") and stage.chance("pyramids").random() < 0.45:
        _paint_pyramids(stage)
    for i in range(_DUNES):
        _paint_dune(stage, i)
        if i == 3:
            _paint_cacti(stage, 0.5, 0.10, 2)
    paint_rocks(stage, "sand", "#9a6a4c", count=4, size=0.05, top=0.80)
    _paint_cacti(stage, 1.0, 0.27, 2)
    paint_rays(stage, 0.25)


def _paint_pyramids(stage: Stage) -> None:
    rng = stage.chance("pyramids at")
    foot = (stage.horizon + 0.030) * stage.height
    center = 0.5 - stage.side * uniform(rng, 0.08, 0.22)
    for offset, size, distance in ((0.16, 0.10, 0.46), (-0.15, 0.13, 0.38), (0.0, 0.20, 0.26)):
        x, tall = center * stage.width + offset * stage.unit, size * stage.unit
        ramp = stage.ramp("#d29a5c", distance)
        ridge = x - stage.side * tall * 0.22
        apex, near_corner = (x, foot - tall), (ridge, foot + tall * 0.06)
        for corner, lit in ((x - tall * 0.86, stage.side < 0), (x + tall * 0.86, stage.side > 0)):
            mask = stage.polygons([polygon(apex, near_corner, (corner, foot))])
            stage.lay(ramp[176 if lit else 72], mask, near=0.25)


def _crest(line: Line, stage: Stage) -> np.ndarray:
    slope = np.gradient(line) * stage.side
    return smooth_line(slope, 0.010 * stage.unit).astype(F)


def _paint_dune(stage: Stage, i: int) -> None:
    """A dune: lit on the sun's side of its crest, ripples that grow toward the viewer."""
    f = i / (_DUNES - 1)
    rng = stage.chance(("dune", i))
    line = ridge_line(
        stage, rng, stage.horizon + 0.008 + 0.27 * f**1.35, 0.014 + 0.022 * f, 1.3 + 0.9 * (1 - f), 0.24, ridged=False
    )
    top = max(0, math.floor(float(line.min())) - 2)
    bottom = (
        stage.height
        if i == _DUNES - 1
        else min(stage.height, stage.row(stage.horizon + 0.008 + 0.27 * ((i + 2) / (_DUNES - 1)) ** 1.35 + 0.14))
    )
    depth = (stage.y[top:bottom] - line[None].astype(F)) / F(stage.unit)
    below = np.clip(depth, 0, 1)
    slide = np.clip(stage.x + below * F(0.9 * stage.side * stage.unit), 0, stage.width - 1).astype(np.int32)
    tone = F(0.53) + np.clip(_crest(line, stage)[slide] * F(1.0), -0.26, 0.22) - below * F(0.42)
    tone += F(0.14) * np.exp(-below * F(1 / 0.008))
    if not stage.flat:
        warp = sheet_noise(rng, bottom - top, stage.width, (1.3 * stage.unit, 0.8 * stage.unit), 2.7, 3)
        tone += warp * F(0.030)
        wave = np.sin((depth * F(1.35) + warp * F(0.010)) * F(2 * math.pi / (0.0065 + 0.011 * f)))
        tone += wave * F(0.040 * f) * np.exp(-below * F(1 / 0.22)) * np.clip(warp * F(0.5) + F(0.6), 0, 1)
    else:
        tone = np.where(tone > 0.5, F(0.62), F(0.46))
    sand = mix("#e4ac64", stage.time.near, 0.05 + 0.14 * f)
    planes = shade(stage.ramp(sand, 0.46 * (1 - f) ** 1.2), tone)
    stage.lay(planes, np.clip(depth * F(stage.unit) + F(0.5), 0, 1), top, near=0.28 + 0.72 * f)


def _paint_cacti(stage: Stage, nearness: float, size: float, count: int) -> None:
    if not stage.shows("trees"):
        return
    for i in range(count):
        rng = stage.chance(("cactus", nearness, i))
        side = -stage.side if i == 0 else stage.side
        x = (0.5 + side * uniform(rng, 0.30, 0.46)) * stage.width
        y = (stage.horizon + (0.30 if nearness > 0.9 else 0.13) * uniform(rng, 0.9, 1.1)) * stage.height
        tall = size * uniform(rng, 0.8, 1.1) * stage.unit * (1.0 if i == 0 else 0.65)
        w = tall * 0.065
        parts = [limb((x, y - w), (x, y - tall), w * 1.1, w)]
        for arm in (-1, 1):
            start, reach = uniform(rng, 0.38, 0.58) * tall, uniform(rng, 0.16, 0.22) * tall
            elbow = (x + arm * reach, y - start - w * 0.4)
            parts += [
                limb((x, y - start), elbow, w * 0.7, w * 0.7),
                limb(elbow, (elbow[0], elbow[1] - tall * uniform(rng, 0.18, 0.30)), w * 0.75, w * 0.65),
            ]
        paint_contact(stage, x - stage.side * tall * 0.16, y, tall * 0.24, 0.5, 0.16)
        paint_trunk(stage, rng, parts, "#5d7c4a", 0.05 if nearness > 0.9 else 0.22, 0.5 + 0.4 * nearness)
        _paint_ribs(stage, x, y, tall, w)


def _paint_ribs(stage: Stage, x: float, y: float, tall: float, w: float) -> None:
    left, top = max(0, math.floor(x - w - 2)), max(0, math.floor(y - tall - w))
    right, bottom = min(stage.width, math.ceil(x + w + 2)), min(stage.height, math.ceil(y))
    if right <= left or bottom <= top:
        return
    mask = np.zeros((bottom - top, right - left), np.uint8)
    for k in (-1, 0, 1):
        fill(
            mask,
            polygon((x + k * w * 0.5 - w * 0.06, y), (x + k * w * 0.42, y - tall), (x + k * w * 0.5 + w * 0.06, y)),
            left,
            top,
        )
    mask = cv2.GaussianBlur(mask, (0, 0), max(0.4, w * 0.03))
    stage.lay(hex_color(stage.time.near), coverage(mask) * F(0.45), top, left)


DESERT = SceneKind(
    "desert",
    (
        "desert",
        "dunes",
        "sand dunes",
        "sahara",
        "wasteland",
        "canyon",
        "mesa",
        "savanna",
        "egypt",
        "pyramids",
        "wild west",
    ),
    paint_desert,
    times=("sunset", "day", "dawn", "night"),
    horizon=0.56,
)
