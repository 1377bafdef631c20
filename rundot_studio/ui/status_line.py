"""The line along the bottom: what runs, what it cost, what has just happened, how many pictures are kept."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rundot_studio.ui.controls.numbers import counted

from .controls.buttons import Button, ButtonKind
from .controls.columns import HairLine, Surface
from .controls.describe import describe
from .controls.fields import Label
from .controls.theme import GAP_LARGE

HEIGHT = 28
MESSAGE_MS = 8000


def _nothing() -> None:
    return


class StatusLine(Surface):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("window", parent)
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(self.tr("Status"))
        self._queue = Label(tabular=True)
        self._spent = Label(tabular=True)
        self._spent.setToolTip(self.tr("What answers of this session said was billed"))
        self._spent.hide()
        self._risk = Label(colour="warn", tabular=True)
        self._risk.setToolTip(self.tr("Made by the service and not stored here yet; fetched again until they are"))
        self._risk.hide()
        self._task = Label(tabular=True)
        self._task.hide()
        self.stop = Button(self.tr("Cancel"), kind=ButtonKind.LINK)
        describe(self.stop, self.tr("Cancel the import"), self.tr("What was imported so far stays"))
        self.stop.hide()
        self._batch = Label(tabular=True)
        self._batch.hide()
        self.stop_batch = Button(kind=ButtonKind.LINK)
        self.stop_batch.hide()
        self._message = Label(colour="text")
        self._message.setMinimumWidth(1)  # a long sentence must not widen the window
        self.undo = Button(self.tr("Undo"), kind=ButtonKind.LINK)
        describe(self.undo, self.tr("Undo"), self.tr("Bring back what was deleted last"), "Ctrl+Z")
        self.undo.hide()
        self.more = Button(self.tr("Show"), kind=ButtonKind.LINK)
        describe(self.more, self.tr("Show"), self.tr("Show all of what the sentence tells"))
        self.more.hide()
        self._show_more: Callable[[], object] = _nothing
        self.more.clicked.connect(lambda: self._show_more())
        self._library = Label(tabular=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_LARGE, 0, GAP_LARGE, 0)
        row.setSpacing(GAP_LARGE)
        row.addWidget(self._queue)
        row.addWidget(self._spent)
        row.addWidget(self._risk)
        row.addWidget(self._task)
        row.addWidget(self.stop)
        row.addWidget(self._batch)
        row.addWidget(self.stop_batch)
        row.addWidget(self._message)
        row.addWidget(self.undo)
        row.addWidget(self.more)
        row.addStretch(1)
        row.addWidget(self._library)
        self._line = HairLine(self)
        self._line.setGeometry(0, 0, 10000, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._clear)

    @property
    def message(self) -> str:
        return self._message.text()

    def show_queue(self, summary: str) -> None:
        self._queue.setText(summary or self.tr("Ready"))

    @property
    def spent(self) -> str:
        return self._spent.text()

    def show_spent(self, words: str) -> None:
        """What the session has cost so far; empty where nothing was told."""
        self._spent.setText(words)
        self._spent.setVisible(bool(words))

    @property
    def risk(self) -> str:
        return self._risk.text()

    def show_risk(self, words: str) -> None:
        """Which pictures may still be lost; empty where none may."""
        self._risk.setText(words)
        self._risk.setVisible(bool(words))

    def show_library(self, count: int) -> None:
        words = self.tr("1 picture, safe on this machine")
        if count != 1:
            words = self.tr("{0} pictures, all safe on this machine").format(counted(count))
        self._library.setText(words if count else "")

    @property
    def task(self) -> str:
        return self._task.text()

    def show_task(self, words: str) -> None:
        """How far something is that can be cancelled; empty when it has ended."""
        self._task.setText(words)
        self._task.setVisible(bool(words))
        self.stop.setVisible(bool(words))

    @property
    def batch(self) -> str:
        return self._batch.text()

    def show_batch(self, words: str, action: str) -> None:
        """How far a tool is with many pictures, and what can be done with all of them; empty when it has ended."""
        self._batch.setText(words)
        self._batch.setVisible(bool(words))
        self.stop_batch.setText(action)
        describe(self.stop_batch, f"{action}: {words}", words)
        self.stop_batch.updateGeometry()
        self.stop_batch.setVisible(bool(words))

    def say(self, words: str, details: str = "") -> None:
        """Show a sentence for some seconds; ``details`` are for who points at it."""
        self._message.setToolTip(details)
        self.undo.hide()
        self.more.hide()
        self._message.setText(words)
        self._timer.start(MESSAGE_MS)

    def take_back(self, words: str) -> None:
        """What a sentence told is over; another sentence stays."""
        if self.message == words:
            self._clear()

    def offer_more(self, show: Callable[[], object]) -> None:
        """A button beside the sentence that is shown; it stays until another sentence comes."""
        self._show_more = show
        self.more.show()
        self._timer.stop()

    def offer_undo(self, words: str) -> None:
        """Show a sentence for some seconds, and a button that takes back what it tells."""
        self.say(words)
        self.undo.show()

    def end_offer(self) -> None:
        """What was offered is done, or can't be done any more."""
        if self.undo.isVisibleTo(self):
            self._clear()

    def _clear(self) -> None:
        self._timer.stop()
        self._message.clear()
        self.undo.hide()
        self.more.hide()
