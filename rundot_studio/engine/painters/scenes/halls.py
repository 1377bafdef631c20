"""Great rooms: a throne room, a library, the inside of a starship."""

import numpy as np

from rundot_studio.engine.painters.color import Array, ColorLike, F, hex_color, lookup, mix, ramp
from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.noise import smoothstep, wide_blur
from rundot_studio.engine.painters.shapes import Points, ellipse, rounded_rect

from .light import paint_glow, paint_motes, paint_shafts
from .painting import SceneKind
from .placing import Spot, place_figure
from .rooms import Lamp, Room, arch_rib, cast_room, expose, lay_blocks, light_room, paint_patch, paint_torch
from .sheets import sheet_noise
from .stage import Stage, shade

_WINDOW_LIGHT = {"night": "#8fb4ff", "dusk": "#e8a0c8", "sunset": "#ffb070", "dawn": "#ffd0b0"}


def _window_light(stage: Stage) -> str:
    return _WINDOW_LIGHT.get(stage.time.name, "#ffeec4")


def paint_pillars(
    stage: Stage, room: Room, z: float, stone: ColorLike, light: Array, *, thick: float = 0.16, spring: float = 0.36
) -> None:
    """A rib across the hall: pillars with base and capital and the arch they carry, round toward the middle."""
    mask = stage.polygons(arch_rib(room, z, thick, spring))
    x = np.abs((stage.x - F(room.center_x)) / F(room.focal_px / z))
    y = (stage.y - F(room.center_y)) / F(room.focal_px / z)
    across = np.clip((x - F(1 - thick)) / F(thick), 0, 1)
    flute = np.sin(across * F(22)) * F(0.05) * (y > -spring * room.half_height)
    h = F(room.half_height)
    bands = np.exp(-(((y - h * F(0.86)) / F(0.025)) ** 2)) + np.exp(-(((y + h * F(spring)) / F(0.022)) ** 2))
    grain = sheet_noise(stage.chance(("pillar", z)), stage.height, stage.width, 1.5 * room.focal_px / z, 1.8, 4)
    tone = (
        F(0.62) - F(0.30) * across + flute + grain * F(0.035) + bands * F(0.12) - F(0.12) * smoothstep(0.4, 1.0, y / h)
    )
    planes = shade(ramp(stone), tone)
    keep = F(0.94 ** (z - 1))
    for k in range(3):
        planes[k] *= light[k] * keep
    shift = max(1, round(0.05 / z * room.focal_px))
    stage.darken(1 - F(0.32) * np.clip(wide_blur(np.roll(mask, shift // 2, 0), shift * 1.0) - mask, 0, 1))
    stage.lay(np.clip(planes, 0, 1), mask, near=min(1.0, 1 / z))


def paint_throne_room(stage: Stage) -> None:
    """A hall of pillars, a red carpet, a throne under a tall window."""
    room = cast_room(stage, 0.86, 4.9, eye=0.50)
    rng = stage.chance("hall")
    tiles = lay_blocks(
        stage,
        room,
        rng,
        np.where(room.floor, F(0.4), F(0.62)),
        np.where(room.floor, F(0.4), F(0.34)),
        joint=0.010,
        rough=0.03,
        stagger=0.0,
    )
    stone = stage.palette.stone
    planes = shade(ramp(mix(stone, "#8a7f92", 0.4)), tiles.tone * F(0.7) + F(0.52))
    checker = np.mod(np.floor(room.u / F(0.4)) + np.floor(room.v / F(0.4)), 2) * room.floor
    for k, value in enumerate(hex_color("#3d3550")):
        planes[k] += (value * F(1.1) - planes[k]) * checker * F(0.75)
    _carpet(stage, room, planes)
    sun = _window_light(stage)
    lamps = [Lamp(0, -0.5, 4.2, sun, 1.5), Lamp(stage.side * 0.9, -0.9, 3.0, sun, 0.5)]
    if stage.shows("torches"):
        lamps += [Lamp(s * 0.80, -0.10, z, "#ffb060", 0.17) for z in (1.62, 2.6, 3.6) for s in (-1, 1)]
    light = light_room(room, np.array([0.10, 0.09, 0.17], F), lamps)
    expose(stage, planes, light, room, "#2a2038", 0.05)
    _stained_window(stage, room, sun)
    _throne(stage, room)
    pillar_light = hex_color(mix("#b9a8b8", sun, 0.35))
    for z in (4.3, 3.1, 2.25, 1.55):
        paint_pillars(stage, room, z, mix(stone, "#d8b078", 0.45), pillar_light * F(0.74 + 0.07 * z))
        _banner(stage, room, z * 0.93)
        for side in (-1, 1):
            if z < 5:
                x, y = room.project(side * 0.86, -0.02, z)
                paint_torch(stage, (z, side), x, y, 0.16 / z * room.focal_px, min(1.0, 1 / z))
    paint_shafts(
        stage,
        "windows",
        sun,
        count=4,
        lean=0.30,
        amount=0.26,
        width=0.07,
        center=0.5 + 0.14 * stage.side,
        spread=0.6,
        bottom=0.92,
    )
    paint_motes(stage, "dust", "#fff0c8", count=40, top=0.2, bottom=0.8, size=0.0011)


def _carpet(stage: Stage, room: Room, planes: Array) -> None:
    color = hex_color(stage.palette.accent)
    across = np.abs(room.x)
    carpet = room.floor * (1 - smoothstep(0.285, 0.295, across))
    trim = room.floor * np.exp(-(((across - F(0.25)) / F(0.016)) ** 2))
    weave = sheet_noise(stage.chance("carpet"), stage.height, stage.width, 0.35 * stage.unit, 1.4, 8) * F(0.03)
    for k in range(3):
        planes[k] += (color[k] * (F(0.78) + weave) - planes[k]) * carpet
        planes[k] += (hex_color("#e8b84a")[k] - planes[k]) * trim * F(0.9)


def _stained_window(stage: Stage, room: Room, sun: str) -> None:
    """A tall window of coloured panes in the end wall, the brightest place of the picture."""
    h, z = room.half_height, room.length
    w, top, foot = 0.44, -h * 0.86, h * 0.20
    shape = room.outline(
        [
            (-w, foot, z),
            (-w, top * 0.62, z),
            (-w * 0.72, top * 0.86, z),
            (0, top, z),
            (w * 0.72, top * 0.86, z),
            (w, top * 0.62, z),
            (w, foot, z),
        ]
    )
    mask = stage.polygons([shape])
    x, y = room.x / F(w), (room.y - F(foot)) / F(top - foot)
    cells = np.mod(np.floor((x + 1) * F(3)) * 3 + np.floor(y * F(6)) * 5, 7) / F(7)
    rose = np.sqrt(x * x + ((y - F(0.66)) * F(2.2)) ** 2)
    petals = np.mod(np.floor(np.arctan2(x, y - F(0.66)) * F(8 / 6.2832)) * 3, 7) / F(7)
    hue = np.where(rose < 0.62, petals, cells)
    glass = lookup(
        [(0, "#ffd86a"), (0.2, "#e8503c"), (0.4, "#3f7fe0"), (0.6, "#fff0c0"), (0.8, "#7a4fd0"), (1, "#3fc0a0")]
    )
    planes = shade(glass, hue)
    lead = np.minimum(
        np.abs(np.mod((x + 1) * F(3) + F(0.5), 1) - F(0.5)) / 3, np.abs(np.mod(y * F(6) + F(0.5), 1) - F(0.5)) / 6
    )
    lead = np.where(rose < 0.62, np.abs(rose - F(0.34)), np.minimum(lead, np.abs(rose - F(0.62))))
    dark = 1 - smoothstep(0.010, 0.030, lead.astype(F))
    tint = hex_color(sun)
    for k in range(3):
        planes[k] = (planes[k] * F(0.82) + tint[k] * F(0.22)) * (1 - F(0.85) * dark)
    stage.lay(np.clip(planes, 0, 1), mask, near=0.08)
    cx, cy = room.project(0, (top + foot) / 2, z)
    paint_glow(stage, cx, cy, 0.17, sun, 0.30)


def _throne(stage: Stage, room: Room) -> None:
    """Three steps and the seat, its back rising before the window."""
    z, h = 4.1, room.half_height
    for i, (half, rise) in enumerate(((0.52, 0.07), (0.44, 0.14), (0.36, 0.21))):
        foot, edge = h - rise + 0.07, h - rise
        step = room.outline([(-half, foot, z - 0.3), (-half, edge, z), (half, edge, z), (half, foot, z - 0.3)])
        paint_patch(stage, step, mix("#5a4a58", "#b09a88", 0.35 * i), 0.22)
    gold, red = "#d9a440", stage.palette.accent
    figure = Figure()
    back = [(0.42, 1.0), (0.42, -0.35), (0.30, -0.72), (0.13, -0.80), (0.0, -1.0)]
    figure.add([*back, *[(-x, y) for x, y in back[::-1]]], gold, "metal", bevel=0.07)
    inner = [(0.30, 0.9), (0.30, -0.32), (0.18, -0.58), (0.0, -0.72)]
    figure.add([*inner, *[(-x, y) for x, y in inner[::-1]]], red, "round", bevel=0.16)
    figure.add(rounded_rect(-0.44, 0.30, 0.44, 0.52, 0.06), red, "round", bevel=0.10)
    figure.add(rounded_rect(-0.46, 0.52, 0.46, 1.0, 0.03), gold, "bevel", bevel=0.05)
    for side in (-1, 1):
        figure.add(rounded_rect(side * 0.48 - 0.09, -0.05, side * 0.48 + 0.09, 1.0, 0.05), gold, "metal", bevel=0.06)
        figure.add(ellipse(side * 0.48, -0.08, 0.12), gold, "metal", bevel=0.09)
        figure.add(ellipse(side * 0.36, -0.76, 0.08), gold, "metal", bevel=0.06)
    figure.add(ellipse(0.0, -0.98, 0.09), stage.palette.glow, "gem", bevel=0.06)
    x, y = room.project(0, h - 0.20, z)
    tall = 0.92 / z * room.focal_px
    place_figure(stage, figure, Spot(x / stage.width, y / stage.height, tall, 0.24), tint=0.25, shadow=True)


def _banner(stage: Stage, room: Room, z: float) -> None:
    """Cloth hanging from the walls between the pillars."""
    h = room.half_height
    near, far = z * 0.985, z * 1.10
    cloth = hex_color(stage.palette.main)
    shadow = 0.50 + 0.05 * z
    for side in (-1, 1):
        outline: Points = room.outline(
            [
                (side * 0.985, -h * 0.62, near),
                (side * 0.985, -h * 0.62, far),
                (side * 0.985, h * 0.10, far),
                (side * 0.985, h * 0.24, (near + far) / 2),
                (side * 0.985, h * 0.10, near),
            ]
        )
        paint_patch(stage, outline, cloth * F(shadow), min(1.0, 1 / z))
        middle = room.outline(
            [
                (side * 0.985, -h * 0.40, z * 1.01),
                (side * 0.985, -h * 0.28, z * 1.042),
                (side * 0.985, -h * 0.16, z * 1.01),
                (side * 0.985, -h * 0.28, z * 0.995),
            ]
        )
        paint_patch(stage, middle, hex_color("#e0b24a") * F(shadow), None)


def paint_library(stage: Stage) -> None:
    """Walls of books under a warm light, with a bright window at the end."""
    room = cast_room(stage, 0.84, 6.5, eye=0.47)
    rng = stage.chance("library")
    shelf_height, book_width = F(0.29), F(0.052)
    level = room.floor | room.ceiling
    planks = lay_blocks(
        stage,
        room,
        rng,
        np.where(level, F(0.17), F(0.9)),
        np.where(level, F(1.3), shelf_height),
        joint=0.007,
        rough=0.04,
        stagger=0.37,
    )
    planes = shade(ramp("#8a5a36"), planks.tone * F(0.7) + np.where(room.floor, F(0.50), F(0.34)))
    _books(stage, room, planes, shelf_height, book_width)
    _rug(stage, room, planes)
    sun = _window_light(stage)
    lamps = [Lamp(0, -0.3, 5.6, sun, 2.0)]
    if stage.shows("torches"):
        lamps += [Lamp(0, -0.62, z, "#ffc070", 0.42) for z in (1.6, 3.0, 4.4)]
    light = light_room(room, np.array([0.25, 0.20, 0.19], F), lamps)
    expose(stage, planes, light, room, "#2a1a18", 0.06, 1.35)
    _arched_window(stage, room, sun)
    for z in (5.0, 3.6, 2.45, 1.6):
        paint_pillars(
            stage, room, z, "#7a4a2c", hex_color(mix("#e0b080", sun, 0.25)) * F(0.62), thick=0.11, spring=0.55
        )
        if stage.shows("torches"):
            _chandelier(stage, room, z * 1.12)
    paint_shafts(
        stage,
        "window",
        sun,
        count=3,
        lean=0.22,
        amount=0.26,
        width=0.09,
        center=0.5 + 0.08 * stage.side,
        spread=0.4,
        bottom=0.9,
    )
    paint_motes(stage, "dust", "#ffe9b8", count=60, top=0.15, bottom=0.85, size=0.0012)


def _books(stage: Stage, room: Room, planes: Array, shelf: np.float32, width: np.float32) -> None:
    """Spines on the side walls: per book its own colour, height and title band."""
    table = stage.chance("books").random((4, 64, 64)).astype(F)
    row = np.floor((room.y + F(room.half_height)) / shelf).astype(np.int32)
    column = np.floor(room.z / width).astype(np.int32) + 13 * (room.x > 0)
    hue, tall, slim, band = (table[i][np.mod(row, 64), np.mod(column, 64)] for i in range(4))
    in_v = np.mod(room.y + F(room.half_height), shelf) / shelf
    in_u = np.mod(room.z / width, 1)
    top = F(0.16) + F(0.28) * tall
    is_book = room.wall & (in_v > top) & (in_v < 0.90) & (slim > 0.06)
    colors = lookup(
        [
            (0, "#7a2a2a"),
            (0.18, "#a8552c"),
            (0.36, "#3f5a38"),
            (0.54, "#2d4668"),
            (0.72, "#5a3560"),
            (0.88, "#b08a4a"),
            (1, "#4a2c22"),
        ]
    )
    spine = np.sin(in_u * F(3.1416))
    tone = shade(colors, hue)
    stripe = (np.abs(in_v - top - F(0.10) - F(0.15) * band) < 0.018) | (np.abs(in_v - F(0.80)) < 0.014)
    for k in range(3):
        book = tone[k] * (F(0.45) + F(0.75) * spine)
        book = np.where(stripe & (band > 0.35), hex_color("#e0c070")[k] * (F(0.4) + F(0.6) * spine), book)
        planes[k] = np.where(is_book, book, planes[k] * np.where(room.wall & (in_v < 0.90), F(0.45), F(1.0)))


def _rug(stage: Stage, room: Room, planes: Array) -> None:
    across = np.abs(room.x)
    rug = room.floor * (1 - smoothstep(0.45, 0.46, across)) * (room.z > 1.3)
    border = room.floor * np.exp(-(((across - F(0.39)) / F(0.018)) ** 2))
    lozenge = np.abs(np.mod(room.z * F(1.6), 1) - F(0.5)) * 2 + across * F(2.6)
    pattern = 1 - smoothstep(0.04, 0.09, np.abs(lozenge - F(0.75)))
    base, gold = hex_color(mix(stage.palette.accent, "#3a1018", 0.35)), hex_color("#d8a850")
    for k in range(3):
        planes[k] += (base[k] - planes[k]) * rug * F(0.95)
        planes[k] += (gold[k] - planes[k]) * np.clip(border + pattern * rug, 0, 1) * F(0.75)


def _arched_window(stage: Stage, room: Room, sun: str) -> None:
    h, z, w = room.half_height, room.length, 0.50
    top, foot = -h * 0.82, h * 0.42
    shape = room.outline(
        [
            (-w, foot, z),
            (-w, top * 0.55, z),
            (-w * 0.7, top * 0.86, z),
            (0, top, z),
            (w * 0.7, top * 0.86, z),
            (w, top * 0.55, z),
            (w, foot, z),
        ]
    )
    mask = stage.polygons([shape])
    table = stage.gradient(mix(sun, "#5a78a8", 0.45), mix(sun, "#ffffff", 0.5))
    x, y = room.x / F(w), (room.y - F(top)) / F(foot - top)
    bars = np.minimum(
        np.abs(np.mod(x * F(2) + F(0.5), 1) - F(0.5)) / 2, np.abs(np.mod(y * F(4) + F(0.5), 1) - F(0.5)) / 4
    )
    planes = shade(table, F(1) - y * F(0.6)) * (F(0.18) + F(0.82) * smoothstep(0.012, 0.030, bars.astype(F)))
    stage.lay(planes, mask, near=0.10)
    cx, cy = room.project(0, (top + foot) / 2, z)
    paint_glow(stage, cx, cy, 0.20, sun, 0.60)


def _chandelier(stage: Stage, room: Room, z: float) -> None:
    """A hanging lamp on the middle line."""
    h = room.half_height
    for outline, color in (
        ([(-0.012, -h, z), (0.012, -h, z), (0.012, -0.50, z), (-0.012, -0.50, z)], "#3a2818"),
        ([(-0.09, -0.50, z), (0.09, -0.50, z), (0.06, -0.44, z), (-0.06, -0.44, z)], "#8a6428"),
        ([(-0.07, -0.60, z), (0.07, -0.60, z), (0.085, -0.50, z), (-0.085, -0.50, z)], "#ffe6a0"),
    ):
        paint_patch(stage, room.outline(outline), color, min(1.0, 1 / z))
    x, y = room.project(0, -0.55, z)
    paint_glow(stage, x, y, 0.16 / z, "#ffc060", 0.8)


HALLS = (
    SceneKind(
        "throne room",
        (
            "throne room",
            "throne",
            "royal hall",
            "great hall",
            "palace",
            "palace interior",
            "cathedral",
            "ballroom",
            "castle interior",
            "hall",
        ),
        paint_throne_room,
        times=("day", "sunset", "night"),
        horizon=0.50,
        subject_height=0.46,
        subject_baseline=0.94,
    ),
    SceneKind(
        "library",
        (
            "library",
            "bookshelves",
            "study",
            "wizard study",
            "archive",
            "bookshop",
            "room",
            "interior",
            "indoors",
            "tavern",
            "inn",
        ),
        paint_library,
        times=("sunset", "day", "night"),
        horizon=0.47,
        subject_height=0.46,
        subject_baseline=0.94,
    ),
)
