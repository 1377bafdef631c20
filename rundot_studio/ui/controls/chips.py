"""Chips: a short word on a small rounded ground. They tell; they are not pressed."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from .painting import CENTRE, draw_text, fill_rounded, painting, text_width
from .theme import SMALL_PX, sized, tokens_of


class Chip(QWidget):
    """``ground`` and ``colour`` name tokens; ``dot`` names the token of a dot before the words."""

    def __init__(
        self,
        text: str,
        *,
        ground: str = "control",
        colour: str = "secondary",
        dot: str = "",
        height: int = 26,
        pixels: int = SMALL_PX,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._ground = ground
        self._colour = colour
        self._dot = dot
        self._height = height
        self._pixels = pixels
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        return self._text

    def set_text(self, text: str, dot: str | None = None) -> None:
        self._text = text
        self._dot = self._dot if dot is None else dot
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        font = sized(self.font(), self._pixels, tabular=True)
        return QSize(text_width(self._text, font) + 18 + (14 if self._dot else 0), self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            fill_rounded(painter, self.rect(), getattr(tokens, self._ground))
            words = QRectF(self.rect())
            if self._dot:
                dot = QRectF(11, self.height() / 2 - 4, 8, 8)
                fill_rounded(painter, dot, getattr(tokens, self._dot), 4)
                words.setLeft(16)
            font = sized(self.font(), self._pixels, tabular=True)
            draw_text(painter, words, self._text, getattr(tokens, self._colour), font, CENTRE)
