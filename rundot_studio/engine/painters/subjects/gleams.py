"""Painted light: highlights on smooth things, four-pointed sparkles, lit liquids."""

from rundot_studio.engine.painters.color import ColorLike
from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.shapes import PointsLike, ellipse, star


def highlight(figure: Figure, outline: PointsLike, alpha: float = 0.7, *, clip: str | None = None) -> None:
    """A hard white reflection."""
    figure.add(outline, "#ffffff", "flat", line=0, shadow=0, alpha=alpha, clip=clip)


def dot_highlight(figure: Figure, cx: float, cy: float, rx: float, ry: float | None = None, alpha: float = 0.8) -> None:
    """A round white reflection."""
    highlight(figure, ellipse(cx, cy, rx, ry, 24), alpha)


def sparkle(figure: Figure, cx: float, cy: float, radius: float, color: ColorLike = "#ffffff") -> None:
    """A four-pointed twinkle."""
    figure.add(star(cx, cy, radius, radius * 0.2, 4), color, "flat", line=0, shadow=0, alpha=0.95, glow=0.9)


def tint(
    figure: Figure,
    outline: PointsLike,
    color: ColorLike,
    *,
    clip: str | None = None,
    lift: float = 0.0,
    alpha: float = 1.0,
    line: float = 0.0,
) -> None:
    """A flat patch of colour on what lies below: no relief, no contact shadow, no ink line unless asked."""
    figure.add(outline, color, "flat", clip=clip, lift=lift, alpha=alpha, line=line, shadow=0)
