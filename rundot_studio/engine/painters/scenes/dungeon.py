"""A dungeon corridor: dressed stone, ribs, torches, and a cold light where it leads."""

import numpy as np

from rundot_studio.engine.painters.color import F, hex_color, ramp
from rundot_studio.engine.painters.noise import blur, smoothstep, wide_blur

from .light import paint_glow, paint_mist
from .painting import SceneKind
from .rooms import Lamp, Room, arch_rib, cast_room, expose, lay_blocks, light_room, paint_torch
from .sheets import sheet_noise
from .stage import Stage, shade

_STONE = "#7d8294"
_RIBS = (6.6, 4.6, 2.9, 1.55)
_TORCHES = (1.95, 3.6, 5.5)
_FOG = "#12142a"


def paint_dungeon(stage: Stage) -> None:
    """Warm pools of torchlight along cold walls; the far arch is the focus."""
    room = cast_room(stage, 0.74, 9.0)
    rng = stage.chance("stones")
    level = room.floor | room.ceiling
    blocks = lay_blocks(stage, room, rng, np.where(level, F(0.50), F(0.46)), np.where(level, F(0.44), F(0.22)))
    tone = blocks.tone + np.where(room.floor, F(0.44), F(0.50))
    damp = sheet_noise(rng, stage.height, stage.width, 1.4 * stage.unit, 2.6, 3)
    tone -= smoothstep(0.2, 1.6, damp) * F(0.10)
    planes = shade(ramp(_STONE), tone)
    moss = smoothstep(0.6, 1.8, damp) * room.wall * np.clip(room.y / F(room.half_height), 0, 1)
    for k, value in enumerate(hex_color("#4c6a48")):
        planes[k] += (value * F(0.8) - planes[k]) * moss * F(0.55)
    cold = Lamp(0.0, 0.0, room.length - 0.8, "#5cc4ff", 1.6)
    lamps = [cold]
    if stage.shows("torches"):
        lamps += [Lamp(s * 0.82, -0.24, z, "#ffa04c", 0.34) for z in _TORCHES for s in (-1, 1)]
    light = light_room(room, np.array([0.17, 0.18, 0.30], F), lamps)
    _wet_floor(room, planes, light, damp)
    expose(stage, planes, light, room, _FOG, 0.10)
    _paint_far_arch(stage, room)
    for z in _RIBS:
        _paint_rib(stage, room, z)
        for torch in _TORCHES:
            if torch < z and all(not torch < other < z for other in _RIBS):
                _paint_pair(stage, room, torch)
    paint_mist(stage, "floor", 0.78, 0.10, 0.16, hex_color("#5a6a90"))


def _wet_floor(room: Room, planes: np.ndarray, light: np.ndarray, damp: np.ndarray) -> None:
    """Puddles take up the light along the middle."""
    wet = room.floor * smoothstep(-0.3, 0.9, damp) * np.exp(-((room.x / F(0.42)) ** 2))
    planes *= 1 - F(0.35) * wet
    light += wet * F(0.25) * np.exp(-np.abs(room.x) * 3) * np.array([0.35, 0.62, 0.9], F)[:, None, None]


def _paint_far_arch(stage: Stage, room: Room) -> None:
    h = room.half_height
    z = room.length
    shape = room.outline(
        [
            (-0.46, h, z),
            (-0.46, -0.10, z),
            (-0.36, -0.36, z),
            (0, -0.54, z),
            (0.36, -0.36, z),
            (0.46, -0.10, z),
            (0.46, h, z),
        ]
    )
    mask = blur(stage.polygons([shape]), 0.0012 * stage.unit)
    x, y = room.project(0, 0.05, z)
    d = stage.distance(x, y)
    table = stage.gradient("#1c5f8c", "#dffaff")
    stage.lay(shade(table, np.exp(-d * F(22)) * F(1.1)), mask, near=0.05)
    paint_glow(stage, x, y, 0.13, "#58c0ff", 0.60)


def _paint_rib(stage: Stage, room: Room, z: float) -> None:
    """Pillars and arch at a distance: lit by the nearest torches, fogged, with a shadow beside them."""
    thick = 0.17
    mask = stage.polygons(arch_rib(room, z, thick))
    shift = max(1, round(0.05 / z * room.focal_px))
    shadow = wide_blur(np.roll(mask, shift // 2, 0), shift * 0.9)
    stage.darken(1 - F(0.40) * np.clip(shadow - mask, 0, 1))
    rng = stage.chance(("rib", z))
    cells = 1.5 * room.focal_px / z
    grain = sheet_noise(rng, stage.height, stage.width, cells, 1.8, 4)
    world_y = (stage.y - F(room.center_y)) / F(room.focal_px / z)
    world_x = np.abs((stage.x - F(room.center_x)) / F(room.focal_px / z))
    inner = smoothstep(0.0, thick, np.clip(world_x - F(1 - thick), 0, None))
    joint = np.abs(np.mod(world_y / F(0.30) + F(0.3), 1) - F(0.5)) * 2
    tone = F(0.46) + grain * F(0.07) - F(0.20) * smoothstep(0.90, 0.97, joint) - F(0.22) * inner
    warm = 0.0
    if stage.shows("torches"):
        warm = sum(0.30 / ((torch - z) ** 2 + 0.35) for torch in _TORCHES)
    fall = np.exp(-((world_y + F(0.3)) ** 2) * F(1.3))
    lit = hex_color("#ffab60")
    cold = hex_color("#6f80b8")
    fog = hex_color(_FOG)
    keep = float(np.exp(-(z - 1) * 0.10))
    planes = shade(ramp(_STONE), tone)
    edge = 1 - inner * F(0.55)
    for k in range(3):
        planes[k] *= F(0.42) * cold[k] + lit[k] * fall * edge * F(warm * 1.1)
        planes[k] = planes[k] * F(keep) + fog[k] * F(1 - keep)
    stage.lay(np.clip(planes, 0, 1), mask, near=min(1.0, 1 / z))


def _paint_pair(stage: Stage, room: Room, z: float) -> None:
    for side in (-1, 1):
        x, y = room.project(side * 0.90, -0.20, z)
        paint_torch(stage, (z, side), x, y, 0.20 / z * room.focal_px, min(1.0, 1 / z))


DUNGEON = SceneKind(
    "dungeon",
    (
        "dungeon",
        "corridor",
        "catacombs",
        "crypt",
        "castle corridor",
        "stone hallway",
        "prison",
        "sewer",
        "labyrinth",
        "maze",
        "cellar",
        "dungeon corridor",
    ),
    paint_dungeon,
    times=("night",),
    horizon=0.48,
    subject_height=0.46,
    subject_baseline=0.94,
)
