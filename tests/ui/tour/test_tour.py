"""The tour teaches by doing, points at the real parts, and is in nobody's way."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from rundot_studio.domain.recipe import CutoutRecipe, SourceImage
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.tour.sight import seen_of
from rundot_studio.ui.tour.tour import Tour
from tests.ui.conftest import Waiting
from tests.ui.stand_in import StandInConnection, StandInStudio

from .conftest import running

STOPS = ["write", "generate", "recipe", "seed", "cut-out", "star", "export", "find"]


@pytest.fixture
def still(window: MainWindow) -> Iterator[None]:
    """Nothing glides."""
    window.appearance.set_motion("less")
    yield
    window.appearance.set_motion("system")


def at(window: MainWindow, name: str) -> bool:
    return window.touring.tour is not None and window.touring.tour.stop.name == name


def place_of(widget: QWidget, window: MainWindow) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


# --- by doing ---


def test_the_loop_is_learnt_by_doing_it(
    wired: MainWindow, studio: StandInStudio, tour: Tour, wait_for: Waiting
) -> None:
    panels = wired.panels
    QTest.keyClicks(panels.prompt.prompt.edit, "a knight")
    wait_for(lambda: at(wired, "generate"))
    panels.prompt.send()
    wait_for(lambda: at(wired, "recipe"))
    picture = studio.queue.finish(studio.queue.jobs[0].id)
    wait_for(lambda: tour.part is panels.inspector.table)
    panels.inspector.table.used.emit("seed")
    wait_for(lambda: at(wired, "seed"))
    panels.prompt.prompt.set_text("a knight at night")
    panels.prompt.send()
    wait_for(lambda: at(wired, "cut-out"))
    studio.queue.finish(studio.queue.jobs[0].id)
    wait_for(lambda: tour.part is panels.canvas.tools.buttons["cut-out"])
    (job,) = studio.queue.submit(CutoutRecipe(SourceImage(picture.path, picture_id=picture.id)), parent=picture)
    studio.queue.finish(job.id)
    wait_for(lambda: at(wired, "star"))
    panels.inspector.stars.chosen.emit(5)
    wait_for(lambda: at(wired, "export"))
    wired.commands.run("export")
    wait_for(lambda: at(wired, "find"))
    assert wired.exporting.sheet is not None
    wired.exporting.sheet.dismiss()
    wired.commands.run("palette")
    wait_for(lambda: wired.touring.tour is None)
    wired.palette_sheet.dismiss()
    assert wired.memory.get("tour") == "taken"


def test_an_example_is_as_good_as_words_of_ones_own(wired: MainWindow, tour: Tour, wait_for: Waiting) -> None:
    assert "examples" in tour.stop.words
    wired.panels.empty.examples[1].click()
    wait_for(lambda: at(wired, "generate"))
    assert "castle" in wired.panels.prompt.prompt.text


def test_who_is_ahead_is_followed(wired: MainWindow, tour: Tour, wait_for: Waiting) -> None:
    wired.panels.prompt.prompt.set_text("a knight")
    wired.panels.prompt.send()
    wait_for(lambda: at(wired, "recipe"))


def test_next_does_what_a_newcomer_did_not_and_says_so(wired: MainWindow, studio: StandInStudio, tour: Tour) -> None:
    assert tour.card.hint
    tour.card.next.click()
    assert wired.panels.prompt.prompt.text == wired.panels.empty.examples[0].text()
    assert at(wired, "generate")
    assert tour.card.hint
    tour.card.next.click()
    assert at(wired, "recipe")
    assert len(studio.queue.submitted) == 1
    assert not tour.card.hint


def test_next_makes_nothing_for_somebody_who_has_pictures(with_picture: MainWindow, studio: StandInStudio) -> None:
    with_picture.commands.run("tour")
    tour = running(with_picture)
    ordered = len(studio.queue.submitted)
    for name in STOPS[1:]:
        assert not tour.card.hint
        tour.card.next.click()
        assert at(with_picture, name)
    assert len(studio.queue.submitted) == ordered
    assert with_picture.panels.prompt.prompt.text == ""


def test_examples_are_spoken_of_where_there_are_any(with_picture: MainWindow) -> None:
    with_picture.commands.run("tour")
    assert "examples" not in running(with_picture).stop.words


def test_next_orders_nothing_from_a_service_that_may_bill_it(window: MainWindow, studio: StandInStudio) -> None:
    studio.connection = StandInConnection("run", "RUN", procedural=False, offline=False)
    window.attach(studio)  # type: ignore[arg-type]
    window.commands.run("tour")
    tour = running(window)
    window.panels.prompt.prompt.set_text("a knight")
    tour.go_to("generate")
    assert "rules" not in tour.card.words
    assert not tour.card.hint
    tour.card.next.click()
    assert not studio.queue.submitted


def test_the_words_name_the_artists_own_shortcuts(wired: MainWindow) -> None:
    wired.commands.change_shortcuts({"cut-out": ["Ctrl+Shift+X"], "export": [""]})
    wired.commands.run("tour")
    tour = running(wired)
    tour.go_to("cut-out")
    assert "(Ctrl+Shift+X)" in tour.card.words
    tour.go_to("export")
    assert tour.card.words.startswith("Export makes")


def test_screen_readers_hear_the_whole_stop(with_picture: MainWindow) -> None:
    with_picture.commands.run("tour")
    card = running(with_picture).card
    assert card.accessibleName() == "Tour"
    assert card.accessibleDescription() == f"Step 1 of 8. {card.title}. {card.words}"
    buttons = (card.next, card.back, card.skip, card.show_it)
    assert len({button.accessibleName() for button in buttons}) == len(buttons)


def test_steps_are_counted_and_back_leads_back(with_picture: MainWindow) -> None:
    with_picture.commands.run("tour")
    tour = running(with_picture)
    assert (tour.card.count, tour.card.back.isVisible()) == ("Step 1 of 8", False)
    tour.card.next.click()
    assert (tour.card.count, tour.card.back.isVisible()) == ("Step 2 of 8", True)
    tour.card.back.click()
    assert at(with_picture, "write")


# --- in nobody's way ---


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700), (960, 620)])
@pytest.mark.parametrize("text", [100, 130])
def test_every_stop_is_whole_in_the_window_and_off_its_part(
    with_picture: MainWindow, still: None, size: tuple[int, int], text: int
) -> None:
    window = with_picture
    window.appearance.set_text(text)
    window.resize(*size)
    QApplication.processEvents()
    window.commands.run("tour")
    tour = running(window)
    try:
        for name in STOPS:
            tour.go_to(name)
            QApplication.processEvents()
            assert tour.part is not None, name
            card = place_of(tour.card, window)
            assert window.rect().contains(card), name
            assert not card.intersects(place_of(tour.part, window)), name
            assert tour.card.height() >= tour.card.layout().totalHeightForWidth(tour.card.width()), name
    finally:
        window.appearance.set_text("system")


def test_what_it_points_at_can_be_pressed_through_the_ring(with_picture: MainWindow, still: None) -> None:
    window = with_picture
    window.commands.run("tour")
    running(window).go_to("seed")
    dice = window.panels.prompt.seed.dice
    place = dice.mapTo(window, dice.rect().center())
    assert window.childAt(place) is dice
    assert running(window).ring.geometry().contains(place)


def test_the_keyboard_stays_in_the_prompt_and_tab_leads_to_the_card(wired: MainWindow, tour: Tour) -> None:
    prompt = wired.panels.prompt.prompt.edit
    assert prompt.hasFocus()
    QTest.keyClick(prompt, Qt.Key.Key_Tab)
    assert tour.card.next.hasFocus()
    QTest.keyClick(tour.card.next, Qt.Key.Key_Return)
    assert at(wired, "generate")
    assert prompt.hasFocus()  # where the example leaves it, to be changed
    tour.card.next.setFocus()
    QTest.keyClick(tour.card.next, Qt.Key.Key_Tab)
    assert tour.card.back.hasFocus()


@pytest.mark.parametrize("where", ["prompt", "card", "canvas"])
def test_escape_skips_it_wherever_the_keyboard_is(with_picture: MainWindow, wait_for: Waiting, where: str) -> None:
    window = with_picture
    window.commands.run("tour")
    tour = running(window)
    canvas = window.panels.canvas.canvas
    widget = {"prompt": window.panels.prompt.prompt.edit, "card": tour.card.next, "canvas": canvas}[where]
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Escape)
    wait_for(lambda: window.touring.tour is None)
    assert window.memory.get("tour") == "skipped"
    if where == "card":
        assert window.panels.prompt.prompt.edit.hasFocus()


def test_escape_first_leads_back_from_a_picture_that_has_the_window(with_picture: MainWindow) -> None:
    window = with_picture
    window.commands.run("tour")
    window.commands.run("only-canvas")
    QTest.keyClick(window.panels.canvas.canvas, Qt.Key.Key_Escape)
    assert window.panels.area.only is None
    assert window.touring.tour is not None


def test_it_never_lies_over_a_sheet(with_picture: MainWindow, wait_for: Waiting) -> None:
    window = with_picture
    window.commands.run("tour")
    tour = running(window)
    window.commands.run("preferences")
    sheet = window.program.preferences
    for name in STOPS:
        tour.go_to(name)
        order = window.children()
        assert max(map(order.index, (tour.ring, tour.ground, tour.card))) < order.index(sheet), name
    sheet.dismiss()
    tour.go_to("seed")
    assert window.children()[-1] is tour.card


def test_it_follows_the_part_when_the_window_changes(with_picture: MainWindow, wait_for: Waiting) -> None:
    window = with_picture
    window.commands.run("tour")
    tour = running(window)
    tour.go_to("find")
    before = tour.ring.geometry()
    window.resize(1100, 760)
    wait_for(lambda: tour.ring.geometry() != before)
    wait_for(lambda: tour.ring.geometry().contains(place_of(window.panels.top.palette_button, window)))


# --- panels that are elsewhere ---


def test_a_panel_that_is_put_away_is_offered(with_picture: MainWindow, still: None) -> None:
    window = with_picture
    window.panels.area.docks["picture"].close()
    window.commands.run("tour")
    tour = running(window)
    tour.go_to("recipe")
    assert tour.part is None
    assert not tour.ring.isVisible()
    assert tour.card.show_it.isVisible()
    assert "put away" in tour.card.words
    tour.card.show_it.click()
    assert window.panels.area.is_shown("picture")
    assert tour.part is window.panels.inspector.table
    assert not tour.card.show_it.isVisible()
    assert "put away" not in tour.card.words


def test_a_panel_below_another_tab_comes_to_the_front(with_picture: MainWindow, wait_for: Waiting) -> None:
    window = with_picture
    window.resize(1024, 700)
    QApplication.processEvents()
    wait_for(lambda: window.panels.area.tabbed)
    window.panels.area.docks["queue"].raise_()
    wait_for(lambda: seen_of(window.panels.inspector.stars).isEmpty())
    window.commands.run("tour")
    running(window).go_to("star")
    assert running(window).part is window.panels.inspector.stars


def test_a_panel_that_floats_has_the_ring_in_its_own_window(
    with_picture: MainWindow, still: None, wait_for: Waiting
) -> None:
    window = with_picture
    dock = window.panels.area.docks["picture"]
    dock.setFloating(True)
    dock.setGeometry(QRect(window.mapToGlobal(QPoint(700, 200)), dock.size()))
    QApplication.processEvents()
    window.commands.run("tour")
    tour = running(window)
    tour.go_to("recipe")
    assert tour.ring.isVisible()
    assert tour.ring.window() is dock
    floating = QRect(window.mapFromGlobal(dock.mapToGlobal(QPoint(0, 0))), dock.size())
    assert not place_of(tour.card, window).intersects(floating)
    dock.setFloating(False)
    wait_for(lambda: tour.ring.window() is window and tour.ring.isVisible())


# --- how it moves ---


def test_it_glides_or_is_there_at_once_where_less_motion_is_wanted(with_picture: MainWindow, wait_for: Waiting) -> None:
    window = with_picture
    window.commands.run("tour")
    tour = running(window)
    start = tour.card.pos()
    window.appearance.set_motion("less")
    try:
        tour.go_to("find")
        there = tour.card.pos()
        assert there != start
        tour.go_to("write")
        assert tour.card.pos() == start
    finally:
        window.appearance.set_motion("full")
    tour.go_to("find")
    assert tour.card.pos() == start
    wait_for(lambda: tour.card.pos() == there)
