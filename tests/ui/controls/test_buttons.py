import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.theme import CONTROL_HEIGHT, PRIMARY_HEIGHT
from rundot_studio.ui.controls.toggle import Toggle
from tests.ui.conftest import Show


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_button_is_pressed_by_key(qtbot: QtBot, key: Qt.Key) -> None:
    button = Button("Cut out")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, key)


def test_a_key_that_is_held_presses_once(qtbot: QtBot) -> None:
    button = Button("Update 3 files")
    qtbot.addWidget(button)
    with qtbot.assertNotEmitted(button.clicked):
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True)
        QApplication.sendEvent(button, held)


def test_a_modified_return_is_left_to_the_window(qtbot: QtBot) -> None:
    button = Button("Cut out")
    qtbot.addWidget(button)
    with qtbot.assertNotEmitted(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_press_with_the_mouse_leaves_the_cursor_where_one_writes(qtbot: QtBot, shown: Show) -> None:
    page = QWidget()
    layout = QVBoxLayout(page)
    edit, button = QLineEdit(), Button("Cut out")
    layout.addWidget(edit)
    layout.addWidget(button)
    shown(page)
    edit.setFocus()
    with qtbot.waitSignal(button.clicked):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert edit.hasFocus()
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert button.hasFocus()


def test_heights_are_the_themes(qtbot: QtBot) -> None:
    plain, primary = Button("Fit"), Button("Generate", kind=ButtonKind.PRIMARY)
    qtbot.addWidget(plain)
    qtbot.addWidget(primary)
    assert plain.sizeHint().height() == CONTROL_HEIGHT
    assert primary.sizeHint().height() == PRIMARY_HEIGHT


def test_a_compact_button_shows_its_icon_alone(qtbot: QtBot) -> None:
    button = Button("Upscale", icon="upscale", hint="2×")
    qtbot.addWidget(button)
    wide = button.sizeHint().width()
    button.set_compact(True)
    assert button.sizeHint().width() == CONTROL_HEIGHT < wide
    assert button.text() == "Upscale"


@pytest.mark.parametrize("kind", list(ButtonKind))
def test_the_focus_is_visible_on_every_kind_of_button(kind: ButtonKind, shown: Show) -> None:
    button = Button("Cut out", kind=kind)
    shown(button)
    button.clearFocus()
    before = button.grab().toImage()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.grab().toImage() != before


def test_a_toggle_turns_by_key_and_looks_different(qtbot: QtBot) -> None:
    toggle = Toggle("Cut out at once")
    qtbot.addWidget(toggle)
    toggle.resize(200, 32)
    before = toggle.grab().toImage()
    QTest.keyClick(toggle, Qt.Key.Key_Space)
    assert toggle.isChecked()
    assert toggle.grab().toImage() != before


def test_the_tool_tip_tells_the_shortcut(qtbot: QtBot) -> None:
    button = Button(icon="cut-out")
    qtbot.addWidget(button)
    describe(button, "Cut out", "Remove the background", "Ctrl+1")
    assert button.toolTip() == "Remove the background  (Ctrl+1)"
    assert button.accessibleName() == "Cut out"
