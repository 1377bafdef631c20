"""The gallery: a grid of cards to look at, to choose from, and to drag out of and into."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QStyle, QWidget

from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource
from rundot_studio.ui.pictures.titles import Titles

from .arrivals import Arrivals
from .cards import JobProgress, part_at
from .dropping import Dropping
from .grid_view import CELL_DEFAULT, CELL_LEAST, CELL_MOST, GridView, Index
from .keys import press_key
from .nothing_found import NothingFound
from .painter import GalleryPainter, Hover
from .pointing import Pointing
from .runs import runs
from .selection import Selection
from .stars import star_at

__all__ = ["CELL_DEFAULT", "CELL_LEAST", "CELL_MOST", "GalleryView", "ProgressSource"]

ProgressSource = Callable[[Job], JobProgress]
TICK_MS = 200
"""How often the cards of running jobs are painted anew."""
SELECTED_MOST = 500
FRESH_MS = 12
"""How long the first thumbnail that has come waits for others."""


class GalleryView(GridView):
    """``picked`` tells the current item (Job, Picture or None), ``walked`` that the artist chose it by hand;
    ``acted`` a job and the part of its card that was pressed, ``delete_wanted`` that the selection is to go,
    ``starred`` the stars that the selection, or the card that was pressed, is to have; ``menu_wanted`` where a menu for
    the selection is to open, ``look_wanted`` that the current picture is to be shown large; ``dropped`` the paths of
    files, ``moved_before`` the id of the board's picture that the selection was dropped before, None for its end."""

    picked = Signal(object)
    walked = Signal()
    acted = Signal(object, str)
    delete_wanted = Signal()
    starred = Signal(int)
    menu_wanted = Signal(QPoint)
    look_wanted = Signal()
    dropped = Signal(object)
    moved_before = Signal(object)

    def __init__(self, thumbnails: ThumbnailSource, titles: Titles, parent: QWidget | None = None) -> None:
        super().__init__(titles, parent)
        self._thumbnails = thumbnails
        self.progress: ProgressSource = lambda _job: JobProgress()
        self.hover = Hover()
        self.looking = True
        self._to_select: Collection[str] = ()
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Gallery"))
        self._reader = self._timer(0, self._read_visible, once=True)
        self._ticker = self._timer(TICK_MS, self._tick)
        self._freshener = self._timer(FRESH_MS, self.viewport().update, once=True)
        self.arrivals = Arrivals(self)
        self.arrivals.moved.connect(self.viewport().update)
        thumbnails.ready.connect(self._thumbnail_ready)
        self.selection = Selection(self._model, self.selectionModel(), self)
        self._pointing = Pointing(self)
        self.dropping = Dropping(self)
        self._painter = GalleryPainter(self, thumbnails)
        self.nothing = NothingFound(self.viewport())
        self._follow_rows()

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
        rows.dataChanged.connect(lambda *_range: self._read_visible())  # what was forgotten is in view
        rows.arrived.connect(self._expect)
        rows.leaving.connect(self._step_off)

    @property
    def widget(self) -> GridView:
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
        """Select these, and bring the first of them into sight; if they are still being listed, when they are there.

        Of very many nothing is selected: they would have to be looked up one by one.
        """
        self._to_select = picture_ids if self._model.busy else ()
        if not picture_ids or len(picture_ids) > SELECTED_MOST:
            return
        rows = self._model.rows_of_pictures(picture_ids)
        if rows:
            self.select_row(rows[0])
            self.selection.set_ranges(runs(rows))

    def select_row(self, row: int) -> None:
        self.selection.only(row)
        self.scrollTo(self._model.index(row))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.picked.emit(self.current_item() if current.isValid() else None)

    # --- events ---

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.nothing.place()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def drag_out(self) -> None:
        """The selected pictures; jobs stay where they are."""
        numbers = self.selection.numbers
        if numbers:
            self._painter.drag(self._model.drag_data(numbers), len(numbers))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dropping.enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.dropping.move(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.dropping.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropping.drop(event)

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

    def _grid_changed(self) -> None:
        super()._grid_changed()
        self._reader.start()

    def _rows_changed(self) -> None:
        self._grid_changed()
        self._show_nothing()
        if self._to_select and not self._model.busy:
            self.select_pictures(self._to_select)
        self._start_or_stop_ticker()

    def _show_nothing(self) -> None:
        self.nothing.show_for(self._model.arrangement.filters, self._model.rowCount())

    def _read_visible(self) -> None:
        """Have the pictures in memory that are in view, and their thumbnails on the way."""
        visible = self.rows_in(self.viewport().rect())
        if visible and self._model.read(visible[0], visible[-1]):
            self.viewport().update()
        self._thumbnails.set_visible(item.id for row in visible if isinstance(item := self._model.item(row), Picture))

    def _thumbnail_ready(self, picture_id: str) -> None:
        """Several that come within a frame are painted in one go."""
        self.arrivals.begin(picture_id)
        if not self._freshener.isActive():
            self._freshener.start()

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
        self._show_nothing()
        self.verticalScrollBar().setValue(0)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _expect(self, picture: Picture) -> None:
        if self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) > 0:
            self.arrivals.expect(picture.id)

    def _tick(self) -> None:
        for row in range(self._model.job_count):
            self.viewport().update(self.cell_rect(row))
