"""asyncio on Qt's event loop: qasync with its two faults in timing mended.

qasync 0.28 starts one Qt timer for each callback. A cancelled ``call_later`` keeps its timer until it would have fired
(https://github.com/CabbageDevelopment/qasync/issues/35, and the unmerged remedy in
https://github.com/CabbageDevelopment/qasync/pull/58), so a program that gives each request a timeout collects
thousands of dead timers; and ``call_later`` gives a plain handle where asyncio promises a ``TimerHandle``. Here one
zero timer runs a queue of ready callbacks, and one precise timer wakes for the earliest of a heap, as asyncio's own
loop does. To be retired when qasync does the same.
"""

import asyncio
import heapq
import itertools
import math
import time
from collections import deque
from collections.abc import Callable
from contextvars import Context
from typing import Any

import qasync
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

BUDGET_S = 0.008
"""How long callbacks may run in one go before Qt paints and takes input again: half a frame."""
CLOCK_RESOLUTION_S = 0.0001
DEAD_TIMERS_KEPT = 100
"""Cancelled timers that may lie in the heap before it is cleaned."""


class StudioLoop(qasync.QEventLoop):  # type: ignore[misc]
    """Use with ``asyncio.Runner(loop_factory=lambda: StudioLoop(app))``."""

    def __init__(self, app: QApplication) -> None:
        self._ready_queue: deque[asyncio.Handle] = deque()
        self._timer_heap: list[tuple[float, int, asyncio.TimerHandle]] = []
        self._order = itertools.count()
        self._dead_timers = 0
        self._run_timer = QTimer()
        self._run_timer.setInterval(0)
        self._run_timer.timeout.connect(self._run_ready)
        self._wake_timer = QTimer()
        self._wake_timer.setSingleShot(True)
        self._wake_timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._wake_timer.timeout.connect(self._collect_due)
        super().__init__(app)

    @property
    def pending_timers(self) -> int:
        """Timers in the heap, cancelled ones included."""
        return len(self._timer_heap)

    def call_soon(self, callback: Callable[..., Any], *args: Any, context: Context | None = None) -> asyncio.Handle:
        handle = asyncio.Handle(callback, args, self, context)
        self._ready_queue.append(handle)
        if not self._run_timer.isActive():
            self._run_timer.start()
        return handle

    def call_soon_threadsafe(self, callback: Callable[..., Any], *args: Any, context: Context | None = None) -> None:
        """qasync's signal carries no context, so it goes with the callback."""
        if context is None:
            super().call_soon_threadsafe(callback, *args)
        else:
            super().call_soon_threadsafe(lambda: self.call_soon(callback, *args, context=context))

    def call_later(
        self, delay: float, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(
        self, when: float, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        handle._scheduled = True  # type: ignore[attr-defined]
        heapq.heappush(self._timer_heap, (when, next(self._order), handle))
        self._arm()
        return handle

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """asyncio calls this from ``TimerHandle.cancel``."""
        self._dead_timers += 1
        if self._dead_timers > DEAD_TIMERS_KEPT and self._dead_timers * 2 > len(self._timer_heap):
            self._timer_heap = [entry for entry in self._timer_heap if not entry[2].cancelled()]
            heapq.heapify(self._timer_heap)
            self._dead_timers = 0

    def _arm(self) -> None:
        """Let the one Qt timer wake for the earliest timer that still counts."""
        while self._timer_heap and self._timer_heap[0][2].cancelled():
            heapq.heappop(self._timer_heap)
            self._dead_timers = max(0, self._dead_timers - 1)
        if not self._timer_heap:
            self._wake_timer.stop()
            return
        wait_ms = math.ceil((self._timer_heap[0][0] - self.time()) * 1000)
        self._wake_timer.start(min(max(0, wait_ms), 2**31 - 1))

    def _collect_due(self) -> None:
        now = self.time() + CLOCK_RESOLUTION_S
        while self._timer_heap and self._timer_heap[0][0] <= now:
            handle = heapq.heappop(self._timer_heap)[2]
            handle._scheduled = False  # type: ignore[attr-defined]
            if handle.cancelled():
                self._dead_timers = max(0, self._dead_timers - 1)
            else:
                self._ready_queue.append(handle)
        self._arm()
        if self._ready_queue and not self._run_timer.isActive():
            self._run_timer.start()

    def _run_ready(self) -> None:
        """Run what is ready now; what these callbacks add waits for the next round, after Qt's own events."""
        end = time.perf_counter() + BUDGET_S
        for _ in range(len(self._ready_queue)):
            if not self._ready_queue:
                break  # a callback ran a nested event loop that emptied the queue
            handle = self._ready_queue.popleft()
            if not handle.cancelled():
                handle._run()
            if time.perf_counter() > end:
                break
        if not self._ready_queue:
            self._run_timer.stop()

    def close(self) -> None:
        self._run_timer.stop()
        self._wake_timer.stop()
        self._ready_queue.clear()
        self._timer_heap.clear()
        super().close()
