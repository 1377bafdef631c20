"""The ground plane in perspective: grass, sand, snow, rock or mud, paths, tufts and stones on it."""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from rundot_studio.engine.painters.color import Array, Color, ColorLike, F, hex_color
from rundot_studio.engine.painters.noise import smoothstep, uniform
from rundot_studio.engine.painters.shapes import blob

from .ridges import Line, ridge_line
from .sheets import sheet_at, sheet_noise
from .stage import Stage, coverage, fill, shade
from .trees import paint_contact


@dataclass(frozen=True)
class GroundLook:
    """How the ground's light varies: fine grain, broad patches, how much darker it gets toward the viewer."""

    grain: float = 0.075
    patches: float = 0.085
    falloff: float = 0.15
    haze: float = 0.62


GRASS = GroundLook()
SOFT = GroundLook(grain=0.028, patches=0.060, falloff=0.10)
ROUGH = GroundLook(grain=0.120, patches=0.100, falloff=0.16)


def paint_ground(
    stage: Stage,
    name: object,
    top: float,
    color: ColorLike,
    *,
    look: GroundLook = GRASS,
    near_from: float = 0.45,
    path: ColorLike | None = None,
    path_to: float = 0.5,
    swell: float = 0.010,
    tufts: int = 320,
) -> Line:
    """Ground from ``top`` (fraction of the height) to the lower edge; answers its upper edge.

    ``path``: a path of that colour winds from the lower edge to ``path_to`` (fraction of the width). ``tufts`` small
    tussocks break the plane, the nearer the larger.
    """
    rng = stage.chance(("ground", name))
    line = ridge_line(stage, rng, top, swell, 1.8, 0.4, ridged=False)
    first = max(0, math.floor(float(line.min())) - 1)
    edge = line[None].astype(F)
    mask = np.clip(stage.y[first:] - edge + F(0.5), 0, 1)
    down: Array = np.clip((stage.y[first:] - edge) / (F(stage.height) - edge), 0, 1)
    tone, grain = _ground_tone(stage, name, down, look)
    planes = shade(stage.ramp(color), tone)
    if path is not None and stage.shows("path"):
        _lay_path(stage, name, planes, down, grain, path, path_to)
    haze = hex_color(stage.time.haze)
    air = F(look.haze) * (1 - down) ** 4 if not stage.flat else F(0.25) * (down < 0.1)
    for k in range(3):
        planes[k] += (haze[k] - planes[k]) * air
    stage.lay(planes, mask, first, near=near_from + (1 - near_from) * down)
    if tufts and not stage.flat and stage.shows("grass"):
        _paint_tufts(stage, name, top, color, tufts)
    return line


def _ground_tone(stage: Stage, name: object, down: Array, look: GroundLook) -> tuple[Array, Array]:
    rng = stage.chance(("ground tone", name))
    if stage.flat:
        tone = np.where(down < 0.33, F(0.58), np.where(down < 0.66, F(0.53), F(0.48)))
        return tone.astype(F), np.zeros_like(down)
    scale = np.reciprocal(down + F(0.14))
    u = (stage.x - F(stage.width / 2)) / F(stage.unit) * scale * F(0.32)
    v = np.log1p(down * 12) * F(0.40)
    texels = 1024 * 0.5 / stage.unit
    grain = sheet_at(rng, u, v, 1.4, 6, texels_per_px=texels)
    patches = sheet_at(rng, u * F(0.55), v * F(0.8), 2.6, 2, texels_per_px=texels)
    pool = np.exp(-(((down - F(0.30)) / F(0.24)) ** 2))
    tone = F(0.50) + grain * (F(look.grain) * (F(0.35) + F(0.65) * np.sqrt(down))) + patches * F(look.patches)
    tone += F(0.10) * pool * (1 - np.abs(stage.x / F(stage.width) - F(0.5)) * F(1.2))
    tone -= F(look.falloff) * down**1.4
    return tone, grain


