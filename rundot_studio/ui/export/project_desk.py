"""Which game project exports go into: shown in the top bar and the window's title, chosen and linked in a popover."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDir, QObject, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from rundot_studio.domain.errors import StudioError
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.session.window_memory import WindowMemory

from .project_words import kind_note
from .shown_project import MEMORY, show_in_window
from .worker import Worker

if TYPE_CHECKING:
    from rundot_studio.export.project import ProjectDefaults
    from rundot_studio.studio.projects import LinkedProject, Projects

    from .project_popover import ProjectPopover


class ProjectDesk(QObject):
    """One per window. The list is read on a thread once a studio is there; until then what was shown last is shown."""

    changed = Signal()
    """Another project, or another list."""
    update_wanted = Signal()
    links_wanted = Signal()

    def __init__(self, panels: Panels, memory: WindowMemory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panels = panels
        self._memory = memory
        self._worker = Worker(self)
        self._projects: Projects | None = None
        self._attached = False
        self.all: list[LinkedProject] = []
        self.chosen: LinkedProject | None = None
        button = panels.top.project
        button.clicked.connect(self.toggle)
        button.folder_dropped.connect(lambda folder: self.link(Path(folder)))

    @property
    def known(self) -> bool:
        """Whether the list has been read."""
        return self._projects is not None

    @property
    def busy(self) -> bool:
        return self._worker.busy

    def attach(self) -> None:
        self._attached = True
        self.read()

    def release(self) -> None:
        self._attached = False
        self._worker.close()

    def read(self) -> None:
        """Have the list anew: a command may have changed it."""
        self._change(lambda _projects: None)

    @cached_property
    def popover(self) -> "ProjectPopover":
        """Made when it is first opened."""
        from .project_popover import ProjectPopover

        popover = ProjectPopover(self._panels.window)
        popover.chosen.connect(self.choose)
        popover.link_wanted.connect(self.ask_for_folder)
        popover.find_wanted.connect(self.ask_where_it_is)
        popover.removed.connect(self.remove)
        popover.folder_dropped.connect(lambda folder: self.link(Path(folder)))
        for signal, outwards in (
            (popover.update_wanted, self.update_wanted),
            (popover.links_wanted, self.links_wanted),
        ):
            signal.connect(popover.dismiss)
            signal.connect(outwards)
        return popover

    def toggle(self) -> None:
        if self.popover.isVisible():
            self.popover.dismiss()
        else:
            self.open()

    def open(self, anchor: QWidget | None = None) -> None:
        from .project_popover import WIDTH

        self.popover.show_projects(self.all, self._chosen_root, self._panels.top.project.updates)
        self.popover.open_below(anchor or self._panels.top.project, WIDTH)
        self.popover.focus_chosen()
        self.read()

    # --- what the artist does with the list ---

    def choose(self, root: str) -> None:
        """The project in this folder, or none."""
        self._memory.put("no-project", not root)
        if root:
            self._change(lambda projects: projects.choose(Path(root)))
        else:
            self._show(self.all)
        if "popover" in self.__dict__:
            self.popover.dismiss()

    def link(self, folder: Path) -> None:
        self._memory.put("no-project", False)
        self._change(lambda projects: projects.add(folder), self._say_linked)

    def remove(self, root: str) -> None:
        self._change(lambda projects: projects.remove(Path(root)))

    def move(self, root: str, to: Path) -> None:
        """A project whose folder is somewhere else now."""
        self._change(lambda projects: projects.move(Path(root), to), self._say_linked)

    def set_defaults(self, root: Path, defaults: "ProjectDefaults") -> None:
        words = self.tr("From now on, exports into this project look like this.")
        self._change(
            lambda projects: projects.set_defaults(root, defaults), lambda _project: self._panels.status.say(words)
        )

    def ask_for_folder(self) -> None:
        self._ask(self.tr("Link the folder of a game"), self.link)

    def ask_where_it_is(self, root: str) -> None:
        self._ask(self.tr("Where the folder is now"), lambda folder: self.move(root, folder))

    def _ask(self, title: str, then: Callable[[Path], object]) -> None:
        start = str(self.chosen.root.parent) if self.chosen is not None else _documents()
        dialog = QFileDialog(self._panels.window, title, start)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: then(Path(name)))
        dialog.open()

    # --- reading and showing ---

    def _change(self, change: "Callable[[Projects], Any]", told: Callable[[Any], object] = lambda _done: None) -> None:
        if not self._attached:
            return

        def work(_task: object) -> "tuple[Projects, Any, list[LinkedProject]]":
            from rundot_studio.studio.projects import Projects

            projects = self._projects or Projects()
            outcome = change(projects)
            return projects, outcome, projects.all()

        def done(result: "tuple[Projects, Any, list[LinkedProject]]") -> None:
            self._projects, outcome, listed = result
            self._show(listed)
            told(outcome)

        self._worker.run(work, done, self._failed)

    def _failed(self, error: StudioError) -> None:
        self._panels.status.say(" ".join(filter(None, (error.message, error.hint))))

    def _say_linked(self, project: "LinkedProject") -> None:
        if "popover" in self.__dict__:
            self.popover.dismiss()
        self._panels.status.say(self.tr("Exports go into {0} now.").format(project.name))

    def _show(self, listed: "list[LinkedProject]") -> None:
        before = (self.all, self.chosen)
        self.all = listed
        chosen = next((each for each in listed if each.chosen), listed[0] if listed else None)
        self.chosen = None if self._memory.get("no-project") is True else chosen
        self._show_chosen()
        self._fill_popover()
        if (self.all, self.chosen) != before:
            self.changed.emit()

    def _show_chosen(self) -> None:
        project = self.chosen
        if project is None:
            shown = ("", "project-folder", "")
        else:
            note = self.tr("missing") if project.missing else kind_note(project.kind)
            shown = (project.name, project.icon, note)
        self._memory.put(MEMORY, list(shown))
        show_in_window(self._panels, *shown)

    def show_updates(self, count: int) -> None:
        """How many pictures of the project have newer ones that were chosen."""
        self._panels.top.project.show_updates(count)
        self._fill_popover()

    def _fill_popover(self) -> None:
        """Not while a row of it is being pressed."""
        if "popover" in self.__dict__:
            QTimer.singleShot(0, self, self._fill_popover_now)

    def _fill_popover_now(self) -> None:
        self.popover.show_projects(self.all, self._chosen_root, self._panels.top.project.updates)

    @property
    def _chosen_root(self) -> str:
        return str(self.chosen.root) if self.chosen is not None else ""


def _documents() -> str:
    """A desktop may name a folder of documents that nobody ever made."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return found if QDir(found).exists() else QDir.homePath()
