"""A slim row of an open list: words, a number at its end, and a tick where it is chosen. Arrow keys walk the rows."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from .icons import draw_icon
from .numbers import counted
from .painting import RIGHT, draw_focus, draw_text, fill_rounded, painting
from .theme import SMALL_PX, TEXT_PX, sized, tokens_of
from .walked_row import WalkedRow


class ListRow(WalkedRow):
    LEFT = 34
    """Where the words begin: the tick stands before them."""

    def __init__(self, words: str, number: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._number = "" if number is None else counted(number)
        self.setAccessibleName(f"{words}, {self._number}" if self._number else words)
        self.setToolTip(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            if self.hovered or self.hasFocus():
                fill_rounded(painter, self.rect(), tokens.hover, 6)
            words = QRectF(self.LEFT, 0, self.width() - self.LEFT - 54, self.height())
            draw_text(painter, words, self.text(), tokens.text, sized(self.font(), TEXT_PX))
            number = QRectF(self.width() - 60, 0, 50, self.height())
            draw_text(painter, number, self._number, tokens.faint, sized(self.font(), SMALL_PX, tabular=True), RIGHT)
            if self.isChecked():
                draw_icon(painter, "check", tokens.accent_text, 10, (self.height() - 16) / 2, 16)
            draw_focus(painter, self, tokens, 6)
