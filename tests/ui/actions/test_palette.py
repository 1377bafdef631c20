"""The palette and the shortcuts' sheet, over the real window with a stand-in studio."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rundot_studio.ui.main_window import MainWindow
from tests.ui.conftest import Waiting
from tests.ui.driving import ctrl, make_picture
from tests.ui.stand_in import StandInStudio


def words(window: MainWindow) -> list[str]:
    return [row.text() for row in window.palette_sheet.rows]


def test_a_command_is_found_by_a_few_letters_and_run(wired: MainWindow) -> None:
    ctrl(wired, Qt.Key.Key_K)
    palette = wired.palette_sheet
    assert palette.field.edit.hasFocus()
    QTest.keyClicks(palette.field.edit, "galalo")
    assert words(wired)[0] == "The gallery alone in the window"
    QTest.keyClick(palette.field.edit, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert wired.panels.area.only == "gallery"


def test_what_was_run_last_is_first_the_next_time(wired: MainWindow) -> None:
    palette = wired.palette_sheet
    palette.open_palette()
    QTest.keyClicks(palette.field.edit, "first places")
    QTest.keyClick(palette.field.edit, Qt.Key.Key_Return)
    palette.open_palette()
    assert words(wired)[0] == "All panels at their first places"


def test_a_picture_is_found_by_its_words_and_shown(wired: MainWindow, studio: StandInStudio, wait_for: Waiting) -> None:
    dragon = make_picture(wired, studio, "a green dragon")
    make_picture(wired, studio, "a brave knight")
    wait_for(lambda: wired.desk.picture is not None and wired.desk.picture.id != dragon.id)
    palette = wired.palette_sheet
    palette.open_palette()
    QTest.keyClicks(palette.field.edit, "drago")
    assert "a green dragon" in words(wired)
    while palette.chosen is None or palette.chosen.picture is None:
        QTest.keyClick(palette.field.edit, Qt.Key.Key_Down)
    QTest.keyClick(palette.field.edit, Qt.Key.Key_Return)
    assert wired.desk.picture == dragon


def test_it_opens_at_its_first_row_and_the_chosen_one_is_seen_whole(wired: MainWindow) -> None:
    palette = wired.palette_sheet
    for downs in (12, 30, 3):
        palette.open_palette()
        QApplication.processEvents()
        first = palette.rows[0]
        assert first.visibleRegion().boundingRect() == first.rect()
        for _ in range(downs):
            QTest.keyClick(palette.field.edit, Qt.Key.Key_Down)
        QApplication.processEvents()
        chosen = next(row for row in palette.rows if row.chosen)
        assert chosen.visibleRegion().boundingRect() == chosen.rect()
        palette.dismiss()


def test_nothing_found_is_said_and_return_does_nothing(wired: MainWindow) -> None:
    palette = wired.palette_sheet
    palette.open_palette()
    QTest.keyClicks(palette.field.edit, "qqqqqq")
    assert words(wired) == []
    QTest.keyClick(palette.field.edit, Qt.Key.Key_Return)
    assert palette.isVisible()
    QTest.keyClick(palette.field.edit, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_the_shortcuts_sheet_tells_the_keys_as_they_are_now(wired: MainWindow) -> None:
    wired.commands.change_shortcuts({"upscale": ["Ctrl+J"]})
    wired.commands.run("shortcuts")
    assert wired.shortcuts_sheet.isVisible()
    tools = dict(wired.shortcuts_sheet.groups()["Tools"])
    assert tools["Upscale"] == ["Ctrl+J"]
    assert tools["Cut out"] == ["Ctrl+1"]


def test_no_two_actions_of_the_window_share_a_shortcut(wired: MainWindow) -> None:
    QApplication.processEvents()
    assert wired.commands.clashes() == {}


def test_nothing_is_ordered_behind_an_open_sheet(wired: MainWindow, studio: StandInStudio) -> None:
    wired.panels.prompt.prompt.set_text("a brave knight")
    wired.commands.run("preferences")
    QTest.keyClick(wired.program.preferences.close_button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert studio.queue.jobs == []
    wired.program.preferences.dismiss()
    QTest.keyClick(wired.panels.prompt.prompt.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert len(studio.queue.jobs) == 1
