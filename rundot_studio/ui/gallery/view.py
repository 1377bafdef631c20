"""The gallery: a fixed grid over the model, which computes its geometry and paints only what is in view."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyle, QWidget

from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture
from rundot_studio.ui.controls.scroll_bar import OverlayScrollBar
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource
from rundot_studio.ui.pictures.titles import Titles

from .arrivals import Arrivals
from .cards import JobProgress, part_at
from .geometry import Grid
from .keys import press_key
from .model import GalleryModel
from .painter import GalleryPainter, Hover
from .pointing import Pointing
from .selection import Selection
from .stars import star_at

Index = QModelIndex | QPersistentModelIndex
ProgressSource = Callable[[Job], JobProgress]
CELL_LEAST = 96
CELL_MOST = 280
CELL_DEFAULT = 132
TICK_MS = 200
"""How often the cards of running jobs are painted anew."""
TOP = 4
"""Room above the first row for its selection ring."""


class GalleryView(QAbstractItemView):
    """``picked`` tells the current item (Job, Picture or None), ``walked`` that the artist chose it by hand;
    ``acted`` a job and the part of its card that was pressed, ``delete_wanted`` that the selection is to go,
    ``starred`` the stars that the selection, or the card that was pressed, is to have; ``menu_wanted`` where a menu for
    the selection is to open, ``look_wanted`` that the current picture is to be shown large."""

    picked = Signal(object)
    walked = Signal()
    acted = Signal(object, str)
    delete_wanted = Signal()
    starred = Signal(int)
    menu_wanted = Signal(QPoint)
    look_wanted = Signal()

    def __init__(self, thumbnails: ThumbnailSource, titles: Titles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._wanted = CELL_DEFAULT
        self._grid: Grid | None = None
        self.progress: ProgressSource = lambda _job: JobProgress()
        self.hover = Hover()
        self.looking = True
        self._bar = OverlayScrollBar(self)
        self._set_up()
        self._reader = self._timer(0, self._read_visible, once=True)
        self._ticker = self._timer(TICK_MS, self._tick)
        self.arrivals = Arrivals(self)
        self.arrivals.moved.connect(self.viewport().update)
        thumbnails.ready.connect(self._thumbnail_ready)
        self._model = GalleryModel(titles, self)
        self.setModel(self._model)
        self.selection = Selection(self._model, self.selectionModel(), self)
        self._pointing = Pointing(self)
        self._painter = GalleryPainter(self, thumbnails)
        self._follow_rows()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Gallery"))
        self.viewport().setAutoFillBackground(False)

    def _timer(self, interval_ms: int, slot: Callable[[], None], *, once: bool = False) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(once)
        timer.setInterval(interval_ms)
        timer.timeout.connect(slot)
        return timer

    def _follow_rows(self) -> None:
        rows = self._model
        for signal in (rows.rowsInserted, rows.rowsRemoved, rows.modelReset):
            signal.connect(self._rows_changed)
        rows.modelReset.connect(self.selection.restore)
        rows.rearranged.connect(self._show_rearranged)
        rows.dataChanged.connect(self._start_or_stop_ticker)
        rows.arrived.connect(self._expect)
        rows.leaving.connect(self._step_off)

    @property
    def rows(self) -> GalleryModel:
        return self._model

    @property
    def widget(self) -> QAbstractItemView:
        return self

    @property
    def painter(self) -> GalleryPainter:
        return self._painter

    @property
    def band(self) -> QRect | None:
        """The rubber band in the viewport, while one is drawn."""
        return self._pointing.band

    def set_progress_source(self, progress: ProgressSource) -> None:
        """Who knows how far a job is."""
        self.progress = progress

    def set_looking(self, looking: bool) -> None:
        """Whether the service may tell of a lost answer."""
        self.looking = looking
        self.viewport().update()

    def set_cell(self, pixels: int) -> None:
        """The side the artist would like; the grid takes the nearest that fills its rows."""
        self._wanted = min(max(pixels, CELL_LEAST), CELL_MOST)
        self._grid_changed()

    @property
    def grid(self) -> Grid:
        if self._grid is None:
            headed = bool(self._model.grouped != "none")
            self._grid = Grid(self.viewport().width(), self._model.sections, self._wanted, headed)
        return self._grid

    @property
    def offset(self) -> int:
        return self.verticalOffset() - TOP

    def current_item(self) -> Job | Picture | None:
        index = self.currentIndex()
        if not index.isValid():
            return None
        self._model.read(index.row(), index.row())
        return self._model.item(index.row())

    def selected_pictures(self) -> list[Picture]:
        """In the order of their rows. Reads them: for many, see ``selection.numbers``."""
        return self._model.pictures(self.selection.numbers)

    def select_pictures(self, picture_ids: Collection[str]) -> None:
        """Select these, and bring the first of them into sight."""
        rows = sorted(row for row in map(self._model.row_of_picture, picture_ids) if row is not None)
        if not rows:
            return
        self.select_row(rows[0])
        for row in rows[1:]:
            self.selectionModel().select(self._model.index(row), QItemSelectionModel.SelectionFlag.Select)

    def select_row(self, row: int) -> None:
        self.selection.only(row)
        self.scrollTo(self._model.index(row))

    # --- what QAbstractItemView asks of a view ---

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
        self._reader.start()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.picked.emit(self.current_item() if current.isValid() else None)

    # --- events ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grid_changed()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._read_visible()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        try:
            self._painter.paint(painter, event.rect(), datetime.now(UTC))
        finally:
            painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointing.move(event)
        hover = self._hover_at(event.position().toPoint())
        if hover != self.hover:
            self.hover = hover
            pressable = hover.part or hover.star or hover.section is not None
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if pressable else Qt.CursorShape.ArrowCursor)
            item = self._model.item(hover.row) if hover.row is not None else None
            self.viewport().setToolTip(self._model.tool_tip(item) if item is not None else "")
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave and self.hover != Hover():
            self.hover = Hover()
            self.viewport().update()
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        hover = self._hover_at(event.position().toPoint())
        if hover.part and hover.row is not None:
            self.acted.emit(self._model.item(hover.row), hover.part)
        elif hover.star and hover.row is not None:
            if not self.selection.contains(hover.row):
                self.selection.only(hover.row)
            entry = self._model.entry(hover.row)
            again = entry is not None and entry.stars == hover.star
            self.starred.emit(0 if again else hover.star)
        else:
            self._pointing.press(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._pointing.release(event):
            self.walked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.row_at(event.position().toPoint()) is not None:
            self._pointing.release(event)
            self.look_wanted.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """For what is under the pointer, or by the menu key for what is selected."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            row = self.row_at(event.pos())
            if row is None:
                return
            if not self.selection.contains(row):
                self.selection.only(row)
                self.walked.emit()
            self.menu_wanted.emit(event.globalPos())
        elif (current := self.selection.current) is not None:
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.cell_rect(current).center()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_key(self, event):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def drag_out(self) -> None:
        self._painter.drag(self._model.drag_data(self.selection.numbers), self.selection.picture_count)

    def _hover_at(self, point: QPoint) -> Hover:
        row = self.row_at(point)
        if row is None:
            return Hover(section=self.heading_at(point))
        rect = QRectF(self.cell_rect(row))
        item = self._model.item(row)
        if isinstance(item, Job):
            return Hover(row, part_at(rect, item, QPointF(point), self.font(), looking=self.looking))
        return Hover(row, star=star_at(rect, QPointF(point)) if item is not None else 0)

    # --- keeping up ---

    def rows_in(self, rect: QRect) -> range:
        """The rows of a part of the viewport, the rings round their cells included."""
        top = rect.top() + self.offset - 4
        return self.grid.between(top, top + rect.height() + 8)

    def _rows_changed(self) -> None:
        self._grid_changed()
        self._start_or_stop_ticker()

    def _grid_changed(self) -> None:
        self._grid = None
        self.updateGeometries()
        self.viewport().update()

    def _read_visible(self) -> None:
        """Have the pictures in memory that are in view, and their thumbnails on the way."""
        visible = self.rows_in(self.viewport().rect())
        if visible and self._model.read(visible[0], visible[-1]):
            self.viewport().update()
        pictures = (self._model.item(row) for row in visible)
        self._thumbnails.set_visible(frozenset(item.id for item in pictures if isinstance(item, Picture)))

    def _thumbnail_ready(self, picture_id: str) -> None:
        self.arrivals.begin(picture_id)
        for row in self.rows_in(self.viewport().rect()):
            item = self._model.item(row)
            if isinstance(item, Picture) and item.id == picture_id:
                self.viewport().update(self.cell_rect(row).adjusted(-4, -4, 4, 4))

    def _start_or_stop_ticker(self) -> None:
        running = any(
            isinstance(item := self._model.item(row), Job) and item.active for row in range(self._model.job_count)
        )
        if running and not self._ticker.isActive():
            self._ticker.start()
        elif not running:
            self._ticker.stop()

    def _step_off(self, first: int, last: int) -> None:
        """Go on to the next picture where the current one goes: Qt by itself would step back."""
        if first <= self.currentIndex().row() <= last and last + 1 < self._model.rowCount():
            self.select_row(last + 1)

    def _show_rearranged(self) -> None:
        """Another view of the library begins at its top, or where the current picture is in it."""
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        else:
            self.verticalScrollBar().setValue(0)

    def _expect(self, picture: Picture) -> None:
        if self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) > 0:
            self.arrivals.expect(picture.id)

    def _tick(self) -> None:
        for row in range(self._model.job_count):
            self.viewport().update(self.cell_rect(row))
