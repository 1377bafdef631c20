"""A part shown before it has a place is a window of its own for a moment: it flashes, and takes the keyboard away."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rundot_studio.ui.controls.popover import Popover
from rundot_studio.ui.controls.sheet import Sheet
from rundot_studio.ui.main_window import MainWindow

OPENS_A_DIALOG = ("link-project", "back-up-library")
ENDS = ("quit",)


class WindowsShown(QObject):
    """Writes down what is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.found.append(f"{type(watched).__name__} {watched.accessibleName()}".strip())
        return False


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[WindowsShown]:
    watch = WindowsShown()
    qapp.installEventFilter(watch)
    yield watch
    qapp.removeEventFilter(watch)


def test_no_action_opens_a_window_by_accident(wired: MainWindow, shown: WindowsShown, qtbot: QtBot) -> None:
    for action in wired.commands.all:
        if action.name in (*OPENS_A_DIALOG, *ENDS):
            continue
        wired.commands.run(action.name)
        QApplication.processEvents()
        for kind in (Sheet, Popover):
            for part in wired.findChildren(kind):
                part.dismiss()
        assert not shown.found, f"{action.name} shows {shown.found}"
        assert wired.isActiveWindow(), action.name
