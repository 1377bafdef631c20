"""Drops on the gallery: files from elsewhere, and on a board its own pictures, which are put in another order."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from rundot_studio.domain.picture import Picture
from rundot_studio.library.arrangement import Order

from .drag import PICTURES_TYPE
from .drop_pages import paths_in

if TYPE_CHECKING:
    from .view import GalleryView

CARET = 3
EDGE = 36
"""So near to the upper or lower edge a drag scrolls."""


class Dropping:
    """``place`` is the row before which a drop would put what is dragged; None while nothing can be dropped."""

    def __init__(self, view: "GalleryView") -> None:
        self._view = view
        self.place: int | None = None

    def enter(self, event: QDragEnterEvent) -> None:
        if self._orders(event) or paths_in(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def move(self, event: QDragMoveEvent) -> None:
        if self._orders(event):
            point = event.position().toPoint()
            self._scroll(point)
            self._show(self._place_at(point))
        event.accept()

    def leave(self) -> None:
        self._show(None)

    def drop(self, event: QDropEvent) -> None:
        place, self.place = self.place, None
        self._view.viewport().update()
        if self._orders(event):
            if place is not None:
                self._view.moved_before.emit(self._picture_at(place))
            event.acceptProposedAction()
        elif paths := paths_in(event.mimeData()):
            event.acceptProposedAction()
            self._view.dropped.emit(paths)

    def caret(self) -> QRectF | None:
        """Where the line is that shows the place, in the viewport."""
        if self.place is None:
            return None
        count = self._view.rows.rowCount()
        cell = QRectF(self._view.cell_rect(min(self.place, count - 1)))
        left = cell.right() + 3 if self.place >= count else cell.left() - CARET - 3
        return QRectF(left, cell.top(), CARET, cell.height())

    def _orders(self, event: QDropEvent) -> bool:
        """Whether it is the gallery's own pictures, over a board that is shown in the artist's order."""
        arrangement = self._view.rows.arrangement
        own = event.source() is self._view and event.mimeData().hasFormat(PICTURES_TYPE)
        return own and arrangement.order is Order.BOARD and arrangement.filters.board is not None

    def _place_at(self, point: QPoint) -> int | None:
        view = self._view
        row = view.row_at(point)
        if row is None:
            nearest = view.row_at(point - QPoint(view.grid.gap, 0))
            row = None if nearest is None else nearest + 1
        elif point.x() > view.cell_rect(row).center().x():
            row += 1
        if row is None and view.grid.count and point.y() + view.offset > view.grid.place(view.grid.count - 1)[1]:
            row = view.grid.count
        return None if row is None else max(row, view.rows.job_count)

    def _picture_at(self, row: int) -> str | None:
        """The first picture from a row on that is not among those that move."""
        view = self._view
        while row < view.rows.rowCount():
            view.rows.read(row, row)
            item = view.rows.item(row)
            if isinstance(item, Picture) and not view.selection.contains(row):
                return item.id
            row += 1
        return None

    def _show(self, place: int | None) -> None:
        if place != self.place:
            self.place = place
            self._view.viewport().update()

    def _scroll(self, point: QPoint) -> None:
        bar = self._view.verticalScrollBar()
        if point.y() < EDGE:
            bar.setValue(bar.value() - bar.singleStep())
        elif point.y() > self._view.viewport().height() - EDGE:
            bar.setValue(bar.value() + bar.singleStep())
