"""A job in the queue: what it is, how far, and what can be done about it."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rundot_studio.domain.job import Job, JobState
from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.painting import RIGHT, draw_ring, draw_text, fill_rounded, painting, text_width
from rundot_studio.ui.controls.theme import CAPTION_PX, GAP, SMALL_PX, sized, tokens_of
from rundot_studio.ui.gallery.cards import draw_progress
from rundot_studio.ui.pictures.problem_words import problem_message
from rundot_studio.ui.pictures.words import clock, job_seconds, next_try_words, problem_words, state_words

from .job_actions import ACTION, DISMISS, is_left, job_actions
from .row_dragging import RowDragging

ICONS = {"cutout": "cut-out", "upscaled": "upscale", "depth": "depth", "generated": "picture"}


class QueueRow(QWidget):
    """One job; ``pressed`` tells which part: cancel, or what helps."""

    pressed = Signal(str)
    stepped = Signal(int)
    """Alt and an arrow key: so many rows down, or up where it is less than none."""
    to_front = Signal()
    HEIGHT = 48

    def __init__(
        self,
        job: Job,
        title: str,
        progress: Callable[[str], float | None],
        *,
        looking: bool = True,
        expected_s: Callable[[Job], float | None] = lambda _job: None,
        dragging: RowDragging | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._job = job
        self._title = title
        self._progress = progress
        self._expected_s = expected_s
        self._dragging = dragging
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
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
        self._name()

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
        self._name()
        self.update()

    def _name(self) -> None:
        """What a screen reader says, and a tool tip where words are cut."""
        what, more = ("", "") if self._job.active else problem_words(self._job)
        self.setAccessibleName(f"{self._title}: {what or state_words(self._job)}")
        waits = self._job.state is JobState.QUEUED and self._job.active
        order = self.tr("Drag it, or press Alt and an arrow key, to send it sooner or later") if waits else ""
        self.setToolTip("\n".join(part for part in (self._title, what, more, order) if part))

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

    # --- order ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and self._job.state is JobState.QUEUED:
            if key == Qt.Key.Key_Up:
                self.stepped.emit(-1)
                return
            if key == Qt.Key.Key_Down:
                self.stepped.emit(1)
                return
            if key == Qt.Key.Key_Home:
                self.to_front.emit()
                return
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.pressed.emit(ACTION if self._job.active else DISMISS)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._job.active:
            self.pressed.emit(self._shown[0][0])
        elif key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._dragging is not None and event.button() == Qt.MouseButton.LeftButton:
            self._dragging.press(self, self.mapToParent(event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging is not None:
            self._dragging.drag(self, self.mapToParent(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging is not None:
            self._dragging.release(self, self.mapToParent(event.position().toPoint()))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        failed, left_over = not self._job.active, is_left(self._job)
        with painting(self) as painter:
            tile = QRectF(0, 6, 36, 36)
            wrong = failed and not left_over
            fill_rounded(painter, tile, tokens.bad_soft if wrong else tokens.control)
            icon = "alert" if wrong else ICONS[self._job.recipe.kind.value]
            draw_icon(painter, icon, tokens.bad if wrong else tokens.secondary, 9, 15)
            left = 46
            right = self.width() - self._buttons.sizeHint().width() - GAP
            font = sized(self.font(), SMALL_PX)
            first = QRectF(left, 7, right - left, 17)
            second = QRectF(left, 25, right - left, 16)
            if failed:
                draw_text(painter, first, problem_words(self._job)[0], tokens.bad if wrong else tokens.text, font)
                draw_text(painter, second, self._title, tokens.secondary, sized(self.font(), CAPTION_PX))
                self._draw_focus(painter)
                return
            small = sized(self.font(), CAPTION_PX, tabular=True)
            if self._job.problem is not None and self._job.waits_until is not None:
                self._draw_refused(painter, first, second, problem_message(self._job.problem), self._job.waits_until)
                self._draw_focus(painter)
                return
            told = self._job.state is JobState.QUEUED or self._job.later_id is not None
            time = state_words(self._job) if told else self._time_words()
            time_width = text_width(time, small)
            draw_text(painter, first, time, tokens.secondary, small, RIGHT)
            draw_text(painter, first.adjusted(0, 0, -time_width - GAP, 0), self._title, tokens.text, font)
            share = None if told else self._progress(self._job.id)
            draw_progress(painter, QRectF(left, 31, right - left, 4), share, tokens)
            self._draw_focus(painter)

    def _draw_focus(self, painter: QPainter) -> None:
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()).adjusted(-1, 1, 1, -1), tokens_of(self).accent)

    def _time_words(self) -> str:
        """So far, and of how much where that is known."""
        seconds = job_seconds(self._job, datetime.now(UTC))
        expected = self._expected_s(self._job)
        if expected is None or seconds > expected:
            return clock(seconds)
        return self.tr("{0} of {1}").format(clock(seconds), clock(max(1.0, expected)))

    def _draw_refused(
        self, painter: QPainter, first: QRectF, second: QRectF, message: str, waits_until: datetime
    ) -> None:
        """Refused for the moment: why, and when it is sent again by itself."""
        tokens = tokens_of(self)
        small = sized(self.font(), CAPTION_PX, tabular=True)
        draw_text(painter, first, message, tokens.bad, sized(self.font(), SMALL_PX))
        draw_text(painter, second, next_try_words(waits_until, datetime.now(UTC)), tokens.secondary, small)
