"""The depth views in the window: which pair is looked at, through which view, and what is exported of it."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

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
from .stage import DepthStage

if TYPE_CHECKING:  # the services pull in what may only be imported after the first paint
    from rundot_studio.studio.studio import Studio

    from .bar import DepthBar
    from .export_card import ExportCard

SECTION = "depth-views"


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
        self._memory: WindowMemory | None = None
        self._studio: Studio | None = None
        self._awaited = ""
        self._pair: tuple[Picture, Picture] | None = None
        self.choice = DepthChoice()
        self.stage = DepthStage(panels.canvas, compare, self)
        self.stage.left.connect(self.close_views)
        self.stage.failed.connect(self._failed)
        panels.canvas.depth_wanted.connect(self.toggle)
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
        self._stop_waiting()
        self.close_views()
        self._studio = None

    def close(self) -> None:
        self.close_views()
        if "export_card" in self.__dict__:
            self.export_card.close_threads()
        self.stage.close()

    # --- opened and closed ---

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
            self._panels.status.say(self._waiting_words)
            self._tools.use("depth")

    @property
    def _waiting_words(self) -> str:
        return self.tr("The depth map is being made; then the views open.")

    def _stop_waiting(self) -> None:
        self._awaited = ""
        self._panels.status.take_back(self._waiting_words)

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
        self._stop_waiting()
        self._pair = pair
        self._panels.canvas.show_canvas()
        self.bar.show_choice(self.choice)
        self._show_bar()
        self._panels.canvas.depth_button.setChecked(True)
        library = self._studio.library
        self.stage.open(library.absolute(pair[0]), library.absolute(pair[1]), self.choice)
        self._panels.gallery.view.installEventFilter(self)

    def _show_bar(self) -> None:
        self._panels.canvas.set_bar(self.bar, zooms=self.choice.view is not DepthView.RELIEF)

    def close_views(self) -> None:
        """Back to the picture."""
        if self._pair is None:
            return
        self._pair = None
        self._panels.gallery.view.removeEventFilter(self)
        self._panels.canvas.depth_button.setChecked(False)
        self._panels.canvas.set_bar(None)
        self.stage.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape leaves the views from the gallery too, while they are open, before it lets go of the selection."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() != Qt.Key.Key_Escape or event.modifiers():
            return False
        self.close_views()
        return True

    # --- what happens meanwhile ---

    def _arrived(self, picture: Picture) -> None:
        """The depth map that was waited for may be there."""
        if not self._awaited or picture.parent_id != self._awaited or picture.kind is not PictureKind.DEPTH:
            return
        self._stop_waiting()
        try:
            pair = self._pair_of(picture) if self._studio is not None else None
        except StudioError:
            return  # its picture was deleted meanwhile
        if pair is not None:
            self._open(pair)

    def _job_changed(self, job: Job) -> None:
        if job.parent_id == self._awaited and job.state is JobState.FAILED:
            self._stop_waiting()

    def _deleted(self, picture_ids: frozenset[str]) -> None:
        if self._pair is not None and not picture_ids.isdisjoint(each.id for each in self._pair):
            self.close_views()

    def _shown(self, picture: Picture | None) -> None:
        """Another picture on the canvas ends the views, and the wait for them."""
        if picture is None or self._awaited not in (picture.id, picture.parent_id):
            self._stop_waiting()
        if self._pair is not None and (picture is None or picture.id not in {each.id for each in self._pair}):
            self.close_views()
        self._panels.canvas.set_can_see_depth(picture is not None)

    def _failed(self, words: str) -> None:
        self._panels.status.say(words)
        self.close_views()

    # --- views ---

    def set_choice(self, choice: DepthChoice) -> None:
        """Another view, or other parameters of it."""
        if choice == self.choice:
            return
        other_view = choice.view is not self.choice.view
        self.choice = choice
        if self._memory is not None:
            self._memory.put(SECTION, choice.to_memory())
        if not self.is_open:
            return
        self.bar.show_choice(choice)
        if other_view:
            self._show_bar()
        self.stage.show(choice)

    def step_view(self, *, forward: bool) -> None:
        views = list(DepthView)
        step = 1 if forward else -1
        self.set_choice(self.choice.seen(views[(views.index(self.choice.view) + step) % len(views)]))

    def _change_value(self, parameter: Parameter, value: float) -> None:
        self.set_choice(self.choice.with_value(parameter, value))

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

    # --- export ---

    @cached_property
    def export_card(self) -> "ExportCard":
        from .export_card import ExportCard

        card = ExportCard(self._panels.window)
        card.said.connect(self._panels.status.say)
        card.closed.connect(self.bar.export.setFocus)
        return card

    def open_export(self) -> None:
        if self._pair is None or self._studio is None:
            return
        picture, depth = (self._studio.library.absolute(each) for each in self._pair)
        name = self._panels.titles.of_picture(self._pair[0])
        self.export_card.open_for(self.bar.export, name, picture, depth, self.choice)
