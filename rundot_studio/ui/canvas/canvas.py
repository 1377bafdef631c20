"""The canvas: one picture, large, beside what it was made from; or a live layer in its place."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from rundot_studio.ui.controls.painting import CENTRE, draw_text
from rundot_studio.ui.controls.theme import GAP, TEXT_PX, sized, tokens_of

from .captions import caption_width, corner_pill, draw_caption
from .colour_picker import Sample
from .drawing import draw_grid, draw_on_ground, inside, snapped
from .layer import LiveLayer, ViewRenderer
from .look import Look
from .pyramid import Pyramid
from .pyramid_maker import PyramidMaker
from .split_handle import SIZE, SplitHandle
from .surface import CanvasSurface

HANDLE_REACH = 14


class Canvas(CanvasSurface):
    """``layer_failed`` brings the error of a renderer that could not render."""

    layer_failed = Signal(Exception)
    showing = Signal(str)
    """Other pixels are shown; whatever lay over the last ones has ended."""

    def __init__(self, look: Look | None = None, parent: QWidget | None = None) -> None:
        super().__init__(look if look is not None else Look(), parent)
        self.setAccessibleName(self.tr("Canvas"))
        self.key = ""
        self.reserved: list[QRectF] = []
        """Where controls float over the canvas: labels keep out of it."""
        self.maker = PyramidMaker(self)
        self.maker.grown.connect(lambda _pyramid: self.update())
        self._picture: Pyramid | None = None
        self._before: Pyramid | None = None
        self._labels = ("", "")
        self._comparing = True
        self._dragging = False
        self._layer: LiveLayer | None = None
        self._frame: Pyramid | None = None
        self.handle = SplitHandle(self)
        self.handle.valueChanged.connect(self._split_moved)
        self.view_changed.connect(self._place_handle)
        self.view_changed.connect(self._tell_layer)
        self.zoom_changed.connect(self._describe)

    def close_threads(self) -> None:
        """End what works for the canvas; it can still be painted."""
        self.set_renderer(None)
        self.maker.close()

    # --- what is shown ---

    def show_picture(self, image: QImage, key: str = "") -> None:
        """Show another picture: fitted, unless it has the size of the last one, so that two can be told apart in place.

        ``key`` is kept to tell what is shown. A live layer and the comparison with the last picture end.
        """
        self._show(Pyramid(image), key)

    def show_preview(self, image: QImage, size: QSize) -> None:
        """A small version of a picture of ``size``, until its own pixels are read. It has no key yet."""
        self._show(Pyramid(image, size), "")

    def _show(self, pyramid: Pyramid, key: str) -> None:
        self.set_renderer(None)
        self.key = key
        self._picture = pyramid
        self._before = None
        self.maker.complete(pyramid, lambda: self._picture is pyramid)
        self.set_picture_size(pyramid.size)
        self._describe()
        self._place_handle()
        self.showing.emit(key)

    def show_before(self, image: QImage, before_label: str = "", after_label: str = "") -> None:
        """The picture to compare with; a null image ends the comparison. Of another size, it is stretched over it."""
        before = None if image.isNull() else Pyramid(image)
        self._before = before
        self._labels = (before_label, after_label)
        self.handle.set_share(0.5)
        if before is not None:
            self.maker.complete(before, lambda: self._before is before)
        self._place_handle()
        self.update()

    def clear(self) -> None:
        self.set_renderer(None)
        self.key = ""
        self._picture = self._before = None
        self._place_handle()
        self.update()

    def _describe(self) -> None:
        width, height = self.picture_size
        words = self.tr("{0} × {1} pixels, shown at {2} %").format(width, height, round(self.zoom * 100))
        self.setAccessibleDescription(words if self.has_picture else "")

    @property
    def has_picture(self) -> bool:
        return self._picture is not None

    @property
    def has_alpha(self) -> bool:
        return self._picture is not None and self._picture.has_alpha

    @property
    def picture_size(self) -> tuple[int, int]:
        return (self._picture.size.width(), self._picture.size.height()) if self._picture else (0, 0)

    # --- before and after ---

    @property
    def can_compare(self) -> bool:
        return self._picture is not None and self._before is not None

    @property
    def comparing(self) -> bool:
        return self._comparing and self.can_compare and self._layer is None

    @property
    def split(self) -> float:
        """Where the handle is, 0 at the left end of the picture, 1 at the right."""
        return self.handle.share

    def set_comparing(self, comparing: bool) -> None:
        self._comparing = comparing
        self._place_handle()
        self.update()

    def _split_moved(self) -> None:
        self._place_handle()
        self.update()

    def _place_handle(self) -> None:
        self.handle.setVisible(self.comparing)
        if self.comparing:
            target = self.target(QRectF(self.rect()))
            seen = target & QRectF(self.rect()).adjusted(0, 0, 0, -self.margins[1])
            middle = seen.center().y() if not seen.isEmpty() else self.height() / 2
            self.handle.move(round(self._split_x(target) - SIZE / 2), round(middle - SIZE / 2))

    def _split_x(self, target: QRectF) -> float:
        return target.x() + target.width() * self.handle.share

    def _on_handle(self, point: QPointF) -> bool:
        if not self.comparing or self.space_held:
            return False
        target = self.target(QRectF(self.rect()))
        return abs(point.x() - self._split_x(target)) <= HANDLE_REACH and target.top() <= point.y() <= target.bottom()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._on_handle(event.position()) and not self.picking:
            self._dragging = True
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        target = self.target(QRectF(self.rect()))
        if self._dragging:
            self.handle.set_share((event.position().x() - target.x()) / target.width())
        if self._layer is not None:
            point = event.position() - target.topLeft()
            self._layer.look_at(point.x() / target.width(), point.y() / target.height())
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False
        super().mouseReleaseEvent(event)

    def cursor_shape(self, point: QPointF) -> Qt.CursorShape:
        if self._dragging or (not self.panning and not self.picking and self._on_handle(point)):
            return Qt.CursorShape.SplitHCursor
        return super().cursor_shape(point)

    def takes_key(self, key: int) -> bool:
        return super().takes_key(key) or (self.comparing and key in (Qt.Key.Key_Comma, Qt.Key.Key_Period))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.comparing and event.key() in (Qt.Key.Key_Comma, Qt.Key.Key_Period):
            self.handle.step(right=event.key() == Qt.Key.Key_Period)
        else:
            super().keyPressEvent(event)

    # --- live layers ---

    @property
    def layer(self) -> LiveLayer | None:
        """What renders in place of the picture, to be told of changes with ``refresh`` and ``set_moving``."""
        return self._layer

    @property
    def live_frame(self) -> Pyramid | None:
        """What the layer shows now; None before its first frame."""
        return self._frame

    def set_renderer(self, renderer: ViewRenderer | None) -> None:
        """Show what a renderer makes in place of the picture, at its place and zoom; None shows the picture again.

        The picture stays until the first frame is there. Another picture ends the layer.
        """
        if self._layer is not None:
            self._layer.close()
            self._layer.deleteLater()
            self._layer = self._frame = None
        if renderer is not None and self._picture is not None:
            self._layer = LiveLayer(renderer, self._frame_size, self)
            self._layer.framed.connect(self._show_frame)
            self._layer.failed.connect(self._layer_broke)
            self._layer.refresh()
        self._place_handle()
        self.update()

    def _frame_size(self) -> QSize:
        target = self.target(QRectF(self.rect()))
        ratio = self.devicePixelRatioF()
        shown = QSize(round(target.width() * ratio), round(target.height() * ratio))
        most = self._picture.size if self._picture is not None else shown
        return shown if shown.width() <= most.width() else most

    def _show_frame(self, image: QImage) -> None:
        if self._layer is not None:
            self._frame = Pyramid(image)
            self.update()

    def _tell_layer(self) -> None:
        if self._layer is not None:
            self._layer.refresh()

    def _layer_broke(self, error: Exception) -> None:
        self.set_renderer(None)
        self.layer_failed.emit(error)

    # --- painting ---

    def sample(self, point: QPointF) -> Sample | None:
        pyramid = self._frame or self._picture
        if pyramid is None:
            return None
        target = self.target(QRectF(self.rect()))
        if self.comparing and point.x() < self._split_x(target) and self._before is not None:
            pyramid = self._before
        return sample_of(pyramid, inside(target, pyramid.size), point)

    def draw(self, painter: QPainter, clip: QRectF) -> None:
        tokens = tokens_of(self)
        if self._picture is None:
            words = sized(self.font(), TEXT_PX)
            draw_text(painter, self.rect(), self.tr("Your picture will appear here"), tokens.faint, words, CENTRE)
            return
        target = snapped(painter, self.target(QRectF(self.rect())))
        sharp = self.look.sharp_at(self.zoom)
        if self._frame is not None:
            place = inside(target, self._frame.size)
            draw_on_ground(painter, self._frame, place, clip, self.look, tokens, sharp=sharp)
            return
        after = clip
        if self.comparing and self._before is not None:
            x = self._split_x(target)
            before = QRectF(clip.left(), clip.top(), x - clip.left(), clip.height()) & clip
            after = QRectF(x, clip.top(), clip.right() - x, clip.height()) & clip
            place = inside(target, self._before.size)
            draw_on_ground(painter, self._before, place, before, self.look, tokens, sharp=sharp)
        draw_on_ground(painter, self._picture, target, after, self.look, tokens, sharp=sharp)
        if self.grid_seen:
            draw_grid(painter, self._picture.size, target, clip)
        if self.comparing:
            self._draw_comparison(painter, target)

    def _draw_comparison(self, painter: QPainter, target: QRectF) -> None:
        x = self._split_x(target)
        seen = target & QRectF(self.rect())
        painter.fillRect(QRectF(x - 2, seen.y(), 4, seen.height()), QColor(0, 0, 0, 70))
        painter.fillRect(QRectF(x - 1, seen.y(), 2, seen.height()), QColor("#ffffff"))
        self._draw_label(painter, self._labels[0], target, at_left=True)
        self._draw_label(painter, self._labels[1], target, at_left=False)

    def _draw_label(self, painter: QPainter, words: str, target: QRectF, *, at_left: bool) -> None:
        width = caption_width(words, self.font())
        room = QRectF(self.rect())
        if not words or (target & room).width() < width * 3:
            return
        pill = corner_pill(target, room, width, at_left=at_left)
        for taken in self.reserved:
            if pill.intersects(taken):
                pill.moveTop(taken.bottom() + GAP)
        draw_caption(painter, pill, words, self.font())


def sample_of(pyramid: Pyramid, place: QRectF, point: QPointF) -> Sample | None:
    """The pixel under ``point`` of a picture that fills ``place``; None beside it, and where there is but a preview."""
    image = pyramid.full
    if image.size() != pyramid.size or not place.contains(point):
        return None
    x = min(image.width() - 1, int((point.x() - place.x()) / place.width() * image.width()))
    y = min(image.height() - 1, int((point.y() - place.y()) / place.height() * image.height()))
    return Sample(x, y, image.pixelColor(x, y))
