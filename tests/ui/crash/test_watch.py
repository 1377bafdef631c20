"""What is heard of, how often it is told, and that nothing stays hooked."""

import asyncio
import gc
import logging
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from pytestqt.exceptions import capture_exceptions

from rundot_studio.domain.errors import StudioError
from rundot_studio.studio.crash_files import crash_reports, unseen_reports
from rundot_studio.ui.crash.watch import KINDS_MOST, PAUSE_MS, REPORTS_MOST, ErrorWatch, Incident
from tests.ui.conftest import OnLoop, Waiting, until

KEY = "rk_planted_0123456789"


class Raiser(QObject):
    pressed = Signal()

    def fail(self) -> None:
        raise ZeroDivisionError(f"with {KEY}")


@pytest.fixture
def told() -> list[Incident]:
    return []


@pytest.fixture
def watch(tmp_path: Path, told: list[Incident], qapp: object) -> Iterator[ErrorWatch]:
    watch = ErrorWatch(tmp_path / "log")
    watch.listen(told.extend)
    yield watch
    watch.remove()


@pytest.fixture
def hooked(watch: ErrorWatch) -> Iterator[ErrorWatch]:
    """In the place of pytest's own hooks."""
    with capture_exceptions():
        watch.install()
        yield watch
        watch.remove()


