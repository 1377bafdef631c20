"""Jobs that wait, whose answer was lost, or that finish later: what their cards show and what can be done there."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest

from rundot_studio.domain.errors import Problem
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.studio.later import Collected
from rundot_studio.ui.gallery.cards import action_places
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.pictures.words import problem_words, time_words
from rundot_studio.ui.queue.job_actions import ACTION, LOOK, TRY_NOW, job_actions
from tests.ui.conftest import OnLoop, until
from tests.ui.stand_in import StandInStudio

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
LIMITED = Problem("RATE_LIMITED", "Too many calls", "", "retry")
LOST = Problem("ANSWER_LOST", "No answer: it may have been billed", "", "again")


def job(**changes: object) -> Job:
    return replace(Job("a", GenerateRecipe("a knight", seed=1), "run", NOW), **changes)  # type: ignore[arg-type]


def lose(studio: StandInStudio) -> Job:
    (sent,) = studio.queue.submit(GenerateRecipe("a knight"))
    studio.queue.send(sent.id)
    studio.queue._change(studio.queue.jobs[0].moved_to(JobState.LOST, problem=LOST))
    return studio.queue.jobs[0]


def test_each_kind_of_job_offers_what_helps_first() -> None:
    waiting = job(problem=LIMITED, waits_until=NOW + timedelta(seconds=12))
    lost = job(state=JobState.LOST, problem=LOST)
    assert job_actions(job()) == [(ACTION, "Cancel")]
    assert job_actions(waiting) == [(TRY_NOW, "Try now"), (ACTION, "Cancel")]
    assert job_actions(lost) == [(LOOK, "Look again"), (ACTION, "Send again")]
    assert job_actions(lost, looking=False) == [(ACTION, "Send again")]


@pytest.mark.parametrize("side", [96, 132, 200, 280])
def test_the_actions_of_a_card_lie_on_it_and_not_on_each_other(side: int) -> None:
    card = QRectF(0, 0, side, side)
    places = [place for _, _, place in action_places(card, job(state=JobState.LOST, problem=LOST), QFont())]
    assert len(places) == 2
    assert all(card.contains(place) for place in places)
    overlap = places[0].intersected(places[1])
    assert overlap.width() * overlap.height() <= 2 * places[0].width()


def test_a_job_that_waits_is_sent_now_from_its_card(wired: MainWindow, studio: StandInStudio) -> None:
    (queued,) = studio.queue.submit(GenerateRecipe("a knight"))
    later = datetime.now(UTC) + timedelta(seconds=12)
    studio.queue._change(replace(queued, problem=LIMITED, waits_until=later))
    view = wired.panels.gallery.view
    rect = QRectF(view.visualRect(view.rows.index(0)))
    part, _, place = action_places(rect, studio.queue.jobs[0], view.font())[0]
    assert part == TRY_NOW
    centre = place.center().toPoint()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(centre))
    assert studio.queue.retried == [queued.id]
    assert studio.queue.cancelled == []


def test_return_on_a_card_helps_and_stops_nothing(wired: MainWindow, studio: StandInStudio) -> None:
    (queued,) = studio.queue.submit(GenerateRecipe("a knight"))
    view = wired.panels.gallery.view
    view.select_row(0)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert studio.queue.cancelled == []
    studio.queue._change(replace(queued, problem=LIMITED, waits_until=datetime.now(UTC) + timedelta(seconds=12)))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert studio.queue.retried == [queued.id]


def test_a_lost_answer_is_looked_for_before_it_is_sent_again(
    wired: MainWindow, studio: StandInStudio, on_loop: OnLoop
) -> None:
    async def use() -> None:
        lost = lose(studio)
        (row,) = wired.panels.queue.rows
        look, again = row.buttons
        assert (look.text(), again.text()) == ("Look again", "Send again")
        look.click()
        await until(lambda: wired.panels.status.message == "The service has nothing to tell of it so far.")
        assert studio.later.asked == 1
        assert studio.queue.retried == []
        studio.later.collected = Collected(jobs=[lost])
        look.click()
        await until(lambda: wired.panels.status.message == "Found: the picture is on its way.")
        again.click()
        assert studio.queue.retried == [lost.id]

    on_loop(use())


def test_where_the_service_tells_nothing_later_looking_is_not_offered_again(
    wired: MainWindow, studio: StandInStudio, on_loop: OnLoop
) -> None:
    async def use() -> None:
        studio.later.collected = Collected(offered=False)
        lose(studio)
        (row,) = wired.panels.queue.rows
        row.buttons[0].click()
        await until(lambda: [button.text() for button in row.buttons] == ["Send again"])

    on_loop(use())


def test_that_a_lost_answer_may_have_been_billed_is_said_first() -> None:
    assert problem_words(job(state=JobState.LOST, problem=LOST))[0] == "May have been billed"
    assert problem_words(job(state=JobState.FAILED, problem=LIMITED)) == ("Too many calls", "")


def test_a_background_job_says_that_it_comes_later() -> None:
    later = job(state=JobState.SENT, sent_at=NOW, later_id="their-id")
    assert time_words(later, 18.0, NOW + timedelta(seconds=100)) == "will come later"
