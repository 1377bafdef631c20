"""Errands: coroutines that a press in the window starts. Each ends in a slot, and all end with the window.

A fault of the environment arrives as a StudioError in ``failed``; our own bugs go to the log, not into the void.
"""

import logging
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from rundot_studio.domain.errors import StudioError

if TYPE_CHECKING:  # asyncio may only be imported after the first paint
    import asyncio

log = logging.getLogger(__name__)
T = TypeVar("T")


def _nothing(_outcome: object) -> None:
    return


class Errands:
    """Runs on the event loop that runs when an errand is started; without one (before the studio), nothing is run."""

    def __init__(self) -> None:
        self._running: dict[asyncio.Task[Any], Callable[[], None]] = {}
        self._closed = False

    def run(
        self,
        work: Coroutine[Any, Any, T],
        done: Callable[[T], object] = _nothing,
        failed: Callable[[StudioError], object] = _nothing,
    ) -> None:
        """Start ``work``; then one of the two slots is called, unless the window is gone by then."""
        import asyncio

        if self._closed:
            work.close()
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            work.close()
            return
        task = loop.create_task(work, name="errand")
        self._running[task] = lambda: self._deliver(task, done, failed)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        deliver = self._running.pop(task, None)
        if task.cancelled():
            return
        if deliver is not None and not self._closed:
            deliver()
        else:
            task.exception()  # nobody is there any more to hear of it

    def _deliver(
        self, task: "asyncio.Task[T]", done: Callable[[T], object], failed: Callable[[StudioError], object]
    ) -> None:
        error = task.exception()
        if error is None:
            done(task.result())
        elif isinstance(error, StudioError):
            failed(error)
        else:
            log.error("an errand of the window failed by a bug", exc_info=error)

    def close(self) -> None:
        """Take no more, tell no more, and cancel what runs; :meth:`ended` waits for that."""
        self._closed = True
        for task in self._running:
            task.cancel()

    async def ended(self) -> None:
        """Until all have ended; after :meth:`close`."""
        import asyncio

        await asyncio.gather(*self._running, return_exceptions=True)
