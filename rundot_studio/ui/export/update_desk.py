"""Newer pictures for a project: counted for the badge, shown, and written in place of those that were exported."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from rundot_studio.domain.errors import PictureUnknown, StudioError
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.controls.numbers import counted

from .game_sheet_desk import GameSheetDesk
from .worker import Task

if TYPE_CHECKING:
    from rundot_studio.domain.picture import Picture
    from rundot_studio.export.project import GameProject
    from rundot_studio.export.updating import UpdatePlan
    from rundot_studio.export.writing import Resolution
    from rundot_studio.ui.main_window import MainWindow

    from .swap_rows import Replacement
    from .update_sheet import UpdateSheet

COUNT_AFTER_MS = 1500
"""After a change of stars, a new picture or another project; several changes are counted once."""
COUNT = "count"
PLAN = "plan"


class UpdateDesk(GameSheetDesk["UpdateSheet"]):
    """One per window. ``counted`` tells how many pictures of the project have newer ones that were chosen."""

    counted = Signal(int)

    def __init__(self, window: "MainWindow", parent: QObject | None = None) -> None:
        super().__init__(window, parent)
        self._offered: dict[str, Replacement] = {}
        self._switched: dict[str, bool] = {}
        self._plan: UpdatePlan | None = None
        self._resolutions: dict[str, Resolution] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(COUNT_AFTER_MS)
        self._timer.timeout.connect(self.count)
        signals = window.desk.signals
        for signal in (signals.marks_changed, signals.picture_added, signals.pictures_deleted):
            signal.connect(self.count_soon)

    def release(self) -> None:
        self._timer.stop()
        self._plan = None
        super().release()

    def set_project(self, project: "GameProject | None") -> None:
        super().set_project(project)
        if project is None:
            self._worker.cancel(COUNT)
            self.counted.emit(0)
        self.count_soon()

    # --- the badge ---

    def count_soon(self, *_news: object) -> None:
        if self._project is not None and self._studio is not None:
            self._timer.start()

    def count(self) -> None:
        """Only where something was exported: else there is nothing to read."""
        project = self._project
        if project is None or self._studio is None:
            return

        def work(_task: Task) -> int:
            from rundot_studio.export.links import FILE

            return len(self._exports.chosen_newer(project)) if (project.root / FILE).is_file() else 0

        self._worker.run(work, self.counted.emit, lane=COUNT)

    # --- the sheet ---

    def open(self) -> None:
        project = self._project
        if project is None or self._studio is None:
            self._window.say(self.tr("Choose a project first."))
            return
        sheet = self._opened()
        self._switched = {}
        self._resolutions = {}
        self._plan = None
        sheet.show_project(project.name)
        sheet.show_replacements(())
        sheet.files.clear()
        sheet.show_torn(())
        sheet.foot.export.setEnabled(False)
        sheet.foot.show_work(self.tr("Looking for newer pictures"), 0)
        sheet.open()
        self._look()

    def _opened(self) -> "UpdateSheet":
        if self._sheet is None:
            from .update_sheet import UpdateSheet

            sheet = UpdateSheet(self._window, self._window.panels.thumbnails)
            sheet.switched.connect(self._switch)
            sheet.files.resolved.connect(self._resolve)
            sheet.foot.export.clicked.connect(self.write)
            sheet.foot.cancelled.connect(self._cancel)
            sheet.foot.undo_wanted.connect(self._undo)
            sheet.foot.show_wanted.connect(self._show_folder)
            sheet.closed.connect(self._cancel)
            self._sheet = sheet
        return self._sheet

    def _look(self) -> None:
        project = self._project
        assert project is not None

        def work(_task: Task) -> "list[Replacement]":
            from rundot_studio.export.links import load_links

            from .swap_rows import Replacement

            newer, chosen = self._exports.newer(project), self._exports.chosen_newer(project)
            frames = {
                source.picture: source.frame for link in load_links(project.root).links for source in link.sources
            }
            offered = []
            for key, pictures in newer.items():
                wanted = chosen.get(key)
                after = next((each for each in pictures if each.id == wanted), pictures[0])
                offered.append(Replacement(key, frames.get(key, key), self._picture(key), after, key in chosen))
            return sorted(offered, key=lambda each: (not each.chosen, each.frame))

        self._worker.run(work, self._looked, self._failed, lane=PLAN)

    def _picture(self, key: str) -> "Picture | None":
        assert self._studio is not None
        try:
            return self._studio.library.get(key)
        except PictureUnknown:
            return None

    def _looked(self, offered: "list[Replacement]") -> None:
        self._offered = {each.key: each for each in offered}
        self.counted.emit(sum(each.chosen for each in offered))
        if self._sheet is not None:
            self._sheet.show_replacements(offered)
            self._replan()

    def _switch(self, key: str, on: bool) -> None:
        self._switched[key] = on
        self._replan()

    def _wanted(self) -> dict[str, str]:
        return {key: each.after.id for key, each in self._offered.items() if self._switched.get(key, each.chosen)}

    def _replan(self) -> None:
        project, wanted = self._project, self._wanted()
        if project is None or self._sheet is None:
            return
        self._plan = None
        self._sheet.foot.export.setEnabled(False)
        self._sheet.foot.show_work(self.tr("Comparing with the project"), 0)

        def work(task: Task) -> "UpdatePlan":
            return self._exports.plan_update(project, wanted, task.progress, task.cancelled)

        self._worker.run(work, self._planned, self._failed, lane=PLAN, progress=self._progressed)

    def _progressed(self, done: int, total: int) -> None:
        if self._sheet is not None:
            words = self.tr("{0} of {1} pictures").format(counted(done), counted(total))
            self._sheet.foot.show_work(words, done / max(1, total))

    def _planned(self, plan: "UpdatePlan") -> None:
        self._plan = plan
        if self._sheet is not None:
            self._sheet.foot.show_rest(sentence(plan.complaint))
            self._sheet.show_plan(plan, self._resolutions)

    def _resolve(self, path: str, resolution: "Resolution | None") -> None:
        if resolution is None:
            self._resolutions.pop(path, None)
        else:
            self._resolutions[path] = resolution
        if self._plan is not None and self._sheet is not None:
            self._sheet.show_torn([sentence(each) for each in self._plan.torn(self._resolutions)])

    # --- writing ---

    def write(self) -> None:
        plan, sheet = self._plan, self._sheet
        if plan is None or sheet is None:
            return
        waiting = [file.path for file in plan.conflicts if file.path not in self._resolutions]
        if waiting:
            sheet.foot.show_rest(self.tr("Somebody else changed {0}: say what becomes of it.").format(waiting[0]), True)
            sheet.files.choices[waiting[0]].setFocus()
            return
        sheet.foot.export.setEnabled(False)
        sheet.foot.show_work(self.tr("Writing"), 1)
        chosen = dict(self._resolutions)
        self._worker.run(lambda _task: self._exports.write_update(plan, chosen), self._written, self._failed)

    def _written(self, paths: Sequence[Path]) -> None:
        self._plan = None
        if self._sheet is not None:
            words = self.tr("1 file is up to date.")
            if len(paths) != 1:
                words = self.tr("{0} files are up to date.").format(counted(len(paths)))
            self._sheet.foot.show_done(words)
            self._sheet.show_replacements(())
            self._sheet.files.say(self.tr("The game has the newer pictures under the same names."))
            self._sheet.show_torn(())
        self.count()

    def _undo(self) -> None:
        project = self._project
        if project is not None:
            self._worker.run(lambda _task: self._exports.undo(project), self._undone, self._failed)

    def _undone(self, _paths: Any) -> None:
        self.count()
        if self._sheet is not None:
            self._look()

    def _failed(self, error: StudioError) -> None:
        words = " ".join(sentence(each) for each in (error.message, error.hint) if each)
        if self._sheet is not None and self._sheet.isVisible():
            self._sheet.foot.show_rest(words, True)
        else:
            self._window.say(words)

    def _cancel(self) -> None:
        self._worker.cancel(PLAN)
        if self._sheet is not None and self._sheet.foot.cancel.isVisible():
            self._sheet.foot.show_rest("")

    def _show_folder(self) -> None:
        if self._project is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._project.root)))
