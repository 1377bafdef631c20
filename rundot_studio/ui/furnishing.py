"""What the window gets after its first paint: all that is not seen before a library is there.

The desks that work with the studio, the actions with their shortcuts, the canvas, the gallery, and what binds them.
The artist sees the window first; what is pressed meanwhile waits in Qt's queue and is answered when this is done.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from .actions.actions import Actions
from .actions.kept_shortcuts import kept_shortcuts
from .actions.window_actions import add_window_actions
from .canvas.look_memory import remember_look
from .crash.desk import CrashDesk
from .desk import Desk
from .export.desk import ExportDesk, add_export_actions
from .gallery.empty import HAD_PICTURES
from .gallery.gallery_actions import add_gallery_actions
from .gallery.library_place import LibraryPlaceDesk
from .gallery.remembering import remember
from .program.desk import ProgramDesk
from .tour.desk import TourDesk

if TYPE_CHECKING:
    from .main_window import MainWindow


class Furnishing:
    """One per window."""

    desk: Desk
    commands: Actions
    program: ProgramDesk
    exporting: ExportDesk
    crash: CrashDesk
    touring: TourDesk

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def make(self) -> None:
        """In an order in which each finds the ones it asks the window for."""
        window = self._window
        self.desk = Desk(window.panels, window)
        self.commands = Actions(window)
        self.program = self.desk.add(ProgramDesk(window))
        self.exporting = self.desk.add(ExportDesk(window))
        self.crash = CrashDesk(window)
        self.touring = TourDesk(window)
        self.desk.add(LibraryPlaceDesk(window.panels.empty, window.memory, window))
        self._remember()
        self._add_actions()
        self._connect()
        self.show_counts()

    def _remember(self) -> None:
        panels, memory = self._window.panels, self._window.memory
        remember(panels.gallery, memory)
        remember_look(panels.canvas.look, memory)
        self.desk.tools.settings.remember(memory)
        self.desk.depth.remember(memory)

    def _add_actions(self) -> None:
        desk = self.desk
        add_window_actions(self.commands, self._window)
        add_gallery_actions(self.commands, self._window.panels, desk.browsing, desk.marking, desk.changes)
        add_export_actions(self.commands, self.exporting)
        self.commands.change_shortcuts(kept_shortcuts(self._window.memory))

    def _connect(self) -> None:
        panels = self._window.panels
        panels.top.searched.connect(panels.gallery.view.rows.set_search)
        panels.gallery.view.nothing.clear.clicked.connect(self._clear_search)
        self.desk.counts_changed.connect(self.show_counts)
        panels.canvas.whole_window_wanted.connect(lambda whole: panels.area.show_only("" if whole else None))
        panels.area.only_changed.connect(self._show_only)

    def _clear_search(self) -> None:
        panels = self._window.panels
        panels.gallery.filters.clear_filters()
        panels.top.search.set_text("")
        panels.gallery.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_only(self, name: str | None) -> None:
        """Who has the window has the keyboard too."""
        panels = self._window.panels
        panels.canvas.set_whole_window(name == "")
        if name == "":
            panels.canvas.surface.setFocus(Qt.FocusReason.OtherFocusReason)
        elif name == "gallery":
            panels.gallery.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_counts(self) -> None:
        """How much is kept and waits; the welcome in place of canvas and gallery while there is nothing."""
        panels = self._window.panels
        rows = panels.gallery.view.rows
        count = self.desk.library_count
        panels.status.show_queue(panels.queue.summary())
        panels.status.show_library(count)
        panels.show_waiting(rows.job_count)
        empty = count == 0 and rows.job_count == 0
        if self.desk.studio is not None:
            self._window.memory.put(HAD_PICTURES, not empty)
            panels.empty.hold_back(False)
        panels.middle.setCurrentWidget(panels.empty if empty else panels.canvas)
        panels.area.hold_back("gallery", empty)
