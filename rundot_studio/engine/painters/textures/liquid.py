"""Water, lava and ice: what flows or has flowed."""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import (
    Array,
    Color,
    F,
    darken,
    from_lch,
    hex_color,
    lch,
    lighten,
    lookup,
    ramp,
    sample,
)
from rundot_studio.engine.painters.noise import child_rng, smoothstep

from .tile import TextureKind, Tile, blend, cavity, first_color, light, screen, second_color, shine, toned, voronoi


def _caustics(tile: Tile, rng: Generator, per_unit: float, sharpness: float) -> Array:
    """A net of light on the bed, 0..1: bent cell borders."""
    cells = voronoi(tile, rng, per_unit, 0.95)
    dx = (tile.noise(rng, per_unit * 0.8, 3) - F(0.5)) * F(0.9 / per_unit)
    dy = (tile.noise(rng, per_unit * 0.8, 3) - F(0.5)) * F(0.9 / per_unit)
    near = 1 - np.clip(cells.edge / F(0.42 / per_unit), 0, 1)
    return tile.warp(tile.blur(near, 0.004), dx, dy) ** F(sharpness)


def water(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """Clear shallow water seen from above, caustics in two sizes."""
    color = hex_color(first_color(colors, "#1f86c4"))
    lightness, chroma, hue = lch(color)
    table = lookup(
        [
            (0.0, from_lch(lightness * 0.58, chroma * 0.9, hue + 14)),
            (0.5, color),
            (1.0, from_lch(min(0.90, lightness + 0.22), chroma * 0.85, hue - 22)),
        ]
    )
    depth = tile.noise(rng, 3, 4)
    wide = _caustics(tile, rng, 6, 3.6)
    fine = _caustics(tile, rng, 11, 4.5)
    tone = F(0.16) + F(0.62) * depth + F(0.20) * wide + F(0.10) * fine
    rgb = sample(table, np.clip(tone, 0, 1))
    net = np.clip(wide * F(0.80) + fine * F(0.26), 0, 0.92) * (F(0.55) + F(0.45) * smoothstep(0.3, 0.6, depth))
    rgb = screen(rgb, net[..., None] * lighten(color, 0.86))
    return rgb, depth * F(0.4) + wide * F(0.6)


def lava(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """Cooled plates adrift on a glowing melt."""
    cells = voronoi(tile, rng, 5, 0.92)
    dx = (tile.noise(rng, 9, 4) - F(0.5)) * F(0.075)
    dy = (tile.noise(rng, 9, 4) - F(0.5)) * F(0.075)
    edge = tile.warp(cells.edge, dx, dy)
    rough = tile.noise(rng, 8, 6, 0.55)
    heat = tile.noise(rng, 3, 3)
    width = F(0.006) + F(0.030) * smoothstep(0.35, 0.75, heat)
    away = edge + (rough - F(0.5)) * F(0.020) - width
    plate = smoothstep(0.0, 0.014, away)
    crust = np.sqrt(np.clip(away / F(0.06), 0, 1))
    height = crust * F(0.030) + rough * F(0.026)
    tone = F(0.30) + F(0.60) * light(tile, height, strength=1.3) + F(0.22) * (rough - F(0.5))
    rock = toned(ramp(second_color(colors, "#564048")), tone - F(0.14) * cavity(tile, height, 0.02, 0.02))
    glow = hex_color(first_color(colors, "#ff6a14"))
    lightness, chroma, hue = lch(glow)
    melt_table = lookup(
        [
            (0.0, from_lch(lightness * 0.50, chroma * 0.8, hue - 16)),
            (0.40, glow),
            (0.75, from_lch(min(0.93, lightness + 0.17), chroma * 0.85, hue + 34)),
            (1.0, from_lch(0.97, chroma * 0.35, hue + 52)),
        ]
    )
    swirl = tile.warp(tile.noise(rng, 8, 5), dx * 2, dy * 2)
    core = np.clip(F(0.32) + (1 - np.clip(edge / np.maximum(width + F(0.006), F(1e-4)), 0, 1)) * F(0.48), 0, 1)
    melt = sample(melt_table, np.clip(core + F(0.75) * (swirl - F(0.5)), 0, 1))
    seep = np.exp(-np.clip(away, 0, 1) / F(0.018)) * F(0.85)
    rock = screen(rock, (seep * plate)[..., None] * darken(glow, 0.22))
    return blend(melt, rock, plate), height * plate


def ice(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """A frozen lake: deep blue, white fractures, trapped frost."""
    color = hex_color(first_color(colors, "#8fd0ea"))
    lightness, chroma, hue = lch(color)
    table = lookup(
        [
            (0.0, from_lch(lightness * 0.52, chroma * 1.15, hue + 18)),
            (0.45, from_lch(lightness * 0.84, chroma * 1.1, hue + 8)),
            (0.75, color),
            (1.0, lighten(color, 0.85)),
        ]
    )
    depth = tile.noise(rng, 3, 5)
    cells = voronoi(tile, rng, 3.4, 0.95)
    bend = (tile.noise(rng, 7, 4) - F(0.5)) * F(0.05)
    crack = tile.warp(cells.edge, bend, -bend)
    fine_cells = voronoi(tile, rng, 8, 1.0)
    fine = tile.warp(fine_cells.edge, bend * F(0.7), bend)
    some = smoothstep(0.42, 0.60, tile.noise(rng, 4, 3))
    facet = child_rng(rng).uniform(-1, 1, cells.count).astype(F)[cells.label]
    facet = tile.blur(tile.warp(facet, bend, -bend), 0.006)
    frost = smoothstep(0.46, 0.80, tile.noise(rng, 12, 5, 0.6)) * F(0.35)
    line = np.exp(-((crack / F(0.0030)) ** 2)) + F(0.5) * np.exp(-crack / F(0.020))
    hair = np.exp(-((fine / F(0.0020)) ** 2)) * some * F(0.75) + np.exp(-fine / F(0.010)) * some * F(0.22)
    tone = F(0.22) + F(0.55) * depth + F(0.10) * facet + frost * F(0.5)
    rgb = sample(table, np.clip(tone, 0, 1))
    rgb = screen(rgb, np.clip(line * F(0.62) + hair * F(0.6), 0, 0.95)[..., None] * hex_color("#f4fcff"))
    height = F(0.010) * depth + F(0.006) * facet - F(0.006) * np.clip(line, 0, 1)
    gleam = shine(tile, tile.blur(F(0.05) * tile.noise(rng, 6, 3), 0.01), 0.22, 18)
    return screen(rgb, gleam[..., None] * hex_color("#ffffff")), height


KINDS = (
    TextureKind("water", ("water", "ocean", "sea", "pool", "river", "lake", "liquid"), water),
    TextureKind("lava", ("lava", "magma", "molten"), lava),
    TextureKind("ice", ("ice", "icy", "frozen", "glacier"), ice),
)
