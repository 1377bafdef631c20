"""Docks: put away and back, one alone, tabs where it is narrow, and all of it remembered."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar

from rundot_studio.ui.controls.theme import DARK, LIGHT
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.session.window_memory import WindowMemory
from tests.ui.conftest import Show

PANELS = {"prompt": "prompt", "gallery": "gallery", "picture": "inspector", "queue": "queue"}


@pytest.fixture
def memory() -> WindowMemory:
    return WindowMemory()


def seen(window: MainWindow) -> set[str]:
    QApplication.processEvents()
    return {name for name, panel in PANELS.items() if getattr(window.panels, panel).isVisible()}


def opened(shown: Show, memory: WindowMemory) -> MainWindow:
    window = MainWindow(memory)
    shown(window)
    window.furnish()
    window.panels.area.hold_back("gallery", False)
    return window


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_that_was_put_away_stays_away_after_a_restart(shown: Show, memory: WindowMemory, name: str) -> None:
    window = opened(shown, memory)
    assert seen(window) == set(PANELS)
    window.commands.run(f"panel-{name}")
    assert seen(window) == set(PANELS) - {name}
    window.finish()
    again = opened(shown, memory)
    assert seen(again) == set(PANELS) - {name}
    again.commands.run(f"panel-{name}")
    assert seen(again) == set(PANELS)
    again.finish()


def test_an_arrangement_by_hand_is_remembered_and_can_be_begun_anew(shown: Show, memory: WindowMemory) -> None:
    window = opened(shown, memory)
    area = window.panels.area
    area.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, area.docks["prompt"])
    assert area.arranged_by_hand
    window.finish()
    again = opened(shown, memory)
    area = again.panels.area
    assert area.dockWidgetArea(area.docks["prompt"]) == Qt.DockWidgetArea.RightDockWidgetArea
    again.resize(1024, 700)
    assert not area.tabbed, "an arrangement by hand is left alone"
    again.commands.run("first-layout")
    assert area.dockWidgetArea(area.docks["prompt"]) == Qt.DockWidgetArea.LeftDockWidgetArea
    assert area.tabbed
    again.finish()


def test_the_canvas_or_the_gallery_can_have_the_window_alone(shown: Show, memory: WindowMemory) -> None:
    window = opened(shown, memory)
    window.panels.middle.setFocus()
    for name, alone in (("only-canvas", set()), ("only-gallery", {"gallery"})):
        window.commands.run(name)
        assert seen(window) == alone
        assert window.panels.middle.isVisible() == (name == "only-canvas")
        window.commands.run(name)
        assert seen(window) == set(PANELS)
        assert window.panels.middle.isVisible()
    window.finish()


def test_a_single_key_gives_the_canvas_the_window_but_not_while_a_prompt_is_written(
    shown: Show, memory: WindowMemory
) -> None:
    window = opened(shown, memory)
    QTest.keyClick(window.panels.prompt.prompt.edit, Qt.Key.Key_F)
    assert window.panels.prompt.prompt.text == "f"
    assert seen(window) == set(PANELS)
    window.panels.gallery.view.setFocus()
    QTest.keyClick(window.panels.gallery.view, Qt.Key.Key_F)
    assert seen(window) == set()
    window.finish()


def test_a_panel_can_float_and_come_back(shown: Show, memory: WindowMemory) -> None:
    window = opened(shown, memory)
    dock = window.panels.area.docks["queue"]
    dock.setFloating(True)
    assert dock.grip.close_button.isVisible()
    dock.grip.close_button.click()
    assert not window.panels.area.is_shown("queue")
    window.commands.run("first-layout")
    assert not dock.isFloating()
    assert not dock.grip.close_button.isVisible()
    assert seen(window) == set(PANELS)
    window.finish()


def test_tabs_wear_the_theme_and_tell_how_many_wait(shown: Show, memory: WindowMemory) -> None:
    window = opened(shown, memory)
    window.resize(1024, 700)
    QApplication.processEvents()
    (bar,) = window.panels.area.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    dark = bar.grab().toImage()
    window.appearance.toggle_theme()
    QApplication.processEvents()
    assert bar.grab().toImage().pixelColor(5, 5).name() == LIGHT.panel
    assert dark.pixelColor(5, 5).name() == DARK.panel
    window.panels.show_waiting(3)
    assert "Queue 3" in [bar.tabText(index) for index in range(bar.count())]
    window.appearance.toggle_theme()
    window.finish()


@pytest.mark.parametrize(
    "layout", [None, 7, "x", {}, {"version": 1, "by_hand": True, "state": "%%"}, {"version": 1, "away": ["nobody", 3]}]
)
def test_a_broken_layout_is_passed_over(shown: Show, memory: WindowMemory, layout: object) -> None:
    memory.put("layout", layout)
    memory.put("place", layout)
    window = opened(shown, memory)
    assert not window.restore_place()
    assert seen(window) == set(PANELS)
    window.finish()


@pytest.mark.parametrize("name", ["only-canvas", "only-gallery"])
def test_one_panel_alone_has_the_keyboard_and_escape_leads_back(shown: Show, memory: WindowMemory, name: str) -> None:
    window = opened(shown, memory)
    window.panels.middle.setCurrentWidget(window.panels.canvas)
    before = window.panels.top.side
    before.setFocus()
    window.commands.run(name)
    alone = window.panels.canvas.surface if name == "only-canvas" else window.panels.gallery.view
    assert QApplication.focusWidget() is alone
    window.panels.top.project.setFocus()
    QTest.keyClick(window.panels.top.project, Qt.Key.Key_Escape)
    assert window.panels.area.only is None
    assert QApplication.focusWidget() is before
    window.finish()


def test_a_seam_that_is_only_pressed_arranges_nothing(shown: Show, memory: WindowMemory) -> None:
    """Otherwise the panels would no longer follow the window's size."""
    window = opened(shown, memory)
    area = window.panels.area
    QApplication.processEvents()
    seam = QPoint(area.docks["prompt"].geometry().right() + 2, area.height() // 2)
    QTest.mouseClick(area, Qt.MouseButton.LeftButton, pos=seam)
    assert not area.arranged_by_hand
    QTest.mousePress(area, Qt.MouseButton.LeftButton, pos=seam)
    QTest.mouseMove(area, seam + QPoint(20, 0))
    QTest.mouseMove(area, seam + QPoint(60, 0))
    QTest.mouseRelease(area, Qt.MouseButton.LeftButton, pos=seam + QPoint(60, 0))
    assert area.arranged_by_hand
    window.finish()
