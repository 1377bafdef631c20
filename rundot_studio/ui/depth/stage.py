"""Showing a pair of a picture and its depth map through a view, in the place of the picture on the canvas."""

import logging
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent

from rundot_studio.domain.errors import StudioError
from rundot_studio.ui.canvas.compare_desk import CompareDesk
from rundot_studio.ui.canvas.panel import CanvasPanel

from .choice import DepthChoice, DepthView
from .worker import DepthWorker

if TYPE_CHECKING:  # pixels may only be worked on after the first paint
    from rundot_studio.relief.orbit import ReliefModel
    from rundot_studio.relief.scene import DepthScene

    from .gl_painter import GlPainter
    from .graphics import OffscreenPlace
    from .reading import Pair
    from .relief_view import ReliefView
    from .renderer import DepthRenderer

log = logging.getLogger(__name__)
REST_MS = 90
"""So long after the last frame the mouse counts as resting."""
NUDGE = 0.05
_NUDGES = {
    Qt.Key.Key_Left: (-NUDGE, 0.0),
    Qt.Key.Key_Right: (NUDGE, 0.0),
    Qt.Key.Key_Up: (0.0, -NUDGE),
    Qt.Key.Key_Down: (0.0, NUDGE),
}


class DepthStage(QObject):
    """``left`` tells that the artist wants out, ``failed`` the words for what can't be shown; either way whoever opened
    it ends it. What a view needs is made on a thread; until then the last one is seen."""

    left = Signal()
    failed = Signal(str)

    def __init__(self, panel: CanvasPanel, compare: CompareDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panel = panel
        self._canvas = panel.canvas
        self._compare = compare
        self._choice = DepthChoice()
        self._pair: Pair | None = None
        self._renderer: DepthRenderer | None = None
        self._relief: ReliefView | None = None
        self._worker = DepthWorker(self)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._finish_frame)
        self._resized = QTimer(self, singleShot=True, interval=2 * REST_MS)
        self._resized.timeout.connect(self._prepare)
        panel.back.connect(self._left_beside)
        self._canvas.showing.connect(self._showing)
        self._canvas.view_changed.connect(self._view_changed)
        self._canvas.layer_failed.connect(self._broke)
        self._canvas.installEventFilter(self)

    # --- opened and closed ---

    def open(self, picture: Path, depth: Path, choice: DepthChoice) -> None:
        """Read the pair from its files, and show it."""
        self._choice = choice
        self._pair = None

        def read() -> "Pair":
            from .reading import Pair

            return Pair.read(picture, depth)

        self._worker.run(read, self._was_read, self._refuse)

    def show(self, choice: DepthChoice) -> None:
        """Through another view, or with other parameters."""
        self._choice = choice
        layer = self._canvas.layer
        if self._renderer is None or layer is None or self._renderer.view is not choice.view:
            self._prepare()  # the relief, or a view that is not ready yet
        else:
            self._renderer.show(self._renderer.scene, choice)
            layer.refresh()

    def end(self) -> None:
        """Back to the picture. What is being made for the views is forgotten."""
        self._pair = None
        self._worker.forget()
        self._rest.stop()
        self._resized.stop()
        self._end_relief()
        self._end_layer()
        self._see_canvas()
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self) -> None:
        self._worker.close()

    @property
    def relief(self) -> "ReliefView | None":
        """The relief while it is looked at."""
        return self._relief

    @property
    def seen(self) -> DepthView | None:
        """The view that is drawn in the picture's place; the one that was chosen may take its time."""
        return self._renderer.view if self._renderer is not None else None

    # --- making and showing ---

    def _was_read(self, pair: "Pair") -> None:
        self._pair = pair
        self._prepare()

    def _prepare(self) -> None:
        """Have the worker make what the view needs; what is seen stays until then."""
        pair, choice = self._pair, self._choice
        if pair is None:
            return
        if choice.view is DepthView.BESIDE:
            self._worker.run(pair.images, self._show_beside, self._refuse)
        elif choice.view is DepthView.RELIEF:
            self._worker.run(partial(pair.relief, choice), self._show_relief, self._refuse)
        else:
            width = round(self._canvas.picture_size[0] * self._canvas.zoom)
            self._worker.run(partial(pair.scene, choice, width), self._show_scene, self._refuse)

    def _refuse(self, error: StudioError) -> None:
        self.failed.emit(error.message)

    def _show_beside(self, images: tuple[QImage, QImage]) -> None:
        if any(image.isNull() for image in images):
            self.failed.emit(self.tr("The picture's file can't be read."))
            return
        self._end_relief()
        self._end_layer()
        self._compare.forget()
        self._panel.compare_pictures(images, (self.tr("Picture"), self.tr("Depth")))

    def _show_relief(self, model: "ReliefModel") -> None:
        from .relief_view import ReliefView

        self._see_canvas()
        self._end_layer()
        if self._relief is None:
            self._relief = ReliefView(self._canvas, self._graphics())
            self._relief.escaped.connect(self.left)
            self._relief.failed.connect(self._tell_bug)
            self._relief.show()
            self._relief.setFocus(Qt.FocusReason.OtherFocusReason)
        self._relief.room_below = self._panel.bar_height
        self._relief.show_model(model)

    def _show_scene(self, scene: "DepthScene") -> None:
        from .renderer import DepthRenderer

        self._end_relief()
        self._see_canvas()
        if not self._canvas.has_picture:
            return  # its pixels are still being read; then _showing comes
        if self._renderer is not None:
            self._renderer.show(scene, self._choice)
            if self._canvas.layer is not None:
                self._canvas.layer.refresh()
            return
        self._renderer = DepthRenderer(scene, self._choice, self._graphics())
        self._canvas.set_renderer(self._renderer)
        if self._canvas.layer is not None:
            self._canvas.layer.framed.connect(lambda _frame: self._rest.start())

    def _see_canvas(self) -> None:
        if self._panel.surface is self._panel.together:
            self._panel.show_canvas()

    def _end_layer(self) -> None:
        if self._renderer is not None:
            self._renderer = None
            self._canvas.set_renderer(None)

    def _end_relief(self) -> None:
        if self._relief is not None:
            relief, self._relief = self._relief, None
            relief.close_threads()
            if relief.hasFocus():
                self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
            relief.hide()
            relief.deleteLater()

    def _graphics(self) -> "GlPainter | None":
        """What draws on the graphics card. None where it was found out that there is none."""
        if self._place.missing:
            return None
        from .gl_painter import GlPainter

        return GlPainter(self._place)

    @cached_property
    def _place(self) -> "OffscreenPlace":
        from .graphics import OffscreenPlace

        return OffscreenPlace()

    # --- what happens meanwhile ---

    def _showing(self, _key: str) -> None:
        """The canvas shows other pixels, and has let go of our layer."""
        self._renderer = None
        if self._choice.view not in (DepthView.BESIDE, DepthView.RELIEF):
            self._prepare()

    def _view_changed(self) -> None:
        if self._renderer is not None:
            self._resized.start()

    def _finish_frame(self) -> None:
        """The mouse rests: the last frame with all its pixels, where it had but a part of them."""
        layer = self._canvas.layer
        if self._renderer is not None and self._renderer.unfinished and layer is not None:
            layer.refresh()

    def _left_beside(self) -> None:
        """The canvas is back by the artist's will, where the map beside the picture is what was to be seen."""
        if self._pair is not None and self._choice.view is DepthView.BESIDE:
            self.left.emit()

    def _broke(self, error: Exception) -> None:
        if self._renderer is not None:
            self._renderer = None
            self._tell_bug(error)

    def _tell_bug(self, error: Exception) -> None:
        log.error("a depth view failed by a bug", exc_info=error)
        self.failed.emit(self.tr("This view could not be drawn; the log tells why."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys on the canvas: Alt and the arrows move the light and the eye, Escape leaves."""
        layer = self._canvas.layer
        if not isinstance(event, QKeyEvent) or self._renderer is None or layer is None:
            return False
        nudge = _NUDGES.get(Qt.Key(event.key())) if event.modifiers() == Qt.KeyboardModifier.AltModifier else None
        leaves = event.key() == Qt.Key.Key_Escape and not event.modifiers() and not self._canvas.picking
        if nudge is None and not leaves:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if nudge is None:
            self.left.emit()
        else:
            x, y = layer.place
            layer.look_at(x + nudge[0], y + nudge[1])
        return True
