"""The preferences: one page, found by typing, applied at once."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rundot_studio.ui.controls.buttons import Button, ButtonKind
from rundot_studio.ui.controls.describe import describe
from rundot_studio.ui.controls.fields import LineField
from rundot_studio.ui.controls.sheet import Sheet
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE
from rundot_studio.ui.program.care_desk import CareDesk
from rundot_studio.ui.session.appearance import Appearance
from rundot_studio.ui.session.window_memory import WindowMemory

from .appearance_section import AppearanceSection
from .editor_section import EditorSection
from .local_ai_section import LocalAiSection
from .page import Page, Section
from .program_sections import AdvancedSection, ConnectionSection, LibrarySection, SpendingSection
from .shortcuts_section import ShortcutsSection

SIDE_WIDTH = 150


class Preferences(Sheet):
    def __init__(self, window: QWidget, appearance: Appearance, memory: WindowMemory, care: CareDesk) -> None:
        super().__init__(window, "", width=860, height=640)
        words = self.tr("Preferences")
        self.heading.setText(words)
        self.setAccessibleName(words)
        self._care = care
        self.search = LineField(self.tr("Find a preference"), icon="search")
        describe(self.search.edit, self.tr("Find a preference"), self.tr("Shows only what is called so"))
        self.search.setMaximumWidth(280)
        self.head.addWidget(self.search)
        self.connection = ConnectionSection()
        self.library = LibrarySection()
        self.appearance = AppearanceSection(appearance, memory)
        self.spending = SpendingSection()
        self.local_ai = LocalAiSection()
        self.editor = EditorSection()
        self.advanced = AdvancedSection()
        self.page = Page()
        self._names = QVBoxLayout()
        self._names.setContentsMargins(GAP_LARGE, 0, 0, GAP_LARGE)
        self._names.setSpacing(2)
        self._names.addStretch(1)
        sections: tuple[Section, ...] = (self.connection, self.library, self.appearance, self.spending)
        for section in (*sections, self.local_ai, self.editor, self.advanced):
            self._add(section)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addLayout(self._names)
        row.addWidget(self.page, 1)
        self.body.addLayout(row)
        self.search.changed.connect(self.page.look_for)
        self.library.show_folder.clicked.connect(self._show_folder)
        self.library.verify.clicked.connect(care.verify)
        self.library.back_up.clicked.connect(care.ask_where_to_back_up)
        self.library.empty.clicked.connect(care.empty_trash)
        care.ended.connect(lambda _words: self._show_library())

    def add_shortcuts(self, section: ShortcutsSection) -> None:
        """The section of the shortcuts, once all actions are there."""
        self._add(section)

    def _add(self, section: Section) -> None:
        self.page.add(section)
        button = Button(section.title, kind=ButtonKind.QUIET, at_left=True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFixedWidth(SIDE_WIDTH)
        describe(button, self.tr("Go to {0}").format(section.title))
        button.clicked.connect(lambda: self._go_to(section.name))
        self._names.insertWidget(self._names.count() - 1, button)

    def _go_to(self, name: str) -> None:
        self.search.set_text("")
        self.page.go_to(name)

    def open_page(self, section: str = "") -> None:
        self.search.set_text("")
        self._show_library()
        self.open(self.search.edit)
        if section:
            self.page.go_to(section)

    def _show_library(self) -> None:
        folder = self._care.folder
        self.library.show_library(str(folder) if folder is not None else "", self._care.trash_count)
        self.library.setEnabled(folder is not None)

    def _show_folder(self) -> None:
        if self._care.folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._care.folder)))
