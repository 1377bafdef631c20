"""What the artist does with jobs on their cards and rows: cancel, dismiss, order, and the actions that help."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from rundot_studio.domain.errors import Problem, StudioError
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.recipe import GenerateRecipe, Recipe
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.pictures.words import LEFT_OVER
from rundot_studio.ui.prompt.price_desk import PriceDesk
from rundot_studio.ui.session.errands import Errands

from .job_actions import DISMISS, LOOK, TRY_NOW, can_retry, is_left

if TYPE_CHECKING:
    from rundot_studio.studio.later import Collected
    from rundot_studio.studio.studio import Studio


class JobDesk(QObject):
    """``sign_in_wanted`` asks for the place where one signs in; ``said`` brings a sentence for the status line."""

    sign_in_wanted = Signal()
    said = Signal(str)
    _left_elsewhere = Signal(object)

    def __init__(self, panels: Panels, prices: PriceDesk, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panels = panels
        self._prices = prices
        self._errands = errands
        self._studio: Studio | None = None
        panels.gallery.view.acted.connect(self.act)
        panels.queue.acted.connect(self.act)
        panels.queue.moved.connect(self.move)
        panels.queue.head.send_left.clicked.connect(self.send_left)
        panels.queue.head.forget_left.clicked.connect(self.forget_left)
        panels.queue.head.retry_all.clicked.connect(self.retry_all)
        self._left_elsewhere.connect(self.hold, Qt.ConnectionType.QueuedConnection)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio
        studio.jobs_left.connect(self._left_elsewhere.emit)
        self._offer_looking(True)

    def release(self) -> None:
        if self._studio is not None:
            self._studio.jobs_left.disconnect(self._left_elsewhere.emit)
        self._studio = None

    def hold(self, jobs: list[Job]) -> None:
        """Jobs of an earlier run that were never sent: they wait for the artist's word, so their cards ask for it."""
        for job in jobs:
            if job.state is JobState.QUEUED:
                problem = Problem(LEFT_OVER, self.tr("Left from last time"), self._left_over_hint(job), "again")
                self._show(replace(job, state=JobState.FAILED, problem=problem))

    def _left_over_hint(self, job: Job) -> str:
        """Another service may be dearer, or make another picture: so it is named."""
        connection = self._studio.connection if self._studio is not None else None
        if connection is None or job.connection == connection.name:
            return self.tr("It was not sent. Send it now, or dismiss it.")
        words = self.tr("It was ordered from another service. Send it to {0}, or dismiss it.")
        return words.format(connection.label)

    def act(self, job: Job, part: str) -> None:
        """A press on a job's card or row."""
        if self._studio is None:
            return
        queue = self._studio.queue
        action = job.problem.action if job.problem else ""
        if part == TRY_NOW:
            queue.retry(job.id)
        elif part == LOOK:
            self._look()
        elif job.active:
            queue.cancel(job.id)
        elif part == DISMISS or not action:
            queue.dismiss(job.id)
        elif action == "sign-in":
            self.sign_in_wanted.emit()
        elif action in ("reword", "scale-down") and isinstance(job.recipe, GenerateRecipe):
            self._reword(job, job.recipe)
        elif action == "details":
            self._panels.show_side("picture")
            self._panels.inspector.show_job(job)
        else:
            self.retry([job])

    # --- many at once ---

    def retry(self, jobs: list[Job]) -> None:
        """Send them again, once the spending guard lets them pass; what was answered is only fetched again."""
        if self._studio is None:
            return
        kinds: dict[Recipe, list[Job]] = {}
        for job in jobs:
            if _is_free(job):
                self._studio.queue.retry(job.id)
            else:
                kinds.setdefault(_priced(job.recipe), []).append(job)
        for recipe, alike in kinds.items():
            self._prices.pass_guard(recipe, len(alike), partial(self._retry_now, alike))

    def _retry_now(self, jobs: list[Job]) -> None:
        if self._studio is not None:
            for job in jobs:
                self._studio.queue.retry(job.id)

    @property
    def left(self) -> list[Job]:
        """Those of an earlier run, or of another program, that nobody has sent."""
        return [job for job in self._panels.queue.jobs if is_left(job)]

    def send_left(self) -> None:
        self.retry(self.left)

    def forget_left(self) -> None:
        if self._studio is not None:
            for job in self.left:
                self._studio.queue.dismiss(job.id)

    def retry_all(self) -> None:
        """All that failed in a way that another try may mend."""
        self.retry([job for job in self._panels.queue.jobs if can_retry(job)])

    def move(self, job_id: str, before: object) -> None:
        """Have a job sent before another one, or after all."""
        if self._studio is not None:
            self._studio.queue.move(job_id, before if isinstance(before, str) else None)
            self._panels.queue.arrange([job.id for job in self._studio.queue.jobs])

    # --- what helps with one ---

    def _reword(self, job: Job, recipe: GenerateRecipe) -> None:
        assert self._studio is not None
        self._panels.prompt.show_recipe(replace(recipe, seed=None))
        self._panels.prompt.prompt.edit.setFocus()
        self._studio.queue.dismiss(job.id)

    def signed_in(self) -> None:
        """Jobs that failed for want of a sign-in were never sent: now they can be, at the artist's word."""
        if self._studio is None:
            return
        hint = self.tr("You are signed in now.")
        for job in self._studio.queue.jobs:
            if not job.active and job.problem is not None and job.problem.action == "sign-in":
                self._show(replace(job, problem=replace(job.problem, hint=hint, action="retry")))

    def _show(self, job: Job) -> None:
        """Show it other than the queue has it."""
        self._panels.gallery.view.rows.change_job(job)
        self._panels.queue.change(job)

    def _look(self) -> None:
        """Ask the service whether it has finished something that was thought lost."""
        assert self._studio is not None
        self.said.emit(self.tr("Asking the service what became of it …"))
        self._errands.run(self._studio.later.collect(), self._looked, self._not_looked)

    def _looked(self, collected: "Collected") -> None:
        if not collected.offered:
            self._offer_looking(False)
            self.said.emit(self.tr("This service does not tell what became of lost answers."))
        elif collected.jobs:
            self.said.emit(self.tr("Found: the picture is on its way."))
        else:
            self.said.emit(self.tr("The service has nothing to tell of it so far."))

    def _not_looked(self, error: StudioError) -> None:
        self.said.emit(error.message)

    def _offer_looking(self, offered: bool) -> None:
        self._panels.gallery.view.set_looking(offered)
        self._panels.queue.set_looking(offered)


def _is_free(job: Job) -> bool:
    """Whether the picture was made already: then it is only fetched."""
    gone = job.problem is not None and job.problem.action == "again"
    return job.answer is not None and not gone


def _priced(recipe: Recipe) -> Recipe:
    """The same for all that cost the same."""
    if not isinstance(recipe, GenerateRecipe):
        return recipe
    return GenerateRecipe(
        "-", model=recipe.model, image_size=recipe.image_size, remove_background=recipe.remove_background
    )
