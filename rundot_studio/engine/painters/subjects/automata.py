"""Creatures grown by a cellular automaton on a small mirrored grid: no two alike.

Half a grid is filled by chance after a body's template, two rounds of "a cell survives with three neighbours, is born
with five" smooth it, limbs are walked out of it, it is mirrored, and the largest connected piece is kept. Cells become
parts of an ordinary figure: every colour region is one part, made of the runs of its cells, so that each shading can
draw it. Drawn as pixel art at about the grid's own resolution it keeps its cells; painted, it is a soft-edged mosaic.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from rundot_studio.engine.painters.color import Color, from_lch, hex_color, lch, ramp_stops
from rundot_studio.engine.painters.figure import Figure, Palette, SubjectKind, Traits
from rundot_studio.engine.painters.noise import child_rng, pick, uniform, value_noise
from rundot_studio.engine.painters.shapes import Points, polygon
from rundot_studio.engine.painters.subjects.creature import mood_of

Cells = NDArray[np.bool_]

SIZE = 18
"""Rows and columns of the grid."""
_HALF = SIZE // 2


@dataclass(frozen=True)
class Growth:
    """A grown creature: its cells, the colour region of each (0 body, 1 markings, 2 limbs), where its eyes are."""

    body: Cells
    region: NDArray[np.int64]
    eye_row: int
    eye_column: int


def _template(rng: Generator) -> NDArray[np.float32]:
    """The chance that a cell of the left half is filled: a wide belly and a head above it."""
    y, x = np.mgrid[0:SIZE, 0:_HALF].astype(np.float32)
    middle = (SIZE - 1) / 2
    stout, tall = uniform(rng, 0.75, 1.0), uniform(rng, 0.40, 0.48)
    belly = np.sqrt(((x - (_HALF - 1)) / (_HALF * stout)) ** 2 + ((y - middle) / (SIZE * tall)) ** 2)
    head_height, head_width = uniform(rng, 0.24, 0.36), uniform(rng, 0.5, 0.85)
    head = np.sqrt(((x - (_HALF - 1)) / (_HALF * head_width)) ** 2 + ((y - SIZE * head_height) / (SIZE * 0.26)) ** 2)
    chance = np.clip(1.14 - np.minimum(belly, head), 0, 0.96) ** 0.8
    return chance.astype(np.float32)


def _step(half: Cells) -> Cells:
    """One generation on the mirrored grid."""
    whole = np.concatenate([half, half[:, ::-1]], 1).astype(np.float32)
    neighbours = cv2.filter2D(whole, -1, np.ones((3, 3), np.float32), borderType=cv2.BORDER_CONSTANT) - whole
    alive = whole > 0
    survives = (alive & (neighbours > 2.5)) | (~alive & (neighbours > 4.5))
    return survives[:, :_HALF]


def _add_limbs(half: Cells, rng: Generator) -> None:
    """Arms walked outward from the flank, feet below."""
    for row in rng.choice(np.arange(int(SIZE * 0.36), SIZE - 3), 2, replace=False):
        y = int(row)
        filled = np.flatnonzero(half[y])
        x = int(filled[0]) if filled.size else _HALF - 1
        for _ in range(int(rng.integers(2, 5))):
            x, y = x - 1, y + int(rng.integers(-1, 2))
            if 0 <= x < _HALF and 0 <= y < SIZE:
                half[y, x] = True
    for x in (_HALF - 2, _HALF - 4):
        filled = np.flatnonzero(half[:, x])
        if filled.size and float(rng.random()) < 0.85:
            half[filled[-1] : filled[-1] + 3, x] = True
    horn = int(rng.integers(0, 4))
    if horn:
        filled = np.flatnonzero(half[:, _HALF - 1 - horn])
        if filled.size:
            half[max(0, filled[0] - 2) : filled[0], _HALF - 1 - horn] = True


def _largest_piece(cells: Cells) -> Cells:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cells.astype(np.uint8), connectivity=8)
    return np.asarray(labels == 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax()))


def grow(rng: Generator) -> Growth:
    """A creature from chance; always at least a small body."""
    half = rng.random((SIZE, _HALF)) < _template(rng)
    half[int(SIZE * 0.30) : int(SIZE * 0.75), _HALF - 2 :] = True
    for _ in range(2):
        half = _step(half)
    half[int(SIZE * 0.30) : int(SIZE * 0.70), _HALF - 3 :] = True
    trunk = half.copy()
    _add_limbs(half, rng)
    body = _largest_piece(np.concatenate([half, half[:, ::-1]], 1))
    noise = value_noise(rng, SIZE, _HALF, 5, 3)
    markings = np.concatenate([noise, noise[:, ::-1]], 1) > 0.60
    limbs = ~np.concatenate([trunk, trunk[:, ::-1]], 1)
    region = np.where(limbs, 2, np.where(markings, 1, 0)).astype(np.int64)
    rows = [y for y in range(int(SIZE * 0.2), int(SIZE * 0.6)) if body[y : y + 2, _HALF - 3 : _HALF + 3].all()]
    return Growth(body, region, rows[len(rows) // 3], int(rng.integers(1, 3)))


def _runs(cells: Cells) -> list[Points]:
    """The cells as rectangles, one a horizontal run, in grid units; they overlap a little, or seams would show."""
    seam = 0.02
    outlines = []
    for y, row in enumerate(cells):
        edges = np.flatnonzero(np.diff(np.concatenate([[False], row, [False]]).astype(np.int8)))
        for x0, x1 in edges.reshape(-1, 2):
            left, right = float(x0) - seam, float(x1) + seam
            outlines.append(polygon((left, y - seam), (right, y - seam), (right, y + 1 + seam), (left, y + 1 + seam)))
    return outlines


def _tone_bands(body: Cells) -> NDArray[np.int64]:
    """Five bands of light per cell, 0 dark, 4 light: a low relief lit from the upper left."""
    depth = cv2.distanceTransform(np.pad(body, 1).astype(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
    height = cv2.GaussianBlur(np.minimum(depth, 3.5), (0, 0), 0.8)
    slope_x = cv2.Sobel(height, cv2.CV_32F, 1, 0) / 8
    slope_y = cv2.Sobel(height, cv2.CV_32F, 0, 1) / 8
    facing = (slope_x * 0.45 + slope_y * 0.65 + 0.6) / np.sqrt(slope_x * slope_x + slope_y * slope_y + 1)
    facing = facing + (0.5 - np.linspace(0, 1, SIZE, dtype=np.float32)[:, None]) * 0.22
    return np.clip((facing - 0.10) / 0.9 * 5, 0, 4.99).astype(np.int64)


def _region_colors(rng: Generator, palette: Palette, traits: Traits) -> list[Color]:
    lightness, chroma, hue = lch(palette.main)
    own_hue = uniform(rng, 0, 360)
    if np.array_equal(palette.main, Palette.default().main):  # no colour asked for: any
        lightness, chroma, hue = 0.64, 0.15, own_hue
    hue += uniform(rng, -12, 12)
    if traits.evil:
        lightness *= 0.7
    partner = hue + pick(rng, 35, -40, 150, 180)
    return [
        from_lch(lightness, chroma, hue),
        from_lch(min(lightness + 0.08, 0.9), max(chroma * 0.9, 0.06), partner),
        from_lch(max(lightness - 0.06, 0.2), chroma, hue + pick(rng, 20, -20, 60)),
    ]


def creature(figure: Figure, rng: Generator, palette: Palette, traits: Traits) -> None:
    """An automaton's creature as square parts."""
    growth = grow(child_rng(rng))
    bands = _tone_bands(growth.body)
    cell = 1.9 / SIZE
    figure.push(-cell * SIZE / 2, -cell * SIZE / 2, 0, cell)
    figure.add(_runs(growth.body), "#241a30", "flat", line=0, shadow=0)
    for region, color in enumerate(_region_colors(rng, palette, traits)):
        for band, stop in enumerate(ramp_stops(color)):
            cells = growth.body & (growth.region == region) & (bands == band)
            if cells.any():
                figure.add(_runs(cells), stop, "flat", line=0, shadow=0)
    _eyes(figure, growth, palette, traits)
    figure.pop()


