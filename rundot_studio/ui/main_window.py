"""The window: lays out the panels, binds the shortcuts, and asks to be closed instead of closing by itself."""

from base64 import b64decode, b64encode
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from .connection.state import ConnectionState
from .export.shown_project import show_remembered
from .gallery.empty import HAD_PICTURES
from .panels import Panels
from .prompt.panel_memory import PanelMemory
from .session.appearance import Appearance
from .session.window_memory import WindowMemory
from .tab_order import set_tab_order

if TYPE_CHECKING:
    from rundot_studio.domain.job import Job
    from rundot_studio.studio.studio import Studio

    from .actions.actions import Actions
    from .actions.palette import Palette
    from .actions.shortcuts_sheet import ShortcutsSheet
    from .connection.switching import Session
    from .desk import Desk
    from .export.desk import ExportDesk
    from .furnishing import Furnishing
    from .program.desk import ProgramDesk
    from .tour.desk import TourDesk

NARROW = 1200
SHORT = 780
SIDE = ("picture", "queue")
"""The docks of the right side."""


class MainWindow(QWidget):
    """``close_asked`` is sent when the artist closes the window; whoever runs the program ends things in order and
    then calls :meth:`finish`.

    The panels that are seen at first are made with it. What works behind them comes with :meth:`furnish`, after the
    first paint, or when it is first asked for.
    """

    close_asked = Signal()
    library_wanted = Signal(object)
    """The folder of another library, where this one could not be opened."""

    def __init__(self, memory: WindowMemory | None = None) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Rundot Studio"))
        self.setMinimumSize(960, 620)
        self.resize(1440, 900)
        self._finished = False
        self._shape: tuple[bool, bool] | None = None
        self._furnishing: Furnishing | None = None
        self.memory = memory or WindowMemory()
        self.appearance = Appearance(_application(), self.memory, self)
        self.panels = Panels(self)
        self.prompt_memory = PanelMemory(self.panels.prompt, self.memory, self)
        self._lay_out()
        self._bind()
        self._show_start()
        self.panels.prompt.prompt.edit.setFocus()

    def furnish(self) -> "Furnishing":
        """Make what is not seen at first, once: desks, actions, canvas and gallery."""
        if self._furnishing is None:
            from .furnishing import Furnishing

            self._furnishing = Furnishing(self)
            self._furnishing.make()
        return self._furnishing

    @property
    def desk(self) -> "Desk":
        return self.furnish().desk

    @property
    def commands(self) -> "Actions":
        return self.furnish().commands

    @property
    def program(self) -> "ProgramDesk":
        return self.furnish().program

    @property
    def exporting(self) -> "ExportDesk":
        return self.furnish().exporting

    @property
    def touring(self) -> "TourDesk":
        return self.furnish().touring

    def _lay_out(self) -> None:
        panels = self.panels
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(panels.top)
        column.addWidget(panels.area, 1)
        column.addWidget(panels.status)
        self._fit_to_size()
        panels.area.restore_layout(self.memory.get("layout"))
        set_tab_order(panels.prompt)

    def _bind(self) -> None:
        panels = self.panels
        panels.top.theme_pressed.connect(self.appearance.toggle_theme)
        panels.top.side.clicked.connect(self.toggle_side)
        panels.top.search_left.connect(self._leave_search)
        panels.top.palette_pressed.connect(lambda: self.palette_sheet.open_palette())
        panels.empty.another_folder.clicked.connect(self._ask_for_library)
        panels.area.arranged.connect(self._arranged)
        panels.area.begun_anew.connect(self._begin_anew)

    def _show_start(self) -> None:
        """What is known before a library is there: the welcome stands in the place of canvas and gallery.

        Not every day: who has pictures would see it go again at once.
        """
        self.panels.status.show_queue("")
        self.panels.area.hold_back("gallery", True)
        self.panels.empty.tour.show_remembered(self.memory)
        self.panels.empty.hold_back(self.memory.get(HAD_PICTURES) is True)
        show_remembered(self.panels, self.memory)

    @cached_property
    def palette_sheet(self) -> "Palette":
        """Made when it is first asked for, like all sheets: the first paint does not need them."""
        from .actions.palette import Palette

        palette = Palette(self, self.commands, self.panels.thumbnails, self.panels.titles)
        palette.picture_chosen.connect(self.desk.canvas.go_to)
        palette.find_pictures = self.desk.canvas.find
        return palette

    @cached_property
    def shortcuts_sheet(self) -> "ShortcutsSheet":
        from .actions.shortcuts_sheet import ShortcutsSheet

        return ShortcutsSheet(self, self.commands)

    def attach(self, studio: "Studio", session: "Session | None" = None) -> None:
        """Give the window its studio; ``session`` can exchange it for one with another connection."""
        self.panels.empty.show_failure("")
        self.desk.attach(studio, session)

    def hold(self, jobs: "list[Job]") -> None:
        """What an earlier run left asks for the artist's word."""
        self.desk.jobs.hold(jobs)
        self.furnish().show_counts()

    def release(self) -> None:
        """Let go of the studio; another one follows, or :meth:`finish`."""
        self.desk.release()

    def say(self, words: str) -> None:
        self.panels.status.say(words)

    def show_failure(self, words: str) -> None:
        """The studio could not be opened: say why where the pictures would be."""
        self.panels.top.connection.show_connection(self.tr("Not connected"), ConnectionState.UNREACHABLE, tip=words)
        self.panels.empty.show_failure(words)
        self.desk.refuse(words)

    def _ask_for_library(self) -> None:
        from .library_dialog import ask_for_library

        ask_for_library(self, self.library_wanted.emit)

    def come_to_front(self) -> None:
        """Somebody has opened this library again: here it is."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def restore_place(self) -> bool:
        """Where the window was when it was last closed; brought back onto a screen that is there. Whether it was."""
        try:
            place = b64decode(self.memory.text("place"), validate=True)
        except ValueError:
            return False
        return bool(place) and self.restoreGeometry(QByteArray(place))

    def _remember(self) -> None:
        self.prompt_memory.remember()
        self.memory.put("place", b64encode(self.saveGeometry().data()).decode("ascii"))
        self.memory.put("layout", self.panels.area.layout_words())
        self.memory.write()

    def finish(self) -> None:
        """Let go of the studio, end the threads, and close for good."""
        if self.isVisible():
            self._remember()
        if self._furnishing is not None:
            self.desk.detach()
        self.panels.close()
        self._finished = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._finished:
            event.accept()
            return
        event.ignore()
        if self.panels.canvas.matte.may_leave():
            self.close_asked.emit()
        else:
            self.say(self.tr("A cut-out is being touched up. Close again to drop your strokes."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape that nothing else wants leads back from a panel that has the window."""
        if event.key() == Qt.Key.Key_Escape and self.panels.area.only is not None:
            self.panels.area.show_only(None)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_to_size()

    def _fit_to_size(self) -> None:
        narrow = self.width() < NARROW
        short = self.height() < SHORT
        self.panels.prompt.set_dense(short)
        if self._shape != (narrow, short):
            self._shape = (narrow, short)
            self.panels.area.arrange(narrow=narrow or short)
        self.panels.area.set_sizes(narrow=narrow)

    def _begin_anew(self) -> None:
        self._shape = None
        self._fit_to_size()

    def toggle_side(self) -> None:
        """Put both panels of the right side away, or show both."""
        area = self.panels.area
        shown = not any(area.is_shown(name) for name in SIDE)
        area.show_only(None)
        for name in SIDE:
            area.show_dock(name, shown)
        area.docks["picture"].raise_()

    def _arranged(self) -> None:
        area = self.panels.area
        self.panels.top.side.setChecked(any(area.is_shown(name) for name in SIDE))
        self.memory.put("layout", area.layout_words())

    def _leave_search(self) -> None:
        self.panels.top.search.set_text("")
        self.panels.gallery.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
