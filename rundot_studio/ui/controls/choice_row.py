"""A row of an open list: a name, a line that says more, and a tick on the chosen one. Arrow keys walk the rows."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from .icons import draw_icon
from .painting import draw_focus, draw_text, fill_rounded, painting
from .theme import SMALL_PX, TEXT_PX, sized, tokens_of
from .walked_row import WalkedRow


class ChoiceRow(WalkedRow):
    HEIGHT = 48
    LEAST_WIDTH = 240

    def __init__(self, name: str, more: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._more = more

    @property
    def more(self) -> str:
        return self._more

    def set_more(self, more: str) -> None:
        self._more = more
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            if self.isChecked():
                fill_rounded(painter, self.rect(), tokens.accent_soft)
            elif self.hovered or self.hasFocus():
                fill_rounded(painter, self.rect(), tokens.hover)
            words = QRectF(12, (self.height() - 34) / 2, self.width() - 48, 18)
            draw_text(painter, words, self.text(), tokens.text, sized(self.font(), TEXT_PX, bold=True))
            below = words.translated(0, 18)
            draw_text(painter, below, self._more, tokens.secondary, sized(self.font(), SMALL_PX))
            if self.isChecked():
                draw_icon(painter, "check", tokens.accent_text, self.width() - 28, (self.height() - 16) / 2, 16)
            draw_focus(painter, self, tokens)