def _square(x: float, y: float, width: float = 1, height: float = 1) -> Points:
    return polygon((x, y), (x + width, y), (x + width, y + height), (x, y + height))


def _eyes(figure: Figure, growth: Growth, palette: Palette, traits: Traits) -> None:
    glow = hex_color("#ff3a2a") if traits.evil else palette.glow
    lit = 1.0 if traits.evil or traits.glowing else 0.0
    mood = mood_of(traits)
    for side in (-1, 1):
        inner = _HALF + growth.eye_column - 1 if side > 0 else _HALF - growth.eye_column
        outer = inner + side
        left = min(inner, outer)
        figure.add(_square(left, growth.eye_row, 2, 2), glow if lit else "#ffffff", "flat", glow=lit, line=0, shadow=0)
        if not lit:
            figure.add(_square(inner, growth.eye_row + 1), "#1a1020", "flat", line=0, shadow=0)
        if mood == "angry":
            figure.add(_square(inner, growth.eye_row), "#1a1020", "flat", line=0, shadow=0)
        elif mood in ("sad", "sleepy"):
            width = 2 if mood == "sleepy" else 1
            at = left if mood == "sleepy" else outer
            figure.add(_square(at, growth.eye_row, width), "#1a1020", "flat", line=0, shadow=0)


KINDS: tuple[SubjectKind, ...] = (
    SubjectKind(
        "creature",
        ("creature", "monster", "alien", "invader", "space invader", "mutant", "critter", "enemy"),
        creature,
    ),
)
