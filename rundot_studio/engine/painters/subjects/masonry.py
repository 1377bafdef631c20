"""What buildings are put together from: walls, windows, doors, battlements, roofs, flags."""

import numpy as np
from numpy.random import Generator

from rundot_studio.engine.painters.color import Color, ColorLike, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.noise import uniform
from rundot_studio.engine.painters.shapes import Points, ellipse, polygon, rounded_rect, spline, stroke

from .gleams import tint
from .woodwork import SEAM, nail, upright_seams

LAMPLIGHT = "#ffd98a"


def arch(cx: float, foot: float, half_width: float, height: float) -> Points:
    """A round-headed opening standing on ``foot``."""
    spring = foot - height + half_width
    top = ellipse(cx, spring, half_width, half_width, 20, 180, 360)
    return np.concatenate([np.array([[cx - half_width, foot]]), top, np.array([[cx + half_width, foot]])])


def window(
    figure: Figure, cx: float, foot: float, half_width: float, height: float, frame: ColorLike, *, lit: bool = True
) -> None:
    """An arched window with a light sill."""
    figure.add(
        arch(cx, foot, half_width * 1.45, height + half_width * 0.45),
        frame,
        "round",
        bevel=half_width * 0.3,
        shadow=0.3,
    )
    figure.add(
        arch(cx, foot, half_width, height),
        LAMPLIGHT if lit else "#2a2436",
        "flat",
        glow=0.6 if lit else 0,
        shadow=0,
        line=0.5,
    )
    if lit:
        tint(
            figure,
            rounded_rect(cx - half_width * 0.14, foot - height, cx + half_width * 0.14, foot, 0.002),
            SEAM,
            alpha=0.7,
        )
    sill = rounded_rect(cx - half_width * 1.6, foot - 0.01, cx + half_width * 1.6, foot + half_width * 0.4, 0.01)
    figure.add(sill, lighten(frame, 0.25), "round", bevel=half_width * 0.2, shadow=0.5)


def square_window(figure: Figure, cx: float, cy: float, half: float, frame: ColorLike, *, lit: bool = True) -> None:
    """A four-paned wooden window."""
    figure.add(
        rounded_rect(cx - half * 1.3, cy - half * 1.3, cx + half * 1.3, cy + half * 1.3, 0.02),
        frame,
        "round",
        bevel=half * 0.25,
        shadow=0.5,
    )
    pane = rounded_rect(cx - half, cy - half, cx + half, cy + half, 0.01)
    figure.add(pane, LAMPLIGHT if lit else "#6d8fb0", "flat", glow=0.6 if lit else 0, shadow=0)
    for bar in (
        rounded_rect(cx - half * 0.1, cy - half, cx + half * 0.1, cy + half, 0.004),
        rounded_rect(cx - half, cy - half * 0.1, cx + half, cy + half * 0.1, 0.004),
    ):
        figure.add(bar, frame, "flat", line=0, shadow=0.2)


def door(
    figure: Figure,
    cx: float,
    foot: float,
    half_width: float,
    height: float,
    wood: Color,
    stone: ColorLike,
    metal: ColorLike,
    *,
    is_open: bool = False,
) -> None:
    """An arched door of boards in a stone frame; dark inside where open."""
    figure.add(arch(cx, foot, half_width * 1.28, height + half_width * 0.28), stone, "round", bevel=half_width * 0.2)
    name = f"door{len(figure.parts)}"
    if is_open:
        figure.add(arch(cx, foot, half_width, height), "#1a1218", "flat", shadow=0)
        leaf = polygon(
            (cx - half_width, foot),
            (cx - half_width, foot - height + half_width * 0.6),
            (cx - half_width * 0.45, foot - height + half_width * 0.9),
            (cx - half_width * 0.45, foot + half_width * 0.1),
        )
        figure.add(leaf, wood, "round", bevel=0.03, texture="wood")
        return
    figure.add(
        arch(cx, foot, half_width, height), wood, "round", bevel=half_width * 0.2, name=name, texture="wood", shadow=0.2
    )
    upright_seams(
        figure, name, [cx + half_width * k for k in (-0.45, 0.0, 0.45)], foot - height, foot, wood, half_width * 0.09
    )
    for share in (0.25, 0.72):
        y = foot - height * share
        figure.add(
            rounded_rect(cx - half_width, y - half_width * 0.09, cx + half_width * 0.55, y + half_width * 0.09, 0.01),
            metal,
            "metal",
            bevel=half_width * 0.08,
            clip=name,
            shadow=0.4,
        )
    nail(figure, cx + half_width * 0.62, foot - height * 0.44, half_width * 0.14, metal)


def battlement(figure: Figure, x0: float, x1: float, y: float, height: float, stone: Color) -> None:
    """A parapet with merlons, an odd number of them, on a ledge."""
    width = x1 - x0
    count = max(3, round(width / (height * 1.5)) | 1)
    step = width / count
    merlons = [rounded_rect(x0 + i * step, y - height, x0 + (i + 1) * step, y, 0.012) for i in range(0, count, 2)]
    figure.add(merlons, lighten(stone, 0.1), "round", bevel=height * 0.2)
    figure.add(
        rounded_rect(x0, y - height * 0.28, x1, y + height * 0.4, 0.015),
        lighten(stone, 0.1),
        "round",
        bevel=height * 0.2,
    )


