"""One picture with its pivot and nine-slice borders, which are dragged where they shall be."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rundot_studio.export.sheet import CENTRE, Borders, Point
from rundot_studio.ui.canvas.drawing import draw_picture, fill_ground
from rundot_studio.ui.canvas.look import Look
from rundot_studio.ui.canvas.pyramid import Pyramid
from rundot_studio.ui.canvas.view import CanvasView
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.painting import draw_focus, painting
from rundot_studio.ui.controls.theme import tokens_of

from .page_view import draw_pivot

MARGIN = 28
REACH = 9
"""How near the pointer must be to what it takes, in window pixels."""
SIDES = ("left", "top", "right", "bottom")


class FrameCanvas(QWidget):
    """``pivoted`` and ``bordered`` tell new values; with ``ended`` the drag is over and they may be kept."""

    pivoted = Signal(object)
    bordered = Signal(object)
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Pyramid | None = None
        self._look = Look(self)
        self.pivot: Point = CENTRE
        self.borders: Borders | None = None
        self._held = ""
        self._under = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        describe(self, self.tr("Pivot and borders"), self.tr("Drag them; the arrow keys move the pivot by one pixel"))
        self.setToolTip("")

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height of the picture; (1, 1) while there is none."""
        if self._picture is None:
            return 1, 1
        return self._picture.size.width(), self._picture.size.height()

    def show_picture(self, picture: Pyramid | None) -> None:
        self._picture = picture
        self.update()

    def show_settings(self, pivot: Point, borders: Borders | None) -> None:
        if not self._held:
            self.pivot = pivot
            self.borders = borders
            self.update()

    @property
    def _view(self) -> CanvasView:
        width, height = self.size_px
        return CanvasView(width, height, max(1, self.width()), max(1, self.height())).fitted(MARGIN, MARGIN, MARGIN)

    def pivot_place(self) -> QPointF:
        """Where the pivot is in this widget."""
        view = self._view
        return QPointF(
            view.x + self.pivot[0] * view.width * view.zoom, view.y + self.pivot[1] * view.height * view.zoom
        )

    def border_place(self, side: str) -> float:
        """Where a border's line is: an x for left and right, a y for the others."""
        assert self.borders is not None
        view, inset = self._view, getattr(self.borders, side)
        at = {"left": inset, "top": inset, "right": view.width - inset, "bottom": view.height - inset}[side]
        return (view.x if side in ("left", "right") else view.y) + at * view.zoom

    def _what_is_at(self, point: QPointF) -> str:
        if self._picture is None:
            return ""
        if (point - self.pivot_place()).manhattanLength() <= REACH * 1.6:
            return "pivot"
        if self.borders is None:
            return ""
        for side in SIDES:
            along = point.x() if side in ("left", "right") else point.y()
            if abs(along - self.border_place(side)) <= REACH / 2:
                return side
        return ""

    # --- pointer and keys ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = self._what_is_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._drag(event.position())
            return
        under = self._what_is_at(event.position())
        if under != self._under:
            self._under = under
            shapes = {
                "pivot": Qt.CursorShape.SizeAllCursor,
                "left": Qt.CursorShape.SplitHCursor,
                "right": Qt.CursorShape.SplitHCursor,
                "top": Qt.CursorShape.SplitVCursor,
                "bottom": Qt.CursorShape.SplitVCursor,
            }
            self.setCursor(shapes.get(under, Qt.CursorShape.ArrowCursor))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._held = ""
            self.ended.emit()

    def leaveEvent(self, event: QEvent) -> None:
        self._under = ""
        self.update()

    def _drag(self, point: QPointF) -> None:
        x, y = self._view.point(point.x(), point.y())
        width, height = self.size_px
        if self._held == "pivot":
            # On whole and half pixels: between them an engine would blur.
            across = min(2.0, max(-1.0, round(x * 2) / 2 / width))
            down = min(2.0, max(-1.0, round(y * 2) / 2 / height))
            self._set_pivot((across, down))
            return
        if self.borders is None:
            return
        inset = {"left": x, "top": y, "right": width - x, "bottom": height - y}[self._held]
        opposite = {"left": "right", "top": "bottom", "right": "left", "bottom": "top"}[self._held]
        most = (width if self._held in ("left", "right") else height) - getattr(self.borders, opposite)
        self.borders = replace(self.borders, **{self._held: min(max(0, round(inset)), most)})
        self.update()
        self.bordered.emit(self.borders)

    def _set_pivot(self, pivot: Point) -> None:
        self.pivot = pivot
        self.update()
        self.pivoted.emit(pivot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key
        steps = {key.Key_Left: (-1, 0), key.Key_Right: (1, 0), key.Key_Up: (0, -1), key.Key_Down: (0, 1)}
        step = steps.get(Qt.Key(event.key()))
        if step is None or self._picture is None:
            super().keyPressEvent(event)
            return
        far = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        width, height = self.size_px
        self._set_pivot((self.pivot[0] + step[0] * far / width, self.pivot[1] + step[1] * far / height))
        self.ended.emit()

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with painting(self) as painter:
            painter.fillRect(self.rect(), QColor(tokens.canvas))
            if self._picture is None:
                return
            view = self._view
            target = QRectF(view.x, view.y, view.width * view.zoom, view.height * view.zoom)
            fill_ground(painter, target, target.topLeft(), self._look, tokens)
            draw_picture(painter, self._picture, target, target, sharp=view.zoom >= 1)
            if self.borders is not None:
                self._draw_borders(painter, target)
            draw_pivot(painter, self.pivot_place(), tokens.accent, 14)
            draw_focus(painter, self, tokens, 0)

    def _draw_borders(self, painter: QPainter, target: QRectF) -> None:
        tokens = tokens_of(self)
        for side in SIDES:
            at = self.border_place(side)
            upright = side in ("left", "right")
            first = QPointF(at, target.top() - 10) if upright else QPointF(target.left() - 10, at)
            last = QPointF(at, target.bottom() + 10) if upright else QPointF(target.right() + 10, at)
            wide = 2.0 if side in (self._under, self._held) else 1.25
            for pen in (QPen(QColor(0, 0, 0, 150), wide + 2), QPen(QColor(tokens.good), wide)):
                painter.setPen(pen)
                painter.drawLine(first, last)
