"""A slim row of an open list: words, a number at its end, and a tick where it is chosen. Arrow keys walk the rows."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from .buttons import PaintedButton
from .icons import draw_icon
from .numbers import counted
from .painting import RIGHT, draw_focus, draw_text, fill_rounded, painting
from .theme import SMALL_PX, TEXT_PX, sized, tokens_of


class ListRow(PaintedButton):
    HEIGHT = 32
    LEFT = 34
    """Where the words begin: the tick stands before them."""

    def __init__(self, words: str, number: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = "" if number is None else counted(number)
        self.setText(words)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{words}, {self._number}" if self._number else words)
        self.setToolTip(words)

    def sizeHint(self) -> QSize:
        return QSize(200, self.HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

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
