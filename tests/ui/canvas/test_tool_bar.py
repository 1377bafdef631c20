import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from rundot_studio.ui.canvas.panel import CanvasPanel
from rundot_studio.ui.canvas.tool_bar import SETTINGS_SHORTCUTS, SHORTCUTS, ToolBar
from rundot_studio.ui.main_window import MainWindow
from tests.ui.conftest import Show

from .conftest import opaque


@pytest.fixture
def bar(shown: Show) -> ToolBar:
    bar = ToolBar()
    shown(bar)
    return bar


@pytest.mark.parametrize("tool", SHORTCUTS)
def test_each_button_names_its_tool(bar: ToolBar, tool: str) -> None:
    spy = QSignalSpy(bar.used)
    bar.buttons[tool].click()
    assert spy.count() == 1
    assert spy.at(0) == [tool]


@pytest.mark.parametrize("tool", SETTINGS_SHORTCUTS)
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down])
def test_the_narrow_button_asks_for_the_settings_by_keyboard_too(bar: ToolBar, tool: str, key: Qt.Key) -> None:
    spy = QSignalSpy(bar.settings_wanted)
    QTest.keyClick(bar.settings[tool], key)
    assert spy.at(0) == [tool]
    assert bar.settings[tool].accessibleName()


@pytest.mark.parametrize(("width", "with_words"), [(900, 6), (650, 3), (400, 0), (330, 0)])
def test_what_is_rarer_loses_its_words_first(shown: Show, width: int, with_words: int) -> None:
    panel = CanvasPanel()
    panel.resize(width, 300)
    shown(panel)
    panel.canvas.show_picture(opaque())
    panel.refresh()
    bar = panel.tools
    for count in (1, 12):
        bar.show_selected(count)
        worded = [tool for tool, button in bar.buttons.items() if button.width() > button.height()]
        assert panel.rect().contains(bar.geometry())
        if count == 1:
            assert worded == list(SHORTCUTS)[:with_words]
    panel.close_threads()


def test_the_bar_tells_how_many_pictures_it_works_on(bar: ToolBar) -> None:
    bar.fit_into(900, 300)
    bar.show_selected(40)
    assert bar.selected.isVisible()
    assert bar.selected.text == "40 pictures"
    bar.show_selected(1)
    assert not bar.selected.isVisible()


def test_every_button_has_an_action_of_its_name(wired: MainWindow) -> None:
    for tool, keys in {**SHORTCUTS, **{f"{tool}-settings": keys for tool, keys in SETTINGS_SHORTCUTS.items()}}.items():
        assert wired.commands[tool].shortcut == keys
    assert wired.commands.clashes() == {}
