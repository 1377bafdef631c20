import pytest
from pytestqt.qtbot import QtBot

from rundot_studio.ui.gallery.arrivals import FADE_S, Arrivals
from tests.ui.conftest import Waiting, running_timers


class Clock:
    """Time that goes only when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def arrivals(qtbot: QtBot, clock: Clock) -> Arrivals:
    return Arrivals(clock=clock)


def test_a_new_picture_fades_in_and_then_stays(arrivals: Arrivals, clock: Clock) -> None:
    arrivals.expect("a")
    arrivals.begin("a")
    seen = []
    for _ in range(4):
        seen.append(round(arrivals.opacity("a"), 2))
        clock.now += FADE_S / 2
    assert seen == [0.0, 0.5, 1.0, 1.0]


def test_pictures_that_were_there_before_simply_appear(arrivals: Arrivals) -> None:
    arrivals.begin("old")
    assert arrivals.opacity("old") == 1.0


def test_a_thumbnail_that_comes_again_does_not_fade_again(arrivals: Arrivals, clock: Clock) -> None:
    arrivals.expect("a")
    arrivals.begin("a")
    clock.now += 1
    arrivals.begin("a")
    assert arrivals.opacity("a") == 1.0


def test_when_nothing_fades_no_timer_runs(arrivals: Arrivals, clock: Clock, wait_for: Waiting) -> None:
    arrivals.expect("a")
    arrivals.begin("a")
    assert running_timers()
    clock.now += 1
    wait_for(lambda: not running_timers())


def test_the_motion_is_short() -> None:
    assert FADE_S <= 0.15
