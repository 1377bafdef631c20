"""A thread that takes the tasks of exporting in turn: reading, packing and encoding take too long for the window's.

A task of a lane replaces the one that runs or waits there: of previews, only the last one asked for is worth its time.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from rundot_studio.domain.errors import StudioError

log = logging.getLogger(__name__)
TELL_EVERY_S = 0.05


class Task:
    """One piece of work, as it sees itself and as its owner sees it."""

    def __init__(self, told: Callable[["Task", int, int], None]) -> None:
        self._cancelled = False
        self._told = told
        self._told_at = 0.0

    def cancel(self) -> None:
        self._cancelled = True

    def cancelled(self) -> bool:
        return self._cancelled

    def progress(self, done: int, total: int) -> None:
        """May be called as often as one likes, on any thread."""
        now = time.monotonic()
        if done >= total or now - self._told_at > TELL_EVERY_S:
            self._told_at = now
            self._told(self, done, total)


Work = Callable[[Task], Any]


def _nothing(*_news: object) -> None:
    return


class Worker(QObject):
    """Slots are called on the window's thread, and never for a task that was cancelled."""

    _ended = Signal(object, object, object)
    _progressed = Signal(object, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._lanes: dict[str, Task] = {}
        self._running: dict[Task, Callable[[int, int], object]] = {}
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def run(
        self,
        work: Work,
        done: Callable[[Any], object] = _nothing,
        failed: Callable[[StudioError], object] = _nothing,
        *,
        lane: str = "",
        progress: Callable[[int, int], object] = _nothing,
    ) -> Task:
        """Begin ``work`` when those before it have ended; one of the two slots is called then."""
        task = Task(self._progressed.emit)
        if lane:
            self.cancel(lane)
            self._lanes[lane] = task
        self._running[task] = progress
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="export")
        self._pool.submit(self._work, task, work, (done, failed))
        return task

    def cancel(self, lane: str) -> None:
        """What runs or waits in a lane; its slots are not called any more."""
        before = self._lanes.pop(lane, None)
        if before is not None:
            before.cancel()
            self._running.pop(before, None)

    def close(self) -> None:
        """Cancel all, and wait for the thread's end. Another :meth:`run` begins a new one."""
        for task in self._running:
            task.cancel()
        self._running.clear()
        self._lanes.clear()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _work(self, task: Task, work: Work, slots: tuple[Callable[[Any], object], ...]) -> None:
        if task.cancelled():
            return
        done, failed = slots
        try:
            outcome = work(task)
        except StudioError as error:
            self._ended.emit(task, failed, error)
        except Exception as error:
            if task.cancelled():
                return
            log.exception("a task of an export failed by a bug", exc_info=error)
            words = QCoreApplication.translate("Export", "This failed by a fault of the studio; the log tells more.")
            self._ended.emit(task, failed, StudioError(words))
        else:
            self._ended.emit(task, done, outcome)

    def _deliver(self, task: Task, slot: Callable[[Any], object], outcome: Any) -> None:
        if self._running.pop(task, None) is None or task.cancelled():
            return
        for lane in [name for name, running in self._lanes.items() if running is task]:
            del self._lanes[lane]
        slot(outcome)

    def _tell(self, task: Task, done: int, total: int) -> None:
        if task in self._running and not task.cancelled():
            self._running[task](done, total)
