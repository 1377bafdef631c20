"""The queue as a short list: what runs and waits with its time and a cancel, what needs the artist with its action."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rundot_studio.domain.job import Job, JobState
from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.columns import ScrollColumn
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import Label, heading
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.controls.painting import RIGHT, draw_text, fill_rounded, painting, text_width
from rundot_studio.ui.controls.theme import CAPTION_PX, GAP, GAP_LARGE, SMALL_PX, sized, tokens_of
from rundot_studio.ui.gallery.cards import draw_progress
from rundot_studio.ui.pictures.titles import Titles
from rundot_studio.ui.pictures.words import clock, job_seconds, next_try_words, problem_words, state_words

from .batch_row import BatchRow
from .job_actions import ACTION, job_actions

ROWS_MOST = 40
TICK_MS = 250
ICONS = {"cutout": "cut-out", "upscaled": "upscale", "depth": "depth", "generated": "picture"}


class QueueRow(QWidget):
    """One job; ``pressed`` tells which part: cancel, or what helps."""

    pressed = Signal(str)
    HEIGHT = 48

    def __init__(
        self,
        job: Job,
        title: str,
        progress: Callable[[str], float | None],
        *,
        looking: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._job = job
        self._title = title
        self._progress = progress
        self.setFixedHeight(self.HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._looking = looking
        self._buttons = QWidget(self)
        self._stack = QVBoxLayout(self._buttons)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._buttons)
        self._shown: list[tuple[str, str]] = []
        self._make_buttons()

    @property
    def job(self) -> Job:
        return self._job

    @property
    def buttons(self) -> list[Button]:
        """What can be pressed, what helps most first."""
        return [button for button in self._buttons.findChildren(Button) if not button.isHidden()]

    @property
    def button(self) -> Button:
        return self.buttons[0]

    def set_job(self, job: Job) -> None:
        self._job = job
        self._make_buttons()
        self.update()

    def set_looking(self, looking: bool) -> None:
        """Whether the service may tell of a lost answer."""
        self._looking = looking
        self._make_buttons()

    def _make_buttons(self) -> None:
        actions = job_actions(self._job, looking=self._looking)
        if actions == self._shown:
            return
        self._shown = actions
        for button in self.buttons:
            self._stack.removeWidget(button)
            button.hide()
            button.deleteLater()
        for part, words in actions:
            if self._job.active and part == ACTION and len(actions) == 1:
                button = Button(icon="close", kind=ButtonKind.QUIET, small=True)
            else:
                button = Button(words, kind=ButtonKind.LINK)
            describe(button, f"{words} {self._title}", words)
            button.clicked.connect(lambda _checked=False, part=part: self.pressed.emit(part))
            self._stack.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)

    def sizeHint(self) -> QSize:
        return QSize(200, self.HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        failed = not self._job.active
        with painting(self) as painter:
            tile = QRectF(0, 6, 36, 36)
            fill_rounded(painter, tile, tokens.bad_soft if failed else tokens.control)
            icon = "alert" if failed else ICONS[self._job.recipe.kind.value]
            draw_icon(painter, icon, tokens.bad if failed else tokens.secondary, 9, 15)
            left = 46
            right = self.width() - self._buttons.sizeHint().width() - GAP
            font = sized(self.font(), SMALL_PX)
            first = QRectF(left, 7, right - left, 17)
            second = QRectF(left, 25, right - left, 16)
            if failed:
                draw_text(painter, first, problem_words(self._job)[0], tokens.bad, font)
                draw_text(painter, second, self._title, tokens.secondary, sized(self.font(), CAPTION_PX))
                return
            small = sized(self.font(), CAPTION_PX, tabular=True)
            if self._job.problem is not None and self._job.waits_until is not None:
                self._draw_refused(painter, first, second, sentence(self._job.problem.message), self._job.waits_until)
                return
            told = self._job.state is JobState.QUEUED or self._job.later_id is not None
            time = state_words(self._job) if told else clock(job_seconds(self._job, datetime.now(UTC)))
            time_width = text_width(time, small)
            draw_text(painter, first, time, tokens.secondary, small, RIGHT)
            draw_text(painter, first.adjusted(0, 0, -time_width - GAP, 0), self._title, tokens.text, font)
            share = None if told else self._progress(self._job.id)
            draw_progress(painter, QRectF(left, 31, right - left, 4), share, tokens)

    def _draw_refused(
        self, painter: QPainter, first: QRectF, second: QRectF, message: str, waits_until: datetime
    ) -> None:
        """Refused for the moment: why, and when it is sent again by itself."""
        tokens = tokens_of(self)
        small = sized(self.font(), CAPTION_PX, tabular=True)
        draw_text(painter, first, message, tokens.bad, sized(self.font(), SMALL_PX))
        draw_text(painter, second, next_try_words(waits_until, datetime.now(UTC)), tokens.secondary, small)


class QueueList(QWidget):
    """``acted`` carries the job and the part of its row that was pressed."""

    acted = Signal(object, str)

    def __init__(self, titles: Titles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = titles
        self.setAccessibleName(self.tr("Queue"))
        self._rows: dict[str, QueueRow] = {}
        self._overflow: dict[str, Job] = {}
        self._folded: dict[str, Job] = {}
        self._fold_ids: frozenset[str] = frozenset()
        self.batch = BatchRow()
        self._looking = True
        self._progress: Callable[[str], float | None] = lambda _job_id: None
        self._summary = Label(colour="secondary", tabular=True)
        self._empty = Label(self.tr("Nothing is running. Finished pictures go straight to the gallery."), wrap=True)
        self._more = Label(colour="secondary")
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(GAP_LARGE, 0, GAP_LARGE, GAP_LARGE)
        self._column.setSpacing(0)
        self._column.addWidget(self._empty)
        self._column.addWidget(self._more)
        self._column.addStretch(1)
        head = QHBoxLayout()
        head.setContentsMargins(GAP_LARGE, GAP, GAP_LARGE, GAP)
        head.addWidget(heading(self.tr("Queue")))
        head.addStretch(1)
        head.addWidget(self._summary)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(self.batch)
        outer.addWidget(ScrollColumn(self._content), 1)
        self._ticker = QTimer(self)
        self._ticker.setInterval(TICK_MS)
        self._ticker.timeout.connect(self._content.update)
        self._refresh()

    def set_progress_source(self, progress: Callable[[str], float | None]) -> None:
        self._progress = progress

    def _progress_of(self, job_id: str) -> float | None:
        return self._progress(job_id)

    def set_looking(self, looking: bool) -> None:
        """Whether the service may tell of a lost answer."""
        self._looking = looking
        for row in self.rows:
            row.set_looking(looking)

    def clear(self) -> None:
        """The jobs are another studio's now."""
        self._overflow = {}
        self._folded = {}
        for job_id in list(self._rows):
            self.remove(job_id)

    @property
    def rows(self) -> list[QueueRow]:
        return list(self._rows.values())

    def fold(self, job_ids: frozenset[str]) -> None:
        """These jobs belong to a batch: while they run or wait, the batch's row stands for them."""
        if job_ids == self._fold_ids:
            return
        self._fold_ids = job_ids
        for job in [*(row.job for row in self.rows), *self._overflow.values()]:
            if job.id in job_ids and job.active:
                self._drop(job.id)
                self._folded[job.id] = job
        for job in [job for job in self._folded.values() if job.id not in job_ids]:
            del self._folded[job.id]
            self.add(job)
        self._fill()
        self._refresh()

    def add(self, job: Job) -> None:
        if job.id in self._fold_ids and job.active:
            self._folded[job.id] = job
        elif len(self._rows) >= ROWS_MOST:
            self._overflow[job.id] = job
        else:
            row = QueueRow(job, self._titles.of_job(job), self._progress_of, looking=self._looking)
            row.pressed.connect(lambda what: self.acted.emit(row.job, what))
            self._column.insertWidget(len(self._rows), row)
            self._rows[job.id] = row
        self._refresh()

    def change(self, job: Job) -> None:
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
        self._drop(job_id)
        self._fill()
        self._refresh()

    def _drop(self, job_id: str) -> None:
        self._folded.pop(job_id, None)
        self._overflow.pop(job_id, None)
        row = self._rows.pop(job_id, None)
        if row is not None:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()

    def _fill(self) -> None:
        """Rows for those that had none, as far as there is room."""
        while self._overflow and len(self._rows) < ROWS_MOST:
            self.add(self._overflow.pop(next(iter(self._overflow))))

    def summary(self) -> str:
        """``2 running · 1 waiting · 1 needs you``"""
        jobs = [*(row.job for row in self._rows.values()), *self._overflow.values(), *self._folded.values()]
        waiting = sum(job.state is JobState.QUEUED for job in jobs)
        running = sum(job.active for job in jobs) - waiting
        failed = sum(not job.active for job in jobs)
        parts = []
        if running:
            parts.append(self.tr("{0} running").format(running))
        if waiting:
            parts.append(self.tr("{0} waiting").format(waiting))
        if failed:
            parts.append(self.tr("1 needs you") if failed == 1 else self.tr("{0} need you").format(failed))
        return " · ".join(parts)

    def _refresh(self) -> None:
        self._summary.setText(self.summary())
        self._empty.setVisible(not self._rows and not self._folded)
        self._more.setVisible(bool(self._overflow))
        self._more.setText(self.tr("and {0} more").format(len(self._overflow)))
        if any(row.job.active for row in self._rows.values()):
            self._ticker.start()
        else:
            self._ticker.stop()
