"""The desk: what the window's panels do with the studio, and what the studio's news do to the panels.

Each part of the work has a desk of its own, which comes and goes with the studio; here they are made and introduced.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe

from .canvas.compare_desk import CompareDesk
from .canvas.desk import CanvasDesk
from .canvas.matte_desk import MatteDesk
from .canvas.tool_desk import ToolDesk
from .connection.desk import ConnectionDesk
from .connection.switching import Session
from .depth.desk import DepthDesk
from .editors.desk import EditorDesk
from .gallery.browsing_desk import BrowsingDesk
from .gallery.cards import JobProgress
from .gallery.changes_desk import ChangesDesk
from .gallery.import_desk import ImportDesk
from .gallery.marking_desk import MarkingDesk
from .inspector.desk import InspectorDesk
from .inspector.reproduce_desk import ReproduceDesk
from .matrix.desk import MatrixDesk
from .panels import Panels
from .prompt.lists_desk import ListsDesk
from .prompt.order_desk import OrderDesk
from .prompt.price_desk import PriceDesk
from .queue.done_desk import DoneDesk
from .queue.job_desk import JobDesk
from .queue.rescue_desk import RescueDesk
from .references.desk import ReferenceDesk
from .session.errands import Errands
from .session.studio_signals import StudioSignals

if TYPE_CHECKING:  # the services pull in what may only be imported after the first paint
    from rundot_studio.studio.studio import Studio


class StudioDesk(Protocol):
    """A desk that works with a studio for as long as one is attached."""

    def attach(self, studio: "Studio") -> None: ...

    def release(self) -> None: ...


D = TypeVar("D", bound=StudioDesk)


class Desk(QObject):
    """One per window. Works without a studio too: what is ordered before one is there is sent when it comes."""

    counts_changed = Signal()

    def __init__(self, panels: Panels, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panels = panels
        self._studio: Studio | None = None
        self._desks: list[StudioDesk] = []
        self.signals = StudioSignals(self)
        self.errands = Errands()
        self.canvas = self.add(CanvasDesk(panels, self))
        self.connection = ConnectionDesk(panels, self.errands, self)
        self.references = self.add(ReferenceDesk(panels.prompt.references, self.errands, self))
        self.prices = self.add(PriceDesk(panels.prompt, panels.status, self.errands, self))
        self.jobs = self.add(JobDesk(panels, self.prices, self.errands, self))
        self.orders = self.add(OrderDesk(panels, self.canvas, self.prices, self))
        self.lists = self.add(ListsDesk(panels.prompt, self))
        self.matrix = self.add(MatrixDesk(panels, self.canvas, self.prices, self.signals, self))
        self.tools = self.add(ToolDesk(panels, self.canvas, self.prices, self.errands, self))
        self.compare = self.add(CompareDesk(panels, self.canvas, self))
        self.matte = self.add(MatteDesk(panels, self.canvas, self.errands, self))
        self.depth = self.add(DepthDesk(panels, self.canvas, self.tools, self.compare, self.signals, self))
        self.done = self.add(DoneDesk(panels.queue, self.signals, self.errands, self))
        self.rescue = self.add(RescueDesk(panels.status, self.signals, self))
        self.changes = self.add(ChangesDesk(panels, self.errands, self))
        self.marking = self.add(MarkingDesk(panels, self.changes, self))
        self.inspector = self.add(
            InspectorDesk(panels, self.canvas, self.changes, self.marking, self.signals, self.errands, self)
        )
        self.again = self.add(ReproduceDesk(panels, self.canvas, self.prices, self.signals, self.errands, self))
        self.editors = self.add(EditorDesk(panels, self.canvas, self.errands, self))
        self.browsing = self.add(BrowsingDesk(panels, self.marking, self.errands, self))
        self.imports = self.add(ImportDesk(panels, self.errands, self))
        self._connect()
        self._connect_desks()

    def add(self, desk: D) -> D:
        """This desk is attached to the studio with the others, in the order in which they are added."""
        self._desks.append(desk)
        return desk

    def _connect(self) -> None:
        panels, signals = self._panels, self.signals
        rows = panels.gallery.view.rows
        queue = panels.queue
        panels.empty.chosen.connect(self._use_example)
        panels.inspector.used.connect(self._use)
        for signal, slots in (
            (signals.job_added, (rows.add_job, queue.add)),
            (signals.job_changed, (rows.change_job, queue.change)),
            (signals.job_removed, (rows.remove_job, queue.remove)),
            (signals.picture_added, (rows.add_picture, self.canvas.picture_arrived)),
            (signals.changed_elsewhere, (rows.catch_up, self.canvas.look_after_picture)),
            (signals.pictures_deleted, (rows.remove_pictures, self.canvas.look_after_picture)),
            (signals.pictures_restored, (rows.bring_back, panels.gallery.view.select_pictures)),
            (signals.marks_changed, (rows.marks_changed,)),
            (signals.boards_changed, (self.marking.boards_changed,)),
        ):
            for slot in slots:
                signal.connect(slot)
            signal.connect(lambda *_news: self.counts_changed.emit())
        self.lists.loaded.connect(self.orders.send_early)
        self.lists.loaded.connect(panels.inspector.name_styles)
        self.imports.begun.connect(self.canvas.stop_following)

    def _connect_desks(self) -> None:
        """What the desks for connection, prices and jobs tell one another."""
        signals, connection, prices = self.signals, self.connection, self.prices
        signals.job_changed.connect(connection.watch.job_changed)
        signals.job_removed.connect(connection.watch.job_removed)
        for signal in (signals.job_changed, signals.job_removed):
            signal.connect(lambda _news: connection.switching.jobs_changed())
        signals.models.connect(connection.show_models)
        signals.spent.connect(prices.show_spent)
        prices.asking.connect(self._show_question)
        self._panels.prompt.model_changed.connect(connection.show_cautions)
        connection.signed_in.connect(prices.refresh)
        connection.signed_in.connect(self.jobs.signed_in)
        self.jobs.sign_in_wanted.connect(connection.ask_to_sign_in)
        self.jobs.said.connect(self._panels.status.say)

    def _show_question(self) -> None:
        """A tool is also used where the prompt panel, above whose button it is asked, is put away."""
        if not self._panels.prompt.isVisible():
            self._panels.show_side("prompt")

    # --- the studio comes and goes ---

    def attach(self, studio: "Studio", session: Session | None = None) -> None:
        """Work with this studio; ``session`` can exchange it for one with another connection."""
        self._studio = studio
        view = self._panels.gallery.view
        self._panels.thumbnails.attach(studio.thumbnails.load)
        self._panels.titles.attach(studio.library.get)
        view.set_progress_source(lambda job: JobProgress(studio.queue.progress(job.id), studio.queue.expected_s(job)))
        self._panels.queue.set_progress_source(studio.queue.progress, studio.queue.expected_s)
        self.signals.attach(studio.queue, studio.library, studio.costs, studio.capability, studio.rescue)
        view.rows.attach(studio.library, studio.queue, studio.listing)
        for job in studio.queue.jobs:
            self._panels.queue.add(job)
        self.connection.attach(studio, session)
        for desk in self._desks:
            desk.attach(studio)
        self.canvas.select_shown()
        self.counts_changed.emit()
        self.orders.send_early()

    def refuse(self, reason: str) -> None:
        """There will be no studio: every order is answered with the reason."""
        self.orders.refuse(reason)

    def release(self) -> None:
        """Hear no more of the studio; called before it closes. Another one may be attached."""
        self.signals.detach()
        self._panels.gallery.view.rows.detach()
        self._panels.queue.clear()
        self._studio = None
        self.connection.release()
        for desk in self._desks:
            desk.release()

    def detach(self) -> None:
        """Let go of the studio for good, and end our threads; called before the studio closes."""
        self.release()
        self.errands.close()
        self.connection.close()
        self.canvas.close()
        self.compare.close()
        self.depth.close()
        self.tools.close()
        self.orders.close()
        self.lists.close()
        self.references.close()
        self.matrix.close()
        self._panels.prompt.words.close_threads()

    @property
    def studio(self) -> "Studio | None":
        """The studio that is attached."""
        return self._studio

    @property
    def picture(self) -> Picture | None:
        """The picture on the canvas."""
        return self.canvas.picture

    @property
    def library_count(self) -> int:
        return self._studio.library.count() if self._studio else 0

    def _use(self, recipe: GenerateRecipe, part: str, seed: int | None) -> None:
        """Take over one part of a recipe, or all of it with the seed that was used."""
        prompt = self._panels.prompt
        if not part:
            prompt.show_recipe(replace(recipe, seed=seed))
        else:
            prompt.take_over(part, replace(recipe, seed=seed))

    def _use_example(self, words: str) -> None:
        self._panels.prompt.prompt.set_text(words)
        self._panels.prompt.prompt.edit.setFocus()
