"""Preferences: found by typing, applied at once, remembered; bad values are told in place and change nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rundot_studio.ui.controls.theme import DARK, LIGHT, tokens_of
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.program.page import PreferenceRow
from rundot_studio.ui.program.preferences import Preferences
from tests.ui.conftest import OnLoop, Show, until
from tests.ui.stand_in import StandInStudio


@pytest.fixture
def page(wired: MainWindow) -> Preferences:
    wired.commands.run("preferences")
    return wired.program.preferences


def shown_rows(sheet: Preferences) -> list[str]:
    return [row.name for row in sheet.page.findChildren(PreferenceRow) if row.isVisible()]


def test_typing_shows_only_what_is_called_so(page: Preferences) -> None:
    QTest.keyClicks(page.search.edit, "fade")
    assert shown_rows(page) == ["Motion"]
    page.search.set_text("cost guard")
    assert shown_rows(page) == ["Ask above, in credits"]
    page.search.set_text("no such thing")
    assert shown_rows(page) == []
    page.search.set_text("")
    assert len(shown_rows(page)) > 20


def test_the_theme_changes_at_once(page: Preferences, wired: MainWindow) -> None:
    page.appearance.theme.choose("light")
    QApplication.processEvents()
    assert tokens_of(wired) is LIGHT
    wired.commands.run("change-theme")
    assert page.appearance.theme.value == "dark"
    QApplication.processEvents()
    assert tokens_of(wired) is DARK


def test_a_limit_that_is_no_number_is_told_and_not_taken(
    page: Preferences, wired: MainWindow, studio: StandInStudio, on_loop: OnLoop
) -> None:
    async def scenario() -> None:
        for typed, taken in (("20,5", 20.5), ("much", 20.5), ("", None)):
            page.spending.limit.set_text(typed)
            page.spending.limit.edit.editingFinished.emit()
            assert page.spending.limit.broken == (typed == "much")
            assert studio.settings.max_credits == taken
        await wired.desk.errands.ended()

    on_loop(scenario())


def test_a_shortcut_is_changed_by_pressing_another_and_survives_a_restart(wired: MainWindow, shown: Show) -> None:
    wired.commands.run("preferences")
    section = next(each for each in wired.program.preferences.page.sections if each.name == "shortcuts")
    field = section.fields["upscale"]  # type: ignore[attr-defined]
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert wired.commands["upscale"].shortcut == "Ctrl+J"
    again = MainWindow(wired.memory)
    shown(again)
    assert again.commands["upscale"].shortcut == "Ctrl+J"
    again.finish()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert wired.commands["upscale"].shortcut == ""


def test_a_shortcut_that_another_action_has_is_marked_at_both(wired: MainWindow) -> None:
    wired.commands.run("preferences")
    section = next(each for each in wired.program.preferences.page.sections if each.name == "shortcuts")
    section.change("upscale", "Ctrl+1")  # type: ignore[attr-defined]
    told = [row.name for row in section.rows if row.more.isVisibleTo(row)]
    assert sorted(told) == ["Cut out", "Upscale"]
    section.usual.click()  # type: ignore[attr-defined]
    assert wired.commands.clashes() == {}


@pytest.mark.parametrize("kept", [3, {"upscale": "Ctrl+J"}, {"upscale": [3]}, {"nobody": ["Ctrl+J"]}])
def test_broken_shortcuts_in_the_memory_hurt_nobody(wired: MainWindow, shown: Show, kept: object) -> None:
    wired.memory.put("shortcuts", kept)
    again = MainWindow(wired.memory)
    shown(again)
    assert again.commands["cut-out"].shortcut == "Ctrl+1"
    again.finish()


def test_about_leads_to_the_licences_and_each_shows_its_text(wired: MainWindow, on_loop: OnLoop) -> None:
    async def scenario() -> None:
        wired.commands.run("about")
        wired.program.about.licences.click()
        sheet = wired.program.licences
        await until(lambda: bool(sheet.rows))
        assert not wired.program.about.isVisible()
        assert sheet.text.toPlainText().startswith("rundot-studio")
        await until(sheet.rows[0].hasFocus)
        QTest.keyClick(sheet.rows[0], Qt.Key.Key_Down)
        assert sheet.rows[1].hasFocus()
        numpy = next(row for row in sheet.rows if row.text() == "numpy")
        numpy.click()
        assert [row.text() for row in sheet.rows if row.isChecked()] == ["numpy"]
        assert "NumPy Developers" in sheet.text.toPlainText()
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
        assert not sheet.isVisible()

    on_loop(scenario())


def test_the_log_and_about_open_and_close(wired: MainWindow, on_loop: OnLoop) -> None:
    async def scenario() -> None:
        for name, sheet in (("log", wired.program.log), ("about", wired.program.about)):
            wired.commands.run(name)
            await until(sheet.isVisible)
            QTest.keyClick(sheet, Qt.Key.Key_Escape)
            assert not sheet.isVisible()

    on_loop(scenario())
