"""Picture cards, drawn once and kept: scaling and rounding a screen of them for each frame would take too long."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPainterPath, QPixmap

from rundot_studio.domain.picture import Picture
from rundot_studio.ui.controls.painting import draw_text, text_width
from rundot_studio.ui.controls.theme import CAPTION_ON_PICTURE, CAPTION_PX, RADIUS, Tokens, sized
from rundot_studio.ui.pictures.pixmap_cache import PixmapCache
from rundot_studio.ui.pictures.rounded_picture import draw_cover
from rundot_studio.ui.pictures.words import caption

from .stars import STARS, draw_stars, stars_place

CARDS_BYTES = 48 * 1024 * 1024
FRAME_S = 0.004
SHADE_HEIGHT = 40


@dataclass(frozen=True)
class CardStyle:
    """What all cards of one frame share: the side in logical pixels, and how many device pixels each of them has."""

    side: int
    ratio: float
    tokens: Tokens
    font: QFont


class CardPixmaps:
    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._kept = PixmapCache(CARDS_BYTES)
        self._clock = clock
        self._until = math.inf
        self.put_off = False
        """Whether cards of this frame are still to be drawn."""

    def begin_frame(self) -> None:
        """From now on new cards are drawn for ``FRAME_S``; what does not fit into it comes with the next frame."""
        self._until = self._clock() + FRAME_S
        self.put_off = False

    def get(self, picture: Picture, thumbnail: QPixmap, stars: int, style: CardStyle, *, bare: bool) -> QPixmap:
        """The card of a picture whose thumbnail is there; null where this frame has no time left to draw it.

        ``bare`` leaves out the words: they are drawn over it.
        """
        key = (picture.id, thumbnail.cacheKey(), stars, style.side, style.ratio, style.tokens.name, bare)
        card = self._kept.get(key)
        if card is None:
            if self._clock() > self._until:
                self.put_off = True
                return QPixmap()
            card = _draw(picture, thumbnail, stars, style, bare)
            self._kept.put(key, card)
        return card


def _draw(picture: Picture, thumbnail: QPixmap, stars: int, style: CardStyle, bare: bool) -> QPixmap:
    pixels = round(style.side * style.ratio)
    card = QPixmap(pixels, pixels)
    card.fill(Qt.GlobalColor.transparent)
    card.setDevicePixelRatio(style.ratio)
    rect = QRectF(0, 0, style.side, style.side)
    words = caption(picture)
    painter = QPainter(card)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_cover(painter, rect, thumbnail, style.tokens)
    if words or stars or bare:
        _shade(painter, rect)
    if not bare:
        draw_caption(painter, rect, words, stars, style.font)
    painter.end()
    return card


def draw_caption(painter: QPainter, rect: QRectF, words: str, stars: int, font: QFont) -> None:
    """The seed at the left, the stars at the right. A seed that would be cut says nothing, and is left out."""
    if stars:
        draw_stars(painter, stars_place(rect, stars), stars, stars)
    small = sized(font, CAPTION_PX, tabular=True)
    line = QRectF(rect.x() + 10, rect.bottom() - 24, rect.width() - 20, 18)
    if stars:
        line.setRight(stars_place(rect, stars).left() - 4)
    if words and (not stars or text_width(words, small) <= line.width()):
        draw_text(painter, line, words, CAPTION_ON_PICTURE, small)


def draw_rating(painter: QPainter, rect: QRectF, words: str, stars: int, hot: int, font: QFont) -> None:
    """All five places for stars, over a bare card; those up to ``hot`` are what a press would give."""
    place = stars_place(rect, STARS)
    draw_stars(painter, place, hot or stars, STARS)
    small = sized(font, CAPTION_PX, tabular=True)
    line = QRectF(rect.x() + 10, rect.bottom() - 24, place.left() - 4 - rect.x() - 10, 18)
    if words and text_width(words, small) <= line.width():
        draw_text(painter, line, words, CAPTION_ON_PICTURE, small)


def _shade(painter: QPainter, rect: QRectF) -> None:
    band = QRectF(rect.x(), rect.bottom() - SHADE_HEIGHT, rect.width(), SHADE_HEIGHT)
    shade = QLinearGradient(band.topLeft(), band.bottomLeft())
    shade.setColorAt(0, QColor(0, 0, 0, 0))
    shade.setColorAt(1, QColor(0, 0, 0, 190))
    # Two corners are square above, and round below as the picture's.
    path = QPainterPath(band.topLeft())
    path.lineTo(band.topRight())
    path.lineTo(QPointF(band.right(), band.bottom() - RADIUS))
    path.arcTo(QRectF(band.right() - 2 * RADIUS, band.bottom() - 2 * RADIUS, 2 * RADIUS, 2 * RADIUS), 0, -90)
    path.lineTo(QPointF(band.left() + RADIUS, band.bottom()))
    path.arcTo(QRectF(band.left(), band.bottom() - 2 * RADIUS, 2 * RADIUS, 2 * RADIUS), 270, -90)
    path.closeSubpath()
    painter.fillPath(path, shade)
