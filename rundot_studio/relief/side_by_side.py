"""Several pieces of pixel work on several cores: OpenCV and numpy let go of Python's lock while they compute."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")
_MOST_THREADS = 4


def side_by_side(work: Callable[[Item], Made], items: Sequence[Item]) -> list[Made]:
    """``work`` of each item, in their order; items are dealt out in turn. Threads end before it returns.

    Only worth it from about a millisecond of work a thread.
    """
    threads = min(os.cpu_count() or 1, _MOST_THREADS, len(items))
    if threads < 2:
        return [work(item) for item in items]

    def share(first: int) -> list[Made]:
        return [work(item) for item in items[first::threads]]

    with ThreadPoolExecutor(threads - 1) as others:
        waiting = [others.submit(share, first) for first in range(1, threads)]
        shares = [share(0), *(each.result() for each in waiting)]
    return [shares[index % threads][index // threads] for index in range(len(items))]
