"""The tour in a window over the studio in memory, and with a picture there."""

from collections.abc import Callable

import pytest

from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.tour.tour import Tour
from tests.ui.conftest import Waiting
from tests.ui.stand_in import StandInStudio

Taking = Callable[[MainWindow], Tour]


def running(window: MainWindow) -> Tour:
    """The tour that runs."""
    tour = window.touring.tour
    assert tour is not None
    return tour


@pytest.fixture
def tour(wired: MainWindow) -> Tour:
    """Over an empty library."""
    wired.commands.run("tour")
    return running(wired)


@pytest.fixture
def with_picture(wired: MainWindow, studio: StandInStudio, wait_for: Waiting) -> MainWindow:
    """The window with one picture on the canvas."""
    (job,) = studio.queue.submit(GenerateRecipe("a knight", seed=7))
    studio.queue.finish(job.id)
    wait_for(lambda: wired.desk.picture is not None and wired.panels.canvas.tools.isVisible())
    return wired
