"""The canvas of a seamless material: coordinates, noise, cells and light that all wrap at the borders.

Lengths are in units of the shorter side, so that a material has the same grain at every size and every ratio.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from rundot_studio.engine.painters.color import Array, Color, F, sample
from rundot_studio.engine.painters.noise import child_rng, value_noise

Labels = NDArray[np.int32]
LIGHT = (-0.45, -0.62, 0.64)
"""Direction toward the light, y down: upper left, in front."""


@dataclass(frozen=True)
class Tile:
    """A seamless picture of ``width`` x ``height`` pixels."""

    width: int
    height: int

    @property
    def unit(self) -> int:
        """Pixels of the shorter side."""
        return min(self.width, self.height)

    def cells(self, per_unit: float, *, even_rows: bool = False) -> tuple[int, int]:
        """(rows, columns) of about square cells, ``per_unit`` along the shorter side."""
        rows = max(1, round(per_unit * self.height / self.unit))
        columns = max(1, round(per_unit * self.width / self.unit))
        if even_rows:
            rows = max(2, 2 * round(rows / 2))
        return rows, columns

    def coordinates(self) -> tuple[Array, Array]:
        """(x, y) at the pixel centres, 0..1 across and down, shapes (1, width) and (height, 1)."""
        x = (np.arange(self.width, dtype=F) + F(0.5)) / F(self.width)
        y = (np.arange(self.height, dtype=F) + F(0.5)) / F(self.height)
        return x[None, :], y[:, None]

    def noise(
        self,
        rng: Generator,
        per_unit: float,
        octaves: int = 5,
        gain: float = 0.5,
        *,
        stretch_y: float = 1.0,
        ridged: bool = False,
    ) -> Array:
        """Seamless fractal noise (height, width), 0..1; ``stretch_y`` above 1 draws the grain out downward."""
        base = child_rng(rng)
        out = np.zeros((self.height, self.width), F)
        amplitude, total = 1.0, 0.0
        for _ in range(octaves):
            octave = child_rng(base)
            rows, columns = self.cells(per_unit)
            rows = max(1, round(rows / stretch_y))
            field = value_noise(octave, self.height, self.width, rows, columns, tile=True)
            if ridged:
                field = 1 - np.abs(2 * field - 1)
            out += F(amplitude) * field
            total += amplitude
            amplitude *= gain
            per_unit *= 2
            if per_unit > self.unit:
                break
        return out / F(total)

    def blur(self, field: Array, sigma: float) -> Array:
        """Gaussian-like blur by ``sigma`` units that reads across the borders."""
        sigma_px = sigma * self.unit
        if sigma_px < 0.3:
            return field
        pad = min(int(3.2 * sigma_px) + 2, self.height, self.width)
        padded = cv2.copyMakeBorder(field, pad, pad, pad, pad, cv2.BORDER_WRAP)
        if sigma_px < 5:
            padded = cv2.GaussianBlur(padded, (0, 0), sigma_px)
        else:  # three box blurs cost the same at every radius
            box = 2 * round(sigma_px * 0.94) + 1
            for _ in range(3):
                padded = cv2.blur(padded, (box, box))
        return np.ascontiguousarray(padded[pad:-pad, pad:-pad])

    def warp(self, field: Array, dx: Array, dy: Array) -> Array:
        """Read each pixel from (x + dx, y + dy), in units, across the borders."""
        xs = (np.arange(self.width, dtype=F)[None, :] + dx * F(self.unit)) % F(self.width)
        ys = (np.arange(self.height, dtype=F)[:, None] + dy * F(self.unit)) % F(self.height)
        padded = cv2.copyMakeBorder(field, 1, 1, 1, 1, cv2.BORDER_WRAP)
        xs = np.broadcast_to(xs, (self.height, self.width)).astype(F) + F(1)
        ys = np.broadcast_to(ys, (self.height, self.width)).astype(F) + F(1)
        return cv2.remap(padded, xs, ys, cv2.INTER_LINEAR)


@dataclass(frozen=True)
class Cells:
    """A seamless Voronoi partition: ``label`` (height, width), distances in units, ``count`` cells."""

    label: Labels
    edge: Array
    """Distance to the nearest border between cells."""
    centre: Array
    """Distance to the cell's seed."""
    count: int
    size: float
    """Typical distance between seeds."""


