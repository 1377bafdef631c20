"""The gallery with its bar: what is shown, in which order, and how large its cards are."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rundot_studio.ui.controls.columns import Surface
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.slider import SlimSlider
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource
from rundot_studio.ui.pictures.titles import Titles

from .filter_bar import FilterBar
from .selection_bar import SelectionBar
from .view import CELL_DEFAULT, CELL_LEAST, CELL_MOST, GalleryView


class GalleryPanel(Surface):
    def __init__(self, thumbnails: ThumbnailSource, titles: Titles, parent: QWidget | None = None) -> None:
        super().__init__("window", parent)
        self.setMinimumHeight(150)
        self.view = GalleryView(thumbnails, titles)
        self.cell_size = SlimSlider(CELL_LEAST, CELL_MOST, CELL_DEFAULT)
        describe(self.cell_size, self.tr("Card size"), self.tr("How large the cards are"))
        self.filters = FilterBar(self.cell_size)
        self.selected = SelectionBar(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.view, 1)
        self.cell_size.valueChanged.connect(self.view.set_cell)
        self.filters.changed.connect(self.view.rows.arrange)
        self.view.rows.wished.connect(self.filters.show_arrangement)
