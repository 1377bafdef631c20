"""What lies underfoot: grass, fallen leaves, sand, dirt and snow."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from rundot_studio.engine.painters.color import Array, Color, F, darken, from_lch, hex_color, lch, lighten, lookup, ramp
from rundot_studio.engine.painters.noise import child_rng, smoothstep

from .scatter import Strewing, spread
from .tile import TextureKind, Tile, cavity, first_color, light, screen, second_color, tinted, toned


def _rgb(color: Array) -> tuple[float, float, float]:
    return float(color[0]), float(color[1]), float(color[2])


def grass(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """Short blades in clumps, lighter the nearer, with a few small flowers."""
    own = child_rng(rng)
    color = first_color(colors, "#5f9f3a")
    table = ramp(color)
    clumps = tile.noise(rng, 6, 4)
    warm = tile.noise(rng, 3, 3)
    floor = toned(ramp(darken(color, 0.35)), F(0.30) + F(0.5) * (clumps - F(0.4)))
    field = Strewing(tile, floor, np.zeros((tile.height, tile.width), F))
    count = spread(tile, 7000)
    draws = own.random((count, 6))
    wide, high = tile.width / tile.unit, tile.height / tile.unit
    for i, (across, down, long, lean, shade, hue) in enumerate(draws):
        x, y = across * wide, down * high
        px = min(int(across * tile.width), tile.width - 1)
        py = min(int(down * tile.height), tile.height - 1)
        density = float(clumps[py, px])
        length = 0.020 + 0.024 * long * (0.5 + density)
        angle = -math.pi / 2 + (lean - 0.5) * 1.7
        tone = 0.24 + 0.36 * i / count + 0.60 * (density - 0.5) + 0.14 * (shade - 0.5)
        blade = table[int(min(max(tone, 0.05), 0.95) * 255)]
        warmth = 0.10 * (hue - 0.5) + 0.22 * (float(warm[py, px]) - 0.5)
        blade = np.clip(blade * np.array([1 + warmth, 1, 1 - warmth], F), 0, 1)
        tip = (x + math.cos(angle) * length, y + math.sin(angle) * length)
        half = length * 0.085
        outline = np.array([(x - half, y), (x + half, y), tip])
        field.fill(outline, _rgb(blade), 0.2 + 0.8 * i / count)
    _flowers(field, tile, rng, colors)
    return field.rgb, field.height


def _flowers(field: Strewing, tile: Tile, rng: Generator, colors: Sequence[Color]) -> None:
    own = child_rng(rng)
    petals = hex_color(second_color(colors, "#f4eef8"))
    for across, down, size in own.random((spread(tile, 26), 3)):
        x, y = across * tile.width / tile.unit, down * tile.height / tile.unit
        radius = 0.0042 + 0.0026 * size
        for k in range(5):
            turn = 2 * math.pi * k / 5 + size * 6
            centre = (x + radius * math.cos(turn), y + radius * math.sin(turn))
            field.fill(_disc(centre, radius * 0.75), _rgb(petals), 1.0)
        field.fill(_disc((x, y), radius * 0.55), _rgb(hex_color("#f2c23a")), 1.0)


def _disc(centre: tuple[float, float], radius: float, count: int = 9) -> NDArray[np.float64]:
    turn = np.arange(count) * (2 * math.pi / count)
    return np.stack([centre[0] + radius * np.cos(turn), centre[1] + radius * np.sin(turn)], 1)


def leaves(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """Broad leaves lying over one another, each with a lit and a shaded half."""
    own = child_rng(rng)
    color = first_color(colors, "#4f8f38")
    lightness, chroma, hue = lch(color)
    second = colors[1] if len(colors) > 1 else None
    floor = toned(ramp(darken(color, 0.55)), F(0.25) + F(0.3) * tile.noise(rng, 12, 4))
    field = Strewing(tile, floor, np.zeros((tile.height, tile.width), F))
    count = spread(tile, 520)
    for i, (across, down, size, turn, shade, kind) in enumerate(own.random((count, 6))):
        near = i / count
        base = second if second is not None and kind > 0.62 else None
        own_hue = hue + 26 * (kind - 0.5)
        own_light = lightness * (0.66 + 0.40 * near) + 0.10 * (shade - 0.5)
        leaf = from_lch(own_light, chroma * 0.95, own_hue) if base is None else hex_color(base)
        place = (across * tile.width / tile.unit, down * tile.height / tile.unit)
        _leaf(field, place, 0.040 + 0.022 * size, 2 * math.pi * turn, ramp(leaf), 0.15 + 0.85 * near)
    return field.rgb, field.height


def _leaf(field: Strewing, place: tuple[float, float], length: float, turn: float, table: Array, level: float) -> None:
    """A pointed oval: its shadow, two halves by their slope to the light, midrib and veins."""
    t = np.linspace(0, 1, 9)
    belly = 0.40 * np.sin(math.pi * t**0.8) * (1 - 0.25 * t)
    spine = np.stack([2 * t - 1, np.zeros_like(t)], 1)
    upper, lower = np.stack([2 * t - 1, -belly], 1), np.stack([2 * t - 1, belly], 1)
    cos, sin = math.cos(turn), math.sin(turn)

    def placed(shape: NDArray[np.float64], dx: float = 0.0, dy: float = 0.0) -> NDArray[np.float64]:
        x = (shape[:, 0] * cos - shape[:, 1] * sin) * length + place[0] + dx
        y = (shape[:, 0] * sin + shape[:, 1] * cos) * length + place[1] + dy
        return np.stack([x, y], 1)

    whole = np.concatenate([upper, lower[::-1]])
    field.fill(placed(whole * 1.04, 0.004, 0.008), _rgb(table[10]), None)
    facing = -sin * 0.45 + cos * 0.62  # how far the upper half looks to the light at the upper left
    first, second = (158, 108) if facing > 0 else (108, 158)
    field.fill(placed(np.concatenate([upper, spine[::-1]])), _rgb(table[first]), level)
    field.fill(placed(np.concatenate([lower, spine[::-1]])), _rgb(table[second]), level * 0.96)
    for k in (2, 4, 6):
        for side, tone in ((upper, first), (lower, second)):
            target = side[min(k + 1, 8)] * 0.86 + spine[k] * 0.14
            vein = np.array([spine[k], spine[k] + (0.05, 0), target])
            field.fill(placed(vein), _rgb(table[max(0, tone - 30)]), None)
    field.fill(placed(np.array([(-1.1, -0.022), (0.94, 0.0), (-1.1, 0.022)])), _rgb(table[212]), level)


def sand(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """Wind ripples that fork and fade, with grain."""
    x, y = tile.coordinates()
    bend = tile.noise(rng, 2, 4)
    fork = tile.noise(rng, 5, 3)
    waves = tile.cells(15)[0]
    phase = y * waves + (bend - F(0.5)) * F(5.5) + (fork - F(0.5)) * F(1.6) + F(0) * x
    cycle = phase - np.floor(phase)
    crest = np.where(cycle < 0.68, cycle / F(0.68), (1 - cycle) / F(0.32)).astype(F)
    crest = tile.blur(crest * crest * (3 - 2 * crest), 0.002)
    strength = F(0.35) + F(0.65) * smoothstep(0.30, 0.62, tile.noise(rng, 3, 3))
    grain = tile.noise(rng, 190, 2) - F(0.5)
    dunes = tile.noise(rng, 2, 3)
    height = crest * strength * F(0.014) + dunes * F(0.03) + grain * F(0.0018)
    tone = F(0.53) + F(0.60) * light(tile, height) + F(0.08) * (crest - F(0.5)) * strength + F(0.20) * grain
    tone = tone + F(0.20) * (dunes - F(0.5))
    return tinted(toned(ramp(first_color(colors, "#dcb478")), tone), F(0.08) * (bend - F(0.5))), height


def dirt(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """Trodden earth with clods, pebbles and cracks."""
    clods = tile.noise(rng, 9, 6, 0.58)
    broad = tile.noise(rng, 3, 4)
    crumbs = tile.noise(rng, 60, 3)
    cracks = smoothstep(0.90, 0.985, tile.noise(rng, 5, 4, 0.6, ridged=True))
    height = F(0.030) * clods + F(0.010) * crumbs - F(0.010) * cracks
    tone = (
        F(0.44) + F(0.55) * light(tile, height, strength=1.3) + F(0.34) * (broad - F(0.5)) + F(0.22) * (crumbs - F(0.5))
    )
    tone = tone - F(0.20) * cracks - F(0.16) * cavity(tile, height, 0.02, 0.015)
    color = first_color(colors, "#7d5a3c")
    rgb = tinted(toned(ramp(color), tone), F(0.16) * (tile.noise(rng, 4, 4) - F(0.5)))
    field = Strewing(tile, rgb, height.astype(F))
    _pebbles(field, tile, rng, ramp(second_color(colors, "#9a8a78")))
    return field.rgb, field.height


def _pebbles(field: Strewing, tile: Tile, rng: Generator, table: Array) -> None:
    own = child_rng(rng)
    draws = own.random((spread(tile, 150), 5))
    for across, down, size, squash, shade in draws:
        x, y = across * tile.width / tile.unit, down * tile.height / tile.unit
        radius = 0.0032 + 0.012 * size**4
        shape = _disc((0.0, 0.0), 1.0, 11)
        wobble = 1 + 0.16 * np.sin(np.arange(11) * 2.4 + shade * 9)
        shape = shape * wobble[:, None] * np.array([1.0, 0.66 + 0.2 * squash])
        tone = int(95 + 60 * shade)
        layers = (
            (1.12, 0.30, 0.42, 14),
            (1.0, 0.0, 0.0, tone - 48),
            (0.8, -0.14, -0.16, tone),
            (0.42, -0.3, -0.34, tone + 34),
        )
        for scale, dx, dy, level in layers:  # cast shadow, dark side, body, lit top
            place = (x + dx * radius, y + dy * radius)
            field.fill(shape * (radius * scale) + place, _rgb(table[level]), None if level == 14 else 0.05)


def snow(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """Soft drifts with blue hollows, wind crust and glints."""
    color = hex_color(first_color(colors, "#c4dbf2"))
    lightness, chroma, hue = lch(color)
    table = lookup(
        [
            (0.0, from_lch(lightness * 0.62, min(chroma * 2.2, 0.11), hue + 14)),
            (0.38, from_lch(lightness * 0.86, min(chroma * 1.6, 0.09), hue + 6)),
            (0.66, color),
            (1.0, lighten(color, 0.94)),
        ]
    )
    drifts = tile.noise(rng, 2, 4, 0.40)
    bend = (tile.noise(rng, 4, 3) - F(0.5)) * F(0.06)
    crust = tile.warp(tile.noise(rng, 14, 3, stretch_y=0.35), bend, bend)
    grain = tile.noise(rng, 150, 2)
    height = F(0.16) * drifts + F(0.005) * smoothstep(0.38, 0.66, crust) + F(0.0006) * grain
    shade = light(tile, tile.blur(height, 0.003))
    tone = F(0.62) + F(0.85) * shade + F(0.40) * (drifts - F(0.5)) + F(0.07) * (grain - F(0.5))
    rgb = toned(table, tone)
    glint = smoothstep(0.83, 0.93, grain) * smoothstep(0.5, 0.8, tone) * F(0.6)
    return screen(rgb, glint[..., None] * np.ones(3, F)), height


KINDS = (
    TextureKind("grass", ("grass", "lawn", "turf", "grassy", "meadow"), grass),
    TextureKind("leaves", ("leaf", "leaves", "foliage", "ivy", "hedge", "bush"), leaves),
    TextureKind("sand", ("sand", "sandy", "desert sand", "desert", "dune", "beach"), sand),
    TextureKind("dirt", ("dirt", "soil", "earth", "mud", "muddy", "ground", "path"), dirt),
    TextureKind("snow", ("snow", "snowy", "frost"), snow),
)
