"""Rooms in one-point perspective: every pixel knows its surface, its place in the room and its distance.

World coordinates: x right, y down, z away from the viewer; the room is 2 wide (walls at x = -1 and 1), its floor at
``half_height`` and its ceiling at ``-half_height``, its end wall at ``length``.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from rundot_studio.engine.painters.color import Array, Color, ColorLike, F, hex_color
from rundot_studio.engine.painters.noise import smoothstep
from rundot_studio.engine.painters.shapes import Points, spline

from .light import paint_glow
from .sheets import sheet_at
from .stage import Stage

Where = NDArray[np.bool_]


@dataclass(frozen=True)
class Lamp:
    """A light in the room: where, its colour, its power."""

    x: float
    y: float
    z: float
    color: ColorLike
    power: float


@dataclass(frozen=True)
class Room:
    """The ray-cast room. Fields are (height, width): position, distance, and coordinates on the surface hit."""

    x: Array
    y: Array
    z: Array
    u: Array
    v: Array
    wall: Where
    floor: Where
    ceiling: Where
    end: Where
    focal_px: float
    center_x: float
    center_y: float
    half_height: float
    length: float

    def project(self, x: float, y: float, z: float) -> tuple[float, float]:
        """A place in the room as pixels."""
        return self.center_x + x / z * self.focal_px, self.center_y + y / z * self.focal_px

    def outline(self, points: Sequence[tuple[float, float, float]]) -> Points:
        """Places in the room as a polygon in pixels."""
        return np.array([self.project(*point) for point in points])


def cast_room(stage: Stage, half_height: float, length: float, *, eye: float = 0.48, focal: float = 0.62) -> Room:
    """Meet every pixel's ray with the nearest surface. ``eye`` is the vanishing point's fraction of the height."""
    if stage.portrait:
        half_height *= (stage.height / stage.width) ** 0.55
    focal_px = focal * stage.unit
    center_x, center_y = stage.width / 2, eye * stage.height
    ray_x = (stage.x - F(center_x)) / F(focal_px)
    ray_y = (stage.y - F(center_y)) / F(focal_px)
    to_wall = F(1) / np.maximum(np.abs(ray_x), F(1e-4))
    to_floor = F(half_height) / np.maximum(np.abs(ray_y), F(1e-4))
    z = np.minimum(np.minimum(to_wall, to_floor), F(length))
    end = z >= length - 1e-5
    wall = (to_wall <= to_floor) & ~end
    level = ~wall & ~end
    floor = level & (ray_y > 0)
    x, y = ray_x * z, ray_y * z
    u = np.where(wall, z, x)
    v = np.where(level, z, y)
    return Room(x, y, z, u, v, wall, floor, level & ~floor, end, focal_px, center_x, center_y, half_height, length)


@dataclass(frozen=True)
class Masonry:
    """Blocks on a surface: ``tone`` to be added (0 mean), ``mortar`` 0..1, ``chance`` per block 0..1."""

    tone: Array
    mortar: Array
    chance: Array


def lay_blocks(
    stage: Stage,
    room: Room,
    rng: Generator,
    width: Array | float,
    height: Array | float,
    *,
    joint: float = 0.016,
    rough: float = 0.05,
    stagger: float = 0.5,
) -> Masonry:
    """Rows of blocks of that size (world units) over all surfaces, each with its own tone, lit from above."""
    table = rng.random((64, 64)).astype(F)
    row = np.floor(room.v / height)
    across = room.u / width + F(stagger) * np.mod(row, 2)
    column = np.floor(across)
    chance = table[
        np.mod(row, 64).astype(np.int32), np.mod(column + 17 * room.wall + 31 * (room.x > 0), 64).astype(np.int32)
    ]
    in_u, in_v = (across - column).astype(F), (room.v / height - row).astype(F)
    texels = 1024 * 0.35 / stage.unit
    grain = sheet_at(rng, room.u * F(0.16), room.v * F(0.16), 1.7, 3, texels_per_px=texels * 2)
    edge_u = np.minimum(in_u, 1 - in_u) * width
    edge_v = np.minimum(in_v, 1 - in_v) * height
    edge = np.minimum(edge_u, edge_v) + grain * F(0.22 * joint)
    blur_width = room.z * F(1.4 / room.focal_px) + F(0.012)
    mortar = 1 - smoothstep(joint * 0.4, F(joint) + blur_width, edge.astype(F))
    bevel = np.clip(1 - in_v * F(5), 0, 1) - np.clip(in_v * F(5) - 4, 0, 1)
    fade = np.exp(-room.z * F(0.16))
    tone = (chance - F(0.5)) * F(0.24) + grain * F(rough) + bevel * F(0.10) * fade - mortar * F(0.20)
    return Masonry(tone.astype(F), mortar.astype(F), chance)


def light_room(room: Room, ambient: Color, lamps: Sequence[Lamp], *, soft: float = 0.14) -> Array:
    """Light per pixel, planes (3, h, w): the lamps' inverse squares over the ambient."""
    planes = np.empty((3, *room.z.shape), F)
    for k in range(3):
        planes[k] = ambient[k]
    for lamp in lamps:
        d = room.x - F(lamp.x)
        d *= d
        for field, at in ((room.y, lamp.y), (room.z, lamp.z)):
            offset = field - F(at)
            offset *= offset
            d += offset
        fall = F(lamp.power) / (d + F(soft))
        color = hex_color(lamp.color)
        for k in range(3):
            planes[k] += fall * color[k]
    return planes


