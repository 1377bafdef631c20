"""Trees: distant lines of them, standing ones near by, bare trunks."""

import math

import cv2
import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import ColorLike, F, hex_color
from rundot_studio.engine.painters.noise import smoothstep, uniform
from rundot_studio.engine.painters.shapes import Points, blob, polygon, spline, stroke

from .firs import paint_fir
from .foliage import paint_crowns, round_crown
from .ridges import Line
from .sheets import sheet_noise
from .stage import Mask, Stage, coverage, fill, shade


def pine_outline(rng: Generator, tiers: int = 6) -> Points:
    """A fir one unit tall, foot at (0, 0)."""
    right, left = [], []
    for i in range(tiers):
        f = (i + 1) / tiers
        y, half = -1 + f * 0.94, 0.25 * f**0.85
        right += [(half * uniform(rng, 0.8, 1.15), y + 0.03 * f), (half * 0.50, y - 0.012)]
        left += [(-half * uniform(rng, 0.8, 1.15), y + 0.03 * f), (-half * 0.50, y - 0.012)]
    return np.array([(0, -1.02), *right, (0.03, -0.04), (0.03, 0.06), (-0.03, 0.06), (-0.03, -0.04), *left[::-1]])


def round_outlines(rng: Generator) -> list[Points]:
    """A broad-leaved tree one unit tall: crown of three rounds, and trunk."""
    lean = uniform(rng, -0.05, 0.05)
    return [
        polygon((-0.035, 0.06), (-0.025, -0.4), (0.025, -0.4), (0.035, 0.06)),
        blob(rng, lean, -0.62, 0.30, 0.10, 9, 0.34),
        blob(rng, lean - 0.17, -0.50, 0.20, 0.12, 8, 0.20),
        blob(rng, lean + 0.17, -0.52, 0.20, 0.12, 8, 0.20),
    ]


def palm_outlines(rng: Generator) -> list[Points]:
    """A palm one unit tall, foot at (0, 0)."""
    lean = uniform(rng, -0.25, 0.25)
    trunk = spline([(0, 0.03), (lean * 0.25, -0.35), (lean, -0.80)], False, 8)
    parts = [stroke(trunk, 0.055, 0.030)]
    for k in (0, 10, 1, 9, 2, 8, 3, 7, 4, 6, 5):
        angle = -math.pi * (-0.06 + 1.12 * k / 10) + uniform(rng, -0.09, 0.09)
        parts.append(_frond(lean, -0.80, angle, uniform(rng, 0.30, 0.40)))
    return parts


def _frond(x: float, y: float, angle: float, reach: float) -> Points:
    """A palm frond: a drooping rib with a saw of leaflets on both sides."""
    droop = 0.20 + 0.12 * abs(math.cos(angle))
    t = np.linspace(0, 1, 15)
    rib_x = x + math.cos(angle) * reach * t
    rib_y = y + math.sin(angle) * reach * 0.75 * t + droop * t * t * 0.9
    leaf = 0.085 * np.sin(np.clip(t * 1.08 + 0.04, 0, 1) * math.pi) ** 0.7 + 0.004
    over: list[tuple[float, float]] = []
    under: list[tuple[float, float]] = []
    for i in range(14):
        fx, fy = rib_x[i + 1] - rib_x[i], rib_y[i + 1] - rib_y[i]
        length = math.hypot(fx, fy) + 1e-9
        nx, ny, bx, by = -fy / length, fx / length, fx / length * 0.06, fy / length * 0.06
        for side, rows in ((1, over), (-1, under)):
            tip = leaf[i] * (1.0 if ny * side > 0 else 0.6)
            rows += [(rib_x[i], rib_y[i]), (rib_x[i] + nx * side * tip + bx, rib_y[i] + ny * side * tip + by)]
    return np.array([*over, (rib_x[-1], rib_y[-1]), *under[::-1]])


def bare_outlines(rng: Generator, forks: int = 4) -> list[Points]:
    """A dead tree one unit tall: crooked trunk and forking limbs."""
    parts: list[Points] = []

    def grow(x: float, y: float, angle: float, length: float, width: float, left: int) -> None:
        bend = uniform(rng, -0.35, 0.35)
        mid = (x + math.cos(angle) * length * 0.5, y + math.sin(angle) * length * 0.5)
        end = (mid[0] + math.cos(angle + bend) * length * 0.5, mid[1] + math.sin(angle + bend) * length * 0.5)
        parts.append(stroke(spline([(x, y), mid, end], False, 6), width, width * (0.55 if left else 0.15)))
        if left:
            for turn in (uniform(rng, -0.9, -0.3), uniform(rng, 0.3, 0.9)):
                grow(end[0], end[1], angle + bend + turn, length * uniform(rng, 0.55, 0.78), width * 0.55, left - 1)

    grow(0, 0.04, -math.pi / 2 + uniform(rng, -0.15, 0.15), 0.40, 0.075, forks)
    return parts


