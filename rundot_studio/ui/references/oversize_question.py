"""A reference above 10 MB: asks at once whether to scale a copy down or to leave it out. Nothing is scaled silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.domain.catalog import MAX_REFERENCE_BYTES
from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.numbers import rounded
from rundot_studio.ui.controls.theme import GAP_SMALL

if TYPE_CHECKING:
    from rundot_studio.domain.recipe import SourceImage

MEGABYTE = 1024 * 1024


class OversizeQuestion(QWidget):
    """Asks about one reference after the other. ``scale_wanted`` carries the one to be scaled down."""

    scale_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: list[tuple[SourceImage, str, int]] = []
        self._words = Label(colour="warn", wrap=True)
        self.scale = Button(self.tr("Scale down"), small=True)
        describe(self.scale, self.tr("Scale down"), self.tr("Send a smaller copy; the original stays as it is"))
        self.leave = Button(self.tr("Leave out"), kind=ButtonKind.QUIET, small=True)
        describe(self.leave, self.tr("Leave out"), self.tr("Go without this reference"))
        row = QHBoxLayout()
        row.setSpacing(GAP_SMALL)
        row.addWidget(self.scale)
        row.addWidget(self.leave)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addLayout(row)
        self.scale.clicked.connect(self._scale)
        self.leave.clicked.connect(self._next)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text() if self._asked else ""

    def ask(self, source: SourceImage, name: str, size_bytes: int) -> None:
        self._asked.append((source, name, size_bytes))
        self._show()

    def forget(self) -> None:
        self._asked = []
        self._show()

    def _show(self) -> None:
        if self._asked:
            _, name, size_bytes = self._asked[0]
            size, most = size_bytes / MEGABYTE, MAX_REFERENCE_BYTES // MEGABYTE
            words = self.tr("{0} has {1} MB; a reference may have {2} MB.")
            self._words.setText(words.format(name, rounded(size, 1), most))
        self.setVisible(bool(self._asked))

    def _scale(self) -> None:
        if self._asked:
            source = self._asked[0][0]
            self._next()
            self.scale_wanted.emit(source)

    def _next(self) -> None:
        self._asked = self._asked[1:]
        self._show()
