"""Short words over a picture, white on a dark pill in both themes."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from rundot_studio.ui.controls.painting import CENTRE, draw_text, fill_rounded, text_width
from rundot_studio.ui.controls.theme import CAPTION_ON_PICTURE, CAPTION_PX, GAP, sized

HEIGHT = 22.0
GROUND = QColor(0, 0, 0, 170)


def caption_width(words: str, font: QFont) -> float:
    return text_width(words, sized(font, CAPTION_PX)) + 14.0


def draw_caption(painter: QPainter, pill: QRectF, words: str, font: QFont) -> None:
    """Words that are too long for the pill end in an ellipsis."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill_rounded(painter, pill, GROUND, 5)
    inset = pill.adjusted(6, 0, -6, 0)
    draw_text(painter, inset, words, CAPTION_ON_PICTURE, sized(font, CAPTION_PX), CENTRE)


def corner_pill(target: QRectF, room: QRectF, width: float, *, at_left: bool) -> QRectF:
    """In an upper corner of what is seen of a picture that fills ``target``."""
    seen = target & room
    x = seen.left() + GAP if at_left else seen.right() - GAP - width
    return QRectF(x, seen.top() + GAP, width, HEIGHT)
