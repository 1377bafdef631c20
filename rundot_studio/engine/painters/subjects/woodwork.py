"""Boards, bands and nails: what chests, barrels, crates, doors and carts are made of."""

from collections.abc import Iterable

from rundot_studio.engine.painters.color import Color, ColorLike, darken, lighten, mix
from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.shapes import PointsLike, ellipse, rounded_rect, stroke

from .gleams import tint

SEAM = "#1c110e"


def board(figure: Figure, x0: float, y0: float, x1: float, y1: float, wood: ColorLike, bevel: float = 0.05) -> None:
    """One plank with rounded edges and a grain."""
    figure.add(rounded_rect(x0, y0, x1, y1, 0.025), wood, "round", bevel=bevel, texture="wood")


def timber(figure: Figure, line: PointsLike, width: float, wood: ColorLike, *, clip: str | None = None) -> None:
    """A beam along a line."""
    figure.add(stroke(line, width), wood, "round", bevel=width * 0.45, texture="wood", clip=clip, shadow=0.6)


def seams(
    figure: Figure, clip: str, ys: Iterable[float], x0: float, x1: float, wood: Color, width: float = 0.03
) -> None:
    """Dark gaps between horizontal boards, with the lower board's lit edge."""
    for y in ys:
        tint(figure, rounded_rect(x0, y - width / 2, x1, y + width / 2, 0.004), mix(wood, SEAM, 0.7), clip=clip)
        lit = rounded_rect(x0, y + width / 2, x1, y + width * 1.1, 0.004)
        tint(figure, lit, lighten(wood, 0.25), clip=clip, alpha=0.6)


def upright_seams(
    figure: Figure, clip: str, xs: Iterable[float], y0: float, y1: float, wood: Color, width: float = 0.026
) -> None:
    """Dark gaps between upright boards."""
    for x in xs:
        tint(figure, rounded_rect(x - width / 2, y0, x + width / 2, y1, 0.004), mix(wood, SEAM, 0.7), clip=clip)
        lit = rounded_rect(x + width / 2, y0, x + width * 1.1, y1, 0.004)
        tint(figure, lit, lighten(wood, 0.25), clip=clip, alpha=0.5)


def band(
    figure: Figure, x: float, y0: float, y1: float, half_width: float, metal: ColorLike, *, clip: str | None = None
) -> None:
    """An upright metal strap with a nail at each end."""
    strap = rounded_rect(x - half_width, y0, x + half_width, y1, 0.03)
    figure.add(strap, metal, "metal", bevel=half_width * 0.55, clip=clip)
    for y in (y0 + half_width * 1.1, y1 - half_width * 1.1):
        nail(figure, x, y, half_width * 0.42, metal)


def nail(figure: Figure, x: float, y: float, radius: float, metal: ColorLike) -> None:
    """A round head of a nail or rivet."""
    figure.add(ellipse(x, y, radius, count=16), lighten(metal, 0.25), "metal", bevel=radius, shadow=0.35)


def lock(figure: Figure, cx: float, cy: float, radius: float, metal: ColorLike) -> None:
    """A lock plate with its keyhole."""
    plate = rounded_rect(cx - radius, cy - radius * 1.1, cx + radius, cy + radius * 1.2, radius * 0.4)
    figure.add(plate, metal, "metal", bevel=radius * 0.35)
    tint(figure, ellipse(cx, cy - radius * 0.1, radius * 0.34, count=20), SEAM)
    slot = [
        (cx - radius * 0.13, cy),
        (cx + radius * 0.13, cy),
        (cx + radius * 0.26, cy + radius * 0.75),
        (cx - radius * 0.26, cy + radius * 0.75),
    ]
    tint(figure, slot, SEAM)


def end_grain(figure: Figure, cx: float, cy: float, rx: float, ry: float, wood: ColorLike) -> None:
    """The sawn end of a log: pale wood and a ring."""
    figure.add(
        ellipse(cx, cy, rx, ry, 32),
        lighten(mix(wood, "#e0b070", 0.55), 0.2),
        "round",
        bevel=min(rx, ry) * 0.4,
        shadow=0,
    )
    tint(figure, ellipse(cx, cy, rx * 0.55, ry * 0.55, 24), darken(wood, 0.1), alpha=0.35)
    tint(figure, ellipse(cx, cy, rx * 0.3, ry * 0.3, 20), lighten(mix(wood, "#e0b070", 0.5), 0.1))
