"""The queue as a short list: what runs and waits with its time and a cancel, what needs the artist with its action.

What waits is put into another order with the mouse or with Alt and the arrow keys.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rundot_studio.domain.job import Job
from rundot_studio.ui.controls.columns import ScrollColumn
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE
from rundot_studio.ui.pictures.titles import Titles

from .batch_row import BatchRow
from .head import QueueHead
from .row import QueueRow
from .row_dragging import RowDragging
from .start import nothing_runs
from .tally import JobTally

ROWS_MOST = 40
TICK_MS = 250


class QueueList(QWidget):
    """``acted`` carries the job and the part of its row that was pressed, ``moved`` a job's id and that of the one it
    should be sent before, None for the end."""

    acted = Signal(object, str)
    moved = Signal(str, object)

    def __init__(self, titles: Titles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = titles
        self.setAccessibleName(self.tr("Queue"))
        self._rows: dict[str, QueueRow] = {}
        self._tally = JobTally()
        self._overflow: dict[str, Job] = {}
        self._folded: dict[str, Job] = {}
        self._fold_ids: frozenset[str] = frozenset()
        self.batch = BatchRow()
        self._looking = True
        self._progress: Callable[[str], float | None] = lambda _job_id: None
        self._expected: Callable[[Job], float | None] = lambda _job: None
        self.head = QueueHead()
        self._done = Label(colour="secondary", tabular=True)
        self._done.setContentsMargins(GAP_LARGE, GAP, GAP_LARGE, GAP)
        self._done.hide()
        self._empty = nothing_runs()
        self._more = Label(colour="secondary")
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(GAP_LARGE, 0, GAP_LARGE, GAP_LARGE)
        self._column.setSpacing(0)
        self._column.addWidget(self._empty)
        self._column.addWidget(self._more)
        self._column.addStretch(1)
        self._dragging = RowDragging(self._content)
        self._dragging.moved.connect(self.moved)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(self.batch)
        outer.addWidget(ScrollColumn(self._content), 1)
        outer.addWidget(self._done)
        self._ticker = QTimer(self)
        self._ticker.setInterval(TICK_MS)
        self._ticker.timeout.connect(self._content.update)
        self._refresh()

    def set_progress_source(
        self,
        progress: Callable[[str], float | None],
        expected_s: Callable[[Job], float | None] = lambda _job: None,
    ) -> None:
        """How far a job is, 0 to 1, and how long its kind usually takes, in seconds; None where nobody knows."""
        self._progress = progress
        self._expected = expected_s

    def _expected_of(self, job: Job) -> float | None:
        return self._expected(job)

    @property
    def jobs(self) -> list[Job]:
        """As they are shown, from the top, the ones without a row too, and those that a batch's row stands for."""
        return [*self._listed, *self._folded.values()]

    @property
    def _listed(self) -> list[Job]:
        return [*(row.job for row in self._rows.values()), *self._overflow.values()]

    def show_done(self, count: int) -> None:
        """How many pictures were made today."""
        self._done.setText(self.tr("done today {0}").format(counted(count)))
        self._done.setVisible(count > 0)

    def arrange(self, job_ids: Sequence[str]) -> None:
        """Show the jobs in this order."""
        jobs = {job.id: job for job in self._listed}
        wanted = [jobs[job_id] for job_id in job_ids if job_id in jobs]
        self._show(sorted(wanted, key=lambda job: not job.active))

    def _show(self, wanted: Sequence[Job]) -> None:
        """These jobs in this order, as far as there is room for rows."""
        focused = next((job_id for job_id, row in self._rows.items() if row.hasFocus()), None)
        shown = {job.id for job in wanted[:ROWS_MOST]}
        for job_id in [each for each in self._rows if each not in shown]:
            self._take_row(job_id)
        self._overflow = {job.id: job for job in wanted[ROWS_MOST:]}
        rows = {job.id: self._rows.get(job.id) or self._new_row(job) for job in wanted[:ROWS_MOST]}
        for place, row in enumerate(rows.values()):
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
        self._rows = rows
        if focused is not None and focused in rows:
            rows[focused].setFocus()
        self._refresh()

    def _progress_of(self, job_id: str) -> float | None:
        return self._progress(job_id)

    def set_looking(self, looking: bool) -> None:
        """Whether the service may tell of a lost answer."""
        self._looking = looking
        for row in self.rows:
            row.set_looking(looking)

    def clear(self) -> None:
        """The jobs are another studio's now."""
        self._tally = JobTally()
        self._overflow = {}
        self._folded = {}
        for job_id in list(self._rows):
            self.remove(job_id)
        self._refresh()

    @property
    def rows(self) -> list[QueueRow]:
        return list(self._rows.values())

    def add(self, job: Job) -> None:
        """What runs and waits comes before what failed or was left."""
        self._tally.put(job)
        if job.id in self._fold_ids and job.active:
            self._folded[job.id] = job
            self._refresh()
            return
        shown = [row.job for row in self._rows.values()]
        place = sum(each.active for each in shown) if job.active else len(shown)
        if place >= ROWS_MOST:  # hundreds may come at once
            self._overflow[job.id] = job
            self._refresh()
        else:
            self._show([*shown[:place], job, *shown[place:], *self._overflow.values()])

    def _new_row(self, job: Job) -> QueueRow:
        row = QueueRow(
            job,
            self._titles.of_job(job),
            self._progress_of,
            looking=self._looking,
            expected_s=self._expected_of,
            dragging=self._dragging,
        )
        row.pressed.connect(lambda what: self.acted.emit(row.job, what))
        row.stepped.connect(lambda by: self._dragging.step(row, by))
        row.to_front.connect(lambda: self._dragging.to_front(row))
        return row

    def _take_row(self, job_id: str) -> None:
        row = self._rows.pop(job_id, None)
        if row is not None:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()

    def fold(self, job_ids: frozenset[str]) -> None:
        """These jobs belong to a batch: while they run or wait, the batch's row stands for them."""
        if job_ids == self._fold_ids:
            return
        self._fold_ids = job_ids
        folding = [job for job in self._listed if job.id in job_ids and job.active]
        unfolding = [job for job in self._folded.values() if job.id not in job_ids]
        for job in unfolding:
            del self._folded[job.id]
        self._folded |= {job.id: job for job in folding}
        self._show([job for job in self._listed if job.id not in self._folded])
        for job in unfolding:
            self.add(job)

    def change(self, job: Job) -> None:
        if job.id in self._tally:
            self._tally.put(job)
        folded = job.id in self._fold_ids and job.active
        if folded != (job.id in self._folded):
            self.remove(job.id)
            self.add(job)
        elif folded:
            self._folded[job.id] = job
        elif job.id in self._rows:
            self._rows[job.id].set_job(job)
        elif job.id in self._overflow:
            self._overflow[job.id] = job
        self._refresh()

    def remove(self, job_id: str) -> None:
        self._tally.remove(job_id)
        self._folded.pop(job_id, None)
        self._overflow.pop(job_id, None)
        if job_id in self._rows:
            self._take_row(job_id)
            self._fill_up()
        self._refresh()

    def _fill_up(self) -> None:
        """Rows for those that were waiting for room, one by one: with thousands, all of them are not arranged anew."""
        while self._overflow and len(self._rows) < ROWS_MOST:
            job = self._overflow.pop(next(iter(self._overflow)))
            row = self._new_row(job)
            self._column.insertWidget(len(self._rows), row)
            self._rows[job.id] = row

    def summary(self) -> str:
        """``2 running · 1 waiting · 1 needs you``"""
        running, waiting, failed = self._tally.running, self._tally.waiting, self._tally.failed
        parts = []
        if running:
            parts.append(self.tr("{0} running").format(running))
        if waiting:
            parts.append(self.tr("{0} waiting").format(waiting))
        if failed:
            parts.append(self.tr("1 needs you") if failed == 1 else self.tr("{0} need you").format(failed))
        return " · ".join(parts)

    def _refresh(self) -> None:
        self.head.summary.setText(self.summary())
        self.head.show_left(self._tally.left)
        self.head.show_failed(self._tally.retryable)
        self._dragging.set_rows(self.rows)
        self._empty.setVisible(not self._rows and not self._folded)
        self._more.setVisible(bool(self._overflow))
        self._more.setText(self.tr("and {0} more").format(len(self._overflow)))
        if any(row.job.active for row in self._rows.values()):
            self._ticker.start()
        else:
            self._ticker.stop()
