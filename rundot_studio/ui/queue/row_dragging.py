"""Moving a waiting job's row: with the mouse, or with Alt and the arrow keys."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from rundot_studio.domain.job import JobState
from rundot_studio.ui.controls.painting import fill_rounded, painting
from rundot_studio.ui.controls.theme import tokens_of

if TYPE_CHECKING:
    from .row import QueueRow


class DropLine(QWidget):
    """Shows between which rows a dragged one would come to lie."""

    HEIGHT = 3

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            fill_rounded(painter, QRectF(self.rect()), tokens_of(self).accent, 1.5)


class RowDragging(QObject):
    """``moved`` tells a job and the one that it should lie before, None for the end."""

    moved = Signal(str, object)

    def __init__(self, content: QWidget) -> None:
        super().__init__(content)
        self._line = DropLine(content)
        self._content = content
        self._rows: list[QueueRow] = []
        self._from: QPoint | None = None
        self._dragged: QueueRow | None = None

    def set_rows(self, rows: "list[QueueRow]") -> None:
        """From the top."""
        self._rows = rows

    def press(self, row: "QueueRow", point: QPoint) -> None:
        self._from = point if row.job.state is JobState.QUEUED and row.job.active else None

    def drag(self, row: "QueueRow", point: QPoint) -> None:
        """``point`` as in the press: in the coordinates of the rows' parent."""
        if self._from is None:
            return
        if self._dragged is None:
            if (point - self._from).manhattanLength() < QApplication.startDragDistance():
                return
            self._dragged = row
            row.setCursor(Qt.CursorShape.ClosedHandCursor)
        place = self._place_at(point.y())
        below = self._rows[place] if place < len(self._rows) else None
        y = below.y() if below is not None else self._rows[-1].geometry().bottom() + 1
        self._line.setGeometry(row.x(), y - 1, row.width(), DropLine.HEIGHT)
        self._line.show()
        self._line.raise_()

    def release(self, row: "QueueRow", point: QPoint) -> None:
        dragged, self._dragged, self._from = self._dragged, None, None
        self._line.hide()
        if dragged is not None:
            row.unsetCursor()
            self._move(row, self._place_at(point.y()))

    def step(self, row: "QueueRow", by: int) -> None:
        """By so many rows, up where it is less than none."""
        here = self._rows.index(row)
        self._move(row, max(0, here + by if by < 0 else here + by + 1))

    def to_front(self, row: "QueueRow") -> None:
        """Before the first one that waits."""
        waiting = (place for place, each in enumerate(self._rows) if each.job.state is JobState.QUEUED)
        self._move(row, next(waiting, 0))

    def _place_at(self, y: int) -> int:
        return next((place for place, row in enumerate(self._rows) if y < row.geometry().center().y()), len(self._rows))

    def _move(self, row: "QueueRow", place: int) -> None:
        here = self._rows.index(row)
        if place in (here, here + 1):
            return
        before = self._rows[place].job.id if place < len(self._rows) else None
        self.moved.emit(row.job.id, before)