def expose(
    stage: Stage, planes: Array, light: Array, room: Room, fog: ColorLike, density: float, gain: float = 1.3
) -> None:
    """Surface colours (3, h, w) times light, film-like, into fog with distance: becomes the picture and its depth."""
    fog_color = hex_color(fog)
    keep = np.exp(-np.clip(room.z - 1, 0, None) * F(density))
    for k in range(3):
        seen = planes[k] * ((1 - np.exp(light[k] * F(-1.15))) * F(1.25 * gain))
        stage.picture[k] = np.clip(seen * keep + fog_color[k] * (1 - keep), 0, 1)
    stage.depth[:] = np.clip(1 / np.maximum(room.z, 1), 0, 1)


def arch_rib(room: Room, z: float, thick: float, spring: float = 0.42) -> list[Points]:
    """A rib across the room at distance ``z``: two pillars and the arch between, as pixel polygons."""
    h, t = room.half_height, thick
    pillars = [room.outline([(s, -h, z), (s * (1 - t), -h, z), (s * (1 - t), h, z), (s, h, z)]) for s in (-1, 1)]
    low, half = -h * spring, 1 - t
    turn = np.linspace(math.pi, 0, 33)
    arch = [(half * math.cos(a), low - (0.975 * h + low) * math.sin(a), z) for a in turn]
    vault = room.outline([*arch, (1, low, z), (1, -h, z), (-1, -h, z), (-1, low, z)])
    return [*pillars, vault]


def flame_shapes(rng: Generator, x: float, y: float, size: float) -> list[tuple[Points, str]]:
    """A flame standing on (x, y), ``size`` pixels tall: outer, middle, core."""
    shapes = []
    for scale, color in ((1.0, "#ff6a1f"), (0.72, "#ffb03a"), (0.42, "#fff2b0")):
        lean = float(rng.uniform(-0.08, 0.08))
        points = [(lean, -1.0), (0.17, -0.52), (0.27, -0.18), (0.15, 0.0), (-0.15, 0.0), (-0.27, -0.18), (-0.14, -0.55)]
        outline = spline(np.array(points) * scale, True, 6) * size + (x, y)
        shapes.append((outline, color))
    return shapes


def paint_torch(stage: Stage, name: object, x: float, y: float, size: float, near: float) -> None:
    """A wall torch whose flame's foot is at (x, y) pixels: bracket, flame, glow."""
    if not stage.shows("torches"):
        return
    rng = stage.chance(("torch", name))
    s = size
    shaft = np.array([(-0.12, -0.05), (0.12, -0.05), (0.06, 0.9), (-0.06, 0.9)]) * s + (x, y)
    cup = np.array([(-0.20, -0.10), (0.20, -0.10), (0.14, 0.14), (-0.14, 0.14)]) * s + (x, y)
    paint_glow(stage, x, y - s * 0.4, 2.6 * s / stage.unit, "#ff8a34", 0.55)
    paint_patch(stage, shaft, "#4a2f20", near)
    paint_patch(stage, cup, "#2c2630", near)
    for outline, color in flame_shapes(rng, x, y, s):
        paint_patch(stage, outline, color, near)
    paint_glow(stage, x, y - s * 0.4, 0.9 * s / stage.unit, "#ffb050", 0.65)


def paint_patch(
    stage: Stage, outline: Points, color: ColorLike | Color, near: float | None = None, alpha: float = 1.0
) -> None:
    """Fill one outline (pixels) with one colour, within its own box."""
    left, top = (max(0, int(v) - 1) for v in outline.min(0))
    right, bottom = (int(v) + 2 for v in outline.max(0))
    right, bottom = min(right, stage.width), min(bottom, stage.height)
    if right <= left or bottom <= top:
        return
    mask = np.zeros((bottom - top, right - left), np.uint8)
    points = np.round((outline - (left, top)) * 16).astype(np.int32)
    cv2.fillPoly(mask, [points], 255, cv2.LINE_AA, 4)
    stage.lay(hex_color(color), mask.astype(F) * F(alpha / 255), top, left, near=near)
