"""Chores: small blocking work, such as writing a file, done on one thread in the order in which it was given.

Unlike errands they need no event loop, keep their order, and are done to the end even when the window closes: what an
artist typed is written.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from rundot_studio.domain.errors import StudioError

log = logging.getLogger(__name__)
T = TypeVar("T")


def _nothing(_outcome: object) -> None:
    return


class Chores(QObject):
    _ended = Signal(object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._pool: ThreadPoolExecutor | None = None
        self._closed = False
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object] = _nothing,
        failed: Callable[[StudioError], object] = _nothing,
    ) -> None:
        """Do ``work``, which may raise StudioError; then one of the slots is called on the window's thread."""
        if self._closed:
            return
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix=self._name)
        self._pool.submit(self._work, work, done, failed)

    def close(self) -> None:
        """Do what is left, and take no more."""
        self._closed = True
        if self._pool is not None:
            self._pool.shutdown(wait=True)

    def _work(
        self, work: Callable[[], Any], done: Callable[[Any], object], failed: Callable[[StudioError], object]
    ) -> None:
        try:
            outcome = work()
        except StudioError as error:
            self._ended.emit(failed, error)
        except Exception:
            log.exception("a chore of the window failed by a bug")
        else:
            self._ended.emit(done, outcome)

    def _deliver(self, slot: Callable[[Any], object], outcome: object) -> None:
        if not self._closed:
            slot(outcome)
