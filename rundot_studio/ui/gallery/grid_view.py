"""The geometry of the gallery as Qt asks for it: a fixed grid over the model, arithmetic and nothing else."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from rundot_studio.library.arrangement import Grouping
from rundot_studio.ui.controls.scroll_bar import OverlayScrollBar
from rundot_studio.ui.pictures.titles import Titles

from .geometry import Grid
from .model import GalleryModel

Index = QModelIndex | QPersistentModelIndex
CELL_LEAST = 96
CELL_MOST = 280
CELL_DEFAULT = 132
TOP = 4
"""Room above the first row for its selection ring."""


class GridView(QAbstractItemView):
    """Points are in the viewport; ``offset`` is how far it is scrolled, so that their sum is in the grid."""

    def __init__(self, titles: Titles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = CELL_DEFAULT
        self._grid: Grid | None = None
        self._bar = OverlayScrollBar(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self._model = GalleryModel(titles, self)
        self.setModel(self._model)

    @property
    def rows(self) -> GalleryModel:
        return self._model

    def set_cell(self, pixels: int) -> None:
        """The side the artist would like; the grid takes the nearest that fills its rows."""
        self._wanted = min(max(pixels, CELL_LEAST), CELL_MOST)
        self._grid_changed()

    @property
    def grid(self) -> Grid:
        if self._grid is None:
            headed = self._model.grouped is not Grouping.NONE
            self._grid = Grid(self.viewport().width(), self._model.sections, self._wanted, headed)
        return self._grid

    @property
    def offset(self) -> int:
        return self.verticalOffset() - TOP

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        return False

    def visualRect(self, index: Index) -> QRect:
        return self.cell_rect(index.row()) if index.isValid() else QRect()

    def cell_rect(self, row: int) -> QRect:
        """In the viewport."""
        grid = self.grid
        x, y = grid.place(row)
        return QRect(x, y - self.offset, grid.side, grid.side)

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self.row_at(point)
        return QModelIndex() if row is None else self._model.index(row)

    def row_at(self, point: QPoint) -> int | None:
        return self.grid.index_at(point.x(), point.y() + self.offset)

    def heading_at(self, point: QPoint) -> int | None:
        return self.grid.heading_at(point.y() + self.offset)

    def ranges_in(self, box: QRect) -> list[tuple[int, int]]:
        """The rows whose cells touch a box of the content, as ranges."""
        return self.grid.ranges_in(box.left(), box.top(), box.right() + 1, box.bottom() + 1)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid():
            return
        rect = self.visualRect(index)
        bar = self.verticalScrollBar()
        above = self.grid.headroom(index.row()) + TOP
        if rect.top() < above:
            bar.setValue(bar.value() + rect.top() - above)
        elif rect.bottom() > self.viewport().height() - 8:
            bar.setValue(bar.value() + rect.bottom() - self.viewport().height() + 8)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        return self.currentIndex()  # keys are walked by ``keys``, which knows the selection too

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """For Qt's accessibility; the mouse selects by ``pointing``."""
        chosen = QItemSelection()
        for first, last in self.ranges_in(rect.normalized().translated(0, self.offset)):
            chosen.select(self._model.index(first), self._model.index(last))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Without Qt's own, which looks at each selected index."""
        self.viewport().update()

    def updateGeometries(self) -> None:
        grid = self.grid
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        bar.setSingleStep(max(20, grid.pitch // 3))
        bar.setPageStep(height)
        bar.setRange(0, max(0, grid.height + TOP - height))
        super().updateGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grid_changed()

    def rows_in(self, rect: QRect) -> range:
        """The rows of a part of the viewport, the rings round their cells included."""
        top = rect.top() + self.offset - 4
        return self.grid.between(top, top + rect.height() + 8)

    def _grid_changed(self) -> None:
        self._grid = None
        self.updateGeometries()
        self.viewport().update()
