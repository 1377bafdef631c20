"""What the sheets for own styles and wildcards share: a list at the left, a form at the right, and an undo below.

Nothing that is typed waits for a button: it is written a moment later, and at once when another entry is chosen or the
sheet is closed.
"""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind, PaintedButton
from rundot_studio.ui.controls.columns import HairLine, ScrollColumn
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.sheet import Sheet
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE

LIST_WIDTH = 264
WRITE_AFTER_MS = 500


class UndoLine(QWidget):
    """``Pirates was deleted. [Undo]``"""

    def __init__(self) -> None:
        super().__init__()
        self.words = Label(colour="secondary")
        self.undo = Button(self.tr("Undo"), small=True)
        describe(self.undo, self.tr("Undo"), self.tr("Bring it back"))
        self._undo: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.words)
        row.addWidget(self.undo)
        row.addStretch(1)
        self.undo.clicked.connect(self._press)
        self.hide()

    def offer(self, words: str, undo: Callable[[], object]) -> None:
        self.words.setText(words)
        self._undo = undo
        self.show()

    def forget(self) -> None:
        self._undo = None
        self.hide()

    def _press(self) -> None:
        undo = self._undo
        self.forget()
        if undo is not None:
            undo()


class EditorSheet(Sheet):
    """An heir fills ``form``, and writes in ``write_now``."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "", width=900, height=620)
        self.unwritten = False
        self._rows: list[PaintedButton] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WRITE_AFTER_MS)
        self._timer.timeout.connect(self.write_now)
        self.undo_line = UndoLine()
        self.complaint = Label(colour="bad", wrap=True)
        self.complaint.hide()
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(GAP, GAP, GAP, GAP)
        self._list.setSpacing(2)
        self._list.addStretch(1)
        self._scroll = ScrollColumn(content)
        self._scroll.setFixedWidth(LIST_WIDTH)
        self.form = QVBoxLayout()
        self.form.setSpacing(6)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(GAP_LARGE, GAP + 4, GAP_LARGE + GAP, GAP_LARGE)
        column.setSpacing(GAP)
        column.addLayout(self.form, 1)
        column.addWidget(self.complaint)
        column.addWidget(self.undo_line)
        panes = QHBoxLayout()
        panes.setSpacing(0)
        panes.addWidget(self._scroll)
        panes.addWidget(HairLine(upright=True))
        panes.addWidget(side, 1)
        self.body.addWidget(HairLine())
        self.body.addLayout(panes, 1)

    def write_now(self) -> None:
        raise NotImplementedError

    def typed(self) -> None:
        """Something was typed: it is written a moment later."""
        self.unwritten = True
        self._timer.start()

    @property
    def listed(self) -> list[PaintedButton]:
        """The rows of the list."""
        return self._rows

    def put_rows(self, rows: list[PaintedButton]) -> None:
        self._rows = rows
        while self._list.count() > 1:
            item = self._list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self._list.insertWidget(self._list.count() - 1, row)

    def bring_into_sight(self, row: QWidget) -> None:
        self._scroll.ensureWidgetVisible(row)

    def complain(self, words: str) -> None:
        self.complaint.setText(words)
        self.complaint.setVisible(bool(words))

    def dismiss(self) -> None:
        self._timer.stop()
        self.write_now()
        self.undo_line.forget()
        super().dismiss()


def quiet_button(words: str, tip: str, icon: str = "") -> Button:
    button = Button(words, icon=icon, kind=ButtonKind.CONTROL, small=True)
    describe(button, words, tip)
    return button
