"""Cut stones, cabochons and crystal prisms, their facets lit from the upper left."""

import math

import numpy as np

from rundot_studio.engine.painters.color import ColorLike, darken, lighten
from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.shapes import Points, PointsLike, ellipse, polygon

from .gleams import dot_highlight, highlight, sparkle, tint

_LIGHT = (-0.61, -0.79)
"""Where the light comes from, in the picture's plane."""


def cabochon(figure: Figure, cx: float, cy: float, rx: float, color: ColorLike, ry: float | None = None) -> None:
    """A small domed stone with one reflection."""
    ry = rx if ry is None else ry
    figure.add(ellipse(cx, cy, rx, ry, 32), color, "gem", bevel=rx * 0.9, gloss=0.8)
    dot_highlight(figure, cx - rx * 0.3, cy - ry * 0.35, rx * 0.24, ry * 0.2)


def orb(figure: Figure, cx: float, cy: float, radius: float, color: ColorLike, glow: float = 0.5) -> None:
    """A ball of light: dark rim, bright heart, one reflection."""
    figure.add(ellipse(cx, cy, radius), color, "gem", bevel=radius * 0.9, glow=glow, gloss=0.9)
    tint(figure, ellipse(cx + radius * 0.12, cy + radius * 0.18, radius * 0.56), lighten(color, 0.5), alpha=0.55)
    dot_highlight(figure, cx - radius * 0.36, cy - radius * 0.38, radius * 0.22)


def facet_lift(ax: float, ay: float, bx: float, by: float, strength: float = 0.28) -> float:
    """Tone of a facet that slopes away across the edge a-b of a clockwise outline (y down)."""
    nx, ny = by - ay, ax - bx
    length = math.hypot(nx, ny) + 1e-9
    return strength * (nx * _LIGHT[0] + ny * _LIGHT[1]) / length


def cut_stone(figure: Figure, outline: PointsLike, color: ColorLike, table: float = 0.56) -> None:
    """A stone seen from above: a ring of facets round a flat table, ``table`` as a share of the outline.

    ``outline`` runs clockwise on the screen.
    """
    outer = np.asarray(outline, np.float64)
    centre = outer.mean(0)
    inner = centre + (outer - centre) * table
    name = f"stone{len(figure.parts)}"
    figure.add(outer, color, "gem", bevel=0.06, name=name, gloss=0.4)
    for i in range(len(outer)):
        j = (i + 1) % len(outer)
        lift = facet_lift(outer[i, 0], outer[i, 1], outer[j, 0], outer[j, 1])
        quad = np.stack([outer[i], outer[j], inner[j], inner[i]])
        tint(figure, quad, color, clip=name, lift=lift - 0.02, line=0.3)
    figure.add(inner, color, "flat", lift=0.12, line=0.3, shadow=0, name=f"table-{name}")
    _table_reflection(figure, inner, centre, f"table-{name}")


def _table_reflection(figure: Figure, inner: Points, centre: Points, clip: str) -> None:
    """The window's light: the table's upper left corner."""
    span = float(np.abs(inner - centre).max())
    x, y = float(centre[0]), float(centre[1])
    beam = polygon((x - 2 * span, y + span), (x - 2 * span, y - 2 * span), (x + span, y - 2 * span))
    highlight(figure, beam, 0.38, clip=clip)


def brilliant(figure: Figure, color: ColorLike, crown: float = 0.5, girdle: float = 0.84, waist: float = -0.14) -> None:
    """The diamond of the playing cards, seen from the side, filling -0.84..0.84.

    ``crown`` is half the table's width, ``girdle`` half the widest line, ``waist`` that line's height.
    """
    top, tip, inner = -0.62, 0.88, girdle * 0.42
    outline = polygon((-crown, top), (crown, top), (girdle, waist), (0, tip), (-girdle, waist))
    name = f"stone{len(figure.parts)}"
    figure.add(outline, color, "gem", bevel=0.06, name=name, gloss=0.4)
    facets = (
        ((-crown, top), (-girdle, waist), (-inner, waist), 0.14),
        ((-crown, top), (-inner, waist), (0, top), 0.30),
        ((0, top), (-inner, waist), (inner, waist), 0.16),
        ((0, top), (crown, top), (inner, waist), 0.02),
        ((crown, top), (girdle, waist), (inner, waist), -0.16),
        ((-girdle, waist), (-inner, waist), (0, tip), 0.04),
        ((-inner, waist), (inner, waist), (0, tip), -0.12),
        ((inner, waist), (girdle, waist), (0, tip), -0.28),
    )
    for a, b, c, lift in facets:
        tint(figure, polygon(a, b, c), color, clip=name, lift=lift, line=0.35)
    shine = polygon(
        (-crown * 0.9, top + 0.05), (-crown * 0.3, top + 0.05), (-inner, waist - 0.06), (-girdle * 0.8, -0.2)
    )
    highlight(figure, shine, 0.5, clip=name)
    sparkle(figure, girdle * 0.52, -0.38, 0.17)


def prism(figure: Figure, half_width: float, height: float, color: ColorLike, glow: float = 0.0) -> None:
    """A six-sided crystal standing on y = 0, its three visible faces lit apart."""
    w, h, shoulder = half_width, height, height * 0.74
    name = f"prism{len(figure.parts)}"
    outline = polygon((-w, 0), (-w, -shoulder), (-w * 0.1, -h), (w, -shoulder * 0.94), (w, 0), (0, 0.06))
    figure.add(outline, color, "gem", bevel=0.04, name=name, gloss=0.3, glow=glow)
    left, right = -w * 0.3, w * 0.45
    low_left, low_right = -shoulder * 0.92, -shoulder * 0.86
    faces = (
        (polygon((-w, 0), (-w, -shoulder), (left, low_left), (left, 0.05)), 0.16),
        (polygon((left, 0.05), (left, low_left), (right, low_right), (right, 0.05)), -0.03),
        (polygon((right, 0.05), (right, low_right), (w, -shoulder * 0.94), (w, 0)), -0.24),
        (polygon((-w, -shoulder), (-w * 0.1, -h), (left, low_left)), 0.32),
        (polygon((-w * 0.1, -h), (right, low_right), (left, low_left)), 0.14),
        (polygon((-w * 0.1, -h), (w, -shoulder * 0.94), (right, low_right)), -0.10),
    )
    for outline, lift in faces:
        tint(figure, outline, color, clip=name, lift=lift, line=0.3, alpha=0.95 if glow == 0 else 0.6)
    highlight(figure, polygon((-w * 0.8, -0.2 * h), (-w * 0.8, -h * 0.66), (-w * 0.55, -h * 0.62)), 0.5, clip=name)


def setting(figure: Figure, cx: float, cy: float, radius: float, stone: ColorLike, metal: ColorLike) -> None:
    """A cabochon in its metal collar."""
    figure.add(ellipse(cx, cy, radius * 1.42), darken(metal, 0.08), "metal", bevel=radius * 0.5)
    cabochon(figure, cx, cy, radius, stone)
