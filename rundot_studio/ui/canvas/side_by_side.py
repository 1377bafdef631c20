"""Two to four pictures beside each other, zoomed and panned in step, one of them chosen."""

import math
from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from rundot_studio.ui.controls.painting import draw_ring
from rundot_studio.ui.controls.theme import GAP, tokens_of

from .canvas import sample_of
from .captions import HEIGHT, caption_width, draw_caption
from .colour_picker import Sample
from .drawing import draw_grid, draw_on_ground, inside, snapped
from .look import Look
from .pyramid import Pyramid
from .pyramid_maker import PyramidMaker
from .surface import CanvasSurface

MOST = 4
SPACE = 8
TOP = 48
BELOW = 16
PAIRS = 1.25
"""Other columns than two have to show pictures so much larger: their rooms are long and narrow."""
CAPTION_ROW = HEIGHT + 2 * SPACE


class SideBySide(CanvasSurface):
    """``chosen`` tells the number of the picture that the artist decided for, with Return or a double click.

    The zoom counts pixels of the largest picture; smaller ones are stretched to it.
    """

    chosen = Signal(int)
    marked = Signal(int)
    """Another one is marked: with a click, or with the keys ``,`` and ``.``"""

    def __init__(self, look: Look, maker: PyramidMaker, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setAccessibleName(self.tr("Pictures side by side"))
        self.margins = (SPACE, CAPTION_ROW, SPACE)
        self._maker = maker
        maker.grown.connect(lambda _pyramid: self.update())
        self._pictures: list[Pyramid] = []
        self._captions: list[str] = []
        self._marked = 0
        self._pressed = QPointF()
        self._below = BELOW

    def keep_free(self, below: int) -> None:
        """So many pixels at the bottom are covered by a bar, if more than the usual ones."""
        below = max(BELOW, below)
        if below != self._below:
            self._below = below
            self.arrange()

    def compare(self, images: Sequence[QImage], captions: Sequence[str] = (), marked: int = 0) -> None:
        """Show two to four pictures, each with a caption. Raises ValueError for another number of them."""
        if not 2 <= len(images) <= MOST:
            raise ValueError(f"two to four pictures, not {len(images)}")
        pictures = [Pyramid(image) for image in images]
        self._pictures = pictures
        self._captions = [caption for _, caption in zip_longest(images, captions, fillvalue="")][: len(images)]
        for pyramid in pictures:
            self._maker.complete(pyramid, lambda: self._pictures is pictures)
        self._fitted = True
        self.set_picture_size(max((each.size for each in pictures), key=lambda size: size.width() * size.height()))
        self.arrange()
        self.mark(min(max(marked, 0), len(images) - 1))

    def clear(self) -> None:
        self._pictures = []
        self.update()

    @property
    def has_picture(self) -> bool:
        return bool(self._pictures)

    @property
    def has_alpha(self) -> bool:
        return any(each.has_alpha for each in self._pictures)

    @property
    def marked_number(self) -> int:
        return self._marked

    def mark(self, number: int) -> None:
        self._marked = number
        if self._captions:
            self.setAccessibleDescription(self.tr("Chosen: {0}").format(self._captions[number]))
        self.marked.emit(number)
        self.update()

    def rooms(self) -> list[QRectF]:
        """In so many columns that the pictures are seen as large as can be; rather in two, which zoom best."""
        whole = QRectF(self.rect()).adjusted(SPACE, TOP, -SPACE, -self._below)
        count = max(1, len(self._pictures))
        view = self._view

        def room(columns: int) -> QSizeF:
            rows = math.ceil(count / columns)
            return QSizeF(
                max(1.0, (whole.width() - SPACE * (columns - 1)) // columns),
                max(1.0, (whole.height() - SPACE * (rows - 1)) // rows),
            )

        def scale(columns: int) -> float:
            size = room(columns)
            fitted = min(size.width() / view.width, (size.height() - CAPTION_ROW) / view.height)
            return fitted * (PAIRS if columns == 2 else 1)

        columns = max(range(1, count + 1), key=scale)
        size = room(columns)
        return [
            QRectF(
                whole.x() + number % columns * (size.width() + SPACE),
                whole.y() + number // columns * (size.height() + SPACE),
                size.width(),
                size.height(),
            )
            for number in range(count)
        ]

    def sample(self, point: QPointF) -> Sample | None:
        for room, pyramid in zip(self.rooms(), self._pictures, strict=False):
            if room.contains(point):
                return sample_of(pyramid, inside(self.target(room), pyramid.size), point)
        return None

    # --- choosing ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        moved = (event.position() - self._pressed).manhattanLength()
        number = self._number_at(event.position())
        if number is not None and moved < QApplication.startDragDistance() and not self.picking:
            self.mark(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        if number is not None and not self.picking:
            self.chosen.emit(number)

    def _number_at(self, point: QPointF) -> int | None:
        return next((number for number, room in enumerate(self.rooms()) if room.contains(point)), None)

    def takes_key(self, key: int) -> bool:
        own = (Qt.Key.Key_Comma, Qt.Key.Key_Period, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        return super().takes_key(key) or key in own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Comma, Qt.Key.Key_Period) and self._pictures:
            step = 1 if key == Qt.Key.Key_Period else -1
            self.mark((self._marked + step) % len(self._pictures))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.picking and not event.modifiers():
            self.chosen.emit(self._marked)
        else:
            super().keyPressEvent(event)

    # --- painting ---

    def draw(self, painter: QPainter, clip: QRectF) -> None:
        tokens = tokens_of(self)
        rooms = zip(self.rooms(), self._pictures, self._captions, strict=False)
        for number, (room, pyramid, caption) in enumerate(rooms):
            painter.save()
            painter.setClipRect(room, Qt.ClipOperation.IntersectClip)
            painter.fillRect(room, QColor(tokens.window))
            self._draw_one(painter, pyramid, room, clip)
            painter.restore()
            self._draw_caption(painter, room, caption)
            if number == self._marked:
                draw_ring(painter, room.adjusted(-2, -2, 2, 2), tokens.accent, 4)

    def _draw_one(self, painter: QPainter, pyramid: Pyramid, room: QRectF, clip: QRectF) -> None:
        target = snapped(painter, self.target(room))
        place = inside(target, pyramid.size)
        sharp = self.look.sharp_at(self.zoom)
        draw_on_ground(painter, pyramid, place, room & clip, self.look, tokens_of(self), sharp=sharp)
        if self.grid_seen:
            draw_grid(painter, pyramid.size, place, room & clip)

    def _draw_caption(self, painter: QPainter, room: QRectF, caption: str) -> None:
        if caption:
            width = min(caption_width(caption, self.font()), room.width() - 2 * GAP)
            pill = QRectF(room.left() + GAP, room.bottom() - GAP - HEIGHT, width, HEIGHT)
            draw_caption(painter, pill, caption, self.font())
