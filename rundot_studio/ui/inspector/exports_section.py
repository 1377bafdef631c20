"""Where a picture was exported: project and file, when, and whether the file is still as it was written."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.theme import GAP, GAP_SMALL
from rundot_studio.ui.pictures.words import when

if TYPE_CHECKING:
    from rundot_studio.studio.export_places import ExportPlace

MOST = 8


class ExportsSection(QWidget):
    """``show_wanted`` tells the file to be shown in its folder."""

    show_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP_SMALL)
        self._rows: list[QWidget] = []

    @property
    def rows(self) -> list[QWidget]:
        return self._rows

    def show_places(self, places: "Sequence[ExportPlace]") -> None:
        """The newest first; at most ``MOST``."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(place) for place in places[:MOST]]
        if len(places) > MOST:
            self._rows.append(Label(self.tr("and {0} more").format(len(places) - MOST)))
        for row in self._rows:
            self._column.addWidget(row)

    def _row(self, place: "ExportPlace") -> QWidget:
        row = QWidget()
        name = Label(f"{place.project} · {place.file.name}", colour="text", wrap=True)
        name.setToolTip(str(place.file))
        told, colour = self._state(place)
        state = Label(told, colour=colour, wrap=True, tabular=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(name)
        words.addWidget(state)
        show = Button(self.tr("show"), kind=ButtonKind.LINK)
        describe(show, self.tr("Show {0} in its folder").format(place.file.name))
        show.clicked.connect(lambda: self.show_wanted.emit(_nearest(place.file)))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addLayout(words, 1)
        line.addWidget(show)
        return row

    def _state(self, place: "ExportPlace") -> tuple[str, str]:
        if place.missing or place.written_at is None:
            return self.tr("The file is gone."), "warn"
        moment = when(place.written_at)
        if place.changed:
            return self.tr("{0} · changed since").format(moment), "warn"
        return moment, "secondary"


def _nearest(file: Path) -> Path:
    """The file, or the nearest folder above that is still there."""
    return next((path for path in (file, *file.parents) if path.exists()), file)
