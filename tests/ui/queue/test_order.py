"""Order, retrying within the spending limit, and what an earlier run left."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rundot_studio.domain.errors import Problem
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.main_window import MainWindow
from tests.ui.conftest import OnLoop, until
from tests.ui.stand_in import StandInConnection, StandInStudio

UNREACHED = Problem("SERVICE_UNREACHABLE", "The service could not be reached.", "", "retry")
LOST = Problem("ANSWER_LOST", "It may have been billed.", "", "again")


def names(window: MainWindow) -> list[str]:
    return [row.job.recipe.prompt for row in window.panels.queue.rows]  # type: ignore[union-attr]


def order(studio: StandInStudio, *prompts: str) -> list[Job]:
    return [studio.queue.submit(GenerateRecipe(prompt))[0] for prompt in prompts]


def test_waiting_jobs_are_moved_with_alt_and_the_arrow_keys(wired: MainWindow, studio: StandInStudio) -> None:
    order(studio, "a", "b", "c")
    wired.panels.show_side("queue")
    QApplication.processEvents()
    row = wired.panels.queue.rows[2]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(wired) == ["a", "c", "b"]
    assert [job.recipe.prompt for job in studio.queue.jobs] == ["a", "c", "b"]  # type: ignore[union-attr]
    assert wired.panels.queue.rows[1].hasFocus()
    QTest.keyClick(row, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    assert names(wired) == ["c", "a", "b"]
    QTest.keyClick(row, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(row, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(row, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(wired) == ["a", "b", "c"]


def test_a_row_is_dragged_to_another_place(wired: MainWindow, studio: StandInStudio) -> None:
    order(studio, "a", "b", "c")
    wired.panels.show_side("queue")
    row = wired.panels.queue.rows[2]
    QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    QTest.mouseMove(row, QPoint(60, -20))
    QTest.mouseMove(row, QPoint(60, -90))
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton, pos=QPoint(60, -90))
    assert names(wired) == ["c", "a", "b"]


def test_what_runs_is_not_dragged(wired: MainWindow, studio: StandInStudio) -> None:
    first, _second = order(studio, "a", "b")
    studio.queue.send(first.id)
    row = wired.panels.queue.rows[0]
    QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=QPoint(60, 20))
    QTest.mouseMove(row, QPoint(60, 90))
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton, pos=QPoint(60, 90))
    QTest.keyClick(row, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(wired) == ["a", "b"]


def test_all_that_another_try_may_mend_is_sent_again_in_one_press(wired: MainWindow, studio: StandInStudio) -> None:
    first, second, lost, reworded = order(studio, "a", "b", "c", "d")
    for job in (first, second):
        studio.queue.fail(job.id, UNREACHED)
    studio.queue.send(lost.id)
    studio.queue._change(replace(lost, state=JobState.LOST, problem=LOST))
    studio.queue.fail(reworded.id, Problem("BLOCKED", "Blocked.", "", "reword"))
    assert wired.panels.queue.head.retry_all.isVisibleTo(wired)
    wired.panels.queue.head.retry_all.click()
    assert studio.queue.retried == [first.id, second.id]
    assert not wired.panels.queue.head.retry_all.isVisibleTo(wired)


def test_sending_again_asks_above_the_limit_as_a_new_order_does(
    wired: MainWindow, studio: StandInStudio, on_loop: OnLoop
) -> None:
    async def use() -> None:
        studio.connection = StandInConnection("run", "RUN", procedural=False, offline=False)
        studio.settings = replace(studio.settings, max_credits=5.0)
        studio.costs.price = 3.0
        jobs = order(studio, "a", "b")
        for job in jobs:
            studio.queue.fail(job.id, UNREACHED)
        wired.panels.queue.rows[0].button.click()  # one is within the limit
        await until(lambda: studio.queue.retried == [jobs[0].id])
        studio.queue.fail(jobs[0].id, UNREACHED)
        wired.panels.queue.head.retry_all.click()
        guard = wired.panels.prompt.guard
        await until(lambda: guard.isVisibleTo(wired))
        assert studio.queue.retried == [jobs[0].id]
        guard.send.click()
        assert studio.queue.retried == [jobs[0].id, jobs[0].id, jobs[1].id]

    on_loop(use())


def test_sending_again_asks_where_nobody_tells_the_price(
    wired: MainWindow, studio: StandInStudio, on_loop: OnLoop
) -> None:
    async def use() -> None:
        studio.connection = StandInConnection("run", "RUN", procedural=False, offline=False)
        studio.settings = replace(studio.settings, max_credits=5.0)
        (job,) = order(studio, "a")
        studio.queue.fail(job.id, UNREACHED)
        wired.panels.queue.rows[0].button.click()
        guard = wired.panels.prompt.guard
        await until(lambda: guard.isVisibleTo(wired))
        assert studio.queue.retried == []
        guard.send.click()
        assert studio.queue.retried == [job.id]

    on_loop(use())


def test_what_was_left_is_sent_or_forgotten_in_one_place(wired: MainWindow, studio: StandInStudio) -> None:
    jobs = order(studio, "a", "b", "c")
    wired.hold(jobs)
    card = wired.panels.queue.head.left
    assert card.isVisibleTo(wired)
    assert card.words.text() == "3 pictures were waiting when the studio closed."
    wired.panels.queue.rows[0].button.click()
    assert card.words.text() == "2 pictures were waiting when the studio closed."
    card.send.click()
    assert studio.queue.retried == [job.id for job in jobs]
    assert not card.isVisibleTo(wired)


def test_forgotten_jobs_are_gone(wired: MainWindow, studio: StandInStudio) -> None:
    jobs = order(studio, "a", "b")
    wired.hold(jobs)
    for job in jobs:  # as they are for the real queue: never sent
        studio.queue._jobs[job.id] = replace(job, state=JobState.FAILED)
    wired.panels.queue.head.left.forget.click()
    assert studio.queue.jobs == []
    assert not wired.panels.queue.head.left.isVisibleTo(wired)


def test_jobs_of_a_program_that_died_ask_for_a_word(wired: MainWindow, studio: StandInStudio, on_loop: OnLoop) -> None:
    async def use() -> None:
        jobs = order(studio, "a")
        studio.jobs_left.emit(jobs)
        await until(lambda: wired.panels.queue.head.left.isVisibleTo(wired))

    on_loop(use())


def test_what_runs_comes_before_what_was_left(wired: MainWindow, studio: StandInStudio) -> None:
    wired.hold(order(studio, "left"))
    order(studio, "new", "newer")
    assert names(wired) == ["new", "newer", "left"]
