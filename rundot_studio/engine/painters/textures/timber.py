"""Sawn wood: planks with grain, knots and nails; and bark."""

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Array, Color, F, ramp
from rundot_studio.engine.painters.noise import child_rng, smoothstep

from .tile import TextureKind, Tile, blend, cavity, first_color, light, second_color, tinted, toned


def _knots(tile: Tile, rng: Generator, planks: int) -> tuple[Array, Array]:
    """(how far the rings are pushed aside, darkness of the knot itself), both (height, width)."""
    own = child_rng(rng)
    x, y = tile.coordinates()
    push = np.zeros((tile.height, tile.width), F)
    dark = np.zeros((tile.height, tile.width), F)
    plank_width = tile.width / planks / tile.unit
    for plank in range(planks):
        here, down, across = own.random(3)
        if here > 0.7:
            continue
        dx = (x - F((plank + 0.25 + 0.5 * across) / planks)) * F(tile.width / tile.unit)
        dx = dx - np.round(dx * tile.unit / tile.width) * F(tile.width / tile.unit)
        dy = (y - F(down) + F(0.5)) % 1 - F(0.5)
        dy = dy * F(tile.height / tile.unit)
        radius = F(plank_width * 0.13)
        distance = np.sqrt((dx / radius) ** 2 + (dy / (radius * F(1.9))) ** 2)
        push += np.exp(-distance * F(0.75)) * F(1.5)
        dark += np.exp(-(distance**2) * F(0.9))
    return push, np.clip(dark, 0, 1)


def planks(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """Upright boards, each cut from its own log."""
    count = max(2, tile.cells(5)[1])
    x, y = tile.coordinates()
    board = np.minimum(np.floor(x * count), count - 1).astype(np.int32)
    inside = x * count - board
    own = child_rng(rng)
    tone_of, shift_of, hue_of = (own.uniform(-1, 1, count).astype(F)[board] for _ in range(3))
    push, dark = _knots(tile, rng, count)
    drift = tile.noise(rng, 3, 4, stretch_y=2.5)
    rings = inside * F(3.2) + shift_of * F(9) + drift * F(2.4) + push * F(1.6)
    wave = np.abs((rings * F(2.2)) % 1 - F(0.5)) * 2
    late_wood = smoothstep(0.45, 1.0, wave)
    fibre = tile.noise(rng, 110, 3, stretch_y=16)
    streak = tile.noise(rng, 18, 3, stretch_y=10)
    end = (y + shift_of * F(0.5) + F(0.5)) % 1
    board_width = tile.width / count / tile.unit
    side = np.minimum(inside, 1 - inside) * F(board_width)
    butt = np.minimum(end, 1 - end) * F(tile.height / tile.unit)
    gap = smoothstep(0.0015, 0.008, np.minimum(side, butt) + (streak - F(0.5)) * F(0.004))
    height = gap * F(0.014) - late_wood * F(0.0022) + fibre * F(0.0035) - dark * F(0.004)
    tone = F(0.50) + F(0.55) * light(tile, height) + F(0.10) * tone_of - F(0.15) * late_wood
    tone = tone + F(0.22) * (fibre - F(0.5)) + F(0.20) * (streak - F(0.5)) - F(0.26) * dark
    tone = tone * (F(0.25) + F(0.75) * gap) - F(0.10) * cavity(tile, height, 0.014, 0.012)
    rgb = tinted(toned(ramp(first_color(colors, "#98663c")), tone), F(0.05) * hue_of)
    nails = _nails(tile, inside, end, board_width)
    return blend(
        rgb, toned(ramp(second_color(colors, "#5c5a60")), F(0.35) + F(0.5) * nails), smoothstep(0.2, 0.6, nails)
    ), height


def _nails(tile: Tile, inside: Array, end: Array, board_width: float) -> Array:
    """Two nail heads at each end of each board, 0..1."""
    out = np.zeros((tile.height, tile.width), F)
    radius = F(0.0062)
    length = F(tile.height / tile.unit)
    for across in (0.2, 0.8):
        for down in (0.035, 0.965):
            dx = (inside - F(across)) * F(board_width)
            dy = (end - F(down)) * length
            out = np.maximum(out, np.clip(1 - (dx * dx + dy * dy) / (radius * radius), 0, 1))
    return out


def bark(tile: Tile, rng: Generator, colors: Sequence[Color]) -> tuple[Array, Array]:
    """Deep furrowed plates of an old tree."""
    bend = (tile.noise(rng, 5, 3) - F(0.5)) * F(0.10)
    furrow = tile.noise(rng, 9, 4, 0.55, stretch_y=4.5, ridged=True)
    furrow = tile.warp(furrow, bend, bend * F(0.3))
    fine = tile.noise(rng, 40, 3, stretch_y=3)
    height = F(0.05) * smoothstep(0.35, 0.85, furrow) + F(0.012) * fine
    tone = (
        F(0.46) + F(0.42) * light(tile, height, strength=0.7) + F(0.42) * (furrow - F(0.5)) + F(0.16) * (fine - F(0.5))
    )
    rgb = toned(ramp(first_color(colors, "#8a6a50")), tone - F(0.14) * cavity(tile, height, 0.02, 0.03))
    moss = smoothstep(0.60, 0.78, tile.noise(rng, 5, 5)) * smoothstep(0.5, 0.8, furrow) * F(0.7)
    return blend(rgb, toned(ramp(second_color(colors, "#64783a")), tone), moss), height


KINDS = (
    TextureKind(
        "wood", ("wood", "wooden", "plank", "planks", "timber", "wood plank", "wood floor", "wooden floor"), planks
    ),
    TextureKind("bark", ("bark", "tree bark"), bark),
)
