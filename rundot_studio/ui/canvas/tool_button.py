"""A tool's button in two parts: the tool itself, and a narrow one beside it that opens its settings."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind, PaintedButton
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.painting import draw_focus, fill_rounded, painting
from rundot_studio.ui.controls.theme import CONTROL_HEIGHT, tokens_of

WIDTH = 22
CHEVRON = 14


class SettingsButton(PaintedButton):
    """The narrow part; raised while its settings are open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:
        """Its owner says when it is raised."""

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            lit = self.isChecked() or self.isDown()
            if lit or self.hovered:
                fill_rounded(painter, self.rect(), tokens.raised if lit else tokens.hover)
            colour = tokens.text if lit or self.hovered or self.hasFocus() else tokens.secondary
            draw_icon(
                painter, "chevron-down", colour, (self.width() - CHEVRON) / 2, (self.height() - CHEVRON) / 2, CHEVRON
            )
            draw_focus(painter, self, tokens)


class ToolButton(QWidget):
    """``button`` does it, ``settings`` opens what it is done with."""

    def __init__(self, words: str, icon: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = Button(words, kind=ButtonKind.QUIET, icon=icon, hint=hint)
        self.settings = SettingsButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.button)
        row.addWidget(self.settings)
