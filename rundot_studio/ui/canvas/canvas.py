"""The canvas: one picture, large. The wheel zooms at the pointer, dragging pans, a handle compares with its source."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.painting import CENTRE, draw_ring, draw_text, fill_rounded, painting, text_width
from rundot_studio.ui.controls.theme import CAPTION_ON_PICTURE, CAPTION_PX, GAP_LARGE, TEXT_PX, sized, tokens_of
from rundot_studio.ui.pictures.rounded_picture import fill_checkered

from .view import CanvasView

MARGIN_TOP = 24
MARGIN_BOTTOM = 76
MARGIN_SIDE = 24
WHEEL_STEP = 1.2
HANDLE_REACH = 14
PAN_STEP = 48


class Canvas(QWidget):
    """``zoom_changed`` tells the zoom in percent of the picture's own pixels.

    ``reserved`` is where controls float over the canvas: labels keep out of it.
    """

    zoom_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(QSize(280, 180))
        self.setAccessibleName(self.tr("Canvas"))
        self.key = ""
        self.reserved = QRectF()
        self._levels: list[QPixmap] = []
        self._before = QPixmap()
        self._labels = ("", "")
        self._view = CanvasView(1, 1, 1, 1)
        self._fitted = True
        self._sharp = True
        self._comparing = True
        self._split = 0.5
        self._grabbed = ""
        self._last = QPointF()

    # --- what is shown ---

    def show_picture(self, image: QImage, key: str = "") -> None:
        """Show another picture: fitted, unless it has the size of the last one, so that two can be told apart in place.

        ``key`` is kept to tell what is shown.
        """
        self.key = key
        same_size = bool(self._levels) and self._levels[0].size() == image.size()
        self._levels = [QPixmap.fromImage(image)]
        self._view = replace(self._view, width=max(1, image.width()), height=max(1, image.height()))
        if not same_size or self._fitted:
            self.fit()
        self.update()

    def show_before(self, image: QImage, before_label: str = "", after_label: str = "") -> None:
        """The picture to compare with; a null image ends the comparison."""
        self._before = QPixmap() if image.isNull() else QPixmap.fromImage(image)
        self._labels = (before_label, after_label)
        self._split = 0.5
        self.update()

    def clear(self) -> None:
        self.key = ""
        self._levels = []
        self._before = QPixmap()
        self.update()

    @property
    def has_picture(self) -> bool:
        return bool(self._levels)

    @property
    def picture_size(self) -> tuple[int, int]:
        return (self._levels[0].width(), self._levels[0].height()) if self._levels else (0, 0)

    @property
    def can_compare(self) -> bool:
        return bool(self._levels) and not self._before.isNull()

    @property
    def split(self) -> float:
        """Where the handle is, 0 at the left end of the picture, 1 at the right."""
        return self._split

    @property
    def view(self) -> CanvasView:
        return self._view

    def set_comparing(self, comparing: bool) -> None:
        self._comparing = comparing
        self.update()

    def set_sharp(self, sharp: bool) -> None:
        """Enlarged pixels stay square instead of being smoothed."""
        self._sharp = sharp
        self.update()

    # --- zoom and pan ---

    def fit(self) -> None:
        self._fitted = True
        self._set_view(self._view.fitted(MARGIN_TOP, MARGIN_BOTTOM, MARGIN_SIDE))

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Device pixels per picture pixel, about a point of the canvas or its middle."""
        point = at or QPointF(self.width() / 2, self.height() / 2)
        self._fitted = False
        self._set_view(self._view.zoomed(zoom / self.devicePixelRatioF(), point.x(), point.y()))

    def pan(self, dx: float, dy: float) -> None:
        self._fitted = False
        self._set_view(self._view.moved(dx, dy))

    @property
    def zoom(self) -> float:
        return self._view.zoom * self.devicePixelRatioF()

    def _set_view(self, view: CanvasView) -> None:
        self._view = view
        self.zoom_changed.emit(round(self.zoom * 100))
        self.update()

    # --- events ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._view = replace(self._view, room_width=max(1, self.width()), room_height=max(1, self.height()))
        if self._fitted:
            self.fit()
        else:
            self._set_view(self._view.held())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._levels and event.angleDelta().y():
            steps = event.angleDelta().y() / 120
            self.zoom_to(self.zoom * WHEEL_STEP**steps, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        self._grabbed = "split" if self._on_handle(event.position()) else "picture"
        self._last = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._grabbed == "split":
            target = self._target()
            self._set_split((point.x() - target.x()) / target.width())
        elif self._grabbed == "picture" and self._levels:
            self.pan(point.x() - self._last.x(), point.y() - self._last.y())
        self._last = point
        shape = Qt.CursorShape.ArrowCursor
        if self._grabbed == "split" or self._on_handle(point):
            shape = Qt.CursorShape.SplitHCursor
        elif self._grabbed == "picture" and self._levels:
            shape = Qt.CursorShape.ClosedHandCursor
        self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = ""
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._fitted:
            self.zoom_to(1.0, event.position())
        else:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        pans = {
            Qt.Key.Key_Left: (PAN_STEP, 0),
            Qt.Key.Key_Right: (-PAN_STEP, 0),
            Qt.Key.Key_Up: (0, PAN_STEP),
            Qt.Key.Key_Down: (0, -PAN_STEP),
        }
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_to(self.zoom * WHEEL_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_to(self.zoom / WHEEL_STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_1:
            self.zoom_to(1.0)
        elif key in (Qt.Key.Key_Comma, Qt.Key.Key_Period) and self.can_compare:
            self._set_split(self._split + (0.05 if key == Qt.Key.Key_Period else -0.05))
        elif key in pans:
            self.pan(*pans[key])
        else:
            super().keyPressEvent(event)

    def _set_split(self, split: float) -> None:
        self._split = min(max(split, 0.0), 1.0)
        self.update()

    def _on_handle(self, point: QPointF) -> bool:
        if not (self._comparing and self.can_compare):
            return False
        target = self._target()
        x = target.x() + target.width() * self._split
        return abs(point.x() - x) <= HANDLE_REACH and target.top() <= point.y() <= target.bottom()

    # --- painting ---

    def _target(self) -> QRectF:
        """Where the picture lies, on whole device pixels."""
        ratio = self.devicePixelRatioF()
        x = round(self._view.x * ratio) / ratio
        y = round(self._view.y * ratio) / ratio
        return QRectF(x, y, self._view.width * self._view.zoom, self._view.height * self._view.zoom)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            painter.fillRect(self.rect(), QColor(tokens.canvas))
            if not self._levels:
                words = sized(self.font(), TEXT_PX)
                draw_text(painter, self.rect(), self.tr("Your picture will appear here"), tokens.faint, words, CENTRE)
                return
            target = self._target()
            if self._levels[0].hasAlpha():
                fill_checkered(painter, target, tokens, 10)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not (self._sharp and self.zoom > 1))
            pixmap = self._level()
            painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))
            if self._comparing and self.can_compare:
                self._draw_comparison(painter, target)
            if self.hasFocus():
                draw_ring(painter, self.rect(), tokens.accent, 2)

    def _level(self) -> QPixmap:
        """The picture, halved often enough that the drawing need not shrink it by more than two: no shimmer."""
        zoom = self.zoom
        level = 0
        while zoom < 0.5 and self._levels[level].width() > 2 and self._levels[level].height() > 2:
            level += 1
            zoom *= 2
            if level == len(self._levels):
                last = self._levels[-1]
                half = last.scaled(
                    max(1, last.width() // 2),
                    max(1, last.height() // 2),
                    Qt.AspectRatioMode.IgnoreAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
                self._levels.append(half)
        return self._levels[level]

    def _draw_comparison(self, painter: QPainter, target: QRectF) -> None:
        x = target.x() + target.width() * self._split
        left = QRectF(target.x(), target.y(), x - target.x(), target.height())
        if left.width() > 0:
            source = QRectF(0, 0, self._before.width() * self._split, self._before.height())
            if self._before.hasAlpha():
                fill_checkered(painter, left, tokens_of(self), 10)
            painter.drawPixmap(left, self._before, source)
        self._draw_label(painter, self._labels[0], target, at_left=True)
        self._draw_label(painter, self._labels[1], target, at_left=False)
        painter.fillRect(QRectF(x - 2, target.y(), 4, target.height()), QColor(0, 0, 0, 70))
        painter.fillRect(QRectF(x - 1, target.y(), 2, target.height()), QColor("#ffffff"))
        middle = max(target.top() + 20, min(target.center().y(), self.height() - 100.0))
        knob = QRectF(x - 14, middle - 14, 28, 28)
        fill_rounded(painter, knob.adjusted(-2, -1, 2, 3), QColor(0, 0, 0, 50), 16)
        fill_rounded(painter, knob, "#ffffff", 14)
        draw_icon(painter, "split", "#1c1c1c", x - 9, middle - 9, 18)

    def _draw_label(self, painter: QPainter, words: str, target: QRectF, *, at_left: bool) -> None:
        font = sized(self.font(), CAPTION_PX)
        width = text_width(words, font) + 14
        if not words or target.width() < width * 3:
            return
        inset = GAP_LARGE / 2
        x = max(target.left(), 0) + inset if at_left else min(target.right(), self.width()) - inset - width
        pill = QRectF(x, max(target.top(), 0) + inset, width, 22)
        if pill.intersects(self.reserved):
            pill.moveTop(self.reserved.bottom() + inset)
        fill_rounded(painter, pill, QColor(0, 0, 0, 170), 5)
        draw_text(painter, pill, words, CAPTION_ON_PICTURE, font, CENTRE)
