"""Polished and woven surfaces: marble and cloth."""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Array, Color, F, darken, hex_color, lch, lighten, lookup, ramp, sample
from rundot_studio.engine.painters.noise import smoothstep

from .tile import TextureKind, Tile, blend, first_color, light, second_color, slopes, toned


def _veins(tile: Tile, rng: Generator, per_unit: float, width: float) -> Array:
    """Thin wandering lines 0..1, thick in places and fading in others."""
    field = tile.noise(rng, per_unit, 5, 0.55)
    bend_x, bend_y = tile.noise(rng, 4, 4) - F(0.5), tile.noise(rng, 4, 4) - F(0.5)
    field = tile.warp(field, bend_x * F(0.22), bend_y * F(0.22))
    presence = smoothstep(0.28, 0.62, tile.noise(rng, per_unit * 1.2, 2))
    gx, gy = slopes(tile, field)
    steep = np.sqrt(gx * gx + gy * gy) + F(0.6)  # dividing by the slope keeps a vein's width where the field is flat
    distance = np.abs(field - F(0.5)) / steep
    return np.exp(-distance / (F(width) * (F(0.30) + presence))) * (F(0.20) + F(0.80) * presence)


def marble(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """A polished slab: clouds in the body, veins in two sizes."""
    body = hex_color(first_color(colors, "#ece9e4"))
    bright = lch(body)[0] > 0.5
    vein_color = hex_color(second_color(colors, "#5a6072" if bright else "#e8dcc0"))
    clouds = tile.noise(rng, 3, 5)
    table = lookup([(0.0, darken(body, 0.20)), (0.55, body), (1.0, lighten(body, 0.5 if bright else 0.07))])
    rgb = sample(table, np.clip(F(0.5) + F(1.5) * (clouds - F(0.5)), 0, 1))
    width = 1.0 if bright else 0.75
    broad, fine = _veins(tile, rng, 3, 0.0065 * width), _veins(tile, rng, 6, 0.0022 * width)
    smoke = _veins(tile, rng, 2, 0.035)
    haze = F(0.26) if bright else F(0.08)
    rgb = blend(rgb, np.broadcast_to(vein_color, rgb.shape).astype(F), smoke * haze)
    rgb = blend(rgb, np.broadcast_to(vein_color, rgb.shape).astype(F), np.clip(broad * F(0.85) + fine * F(0.5), 0, 0.9))
    return rgb, clouds * F(0.3) - broad


def fabric(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """A plain weave seen near; two colours make it a check."""
    rows, columns = tile.cells(36, even_rows=True)
    columns = max(2, 2 * round(columns / 2))
    x, y = tile.coordinates()
    bend = (tile.noise(rng, 7, 3) - F(0.5)) * F(0.35)
    u, v = x * columns + bend, y * rows - bend
    column, row = np.floor(u), np.floor(v)
    across, down = u - column, v - row
    warp_on_top = ((column + row) % 2) == 0
    side = np.where(warp_on_top, across, down)
    along = np.where(warp_on_top, down, across)
    round_thread = np.sqrt(np.maximum(1 - (2 * side - 1) ** 2 * F(0.92), 0))
    arch = np.sin(np.pi * along)
    height = (round_thread * F(0.6) + arch * F(0.4)).astype(F)
    twist = np.sin((along * 3 + side * 2) * 2 * np.pi).astype(F)
    fuzz = tile.noise(rng, 150, 2)
    folds = tile.noise(rng, 3, 3)
    tone = F(0.30) + F(0.26) * height + F(0.05) * twist + F(0.16) * (fuzz - F(0.5)) + F(0.30) * (folds - F(0.5))
    tone = tone + F(0.20) * light(tile, height * F(0.004))
    first = first_color(colors, "#a23a44")
    second = second_color(colors, "#c9a45a") if len(colors) != 1 else lighten(first, 0.18)
    rgb = toned(ramp(first), tone)
    thread = np.where(warp_on_top, column % columns, row % rows)
    period = 12
    stripe = (thread % period) >= period - 3 if columns % period == 0 and rows % period == 0 else thread % 6 == 5
    return blend(rgb, toned(ramp(second), tone + F(0.04)), (stripe * F(0.85)).astype(F)), height


KINDS = (
    TextureKind("marble", ("marble", "granite", "onyx", "polished stone"), marble),
    TextureKind(
        "fabric", ("fabric", "cloth", "carpet", "textile", "wool", "linen", "canvas", "leather", "rug"), fabric
    ),
)
