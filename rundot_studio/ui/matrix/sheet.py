"""Where a matrix is put together: columns, rows, how its sheet will look, how many pictures, what they cost."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.domain.matrix import Axis, AxisKind
from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.columns import HairLine, ScrollColumn
from rundot_studio.ui.controls.describe import describe, shortcut_text
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.controls.sheet import Sheet
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE, TEXT_PX

from .axis_picker import AxisPicker
from .choices import MatrixChoices, same_thing
from .grid_preview import GridPreview

SIDE_WIDTH = 400
SEND = "Ctrl+Return"


class MatrixSheet(Sheet):
    """``changed`` tells that another matrix is put together, ``wanted`` that it is to be made."""

    changed = Signal()
    wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "", width=960, height=640)
        words = self.tr("Matrix")
        self.heading.setText(words)
        self.setAccessibleName(words)
        self._opened_before = False
        self.across = AxisPicker(self.tr("Columns"), AxisKind.SEED)
        self.down = AxisPicker(self.tr("Rows"), AxisKind.STYLE, optional=True)
        self.prompt = Label(colour="text", pixels=TEXT_PX, wrap=True)
        self.preview = GridPreview()
        self.number = Label(colour="text", tabular=True, pixels=TEXT_PX)
        self.problem = Label(colour="bad", wrap=True)
        self.problem.hide()
        self.make = Button(
            self.tr("Make the matrix"), kind=ButtonKind.PRIMARY, hint=shortcut_text(SEND).replace("Return", "↵")
        )
        describe(self.make, self.tr("Make the matrix"), self.tr("Send all its pictures"), SEND)
        self._lay_out()
        self.across.changed.connect(self._changed)
        self.down.changed.connect(self._changed)
        self.make.clicked.connect(self.wanted)

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(GAP_LARGE + GAP, 0, GAP_LARGE, GAP_LARGE)
        column.setSpacing(GAP_LARGE)
        column.addWidget(self.prompt)
        column.addWidget(self.across)
        column.addWidget(HairLine())
        column.addWidget(self.down)
        column.addStretch(1)
        side = QWidget()
        side.setFixedWidth(SIDE_WIDTH)
        right = QVBoxLayout(side)
        right.setContentsMargins(GAP_LARGE, 0, GAP_LARGE + GAP, GAP_LARGE)
        right.setSpacing(GAP)
        right.addWidget(self.preview, 1)
        right.addWidget(self.number)
        right.addWidget(self.problem)
        right.addWidget(self.make)
        panes = QHBoxLayout()
        panes.setSpacing(0)
        panes.addWidget(ScrollColumn(content), 1)
        panes.addWidget(side)
        self.body.addLayout(panes, 1)

    @property
    def axes(self) -> tuple[Axis, Axis | None]:
        across = self.across.value
        assert across is not None  # columns can't be left out
        return across, self.down.value

    def open_matrix(self, choices: MatrixChoices) -> None:
        words = " ".join(choices.template.text.split())
        self.prompt.setText(words if len(words) <= 240 else words[:240] + "…")
        self._choose_first_kinds(choices)
        self.across.show_choices(choices)
        self.down.show_choices(choices)
        self.open(self.across.kind)

    def _choose_first_kinds(self, choices: MatrixChoices) -> None:
        """At the first opening, the words of a prompt that has alternatives are what one wants to vary."""
        if not self._opened_before and choices.template.groups:
            self.across.kind.choose(AxisKind.PROMPT.value)
        self._opened_before = True

    def complain(self, words: str) -> None:
        """Why it can't be made; empty words take it back."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.make.setEnabled(not words)

    def show_number(self, pictures: int, price: str = "") -> None:
        columns, rows = len(self.across.labels), max(1, len(self.down.labels))
        parts = [self.tr("{0} × {1}").format(columns, rows), price]
        self.number.setText(" · ".join(part for part in parts if part) if pictures else "")
        words = self.tr("Make 1 picture") if pictures == 1 else self.tr("Make {0} pictures").format(counted(pictures))
        self.make.setText(words if pictures else self.tr("Make the matrix"))

    def _changed(self) -> None:
        self.preview.show_grid(self.across.labels, self.down.labels)
        self.changed.emit()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Return sends what is in front: the matrix, not the prompt behind it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _sends(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _sends(event):
            self.make.click()
        else:
            super().keyPressEvent(event)

    @property
    def trouble(self) -> str:
        """What is missing before a matrix can be thought of; empty where nothing is."""
        across, down = self.axes
        if same_thing(across, down):
            return self.tr("Columns and rows vary the same: choose something else for one of them.")
        if not self.across.labels:
            return self.tr("Choose what the columns are.")
        if down is not None and not self.down.labels:
            return self.tr("Choose what the rows are.")
        return ""


def _sends(event: QKeyEvent) -> bool:
    keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return event.key() in keys and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
