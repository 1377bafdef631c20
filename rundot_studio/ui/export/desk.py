"""Exporting from the window: the project in the top bar, the sheets, and what they do with the studio."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from .links_desk import LinksDesk
from .project_desk import ProjectDesk
from .update_desk import UpdateDesk
from .worker import Worker

if TYPE_CHECKING:
    from rundot_studio.export.links import Link
    from rundot_studio.export.project import GameProject
    from rundot_studio.studio.studio import Studio
    from rundot_studio.ui.actions.actions import Actions
    from rundot_studio.ui.main_window import MainWindow

    from .export_sheet import ExportSheet
    from .sheet_desk import SheetDesk


class ExportDesk(QObject):
    """One per window. Sheets and what they need are made when they are opened."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._studio: Studio | None = None
        self._sheet: ExportSheet | None = None
        self._exporting: SheetDesk | None = None
        self._worker = Worker(self)
        self.projects = ProjectDesk(window.panels, window.memory, self)
        self.updates = UpdateDesk(window, self)
        self.links = LinksDesk(window, self)
        self.projects.changed.connect(self._project_changed)
        self.projects.update_wanted.connect(self.updates.open)
        self.projects.links_wanted.connect(self.links.open)
        self.updates.counted.connect(self.projects.show_updates)
        self.updates.counted.connect(lambda _count: window.desk.inspector.look_again())
        self.links.again_wanted.connect(self.export_again)
        self.links.changed.connect(self.updates.count_soon)
        window.panels.canvas.tools.used.connect(self._tool_used)
        window.panels.gallery.selected.export.clicked.connect(self.open_sheet)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio
        if self._exporting is not None:
            self._exporting.session.attach(studio)
        for desk in (self.updates, self.links):
            desk.attach(studio)
            desk.set_project(self._game)
        self.projects.attach()

    def release(self) -> None:
        self._studio = None
        self._worker.close()
        if self._exporting is not None:
            self._exporting.release()
        self.updates.release()
        self.links.release()
        self.projects.release()

    # --- the export sheet ---

    @property
    def sheet(self) -> "ExportSheet | None":
        """None until it was opened first."""
        return self._sheet

    @property
    def exporting(self) -> "SheetDesk | None":
        return self._exporting

    def open_sheet(self) -> None:
        """Export what is selected in the gallery, else what is on the canvas."""
        view = self._window.panels.gallery.view
        numbers = list(view.selection.numbers)
        picture = self._window.desk.picture
        if self._studio is None:
            self._window.say(self.tr("The library is not open yet."))
        elif len(numbers) > 1 or (numbers and picture is None):
            self.export_numbers(numbers)
        elif picture is not None:
            self.export_pictures([picture.id])
        else:
            self._window.say(self.tr("Select the pictures to export first."))

    def export_numbers(self, numbers: Sequence[int]) -> None:
        self._open(lambda desk: desk.open(numbers, self._game))

    def export_pictures(self, ids: Sequence[str]) -> None:
        self._open(lambda desk: desk.open((), self._game, ids))

    def export_again(self, link: "Link") -> None:
        """An earlier export into the project, as it was."""
        game = self._game
        if game is not None:
            self._open(lambda desk: desk.open_again(link, game))

    @property
    def _game(self) -> "GameProject | None":
        chosen = self.projects.chosen
        return chosen.game if chosen is not None and not chosen.missing else None

    def _open(self, then: "Callable[[SheetDesk], object]") -> None:
        """Have the sheet, and go on with it. The first time its modules, with OpenCV, are imported on a thread."""
        if self._exporting is not None:
            then(self._exporting)
            return

        def done(_nothing: object) -> None:
            if self._studio is not None:
                then(self._exporting or self._made(self._studio))

        self._worker.run(lambda _task: import_module("rundot_studio.ui.export.sheet_desk"), done, lane="open")

    def _made(self, studio: "Studio") -> "SheetDesk":
        from .export_sheet import ExportSheet
        from .session import ExportSession
        from .sheet_desk import SheetDesk

        panels = self._window.panels
        sheet = ExportSheet(self._window, panels.thumbnails, panels.titles)
        self._sheet = sheet
        self._exporting = SheetDesk(sheet, ExportSession(self), self)
        self._exporting.session.attach(studio)
        self._exporting.usual_wanted.connect(self.projects.set_defaults)
        self._exporting.written.connect(self.updates.count_soon)
        self._exporting.written.connect(self._window.desk.inspector.look_again)
        sheet.project_wanted.connect(lambda: self.projects.open(sheet.project))
        return self._exporting

    def _project_changed(self) -> None:
        self.updates.set_project(self._game)
        self.links.set_project(self._game)
        if self._sheet is not None and self._exporting is not None and self._sheet.isVisible():
            self._exporting.session.move_to(self._game)

    def _tool_used(self, tool: str) -> None:
        if tool == "export":
            self.open_sheet()


def add_export_actions(actions: "Actions", desk: ExportDesk) -> None:
    group = desk.tr("Export")
    projects = desk.projects
    actions.add("project", group, desk.tr("Choose the game project"), projects.open, keys="Ctrl+Shift+P")
    actions.add("link-project", group, desk.tr("Link the folder of a game"), projects.ask_for_folder)
    words = desk.tr("Update in project")
    actions.add("update-project", group, words, desk.updates.open, keys="Ctrl+Shift+E", icon="update")
    actions.add("project-links", group, desk.tr("What went where"), desk.links.open, icon="link")
    if "export" not in actions:
        actions.add("export", group, desk.tr("Export for a game"), desk.open_sheet, keys="Ctrl+E", icon="export")