def voronoi(tile: Tile, rng: Generator, per_unit: float, jitter: float = 0.85) -> Cells:
    """One seed a grid cell, moved by up to ``jitter`` half cells; nearest seed by an exact distance transform."""
    rows, columns = tile.cells(per_unit)
    offsets = child_rng(rng).uniform(-0.5, 0.5, (rows, columns, 2)) * jitter
    seed_x = (np.arange(columns)[None, :] + 0.5 + offsets[..., 0]) / columns * tile.width
    seed_y = (np.arange(rows)[:, None] + 0.5 + offsets[..., 1]) / rows * tile.height
    pad_x = min(tile.width, math.ceil(2 * tile.width / columns))
    pad_y = min(tile.height, math.ceil(2 * tile.height / rows))
    high, wide = tile.height + 2 * pad_y, tile.width + 2 * pad_x
    free = np.ones((high, wide), np.uint8)
    owner = np.zeros((high, wide), np.int32)
    for shift_y in (-tile.height, 0, tile.height):
        for shift_x in (-tile.width, 0, tile.width):
            px = np.floor(seed_x + shift_x + pad_x).astype(np.int64)
            py = np.floor(seed_y + shift_y + pad_y).astype(np.int64)
            inside = (px >= 0) & (px < wide) & (py >= 0) & (py < high)
            free[py[inside], px[inside]] = 0
            owner[py[inside], px[inside]] = np.flatnonzero(inside.ravel())
    distance, nearest = cv2.distanceTransformWithLabels(free, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    owner_of = np.zeros(int(nearest.max()) + 1, np.int32)
    seeds = free == 0
    owner_of[nearest[seeds]] = owner[seeds]
    label = owner_of[nearest]
    border = np.zeros((high, wide), bool)
    border[:, 1:] |= label[:, 1:] != label[:, :-1]
    border[1:] |= label[1:] != label[:-1]
    edge = cv2.distanceTransform((~border).astype(np.uint8), cv2.DIST_L2, 5)
    crop = (slice(pad_y, pad_y + tile.height), slice(pad_x, pad_x + tile.width))
    return Cells(
        label=np.ascontiguousarray(label[crop]),
        edge=edge[crop].astype(F) / F(tile.unit),
        centre=distance[crop].astype(F) / F(tile.unit),
        count=rows * columns,
        size=1.0 / per_unit,
    )


def slopes(tile: Tile, height: Array) -> tuple[Array, Array]:
    """Central differences of a height field in units: (d/dx, d/dy), wrapped."""
    padded = cv2.copyMakeBorder(height.astype(F, copy=False), 1, 1, 1, 1, cv2.BORDER_WRAP)
    half = F(tile.unit / 2)
    return (padded[1:-1, 2:] - padded[1:-1, :-2]) * half, (padded[2:, 1:-1] - padded[:-2, 1:-1]) * half


def light(tile: Tile, height: Array, *, strength: float = 1.0) -> Array:
    """Lambert light on a height field in units, relative to a flat surface: 0 is flat, about -0.6..0.35."""
    gx, gy = slopes(tile, height)
    gx, gy = gx * F(strength), gy * F(strength)
    lx, ly, lz = LIGHT
    shade = (-gx * F(lx) - gy * F(ly) + F(lz)) / np.sqrt(gx * gx + gy * gy + F(1))
    return np.maximum(shade, 0) - F(lz)


def cavity(tile: Tile, height: Array, radius: float, depth: float) -> Array:
    """How deep a place lies below its surroundings, 0..1: grime and occlusion gather there."""
    return np.clip((tile.blur(height, radius) - height) / F(depth), 0, 1)


def shine(tile: Tile, height: Array, strength: float, power: float) -> Array:
    """Specular highlight (height, width), 0..1, of a surface in units."""
    gx, gy = slopes(tile, height)
    nz = F(1) / np.sqrt(gx * gx + gy * gy + F(1))
    facing = np.clip((gx * F(0.30) + gy * F(0.42) + F(0.86)) * nz, 0, 1)
    return F(strength) * np.power(facing, F(power))


def screen(base: Array, light_rgb: Array) -> Array:
    """Light added as on film: never past white."""
    return 1 - (1 - base) * (1 - np.clip(light_rgb, 0, 1))


def blend(below: Array, above: Array, cover: Array) -> Array:
    """``above`` over ``below`` where ``cover`` (height, width) is 1."""
    weight = cover[..., None]
    return below + (above - below) * weight


def toned(table: Array, tone: Array) -> Array:
    """A field of tone, clipped to 0..1, looked up in a ramp."""
    return sample(table, np.clip(tone, 0, 1))


def tinted(rgb: Array, warmth: Array) -> Array:
    """Warmer where positive, cooler where negative; ``warmth`` (height, width) of a few hundredths."""
    return np.clip(rgb * np.stack([1 + warmth, 1 + warmth * F(0.1), 1 - warmth], -1), 0, 1)


TexturePainter = Callable[[Tile, Generator, Sequence[Color]], tuple[Array, Array]]


@dataclass(frozen=True)
class TextureKind:
    """A seamless material the prompt can name.

    ``painter(tile, rng, colors)`` returns rgb (height, width, 3) and height (height, width), 0..1.
    """

    name: str
    words: tuple[str, ...]
    painter: TexturePainter

    def paint(self, width: int, height: int, rng: Generator, colors: Sequence[Color] = ()) -> tuple[Array, Array]:
        """(rgb (height, width, 3) in 0..1, relief (height, width) in 0..1), both seamless in x and y.

        ``colors`` replace the material's own, first the body, then veins, mortar or threads. Small pictures are
        painted larger and reduced, since cell borders know no anti-aliasing of their own.
        """
        factor = 1
        while min(width, height) * factor < 512 and factor < 8:
            factor *= 2
        rgb, relief = self.painter(Tile(width * factor, height * factor), child_rng(rng), tuple(colors))
        rgb = np.clip(rgb, 0, 1).astype(F, copy=False)
        low, high = float(relief.min()), float(relief.max())
        relief = ((relief - F(low)) / F(max(high - low, 1e-6))).astype(F, copy=False)
        if factor > 1:
            rgb = cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA)
            relief = cv2.resize(relief, (width, height), interpolation=cv2.INTER_AREA)
        return rgb, relief


def first_color(colors: Sequence[Color], default: str) -> Color | str:
    """The prompt's first colour, or the material's own."""
    return colors[0] if colors else default


def second_color(colors: Sequence[Color], default: str) -> Color | str:
    """The prompt's second colour, or the material's own."""
    return colors[1] if len(colors) > 1 else default
