"""Tags and boards as chips that can be taken away, and the button that adds one."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rundot_studio.ui.controls.buttons import PaintedButton
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.painting import LEFT, draw_focus, draw_text, fill_rounded, painting, text_width
from rundot_studio.ui.controls.theme import SMALL_PX, sized, tokens_of

HEIGHT = 24
SIDE = 10
CROSS = 12
MOST_WIDTH = 190


class MarkChip(PaintedButton):
    """A tag or a board. ``clicked`` is a press on its words, ``taken_away`` one on its cross, or the delete key.

    ``faint`` is for one that only some of several pictures have."""

    taken_away = Signal()

    def __init__(
        self, words: str, *, name: str, tip: str, faint: bool = False, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._faint = faint
        self._icon = icon
        self.setText(words)
        describe(self, name, tip, "Del")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def _before(self) -> int:
        return SIDE + (16 if self._icon else 0)

    def sizeHint(self) -> QSize:
        words = text_width(self.text(), sized(self.font(), SMALL_PX, tabular=True))
        return QSize(min(MOST_WIDTH, self._before + words + CROSS + SIDE), HEIGHT)

    def _on_cross(self, x: float) -> bool:
        return x > self.width() - CROSS - SIDE

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.isDown() and self._on_cross(event.position().x()):
            self.setDown(False)
            self.taken_away.emit()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.taken_away.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            fill_rounded(painter, self.rect(), tokens.raised if self.hovered else tokens.control, HEIGHT / 2)
            colour = tokens.faint if self._faint else tokens.text
            if self._icon:
                draw_icon(painter, self._icon, tokens.secondary, SIDE - 1, (HEIGHT - 13) / 2, 13)
            words = QRectF(self._before, 0, self.width() - self._before - CROSS - 6, HEIGHT)
            draw_text(painter, words, self.text(), colour, sized(self.font(), SMALL_PX, tabular=True), LEFT)
            cross = tokens.text if self.hovered or self.hasFocus() else tokens.faint
            draw_icon(painter, "close", cross, self.width() - CROSS - 7, (HEIGHT - CROSS) / 2, CROSS)
            draw_focus(painter, self, tokens, HEIGHT / 2)


class AddChip(PaintedButton):
    """``+ Tag``."""

    def __init__(self, words: str, *, name: str, tip: str, shortcut: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(words)
        describe(self, name, tip, shortcut)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(text_width(self.text(), sized(self.font(), SMALL_PX)) + 2 * SIDE, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            fill_rounded(painter, self.rect(), tokens.raised if self.hovered else tokens.control, HEIGHT / 2)
            colour = tokens.text if self.hovered else tokens.secondary
            words = QRectF(SIDE, 0, self.width() - 2 * SIDE + 2, HEIGHT)
            draw_text(painter, words, self.text(), colour, sized(self.font(), SMALL_PX), LEFT)
            draw_focus(painter, self, tokens, HEIGHT / 2)
