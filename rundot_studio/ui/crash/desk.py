"""Tells the artist of errors: a dialog for what is new, a sentence for what comes again, a notice for the last run."""

import time
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QVBoxLayout

from rundot_studio.domain.recipe import GenerateRecipe, Recipe
from rundot_studio.ui.actions.actions import Actions
from rundot_studio.ui.connection.state import EMBEDDED, RUN

from . import telling
from .watch import Incident

if TYPE_CHECKING:
    from rundot_studio.ui.main_window import MainWindow

    from .notice import CrashNotice
    from .sheet import CrashSheet

translate = QCoreApplication.translate
QUIET_S = 20.0
"""After the dialog was closed, and after a sentence was said, nothing opens or is said for so long."""
BELOW_TOP_BAR = 1
KINDS = {EMBEDDED: "embedded engine", RUN: "RUN"}
"""Of connections, for a report: never an address."""


class CrashDesk(QObject):
    """One per window. Made with it and used when something has gone wrong, so little is imported before."""

    def __init__(self, window: "MainWindow", folder: Path | None = None) -> None:
        """Reports lie in ``folder``, or beside the log."""
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._told: set[Incident] = set()
        self._shown: list[Incident] = []
        self._quiet_until = 0.0
        self._broken = False

    @cached_property
    def sheet(self) -> "CrashSheet":
        from .sheet import CrashSheet

        sheet = CrashSheet(self._window)
        sheet.closed.connect(self._keep_quiet)
        return sheet

    def tell(self, incidents: Sequence[Incident]) -> None:
        """Errors that are new or came again. One that happens in here ends all telling: it would come again."""
        if self._broken or not self._window.isVisible():
            return
        self._broken = True
        self._tell(incidents)
        self._broken = False

    def _tell(self, incidents: Sequence[Incident]) -> None:
        new = [each for each in incidents if each not in self._told]
        if self._is_open:
            self._shown += new
            self._show()
        elif not new:
            self._say(incidents[0])
        elif time.monotonic() < self._quiet_until:
            self._say(new[0])
        else:
            self._shown = new
            self._show()
        self._told.update(new)

    @property
    def _is_open(self) -> bool:
        return "sheet" in self.__dict__ and self.sheet.isVisible() and bool(self._shown)

    def _show(self) -> None:
        self.sheet.tell(telling.of_running(self._shown))
        self._mark_seen(each.file for each in self._shown)

    def _say(self, incident: Incident) -> None:
        """A sentence in the status line, with the way to the report."""
        now = time.monotonic()
        if incident in self._told and now < self._quiet_until:
            return
        self._quiet_until = now + QUIET_S
        status = self._window.panels.status
        status.say(translate("CrashDesk", "Something went wrong again; your pictures are safe."))
        status.offer_more(lambda: self._open_again(incident))

    def _open_again(self, incident: Incident) -> None:
        self._shown = [incident]
        self._show()

    def _keep_quiet(self) -> None:
        self._shown = []
        self._quiet_until = time.monotonic() + QUIET_S

    # --- reports in files ---

    def tell_of_last_run(self, reports: Sequence[Path]) -> None:
        """Say once that an earlier run ended badly; the reports are given the newest first."""
        if not reports or not self._window.isVisible():
            return
        self._notice.show_words(
            translate("CrashDesk", "Rundot Studio ended unexpectedly last time. Your pictures are safe.")
        )
        self._notice.show_button.clicked.connect(lambda: self._show_last_run(reports[0]))
        self._mark_seen(reports)

    @cached_property
    def _notice(self) -> "CrashNotice":
        from .notice import CrashNotice

        notice = CrashNotice()
        layout = self._window.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(BELOW_TOP_BAR, notice)
        return notice

    def _show_last_run(self, path: Path) -> None:
        from rundot_studio.studio.crash_files import read_report
        from rundot_studio.studio.crash_report import summary_of

        report = read_report(path)
        self._notice.hide()
        self.sheet.tell(telling.of_last_run(summary_of(report), report, path))

    def open_newest(self) -> None:
        """Show the newest report, if there is one."""
        from rundot_studio.studio.crash_files import crash_reports, read_report
        from rundot_studio.studio.crash_report import summary_of

        kept = crash_reports(self._folder)
        if not kept:
            self._window.say(translate("CrashDesk", "There are no crash reports."))
            return
        report = read_report(kept[0])
        self.sheet.tell(telling.of_kept(summary_of(report), report, kept[0], len(kept)))
        self._mark_seen(kept)

    def _mark_seen(self, files: Iterable[Path | None]) -> None:
        from rundot_studio.studio.crash_files import mark_seen

        mark_seen((file for file in files if file is not None), self._folder)

    # --- what a report says, and what it must not say ---

    def facts(self) -> str:
        from .toolkit import facts

        studio = self._window.desk.studio
        return facts(KINDS.get(studio.connection.name, "own server") if studio is not None else "")

    def private_words(self) -> list[str]:
        """The prompts that an error may have carried: in the field, on the canvas, in the queue."""
        prompt = self._window.panels.prompt
        desk = self._window.desk
        recipes: list[Recipe] = []
        if desk.picture is not None:
            recipes.append(desk.picture.recipe)
        if desk.studio is not None:
            recipes += [job.recipe for job in desk.studio.queue.jobs]
        words = [prompt.prompt.text]
        for recipe in recipes:
            if isinstance(recipe, GenerateRecipe):
                words += [recipe.prompt, recipe.template, recipe.negative_prompt]
        return words


def add_crash_actions(actions: Actions, desk: CrashDesk, group: str) -> None:
    actions.add("crash-reports", group, translate("CrashDesk", "Crash reports"), desk.open_newest)
