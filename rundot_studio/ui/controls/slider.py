"""A slider of one thin groove and a round knob."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from .painting import draw_ring, fill_rounded, painting
from .theme import tokens_of

KNOB = 12


class SlimSlider(QSlider):
    def __init__(self, low: int, high: int, value: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(low, high)
        self.setValue(value)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(96, 24)

    def _share(self) -> float:
        return (self.value() - self.minimum()) / max(1, self.maximum() - self.minimum())

    def _take(self, x: float) -> None:
        share = (x - KNOB / 2) / max(1, self.width() - KNOB)
        self.setValue(round(self.minimum() + share * (self.maximum() - self.minimum())))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._take(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._take(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            middle = self.height() / 2
            x = self._share() * (self.width() - KNOB)
            fill_rounded(painter, QRectF(0, middle - 1.5, self.width(), 3), tokens.handle, 1.5)
            fill_rounded(painter, QRectF(x, middle - KNOB / 2, KNOB, KNOB), tokens.secondary, KNOB / 2)
            if self.hasFocus():
                ring = QRectF(x - 3, middle - KNOB / 2 - 3, KNOB + 6, KNOB + 6)
                draw_ring(painter, ring, tokens.accent, KNOB / 2 + 3)
