"""Batches: one tool on many pictures of the library, ordered, followed and cancelled as one.

A batch is a group of ordinary jobs. Nothing of it is kept: after a restart its jobs are jobs like any others.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from psygnal import Signal

from rundot_studio.client.requests import check
from rundot_studio.domain.catalog import SPECIFICATION_LEVEL, ApiLevel
from rundot_studio.domain.errors import RuleBroken, StudioError
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import SourceImage, ToolRecipe
from rundot_studio.domain.tool_settings import (
    MOST_RESULT_MEGAPIXELS,
    applied_to,
    is_too_large,
    result_size,
    tool_of,
)

from .queue import Queue

MOST_PICTURES = 1000
"""Of one batch. The service tells the price of so many in one question."""
SLICE = 8
"""Jobs ordered at once: whatever else runs on the event loop gets its turn between two slices."""


@dataclass(frozen=True)
class Progress:
    """How a batch is doing, in pictures. ``failed`` need the artist; the rest of ``total`` is under way."""

    total: int
    done: int
    failed: int
    cancelled: int

    @property
    def under_way(self) -> int:
        return self.total - self.done - self.failed - self.cancelled


class Batch:
    """Pictures that are worked on with the same settings; made by :class:`Batches`."""

    def __init__(self, settings: ToolRecipe, pictures: Sequence[Picture]) -> None:
        self.settings = settings
        self.pictures = tuple(pictures)
        self.cancelled = False
        self._total = len(pictures)
        self._jobs: dict[str, JobState] = {}
        self._failed: dict[str, Job] = {}

    @property
    def tool(self) -> str:
        return tool_of(self.settings)

    @property
    def job_ids(self) -> frozenset[str]:
        """Of the jobs that were ordered so far."""
        return frozenset(self._jobs)

    @property
    def failed(self) -> list[Job]:
        """The jobs that failed, or whose answer was lost; each with its problem."""
        return list(self._failed.values())

    @property
    def progress(self) -> Progress:
        states = list(self._jobs.values())
        cancelled = states.count(JobState.CANCELLED)
        if self.cancelled:
            cancelled += self._total - len(states)
        return Progress(self._total, states.count(JobState.STORED), len(self._failed), cancelled)

    @property
    def ended(self) -> bool:
        """Whether nothing of it runs or waits; what failed may be retried."""
        return self.progress.under_way == 0

    def note(self, job: Job) -> bool:
        """A job was heard of; whether it is one of ours."""
        if job.id not in self._jobs:
            return False
        self._jobs[job.id] = job.state
        if job.state in (JobState.FAILED, JobState.LOST):
            self._failed[job.id] = job
        else:
            self._failed.pop(job.id, None)
        return True

    def note_removed(self, job_id: str) -> bool:
        """A job has left the queue: stored, or else cancelled or dismissed. Whether it is one of ours."""
        if job_id not in self._jobs:
            return False
        self._failed.pop(job_id, None)
        if self._jobs[job_id] is not JobState.STORED:
            self._jobs[job_id] = JobState.CANCELLED
        return True

    def add(self, job: Job) -> None:
        self._jobs[job.id] = job.state


class Batches:
    """The batches of one queue. ``changed`` tells of each change of one; it comes on the event loop's thread."""

    changed = Signal(Batch)

    def __init__(self, queue: Queue, level: ApiLevel = SPECIFICATION_LEVEL) -> None:
        self._queue = queue
        self._level = level
        self._batches: list[Batch] = []
        queue.job_changed.connect(self._job_changed)
        queue.job_removed.connect(self._job_removed)

    @property
    def all(self) -> list[Batch]:
        """Those that run or have failures, oldest first."""
        return list(self._batches)

    async def order(self, settings: ToolRecipe, pictures: Sequence[Picture]) -> Batch:
        """Order the tool for every picture; returns when all jobs are in the queue, or the batch was cancelled.

        Raises RuleBroken for settings that can't be, for no pictures or too many, and for a picture that would become
        too large; then nothing is queued.
        """
        check_batch(settings, pictures, self._level)
        batch = Batch(settings, pictures)
        self._batches.append(batch)
        self.changed.emit(batch)
        try:
            for part in _slices(pictures):
                if batch.cancelled:
                    break
                self._submit(batch, part)
                self.changed.emit(batch)
                await asyncio.sleep(0)
        except (StudioError, asyncio.CancelledError):
            self.cancel(batch)
            raise
        return batch

    def cancel(self, batch: Batch) -> None:
        """Stop what runs and waits; what is stored stays, and so does what failed."""
        batch.cancelled = True
        ours = batch.job_ids
        for job in self._queue.jobs:
            if job.id in ours and job.active:
                self._queue.cancel(job.id)
        self._tell(batch)

    def retry(self, batch: Batch) -> None:
        """Send again what failed. What may have been billed is left out: it asks on its own."""
        for job in batch.failed:
            if job.state is JobState.FAILED:
                self._queue.retry(job.id)

    def dismiss(self, batch: Batch) -> None:
        """Follow it no more. What failed stays in the queue, each job with what helps it."""
        if batch in self._batches:
            self._batches.remove(batch)
            self.changed.emit(batch)

    def close(self) -> None:
        """Hear no more of the queue."""
        self._queue.job_changed.disconnect(self._job_changed)
        self._queue.job_removed.disconnect(self._job_removed)
        self._batches = []

    def _submit(self, batch: Batch, pictures: Sequence[Picture]) -> None:
        for picture in pictures:
            recipe = applied_to(batch.settings, SourceImage(place=picture.path, picture_id=picture.id))
            for job in self._queue.submit(recipe, parent=picture):
                batch.add(job)

    def _job_changed(self, job: Job) -> None:
        for batch in list(self._batches):
            if batch.note(job):
                self._tell(batch)

    def _job_removed(self, job_id: str) -> None:
        for batch in list(self._batches):
            if batch.note_removed(job_id):
                self._tell(batch)

    def _tell(self, batch: Batch) -> None:
        if batch.ended and not batch.failed and batch in self._batches:
            self._batches.remove(batch)
        self.changed.emit(batch)


def check_batch(settings: ToolRecipe, pictures: Sequence[Picture], level: ApiLevel = SPECIFICATION_LEVEL) -> None:
    """Raises RuleBroken with the first reason why these pictures can't be ordered."""
    if not 1 <= len(pictures) <= MOST_PICTURES:
        raise RuleBroken("pictures", len(pictures), f"1 to {MOST_PICTURES:,} pictures at once")
    check(applied_to(settings, SourceImage("-")), level)
    for picture in pictures:
        width, height = result_size(settings, (picture.width, picture.height))
        if is_too_large((width, height)):
            raise RuleBroken(
                "upscaleFactor",
                f"{picture.title} at {width:,} × {height:,}",
                f"a picture of at most {MOST_RESULT_MEGAPIXELS} megapixels",
            )


def source_size(pictures: Sequence[Picture]) -> tuple[int, int]:
    """(width, height) of a picture with the mean area of all: what the price of enlarging them depends on."""
    area = sum(picture.width * picture.height for picture in pictures) / len(pictures)
    width = max(1, round(area**0.5))
    return width, max(1, round(area / width))


def _slices(pictures: Sequence[Picture]) -> Iterator[Sequence[Picture]]:
    for start in range(0, len(pictures), SLICE):
        yield pictures[start : start + SLICE]
