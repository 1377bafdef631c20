"""PySide6 6.12.0 loses references on None, True and False on Python 3.10 and 3.11, and the program aborts after some
hundred signals. These probes run the operations the window is made of and look whether the counts drift. From Python
3.12 on these objects are immortal and can't be harmed.
"""

import gc
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractListModel, QCoreApplication, QEvent, QModelIndex, QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

pytestmark = pytest.mark.skipif(sys.version_info >= (3, 12), reason="None, True and False are immortal there")

ROUNDS = 300
WATCHED = (None, True, False)
RESERVE = [[thing] * 10_000 for thing in WATCHED]
"""References to spare, so that a fault shows as a failed test and not as an aborted run."""


class Talker(QObject):
    nothing = Signal()
    flag = Signal(bool)
    thing = Signal(object)

    def event(self, event: QEvent) -> bool:
        return super().event(event)


def emit_without_arguments() -> None:
    talker = Talker()
    talker.nothing.connect(lambda: None)
    for _ in range(ROUNDS):
        talker.nothing.emit()


def emit_flags_and_objects() -> None:
    talker = Talker()
    talker.flag.connect(lambda flag: None)
    talker.thing.connect(lambda thing: None)
    for _ in range(ROUNDS):
        talker.flag.emit(True)
        talker.thing.emit(None)


def connect_and_disconnect() -> None:
    talker = Talker()
    for _ in range(ROUNDS):
        connection = talker.nothing.connect(lambda: None)
        talker.disconnect(connection)


def call_without_a_result() -> None:
    widget = QWidget()
    for _ in range(ROUNDS):
        widget.setWindowTitle("title")
        widget.update()
        widget.setEnabled(True)


def ask_for_truth_and_for_parents() -> None:
    widget = QWidget()
    for _ in range(ROUNDS):
        widget.isVisible()
        widget.isEnabled()
        widget.parentWidget()


def override_an_event() -> None:
    talker = Talker()
    for _ in range(ROUNDS):
        QCoreApplication.sendEvent(talker, QEvent(QEvent.Type.User))


class Rows(QAbstractListModel):
    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # type: ignore[override]  # noqa: B008
        return 3

    def data(self, index: QModelIndex, role: int = 0) -> None:  # type: ignore[override]
        return None


def ask_a_model() -> None:
    rows = Rows()
    for _ in range(ROUNDS):
        rows.data(rows.index(0))
        QAbstractListModel.itemData(rows, rows.index(0))


def paint() -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    for _ in range(ROUNDS):
        painter = QPainter(image)
        painter.fillRect(0, 0, 4, 4, 0)
        painter.end()


def run_timers() -> None:
    left = [ROUNDS]
    timer = QTimer()

    def tick() -> None:
        left[0] -= 1
        if not left[0]:
            timer.stop()

    timer.timeout.connect(tick)
    timer.start(0)
    while timer.isActive():
        QApplication.processEvents()


@pytest.mark.parametrize(
    "operation",
    [
        emit_without_arguments,
        emit_flags_and_objects,
        connect_and_disconnect,
        call_without_a_result,
        ask_for_truth_and_for_parents,
        override_an_event,
        ask_a_model,
        paint,
        run_timers,
    ],
    ids=lambda operation: operation.__name__,
)
def test_an_operation_keeps_the_counts(qapp: QApplication, operation: Callable[[], None]) -> None:
    operation()  # what is made once at the first use does not count
    gc.collect()
    before = [sys.getrefcount(thing) for thing in WATCHED]
    operation()
    gc.collect()
    drift = [sys.getrefcount(thing) - count for thing, count in zip(WATCHED, before, strict=True)]
    assert all(abs(change) < ROUNDS / 5 for change in drift), dict(zip(map(str, WATCHED), drift, strict=True))
