"""One tool on many pictures: one progress, one cancel, and failures that are retried together."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import ToolRecipe
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.pictures.titles import short_title
from rundot_studio.ui.session.errands import Errands

if TYPE_CHECKING:
    from rundot_studio.studio.batches import Batch, Batches
    from rundot_studio.studio.studio import Studio

SHOW_MS = 80
NAMED_MOST = 3
"""Failures that are named in the sentence; all of them stand in the queue."""


class BatchDesk(QObject):
    """Follows the batches of the studio that is attached."""

    _heard = Signal()

    def __init__(self, panels: Panels, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panels = panels
        self._errands = errands
        self._batches: Batches | None = None
        self._newest: Batch | None = None
        # News come with every step of every job: they are shown a few times a second.
        self._pace = QTimer(self)
        self._pace.setSingleShot(True)
        self._pace.setInterval(SHOW_MS)
        self._pace.timeout.connect(self._show)
        self._heard.connect(self._show_soon)
        panels.status.stop_batch.clicked.connect(self.act)
        panels.queue.batch.pressed.connect(self.act)
        panels.queue.batch.dismissed.connect(self.dismiss)

    def attach(self, studio: "Studio") -> None:
        from rundot_studio.studio.batches import Batches

        self._batches = Batches(studio.queue, studio.capability.level)
        self._batches.changed.connect(self._tell)

    def release(self) -> None:
        if self._batches is not None:
            self._batches.changed.disconnect(self._tell)
            self._batches.close()
        self._batches = None
        self._pace.stop()
        self._newest = None
        self._panels.queue.fold(frozenset())
        self._show_words("", "", 0.0, "")

    @property
    def shown(self) -> "Batch | None":
        """The batch whose progress is seen: the oldest that runs, else the oldest with failures."""
        batches = self._batches.all if self._batches is not None else []
        running = [batch for batch in batches if not batch.ended]
        return next(iter(running or batches), None)

    def order(self, settings: ToolRecipe, pictures: Sequence[Picture]) -> None:
        """Order the tool for all of them; refused as a whole, in a sentence, or taken as a whole."""
        if self._batches is not None:
            self._errands.run(self._batches.order(settings, pictures), failed=self._refused)

    def act(self) -> None:
        """Cancel what runs, or retry what failed."""
        batch = self.shown
        if batch is None or self._batches is None:
            return
        if batch.ended:
            self._batches.retry(batch)
        else:
            self._batches.cancel(batch)
        self._show()

    def dismiss(self) -> None:
        """Cancel it where it runs; else follow it no more: what failed is still in the queue, job by job."""
        batch = self.shown
        if batch is not None and self._batches is not None:
            if batch.ended:
                self._batches.dismiss(batch)
            else:
                self._batches.cancel(batch)
            self._show()

    def _refused(self, error: StudioError) -> None:
        self._panels.status.say(error.message)

    def _tell(self, batch: "Batch") -> None:
        self._newest = batch
        self._heard.emit()

    def _show_soon(self) -> None:
        if not self._pace.isActive():
            self._pace.start()

    def _show(self) -> None:
        batches = self._batches.all if self._batches is not None else []
        self._panels.queue.fold(frozenset().union(*(batch.job_ids for batch in batches)))
        newest, self._newest = self._newest, None
        if newest is not None and newest not in batches:
            self._say_end(newest)
        batch = self.shown
        if batch is None:
            self._show_words("", "", 0.0, "")
        elif batch.ended:
            progress = batch.progress
            short = self.tr("{0} of {1} failed").format(counted(progress.failed), counted(progress.total))
            self._show_words(self._failed_words(batch), short, 1.0, self.tr("Retry"))
        else:
            progress = batch.progress
            ended = progress.done + progress.failed + progress.cancelled
            now = min(ended + 1, progress.total)
            short = words = _running_words(batch.tool).format(counted(now), counted(progress.total))
            if progress.failed:
                words = self.tr("{0}, {1} failed").format(words, counted(progress.failed))
            self._show_words(words, short, ended / progress.total, self.tr("Cancel"))

    def _show_words(self, words: str, short: str, share: float, action: str) -> None:
        """``short`` is for the queue, where the failures stand below, each with its name."""
        self._panels.status.show_batch(words, action)
        self._panels.queue.batch.show_batch(short, share, action)

    def _say_end(self, batch: "Batch") -> None:
        progress = batch.progress
        if progress.cancelled:
            words = self.tr("Cancelled. {0} of {1} pictures were made and stay.")
            self._panels.status.say(words.format(counted(progress.done), counted(progress.total)))
        elif progress.done and not progress.failed:
            self._panels.status.say(self.tr("{0} pictures are ready.").format(counted(progress.done)))

    def _failed_words(self, batch: "Batch") -> str:
        progress = batch.progress
        pictures = {picture.id: picture for picture in batch.pictures}
        failed = [pictures[job.parent_id] for job in batch.failed[:NAMED_MOST] if job.parent_id in pictures]
        listed = ", ".join(short_title(self._panels.titles.of_picture(picture)) for picture in failed)
        if len(batch.failed) > NAMED_MOST:
            listed = self.tr("{0} and {1} more").format(listed, counted(len(batch.failed) - NAMED_MOST))
        words = self.tr("{0} of {1} failed: {2}")
        return words.format(counted(progress.failed), counted(progress.total), listed)


def _running_words(tool: str) -> str:
    from PySide6.QtCore import QCoreApplication

    translate = QCoreApplication.translate
    return {
        "cut-out": translate("BatchDesk", "Cutting out {0} of {1}"),
        "upscale": translate("BatchDesk", "Upscaling {0} of {1}"),
        "depth": translate("BatchDesk", "Estimating depth {0} of {1}"),
    }[tool]
