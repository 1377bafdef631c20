"""Seamless pictures: a material, or a pattern of subjects strewn over a ground."""

import math

import cv2
import numpy as np

from .arrangement import draw_subject
from .color import Array, F, from_lch, lch
from .coloring import palette_for
from .noise import rng_for, uniform
from .reading import Reading
from .shading import render
from .styles import STYLE_BY_NAME
from .textures import TEXTURES

_MOTIF_CELLS = 3
"""Motifs along the shorter side of a pattern."""


def paint_material(reading: Reading, width: int, height: int, key: object) -> tuple[Array, Array]:
    """(rgb (height, width, 3), relief (height, width)), both seamless."""
    if reading.texture is not None:
        return reading.texture.paint(width, height, rng_for("texture", key), reading.texture_colors)
    if reading.subjects:
        return _pattern(reading, width, height, key)
    abstract = next(kind for kind in TEXTURES if kind.name == "abstract")
    return abstract.paint(width, height, rng_for("texture", key), reading.texture_colors)


def _pattern(reading: Reading, width: int, height: int, key: object) -> tuple[Array, Array]:
    """Subjects in a half-drop repeat with small dots between; the ground is a pale cousin of the first's colour."""
    style = reading.style or STYLE_BY_NAME["flat"]
    rng = rng_for("pattern", key)
    lightness, chroma, hue = lch(palette_for(reading.subjects[0]).main)
    light_ground = lightness < 0.72
    ground = from_lch(0.90 if light_ground else 0.36, min(max(chroma * 0.30, 0.02), 0.06), hue + 40)
    dot = from_lch(0.80 if light_ground else 0.46, min(max(chroma * 0.5, 0.03), 0.09), hue + 30)
    unit = min(width, height)
    columns = 2 * max(1, round(_MOTIF_CELLS * width / unit / 2))
    rows = max(1, round(_MOTIF_CELLS * height / unit))
    cell_x, cell_y = width / columns, height / rows
    rgb = np.ones((height, width, 3), F) * ground
    relief = np.zeros((height, width), F)
    side = max(8, round(min(cell_x, cell_y) * 0.86))
    motifs = []
    for number, choice in enumerate(reading.subjects):
        figure = draw_subject(choice, (key, number))
        if figure.parts:
            drawn = render(figure, side, side, style.shading, rng_for("grain", key, number), fit=0.92)
            motifs.append(drawn.rgba)
    for column in range(columns):
        for row in range(rows):
            drop = 0.5 * (column % 2)
            x, y = (column + 0.5) * cell_x, (row + 0.5 + drop) * cell_y
            _dot(rgb, x, y + cell_y / 2, unit * 0.020, dot)
            _dot(rgb, x + cell_x * 0.5, y + cell_y * 0.25, unit * 0.009, dot)
            if not motifs:
                continue
            motif = _turned(motifs[(column + row) % len(motifs)], uniform(rng, -14, 14))
            _stamp(rgb, relief, motif, x, y)
    return rgb, relief


def _turned(motif: Array, degrees: float) -> Array:
    height, width = motif.shape[:2]
    premultiplied = motif.copy()
    premultiplied[..., :3] *= motif[..., 3:]
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    cx, cy = width / 2, height / 2
    matrix = np.array([[cos, sin, cx - cos * cx - sin * cy], [-sin, cos, cy + sin * cx - cos * cy]])
    return cv2.warpAffine(premultiplied, matrix, (width, height))


def _stamp(rgb: Array, relief: Array, motif: Array, x: float, y: float) -> None:
    """Lay a premultiplied motif centred on (x, y), across the borders; in place."""
    height, width = relief.shape
    rows = (np.arange(motif.shape[0]) + round(y - motif.shape[0] / 2)) % height
    columns = (np.arange(motif.shape[1]) + round(x - motif.shape[1] / 2)) % width
    place = np.ix_(rows, columns)
    alpha = motif[..., 3:]
    rgb[place] = np.clip(rgb[place] * (1 - alpha) + motif[..., :3], 0, 1)
    relief[place] = np.maximum(relief[place], alpha[..., 0])


def _dot(rgb: Array, x: float, y: float, radius: float, color: Array) -> None:
    reach = math.ceil(radius + 1)
    offset = np.arange(-reach, reach + 1)
    height, width = rgb.shape[:2]
    distance = np.hypot(offset[:, None], offset[None, :])
    cover = np.clip(radius - distance + 0.5, 0, 1).astype(F)[..., None]
    place = np.ix_((offset + round(y)) % height, (offset + round(x)) % width)
    rgb[place] = rgb[place] * (1 - cover) + color * cover
