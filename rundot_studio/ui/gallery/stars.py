"""Stars on a picture's card: where they are, how they look, and which one a point is on."""

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from rundot_studio.ui.controls.theme import CAPTION_ON_PICTURE

STARS = 5
STAR_PX = 13
"""From one star to the next."""
_RADIUS = 5.6
_WAIST = 0.42
"""The inner corners' share of the radius."""


def stars_place(rect: QRectF, count: int) -> QRectF:
    """Where so many stars are on a card: at its foot, at the right."""
    return QRectF(rect.right() - 8 - STAR_PX * count, rect.bottom() - 22, STAR_PX * count, 14)


def star_at(rect: QRectF, point: QPointF) -> int:
    """Which of the five stars of a card a point is on, 1 to 5, or 0. The places are higher than the stars."""
    place = stars_place(rect, STARS).adjusted(0, -4, 2, 4)
    if not place.contains(point):
        return 0
    return min(STARS, int((point.x() - place.x()) // STAR_PX) + 1)


def draw_stars(painter: QPainter, place: QRectF, filled: int, count: int) -> None:
    """``count`` stars over a picture, so many of them filled, the others as outlines."""
    for number in range(count):
        centre = QPointF(place.x() + STAR_PX * (number + 0.5), place.center().y())
        if number < filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(CAPTION_ON_PICTURE))
        else:
            painter.setPen(QPen(QColor(255, 255, 255, 190), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_star().translated(centre))


@lru_cache(maxsize=1)
def _star() -> QPainterPath:
    """A five-pointed star round the origin, its first point above."""
    path = QPainterPath()
    for corner in range(10):
        radius = _RADIUS if corner % 2 == 0 else _RADIUS * _WAIST
        angle = math.pi * corner / 5 - math.pi / 2
        point = QPointF(radius * math.cos(angle), radius * math.sin(angle))
        if corner:
            path.lineTo(point)
        else:
            path.moveTo(point)
    path.closeSubpath()
    return path