def raised(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as caught:
        return caught


def test_an_error_in_a_slot_is_told(hooked: ErrorWatch, told: list[Incident], wait_for: Waiting) -> None:
    raiser = Raiser()
    raiser.pressed.connect(raiser.fail)
    raiser.pressed.emit()
    wait_for(lambda: bool(told))
    assert told[0].failure.summary == "ZeroDivisionError: with …"
    assert told[0].file is not None


def test_an_error_of_the_event_loop_is_told(hooked: ErrorWatch, told: list[Incident], on_loop: OnLoop) -> None:
    async def fail() -> None:
        raise ValueError("in a task nobody waits for")

    async def use() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(hooked.loop_failed)
        loop.call_soon(lambda: 1 // 0)
        await until(lambda: len(told) == 1)
        task = loop.create_task(fail())
        await asyncio.sleep(0)
        del task
        await until(lambda: gc.collect() is not None and len(told) == 2)

    on_loop(use())
    assert [each.failure.summary.partition(":")[0] for each in told] == ["ZeroDivisionError", "ValueError"]


def test_a_connection_that_breaks_is_only_logged(
    watch: ErrorWatch, told: list[Incident], caplog: pytest.LogCaptureFixture, on_loop: OnLoop
) -> None:
    async def use() -> None:
        loop = asyncio.get_running_loop()
        reset = ConnectionResetError("reset by peer")
        watch.loop_failed(loop, {"message": "Fatal error on transport", "exception": reset, "transport": object()})
        watch.loop_failed(loop, {"message": "Task was destroyed but it is pending"})
        watch.take(raised(ValueError("a bug")))
        await until(lambda: bool(told))

    on_loop(use())
    assert [each.failure.summary for each in told] == ["ValueError: a bug"]
    assert "reset by peer" in caplog.text
    assert "Task was destroyed" in caplog.text


def test_an_error_of_a_thread_is_told_on_the_windows(
    hooked: ErrorWatch, told: list[Incident], wait_for: Waiting
) -> None:
    heard_on: list[threading.Thread] = []
    hooked.listen(lambda incidents: (told.extend(incidents), heard_on.append(threading.current_thread())))
    thread = threading.Thread(target=lambda: [].pop())
    thread.start()
    thread.join()
    wait_for(lambda: bool(told))
    assert heard_on == [threading.main_thread()]
    assert told[0].failure.summary.startswith("IndexError")


def test_a_bug_that_a_part_of_the_window_has_caught_is_told(
    hooked: ErrorWatch, told: list[Incident], wait_for: Waiting
) -> None:
    part = logging.getLogger("rundot_studio.ui.session.errands")
    part.error("nothing raised")
    part.error("a fault of the environment", exc_info=raised(StudioError("The disk is full.")))
    part.error("a bug", exc_info=raised(KeyError("x")))
    wait_for(lambda: bool(told))
    assert [each.failure.summary for each in told] == ["KeyError: 'x'"]


class _Falling:
    def __del__(self) -> None:
        raise ZeroDivisionError(KEY)


def test_an_error_in_a_destructor_is_only_logged(
    hooked: ErrorWatch, told: list[Incident], caplog: pytest.LogCaptureFixture, wait_for: Waiting
) -> None:
    falling = _Falling()
    del falling
    hooked.take(raised(ValueError("the next one")))
    wait_for(lambda: bool(told))
    assert [each.failure.summary for each in told] == ["ValueError: the next one"]
    assert "ZeroDivisionError" in caplog.text
    assert KEY not in caplog.text


def test_the_same_error_is_counted_and_reported_once(
    watch: ErrorWatch, told: list[Incident], tmp_path: Path, caplog: pytest.LogCaptureFixture, wait_for: Waiting
) -> None:
    for number in range(1000):
        watch.take(raised(ValueError(f"each time another text: {number}")))
    wait_for(lambda: bool(told))
    assert len(told) == 1
    assert told[0].count == 1000
    assert len(crash_reports(tmp_path / "log")) == 1
    assert len(caplog.records) < 15


def test_a_storm_of_different_errors_fills_neither_memory_nor_folder(
    watch: ErrorWatch, told: list[Incident], tmp_path: Path, wait_for: Waiting
) -> None:
    for number in range(3 * KINDS_MOST):
        watch.take(raised(type(f"Error{number}", (Exception,), {})()))
    wait_for(lambda: bool(told))
    assert len(told) == KINDS_MOST
    assert sum(each.count for each in told) == 3 * KINDS_MOST
    assert len(crash_reports(tmp_path / "log")) == REPORTS_MOST
    assert all(each.report for each in told)


def test_what_came_before_anybody_listened_is_told_then(tmp_path: Path, wait_for: Waiting) -> None:
    watch = ErrorWatch(tmp_path)
    watch.take(raised(ValueError("early")))
    wait_for(lambda: bool(watch.files))
    told: list[Incident] = []
    watch.listen(told.extend)
    assert [each.failure.summary for each in told] == ["ValueError: early"]
    watch.remove()


def test_what_nobody_was_told_at_the_end_is_written(watch: ErrorWatch, told: list[Incident], tmp_path: Path) -> None:
    watch.take(raised(ValueError("late")))
    watch.remove()
    assert told == []
    assert len(crash_reports(tmp_path / "log")) == 1


@pytest.mark.parametrize("in_order", [True, False])
def test_the_next_start_tells_of_a_run_that_did_not_end_in_order(
    watch: ErrorWatch, tmp_path: Path, in_order: bool
) -> None:
    watch.take(raised(ValueError("while closing")))
    watch.end(in_order=in_order)
    assert bool(unseen_reports(tmp_path / "log")) is not in_order


def test_an_error_while_telling_comes_round_no_faster_than_it_is_told(watch: ErrorWatch, wait_for: Waiting) -> None:
    tellings: list[int] = []

    def fail(_incidents: list[Incident]) -> None:
        tellings.append(1)
        try:
            raise ValueError("in the dialog")
        except ValueError as error:
            watch.take(error)

    watch.facts = lambda: str(1 // 0)
    watch.listen(fail)
    watch.take(raised(KeyError("first")))
    wait_for(lambda: len(tellings) >= 3)
    begun = time.monotonic()
    wait_for(lambda: len(tellings) >= 5)
    assert time.monotonic() - begun > 2 * PAUSE_MS / 1000 - 0.1


def test_a_private_word_and_a_key_are_in_no_report(
    watch: ErrorWatch, told: list[Incident], tmp_path: Path, wait_for: Waiting
) -> None:
    watch.private = lambda: ["a brave knight"]
    watch.facts = lambda: "Program: 9\n"
    watch.take(raised(ValueError(f"a brave knight {KEY}")))
    wait_for(lambda: bool(told))
    (file,) = crash_reports(tmp_path / "log")
    for text in (told[0].report, file.read_text(encoding="utf-8")):
        assert "Program: 9" in text
        assert KEY not in text
        assert "a brave knight" not in text


def test_nothing_stays_hooked(tmp_path: Path, qapp: object) -> None:
    before = (
        sys.excepthook,
        threading.excepthook,
        sys.unraisablehook,
        list(logging.getLogger("rundot_studio.ui").handlers),
    )
    watch = ErrorWatch(tmp_path)
    watch.install()
    watch.install()
    assert sys.excepthook is not before[0]
    watch.take(raised(ValueError("x")))
    watch.remove()
    after = (
        sys.excepthook,
        threading.excepthook,
        sys.unraisablehook,
        list(logging.getLogger("rundot_studio.ui").handlers),
    )
    assert after == before
    assert not [timer for timer in watch.findChildren(QTimer) if timer.isActive()]
