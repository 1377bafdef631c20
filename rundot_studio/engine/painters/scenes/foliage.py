"""Leaves and blades: crowns built of clumps of dabs in four tones, grass, flowers, canopies."""

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from rundot_studio.engine.painters.color import Array, ColorLike, F, hex_color

from .stage import Mask, Stage, coverage, shade

Clumps = NDArray[np.float64]
"""Rounds of leaves: rows of x, y, radius in pixels, (n, 3)."""

_TONES = ((0.23, 1.12, 0.00, 1.2), (0.40, 0.92, 0.12, 0.9), (0.58, 0.72, 0.32, 0.8), (0.76, 0.50, 0.52, 0.45))
"""Per pass: place on the ramp, share of the clump's radius it fills, push toward the light, share of the dabs."""


def leaf_quads(
    places: Clumps, sizes: NDArray[np.float64], angles: NDArray[np.float64], top: int, slim: float = 0.42
) -> NDArray[np.int32]:
    """Small pointed leaves (diamonds) as corners in eighths of a pixel, (n, 4, 2)."""
    c, s = np.cos(angles) * sizes, np.sin(angles) * sizes
    x, y = places[:, 0], places[:, 1] - top
    corners = np.stack([x - c, y - s, x + s * slim, y - c * slim, x + c, y + s, x - s * slim, y + c * slim], 1)
    return np.round(corners.reshape(-1, 4, 2) * 8).astype(np.int32)


def draw_dabs(
    mask: Mask, places: Clumps, sizes: NDArray[np.float64], angles: NDArray[np.float64], top: int, slim: float = 0.42
) -> None:
    """Leaves into a mask whose first row is ``top``."""
    for quad in leaf_quads(places, sizes, angles, top, slim):
        cv2.fillConvexPoly(mask, quad, 255, cv2.LINE_AA, 3)


def paint_crowns(
    stage: Stage,
    rng: Generator,
    clumps: Clumps,
    color: ColorLike,
    distance: float,
    near: float,
    *,
    leaf: float = 0.006,
    dabs_per_clump: int = 26,
    hang: float = 0.0,
    solid: float = 0.72,
) -> None:
    """Masses of leaves. ``leaf`` is a dab's half length in units; ``hang`` 0..1 turns dabs downward (firs).
    ``solid`` is the share of a clump's radius that is closed, 0 for loose strands."""
    if len(clumps) == 0:
        return
    reach = float(clumps[:, 2].max()) * 1.3
    top = max(0, math.floor(clumps[:, 1].min() - reach))
    bottom = min(stage.height, math.ceil(clumps[:, 1].max() + reach))
    if bottom <= top:
        return
    body = np.zeros((bottom - top, stage.width), np.uint8)
    tone = np.full((bottom - top, stage.width), round(_TONES[0][0] * 255), np.uint8)
    lift = 0.12 * (rng.random(len(clumps)) - 0.5)
    quads, values = _crown_dabs(stage, rng, clumps, top, leaf, dabs_per_clump, hang, lift)
    for i, (x, y, r) in enumerate(clumps.tolist()):
        if solid > 0:
            center = (round(x * 16), round((y - top) * 16))
            for mask, value in ((body, 255), (tone, round(255 * (_TONES[0][0] + lift[i] * 0.4)))):
                cv2.circle(mask, center, round(r * 16 * solid), value, -1, cv2.LINE_AA, 4)
        for quad, value in zip(quads[i], values[i].tolist(), strict=True):
            cv2.fillConvexPoly(body, quad, 255, cv2.LINE_AA, 3)
            cv2.fillConvexPoly(tone, quad, value, cv2.LINE_AA, 3)
    stage.lay(shade(stage.ramp(color, distance), coverage(tone)), coverage(body), top, near=near)


