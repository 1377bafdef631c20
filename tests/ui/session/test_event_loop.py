"""The loop has to do what asyncio promises; the tests compare with asyncio's own loop where that says it shortest."""

import asyncio
import contextvars
import signal
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from rundot_studio.ui.session.event_loop import DEAD_TIMERS_KEPT, StudioLoop
from tests.ui.conftest import running_timers

T = TypeVar("T")
Run = Callable[[Coroutine[Any, Any, T]], T]


@pytest.fixture
def run(qapp: QApplication) -> Run[Any]:
    """Run a coroutine on the loop under test, as the program does."""

    def run_on_qt(coroutine: Coroutine[Any, Any, T]) -> T:
        with asyncio.Runner(loop_factory=lambda: StudioLoop(qapp)) as runner:
            return runner.run(coroutine)

    return run_on_qt


def the_loop() -> StudioLoop:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, StudioLoop)
    return loop


async def order_of_callbacks() -> list[str]:
    """Callbacks that add callbacks, at once and in time."""
    loop = asyncio.get_running_loop()
    seen: list[str] = []
    done = asyncio.Event()
    loop.call_soon(seen.append, "first")
    loop.call_soon(lambda: (seen.append("second"), loop.call_soon(seen.append, "of the second")))
    loop.call_soon(seen.append, "third")
    loop.call_later(0.02, seen.append, "later")
    loop.call_later(0.01, seen.append, "sooner")
    loop.call_later(0.04, done.set)
    await done.wait()
    return seen


def test_callbacks_run_in_the_order_of_asyncios_own_loop(run: Run[list[str]]) -> None:
    assert run(order_of_callbacks()) == asyncio.run(order_of_callbacks())


def test_timers_of_the_same_moment_keep_their_order(run: Run[list[int]]) -> None:
    async def work() -> list[int]:
        loop = the_loop()
        seen: list[int] = []
        when = loop.time() + 0.01
        for number in range(20):
            loop.call_at(when, seen.append, number)
        await asyncio.sleep(0.05)
        return seen

    assert run(work()) == list(range(20))


def test_cancelled_timers_are_given_back(run: Run[int]) -> None:
    async def work() -> int:
        loop = the_loop()
        for _ in range(1000):
            loop.call_later(300, print).cancel()
        return loop.pending_timers

    assert run(work()) <= DEAD_TIMERS_KEPT + 1


def test_a_timeout_that_was_not_needed_leaves_nothing(run: Run[int]) -> None:
    async def work() -> int:
        for _ in range(500):
            async with asyncio.timeout(300):
                await asyncio.sleep(0)
        return the_loop().pending_timers

    assert run(work()) <= DEAD_TIMERS_KEPT + 1


def test_cancelling_many_keeps_those_that_count(run: Run[list[int]]) -> None:
    async def work() -> list[int]:
        loop = the_loop()
        seen: list[int] = []
        for number in range(1000):
            handle = loop.call_later(0.01 + number / 1e6, seen.append, number)
            if number % 100:
                handle.cancel()
        await asyncio.sleep(0.06)
        return seen

    assert run(work()) == list(range(0, 1000, 100))


def test_a_timer_tells_when_it_is_due(run: Run[None]) -> None:
    async def work() -> None:
        loop = the_loop()
        handle = loop.call_later(5, print)
        assert isinstance(handle, asyncio.TimerHandle)
        assert handle.when() == pytest.approx(loop.time() + 5, abs=0.1)
        handle.cancel()

    run(work())


def test_a_timer_never_fires_early(run: Run[float]) -> None:
    async def work() -> float:
        start = time.monotonic()
        await asyncio.sleep(0.03)
        return time.monotonic() - start

    assert 0.0295 <= run(work()) < 0.5


def test_one_qt_timer_serves_all(run: Run[int]) -> None:
    async def work() -> int:
        loop = the_loop()
        handles = [loop.call_later(60, print) for _ in range(300)]
        active = running_timers()
        for handle in handles:
            handle.cancel()
        return len(active)

    assert run(work()) <= 2


def test_qt_is_served_while_callbacks_keep_coming(run: Run[int]) -> None:
    async def work() -> int:
        beats: list[int] = []
        timer = QTimer()
        timer.timeout.connect(lambda: beats.append(1))
        timer.start(5)
        end = time.monotonic() + 0.2
        while time.monotonic() < end:  # noqa: ASYNC110 - to keep the loop busy is the point
            await asyncio.sleep(0)
        timer.stop()
        return len(beats)

    assert run(work()) >= 10


def test_a_thread_wakes_the_loop(run: Run[bool]) -> None:
    async def work() -> bool:
        loop = the_loop()
        woken = asyncio.Event()
        thread = threading.Timer(0.02, lambda: loop.call_soon_threadsafe(woken.set))
        thread.start()
        async with asyncio.timeout(2):
            await woken.wait()
        thread.join()
        return True

    assert run(work())


def test_context_variables_go_with_the_callback(run: Run[list[str]]) -> None:
    async def work() -> list[str]:
        loop = the_loop()
        name = contextvars.ContextVar("name", default="nobody")
        context = contextvars.copy_context()
        context.run(name.set, "somebody")
        seen: list[str] = []
        loop.call_soon(lambda: seen.append(name.get()), context=context)
        loop.call_later(0.001, lambda: seen.append(name.get()), context=context)
        loop.call_soon_threadsafe(lambda: seen.append(name.get()), context=context)
        await asyncio.sleep(0.03)
        return seen

    assert run(work()) == ["somebody"] * 3


def test_work_is_done_on_a_bounded_pool_and_its_errors_arrive(run: Run[int]) -> None:
    async def work() -> int:
        loop = the_loop()
        with ThreadPoolExecutor(2) as pool:
            squares = await asyncio.gather(*(loop.run_in_executor(pool, lambda n=n: n * n) for n in range(10)))
            with pytest.raises(ZeroDivisionError):
                await loop.run_in_executor(pool, lambda: 1 // 0)
        return sum(squares)

    assert run(work()) == 285


def test_a_group_of_tasks_ends_together(run: Run[bool]) -> None:
    async def work() -> bool:
        async def fails() -> None:
            await asyncio.sleep(0.005)
            raise KeyError("no")

        waiting: asyncio.Task[None] | None = None
        try:
            async with asyncio.TaskGroup() as group:
                waiting = group.create_task(asyncio.sleep(30))
                group.create_task(fails())
        except* KeyError:
            pass
        return waiting is not None and waiting.cancelled()

    assert run(work())


@pytest.mark.skipif(sys.platform == "win32", reason="asyncio has no signal handlers there")
def test_a_signal_reaches_the_loop(run: Run[bool]) -> None:
    async def work() -> bool:
        loop = the_loop()
        got = asyncio.Event()
        loop.add_signal_handler(signal.SIGUSR1, got.set)
        signal.raise_signal(signal.SIGUSR1)
        async with asyncio.timeout(2):
            await got.wait()
        loop.remove_signal_handler(signal.SIGUSR1)
        return True

    assert run(work())


def test_after_it_is_closed_no_timer_is_left(qapp: QApplication) -> None:
    async def work() -> None:
        asyncio.get_running_loop().call_later(60, print)

    with asyncio.Runner(loop_factory=lambda: StudioLoop(qapp)) as runner:
        runner.run(work())
    assert not running_timers()
