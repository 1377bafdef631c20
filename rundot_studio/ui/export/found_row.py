"""Something that was found: a sign, a sentence, and the buttons that mend it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.flow_layout import FlowLayout
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.painting import painting
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL, tokens_of


class Sign(QWidget):
    """The sign before a finding, in the colour of how bad it is."""

    SIDE = 18

    def __init__(self, colour: str) -> None:
        super().__init__()
        self._colour = colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.SIDE, self.SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        icon = "check" if self._colour == "good" else "alert"
        with painting(self) as painter:
            rect = QRectF(self.rect())
            draw_icon(painter, icon, getattr(tokens_of(self), self._colour), rect.x(), rect.y(), self.SIDE)


class FoundRow(QWidget):
    """A sentence with its sign and its buttons."""

    def __init__(self, colour: str, words: str) -> None:
        super().__init__()
        self.words = Label(words, colour="text", wrap=True)
        self.buttons = QWidget()
        self._flow = FlowLayout(self.buttons)
        self.buttons.hide()
        column = QVBoxLayout()
        column.setSpacing(GAP_SMALL)
        column.addWidget(self.words)
        column.addWidget(self.buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GAP_SMALL, 0, GAP_SMALL)
        row.setSpacing(GAP)
        row.addWidget(Sign(colour), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def add(self, button: Button) -> Button:
        self._flow.addWidget(button)
        self.buttons.show()
        return button
