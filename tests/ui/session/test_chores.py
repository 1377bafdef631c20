"""Chores: one after the other, told on the window's thread, and done to the end."""

import logging
import threading
import time

import pytest
from pytestqt.qtbot import QtBot

from rundot_studio.domain.errors import LibraryUnusable, StudioError
from rundot_studio.ui.session.chores import Chores
from tests.ui.conftest import Waiting


def test_they_are_done_in_order_off_the_windows_thread(qtbot: QtBot, wait_for: Waiting) -> None:
    chores = Chores("test")
    told: list[tuple[int, bool]] = []

    def work(number: int) -> tuple[int, bool]:
        time.sleep(0.02 if number == 0 else 0)
        return number, threading.current_thread() is threading.main_thread()

    for number in range(4):
        chores.run(lambda number=number: work(number), told.append)  # type: ignore[misc]
    assert told == []
    wait_for(lambda: len(told) == 4)
    assert told == [(number, False) for number in range(4)]
    chores.close()


def test_a_fault_is_told_and_a_bug_is_logged(qtbot: QtBot, wait_for: Waiting, caplog: pytest.LogCaptureFixture) -> None:
    chores = Chores("test")
    failed: list[StudioError] = []
    done: list[object] = []

    def fault() -> None:
        raise LibraryUnusable("gone")

    chores.run(fault, done.append, failed.append)
    with caplog.at_level(logging.ERROR):
        chores.run(lambda: 1 / 0, done.append, failed.append)
        chores.run(lambda: "after", done.append)
        wait_for(lambda: done == ["after"])
    assert [error.message for error in failed] == ["gone"]
    assert "failed by a bug" in caplog.text
    chores.close()


def test_closing_does_what_is_left_and_tells_nothing(qtbot: QtBot) -> None:
    chores = Chores("test")
    written: list[int] = []
    told: list[object] = []
    for number in range(5):
        chores.run(lambda number=number: (time.sleep(0.01), written.append(number)), told.append)  # type: ignore[misc]
    chores.close()
    assert written == [0, 1, 2, 3, 4]
    chores.run(lambda: written.append(9))
    qtbot.wait(30)
    assert told == []
    assert written == [0, 1, 2, 3, 4]
