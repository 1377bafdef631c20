"""Preferences, the guide, About and the log: made when first asked for, and connected with what they change."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout

from rundot_studio.ui.actions.actions import Actions
from rundot_studio.ui.connection.state import shown_name

from .care_desk import CareDesk
from .notice_bar import NoticeBar, NoticeDesk

if TYPE_CHECKING:
    from rundot_studio.library.importing import Imported
    from rundot_studio.studio.studio import Studio
    from rundot_studio.ui.main_window import MainWindow

    from .about_sheet import AboutSheet
    from .guide_sheet import GuideSheet
    from .licences_sheet import LicencesSheet
    from .local_ai_desk import LocalAiDesk
    from .log_sheet import LogSheet
    from .preferences import Preferences
    from .refused_sheet import RefusedSheet

BELOW_TOP_BAR = 1
"""Place in the window's column."""


class ProgramDesk(QObject):
    """One per window. The sheets' modules are imported when they are opened: the first paint does not need them."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._studio: Studio | None = None
        self.care = CareDesk(window.panels, window.desk.errands, self)
        self.notice_bar = NoticeBar()
        layout = window.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(BELOW_TOP_BAR, self.notice_bar)
        self._notice = NoticeDesk(self.notice_bar, window.desk.errands, self)
        window.desk.imports.ended.connect(self._offer_refused)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio
        self.care.attach(studio)
        self._notice.attach(studio)

    def release(self) -> None:
        self._studio = None
        self.care.release()
        if "local_ai" in self.__dict__:
            self.local_ai.attach(None)
        self._notice.release()

    @cached_property
    def preferences(self) -> "Preferences":
        from .preferences import Preferences
        from .shortcuts_section import ShortcutsSection

        window = self._window
        sheet = Preferences(window, window.appearance, window.memory, self.care)
        sheet.add_shortcuts(ShortcutsSection(window.commands, window.memory))
        sheet.connection.open.clicked.connect(self._open_connection)
        sheet.spending.limit_set.connect(window.desk.connection.set_limit)
        sheet.editor.editor_set.connect(window.desk.connection.set_editor)
        sheet.advanced.poll_set.connect(self._set_poll)
        sheet.advanced.layout_anew.clicked.connect(window.panels.area.start_anew)
        sheet.advanced.log.clicked.connect(self.open_log)
        sheet.advanced.about.clicked.connect(self.open_about)
        sheet.advanced.guide.clicked.connect(self.open_guide)
        sheet.advanced.tour.clicked.connect(window.touring.start)
        return sheet

    @cached_property
    def local_ai(self) -> "LocalAiDesk":
        from .local_ai_desk import LocalAiDesk

        return LocalAiDesk(self.preferences.local_ai, self._window.desk.errands, self)

    @cached_property
    def about(self) -> "AboutSheet":
        from .about_sheet import AboutSheet

        sheet = AboutSheet(self._window)
        sheet.licences.clicked.connect(self.open_licences)
        return sheet

    @cached_property
    def licences(self) -> "LicencesSheet":
        from .licences_sheet import LicencesSheet

        return LicencesSheet(self._window, self._window.desk.errands)

    @cached_property
    def guide(self) -> "GuideSheet":
        from .guide_sheet import GuideSheet

        sheet = GuideSheet(self._window)
        sheet.tour.clicked.connect(self._window.touring.start)
        return sheet

    @cached_property
    def log(self) -> "LogSheet":
        from .log_sheet import LogSheet

        return LogSheet(self._window)

    @cached_property
    def refused(self) -> "RefusedSheet":
        from .refused_sheet import RefusedSheet

        return RefusedSheet(self._window)

    def _offer_refused(self, imported: "Imported") -> None:
        if imported.refused:
            self._window.panels.status.offer_more(lambda: self.refused.open_list(imported.refused))

    def open_preferences(self, section: str = "") -> None:
        sheet = self.preferences
        if self._studio is not None:
            settings = self._studio.settings
            sheet.connection.show_connection(shown_name(self._studio.connection.name))
            sheet.spending.show_limit(settings.max_credits)
            sheet.editor.show_command(settings.editor)
            sheet.advanced.show_poll(settings.poll_seconds)
        self.local_ai.attach(self._studio)
        self.local_ai.refresh()
        sheet.open_page(section)

    def open_about(self) -> None:
        folder = self.care.folder
        self.about.open_about(str(folder) if folder is not None else "")

    def open_licences(self) -> None:
        if "about" in self.__dict__:
            self.about.dismiss()
        self.licences.open_licences()

    def open_guide(self) -> None:
        self.guide.open_guide()

    def open_log(self) -> None:
        self.log.open_log()

    def _open_connection(self) -> None:
        self.preferences.dismiss()
        self._window.desk.connection.open()

    def _set_poll(self, seconds: float) -> None:
        if self._studio is not None and seconds != self._studio.settings.poll_seconds:
            self._window.desk.connection.change(poll_seconds=seconds)


def add_program_actions(actions: Actions, desk: ProgramDesk, group: str) -> None:
    actions.add("preferences", group, desk.tr("Preferences"), desk.open_preferences, keys="Ctrl+,", over_sheets=True)
    actions.add("local-ai", group, desk.tr("Local AI"), lambda: desk.open_preferences("local-ai"))
    actions.add("guide", group, desk.tr("Guide"), desk.open_guide, keys="F1", over_sheets=True)
    actions.add("about", group, desk.tr("About Rundot Studio"), desk.open_about)
    actions.add("licences", group, desk.tr("Licences"), desk.open_licences)
    actions.add("log", group, desk.tr("Show the log"), desk.open_log)
    actions.add("verify-library", group, desk.tr("Check every picture of the library"), desk.care.verify)
    actions.add("back-up-library", group, desk.tr("Back up the library"), desk.care.ask_where_to_back_up)
