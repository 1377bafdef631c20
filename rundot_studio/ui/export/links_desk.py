"""Earlier exports into the project: listed, mended, made again."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from rundot_studio.domain.errors import PictureUnknown, StudioError
from rundot_studio.ui.controls.language import sentence

from .game_sheet_desk import GameSheetDesk
from .worker import Task

if TYPE_CHECKING:
    from rundot_studio.domain.picture import Picture
    from rundot_studio.export.checks import Finding, Fix
    from rundot_studio.export.links import Link

    from .links_sheet import LinksSheet  # noqa: F401 - the type of the sheet, in the class's head

    Listed = list[tuple[Link, list[Finding], list[Picture]]]


class LinksDesk(GameSheetDesk["LinksSheet"]):
    """``again_wanted`` brings a Link that is to be exported once more; ``changed``: files or links are others."""

    again_wanted = Signal(object)
    changed = Signal()

    def open(self) -> None:
        if self._project is None or self._studio is None:
            self._window.say(self.tr("Choose a project first."))
            return
        if self._sheet is None:
            from .links_sheet import LinksSheet

            self._sheet = LinksSheet(self._window, self._window.panels.thumbnails)
            self._sheet.fixed.connect(self.mend)
            self._sheet.again_wanted.connect(self._again)
            self._sheet.undo.clicked.connect(self._undo)
        self._sheet.show_project(self._project.name)
        self._sheet.say("")
        self._sheet.show_links(())
        self._sheet.open()
        self._list()

    def _list(self) -> None:
        project = self._project
        assert project is not None

        def work(_task: Task) -> "Listed":
            return [(link, findings, self._pictures(link)) for link, findings in self._exports.links(project)]

        self._worker.run(work, self._listed, self._failed, lane="list")

    def _pictures(self, link: "Link") -> "list[Picture]":
        from .links_sheet import THUMBNAILS

        found: list[Picture] = []
        for source in link.sources:
            if self._studio is None or len(found) == THUMBNAILS:
                break
            try:
                found.append(self._studio.library.get(source.picture))
            except PictureUnknown:
                continue
        return found

    def _listed(self, listed: "Listed") -> None:
        if self._sheet is not None:
            self._sheet.show_links(listed)

    def mend(self, link: "Link", fix: "Fix") -> None:
        """Another picture is the one that is selected; files change with the next export only."""
        from rundot_studio.export.checks import Repair

        project = self._project
        if project is None:
            return
        if fix.action is Repair.WRITE_AGAIN:
            self._again(link)
            return
        chosen: dict[str, str] = {}
        if fix.action is Repair.RELINK:
            picture = self._window.desk.picture
            if picture is None:
                self._tell(self.tr("Have the picture to take on the canvas, and press again."))
                return
            chosen = dict.fromkeys(fix.changes, picture.id)

        def done(_nothing: object) -> None:
            self._tell(self.tr("Remembered. The files change when it is exported again."), bad=False)
            self._list()
            self.changed.emit()

        self._worker.run(lambda _task: self._exports.mend_link(project, link, fix, chosen), done, self._failed)

    def _again(self, link: "Link") -> None:
        if self._sheet is not None:
            self._sheet.dismiss()
        self.again_wanted.emit(link)

    def _undo(self) -> None:
        project = self._project
        if project is None:
            return

        def done(paths: Sequence[str]) -> None:
            self._tell(self.tr("Taken back: the project is as it was before."), bad=False)
            self._list()
            self.changed.emit()

        self._worker.run(lambda _task: self._exports.undo(project), done, self._failed)

    def _tell(self, words: str, *, bad: bool = True) -> None:
        if self._sheet is not None:
            self._sheet.say(words, bad=bad)

    def _failed(self, error: StudioError) -> None:
        self._tell(" ".join(sentence(each) for each in (error.message, error.hint) if each))
