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
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyle, QWidget

from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture
from rundot_studio.ui.controls.painting import CENTRE, draw_text
from rundot_studio.ui.controls.scroll_bar import OverlayScrollBar
from rundot_studio.ui.controls.theme import tokens_of
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource
from rundot_studio.ui.pictures.titles import Titles
from rundot_studio.ui.queue.job_actions import ACTION, DISMISS, job_actions

from .arrivals import Arrivals
from .cards import (
    CardLook,
    CardState,
    JobProgress,
    draw_job_card,
    draw_picture_card,
    draw_problem_card,
    part_at,
)
from .geometry import Grid
from .model import GalleryModel

Index = QModelIndex | QPersistentModelIndex
ProgressSource = Callable[[Job], JobProgress]
CELL_LEAST = 96
CELL_MOST = 280
CELL_DEFAULT = 132
TICK_MS = 200
"""How often the cards of running jobs are painted anew."""


class GalleryView(QAbstractItemView):
    """``picked`` tells the current item (Job, Picture or None), ``walked`` that the artist chose it by hand;
    ``acted`` a job and the part of its card that was pressed, ``delete_wanted`` that the selection is to go."""

    picked = Signal(object)
    walked = Signal()
    acted = Signal(object, str)
    delete_wanted = Signal()

    def __init__(self, thumbnails: ThumbnailSource, titles: Titles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._wanted = CELL_DEFAULT
        self._progress: ProgressSource = lambda _job: JobProgress()
        self._hovered: int | None = None
        self._hot = ""
        self._looking = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._bar = OverlayScrollBar(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Gallery"))
        self.viewport().setAutoFillBackground(False)
        self._reader = QTimer(self)
        self._reader.setSingleShot(True)
        self._reader.setInterval(0)
        self._reader.timeout.connect(self._read_visible)
        self._ticker = QTimer(self)
        self._ticker.setInterval(TICK_MS)
        self._ticker.timeout.connect(self._tick)
        thumbnails.ready.connect(self._thumbnail_ready)
        self._arrivals = Arrivals(self)
        self._arrivals.moved.connect(self.viewport().update)
        self.clicked.connect(lambda _index: self.walked.emit())
        self._model = GalleryModel(titles, self)
        self.setModel(self._model)
        for signal in (self._model.rowsInserted, self._model.rowsRemoved, self._model.modelReset):
            signal.connect(self._rows_changed)
        self._model.dataChanged.connect(self._start_or_stop_ticker)
        self._model.arrived.connect(self._expect)
        self._model.leaving.connect(self._step_off)

    @property
    def rows(self) -> GalleryModel:
        return self._model

    def set_progress_source(self, progress: ProgressSource) -> None:
        """Who knows how far a job is."""
        self._progress = progress

    def set_looking(self, looking: bool) -> None:
        """Whether the service may tell of a lost answer."""
        self._looking = looking
        self.viewport().update()

    def set_cell(self, pixels: int) -> None:
        """The side the artist would like; the grid takes the nearest that fills its rows."""
        self._wanted = min(max(pixels, CELL_LEAST), CELL_MOST)
        self._grid_changed()

    @property
    def grid(self) -> Grid:
        return Grid(self.viewport().width(), self._model.rowCount(), self._wanted, margin=12)

    def current_item(self) -> Job | Picture | None:
        index = self.currentIndex()
        return self._model.item(index.row()) if index.isValid() else None

    def selected_pictures(self) -> list[Picture]:
        """Those of the selection that have been read, in the order of their rows."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [item for row in rows if isinstance(item := self._model.item(row), Picture)]

    def select_pictures(self, picture_ids: Collection[str]) -> None:
        """Select these, and bring the newest of them into sight."""
        rows = [row for row in map(self._model.row_of_picture, picture_ids) if row is not None]
        if not rows:
            return
        self.select_row(min(rows))
        for row in rows:
            self.selectionModel().select(self._model.index(row), QItemSelectionModel.SelectionFlag.Select)

    def select_row(self, row: int) -> None:
        index = self._model.index(row)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    # --- what QAbstractItemView asks of a view ---

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        return False

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid():
            return QRect()
        grid = self.grid
        x, y = grid.place(index.row())
        return QRect(x, y - self.verticalOffset() + self.TOP, grid.side, grid.side)

    TOP = 4
    """Room above the first row for its selection ring."""

    def indexAt(self, point: QPoint) -> QModelIndex:
        found = self.grid.index_at(point.x(), point.y() + self.verticalOffset() - self.TOP)
        return QModelIndex() if found is None else self._model.index(found)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid():
            return
        rect = self.visualRect(index)
        bar = self.verticalScrollBar()
        if rect.top() < self.TOP:
            bar.setValue(bar.value() + rect.top() - self.TOP)
        elif rect.bottom() > self.viewport().height() - 8:
            bar.setValue(bar.value() + rect.bottom() - self.viewport().height() + 8)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        last = self._model.rowCount() - 1
        if last < 0:
            return QModelIndex()
        move = QAbstractItemView.CursorAction
        columns = self.grid.columns
        page = columns * max(1, self.viewport().height() // self.grid.pitch)
        steps = {
            move.MoveLeft: -1,
            move.MovePrevious: -1,
            move.MoveRight: 1,
            move.MoveNext: 1,
            move.MoveUp: -columns,
            move.MoveDown: columns,
            move.MovePageUp: -page,
            move.MovePageDown: page,
            move.MoveHome: -last,
            move.MoveEnd: last,
        }
        if not self.currentIndex().isValid():
            return self._model.index(0)
        row = self.currentIndex().row() + steps[action]
        if action in (move.MoveUp, move.MoveDown) and not 0 <= row <= last:
            return self.currentIndex()
        return self._model.index(min(max(row, 0), last))

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        box = rect.normalized()
        top = box.top() + self.verticalOffset() - self.TOP
        selection = QItemSelection()
        for row in self.grid.between(top, top + box.height()):
            index = self._model.index(row)
            if self.visualRect(index).intersects(box):
                selection.select(index, index)
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index).adjusted(-4, -4, 4, 4)
        return region

    def updateGeometries(self) -> None:
        grid = self.grid
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        bar.setSingleStep(max(20, grid.pitch // 3))
        bar.setPageStep(height)
        bar.setRange(0, max(0, grid.height + self.TOP - height))
        super().updateGeometries()
        self._reader.start()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.picked.emit(self._model.item(current.row()) if current.isValid() else None)

    # --- events ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grid_changed()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()
        self._reader.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self.viewport())
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(event.rect(), QColor(tokens.window))
            if not self._model.rowCount() and self._model.search:
                words = self.tr("No picture has these words.")
                draw_text(painter, self.viewport().rect(), words, tokens.faint, self.font(), CENTRE)
            look = CardLook(tokens, self.font(), datetime.now(UTC), self._model.titles, self._looking)
            for row in self._rows_in(event.rect()):
                self._paint_row(painter, row, look)
        finally:
            painter.end()

    def _paint_row(self, painter: QPainter, row: int, look: CardLook) -> None:
        index = self._model.index(row)
        rect = QRectF(self.visualRect(index))
        item = self._model.item(row)
        current = row == self.currentIndex().row()
        state = CardState(
            selected=self.selectionModel().isSelected(index),
            hovered=row == self._hovered,
            focused=current and self.hasFocus(),
            hot=self._hot if row == self._hovered else "",
            opacity=self._arrivals.opacity(item.id) if isinstance(item, Picture) else 1.0,
        )
        if not isinstance(item, Job):
            pixels = round(rect.width() * self.devicePixelRatioF())
            thumbnail = self._thumbnails.get(item, pixels) if item else QPixmap()
            draw_picture_card(painter, rect, item, thumbnail, look, state)
        elif item.active:
            draw_job_card(painter, rect, item, self._progress(item), look, state)
        else:
            draw_problem_card(painter, rect, item, look, state)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        row, part = self._part_at(event.position().toPoint())
        if (row, part) != (self._hovered, self._hot):
            self._hovered, self._hot = row, part
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if part else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave and self._hovered is not None:
            self._hovered, self._hot = None, ""
            self.viewport().update()
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row, part = self._part_at(event.position().toPoint())
        if part and row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.acted.emit(self._model.item(row), part)
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.current_item()
        if isinstance(item, Job) and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.acted.emit(item, ACTION if item.active else DISMISS)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_wanted.emit()
        elif isinstance(item, Job) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            helps = job_actions(item, looking=self._looking)
            if not item.active or len(helps) > 1:  # Return helps; what runs well is not stopped by it
                self.acted.emit(item, helps[0][0])
        else:
            before = self.currentIndex()
            super().keyPressEvent(event)
            if self.currentIndex() != before:
                self.walked.emit()

    def _part_at(self, point: QPoint) -> tuple[int | None, str]:
        index = self.indexAt(point)
        if not index.isValid():
            return None, ""
        item = self._model.item(index.row())
        if not isinstance(item, Job):
            return index.row(), ""
        rect = QRectF(self.visualRect(index))
        return index.row(), part_at(rect, item, QPointF(point), self.font(), looking=self._looking)

    # --- keeping up ---

    def _rows_in(self, rect: QRect) -> range:
        top = rect.top() + self.verticalOffset() - self.TOP - 4
        return self.grid.between(top, top + rect.height() + 8)

    def _rows_changed(self) -> None:
        self._grid_changed()
        self._start_or_stop_ticker()

    def _grid_changed(self) -> None:
        self.updateGeometries()
        self.viewport().update()

    def _read_visible(self) -> None:
        """Read the library as far down as is in view, in short steps."""
        visible = self._rows_in(self.viewport().rect())
        if visible and not self._model.read_until(visible[-1]):
            self._reader.start()
        pictures = (self._model.item(row) for row in visible)
        self._thumbnails.set_visible(frozenset(item.id for item in pictures if isinstance(item, Picture)))
        self.viewport().update()

    def _thumbnail_ready(self, picture_id: str) -> None:
        self._arrivals.begin(picture_id)
        for row in self._rows_in(self.viewport().rect()):
            item = self._model.item(row)
            if isinstance(item, Picture) and item.id == picture_id:
                self.viewport().update(self.visualRect(self._model.index(row)).adjusted(-4, -4, 4, 4))
                return

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

    def _expect(self, picture: Picture) -> None:
        if self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) > 0:
            self._arrivals.expect(picture.id)

    def _tick(self) -> None:
        for row in range(self._model.job_count):
            self.viewport().update(self.visualRect(self._model.index(row)))
