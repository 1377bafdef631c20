"""The rows of the export's options: a word at the left, a small control at the right; and a field for whole numbers."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, LineField, heading
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.painting import painting
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL, TEXT_PX, tokens_of

NUMBER_WIDTH = 74


class NumberField(LineField):
    """A whole number; the arrow keys count, with Shift by ten. ``entered`` tells it when it is one that may be."""

    entered = Signal(int)

    def __init__(self, name: str, low: int, high: int, tip: str = "", *, unit: str = "") -> None:
        super().__init__()
        self._range = (low, high)
        self.edit.setValidator(QIntValidator(low, high, self))
        self.edit.setMaxLength(len(str(high)))
        self.setFixedWidth(NUMBER_WIDTH)
        describe(self.edit, name, tip or name)
        if unit:
            self.add_at_end(Label(unit, colour="faint"))
        self.edit.textEdited.connect(lambda _text: self._tell())

    @property
    def value(self) -> int | None:
        """None while nothing that may be is written."""
        return int(self.text) if self.edit.hasAcceptableInput() else None

    def set_value(self, value: int) -> None:
        if self.value != value:
            self.set_text(str(value))
        self.set_broken(False)

    def _step(self, by: int) -> None:
        low, high = self._range
        self.set_text(str(min(high, max(low, (self.value or 0) + by))))
        self._tell()

    def _tell(self) -> None:
        value = self.value
        self.set_broken(value is None)
        if value is not None:
            self.entered.emit(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
            if step:
                by_ten = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self._step(step * 10 if by_ten else step)
                return True
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only where the field has the keyboard: a list that scrolls under the pointer must change nothing."""
        if self.edit.hasFocus() and event.angleDelta().y():
            self._step(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            event.ignore()


class PickButton(Button):
    """Opens a list: what is chosen at the left, an arrow at the right."""

    def __init__(self) -> None:
        super().__init__("", at_left=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with painting(self) as painter:
            draw_icon(painter, "chevron-down", tokens_of(self).secondary, self.width() - 26, self.height() / 2 - 8, 16)


class OptionRow(QWidget):
    """A word and its control; hidden as one where the engine has no use for it."""

    def __init__(self, words: str, control: QWidget, *, tip: str = "") -> None:
        super().__init__()
        self.control = control
        label = Label(words, colour="text", pixels=TEXT_PX)
        label.setToolTip(tip)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(label, 1)
        row.addWidget(control)


class OptionGroup(QWidget):
    """A small heading over rows."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GAP_SMALL)
        self.title: QLabel = heading(title)
        self.column.addWidget(self.title)

    def add(self, widget: QWidget) -> QWidget:
        self.column.addWidget(widget)
        return widget
