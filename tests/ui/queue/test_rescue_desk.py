from datetime import UTC, datetime, timedelta

import pytest

from rundot_studio.domain.errors import Problem
from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.queue.rescue_desk import REFRESH_MS, risk_words, time_left
from tests.ui.conftest import running_timers
from tests.ui.stand_in import StandInStudio, picture_of

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
UNREACHED = Problem("DOWNLOAD_FAILED", "The picture could not be fetched.", "", "fetch")


def answered(ends: timedelta | None) -> Job:
    answer = Answer("https://cdn.example/1.png", deadline=NOW + ends if ends is not None else None)
    return Job("1", GenerateRecipe("a knight"), "api", NOW, JobState.ANSWERED, answer=answer)


def ticking() -> bool:
    return any(timer.interval() == REFRESH_MS for timer in running_timers())


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ([], ""),
        ([timedelta(days=3, hours=1)], "1 link expires in 3 days: saving"),
        ([timedelta(days=3), timedelta(days=3, hours=5)], "2 links expire in 3 days: saving"),
        ([timedelta(days=6), timedelta(hours=5)], "2 links, the first expires in 5 hours: saving"),
        ([timedelta(days=6), None], "2 links, the first expires in 6 days: saving"),
        ([None, None], "2 pictures are not fetched yet: saving"),
        ([None], "1 picture is not fetched yet: saving"),
    ],
)
def test_the_first_end_among_the_links_is_told(ends: list[timedelta | None], words: str) -> None:
    assert risk_words([answered(end) for end in ends], NOW) == words


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=2) - timedelta(seconds=1), "47 hours"),
        (timedelta(hours=2) - timedelta(seconds=1), "119 minutes"),
        (timedelta(seconds=119), "a moment"),
        (timedelta(days=-1), "a moment"),
    ],
)
def test_never_more_time_is_promised_than_is_left(left: timedelta, words: str) -> None:
    assert time_left(left) == words


def test_the_status_line_tells_what_is_at_risk_until_it_is_saved(wired: MainWindow, studio: StandInStudio) -> None:
    status = wired.panels.status
    jobs = studio.queue.submit(GenerateRecipe("a knight"), 2)
    answer = Answer("https://cdn.example/1.png", deadline=datetime.now(UTC) + timedelta(days=3, minutes=5))
    for job in jobs:
        studio.queue.answer(job.id, answer, UNREACHED)
    assert status.risk == ""
    studio.rescue.risk(2)
    assert status.risk == "2 links expire in 3 days: saving"
    assert ticking()
    for number in (1, 2):
        studio.rescue.saved.emit(picture_of(number, GenerateRecipe("a knight"), "1.png"))
    assert status.message == "Saved 2 pictures that were at risk."
    studio.rescue.risk(0)
    assert status.risk == ""
    assert not ticking()


def test_what_is_at_risk_is_forgotten_with_its_studio(wired: MainWindow, studio: StandInStudio) -> None:
    (job,) = studio.queue.submit(GenerateRecipe("a knight"))
    studio.queue.answer(job.id, Answer("https://cdn.example/1.png"), UNREACHED)
    studio.rescue.risk(1)
    assert wired.panels.status.risk == "1 picture is not fetched yet: saving"
    wired.release()
    assert wired.panels.status.risk == ""
    assert not ticking()
