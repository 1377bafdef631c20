"""Halving large pictures off the window's thread, a level at a time, so that the canvas shows each as it is made."""

from collections.abc import Callable
from threading import Lock, Thread
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from .pyramid import Pyramid


class PyramidMaker(QObject):
    """``grown`` tells a pyramid that has a level more.

    Each task has a thread that ends with it; they take turns, so that one core at most is busy.
    """

    grown = Signal(object)
    _grown = Signal(object)
    _done = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turn = Lock()
        self._threads: list[Thread] = []
        self._closed = False
        self._grown.connect(self.grown, Qt.ConnectionType.QueuedConnection)
        self._done.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def complete(self, pyramid: Pyramid, wanted: Callable[[], bool] = lambda: True) -> None:
        """Make the missing halves of a large pyramid; ``wanted`` is asked on the thread before each of them.

        A small one makes its own when it is drawn.
        """
        if not (pyramid.small or pyramid.complete):
            self._start(lambda: self._complete(pyramid, wanted))

    def run(self, work: Callable[[], Any], then: Callable[[Any], object]) -> None:
        """Do something else that takes too long for the window's thread; ``then`` gets its result, on that thread."""
        self._start(lambda: self._tell(self._done, then, work()))

    def close(self) -> None:
        """End with the level that is being made."""
        self._closed = True
        for thread in self._threads:
            thread.join()

    def _start(self, task: Callable[[], None]) -> None:
        if self._closed:
            return
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = Thread(target=self._take_turn, args=(task,), name="canvas", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _take_turn(self, task: Callable[[], None]) -> None:
        with self._turn:
            if not self._closed:
                task()

    def _complete(self, pyramid: Pyramid, wanted: Callable[[], bool]) -> None:
        while not pyramid.complete and not self._closed and wanted():
            pyramid.add_half()
            self._tell(self._grown, pyramid)

    def _call(self, then: Callable[[Any], object], result: Any) -> None:
        if not self._closed:
            then(result)

    def _tell(self, signal: Any, *news: object) -> None:
        if not self._closed and shiboken6.isValid(self):
            signal.emit(*news)
