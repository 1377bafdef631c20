"""The files that an import did not take, each with the reason."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button
from rundot_studio.ui.controls.columns import HairLine, ScrollColumn
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.controls.sheet import Sheet
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE, GAP_SMALL

if TYPE_CHECKING:
    from rundot_studio.library.importing import Refusal

MOST = 300
"""Files with a row of their own; all are copied."""


class RefusedSheet(Sheet):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "", width=680, height=460)
        self._refused: Sequence[Refusal] = ()
        self.copy = Button(self.tr("Copy the list"), icon="copy", small=True)
        describe(self.copy, self.tr("Copy the list"), self.tr("Paths and reasons as text"))
        self.copy.clicked.connect(self._copy)
        self.head.addWidget(self.copy)
        content = QWidget()
        self._rows = QVBoxLayout(content)
        self._rows.setContentsMargins(GAP_LARGE + GAP, 0, GAP_LARGE + GAP, GAP_LARGE)
        self._rows.setSpacing(GAP_SMALL)
        self.body.addWidget(ScrollColumn(content))

    def open_list(self, refused: "Sequence[Refusal]") -> None:
        self._refused = refused
        count = len(refused)
        words = self.tr("1 file was not imported")
        if count != 1:
            words = self.tr("{0} files were not imported").format(counted(count))
        self.heading.setText(words)
        self.setAccessibleName(words)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for refusal in refused[:MOST]:
            self._add(refusal)
        if count > MOST:
            self._rows.addWidget(Label(self.tr("and {0} more").format(counted(count - MOST))))
        self._rows.addStretch(1)
        self.open()

    def _add(self, refusal: "Refusal") -> None:
        name = Label(_shown(refusal.path.name), colour="text", wrap=True)
        name.setToolTip(_shown(str(refusal.path)))
        name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        reason = " ".join(part for part in (refusal.problem.message, refusal.problem.hint) if part)
        for widget in (name, Label(sentence(reason), wrap=True), HairLine()):
            self._rows.addWidget(widget)

    def _copy(self) -> None:
        lines = (f"{_shown(str(each.path))}\t{sentence(each.problem.message)}" for each in self._refused)
        QGuiApplication.clipboard().setText("\n".join(lines))


def _shown(name: str) -> str:
    """Names on a disk may hold bytes that are no text."""
    return name.encode("utf-8", "replace").decode()
