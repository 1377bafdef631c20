"""How the contact sheet will be divided: captions above and beside, and a box for each picture."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rundot_studio.ui.controls.painting import CENTRE, RIGHT, draw_text, fill_rounded, painting
from rundot_studio.ui.controls.theme import CAPTION_PX, Tokens, scaled, sized, tokens_of

MOST_SHOWN = 10
GAP = 5
SIDE_SHARE = 0.24
LARGEST_BOX = 84


class GridPreview(QWidget):
    """At most :data:`MOST_SHOWN` rows and columns are drawn; where there are more, the last one fades."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: Sequence[str] = ()
        self._rows: Sequence[str] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(220, 160)

    def show_grid(self, columns: Sequence[str], rows: Sequence[str]) -> None:
        """``rows`` is empty for a single row without a caption."""
        self._columns, self._rows = columns, rows
        self.setAccessibleName(self.tr("{0} columns, {1} rows").format(len(columns), max(1, len(rows))))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(380, 320)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            fill_rounded(painter, self.rect(), tokens.window)
            if self._columns:
                self._draw_grid(painter, tokens)

    def _draw_grid(self, painter: QPainter, tokens: Tokens) -> None:
        columns, rows = self._columns[:MOST_SHOWN], self._rows[:MOST_SHOWN] or [""]
        caption = scaled(CAPTION_PX) + 8
        room = QRectF(self.rect()).adjusted(14, 12, -14, -14)
        side = room.width() * SIDE_SHARE if self._rows else 0
        box = min(
            (room.width() - side) / len(columns) - GAP, (room.height() - caption) / len(rows) - GAP, float(LARGEST_BOX)
        )
        left = room.x() + side + (room.width() - side - len(columns) * (box + GAP)) / 2
        top = room.y() + caption + (room.height() - caption - len(rows) * (box + GAP)) / 2
        font = sized(self.font(), CAPTION_PX)
        for place, words in enumerate(columns):
            heading = QRectF(left + place * (box + GAP) - 2, top - caption, box + 4, caption)
            draw_text(painter, heading, words, tokens.secondary, font, CENTRE)
        for place, words in enumerate(rows):
            beside = QRectF(room.x(), top + place * (box + GAP), left - room.x() - 8, box)
            draw_text(painter, beside, words, tokens.secondary, font, RIGHT)
        for row in range(len(rows)):
            for column in range(len(columns)):
                more = (column == MOST_SHOWN - 1 and len(self._columns) > MOST_SHOWN) or (
                    row == MOST_SHOWN - 1 and len(self._rows) > MOST_SHOWN
                )
                self._draw_box(painter, tokens, left + column * (box + GAP), top + row * (box + GAP), box, more)

    def _draw_box(self, painter: QPainter, tokens: Tokens, x: float, y: float, side: float, more: bool) -> None:
        painter.save()
        painter.setOpacity(0.35 if more else 1.0)
        fill_rounded(painter, QRectF(x, y, side, side), tokens.raised, min(6.0, side / 5))
        if side >= 22:
            painter.setPen(QPen(QColor(tokens.faint), 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            middle, low = x + side / 2, y + side * 0.68
            painter.drawPolyline(
                [
                    QPointF(x + side * 0.26, low),
                    QPointF(middle - side * 0.06, y + side * 0.42),
                    QPointF(middle + side * 0.08, y + side * 0.56),
                    QPointF(middle + side * 0.14, y + side * 0.5),
                    QPointF(x + side * 0.76, low),
                ]
            )
        painter.restore()
