"""Running the recipe of a picture again, and saying whether the same came of it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import LocalRecipe, Recipe
from rundot_studio.ui.canvas.desk import CanvasDesk
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.controls.numbers import rounded
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.prompt.price_desk import PriceDesk
from rundot_studio.ui.session.errands import Errands
from rundot_studio.ui.session.studio_signals import StudioSignals

if TYPE_CHECKING:
    from rundot_studio.imaging.likeness import Likeness
    from rundot_studio.studio.studio import Studio


class ReproduceDesk(QObject):
    """One per window. What was found is told at both pictures for as long as the window is open."""

    def __init__(
        self,
        panels: Panels,
        canvas: CanvasDesk,
        prices: PriceDesk,
        signals: StudioSignals,
        errands: Errands,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._panels = panels
        self._canvas = canvas
        self._prices = prices
        self._errands = errands
        self._studio: Studio | None = None
        self._running: dict[str, Picture] = {}
        self._verdicts: dict[str, str] = {}
        panels.inspector.tasks.reproduce.clicked.connect(self.reproduce)
        canvas.shown.connect(lambda _picture: self._show())
        signals.job_changed.connect(self._job_changed)
        signals.job_removed.connect(self._job_removed)
        signals.picture_added.connect(self._arrived)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio

    def release(self) -> None:
        self._studio = None
        for original in self._running.values():
            self._verdicts.pop(original.id, None)
        self._running = {}
        self._show()

    @property
    def can_reproduce(self) -> bool:
        picture = self._canvas.picture
        return self._studio is not None and picture is not None and not isinstance(picture.recipe, LocalRecipe)

    def reproduce(self) -> None:
        """Order the picture on the canvas once more, as its child."""
        picture = self._canvas.picture
        if picture is None or not self.can_reproduce:
            return
        from rundot_studio.studio.reproduction import recipe_again

        recipe = recipe_again(picture)
        size = (picture.width, picture.height)
        self._prices.pass_guard(recipe, 1, partial(self._send, recipe, picture), size)

    def _send(self, recipe: Recipe, original: Picture) -> None:
        if self._studio is None:
            return
        try:
            (job,) = self._studio.queue.submit(recipe, parent=original)
        except StudioError as error:
            self._say(original, sentence(error.message))
            return
        self._running[job.id] = original
        self._canvas.follow()
        self._say(original, self.tr("Running it again …"))

    def _job_changed(self, job: Job) -> None:
        original = self._running.get(job.id)
        if original is None:
            return
        if job.state in (JobState.FAILED, JobState.LOST):
            self._say(original, self.tr("It could not be made again; the queue tells why."))
        elif job.state is JobState.SENT:
            self._say(original, self.tr("Running it again …"))

    def _job_removed(self, job_id: str) -> None:
        """Cancelled or dismissed, unless its picture is announced right after this."""
        QTimer.singleShot(0, self, lambda: self._forget(job_id))

    def _forget(self, job_id: str) -> None:
        original = self._running.pop(job_id, None)
        if original is not None:
            self._say(original, "")

    def _arrived(self, again: Picture) -> None:
        original = self._running.pop(again.id, None)
        if original is None or self._studio is None:
            return
        self._errands.run(
            _compared(self._studio, original, again),
            lambda likeness: self._told(original, again, verdict_words(self, likeness, original, again)),
            lambda error: self._told(original, again, sentence(error.message)),
        )

    def _told(self, original: Picture, again: Picture, words: str) -> None:
        self._verdicts[again.id] = words
        self._say(original, words)
        self._panels.status.say(words)

    def _say(self, picture: Picture, words: str) -> None:
        self._verdicts[picture.id] = words
        self._show()

    def _show(self) -> None:
        picture = self._canvas.picture
        words = self._verdicts.get(picture.id, "") if picture is not None else ""
        self._panels.inspector.tasks.show_verdict(words)


def verdict_words(told: QObject, likeness: "Likeness", original: Picture, again: Picture) -> str:
    """By bytes, then by pixels, then by how near they are; and whether another engine has made it."""
    if likeness.identical_bytes:
        return told.tr("The same picture, byte for byte.")
    if likeness.identical_pixels:
        words = told.tr("The same picture, pixel for pixel.")
    else:
        words = told.tr("Not the same picture: {0} apart, where 0 is the same and 1 is nothing alike.")
        words = words.format(rounded(likeness.distance, 3))
    if original.engine != again.engine:
        words = told.tr("{0} Another version of the engine has made it.").format(words)
    return words


async def _compared(studio: "Studio", original: Picture, again: Picture) -> "Likeness":
    import asyncio

    from rundot_studio.studio.reproduction import compare_pictures

    return await asyncio.to_thread(compare_pictures, studio.library, original, again)
