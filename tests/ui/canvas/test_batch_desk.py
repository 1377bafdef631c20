"""A tool on what is selected in the gallery: one progress, one cancel, failures named and retried, one guard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rundot_studio.domain.errors import Problem
from rundot_studio.domain.job import JobState
from rundot_studio.domain.recipe import CutoutRecipe, GenerateRecipe
from rundot_studio.studio.settings import Settings
from rundot_studio.ui.main_window import MainWindow
from tests.ui.conftest import OnLoop, until
from tests.ui.stand_in import StandInConnection, StandInStudio

COUNT = 12
WORDS = ("a brave knight", "castle on a hill", "baby dragon")


@pytest.fixture
def filled(window: MainWindow, studio: StandInStudio) -> MainWindow:
    for number in range(COUNT):
        studio.library.add(GenerateRecipe(WORDS[number % len(WORDS)], seed=number))
    window.attach(studio)  # type: ignore[arg-type]
    return window


def select_all(window: MainWindow) -> None:
    window.panels.gallery.view.selection.all()


def test_the_tool_works_on_all_that_are_selected_with_one_progress(
    filled: MainWindow, studio: StandInStudio, on_loop: OnLoop
) -> None:
    async def scenario() -> None:
        select_all(filled)
        assert filled.panels.canvas.tools.selected.text == "12 pictures"
        filled.commands.run("cut-out")
        await until(lambda: len(studio.queue.jobs) == COUNT)
        status, queue = filled.panels.status, filled.panels.queue
        await until(lambda: status.batch == "Cutting out 1 of 12")
        assert queue.batch.isVisible()
        assert queue.batch.words == "Cutting out 1 of 12"
        assert queue.rows == []
        assert queue.summary() == "12 waiting"
        for job in studio.queue.jobs[:6]:
            studio.queue.finish(job.id)
        await until(lambda: status.batch == "Cutting out 7 of 12")
        assert queue.batch.share == 0.5
        for job in studio.queue.jobs:
            studio.queue.finish(job.id)
        await until(lambda: not status.batch)
        assert not queue.batch.isVisible()
        assert not status.stop_batch.isVisible()
        assert status.message == "12 pictures are ready."
        assert all(len(studio.library.children(each.id)) == 1 for each in studio.library.pictures[:COUNT])
        await filled.desk.errands.ended()

    on_loop(scenario())


def test_one_cancel_stops_the_rest(filled: MainWindow, studio: StandInStudio, on_loop: OnLoop) -> None:
    async def scenario() -> None:
        select_all(filled)
        filled.commands.run("depth")
        await until(lambda: len(studio.queue.jobs) == COUNT)
        studio.queue.finish(studio.queue.jobs[0].id)
        status = filled.panels.status
        await until(lambda: status.batch == "Estimating depth 2 of 12")
        QTest.mouseClick(status.stop_batch, Qt.MouseButton.LeftButton)
        assert studio.queue.jobs == []
        await until(lambda: not status.batch)
        assert status.message == "Cancelled. 1 of 12 pictures were made and stay."
        assert len(studio.library.pictures) == COUNT + 1
        await filled.desk.errands.ended()

    on_loop(scenario())


def test_failures_are_named_stand_in_the_queue_and_are_retried_together(
    filled: MainWindow, studio: StandInStudio, on_loop: OnLoop
) -> None:
    async def scenario() -> None:
        select_all(filled)
        filled.commands.run("cut-out")
        await until(lambda: len(studio.queue.jobs) == COUNT)
        jobs = studio.queue.jobs
        for job in jobs[:4]:
            studio.queue.fail(job.id, Problem("NO_CLEAR_SUBJECT", "No clear subject", "", "details"))
        for job in jobs[4:]:
            studio.queue.finish(job.id)
        status, queue = filled.panels.status, filled.panels.queue
        await until(lambda: status.batch.startswith("4 of 12 failed: Baby dragon, Castle on a hill, A brave knight"))
        assert status.batch.endswith("and 1 more")
        assert len(queue.rows) == 4
        assert queue.batch.close_button.isVisible()
        QTest.keyClick(queue.batch.button, Qt.Key.Key_Return)
        assert len(studio.queue.retried) == 4
        await until(lambda: status.batch == "Cutting out 9 of 12")
        assert queue.rows == []
        for job in studio.queue.jobs:
            studio.queue.finish(job.id)
        await until(lambda: not status.batch)
        await filled.desk.errands.ended()

    on_loop(scenario())


def test_dismissing_leaves_what_failed_to_its_own_rows(
    filled: MainWindow, studio: StandInStudio, on_loop: OnLoop
) -> None:
    async def scenario() -> None:
        select_all(filled)
        filled.commands.run("cut-out")
        await until(lambda: len(studio.queue.jobs) == COUNT)
        first, *others = studio.queue.jobs
        studio.queue.fail(first.id, Problem("X", "It failed", "", "retry"))
        for job in others:
            studio.queue.finish(job.id)
        await until(lambda: filled.panels.queue.batch.close_button.isVisible())
        filled.panels.queue.batch.close_button.click()
        assert filled.panels.status.batch == ""
        assert [row.job.id for row in filled.panels.queue.rows] == [first.id]
        await filled.desk.errands.ended()

    on_loop(scenario())


def test_the_guard_asks_once_for_all(filled: MainWindow, studio: StandInStudio, on_loop: OnLoop) -> None:
    studio.connection = StandInConnection(name="run", label="RUN", procedural=False, offline=False)
    studio.settings = Settings(max_credits=5)
    studio.costs.price = 1

    async def scenario() -> None:
        select_all(filled)
        filled.commands.run("upscale")
        guard = filled.panels.prompt.guard
        await until(guard.isVisible)
        assert "12 credits" in guard.words
        assert studio.queue.jobs == []
        guard.send.click()
        await until(lambda: len(studio.queue.jobs) == COUNT)
        assert not guard.isVisible()
        asked = [count for recipe, count in studio.costs.asked if not isinstance(recipe, GenerateRecipe)]
        assert asked == [COUNT]
        await filled.desk.errands.ended()

    on_loop(scenario())


def test_one_selected_picture_is_no_batch(filled: MainWindow, studio: StandInStudio, on_loop: OnLoop) -> None:
    async def scenario() -> None:
        filled.commands.run("cut-out")
        assert [type(job.recipe) for job in studio.queue.jobs] == [CutoutRecipe]
        assert filled.panels.status.batch == ""
        assert len(filled.panels.queue.rows) == 1
        await filled.desk.errands.ended()

    on_loop(scenario())


def test_results_do_not_chase_one_another_over_the_canvas(
    filled: MainWindow, studio: StandInStudio, on_loop: OnLoop
) -> None:
    async def scenario() -> None:
        select_all(filled)
        shown = filled.desk.picture
        filled.commands.run("cut-out")
        await until(lambda: len(studio.queue.jobs) == COUNT)
        for job in studio.queue.jobs:
            studio.queue.finish(job.id)
        assert filled.desk.picture == shown
        await filled.desk.errands.ended()

    on_loop(scenario())


def test_a_batch_of_one_connection_is_forgotten_with_it(
    filled: MainWindow, studio: StandInStudio, on_loop: OnLoop
) -> None:
    async def scenario() -> None:
        select_all(filled)
        filled.commands.run("cut-out")
        await until(lambda: len(studio.queue.jobs) == COUNT)
        await until(lambda: filled.panels.status.batch)
        filled.release()
        assert filled.panels.status.batch == ""
        assert filled.panels.queue.batch.words == ""
        assert all(job.state is JobState.QUEUED for job in studio.queue.jobs)
        await filled.desk.errands.ended()

    on_loop(scenario())
