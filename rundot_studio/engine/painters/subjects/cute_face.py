"""The little face that makes a thing cute: two shining eyes, a mouth by mood, pink cheeks."""

from rundot_studio.engine.painters.figure import Figure, Traits
from rundot_studio.engine.painters.shapes import Points, ellipse, polygon, spline, stroke

from .condition import unless_avoided
from .gleams import tint

_INK = "#2a1d2e"


def cute_face(figure: Figure, cx: float, cy: float, size: float, traits: Traits) -> None:
    """A face about (cx, cy), its eyes ``size`` apart from the middle; drawn only for cute things or those in a mood."""
    if not (traits.cute or traits.mood != "neutral") or not unless_avoided(traits, "face"):
        return
    for side in (-1, 1):
        _eye(figure, cx + side * size, cy, size * 0.34, side, traits.mood)
        tint(
            figure, ellipse(cx + side * size * 1.5, cy + size * 0.52, size * 0.3, size * 0.2, 24), "#ff6f91", alpha=0.5
        )
    tint(figure, _mouth(cx, cy + size * 0.42, size * 0.42, traits.mood), _INK)


def _eye(figure: Figure, x: float, y: float, radius: float, side: int, mood: str) -> None:
    if mood == "sleepy":
        lid = spline([(x - radius, y), (x, y + radius * 0.6), (x + radius, y)], False)
        tint(figure, stroke(lid, radius * 0.42), _INK)
        return
    tint(figure, ellipse(x, y, radius, radius * 1.2, 28), _INK)
    tint(figure, ellipse(x - radius * 0.3, y - radius * 0.45, radius * 0.36, radius * 0.4, 16), "#ffffff")
    tint(figure, ellipse(x + radius * 0.3, y + radius * 0.4, radius * 0.18, radius * 0.2, 12), "#ffffff")
    if mood in ("angry", "scary"):
        brow = [(x + side * radius * 1.4, y - radius * 1.9), (x - side * radius * 1.1, y - radius * 1.0)]
        tint(figure, stroke(brow, radius * 0.55), _INK)
    elif mood == "sad":
        brow = [(x + side * radius * 1.3, y - radius * 1.2), (x - side * radius * 0.9, y - radius * 1.9)]
        tint(figure, stroke(brow, radius * 0.4), _INK)


def _mouth(cx: float, cy: float, half: float, mood: str) -> Points:
    if mood in ("angry", "sad"):
        return stroke(spline([(cx - half, cy + half * 0.5), (cx, cy), (cx + half, cy + half * 0.5)], False), half * 0.3)
    if mood == "scary":
        teeth = [
            (cx - half * 1.4, cy),
            (cx - half * 0.7, cy + half * 0.5),
            (cx, cy),
            (cx + half * 0.7, cy + half * 0.5),
        ]
        return polygon(
            *teeth,
            (cx + half * 1.4, cy),
            (cx + half * 0.7, cy + half),
            (cx, cy + half * 0.5),
            (cx - half * 0.7, cy + half),
        )
    if mood == "happy":
        return spline([(cx - half, cy), (cx, cy + half * 0.16), (cx + half, cy), (cx, cy + half * 1.1)], tension=0.42)
    return stroke(spline([(cx - half, cy), (cx, cy + half * 0.55), (cx + half, cy)], False), half * 0.28)
