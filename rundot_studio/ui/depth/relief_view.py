"""The relief in 3D: dragged to turn, wheeled to come nearer, in place of the picture on the canvas."""

import math
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from rundot_studio.relief.orbit import Camera, ReliefModel
from rundot_studio.ui.canvas.layer import FrameRequest, LiveLayer
from rundot_studio.ui.controls.painting import draw_ring, painting
from rundot_studio.ui.controls.theme import tokens_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TURN_PER_PX = math.radians(0.4)
TURN_PER_KEY = math.radians(5)
NEARER = 1.1
REST_MS = 120
DRAFT = 3
"""While it turns, a frame in software is so many times smaller each way."""
_TURNS = {
    Qt.Key.Key_Left: (TURN_PER_KEY, 0.0),
    Qt.Key.Key_Right: (-TURN_PER_KEY, 0.0),
    Qt.Key.Key_Up: (0.0, -TURN_PER_KEY),
    Qt.Key.Key_Down: (0.0, TURN_PER_KEY),
}


class ReliefGraphics(Protocol):
    """What draws the relief on a graphics card. Raises RuntimeError where that fails."""

    def relief(self, model: ReliefModel, camera: Camera, width: int, height: int) -> "NDArray[np.uint8]": ...

    def close(self) -> None: ...


class ReliefRenderer:
    """Draws what was last said by :meth:`show`; on the layer's thread."""

    def __init__(self, model: ReliefModel, graphics: ReliefGraphics | None) -> None:
        self._wanted = model, Camera(), False
        self._graphics = graphics

    def show(self, model: ReliefModel, camera: Camera, *, turning: bool) -> None:
        self._wanted = model, camera, turning

    def render(self, request: FrameRequest) -> "NDArray[np.uint8]":
        model, camera, turning = self._wanted
        if self._graphics is not None:
            try:
                return self._graphics.relief(model, camera, request.width, request.height)
            except RuntimeError:
                self.close()
        parts = DRAFT if turning else 1
        size = max(1, request.width // parts), max(1, request.height // parts)
        return model.render(camera, *size, rough=turning)

    def close(self) -> None:
        """On the thread that rendered."""
        if self._graphics is not None:
            self._graphics.close()
            self._graphics = None


class ReliefView(QWidget):
    """Lies over the canvas. ``escaped`` tells that the artist wants out, ``failed`` an error of rendering."""

    escaped = Signal()
    failed = Signal(Exception)

    def __init__(self, canvas: QWidget, graphics: ReliefGraphics | None = None) -> None:
        super().__init__(canvas)
        self.setAccessibleName(self.tr("Relief, to be turned with the arrow keys"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._graphics = graphics
        self._canvas = canvas
        self._model: ReliefModel | None = None
        self._renderer: ReliefRenderer | None = None
        self._layer: LiveLayer | None = None
        self._frame = QImage()
        self._camera = Camera()
        self._last: QPointF | None = None
        self.room_below = 0
        """Covered by the bar, in pixels: the relief keeps above it."""
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(lambda: self._ask(turning=False))
        canvas.installEventFilter(self)
        self.setGeometry(canvas.rect())

    @property
    def camera(self) -> Camera:
        return self._camera

    @property
    def frame(self) -> QImage:
        """What is seen now; null before the first frame."""
        return self._frame

    @property
    def layer(self) -> LiveLayer | None:
        return self._layer

    def show_model(self, model: ReliefModel) -> None:
        """Another relief, seen from where the last one was."""
        self._model = model
        if self._layer is None:
            self._renderer = ReliefRenderer(model, self._graphics)
            self._layer = LiveLayer(self._renderer, self._size, self)
            self._layer.framed.connect(self._take)
            self._layer.failed.connect(self.failed)
        self._ask(turning=False)

    def look_from(self, camera: Camera) -> None:
        self._camera = camera
        self._ask(turning=True)
        self._rest.start()

    def close_threads(self) -> None:
        self._rest.stop()
        self._canvas.removeEventFilter(self)
        if self._layer is not None:
            self._layer.close()

    def _size(self) -> QSize:
        ratio = self.devicePixelRatioF()
        return QSize(round(self.width() * ratio), round(max(1, self.height() - self.room_below) * ratio))

    def _ask(self, *, turning: bool) -> None:
        if self._renderer is not None and self._model is not None and self._layer is not None:
            self._renderer.show(self._model, self._camera, turning=turning)
            self._layer.refresh()

    def _take(self, frame: QImage) -> None:
        self._frame = frame
        self.update()

    # --- mouse and keys ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._last = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._last is not None:
            moved = event.position() - self._last
            self._last = event.position()
            self.look_from(self._camera.turned(-moved.x() * TURN_PER_PX, moved.y() * TURN_PER_PX))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._last = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.look_from(Camera())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        self.look_from(self._camera.moved(NEARER ** (-event.angleDelta().y() / 120)))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0, Qt.Key.Key_Escape)
            if not event.modifiers() and (event.key() in _TURNS or event.key() in own):
                event.accept()  # a key of ours is no shortcut of the window
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _TURNS:
            self.look_from(self._camera.turned(*_TURNS[key]))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.look_from(self._camera.moved(1 / NEARER))
        elif key == Qt.Key.Key_Minus:
            self.look_from(self._camera.moved(NEARER))
        elif key == Qt.Key.Key_0:
            self.look_from(Camera())
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    # --- place and painting ---

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self._canvas and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._canvas.rect())
            self._ask(turning=False)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            painter.fillRect(event.rect(), QColor(tokens.canvas))
            if not self._frame.isNull():
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                place = self.rect().adjusted(0, 0, 0, -self.room_below)
                painter.drawImage(place, self._frame)
            if self.hasFocus():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                draw_ring(painter, self.rect(), tokens.accent, 2)
