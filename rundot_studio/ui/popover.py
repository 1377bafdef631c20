"""A popover: a raised card over the window that goes with Escape or a click beside it. Never modal."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from .painting import fill_rounded, painting
from .theme import GAP_SMALL, tokens_of

SHADOW_SHIFT = 3


class Popover(QWidget):
    """Covers its window with nothing but the card, so that a click anywhere else closes it."""

    closed = Signal()
    SHADOW = 12

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.card = QWidget(self)
        self.rows = QVBoxLayout(self.card)
        self.rows.setContentsMargins(GAP_SMALL, GAP_SMALL, GAP_SMALL, GAP_SMALL)
        self.rows.setSpacing(2)
        self.hide()

    def open_below(self, anchor: QWidget, width: int) -> None:
        """Show the card under ``anchor``, or above it where there is no room below."""
        window = self._window
        self.setGeometry(window.rect())
        height = self.card.sizeHint().height()
        corner = anchor.mapTo(window, QPoint(0, anchor.height() + GAP_SMALL))
        if corner.y() + height > window.height() - GAP_SMALL:
            corner.setY(anchor.mapTo(window, QPoint(0, 0)).y() - GAP_SMALL - height)
        self.card.setGeometry(QRect(corner.x(), max(GAP_SMALL, corner.y()), width, height))
        self.show()
        self.raise_()

    def dismiss(self) -> None:
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        card = QRectF(self.card.geometry())
        with painting(self) as painter:
            draw_shadow(painter, card, self.SHADOW)
            fill_rounded(painter, card.adjusted(-1, -1, 1, 1), tokens.line, 9)
            fill_rounded(painter, card, tokens.control)


def draw_shadow(painter: QPainter, card: QRectF, reach: int) -> None:
    """A soft shadow a little below the card: widening rounded rectangles that add up to a fall-off.

    It ends ``reach`` pixels beside and above the card, and as much again as it is shifted below.
    """
    shade = QColor(0, 0, 0, 3)
    for step in range(reach, 0, -1):
        fill_rounded(painter, card.adjusted(-step, SHADOW_SHIFT - step, step, SHADOW_SHIFT + step), shade, 8 + step)
