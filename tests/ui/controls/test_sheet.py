"""Sheets: over the window, within it at any size, closed by Escape or a press beside, focus back where it was."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button
from rundot_studio.ui.controls.popover import Popover
from rundot_studio.ui.controls.sheet import MARGIN, Sheet
from tests.ui.conftest import Show


@pytest.fixture
def window(shown: Show) -> QWidget:
    widget = QWidget()
    widget.resize(1000, 700)
    QVBoxLayout(widget).addWidget(QLineEdit())
    shown(widget)
    return widget


def test_it_keeps_within_the_window_when_that_shrinks(window: QWidget) -> None:
    sheet = Sheet(window, "Preferences", width=900, height=640)
    sheet.open()
    assert sheet.place.width() == 900
    window.resize(700, 500)
    QApplication.processEvents()
    assert window.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN).contains(sheet.place)


def test_escape_closes_it_and_the_focus_goes_back(window: QWidget) -> None:
    field = window.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    sheet = Sheet(window, "Preferences")
    closed: list[bool] = []
    sheet.closed.connect(lambda: closed.append(True))
    sheet.open()
    assert not field.hasFocus()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert (sheet.isVisible(), field.hasFocus(), closed) == (False, True, [True])


def test_a_press_beside_the_card_closes_it_and_one_on_it_does_not(window: QWidget) -> None:
    sheet = Sheet(window, "Preferences", width=400, height=300)
    sheet.open()
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=sheet.place.center())
    assert sheet.isVisible()
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not sheet.isVisible()


def test_tab_stays_within_the_card(window: QWidget) -> None:
    sheet = Sheet(window, "Preferences")
    field = QLineEdit()
    sheet.body.addWidget(field)
    sheet.open(field)
    for _turn in range(4):
        QTest.keyClick(sheet, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert sheet.card.isAncestorOf(focus)


@pytest.mark.parametrize("key", [Qt.Key.Key_F, Qt.Key.Key_G, Qt.Key.Key_1, Qt.Key.Key_Question])
def test_single_keys_do_nothing_behind_a_sheet_or_a_popover(window: QWidget, key: Qt.Key) -> None:
    """Not even where a button has the keyboard, which takes no letters itself."""
    ran: list[bool] = []
    shortcut = QShortcut(QKeySequence(key), window)
    shortcut.activated.connect(lambda: ran.append(True))
    field = window.findChild(QLineEdit)
    assert field is not None
    field.hide()
    QTest.keyClick(window, key)
    assert ran == [True]
    sheet = Sheet(window, "Preferences")
    sheet.open()
    QTest.keyClick(sheet.close_button, key)
    sheet.dismiss()
    popover = Popover(window)
    button = Button("Choose")
    popover.rows.addWidget(button)
    popover.open_below(window, 200)
    button.setFocus()
    QTest.keyClick(button, key)
    assert ran == [True]


def test_the_keyboard_does_not_get_behind_an_open_sheet(window: QWidget) -> None:
    """A shortcut may lead there; the sheet could not be closed with Escape any more."""
    behind = window.findChild(QLineEdit)
    assert behind is not None
    behind.setFocus()
    sheet = Sheet(window, "Preferences")
    field = QLineEdit()
    sheet.body.addWidget(field)
    sheet.open(field)
    behind.setFocus()
    QApplication.processEvents()
    assert field.hasFocus()
    field.hide()
    QApplication.processEvents()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert sheet.isAncestorOf(focus)
    above = Popover(window)
    button = Button("Choose")
    above.rows.addWidget(button)
    above.open_below(sheet.close_button, 200)
    button.setFocus()
    QApplication.processEvents()
    assert button.hasFocus(), "what lies over the sheet may have it"
    above.dismiss()
    QApplication.processEvents()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert sheet.isAncestorOf(focus)
    sheet.dismiss()
    assert behind.hasFocus()