def _crown_dabs(
    stage: Stage,
    rng: Generator,
    clumps: Clumps,
    top: int,
    leaf: float,
    dabs: int,
    hang: float,
    lift: NDArray[np.float64],
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Every clump's leaves, shaded first and lit last: corners (n, dabs, 4, 2) and tones 0..255 (n, dabs)."""
    counts = [max(3, round(dabs * part)) for _, _, _, part in _TONES]
    level, share, push = (np.repeat([row[k] for row in _TONES], counts) for k in range(3))
    chance = rng.random((len(clumps), len(level), 4))
    r = clumps[:, 2:3]
    turn = chance[..., 1] * 2 * math.pi
    radius = np.sqrt(chance[..., 0]) * r * share
    x = np.cos(turn) * radius + clumps[:, 0:1] + 0.42 * stage.side * r * push
    y = np.sin(turn) * radius + clumps[:, 1:2] - 0.75 * r * push
    sizes = leaf * stage.unit * (0.65 + 0.8 * chance[..., 2])
    angles = (chance[..., 3] - 0.5) * math.pi * (1 - hang) + (math.pi / 2) * hang
    places = np.stack([x.ravel(), y.ravel()], 1)
    quads = leaf_quads(places, sizes.ravel(), angles.ravel(), top).reshape(*x.shape, 4, 2)
    return quads, np.round(255 * np.clip(level + lift[:, None], 0, 1)).astype(np.int64)


def round_crown(rng: Generator, x_px: float, y_px: float, width_px: float, height_px: float, count: int = 22) -> Clumps:
    """Clumps of a broad-leaved tree whose crown is centred on (x, y)."""
    chance = rng.random((count, 3))
    turn = chance[:, 0] * 2 * math.pi
    radius = np.sqrt(chance[:, 1])
    x = x_px + np.cos(turn) * radius * width_px * 0.42
    y = y_px + np.sin(turn) * radius * height_px * 0.40
    size = (0.15 + 0.10 * chance[:, 2]) * (width_px + height_px) * 0.55
    return np.stack([x, y, size], 1)


def paint_blades(
    stage: Stage,
    name: object,
    color: ColorLike,
    *,
    count: int = 420,
    length: float = 0.075,
    foot: float = 1.005,
    frame: float = 0.9,
    distance: float = 0.0,
    layers: int = 3,
) -> None:
    """Grass in front: blades from the lower edge, longer toward the sides by ``frame`` so that they frame the picture.

    ``length`` in units; the count is that of a square picture and grows with the width.
    """
    if not stage.shows("grass"):
        return
    rng = stage.chance(("blades", name))
    unit, width = stage.unit, stage.width
    top = max(0, math.floor(foot * stage.height - unit * length * (1.6 + frame)))
    rows = min(stage.height, math.ceil(foot * stage.height) + 2) - top
    if rows <= 0:
        return
    table = stage.ramp(color, distance)
    each = max(8, round(count * width / unit / layers))
    for layer in range(layers):
        mask, tone = np.zeros((rows, width), np.uint8), np.zeros((rows, width), np.uint8)
        chance = rng.random((each, 4))
        x = (1.08 * chance[:, 0] - 0.04) * width
        edge = np.abs(2 * chance[:, 0] - 1)
        tall_px = length * unit * (0.35 + 0.75 * chance[:, 1]) * (0.70 + 0.15 * layer)
        tall_px *= 1 - 0.4 * frame + frame * edge**1.5
        bend = (chance[:, 2] - 0.5) * 1.1 * tall_px
        y = foot * stage.height - 0.010 * unit * (layers - 1 - layer) - top
        values = np.round(255 * np.clip(0.60 - 0.17 * layer + 0.24 * (chance[:, 3] - 0.35), 0, 1)).astype(int)
        for blade, value in zip(_blade_outlines(x, y, tall_px, bend), values.tolist(), strict=True):
            cv2.fillPoly(mask, [blade], 255, cv2.LINE_AA, 4)
            cv2.fillPoly(tone, [blade], value, cv2.LINE_8, 4)
        foot_shade = np.linspace(0.10, -0.22, rows, dtype=F)[:, None]
        field = coverage(cv2.dilate(tone, np.ones((3, 3), np.uint8))) + foot_shade
        stage.lay(shade(table, field), coverage(mask), top, near=1.0)


def _blade_outlines(
    x: NDArray[np.float64], foot_px: float, tall_px: NDArray[np.float64], bend_px: NDArray[np.float64]
) -> NDArray[np.int32]:
    """Bent blades as polygons in sixteenths of a pixel, (n, 12, 2): a parabola, broad at the foot."""
    t = np.linspace(0, 1, 6)[None]
    line_x = x[:, None] + bend_px[:, None] * t * t
    line_y = foot_px - tall_px[:, None] * t
    half = np.maximum(1.4, tall_px * 0.075)[:, None] * (1 - t) * 0.5 + 0.15
    left = np.stack([line_x - half, line_y], 2)
    right = np.stack([line_x + half, line_y], 2)[:, ::-1]
    return np.round(np.concatenate([left, right], 1) * 16).astype(np.int32)


def paint_flowers(
    stage: Stage, name: object, colors: Sequence[ColorLike], *, top: float, bottom: float = 1.0, count: int = 46
) -> None:
    """Small five-petalled flowers scattered over the ground, larger toward the viewer."""
    if not stage.shows("flowers"):
        return
    rng = stage.chance(("flowers", name))
    for u, v, which, size, turn in sorted(rng.random((count, 5)).tolist(), key=lambda row: row[1]):
        y = (top + (bottom - top) * v**0.7) * stage.height
        radius = (0.0018 + 0.0052 * v * (0.6 + 0.6 * size)) * stage.unit
        if y < stage.height * 0.97 and not stage.clear_at(u * stage.width, y):
            continue
        color = hex_color(colors[int(which * len(colors))])
        _flower(stage, u * stage.width, y, max(radius, 0.6), stage.local(color), turn)


def _flower(stage: Stage, x: float, y: float, radius: float, color: Array, turn: float) -> None:
    reach = math.ceil(radius * 2.4) + 1
    top, left = max(0, int(y) - reach), max(0, int(x) - reach)
    bottom, right = min(stage.height, int(y) + reach), min(stage.width, int(x) + reach)
    if bottom <= top or right <= left:
        return
    petals, heart = np.zeros((2, bottom - top, right - left), np.uint8)
    for k in range(5):
        angle = (k / 5 + turn) * 2 * math.pi
        center = (x + math.cos(angle) * radius - left, y + math.sin(angle) * radius * 0.7 - top)
        cv2.circle(petals, (round(center[0] * 16), round(center[1] * 16)), round(radius * 12), 255, -1, cv2.LINE_AA, 4)
    cv2.circle(heart, (round((x - left) * 16), round((y - top) * 16)), round(radius * 9), 255, -1, cv2.LINE_AA, 4)
    stage.lay(color, coverage(petals), top, left)
    stage.lay(stage.local("#ffd84a"), coverage(heart), top, left)
