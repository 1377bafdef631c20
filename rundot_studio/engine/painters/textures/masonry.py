"""Laid stone: flagstones, cobbles and bricks."""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Array, Color, F, ramp
from rundot_studio.engine.painters.noise import child_rng, smoothstep

from .tile import (
    Cells,
    TextureKind,
    Tile,
    blend,
    cavity,
    first_color,
    light,
    second_color,
    tinted,
    toned,
    voronoi,
)


def _per_cell(cells: Cells, rng: Generator) -> Array:
    """A random number -1..1 for each cell, spread over its pixels."""
    return child_rng(rng).uniform(-1, 1, cells.count).astype(F)[cells.label]


def _wobbled(tile: Tile, rng: Generator, cells: Cells, amount: float) -> Cells:
    """The same cells with uneven borders."""
    dx = (tile.noise(rng, 12, 3) - F(0.5)) * F(amount)
    dy = (tile.noise(rng, 12, 3) - F(0.5)) * F(amount)
    xs = np.floor((np.arange(tile.width, dtype=F)[None, :] + dx * F(tile.unit)) % F(tile.width)).astype(np.int32)
    ys = np.floor((np.arange(tile.height, dtype=F)[:, None] + dy * F(tile.unit)) % F(tile.height)).astype(np.int32)
    xs, ys = np.minimum(xs, tile.width - 1), np.minimum(ys, tile.height - 1)
    return Cells(cells.label[ys, xs], tile.warp(cells.edge, dx, dy), cells.centre, cells.count, cells.size)


def _stone_color(rgb: Array, rng: Generator, cells: Cells, lichen: Array) -> Array:
    return tinted(rgb, F(0.045) * _per_cell(cells, rng) + F(0.10) * (lichen - F(0.5)))


def flagstone(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """Large split stones, each tilted its own way, with chipped rims and dark joints."""
    cells = _wobbled(tile, rng, voronoi(tile, rng, 5, 0.9), 0.02)
    rough = tile.noise(rng, 7, 6, 0.55)
    chips = tile.noise(rng, 22, 3)
    edge = cells.edge + (chips - F(0.5)) * F(0.012)
    top = smoothstep(0.006, 0.026, edge)
    x, y = tile.coordinates()
    wave = np.sin(2 * np.pi * (x * 2 + _per_cell(cells, rng))) * _per_cell(cells, rng)
    wave = wave + np.sin(2 * np.pi * (y * 2 + _per_cell(cells, rng))) * _per_cell(cells, rng)
    ledges = (np.floor(rough * 9) / 9).astype(F)
    blocks = tile.blur(top * (F(0.020) + F(0.005) * _per_cell(cells, rng) + F(0.006) * wave.astype(F)), 0.0022)
    grain = tile.blur(ledges, 0.0015) * F(0.008) + rough * F(0.012)
    height: Array = np.add(blocks, grain)
    tone = F(0.47) + F(0.85) * light(tile, height, strength=1.5) + F(0.10) * _per_cell(cells, rng)
    tone = tone + F(0.26) * (rough - F(0.5)) + F(0.05) * top
    tone = tone * (F(0.38) + F(0.62) * smoothstep(0.0, 0.014, edge)) - F(0.22) * cavity(tile, height, 0.02, 0.02)
    rgb = _stone_color(toned(ramp(first_color(colors, "#86818f")), tone), rng, cells, tile.noise(rng, 4, 4))
    return rgb, height


def cobble(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """Rounded stones set in dark earth."""
    cells = _wobbled(tile, rng, voronoi(tile, rng, 8, 0.62), 0.012)
    rough = tile.noise(rng, 10, 5, 0.55)
    inner = np.clip((cells.edge - F(0.0065)) / F(0.034), 0, 1)
    dome = tile.blur(np.sqrt(np.maximum(1 - (1 - inner) ** 2, 0)), 0.004)
    height = dome * (F(0.030) + F(0.006) * _per_cell(cells, rng)) + F(0.006) * rough
    stone_tone = F(0.46) + F(0.62) * light(tile, height) + F(0.11) * _per_cell(cells, rng) + F(0.16) * (rough - F(0.5))
    stones = toned(ramp(first_color(colors, "#8d8a86")), stone_tone - F(0.20) * cavity(tile, height, 0.02, 0.02))
    stones = _stone_color(stones, rng, cells, tile.noise(rng, 4, 4))
    earth = toned(ramp(second_color(colors, "#4f4438")), F(0.26) + F(0.34) * (tile.noise(rng, 28, 3) - F(0.3)))
    return blend(earth, stones, smoothstep(0.05, 0.42, dome)), height


def brick(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """Running bond with chipped corners and a few bricks fired darker."""
    rows, columns = tile.cells(10, even_rows=True)
    columns = max(1, round(columns / 2))
    rough = tile.noise(rng, 14, 5, 0.55)
    coarse = tile.noise(rng, 4, 3)
    x, y = tile.coordinates()
    wobble = (tile.noise(rng, 9, 3) - F(0.5)) * F(0.05)
    row = np.floor(y * rows + wobble)
    down = y * rows + wobble - row
    across = x * columns + F(0.5) * (row % 2) + wobble * F(0.5)
    column = np.floor(across)
    along = across - column
    short, long = tile.height / rows / tile.unit, tile.width / columns / tile.unit
    edge_x = np.minimum(along, 1 - along) * F(long)
    edge_y = np.minimum(down, 1 - down) * F(short)
    rounding = F(0.012)
    corner_x, corner_y = np.maximum(rounding - edge_x, 0), np.maximum(rounding - edge_y, 0)
    edge = rounding - np.sqrt(corner_x**2 + corner_y**2)
    edge = edge + (rough - F(0.5)) * F(0.010) - F(0.0058)
    face = smoothstep(0.0, 0.0045, edge)
    index = ((row % rows) * columns + column % columns).astype(np.int32)
    own = child_rng(rng).uniform(-1, 1, rows * columns).astype(F)[index]
    hue = child_rng(rng).uniform(-1, 1, rows * columns).astype(F)[index]
    height = tile.blur(face * (F(0.013) + F(0.003) * own), 0.0012) + F(0.007) * rough
    shade = light(tile, height)
    tone = F(0.50) + F(0.70) * shade + F(0.12) * own + F(0.22) * (rough - F(0.5)) + F(0.10) * (coarse - F(0.5))
    bricks = tinted(toned(ramp(first_color(colors, "#a8523f")), tone), F(0.05) * hue)
    mortar_tone = F(0.40) + F(0.5) * shade + F(0.24) * (tile.noise(rng, 40, 3) - F(0.5))
    mortar_tone = mortar_tone - F(0.26) * cavity(tile, height, 0.010, 0.010)
    mortar = toned(ramp(second_color(colors, "#b3a898")), mortar_tone)
    return blend(mortar, bricks, face), height


KINDS = (
    TextureKind(
        "stone", ("stone", "flagstone", "stone floor", "stone wall", "rock", "slate", "dungeon floor"), flagstone
    ),
    TextureKind("cobble", ("cobble", "cobblestone", "cobbled", "pavement", "paving", "pebble", "gravel"), cobble),
    TextureKind("brick", ("brick", "brick wall", "brickwork", "wall"), brick),
)
