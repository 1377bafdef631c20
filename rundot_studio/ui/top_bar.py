"""The line along the top: the program's mark, the game project, the search, and the connection."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from .connection.button import ConnectionButton
from .controls.buttons import Button, ButtonKind
from .controls.columns import HairLine, Surface
from .controls.describe import describe, shortcut_text
from .controls.fields import Label, LineField
from .controls.icons import draw_icon
from .controls.painting import painting
from .controls.theme import GAP, GAP_LARGE, tokens_of
from .export.project_button import ProjectButton

HEIGHT = 48
SEARCH_SHORTCUT = "Ctrl+F"
THEME_SHORTCUT = "Ctrl+Shift+L"
SIDE_SHORTCUT = "Ctrl+I"
PALETTE_SHORTCUT = "Ctrl+K"


class AppMark(QWidget):
    SIDE = 24

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(self.SIDE, self.SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            draw_icon(painter, "app-mark", "", 0, 0, self.SIDE)


class TopBar(Surface):
    searched = Signal(str)
    search_left = Signal()
    theme_pressed = Signal()
    palette_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("window", parent)
        self.setFixedHeight(HEIGHT)
        self.search = LineField(self.tr("Search pictures"), icon="search")
        self.search.setMaximumWidth(460)
        self.search.setMinimumWidth(180)
        self.search.edit.setClearButtonEnabled(False)
        self.search.add_at_end(Label(shortcut_text(SEARCH_SHORTCUT), colour="faint"))
        describe(self.search.edit, self.tr("Search"), self.tr("Show the pictures with these words"), SEARCH_SHORTCUT)
        self.project = ProjectButton()
        self.connection = ConnectionButton()
        self.palette_button = Button(icon="command", kind=ButtonKind.QUIET)
        describe(
            self.palette_button, self.tr("Commands"), self.tr("Everything the studio can do, by name"), PALETTE_SHORTCUT
        )
        self.theme = Button(icon="sun", kind=ButtonKind.QUIET)
        self.side = Button(icon="side-panel", kind=ButtonKind.QUIET)
        self.side.setCheckable(True)
        self.side.setChecked(True)
        describe(
            self.side, self.tr("Side panel"), self.tr("Show or hide the picture's details and the queue"), SIDE_SHORTCUT
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_LARGE, 0, GAP_LARGE - 4, 0)
        row.setSpacing(GAP)
        row.addWidget(AppMark())
        row.addWidget(self.project)
        row.addStretch(1)
        row.addWidget(self.search, 2)
        row.addWidget(self.palette_button)
        row.addStretch(1)
        row.addWidget(self.connection)
        row.addWidget(self.theme)
        row.addWidget(self.side)
        self._line = HairLine(self)
        self.search.changed.connect(self.searched)
        self.search.left.connect(self.search_left)
        self.palette_button.clicked.connect(self.palette_pressed)
        self.theme.clicked.connect(self.theme_pressed)
        self._show_theme_button()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_theme_button()

    def _show_theme_button(self) -> None:
        """The button shows where it leads: a sun in the dark theme, a moon in the light one."""
        dark = tokens_of(self).name == "dark"
        self.theme.set_icon_name("sun" if dark else "moon")
        name = self.tr("Light theme") if dark else self.tr("Dark theme")
        describe(self.theme, name, "", THEME_SHORTCUT)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._line.setGeometry(0, self.height() - 1, self.width(), 1)
