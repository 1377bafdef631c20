"""Where the tour's card lies: beside the part it speaks of, never over it, within the window. Knows no widgets."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPoint, QRect, QSize

GAP = 13
"""Pixels between the part and the card; the beak lies there."""
EDGE = 12
"""Pixels between the card and the window's edges."""
BEAK_INSET = 20
"""The least from the beak's tip to a corner of the card, so that it never grows out of the rounding."""


class Side(Enum):
    """On which side of the part the card lies."""

    RIGHT = "right"
    LEFT = "left"
    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True)
class Placement:
    """``beak`` is the tip of the beak in the window, or None where the card points at nothing."""

    card: QRect
    side: Side | None = None
    beak: QPoint | None = None


def place_card(room: QRect, part: QRect, size: QSize, free: Sequence[QRect] = ()) -> Placement:
    """The best place for a card of ``size`` in ``room``, which is the window.

    It keeps off ``part`` always, and off the ``free`` rectangles where there is room to; the first ones matter most.
    Where no side has room for it, it lies in that corner of the window where it covers least of the part, and has no
    beak.
    """
    inner = room.adjusted(EDGE, EDGE, -EDGE, -EDGE)
    beside = [(side, rect) for side in Side for rect in _beside(inner, part, size, side)]
    found = min(beside, key=lambda each: _covered(each[1], free), default=None)
    if found is not None:
        side, rect = found
        return Placement(rect, side, _beak(rect, part, side))
    return place_in_corner(room, size, [part, *free])


def place_in_corner(room: QRect, size: QSize, free: Sequence[QRect] = ()) -> Placement:
    """For a card that has nothing to point at; at the bottom right where nothing is to be kept free."""
    inner = room.adjusted(EDGE, EDGE, -EDGE, -EDGE)
    right, bottom = inner.right() - size.width() + 1, inner.bottom() - size.height() + 1
    corners = [(right, bottom), (inner.left(), bottom), (right, inner.top()), (inner.left(), inner.top())]
    rects = [QRect(QPoint(x, y), size) for x, y in corners]
    return Placement(min(rects, key=lambda rect: _covered(rect, free)))


def _beside(inner: QRect, part: QRect, size: QSize, side: Side) -> list[QRect]:
    """Places on that side that are within the window: level with the part's middle, its start and its end."""
    width, height = size.width(), size.height()
    middle = part.center()
    if side in (Side.RIGHT, Side.LEFT):
        x = part.right() + 1 + GAP if side is Side.RIGHT else part.left() - GAP - width
        tops = (middle.y() - height // 2, part.top(), part.bottom() - height + 1)
        rects = [QRect(x, _within(top, inner.top(), inner.bottom() - height + 1), width, height) for top in tops]
    else:
        y = part.bottom() + 1 + GAP if side is Side.BELOW else part.top() - GAP - height
        lefts = (middle.x() - width // 2, part.left(), part.right() - width + 1)
        rects = [QRect(_within(left, inner.left(), inner.right() - width + 1), y, width, height) for left in lefts]
    return [rect for rect in rects if inner.contains(rect)]


def _beak(card: QRect, part: QRect, side: Side) -> QPoint:
    """Level with the middle of what the card and the part have in common."""
    shared = part.intersected(card.adjusted(-9999, 0, 9999, 0) if _across(side) else card.adjusted(0, -9999, 0, 9999))
    middle = shared.center() if not shared.isEmpty() else part.center()
    if _across(side):
        y = _within(middle.y(), card.top() + BEAK_INSET, card.bottom() - BEAK_INSET)
        return QPoint(card.left() if side is Side.RIGHT else card.right() + 1, y)
    x = _within(middle.x(), card.left() + BEAK_INSET, card.right() - BEAK_INSET)
    return QPoint(x, card.top() if side is Side.BELOW else card.bottom() + 1)


def _across(side: Side) -> bool:
    return side in (Side.RIGHT, Side.LEFT)


def _within(value: int, least: int, most: int) -> int:
    return max(least, min(value, most))


def _covered(card: QRect, free: Sequence[QRect]) -> list[int]:
    """Square pixels of each."""
    areas = (card.intersected(each) for each in free)
    return [0 if area.isEmpty() else area.width() * area.height() for area in areas]
