"""A segment: a few choices in one row, one of them chosen. Arrow keys walk it, Tab passes it in one step."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from .buttons import PaintedButton
from .describe import describe
from .painting import CENTRE, draw_focus, draw_text, fill_rounded, painting, text_width
from .theme import CONTROL_HEIGHT, GAP_SMALL, RADIUS, SMALL_PX, TEXT_PX, sized, tokens_of


class SegmentButton(PaintedButton):
    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(max(28, text_width(self.text(), sized(self.font(), TEXT_PX)) + 16), CONTROL_HEIGHT - GAP_SMALL)

    def minimumSizeHint(self) -> QSize:
        return QSize(text_width(self.text(), sized(self.font(), TEXT_PX)) + GAP_SMALL, CONTROL_HEIGHT - GAP_SMALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            if not self.isEnabled():
                painter.setOpacity(0.45)
            if self.isChecked():
                fill_rounded(painter, self.rect(), tokens.raised, RADIUS - 2)
            elif self.hovered:
                fill_rounded(painter, self.rect(), tokens.hover, RADIUS - 2)
            colour = tokens.text if self.isChecked() else tokens.secondary
            font = sized(self.font(), TEXT_PX if len(self.text()) < 3 else SMALL_PX, tabular=True)
            draw_text(painter, self.rect(), self.text(), colour, font, CENTRE)
            draw_focus(painter, self, tokens, RADIUS - 2)


class Segment(QWidget):
    """``choices`` are (value, words, tool tip); ``chosen`` tells the new value."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, SegmentButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        for value, words, tip in choices:
            button = SegmentButton(words, self)
            describe(button, f"{name}: {words}", tip)
            self._buttons[value] = button
            self._group.addButton(button)
            row.addWidget(button, 1)
        first = next(iter(self._buttons.values()))
        first.setChecked(True)
        self._group.buttonToggled.connect(self._tell)
        self.setFocusProxy(first)

    @property
    def value(self) -> str:
        return next(value for value, button in self._buttons.items() if button.isChecked())

    def choose(self, value: str) -> None:
        """Choose as if clicked. Raises KeyError for a value that is not among the choices."""
        self._buttons[value].setChecked(True)

    def set_words(self, value: str, words: str) -> None:
        self._buttons[value].setText(words)
        self._buttons[value].updateGeometry()

    def _tell(self, button: SegmentButton, checked: bool) -> None:
        if checked:
            self.setFocusProxy(button)
            self.chosen.emit(self.value)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            fill_rounded(painter, self.rect(), tokens_of(self).control)
