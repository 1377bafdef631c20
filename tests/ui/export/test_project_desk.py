"""The project in the top bar: remembered, chosen, linked by a drop, found again, removed."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rundot_studio.studio.projects import Projects
from rundot_studio.ui.export.project_popover import ProjectPopover
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.session.window_memory import WindowMemory
from tests.ui.conftest import Waiting
from tests.ui.stand_in import StandInStudio


def test_the_chosen_project_is_named_in_the_top_bar_and_in_the_title(
    linked: Projects, wired: MainWindow, wait_for: Waiting
) -> None:
    wait_for(lambda: wired.exporting.projects.known)
    button = wired.panels.top.project
    assert (button.text(), button.note) == ("Forest Quest", "Godot 4")
    assert wired.windowTitle() == "Rundot Studio – Forest Quest"
    assert "Forest Quest" in button.accessibleName()


def test_another_project_is_chosen_in_the_popover_and_kept(
    linked: Projects, wired: MainWindow, tower: Path, wait_for: Waiting
) -> None:
    wait_for(lambda: wired.exporting.projects.known)
    wired.panels.top.project.click()
    popover = wired.exporting.projects.popover
    popover.choices[str(tower)].click()
    wait_for(lambda: wired.panels.top.project.note == "Unity")
    assert not popover.isVisible()
    chosen = Projects().chosen
    assert chosen is not None
    assert chosen.root == tower


def test_no_project_is_a_choice_that_is_remembered(linked: Projects, wired: MainWindow, wait_for: Waiting) -> None:
    desk = wired.exporting.projects
    wait_for(lambda: desk.known)
    desk.choose("")
    assert desk.chosen is None
    assert wired.windowTitle() == "Rundot Studio"
    desk.read()
    wait_for(lambda: not desk.busy)
    assert desk.chosen is None


def test_what_was_shown_last_is_shown_before_any_list_is_read(tmp_path: Path) -> None:
    memory = WindowMemory(tmp_path / "window.json")
    memory.put("project", ["Forest Quest", "project-godot", "Godot 4"])
    window = MainWindow(memory)
    try:
        assert window.windowTitle() == "Rundot Studio – Forest Quest"
        assert not window.exporting.projects.known
    finally:
        window.finish()
        window.deleteLater()


def test_a_dropped_folder_is_linked(wired: MainWindow, forest: Path, wait_for: Waiting) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(forest / "project.godot"))])
    button = wired.panels.top.project
    drop = QDropEvent(
        QPointF(4, 4),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    button.dropEvent(drop)
    wait_for(lambda: button.text() == "Forest Quest")
    assert "Forest Quest" in wired.panels.status.message


def test_the_popover_goes_when_a_folder_was_linked_in_it(wired: MainWindow, forest: Path, wait_for: Waiting) -> None:
    projects = wired.exporting.projects
    projects.open()
    projects.link(forest)
    wait_for(lambda: wired.panels.top.project.text() == "Forest Quest")
    assert not projects.popover.isVisible()


def test_a_moved_project_is_greyed_and_found_again(
    linked: Projects, wired: MainWindow, forest: Path, wait_for: Waiting
) -> None:
    new_place = forest.with_name("forest-2")
    forest.rename(new_place)
    desk = wired.exporting.projects
    desk.read()
    wait_for(lambda: desk.chosen is not None and desk.chosen.missing)
    assert wired.panels.top.project.note == "missing"
    desk.move(str(forest), new_place)
    wait_for(lambda: wired.panels.top.project.note == "Godot 4")
    assert [project.root for project in desk.all] == [linked.all()[0].root, new_place]


def test_a_removed_project_keeps_its_folder(
    linked: Projects, wired: MainWindow, forest: Path, wait_for: Waiting
) -> None:
    desk = wired.exporting.projects
    wait_for(lambda: desk.known)
    desk.open()
    desk.popover.removed.emit(str(forest))
    wait_for(lambda: len(desk.all) == 1)
    assert (forest / "project.godot").exists()


def test_the_popover_is_walked_and_left_by_keys(
    linked: Projects, wired: MainWindow, forest: Path, tower: Path, wait_for: Waiting
) -> None:
    desk = wired.exporting.projects
    wait_for(lambda: desk.known)
    desk.open()
    popover: ProjectPopover = desk.popover
    assert QApplication.focusWidget() is popover.choices[str(forest)]
    QTest.keyClick(popover.choices[str(forest)], Qt.Key.Key_Up)
    assert QApplication.focusWidget() is popover.choices[str(tower)]
    QTest.keyClick(popover.choices[str(tower)], Qt.Key.Key_Escape)
    assert not popover.isVisible()


def test_a_window_whose_studio_goes_lets_its_thread_go(
    linked: Projects, wired: MainWindow, studio: StandInStudio, wait_for: Waiting
) -> None:
    desk = wired.exporting.projects
    wait_for(lambda: desk.known)
    wired.release()
    assert not desk.busy
    wired.attach(studio)  # type: ignore[arg-type]
    wait_for(lambda: not desk.busy)
