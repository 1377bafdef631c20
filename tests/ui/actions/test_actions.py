"""Actions: run by name and by key, only while they can be run, with shortcuts the artist may change."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from rundot_studio.ui.actions.actions import Actions
from rundot_studio.ui.controls.sheet import Sheet
from tests.ui.conftest import Show


@pytest.fixture
def window(shown: Show) -> QWidget:
    widget = QWidget()
    QVBoxLayout(widget).addWidget(QLineEdit())
    shown(widget)
    return widget


def test_an_action_runs_by_name_and_by_key(window: QWidget) -> None:
    ran: list[str] = []
    actions = Actions(window)
    actions.add("sing", "Music", "Sing", lambda: ran.append("sung"), keys=("Ctrl+J", "F7"))
    assert actions.run("sing")
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_F7)
    assert ran == ["sung"] * 3


def test_what_can_not_be_run_now_is_not_run(window: QWidget) -> None:
    ran: list[str] = []
    voice: list[str] = []
    actions = Actions(window)
    actions.add("sing", "Music", "Sing", lambda: ran.append("sung"), keys="Ctrl+J", usable=lambda: bool(voice))
    assert not actions.run("sing")
    voice.append("here")
    assert actions.run("sing")
    assert ran == ["sung"]


def test_a_single_key_is_left_to_the_field_that_is_written_in(window: QWidget) -> None:
    ran: list[str] = []
    actions = Actions(window)
    actions.add("grid", "Look", "Grid", lambda: ran.append("grid"), keys="G")
    field = window.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_G)
    assert (field.text(), ran) == ("g", [])
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_G)
    assert ran == ["grid"]


def test_the_artists_own_shortcuts_count_also_for_actions_that_come_later(window: QWidget) -> None:
    actions = Actions(window)
    first = actions.add("first", "", "First", lambda: None, keys="Ctrl+1")
    actions.change_shortcuts({"first": ["Ctrl+9"], "later": [""]})
    later = actions.add("later", "", "Later", lambda: None, keys="Ctrl+2")
    assert (first.shortcut, later.shortcut) == ("Ctrl+9", "")
    actions.change_shortcuts({})
    assert (first.shortcut, later.shortcut) == ("Ctrl+1", "Ctrl+2")


def test_two_actions_on_one_shortcut_are_told(window: QWidget) -> None:
    actions = Actions(window)
    actions.add("first", "", "First", lambda: None, keys="Ctrl+1")
    actions.add("second", "", "Second", lambda: None, keys=("Ctrl+2", "Ctrl+1"))
    assert actions.clashes() == {"Ctrl+1": ["first", "second"]}


def test_a_name_is_given_once(window: QWidget) -> None:
    actions = Actions(window)
    actions.add("first", "", "First", lambda: None)
    with pytest.raises(ValueError, match="two actions"):
        actions.add("first", "", "Again", lambda: None)


def test_a_shortcut_asks_anew_whether_it_can_be_run(window: QWidget) -> None:
    ran: list[str] = []
    voice: list[str] = []
    actions = Actions(window)
    actions.add("sing", "Music", "Sing", lambda: ran.append("sung"), keys="Ctrl+J", usable=lambda: bool(voice))
    actions.refresh()
    assert not actions["sing"].can_run
    actions.release()
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert ran == []
    voice.append("here")
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert ran == ["sung"]


def test_a_shortcut_does_nothing_behind_a_sheet_unless_it_is_meant_to(window: QWidget) -> None:
    ran: list[str] = []
    actions = Actions(window)
    actions.add("pay", "", "Pay", lambda: ran.append("paid"), keys="Ctrl+J")
    actions.add("help", "", "Help", lambda: ran.append("helped"), keys="Ctrl+H", over_sheets=True)
    sheet = Sheet(window, "Preferences")
    sheet.open()
    for key in (Qt.Key.Key_J, Qt.Key.Key_H):
        QTest.keyClick(sheet.close_button, key, Qt.KeyboardModifier.ControlModifier)
    assert ran == ["helped"]
    assert actions.run("pay"), "by its name it runs: the palette has closed by then"
    sheet.dismiss()
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert ran == ["helped", "paid", "paid"]
