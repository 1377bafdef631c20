"""A cut-out being corrected with a brush: what was taken away wrongly is painted back from the picture it came from."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPen, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QWidget

from rundot_studio.imaging.matte_edit import Box, Brush, BrushMode
from rundot_studio.ui.controls.painting import CENTRE, draw_text
from rundot_studio.ui.controls.theme import TEXT_PX, sized, tokens_of

from .canvas import sample_of
from .colour_picker import Sample
from .drawing import draw_grid, draw_on_ground, draw_picture, fill_ground, snapped
from .look import Ground, Look
from .matte_picture import MattePicture
from .pyramid_maker import PyramidMaker
from .surface import CanvasSurface

RADIUS_LEAST = 0.5
RADIUS_MOST = 256.0
RADIUS_STEP = 1.25
GHOST_OPACITY = 0.3
PRESSURE_LEAST = 0.15


class MatteCanvas(CanvasSurface):
    """``edited`` tells that there is something else to undo or redo, ``brush_changed`` another brush."""

    edited = Signal()
    brush_changed = Signal()
    opened = Signal()

    def __init__(self, look: Look, maker: PyramidMaker, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setAccessibleName(self.tr("Cut-out, to be corrected with a brush"))
        self._maker = maker
        self._opened: MattePicture | None = None
        self._wanted = 0
        self._brush = Brush(radius=16.0, hardness=0.8, mode=BrushMode.REMOVE)
        self._ghost = True
        self._painting = False
        self._ring: QPointF | None = None
        self._lifted: tuple[float, float] | None = None

    # --- opened and closed ---

    def open(self, cutout: QImage, source: QImage) -> None:
        """Begin to correct a cut-out; ``source`` is what it was cut out of, scaled to it where it has another size.

        ``opened`` follows when it is ready.
        """
        self.close_edit()
        self._wanted += 1
        number = self._wanted
        self._maker.run(lambda: MattePicture(cutout, source), lambda opened: self._ready(opened, number))

    def _ready(self, opened: MattePicture, number: int) -> None:
        if number != self._wanted:
            return  # it was closed, or another one was asked for since
        self._opened = opened
        self._fitted = True
        self.set_picture_size(opened.size)
        self.opened.emit()
        self.edited.emit()

    def close_edit(self) -> None:
        """Forget everything; nothing of it stays anywhere."""
        self._wanted += 1
        self._opened = None
        self._painting = False
        self._lifted = None
        self.update()

    def result(self) -> QImage:
        """The corrected cut-out, not multiplied by alpha; a null image where nothing is open."""
        if self._opened is None:
            return QImage()
        self._opened.edit.end()
        return self._opened.image()

    @property
    def has_picture(self) -> bool:
        return self._opened is not None

    @property
    def changed(self) -> bool:
        return self._opened is not None and self._opened.edit.changed

    @property
    def can_undo(self) -> bool:
        return self._opened is not None and self._opened.edit.can_undo

    @property
    def can_redo(self) -> bool:
        return self._opened is not None and self._opened.edit.can_redo

    # --- the brush ---

    @property
    def brush(self) -> Brush:
        return self._brush

    def set_radius(self, radius: float) -> None:
        """In pixels of the picture."""
        self._change_brush(replace(self._brush, radius=min(max(radius, RADIUS_LEAST), RADIUS_MOST)))

    def step_radius(self, *, larger: bool) -> None:
        self.set_radius(self._brush.radius * RADIUS_STEP if larger else self._brush.radius / RADIUS_STEP)

    def set_hardness(self, hardness: float) -> None:
        self._change_brush(replace(self._brush, hardness=min(max(hardness, 0.0), 1.0)))

    def set_mode(self, mode: BrushMode) -> None:
        self._change_brush(replace(self._brush, mode=mode))

    def switch_mode(self) -> None:
        self.set_mode(other_mode(self._brush.mode))

    def _change_brush(self, brush: Brush) -> None:
        self._brush = brush
        self.brush_changed.emit()
        self.update()

    @property
    def ghost(self) -> bool:
        """Whether the source shines through where it was taken away."""
        return self._ghost

    def set_ghost(self, ghost: bool) -> None:
        if ghost != self._ghost:
            self._ghost = ghost
            self.brush_changed.emit()
            self.update()

    def undo(self) -> None:
        if self._opened is not None:
            self._changed(self._opened.edit.undo())

    def redo(self) -> None:
        if self._opened is not None:
            self._changed(self._opened.edit.redo())

    def _changed(self, box: Box | None) -> None:
        if box is not None:
            self._show(box)
            self.edited.emit()

    # --- strokes ---

    def _begin(self, point: QPointF, mode: BrushMode, pressure: float, *, straight: bool = False) -> None:
        if self._opened is None:
            return
        self._painting = True
        self._move_ring(point)
        brush = replace(self._brush, mode=mode)
        x, y = self._view.point(point.x(), point.y())
        if straight and self._lifted is not None:
            self._show(self._opened.edit.begin(brush, *self._lifted, pressure))
            self._show(self._opened.edit.move(x, y, pressure))
        else:
            self._show(self._opened.edit.begin(brush, x, y, pressure))
        self._lifted = (x, y)

    def _move(self, point: QPointF, pressure: float) -> None:
        self._move_ring(point)
        if self._painting and self._opened is not None:
            self._lifted = self._view.point(point.x(), point.y())
            self._show(self._opened.edit.move(*self._lifted, pressure))

    def _end(self) -> None:
        if self._painting and self._opened is not None:
            self._painting = False
            self._opened.edit.end()
            self.edited.emit()

    def _show(self, box: Box) -> None:
        """Bring what is seen up to date where the picture has changed, and paint only that."""
        if self._opened is None or box.empty:
            return
        self._opened.show(box)
        view = self._view
        left, top = view.x + box.left * view.zoom, view.y + box.top * view.zoom
        right, bottom = view.x + box.right * view.zoom, view.y + box.bottom * view.zoom
        reach = round(4 + 2 * view.zoom)  # its neighbours are smoothed with it
        dirty = QRectF(left, top, right - left, bottom - top).toAlignedRect()
        self.update(dirty.adjusted(-reach, -reach, reach, reach))

    # --- mouse, pen, keys ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        brushes = event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)
        if self.space_held or self.picking or not brushes:
            super().mousePressEvent(event)
            return
        mode = self._brush.mode
        if event.button() == Qt.MouseButton.RightButton:
            mode = other_mode(mode)
        straight = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._begin(event.position(), mode, 1.0, straight=straight)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move(event.position(), 1.0)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._end()
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)  # two quick dabs are two dabs

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen: its pressure widens the brush, its other end does the opposite."""
        if self.space_held or self.picking:
            event.ignore()  # then it comes as the mouse's
            return
        event.accept()
        pressure = PRESSURE_LEAST + (1 - PRESSURE_LEAST) * event.pressure()
        if event.type() == QEvent.Type.TabletPress:
            turned = event.pointerType() == QPointingDevice.PointerType.Eraser
            mode = other_mode(self._brush.mode) if turned else self._brush.mode
            self._begin(event.position(), mode, pressure)
        elif event.type() == QEvent.Type.TabletMove:
            self._move(event.position(), pressure)
        elif event.type() == QEvent.Type.TabletRelease:
            self._end()

    def leaveEvent(self, event: QEvent) -> None:
        self._ring = None
        super().leaveEvent(event)

    def takes_key(self, key: int) -> bool:
        own = (Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight, Qt.Key.Key_X, Qt.Key.Key_O, Qt.Key.Key_Escape)
        return super().takes_key(key) or key in own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight):
            self.step_radius(larger=key == Qt.Key.Key_BracketRight)
        elif key == Qt.Key.Key_X:
            self.switch_mode()
        elif key == Qt.Key.Key_O:
            self.set_ghost(not self._ghost)
        else:
            super().keyPressEvent(event)

    def cursor_shape(self, point: QPointF) -> Qt.CursorShape:
        shape = super().cursor_shape(point)
        return Qt.CursorShape.BlankCursor if shape == Qt.CursorShape.ArrowCursor and self.has_picture else shape

    # --- painting ---

    def _move_ring(self, point: QPointF) -> None:
        if self._ring is not None:
            self.update(self._ring_area(self._ring))
        self._ring = point
        self.update(self._ring_area(point))

    def _ring_area(self, point: QPointF) -> QRect:
        reach = self._brush.radius * self._view.zoom + 14
        return QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach).toAlignedRect()

    def sample(self, point: QPointF) -> Sample | None:
        if self._opened is None:
            return None
        picture = self._opened.picture
        return sample_of(picture, self.target(QRectF(self.rect())), point)

    def draw(self, painter: QPainter, clip: QRectF) -> None:
        tokens = tokens_of(self)
        if self._opened is None:
            words = sized(self.font(), TEXT_PX)
            draw_text(painter, self.rect(), self.tr("Opening …"), tokens.faint, words, CENTRE)
            return
        target = snapped(painter, self.target(QRectF(self.rect())))
        sharp = self.look.sharp_at(self.zoom)
        picture = self._opened.picture
        part = target & clip
        if self._ghost and self.look.ground is not Ground.ALPHA and not part.isEmpty():
            painter.save()
            painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
            fill_ground(painter, part, target.topLeft(), self.look, tokens)
            painter.setOpacity(GHOST_OPACITY)
            draw_picture(painter, self._opened.source, target, part, sharp=sharp)
            painter.setOpacity(1.0)
            draw_picture(painter, picture, target, part, sharp=sharp)
            painter.restore()
        else:
            draw_on_ground(painter, picture, target, clip, self.look, tokens, sharp=sharp)
        if self.grid_seen:
            draw_grid(painter, picture.size, target, clip)
        if self._ring is not None and not self.picking and not self.panning and not self.space_held:
            self._draw_ring(painter, self._ring)

    def _draw_ring(self, painter: QPainter, point: QPointF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = max(1.5, self._brush.radius * self._view.zoom)
        adds = self._brush.mode is BrushMode.ADD
        for colour, width in ((QColor(0, 0, 0, 150), 3.0), (QColor("#ffffff"), 1.2)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(point, radius, radius)
            painter.drawLine(QPointF(point.x() - 4, point.y()), QPointF(point.x() + 4, point.y()))
            if adds:
                painter.drawLine(QPointF(point.x(), point.y() - 4), QPointF(point.x(), point.y() + 4))


def other_mode(mode: BrushMode) -> BrushMode:
    return BrushMode.REMOVE if mode is BrushMode.ADD else BrushMode.ADD
