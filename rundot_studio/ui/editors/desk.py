"""Opening the picture on the canvas in another program, and storing each save there as its child."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.picture import Picture
from rundot_studio.ui.actions.actions import Actions
from rundot_studio.ui.canvas.desk import CanvasDesk
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.controls.menu import themed_menu
from rundot_studio.ui.inspector.file_section import OPEN_SHORTCUT
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.pictures.words import kind_words
from rundot_studio.ui.session.errands import Errands

from .starting import start_editor
from .watch import CopyWatch

if TYPE_CHECKING:
    from rundot_studio.studio.editors import Editor
    from rundot_studio.studio.studio import Studio
    from rundot_studio.studio.working_copies import WorkingCopy

translate = QCoreApplication.translate
UNKNOWN_TOOL = "another program"
"""In recipes of what was changed in a program that the system has chosen."""
Start = Callable[["Editor", Path], bool]


class EditorDesk(QObject):
    """One per window. ``settings_wanted`` asks for the place where the artist's own program is written down."""

    settings_wanted = Signal()

    def __init__(
        self,
        panels: Panels,
        canvas: CanvasDesk,
        errands: Errands,
        parent: QObject | None = None,
        start: Start = start_editor,
    ) -> None:
        super().__init__(parent)
        self._panels = panels
        self._canvas = canvas
        self._errands = errands
        self._start = start
        self._studio: Studio | None = None
        self.menu: QMenu | None = None
        self.watch = CopyWatch(self)
        self.watch.saved.connect(self._look)
        panels.inspector.file.open_in.clicked.connect(self.choose)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio
        if not studio.library.read_only:
            self._errands.run(_taken_up(studio), partial(self._begun, studio), self._failed)

    def release(self) -> None:
        """What is saved from now on is found at the next start."""
        self._studio = None
        self.watch.clear()

    @property
    def can_open(self) -> bool:
        return self._studio is not None and self._canvas.picture is not None

    # --- opening ---

    def choose(self) -> None:
        """A menu of the programs that are here, under the inspector's button."""
        if self._studio is not None and self._canvas.picture is not None:
            own = self._studio.settings.editor
            self._errands.run(_editors(own), partial(self._open_menu, self._canvas.picture), self._failed)

    def _open_menu(self, picture: Picture, editors: "list[Editor]") -> None:
        button = self._panels.inspector.file.open_in
        self.menu = themed_menu(button)
        for editor in editors:
            name = editor.name or self.tr("The system's choice")
            self.menu.addAction(name).triggered.connect(partial(self._open, editor, picture))
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Another program …")).triggered.connect(self.settings_wanted)
        if button.isVisible():
            self.menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        else:
            self.menu.popup(self._panels.canvas.mapToGlobal(self._panels.canvas.rect().center()))

    def _open(self, editor: "Editor", picture: Picture, _checked: bool = False) -> None:
        self.open_in(editor, picture)

    def open_in(self, editor: "Editor", picture: Picture) -> None:
        """A working copy in this program; what is saved there comes back as a child of the picture."""
        if self._studio is not None:
            self._errands.run(
                _begun_copy(self._studio, picture, editor.name or UNKNOWN_TOOL),
                partial(self._copied, editor),
                self._failed,
            )

    def _copied(self, editor: "Editor", copy: "WorkingCopy") -> None:
        self.watch.watch(copy.picture_id, copy.file)
        self._canvas.follow()
        if self._start(editor, copy.file):
            words = self.tr("Opened in {0}. Each save there comes back as a child.")
            self._panels.status.say(words.format(editor.name or self.tr("another program")))
        else:
            name = editor.name or self.tr("Another program")
            self._panels.status.say(self.tr("{0} could not be started.").format(name))

    # --- taking back ---

    def _begun(self, studio: "Studio", taken: "tuple[list[WorkingCopy], list[Picture]]") -> None:
        if studio is not self._studio:
            return
        open_copies, children = taken
        for copy in open_copies:
            self.watch.watch(copy.picture_id, copy.file)
        for child in children:
            studio.library.picture_added.emit(child)
        if len(children) == 1:
            self._panels.status.say(self.tr("A picture was changed in another program meanwhile; it is stored now."))
        elif children:
            words = self.tr("{0} pictures were changed in other programs meanwhile; they are stored now.")
            self._panels.status.say(words.format(len(children)))

    def _look(self, picture_id: str) -> None:
        if self._studio is not None:
            taken = partial(self._taken, self._studio)
            self._errands.run(_taken_back(self._studio, picture_id), taken, self._failed)

    def _taken(self, studio: "Studio", child: Picture | None) -> None:
        if child is None or studio is not self._studio:
            return
        studio.library.picture_added.emit(child)
        told = kind_words(child.recipe)
        self._panels.status.say(self.tr("{0}: stored as a child.").format(told))

    def _failed(self, error: StudioError) -> None:
        self._panels.status.say(sentence(error.message))


async def _editors(own_command: str) -> "list[Editor]":
    import asyncio

    from rundot_studio.studio.editors import find_editors

    return await asyncio.to_thread(find_editors, own_command)


async def _taken_up(studio: "Studio") -> "tuple[list[WorkingCopy], list[Picture]]":
    """What was saved while no window was open, and the copies that are still there."""
    import asyncio

    from rundot_studio.studio.working_copies import WorkingCopies

    def take_up() -> "tuple[list[WorkingCopy], list[Picture]]":
        copies = WorkingCopies(studio.library)
        children = copies.take_all_back()
        return copies.copies(), children

    return await asyncio.get_running_loop().run_in_executor(studio.disk, take_up)


async def _begun_copy(studio: "Studio", picture: Picture, tool: str) -> "WorkingCopy":
    import asyncio

    from rundot_studio.studio.working_copies import WorkingCopies

    copies = WorkingCopies(studio.library)
    return await asyncio.get_running_loop().run_in_executor(studio.disk, copies.begin, picture, tool)


async def _taken_back(studio: "Studio", picture_id: str) -> Picture | None:
    import asyncio

    from rundot_studio.studio.working_copies import WorkingCopies

    copies = WorkingCopies(studio.library)
    return await asyncio.get_running_loop().run_in_executor(studio.disk, copies.take_back, picture_id)


def add_editor_actions(actions: Actions, desk: EditorDesk) -> None:
    actions.add(
        "open-in",
        translate("Actions", "Picture"),
        translate("Actions", "Open in another program"),
        desk.choose,
        keys=OPEN_SHORTCUT,
        icon="open-in",
        usable=lambda: desk.can_open,
    )
