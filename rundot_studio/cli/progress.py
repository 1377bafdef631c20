"""Progress on a terminal, on standard error; silence when piped."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from rundot_studio.domain.job import Job, JobState
from rundot_studio.studio.queue import Queue

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class JobProgress:
    """Shows a queue's jobs while the ``with`` block runs, if standard error is a terminal."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self._progress: Progress | None = None
        self._rows: dict[str, TaskID] = {}

    def __enter__(self) -> "JobProgress":
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

            self._progress = Progress(
                TextColumn("{task.description}", markup=False),
                BarColumn(bar_width=24),
                TextColumn("{task.fields[state]}"),
                TimeElapsedColumn(),
                console=Console(stderr=True),
            )
            self._progress.start()
            self._queue.job_added.connect(self._added)
            self._queue.job_changed.connect(self._changed)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress is not None:
            self._queue.job_added.disconnect(self._added)
            self._queue.job_changed.disconnect(self._changed)
            self._progress.stop()

    def _added(self, job: Job) -> None:
        assert self._progress is not None
        self._rows[job.id] = self._progress.add_task(_title(job), total=None, state="waiting")

    def _changed(self, job: Job) -> None:
        assert self._progress is not None
        row = self._rows.get(job.id)
        if row is None:
            return
        words = {JobState.SENT: "making", JobState.ANSWERED: "fetching", JobState.STORED: "done"}
        ended = not job.active
        self._progress.update(
            row, state=words.get(job.state, job.state.value), total=1 if ended else None, completed=1 if ended else 0
        )


def _title(job: Job) -> str:
    text = getattr(job.recipe, "prompt", "") or job.recipe.kind.value
    return text if len(text) <= 40 else text[:39] + "…"
