"""What all surfaces that show pictures large have in common: zoom at the pointer, panning, keys, the colour picker."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from rundot_studio.ui.controls.painting import draw_ring, painting
from rundot_studio.ui.controls.theme import tokens_of

from .colour_picker import Sample, chip_place, draw_chip
from .look import Look
from .view import CanvasView, next_stop

MARGIN_TOP = 24
MARGIN_BOTTOM = 76
MARGIN_SIDE = 24
WHEEL_STEP = 1.2
PAN_STEP = 48
COPIED_MS = 1200
GRID_FROM = 8.0
_PANS = {
    Qt.Key.Key_Left: (PAN_STEP, 0),
    Qt.Key.Key_Right: (-PAN_STEP, 0),
    Qt.Key.Key_Up: (0, PAN_STEP),
    Qt.Key.Key_Down: (0, -PAN_STEP),
}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier)


class CanvasSurface(QWidget):
    """``zoom_changed`` tells the zoom in percent of the picture's own pixels, ``view_changed`` any change of what is
    seen, ``escaped`` that the artist wants out, ``picked`` the code of a colour that was copied.
    """

    zoom_changed = Signal(int)
    view_changed = Signal()
    escaped = Signal()
    picked = Signal(str)
    picking_changed = Signal(bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(QSize(280, 180))
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.look = look
        look.changed.connect(self.update)
        self.margins: tuple[float, float, float] = (MARGIN_TOP, MARGIN_BOTTOM, MARGIN_SIDE)
        """Kept free by a fitted picture, in pixels: above, below, at each side."""
        self._view = CanvasView(1, 1, 1, 1)
        self._percent = 0
        self._fitted = True
        self._panning = False
        self._space = False
        self._last = QPointF()
        self._picking = False
        self._pick_point: QPointF | None = None
        self._copied = QTimer(self, singleShot=True, interval=COPIED_MS)
        self._copied.timeout.connect(self.update)

    # --- for the surfaces to say ---

    @property
    def has_picture(self) -> bool:
        raise NotImplementedError

    def rooms(self) -> list[QRectF]:
        """The parts of the surface that show a picture each, all of one size."""
        return [QRectF(self.rect())]

    def sample(self, point: QPointF) -> Sample | None:
        """The pixel under a point of the surface, if there is one."""
        raise NotImplementedError

    def draw(self, painter: QPainter, clip: QRectF) -> None:
        """Paint everything but the picker's chip and the focus ring; ``clip`` is what has to be painted."""
        raise NotImplementedError

    # --- zoom and pan ---

    @property
    def view(self) -> CanvasView:
        """What is seen, in the coordinates of one room."""
        return self._view

    @property
    def zoom(self) -> float:
        """Screen pixels per picture pixel."""
        return self._view.zoom * self.devicePixelRatioF()

    @property
    def grid_seen(self) -> bool:
        """Whether lines part the pixels; a small sprite that was merely fitted is left whole."""
        return self.look.grid and self.zoom >= GRID_FROM and not self._fitted

    def set_picture_size(self, size: QSize) -> None:
        """Another picture: fitted, unless it has the size of the last one, so that two can be told apart in place."""
        same = (self._view.width, self._view.height) == (size.width(), size.height())
        self._view = replace(self._view, width=max(1, size.width()), height=max(1, size.height()))
        if not same or self._fitted:
            self.fit()
        self.update()

    def fit(self) -> None:
        self._fitted = True
        self._set_view(self._view.fitted(*self.margins))

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Screen pixels per picture pixel, about a point of the surface or the middle of a room."""
        if not self.has_picture:
            return
        room = self.room_at(at)
        point = at - room.topLeft() if at is not None else QPointF(room.width() / 2, room.height() / 2)
        self._fitted = False
        self._set_view(self._view.zoomed(zoom / self.devicePixelRatioF(), point.x(), point.y()))

    def zoom_step(self, *, larger: bool) -> None:
        """To the next stop."""
        self.zoom_to(next_stop(self.zoom, larger=larger))

    def pan(self, dx: float, dy: float) -> None:
        self._fitted = False
        self._set_view(self._view.moved(dx, dy))

    def room_at(self, point: QPointF | None) -> QRectF:
        """The room a point is in; the first one for a point between them."""
        rooms = self.rooms()
        return next((room for room in rooms if point is not None and room.contains(point)), rooms[0])

    def target(self, room: QRectF) -> QRectF:
        """Where the whole picture lies, were the surface without end."""
        view = self._view
        return QRectF(room.x() + view.x, room.y() + view.y, view.width * view.zoom, view.height * view.zoom)

    def _set_view(self, view: CanvasView) -> None:
        self._view = view
        percent = round(self.zoom * 100)
        if percent != self._percent:
            self._percent = percent
            self.zoom_changed.emit(percent)
        self.view_changed.emit()
        self.update()

    def arrange(self) -> None:
        """The rooms have another size."""
        room = self.rooms()[0]
        self._view = replace(
            self._view, room_width=max(1, round(room.width())), room_height=max(1, round(room.height()))
        )
        if self._fitted:
            self.fit()
        else:
            self._set_view(self._view.held())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    # --- wheel, pinch, mouse ---

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        if not self.has_picture or event.phase() == Qt.ScrollPhase.ScrollMomentum:
            return
        turn = event.angleDelta()
        modifiers = event.modifiers()
        touch_pad = event.device() is not None and event.device().type() == QInputDevice.DeviceType.TouchPad
        if touch_pad and not event.pixelDelta().isNull() and not modifiers & Qt.KeyboardModifier.ControlModifier:
            self.pan(event.pixelDelta().x(), event.pixelDelta().y())
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.pan((turn.x() or turn.y()) / 120 * PAN_STEP, 0)
        elif turn.y():
            self.zoom_to(self.zoom * WHEEL_STEP ** (turn.y() / 120), event.position())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            if self.has_picture:
                self.zoom_to(self.zoom * (1 + event.value()), event.position())
            return True
        if isinstance(event, QGestureEvent):
            return self._pinch(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.arrange()  # another screen: the same view is another zoom
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.modifiers() in _PLAIN
            and self.takes_key(event.key())
        ):
            event.accept()  # a key of ours is no shortcut of the window
            return True
        return super().event(event)

    def _pinch(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture) or not self.has_picture:
            return False
        self.zoom_to(self.zoom * pinch.scaleFactor(), QPointF(self.mapFromGlobal(pinch.centerPoint().toPoint())))
        moved = pinch.centerPoint() - pinch.lastCenterPoint()
        self.pan(moved.x(), moved.y())
        return True

    @property
    def space_held(self) -> bool:
        """While it is held, dragging pans whatever else it would do."""
        return self._space

    @property
    def panning(self) -> bool:
        return self._panning

    def begin_pan(self, point: QPointF) -> None:
        self._panning = self.has_picture
        self._last = point
        self.show_cursor(point)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if event.button() == Qt.MouseButton.LeftButton and self._picking and not self._space:
            self._pick_point = point
            self.copy_colour()
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self.begin_pan(point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._panning:
            self.pan(point.x() - self._last.x(), point.y() - self._last.y())
            self._last = point
        if self._picking:
            self._pick_point = point
            self.update()
        self.show_cursor(point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._panning = False
        self.show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._picking or not self.has_picture:
            return
        if self._fitted:
            self.zoom_to(1.0, event.position())
        else:
            self.fit()

    def leaveEvent(self, event: QEvent) -> None:
        self._pick_point = None
        self.update()
        super().leaveEvent(event)

    def show_cursor(self, point: QPointF) -> None:
        self.setCursor(self.cursor_shape(point))

    def cursor_shape(self, point: QPointF) -> Qt.CursorShape:
        if self._panning:
            return Qt.CursorShape.ClosedHandCursor
        if self._space:
            return Qt.CursorShape.OpenHandCursor
        return Qt.CursorShape.CrossCursor if self._picking else Qt.CursorShape.ArrowCursor

    # --- keys ---

    def takes_key(self, key: int) -> bool:
        """Whether a key without Ctrl or Alt means something here: then it is no shortcut of the window."""
        own = (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_Space)
        picks = (Qt.Key.Key_C, Qt.Key.Key_Escape) if self._picking else ()
        return key in own or key in _PANS or key == Qt.Key.Key_I or key in picks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() not in _PLAIN or not self.has_picture:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom_step(larger=key != Qt.Key.Key_Minus)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_1:
            self.zoom_to(1.0)
        elif key == Qt.Key.Key_Space:
            self._hold_space(held=True)
        elif key == Qt.Key.Key_I:
            self.set_picking(not self._picking)
        elif self._picking and key in (Qt.Key.Key_C, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.copy_colour()
        elif self._picking and key == Qt.Key.Key_Escape:
            self.set_picking(False)
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif self._picking and key in _PANS:
            self._move_pick(*_PANS[key])
        elif key in _PANS:
            self.pan(*_PANS[key])
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hold_space(held=False)
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._hold_space(held=False)
        super().focusOutEvent(event)

    def _hold_space(self, *, held: bool) -> None:
        self._space = held
        self.show_cursor(self._last)

    # --- the colour picker ---

    @property
    def picking(self) -> bool:
        return self._picking

    def set_picking(self, picking: bool) -> None:
        """Tell the colour under the pointer; without a mouse the arrow keys walk from the middle."""
        picking = picking and self.has_picture
        if picking == self._picking:
            self.picking_changed.emit(picking)  # a button that asked in vain goes back
            return
        self._picking = picking
        here = QPointF(self.mapFromGlobal(self.cursor().pos()))
        self._pick_point = here if self.rect().contains(here.toPoint()) else self.rooms()[0].center()
        self.show_cursor(here)
        self.picking_changed.emit(picking)
        self.update()

    def copy_colour(self) -> None:
        found = self.sample(self._pick_point) if self._pick_point is not None else None
        if found is None:
            return
        QGuiApplication.clipboard().setText(found.hex)
        self._copied.start()
        self.picked.emit(found.hex)
        self.update()

    def _move_pick(self, dx: float, dy: float) -> None:
        """To the next pixel of the picture, against the direction in which the picture would be panned."""
        point = self._pick_point if self._pick_point is not None else self.rooms()[0].center()
        step = max(1.0, self._view.zoom)
        self._pick_point = QPointF(
            point.x() - (dx > 0) * step + (dx < 0) * step, point.y() - (dy > 0) * step + (dy < 0) * step
        )
        self.update()

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            painter.fillRect(event.rect(), QColor(tokens.canvas))
            self.draw(painter, QRectF(event.rect()))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._picking and self._pick_point is not None:
                found = self.sample(self._pick_point)
                if found is not None:
                    note = self.tr("Copied") if self._copied.isActive() else ""
                    draw_chip(painter, chip_place(self._pick_point, QRectF(self.rect())), found, note, self.font())
            if self.hasFocus():
                draw_ring(painter, self.rect(), tokens.accent, 2)
