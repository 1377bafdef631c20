"""A row of an open list: a name, a line that says more, and a tick on the chosen one. Arrow keys walk the rows."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from .buttons import PaintedButton
from .icons import draw_icon
from .painting import draw_focus, draw_text, fill_rounded, painting
from .theme import SMALL_PX, TEXT_PX, sized, tokens_of


class ChoiceRow(PaintedButton):
    HEIGHT = 48

    def __init__(self, name: str, more: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._more = more
        self.setText(name)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def more(self) -> str:
        return self._more

    def set_more(self, more: str) -> None:
        self._more = more
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self.HEIGHT)

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
