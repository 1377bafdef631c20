"""Rows that overlap: roof tiles and scales."""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Array, Color, F, darken, hex_color, ramp
from rundot_studio.engine.painters.noise import child_rng, smoothstep

from .tile import TextureKind, Tile, blend, first_color, light, screen, second_color, shine, tinted, toned


def _rows_of_lobes(
    tile: Tile, per_unit: float, aspect: float, reach: float, power: float
) -> tuple[Array, Array, Array, Array, int]:
    """Lobes whose lower ends hang over the row below.

    Returns (along -1..1 across a lobe, down 0..1 from its root to its tip, gap: distance below the hanging rim in lobe
    lengths, index of the lobe, number of lobes). ``reach`` is how far a lobe hangs over, ``power`` its roundness.
    """
    rows, columns = tile.cells(per_unit, even_rows=True)
    columns = max(1, round(columns / aspect))
    x, y = tile.coordinates()
    row = np.floor(y * rows)
    fall = y * rows - row

    def lobe(of_row: Array) -> tuple[Array, Array]:
        position = x * columns + F(0.5) * (of_row % 2)
        column = np.floor(position)
        return (position - column) * 2 - 1, column

    upper_along, upper_column = lobe(row - 1)
    own_along, own_column = lobe(row)

    def rim_at(position: Array) -> Array:
        return F(reach) * np.maximum(1 - np.abs(position) ** F(power), 0) ** F(1 / power)

    rim = rim_at(upper_along)
    hangs = fall < rim
    along = np.where(hangs, upper_along, own_along)
    down = np.where(hangs, fall + 1, fall) / F(1 + reach)
    gap = np.where(hangs, fall + 1 - rim_at(own_along), fall - rim)  # what hangs over a hanging lobe is two rows up
    owner_row = np.where(hangs, row - 1, row) % rows
    index = owner_row * columns + np.where(hangs, upper_column, own_column) % columns
    return along.astype(F), down.astype(F), gap.astype(F), index.astype(np.int32), rows * columns


def roof_tiles(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """Rounded clay tiles, weathered, each row shading the next."""
    along, down, gap, index, count = _rows_of_lobes(tile, 9, 1.0, 0.62, 2.6)
    rough = tile.noise(rng, 16, 4, 0.55)
    own = child_rng(rng).uniform(-1, 1, count).astype(F)[index]
    hue = child_rng(rng).uniform(-1, 1, count).astype(F)[index]
    bow = np.sqrt(np.maximum(1 - (along * F(0.92)) ** 2, 0))
    height = F(0.040) * down + F(0.022) * bow + F(0.004) * rough
    shadow = smoothstep(0.0, 0.24, gap)
    tone = F(0.40) + F(0.30) * light(tile, height, strength=0.8) + F(0.20) * down + F(0.14) * own
    tone = (tone + F(0.20) * (rough - F(0.5)) + F(0.12) * (bow - F(0.6))) * (F(0.42) + F(0.58) * shadow)
    side = np.abs(along)
    lip = smoothstep(0.90, 0.97, down + F(0.10) * side * side * side) * F(0.10)
    rgb = tinted(toned(ramp(first_color(colors, "#b4533c")), tone + lip), F(0.06) * hue)
    moss = smoothstep(0.60, 0.74, tile.noise(rng, 5, 5)) * F(0.55)
    return blend(rgb, toned(ramp(second_color(colors, "#66733c")), tone), moss), height


def scales(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """Keeled scales of a dragon or a fish, with a wet sheen."""
    along, down, gap, index, count = _rows_of_lobes(tile, 10, 0.86, 0.95, 1.7)
    rough = tile.noise(rng, 14, 4)
    own = child_rng(rng).uniform(-1, 1, count).astype(F)[index]
    keel = np.maximum(1 - np.abs(along), 0)
    height = F(0.050) * down + F(0.026) * keel + F(0.002) * rough
    shadow = smoothstep(0.0, 0.34, gap)
    tone = F(0.34) + F(0.34) * light(tile, height, strength=0.8) + F(0.22) * down + F(0.08) * own
    tone = (tone + F(0.14) * (rough - F(0.5))) * (F(0.34) + F(0.66) * shadow)
    tone = tone + F(0.12) * np.exp(-((along / F(0.10)) ** 2)) * down
    body = first_color(colors, "#2f8f63")
    rgb = toned(ramp(body), tone)
    tip = smoothstep(0.74, 1.0, down) * F(0.45) * shadow
    edge_color = second_color(colors, "#c9b24a") if len(colors) != 1 else darken(body, 0.35)
    rgb = blend(rgb, toned(ramp(edge_color), tone + F(0.05)), tip)
    gleam = shine(tile, tile.blur(height, 0.003), 0.30, 26) * shadow
    return screen(rgb, gleam[..., None] * hex_color("#f4f8ff")), height


KINDS = (
    TextureKind("roof", ("roof", "roof tile", "roof tiles", "rooftop", "shingle", "shingles", "clay tile"), roof_tiles),
    TextureKind(
        "scales", ("scale", "scales", "dragon scale", "fish scale", "dragon skin", "snake skin", "reptile"), scales
    ),
)
