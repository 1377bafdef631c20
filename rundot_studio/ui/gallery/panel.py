"""The gallery with its heading: how many pictures, and how large their cards are."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.columns import Surface
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.slider import SlimSlider
from rundot_studio.ui.controls.theme import GAP, TEXT_PX
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource
from rundot_studio.ui.pictures.titles import Titles

from .view import CELL_DEFAULT, CELL_LEAST, CELL_MOST, GalleryView


class GalleryPanel(Surface):
    def __init__(self, thumbnails: ThumbnailSource, titles: Titles, parent: QWidget | None = None) -> None:
        super().__init__("window", parent)
        self.setMinimumHeight(150)
        self.view = GalleryView(thumbnails, titles)
        self._title = Label(colour="text", pixels=TEXT_PX, bold=True)
        self._found = Label(tabular=True)
        self.cell_size = SlimSlider(CELL_LEAST, CELL_MOST, CELL_DEFAULT)
        describe(self.cell_size, self.tr("Card size"), self.tr("How large the cards are"))
        self.delete = Button(self.tr("Delete"), kind=ButtonKind.QUIET, small=True)
        describe(self.delete, self.tr("Delete"), self.tr("Move the selected pictures to the trash"), "Del")
        head = QHBoxLayout()
        head.setContentsMargins(12, GAP, 14, GAP)
        head.setSpacing(GAP)
        head.addWidget(self._title)
        head.addWidget(self._found)
        head.addStretch(1)
        head.addWidget(self.delete)
        head.addWidget(Label(self.tr("Newest first")))
        head.addSpacing(GAP)
        head.addWidget(self.cell_size)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        self.cell_size.valueChanged.connect(self.view.set_cell)
        rows = self.view.rows
        for signal in (rows.rowsInserted, rows.rowsRemoved, rows.modelReset):
            signal.connect(self._show_count)
        self.view.selectionModel().selectionChanged.connect(self._show_delete)
        rows.modelReset.connect(self._show_delete)
        self._show_count()
        self._show_delete()

    def _show_count(self) -> None:
        rows = self.view.rows
        self._title.setText(self.tr("Found") if rows.search else self.tr("All pictures"))
        self._found.setText(f"{rows.picture_count:,}")

    def _show_delete(self) -> None:
        count = self.view.selection.picture_count
        self.delete.setVisible(count > 0)
        self.delete.setText(self.tr("Delete") if count < 2 else self.tr("Delete {0}").format(f"{count:,}"))
        self.delete.updateGeometry()
