"""The depth views in the window: which pair is looked at, through which view, and what is exported of it."""

import logging
from functools import cached_property, partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.ui.canvas.compare_desk import CompareDesk
from rundot_studio.ui.canvas.desk import CanvasDesk
from rundot_studio.ui.canvas.tool_desk import ToolDesk
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.session.studio_signals import StudioSignals
from rundot_studio.ui.session.window_memory import WindowMemory

from .choice import DepthChoice, DepthView, Parameter
from .worker import DepthWorker

if TYPE_CHECKING:  # pixels may only be worked on after the first paint
    from rundot_studio.relief.orbit import ReliefModel
    from rundot_studio.relief.scene import DepthScene
    from rundot_studio.studio.studio import Studio

    from .bar import DepthBar
    from .export_card import ExportCard
    from .gl_painter import GlPainter
    from .graphics import OffscreenPlace
    from .reading import Pair
    from .relief_view import ReliefView
    from .renderer import DepthRenderer

log = logging.getLogger(__name__)
SECTION = "depth-views"
REST_MS = 90
"""So long after the last frame the mouse counts as resting."""
NUDGE = 0.05
_NUDGES = {
    Qt.Key.Key_Left: (-NUDGE, 0.0),
    Qt.Key.Key_Right: (NUDGE, 0.0),
    Qt.Key.Key_Up: (0.0, -NUDGE),
    Qt.Key.Key_Down: (0.0, NUDGE),
}