def paint_tree_line(
    stage: Stage,
    name: object,
    line: Line,
    size: float,
    color: ColorLike,
    distance: float,
    near: float,
    *,
    density: float = 1.0,
    kind: str = "mixed",
) -> None:
    """Trees along a ridge, ``size`` tall in units: silhouettes with a lit side and mist at their feet.

    ``kind`` is pine, round, mixed or palm.
    """
    if not stage.shows("trees"):
        return
    rng = stage.chance(("tree line", name))
    unit = stage.unit
    top = max(0, math.floor(float(line.min()) - size * unit * 1.35))
    bottom = min(stage.height, math.ceil(float(line.max()) + size * unit * 0.25))
    if bottom <= top:
        return
    mask, tone = np.zeros((2, bottom - top, stage.width), np.uint8)
    groves = rng.random(12)
    x = -size * 0.3
    across = stage.width / unit
    while x < across + size * 0.3:
        tall = size * uniform(rng, 0.62, 1.15) * (0.75 + 0.5 * groves[int((x / across) * 11) % 12])
        column = min(max(round(x * unit), 0), stage.width - 1)
        foot = (x * unit, float(line[column]) + tall * unit * 0.05)
        fir = kind == "pine" or (kind == "mixed" and rng.random() < 0.55)
        outlines = [pine_outline(rng)] if fir else palm_outlines(rng) if kind == "palm" else round_outlines(rng)
        value = round(255 * uniform(rng, 0.34, 0.52))
        for outline in outlines:
            points = outline * (tall * unit) + foot
            fill(mask, points, 0, top)
            fill(tone, points, 0, top, value)
            lit = points[:, 0] * stage.side > foot[0] * stage.side
            half = points.copy()
            half[~lit, 0] = foot[0]
            fill(tone, half + np.array([stage.side * tall * unit * 0.02, 0.0]), 0, top, min(255, value + 46))
        x += tall * uniform(rng, 0.10, 0.44) / density
    _undergrowth(stage, rng, (mask, tone), line, size, top, density)
    cover = coverage(mask)
    field = coverage(tone)
    if not stage.flat:
        field = field + sheet_noise(rng, bottom - top, stage.width, unit * 0.5, 1.6, 12) * F(0.05)
    planes = shade(stage.ramp(color, 0.0), field)
    haze = hex_color(stage.time.haze)
    sunk = (stage.y[top:bottom] - line[None].astype(F)) / F(size * unit)
    air = np.clip(distance + (0 if stage.flat else 0.42) * smoothstep(-0.75, 0.15, sunk) * (0.25 + distance), 0, 0.95)
    for k in range(3):
        planes[k] += (haze[k] - planes[k]) * air
    stage.lay(planes, cover, top, near=near)


def _undergrowth(
    stage: Stage, rng: Generator, masks: tuple[Mask, Mask], line: Line, size: float, top: int, density: float
) -> None:
    """Bushes between the trees, so that a wood is not a fence."""
    count = round(34 * density * stage.width / stage.unit * 0.05 / size)
    for u, s, v in rng.random((max(4, min(count, 90)), 3)):
        column = min(int(u * stage.width), stage.width - 1)
        radius = size * stage.unit * (0.10 + 0.14 * s)
        center = (round(u * stage.width * 16), round((line[column] - radius * 0.5 - top) * 16))
        for mask, value in ((masks[0], 255), (masks[1], round(255 * (0.34 + 0.16 * v)))):
            cv2.ellipse(mask, center, (round(radius * 24), round(radius * 16)), 0, 0, 360, value, -1, cv2.LINE_AA, 4)


