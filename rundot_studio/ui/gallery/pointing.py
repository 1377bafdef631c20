"""The mouse over the gallery, as in a file manager: picking, adding, ranges, a rubber band, and dragging out."""

from PySide6.QtCore import QItemSelection, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from .area import GalleryArea

SCROLL_MS = 16
SCROLL_MOST = 40
"""Pixels of one step, when the rubber band is pulled over the edge."""


class Pointing(QObject):
    """Follows the left button from press to release."""

    def __init__(self, area: GalleryArea) -> None:
        super().__init__(area.widget)
        self._area = area
        self._pressed: int | None = None
        self._press_point = QPoint()
        self._deferred = False
        self._dragged = False
        self._band: tuple[QPoint, QPoint] | None = None
        self._base = QItemSelection()
        self._point = QPoint()
        self._scroller = QTimer(self)
        self._scroller.setInterval(SCROLL_MS)
        self._scroller.timeout.connect(self._scroll_on)

    @property
    def band(self) -> QRect | None:
        """The rubber band, in the viewport."""
        if self._band is None:
            return None
        shift = QPoint(0, self._area.offset)
        return QRect(self._band[0] - shift, self._band[1] - shift).normalized()

    def press(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        row = self._area.row_at(point)
        selection = self._area.selection
        self._press_point = point
        self._pressed = row
        self._deferred = self._dragged = False
        if row is None:
            section = self._area.heading_at(point)
            if section is not None:
                cells = self._area.grid.cells_of(section)
                selection.rows_between(cells[0], cells[-1], add=ctrl or shift)
                return
            self._begin_band(point, keep=ctrl or shift)
        elif shift:
            selection.extend(row, add=ctrl)
        elif ctrl:
            selection.toggle(row)
        elif selection.contains(row):
            self._deferred = True  # the press may begin a drag of all that is selected
        else:
            selection.only(row)

    def move(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._band is not None:
            self._pull(point)
        elif self._may_drag and self._far(point):
            self._dragged = True
            self._area.drag_out()

    def release(self, event: QMouseEvent) -> bool:
        """Whether this was a click on a card."""
        self.end_band()
        pressed, self._pressed = self._pressed, None
        if pressed is None or self._dragged:
            return False
        if self._deferred:
            self._area.selection.only(pressed)
        return True

    @property
    def _may_drag(self) -> bool:
        return self._pressed is not None and not self._dragged and self._area.selection.contains(self._pressed)

    def _far(self, point: QPoint) -> bool:
        return (point - self._press_point).manhattanLength() >= QApplication.startDragDistance()

    # --- the rubber band, in the content's coordinates ---

    def _begin_band(self, point: QPoint, *, keep: bool) -> None:
        self._base = self._area.selection.copy() if keep else QItemSelection()
        if not keep:
            self._area.selection.nothing()
        start = point + QPoint(0, self._area.offset)
        self._band = (start, start)

    def _pull(self, point: QPoint) -> None:
        assert self._band is not None
        self._point = point
        self._band = (self._band[0], point + QPoint(0, self._area.offset))
        self._area.selection.set_ranges(self._area.ranges_in(QRect(*self._band).normalized()), self._base)
        self._area.widget.viewport().update()
        outside = not 0 <= point.y() < self._area.widget.viewport().height()
        if outside and not self._scroller.isActive():
            self._scroller.start()
        elif not outside:
            self._scroller.stop()

    def _scroll_on(self) -> None:
        """While the pointer is above or below the gallery, faster the farther it is."""
        over = min(0, self._point.y()) + max(0, self._point.y() - self._area.widget.viewport().height())
        bar = self._area.widget.verticalScrollBar()
        bar.setValue(bar.value() + max(-SCROLL_MOST, min(SCROLL_MOST, over)))
        self._pull(self._point)

    def end_band(self) -> None:
        self._scroller.stop()
        if self._band is not None:
            self._band = None
            self._base = QItemSelection()
            self._area.widget.viewport().update()
