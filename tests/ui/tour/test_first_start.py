"""What a first start offers and tells, each of it once."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.gallery.empty import HAD_PICTURES
from rundot_studio.ui.gallery.library_place import LibraryPlace
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.session.window_memory import WindowMemory
from tests.ui.conftest import Waiting, draw_small
from tests.ui.stand_in import StandInStudio

from .conftest import running


def told(window: MainWindow) -> str:
    """What the welcome says of the library."""
    foot = window.panels.empty.foot
    return foot.words.replace("\u200b", "") if isinstance(foot, LibraryPlace) and foot.isVisible() else ""


# --- the tour ---


def test_the_welcome_offers_the_tour(wired: MainWindow) -> None:
    offer = wired.panels.empty.tour
    assert offer.isVisible()
    offer.take.click()
    assert running(wired).stop.name == "write"
    assert not offer.isVisible()


def test_who_declines_is_not_asked_again(wired: MainWindow) -> None:
    offer = wired.panels.empty.tour
    offer.decline.click()
    assert not offer.isVisible()
    assert wired.touring.tour is None
    assert wired.memory.get("tour") == "skipped"


@pytest.mark.parametrize(("kept", "offered"), [(None, True), ("taken", False), ("skipped", False), (7, True)])
def test_it_is_offered_until_it_was_taken_or_declined(qtbot: QtBot, kept: object, offered: bool) -> None:
    memory = WindowMemory()
    if kept is not None:
        memory.put("tour", kept)
    window = MainWindow(memory)
    window.show()
    assert window.panels.empty.tour.isVisible() is offered
    window.show_failure("There is no library.")
    assert not window.panels.empty.tour.isVisible()
    window.panels.empty.show_failure("")
    assert window.panels.empty.tour.isVisible() is offered
    window.finish()
    window.deleteLater()


def test_the_examples_stay_where_they_are_when_the_offer_goes(wired: MainWindow) -> None:
    example = wired.panels.empty.examples[0]
    before = example.pos()
    wired.panels.empty.tour.decline.click()
    QApplication.processEvents()
    assert example.pos() == before


def test_it_is_found_again_among_the_commands_in_the_guide_and_in_the_preferences(
    wired: MainWindow, wait_for: Waiting
) -> None:
    wired.memory.put("tour", "skipped")
    wired.program.open_guide()
    wired.program.guide.tour.click()
    assert not wired.program.guide.isVisible()
    running(wired).skip()
    wait_for(lambda: wired.touring.tour is None)
    wired.program.open_preferences("advanced")
    wired.program.preferences.advanced.tour.click()
    assert not wired.program.preferences.isVisible()
    running(wired).skip()
    wait_for(lambda: wired.touring.tour is None)
    assert "tour" in {action.name for action in wired.commands.all}
    assert "Ctrl+K" in wired.panels.status.message


def test_who_has_taken_it_has_taken_it_even_when_it_is_skipped_another_time(
    wired: MainWindow, wait_for: Waiting
) -> None:
    wired.memory.put("tour", "taken")
    wired.commands.run("tour")
    running(wired).skip()
    wait_for(lambda: wired.touring.tour is None)
    assert wired.memory.get("tour") == "taken"


def test_taking_it_while_it_runs_begins_it_anew(with_picture: MainWindow) -> None:
    with_picture.commands.run("tour")
    tour = running(with_picture)
    tour.go_to("star")
    with_picture.commands.run("tour")
    assert running(with_picture) is tour
    assert tour.stop.name == "write"


# --- the day after ---


def test_who_has_pictures_sees_no_welcome_while_the_library_is_opened(qtbot: QtBot, studio: StandInStudio) -> None:
    studio.library.add(GenerateRecipe("a knight", seed=1))
    memory = WindowMemory()
    seen = []
    for _start in range(2):
        window = MainWindow(memory)
        window.show()
        window.furnish()
        seen.append(window.panels.empty.examples[0].isVisible())
        window.attach(studio)  # type: ignore[arg-type]
        assert window.panels.canvas.isVisible()
        window.finish()
        window.deleteLater()
    assert seen == [True, False]


def test_the_welcome_is_back_where_the_pictures_are_gone_or_can_not_be_opened(
    qtbot: QtBot, studio: StandInStudio
) -> None:
    memory = WindowMemory()
    memory.put(HAD_PICTURES, True)
    window = MainWindow(memory)
    window.show()
    window.furnish()
    window.show_failure("There is no library.")
    assert window.panels.empty.another_folder.isVisible()
    window.attach(studio)  # type: ignore[arg-type]
    assert window.panels.empty.examples[0].isVisible()
    window.finish()
    assert memory.get(HAD_PICTURES) is False
    window.deleteLater()


# --- where the library is ---


def test_where_a_new_library_is_is_told_once(window: MainWindow, studio: StandInStudio) -> None:
    window.attach(studio)  # type: ignore[arg-type]
    assert told(window).endswith(str(studio.library.folder))
    window.release()
    window.attach(studio)  # type: ignore[arg-type]
    assert told(window), "another connection was chosen, the welcome is the same"


def test_it_is_not_told_at_the_next_start(qtbot: QtBot, studio: StandInStudio) -> None:
    memory = WindowMemory()
    found = []
    for _start in range(2):
        window = MainWindow(memory)
        window.show()
        window.attach(studio)  # type: ignore[arg-type]
        found.append(bool(told(window)))
        window.finish()
        window.deleteLater()
    assert found == [True, False]


def test_every_new_library_is_told_of(window: MainWindow, studio: StandInStudio, tmp_path: Path) -> None:
    window.attach(studio)  # type: ignore[arg-type]
    window.release()
    (tmp_path / "other").mkdir()
    other = StandInStudio(tmp_path / "other", draw_small)
    window.attach(other)  # type: ignore[arg-type]
    assert told(window).endswith("other")


def test_a_library_with_pictures_is_no_news(window: MainWindow, studio: StandInStudio) -> None:
    studio.library.add(GenerateRecipe("a knight", seed=1))
    window.attach(studio)  # type: ignore[arg-type]
    assert window.panels.empty.foot is None


@pytest.mark.parametrize("text", [100, 130])
def test_it_says_so_below_all_else_in_the_smallest_window(window: MainWindow, studio: StandInStudio, text: int) -> None:
    window.appearance.set_text(text)
    window.resize(window.minimumSize())
    window.attach(studio)  # type: ignore[arg-type]
    QApplication.processEvents()
    welcome, foot = window.panels.empty, window.panels.empty.foot
    assert foot is not None
    offer = QRect(welcome.tour.mapTo(welcome, QPoint(0, 0)), welcome.tour.size())
    assert welcome.rect().contains(foot.geometry())
    assert foot.y() > offer.bottom()
    assert foot.x() == offer.x()
    window.appearance.set_text("system")