def wall(
    figure: Figure,
    rng: Generator,
    x0: float,
    y0: float,
    x1: float,
    y1: float,
    stone: Color,
    *,
    taper: float = 0.0,
    courses: int = 5,
) -> str:
    """A stone wall with some of its blocks picked out; returns the part's name.

    ``taper`` narrows the top.
    """
    name = f"wall{len(figure.parts)}"
    figure.add(
        polygon((x0 + taper, y0), (x1 - taper, y0), (x1, y1), (x0, y1)),
        stone,
        "round",
        bevel=min(0.14, (x1 - x0) * 0.3),
        texture="stone",
        name=name,
    )
    step = (y1 - y0) / courses
    for i in range(courses):
        x = uniform(rng, x0 + taper, x1 - taper - 0.06)
        wide = uniform(rng, 0.07, 0.14)
        block = rounded_rect(
            x, y0 + i * step + step * 0.2, min(x + wide, x1), y0 + i * step + step * 0.2 + min(0.07, step * 0.5), 0.012
        )
        figure.add(
            block,
            darken(stone, 0.10) if i % 2 else lighten(stone, 0.14),
            "round",
            bevel=0.02,
            clip=name,
            shadow=0,
            line=0.5,
        )
    return name


def spire(figure: Figure, cx: float, foot: float, half_width: float, height: float, color: Color) -> None:
    """A conical roof with rows of tiles and a flared eave."""
    name = f"spire{len(figure.parts)}"
    w = half_width
    outline = [
        (cx, foot - height),
        (cx + w * 0.42, foot - height * 0.42),
        (cx + w * 1.1, foot),
        (cx, foot + w * 0.2),
        (cx - w * 1.1, foot),
        (cx - w * 0.42, foot - height * 0.42),
    ]
    figure.add(spline(outline, tension=0.14), color, "round", bevel=w * 0.8, name=name)
    for share in (0.2, 0.42, 0.64):
        y = foot - height * share
        row = spline([(cx - w, y - w * 0.1), (cx, y + w * 0.16), (cx + w, y - w * 0.1)], False)
        tint(figure, stroke(row, 0.022), darken(color, 0.4), clip=name, alpha=0.75)


def flag(
    figure: Figure, x: float, y: float, size: float, color: ColorLike, pole: ColorLike, *, right: bool = True
) -> None:
    """A swallow-tailed or plain pennant on a pole that stands on (x, y)."""
    side = 1 if right else -1
    figure.add(
        rounded_rect(x - size * 0.06, y - size * 1.3, x + size * 0.06, y, 0.01), pole, "metal", bevel=size * 0.05
    )
    cloth = spline(
        [
            (x, y - size * 1.26),
            (x + side * size * 0.5, y - size * 1.18),
            (x + side * size, y - size * 0.98),
            (x + side * size * 0.5, y - size * 0.86),
            (x, y - size * 0.66),
        ],
        tension=0.3,
    )
    figure.add(cloth, color, "round", bevel=size * 0.12)
    nail(figure, x, y - size * 1.32, size * 0.1, pole)


def tiled_roof(figure: Figure, corners: list[tuple[float, float]], color: Color, rows: int = 4) -> None:
    """Rows of round tiles on a slope seen from the front.

    ``corners`` are left eave, left ridge, right ridge, right eave.
    """
    (xl, yl), (tl, ty), (tr, _), (xr, yr) = corners
    name = f"roof{len(figure.parts)}"
    figure.add(polygon((xl, yl), (tl, ty), (tr, ty), (xr, yr)), darken(color, 0.12), "round", bevel=0.08, name=name)
    for row in range(rows):
        share = (row + 1) / rows
        left, right = tl + (xl - tl) * share, tr + (xr - tr) * share
        y, tall = ty + (yl - ty) * share, (yl - ty) / rows
        count = max(4, round((right - left) / 0.2))
        step = (right - left) / count
        tiles = [
            rounded_rect(left + i * step - 0.002, y - tall * 1.2, left + (i + 1) * step - 0.008, y, step * 0.42)
            for i in range(count)
        ]
        figure.add(
            tiles,
            lighten(color, 0.08 * ((rows - row) / rows)),
            "round",
            bevel=step * 0.3,
            clip=name,
            shadow=0.6,
            line=0.5,
        )
    figure.add(rounded_rect(tl - 0.03, ty - 0.05, tr + 0.03, ty + 0.04, 0.04), darken(color, 0.1), "round", bevel=0.04)
    eave = rounded_rect(xl - 0.02, yl - 0.025, xr + 0.02, yl + 0.035, 0.03)
    figure.add(eave, mix(color, SEAM, 0.45), "round", bevel=0.03)


def smoke(figure: Figure, rng: Generator, x: float, y: float, size: float) -> None:
    """Three puffs rising to the right."""
    for i in range(3):
        radius = size * (0.5 + 0.28 * i)
        puff = ellipse(
            x + size * (0.2 + 0.55 * i) + uniform(rng, -0.02, 0.02),
            y - size * (0.5 + 0.95 * i),
            radius,
            radius * 0.9,
            28,
        )
        figure.add(puff, "#eef0f4", "round", bevel=radius * 0.8, alpha=0.9 - 0.15 * i, shadow=0, line=0.4)
