"""The few strokes all our widgets are painted with: rounded fills, the focus ring, text that ends in an ellipsis."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QWidget

from .theme import FOCUS_RING_PX, RADIUS, Tokens

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


@contextmanager
def painting(widget: QWidget) -> Iterator[QPainter]:
    """A painter on the widget that is ended even when the drawing raises."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(widget.font())
    try:
        yield painter
    finally:
        painter.end()


def fill_rounded(painter: QPainter, rect: QRectF | QRect, colour: str | QColor, radius: float = RADIUS) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(QRectF(rect), radius, radius)


def draw_ring(painter: QPainter, rect: QRectF | QRect, colour: str, radius: float = RADIUS) -> None:
    """A ring just inside ``rect``: the focus, the selection, or a field with a broken rule."""
    inset = FOCUS_RING_PX / 2
    painter.setPen(QPen(QColor(colour), FOCUS_RING_PX))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)


def draw_focus(painter: QPainter, widget: QWidget, tokens: Tokens, radius: float = RADIUS) -> None:
    """The focus ring, if the widget has the keyboard."""
    if widget.hasFocus():
        draw_ring(painter, widget.rect(), tokens.accent, radius)


def draw_text(
    painter: QPainter,
    rect: QRectF | QRect,
    text: str,
    colour: str,
    font: QFont,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """One line; ends in an ellipsis where it does not fit."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    room = QRectF(rect)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width() + 0.5)
    painter.drawText(room, int(align | Qt.TextFlag.TextSingleLine), shown)


def text_width(text: str, font: QFont) -> int:
    """Pixels that one line takes, rounded up so that it is never cut."""
    return int(QFontMetricsF(font).horizontalAdvance(text)) + 2


def draw_wrapped(painter: QPainter, rect: QRectF, text: str, colour: str, font: QFont, lines: int) -> float:
    """Words broken into at most ``lines`` lines, the last one with an ellipsis; gives the y below the last line.

    Lines that would end below ``rect`` are left out, so nothing is ever cut through the middle.
    """
    metrics = QFontMetricsF(font)
    height = metrics.lineSpacing()
    room = min(lines, int((rect.height() + 1) // height))
    painter.setFont(font)
    painter.setPen(QColor(colour))
    top = rect.y()
    for place, (start, length) in enumerate(wrapped(text, font, rect.width())[:room]):
        line = text[start : start + length]
        if place == room - 1 and start + length < len(text):
            line = metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(QPointF(rect.x(), top + metrics.ascent()), line.rstrip())
        top += height
    return top


def wrapped(text: str, font: QFont, width: float) -> list[tuple[int, int]]:
    """Where the lines of ``text`` begin and how long they are, in characters."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    lines: list[tuple[int, int]] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        lines.append((line.textStart(), line.textLength()))
    layout.endLayout()
    return lines
