"""A switch with its words: on or off at once, no tick box."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from .buttons import PaintedButton
from .painting import draw_ring, draw_text, fill_rounded, painting
from .theme import CONTROL_HEIGHT, GAP, TEXT_PX, sized, tokens_of


class Toggle(PaintedButton):
    TRACK_WIDTH = 32
    TRACK_HEIGHT = 18

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, CONTROL_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        on = self.isChecked()
        with painting(self) as painter:
            words = QRectF(0, 0, self.width() - self.TRACK_WIDTH - GAP, self.height())
            draw_text(painter, words, self.text(), tokens.text, sized(self.font(), TEXT_PX))
            left = self.width() - self.TRACK_WIDTH - 3
            top = (self.height() - self.TRACK_HEIGHT) / 2
            track = QRectF(left, top, self.TRACK_WIDTH, self.TRACK_HEIGHT)
            off_colour = tokens.handle if self.hovered else tokens.raised
            fill_rounded(painter, track, tokens.accent if on else off_colour, self.TRACK_HEIGHT / 2)
            knob = self.TRACK_HEIGHT - 4
            x = track.right() - knob - 2 if on else track.left() + 2
            fill_rounded(painter, QRectF(x, top + 2, knob, knob), "#ffffff" if on else tokens.secondary, knob / 2)
            if self.hasFocus():
                draw_ring(painter, track.adjusted(-3, -3, 3, 3), tokens.accent, self.TRACK_HEIGHT / 2 + 3)
