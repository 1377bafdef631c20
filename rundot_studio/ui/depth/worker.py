"""What takes longer than a frame, on one thread: reading the pair, and preparing a view that is looked at first."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from rundot_studio.domain.errors import StudioError

log = logging.getLogger(__name__)


class DepthWorker(QObject):
    """Only what was asked for last is done and told; what waits before it is dropped."""

    _done = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._number = 0
        self._closed = False
        self._done.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def run(
        self, work: Callable[[], Any], done: Callable[[Any], object], failed: Callable[[StudioError], object]
    ) -> None:
        if self._closed:
            return
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="depth")
        self._number += 1
        self._pool.submit(self._work, self._number, work, (done, failed))

    def forget(self) -> None:
        """Nothing that was asked for is wanted any more."""
        self._number += 1

    def close(self) -> None:
        """What is being done ends in its own time; nothing is told of it."""
        self._closed = True
        self._number += 1
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, number: int, work: Callable[[], Any], slots: tuple[Callable[[Any], object], ...]) -> None:
        if number != self._number:
            return
        try:
            outcome = work()
        except StudioError as error:
            outcome = error
        except Exception:
            log.exception("a depth view failed by a bug")
            return
        if not self._closed and shiboken6.isValid(self):
            self._done.emit(number, slots, outcome)

    def _tell(self, number: int, slots: tuple[Callable[[Any], object], ...], outcome: Any) -> None:
        if number != self._number or self._closed:
            return
        done, failed = slots
        if isinstance(outcome, StudioError):
            failed(outcome)
        else:
            done(outcome)