def _lay_path(
    stage: Stage, name: object, planes: Array, down: Array, grain: Array, color: ColorLike, path_to: float
) -> None:
    rng = stage.chance(("path", name))
    phase = uniform(rng, 0, 6.28)
    sway = stage.unit * 0.14 * np.sin(down * F(3.4) + F(phase)) * (1 - down)
    center = (
        F(stage.width * 0.5)
        + sway
        + F((path_to - 0.5) * stage.width - stage.unit * 0.14 * math.sin(phase)) * (1 - down) ** 1.5
    )
    half = F(stage.unit) * (F(0.010) + F(0.145) * down**1.35)
    stage.keep_clear(stage.height - down.shape[0], center[:, stage.width // 2], half[:, stage.width // 2])
    offset = (stage.x - center) / half
    across = np.abs(offset) + grain * F(0.13)
    cover = (1 - smoothstep(0.90, 1.02, across)) * F(0.96)
    rut = np.exp(-(((np.abs(offset) - F(0.45)) / F(0.16)) ** 2))
    tone = F(0.58) + grain * F(0.10) - F(0.12) * down - F(0.07) * rut - F(0.08) * smoothstep(0.6, 1.0, across)
    dirt = shade(stage.ramp(color), tone if not stage.flat else np.full_like(tone, 0.56))
    dirt -= planes
    dirt *= cover
    planes += dirt


def _paint_tufts(stage: Stage, name: object, top: float, color: ColorLike, count: int) -> None:
    rng = stage.chance(("tufts", name))
    first = max(0, stage.row(top) - 4)
    light, dark = np.zeros((2, stage.height - first, stage.width), np.uint8)
    wide = max(1, round(count * stage.ratio**0.5))
    for u, v, size, lean in sorted(rng.random((wide, 4)).tolist(), key=lambda row: row[1]):
        y = stage.height * (top + (1 - top) * (0.04 + 0.96 * v**1.5))
        tall = stage.unit * (0.004 + 0.022 * v**1.5) * (0.6 + 0.8 * size)
        x = u * stage.width
        if not stage.clear_at(x, y):
            continue
        for k in range(4):
            bend = (k - 1.5) * 0.35 * tall + (lean - 0.5) * 0.5 * tall
            foot = x + (k - 1.5) * tall * 0.18
            blade = np.array(
                [(foot - tall * 0.07, y), (foot + bend, y - tall * (1 - 0.12 * abs(k - 1.5))), (foot + tall * 0.07, y)]
            )
            fill(light if k * stage.side > 1.5 * stage.side else dark, blade, 0, first)
    table = stage.ramp(color)
    near = np.clip((stage.y[first:] / F(stage.height) - F(top)) / F(1 - top), 0, 1)
    fade = F(0.45) + F(0.45) * np.sqrt(near)
    stage.lay(table[84], coverage(dark) * fade, first)
    stage.lay(table[158], coverage(light) * fade, first)


def paint_rocks(
    stage: Stage,
    name: object,
    color: ColorLike,
    *,
    count: int = 5,
    top: float = 0.78,
    bottom: float = 0.97,
    size: float = 0.05,
    sides_only: bool = True,
    snow: bool = False,
) -> None:
    """Boulders on the ground, larger toward the viewer: a lit top facet, a dark flank, a contact shadow."""
    if not stage.shows("rocks"):
        return
    rng = stage.chance(("rocks", name))
    for u, v, scale, shape in sorted(rng.random((count, 4)).tolist(), key=lambda row: row[1]):
        x = (u * 0.34 if u < 0.5 else 1 - (1 - u) * 0.68) if sides_only else u
        if sides_only:
            x = u * 0.5 if u < 0.5 else 0.75 + (u - 0.5) * 0.5
        y = (top + (bottom - top) * v) * stage.height
        radius = size * (0.35 + 0.65 * v) * (0.5 + 0.9 * scale) * stage.unit
        paint_rock(stage, (name, round(shape, 6)), x * stage.width, y, radius, color, snow=snow)


def paint_rock(
    stage: Stage, name: object, x: float, y: float, radius: float, color: ColorLike, *, snow: bool = False
) -> None:
    """One boulder standing on (x, y), pixels."""
    rng = stage.chance(("rock", name))
    paint_contact(stage, x - stage.side * radius * 0.3, y, radius * 1.25, 0.55)
    body = blob(rng, x, y - radius * 0.48, radius, 0.22, 8, radius * 0.66)
    body[:, 1] = np.minimum(body[:, 1], y + radius * 0.04)
    top_face = (body - (x, y - radius * 0.48)) * (0.74, 0.52) + (x + stage.side * radius * 0.14, y - radius * 0.72)
    first, left = max(0, math.floor(body[:, 1].min()) - 1), max(0, math.floor(body[:, 0].min()) - 1)
    last = min(stage.height, math.ceil(body[:, 1].max()) + 2)
    right = min(stage.width, math.ceil(body[:, 0].max()) + 2)
    if last <= first or right <= left:
        return
    mask, lit = np.zeros((2, last - first, right - left), np.uint8)
    fill(mask, body, left, first)
    fill(lit, top_face, left, first)
    grain = sheet_noise(rng, mask.shape[0], mask.shape[1], 0.30 * stage.unit, 1.8, 5)
    gradient = (stage.x[:, left:right] - F(x)) / F(radius) * F(0.10 * stage.side)
    soft = cv2.GaussianBlur(coverage(lit), (0, 0), max(0.6, radius * 0.06))
    tone = F(0.30) + F(0.30) * soft + gradient + grain * F(0.0 if stage.flat else 0.06)
    planes = shade(stage.ramp(color), tone)
    if snow:
        planes += (stage.local("#f2f6ff")[:, None, None] - planes) * smoothstep(0.35, 0.65, soft + grain * F(0.12))
    stage.lay(planes, coverage(mask), first, left, near=min(1.0, y / stage.height))


def fog_color(stage: Stage, light: float = 0.0) -> Color:
    """The haze, with so much of the sun in it."""
    return np.clip(hex_color(stage.time.haze) * F(1 - light) + hex_color(stage.time.sun) * F(light), 0, 1)
