"""The one thread that writes to the library: what is asked of it when it has ended is told as a sentence."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from rundot_studio.domain.errors import LibraryUnusable

P = ParamSpec("P")
T = TypeVar("T")


class LibraryThread(ThreadPoolExecutor):
    """Writes are serialised, and none blocks the event loop."""

    def __init__(self) -> None:
        super().__init__(1, thread_name_prefix="library")
        self._ended = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Raises LibraryUnusable after :meth:`shutdown`: who still asks then works with a library that was closed."""
        if self._ended:
            raise LibraryUnusable("This library was closed.", "Ask again in the one that is open now.")
        return super().submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._ended = True
        super().shutdown(wait, cancel_futures=cancel_futures)