def paint_trunk(
    stage: Stage, rng: Generator, outlines: list[Points], color: ColorLike, distance: float, near: float
) -> None:
    """Trunks and limbs given in pixels: bark with vertical grain, round toward the light."""
    every = np.concatenate(outlines)
    top = max(0, math.floor(every[:, 1].min()) - 1)
    bottom = min(stage.height, math.ceil(every[:, 1].max()) + 2)
    left = max(0, math.floor(every[:, 0].min()) - 2)
    right = min(stage.width, math.ceil(every[:, 0].max()) + 3)
    if bottom <= top or right <= left:
        return
    mask = np.zeros((bottom - top, right - left), np.uint8)
    for outline in outlines:
        fill(mask, outline, left, top)
    cover = coverage(mask)
    thick = cv2.distanceTransform((mask > 100).astype(np.uint8), cv2.DIST_L2, 3)
    reach = max(1.0, float(thick.max()))
    shift = max(1, round(reach * 0.7))
    toward = np.roll(thick, -stage.side * shift, 1)
    tone = 0.42 + (thick - toward) / F(reach) * F(0.34)
    if not stage.flat:
        bark = sheet_noise(rng, mask.shape[0], mask.shape[1], (0.22 * stage.unit, 0.9 * stage.unit), 1.7, 6)
        tone = tone + bark * F(0.07)
    else:
        tone = np.where(tone > 0.5, F(0.6), F(0.4))
    stage.lay(shade(stage.ramp(color, distance), tone), cover, top, left, near=near)


def paint_tree(
    stage: Stage,
    name: object,
    x: float,
    foot: float,
    tall: float,
    leaf_color: ColorLike,
    *,
    kind: str = "round",
    distance: float = 0.0,
    near: float = 0.9,
    shadow: bool = True,
) -> None:
    """A standing tree with its foot at fractions (x, foot) of the picture, ``tall`` in units.

    ``kind`` is round, pine, palm or bare.
    """
    if not stage.shows("trees"):
        return
    rng = stage.chance(("tree", name))
    unit = stage.unit
    cx, cy, height = x * stage.width, foot * stage.height, tall * unit
    bark = "#6e4f3a"
    if shadow:
        paint_contact(stage, cx - stage.side * height * 0.10, cy, height * (0.30 if kind == "round" else 0.22), 0.42)
    if kind in ("bare", "palm"):
        outlines = bare_outlines(rng) if kind == "bare" else palm_outlines(rng)
        placed = [o * height + (cx, cy) for o in outlines]
        if kind == "bare":
            paint_trunk(stage, rng, placed, "#55483f", distance, near)
            return
        paint_trunk(stage, rng, placed[:1], "#8a6a4a", distance, near)
        for frond in placed[1:]:
            paint_trunk(stage, rng, [frond], leaf_color, distance, near)
        return
    if kind == "pine":
        width = height * 0.035
        trunk = polygon(
            (cx - width, cy),
            (cx - width * 0.6, cy - height * 0.5),
            (cx + width * 0.6, cy - height * 0.5),
            (cx + width, cy),
        )
        paint_trunk(stage, rng, [trunk], bark, distance, near)
        paint_fir(stage, rng, cx, cy - height * 0.04, height * 0.96, leaf_color, distance, near)
        return
    width = height * 0.055
    lean = uniform(rng, -0.05, 0.05) * height
    trunk = polygon(
        (cx - width * 1.8, cy),
        (cx - width * 0.9, cy - height * 0.07),
        (cx - width * 0.7 + lean, cy - height * 0.5),
        (cx + width * 0.7 + lean, cy - height * 0.5),
        (cx + width * 0.9, cy - height * 0.07),
        (cx + width * 1.8, cy),
    )
    limbs = [
        stroke(
            spline(
                [(cx + lean * 0.8, cy - height * 0.33), (cx + lean + s * height * 0.13, cy - height * 0.55)], False, 5
            ),
            width,
            width * 0.4,
        )
        for s in (-1, 1)
    ]
    paint_trunk(stage, rng, [trunk, *limbs], bark, distance, near)
    crown = round_crown(rng, cx + lean, cy - height * 0.66, height * 0.70, height * 0.58)
    crown = crown[np.argsort(crown[:, 1], kind="stable")]
    paint_crowns(stage, rng, crown, leaf_color, distance, near, leaf=0.020 * tall, dabs_per_clump=34)


def paint_contact(stage: Stage, x_px: float, y_px: float, half_px: float, amount: float, squash: float = 0.22) -> None:
    """A soft shadow on the ground around (x, y)."""
    reach_x, reach_y = math.ceil(half_px * 1.8), math.ceil(half_px * squash * 1.8) + 1
    top, left = max(0, int(y_px) - reach_y), max(0, int(x_px) - reach_x)
    bottom, right = min(stage.height, int(y_px) + reach_y), min(stage.width, int(x_px) + reach_x)
    if bottom <= top or right <= left:
        return
    dx = (stage.x[:, left:right] - F(x_px)) / F(half_px)
    dy = (stage.y[top:bottom] - F(y_px)) / F(max(half_px * squash, 0.5))
    stage.lay(hex_color(stage.time.near), np.exp(-(dx * dx + dy * dy) * F(1.3)) * F(amount), top, left)