class DepthDesk(QObject):
    """One per window. A pair is a picture and its depth map; either of them may be on the canvas."""

    def __init__(
        self,
        panels: Panels,
        canvas: CanvasDesk,
        tools: ToolDesk,
        compare: CompareDesk,
        signals: StudioSignals,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._panels = panels
        self._canvas = canvas
        self._tools = tools
        self._compare = compare
        self._memory: WindowMemory | None = None
        self._studio: Studio | None = None
        self._awaited = ""
        self._pair: tuple[Picture, Picture] | None = None
        self._read: Pair | None = None
        self._renderer: DepthRenderer | None = None
        self._relief: ReliefView | None = None
        self._look_at = (0.5, 0.5)
        self.choice = DepthChoice()
        self._worker = DepthWorker(self)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._finish_frame)
        self._resized = QTimer(self, singleShot=True, interval=2 * REST_MS)
        self._resized.timeout.connect(self._prepare)
        panels.canvas.depth_wanted.connect(self.toggle)
        panels.canvas.back.connect(self._left_beside)
        panels.canvas.canvas.showing.connect(self._showing)
        panels.canvas.canvas.view_changed.connect(self._view_changed)
        panels.canvas.canvas.layer_failed.connect(self._broke)
        panels.canvas.canvas.installEventFilter(self)
        canvas.shown.connect(self._shown)
        signals.picture_added.connect(self._arrived)
        signals.job_changed.connect(self._job_changed)
        signals.pictures_deleted.connect(self._deleted)

    def remember(self, memory: WindowMemory) -> None:
        """View and parameters as they were when the window was last closed, and from now on."""
        self._memory = memory
        self.choice = DepthChoice.from_memory(memory.get(SECTION))

    def attach(self, studio: "Studio") -> None:
        self._studio = studio

    def release(self) -> None:
        self.close_views()
        self._studio = None

    def close(self) -> None:
        self.close_views()
        if "export_card" in self.__dict__:
            self.export_card.close_threads()
        self._worker.close()

    # --- opened and closed ---

    @property
    def studio(self) -> "Studio | None":
        return self._studio

    @property
    def relief(self) -> "ReliefView | None":
        """The relief while it is looked at."""
        return self._relief

    @property
    def is_open(self) -> bool:
        return self._pair is not None

    def toggle(self) -> None:
        if self.is_open:
            self.close_views()
        else:
            self.open()

    def open(self) -> None:
        """Look at the picture on the canvas through its newest depth map; where it has none, order one first."""
        picture = self._canvas.picture
        if self._studio is None or picture is None:
            return
        try:
            pair = self._pair_of(picture)
        except StudioError as error:
            self._panels.status.say(error.message)
            return
        if pair is not None:
            self._open(pair)
        elif self._awaited != picture.id:
            self._awaited = picture.id
            self._panels.status.say(self.tr("The depth map is being made; then the views open."))
            self._tools.use("depth")

    def open_view(self, view: DepthView) -> None:
        self.set_choice(self.choice.seen(view))
        if not self.is_open:
            self.open()

    def _pair_of(self, picture: Picture) -> tuple[Picture, Picture] | None:
        """Raises StudioError for a depth map whose picture is gone."""
        assert self._studio is not None
        library = self._studio.library
        if picture.kind is PictureKind.DEPTH and picture.parent_id is not None:
            return library.get(picture.parent_id), picture
        maps = [child for child in library.children(picture.id) if child.kind is PictureKind.DEPTH]
        return (picture, max(maps, key=lambda each: each.number)) if maps else None

    def _open(self, pair: tuple[Picture, Picture]) -> None:
        assert self._studio is not None
        self._awaited = ""
        self._pair = pair
        self._read = None
        picture, depth = (self._studio.library.absolute(each) for each in pair)
        self._panels.canvas.set_bar(self.bar)
        self._panels.canvas.depth_button.setChecked(True)
        self.bar.show_choice(self.choice)

        def read() -> "Pair":
            from .reading import Pair

            return Pair.read(picture, depth)

        self._worker.run(read, self._was_read, self._failed)

    def close_views(self) -> None:
        """Back to the picture. What is being made for the views is forgotten."""
        self._awaited = ""
        if self._pair is None:
            return
        self._pair = self._read = None
        self._worker.forget()
        self._rest.stop()
        self._resized.stop()
        self._end_relief()
        self._end_layer()
        panel = self._panels.canvas
        panel.depth_button.setChecked(False)
        panel.set_bar(None)
        if panel.surface is panel.together:
            panel.show_canvas()
        panel.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_layer(self) -> None:
        if self._renderer is not None:
            self._renderer = None
            self._panels.canvas.canvas.set_renderer(None)

    def _end_relief(self) -> None:
        if self._relief is not None:
            relief, self._relief = self._relief, None
            relief.close_threads()
            if relief.hasFocus():
                self._panels.canvas.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
            relief.hide()
            relief.deleteLater()

    # --- what happens meanwhile ---

    def _arrived(self, picture: Picture) -> None:
        if self._awaited and picture.parent_id == self._awaited and picture.kind is PictureKind.DEPTH:
            self.open_awaited(picture)

    def open_awaited(self, depth: Picture) -> None:
        """The depth map that was waited for is there."""
        self._awaited = ""
        if self._studio is None:
            return
        try:
            pair = self._pair_of(depth)
        except StudioError:
            return  # its picture was deleted meanwhile
        if pair is not None:
            self._open(pair)

    def _job_changed(self, job: Job) -> None:
        if job.parent_id == self._awaited and job.state is JobState.FAILED:
            self._awaited = ""

    def _deleted(self, picture_ids: frozenset[str]) -> None:
        if self._pair is not None and not picture_ids.isdisjoint(each.id for each in self._pair):
            self.close_views()

    def _shown(self, picture: Picture | None) -> None:
        """Another picture on the canvas ends the views, and the wait for them."""
        if picture is None or picture.id != self._awaited:
            awaited_child = picture is not None and picture.parent_id == self._awaited
            if not awaited_child:
                self._awaited = ""
        if self._pair is not None and (picture is None or picture.id not in {each.id for each in self._pair}):
            self.close_views()
        self._panels.canvas.set_can_see_depth(picture is not None)

    def _showing(self, _key: str) -> None:
        """The canvas shows new pixels, and has let go of our layer."""
        if self._renderer is not None:
            self._renderer = None
            self._prepare()

    def _failed(self, error: StudioError) -> None:
        self._panels.status.say(error.message)
        self.close_views()

    def _broke(self, error: Exception) -> None:
        if self._renderer is None:
            return
        self._renderer = None
        log.error("a depth view failed by a bug", exc_info=error)
        self._panels.status.say(self.tr("This view could not be drawn; the log tells why."))
        self.close_views()

    # --- views ---

    def set_choice(self, choice: DepthChoice) -> None:
        """Another view, or other parameters of it."""
        other_view = choice.view is not self.choice.view
        self.choice = choice
        if self._memory is not None:
            self._memory.put(SECTION, choice.to_memory())
        if not self.is_open:
            return
        self.bar.show_choice(choice)
        if other_view:
            self._panels.canvas.set_bar(self.bar, zooms=choice.view is not DepthView.RELIEF)
            self._prepare()
        elif self._relief is not None:
            self._prepare()
        elif self._renderer is not None:
            layer = self._panels.canvas.canvas.layer
            self._renderer.show(self._renderer.scene, choice)
            if layer is not None:
                layer.refresh()

    def step_view(self, *, forward: bool) -> None:
        views = list(DepthView)
        step = 1 if forward else -1
        self.set_choice(self.choice.seen(views[(views.index(self.choice.view) + step) % len(views)]))

    def _change_value(self, parameter: Parameter, value: float) -> None:
        self.set_choice(self.choice.with_value(parameter, value))

    def _was_read(self, read: "Pair") -> None:
        self._read = read
        self._panels.canvas.set_bar(self.bar, zooms=self.choice.view is not DepthView.RELIEF)
        self._prepare()

    def _prepare(self) -> None:
        """Have the worker make what the view needs; what is seen stays until then."""
        read, choice = self._read, self.choice
        if read is None:
            return
        if choice.view is DepthView.BESIDE:
            self._worker.run(read.images, self._show_beside, self._failed)
        elif choice.view is DepthView.RELIEF:
            self._worker.run(partial(read.relief, choice), self._show_relief, self._failed)
        else:
            self._worker.run(partial(read.scene, choice, self._width()), self._show_scene, self._failed)

    def _width(self) -> int:
        """How many screen pixels the picture is wide."""
        canvas = self._panels.canvas.canvas
        return round(canvas.picture_size[0] * canvas.zoom)

    def _show_beside(self, images: tuple[QImage, QImage]) -> None:
        if any(image.isNull() for image in images):
            self._panels.status.say(self.tr("A picture's file can't be read."))
            self.close_views()
            return
        self._end_relief()
        self._end_layer()
        self._compare.forget()
        self._panels.canvas.compare_pictures(images, (self.tr("Picture"), self.tr("Depth")))

    def _show_relief(self, model: "ReliefModel") -> None:
        from .relief_view import ReliefView

        self._see_canvas()
        self._end_layer()
        panel = self._panels.canvas
        if self._relief is None:
            self._relief = ReliefView(panel.canvas, self._graphics())
            self._relief.escaped.connect(self.close_views)
            self._relief.failed.connect(self._relief_broke)
            self._relief.show()
            self._relief.setFocus(Qt.FocusReason.OtherFocusReason)
        self._relief.room_below = self.bar.height()
        self._relief.show_model(model)

    def _relief_broke(self, error: Exception) -> None:
        log.error("the relief failed by a bug", exc_info=error)
        self._panels.status.say(self.tr("This view could not be drawn; the log tells why."))
        self.close_views()

    def _show_scene(self, scene: "DepthScene") -> None:
        from .renderer import DepthRenderer

        self._end_relief()
        self._see_canvas()
        canvas = self._panels.canvas.canvas
        if not canvas.has_picture:
            return  # its pixels are still being read; then _showing comes
        if self._renderer is None:
            self._renderer = DepthRenderer(scene, self.choice, self._graphics())
            canvas.set_renderer(self._renderer)
            if canvas.layer is not None:
                canvas.layer.framed.connect(lambda _frame: self._rest.start())
                canvas.layer.look_at(*self._look_at)
        else:
            self._renderer.show(scene, self.choice)
            if canvas.layer is not None:
                canvas.layer.refresh()

    def _see_canvas(self) -> None:
        panel = self._panels.canvas
        if panel.surface is panel.together:
            panel.show_canvas()

    def _left_beside(self) -> None:
        """The canvas is back: by the artist's will where the map was beside the picture, and is no more wanted."""
        if self.is_open and self.choice.view is DepthView.BESIDE and self._read is not None:
            self.close_views()

    def _finish_frame(self) -> None:
        """The mouse rests: the last frame with all its pixels, where it had but a part of them."""
        layer = self._panels.canvas.canvas.layer
        if self._renderer is not None and self._renderer.unfinished and layer is not None:
            layer.refresh()

    def _view_changed(self) -> None:
        if self._renderer is not None:
            self._resized.start()

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

    # --- the bar, keys ---

    @cached_property
    def bar(self) -> "DepthBar":
        """Made when the views are first opened."""
        from .bar import DepthBar

        bar = DepthBar(self._panels.canvas)
        bar.hide()
        bar.view_chosen.connect(lambda view: self.set_choice(self.choice.seen(view)))
        bar.value_changed.connect(self._change_value)
        bar.colour_changed.connect(lambda colour: self.set_choice(self.choice.with_colour(colour)))
        bar.reset_wanted.connect(lambda: self.set_choice(self.choice.reset()))
        bar.export_wanted.connect(self.open_export)
        bar.left.connect(self.close_views)
        return bar

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys on the canvas: Alt and the arrows move the light and the eye, Escape leaves."""
        layer = self._panels.canvas.canvas.layer
        if not isinstance(event, QKeyEvent) or self._renderer is None or layer is None:
            return False
        nudge = _NUDGES.get(Qt.Key(event.key())) if event.modifiers() == Qt.KeyboardModifier.AltModifier else None
        leaves = event.key() == Qt.Key.Key_Escape and not event.modifiers() and not self._panels.canvas.canvas.picking
        if nudge is None and not leaves:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if leaves:
            self.close_views()
        elif nudge is not None:
            x, y = layer.place
            layer.look_at(x + nudge[0], y + nudge[1])
        return True

    # --- export ---

    @cached_property
    def export_card(self) -> "ExportCard":
        from .export_card import ExportCard

        card = ExportCard(self._panels.window)
        card.said.connect(self._panels.status.say)
        card.closed.connect(lambda: self.bar.export.setFocus() if shiboken6.isValid(self.bar) else None)
        return card

    def open_export(self) -> None:
        if self._pair is None or self._studio is None:
            return
        picture, depth = self._pair
        library = self._studio.library
        name = self._panels.titles.of_picture(picture)
        self.export_card.open_for(
            self.bar.export, name, library.absolute(picture), library.absolute(depth), self.choice
        )
