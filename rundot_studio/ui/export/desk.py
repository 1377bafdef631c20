"""Exporting from the window: the project in the top bar, the sheets, and what they do with the studio."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from .project_desk import ProjectDesk

if TYPE_CHECKING:
    from rundot_studio.studio.studio import Studio
    from rundot_studio.ui.actions.actions import Actions
    from rundot_studio.ui.main_window import MainWindow


class ExportDesk(QObject):
    """One per window. Sheets and what they need are made when they are opened."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._studio: Studio | None = None
        self.projects = ProjectDesk(window.panels, window.memory, self)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio
        self.projects.attach()

    def release(self) -> None:
        self._studio = None
        self.projects.release()


def add_export_actions(actions: "Actions", desk: ExportDesk) -> None:
    group = desk.tr("Export")
    projects = desk.projects
    actions.add("project", group, desk.tr("Choose the game project"), projects.open, keys="Ctrl+Shift+P")
    actions.add("link-project", group, desk.tr("Link the folder of a game"), projects.ask_for_folder)
