"""The pages of the sheet as they will be: zoomed and moved like a picture, with every frame's outline and name."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rundot_studio.export.sheet import Region
from rundot_studio.ui.canvas.drawing import draw_picture, fill_ground
from rundot_studio.ui.canvas.look import Look
from rundot_studio.ui.canvas.view import CanvasView, next_stop
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.painting import CENTRE, draw_ring, draw_text, fill_rounded, painting, text_width
from rundot_studio.ui.controls.theme import SMALL_PX, sized, tokens_of

from .shown import Shown, rect_of

MARGIN = 20
FOOT = 52
"""Room for the bar that lies over the lower edge."""
OUTLINE_LEAST = 6
"""Smaller frames on the screen get no outline: nothing else would be seen."""
SHARP_FROM = 1.0


class PageView(QWidget):
    """``chosen`` tells the key of the picture whose frame was pressed; ``paged`` that another page is shown."""

    chosen = Signal(str)
    paged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._page = 0
        self._key = ""
        self._under: Region | None = None
        self._view = CanvasView(1, 1, 1, 1)
        self._look = Look(self)
        self._fitted = True
        self._dragged_from: QPointF | None = None
        self._moved = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        describe(self, self.tr("Sheet"), "")
        self.setToolTip("")

    @property
    def page(self) -> int:
        return self._page

    @property
    def page_count(self) -> int:
        return len(self._shown.pages) if self._shown is not None else 0

    @property
    def zoom(self) -> float:
        return self._view.zoom

    @property
    def named(self) -> str:
        """The name of the frame under the pointer."""
        return self._under.name if self._under is not None else ""

    def show_sheet(self, shown: Shown | None) -> None:
        """The place is kept where the page is as large as before."""
        self._shown = shown
        self._under = None
        self._page = min(self._page, max(0, self.page_count - 1))
        self._take_size()
        self._say()
        self.paged.emit()
        self.update()

    def show_page(self, page: int) -> None:
        if 0 <= page < self.page_count and page != self._page:
            self._page = page
            self._take_size()
            self._say()
            self.paged.emit()
            self.update()

    def show_key(self, key: str) -> None:
        """Mark this picture's frame, on its page."""
        self._key = key
        region = self._shown.region_of(key) if self._shown is not None else None
        if region is not None:
            self.show_page(region.page)
        self.update()

    def fit(self) -> None:
        self._fitted = True
        self._take_size()
        self.update()

    def zoom_by(self, *, larger: bool) -> None:
        self._zoom(next_stop(self._view.zoom, larger=larger), QPointF(self.width() / 2, self.height() / 2))

    def _say(self) -> None:
        pages = self.page_count
        words = self.tr("Sheet, page {0} of {1}").format(self._page + 1, pages) if pages else self.tr("Sheet")
        self.setAccessibleName(words)

    def _take_size(self) -> None:
        if not self.page_count:
            return
        assert self._shown is not None
        size = self._shown.pages[self._page].size
        same = (self._view.width, self._view.height) == (size.width(), size.height())
        view = CanvasView(size.width(), size.height(), max(1, self.width()), max(1, self.height()))
        if self._fitted or not same:
            self._view = view.fitted(MARGIN, FOOT, MARGIN)
            self._fitted = True
        else:
            old = self._view
            self._view = CanvasView(
                view.width, view.height, view.room_width, view.room_height, old.zoom, old.x, old.y
            ).held()

    def _zoom(self, zoom: float, at: QPointF) -> None:
        self._fitted = False
        self._view = self._view.zoomed(zoom, at.x(), at.y())
        self.update()
        self.paged.emit()

    def rect_on_screen(self, region: Region) -> QRectF:
        """Where a frame lies in this widget."""
        view, rect = self._view, rect_of(region)
        return QRectF(
            view.x + rect.x() * view.zoom,
            view.y + rect.y() * view.zoom,
            rect.width() * view.zoom,
            rect.height() * view.zoom,
        )

    def _region_at(self, point: QPointF) -> Region | None:
        if self._shown is None or not self.page_count:
            return None
        x, y = self._view.point(point.x(), point.y())
        inside = (each for each in self._shown.on_page(self._page) if rect_of(each).contains(int(x), int(y)))
        return next(inside, None)

    # --- pointer and keys ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_size()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._zoom(self._view.zoom * 1.0016 ** event.angleDelta().y(), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = event.position()
        self._moved = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._dragged_from is not None and event.buttons():
            step = point - self._dragged_from
            if self._moved or step.manhattanLength() > 4:
                self._moved = True
                self._fitted = False
                self._view = self._view.moved(step.x(), step.y())
                self._dragged_from = point
                self.update()
            return
        under = self._region_at(point)
        if under is not self._under:
            self._under = under
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = None
        region = self._region_at(event.position())
        if not self._moved and region is not None and self._shown is not None:
            self._key = self._shown.keys.get(region.name, "")
            self.update()
            self.chosen.emit(self._key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.fit()

    def leaveEvent(self, event: QEvent) -> None:
        self._under = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.show_page(self._page + (1 if key == Qt.Key.Key_PageDown else -1))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom_by(larger=key != Qt.Key.Key_Minus)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(1 if key == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        """To the next frame in the order of the sheet, on whatever page."""
        if self._shown is None or not self._shown.regions:
            return
        keys = [self._shown.keys.get(region.name, "") for region in self._shown.regions]
        place = keys.index(self._key) + by if self._key in keys else 0
        self.show_key(keys[place % len(keys)])
        self.chosen.emit(self._key)

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            painter.fillRect(self.rect(), QColor(tokens.canvas))
            if self._shown is None or not self.page_count:
                return
            view = self._view
            target = QRectF(view.x, view.y, view.width * view.zoom, view.height * view.zoom)
            part = target & QRectF(self.rect())
            if part.isEmpty():
                return
            fill_ground(painter, part, target.topLeft(), self._look, tokens)
            draw_picture(painter, self._shown.pages[self._page], target, part, sharp=view.zoom >= SHARP_FROM)
            self._draw_outlines(painter)

    def _draw_outlines(self, painter: QPainter) -> None:
        assert self._shown is not None
        tokens = tokens_of(self)
        line = QColor(tokens.text)
        line.setAlphaF(0.28)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(line, 1))
        room = QRectF(self.rect())
        for region in self._shown.on_page(self._page):
            rect = self.rect_on_screen(region)
            if rect.intersects(room) and min(rect.width(), rect.height()) >= OUTLINE_LEAST:
                painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self._shown.region_of(self._key)
        if chosen is not None and chosen.page == self._page:
            self._draw_chosen(painter, chosen)
        if self._under is not None:
            draw_ring(painter, self.rect_on_screen(self._under), tokens.text, 3)
            self._draw_name(painter, self._under)

    def _draw_chosen(self, painter: QPainter, region: Region) -> None:
        tokens = tokens_of(self)
        rect = self.rect_on_screen(region)
        draw_ring(painter, rect.adjusted(-1, -1, 1, 1), tokens.accent, 3)
        across, down = region.pivot_on_region
        pivot = QPointF(rect.x() + across * rect.width(), rect.y() + down * rect.height())
        if not region.rotated:
            draw_pivot(painter, pivot, tokens.accent)

    def _draw_name(self, painter: QPainter, region: Region) -> None:
        tokens = tokens_of(self)
        font = sized(self.font(), SMALL_PX, tabular=True)
        words = f"{region.name}   {region.source_size[0]} × {region.source_size[1]}"
        width = min(text_width(words, font) + 16, self.width() - 8)
        rect = self.rect_on_screen(region)
        left = min(max(4.0, rect.center().x() - width / 2), self.width() - width - 4)
        top = rect.y() - 28 if rect.y() > 32 else min(rect.bottom() + 4, self.height() - 28)
        label = QRectF(left, top, width, 24)
        fill_rounded(painter, label, tokens.raised, 6)
        draw_text(painter, label.adjusted(8, 0, -8, 0), words, tokens.text, font, CENTRE)


def draw_pivot(painter: QPainter, at: QPointF, colour: str, reach: float = 9) -> None:
    """A ring with four arms, dark around so that it shows on anything."""
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(QColor(0, 0, 0, 170), 3.5), QPen(QColor(colour), 1.5)):
        painter.setPen(pen)
        painter.drawEllipse(at, 4, 4)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(at + QPointF(dx * 4, dy * 4), at + QPointF(dx * reach, dy * reach))
    painter.restore()
