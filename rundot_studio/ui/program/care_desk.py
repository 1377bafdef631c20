"""Care of the library from the window: checking every file, a backup, emptying the trash. One at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from rundot_studio.domain.errors import StudioError
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.session.errands import Errands

if TYPE_CHECKING:
    from rundot_studio.library.backup import BackupReport
    from rundot_studio.library.trash import Emptied
    from rundot_studio.library.verify import Verification
    from rundot_studio.studio.studio import Studio

LOOK_MS = 100


class _Cancelled(Exception):
    """Raised through a progress callback: what runs cleans up behind itself."""


@dataclass
class _Course:
    """How far the work is, written by the threads that do it; no QObject, which only its own thread may touch."""

    percent: int = 0
    cancelled: bool = False

    def told(self, done: int, total: int) -> None:
        if self.cancelled:
            raise _Cancelled
        self.percent = done * 100 // max(total, 1)


class CareDesk(QObject):
    """``ended`` tells that the work is over, with a sentence of how it went."""

    ended = Signal(str)

    def __init__(self, panels: Panels, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panels = panels
        self._errands = errands
        self._studio: Studio | None = None
        self._running = False
        self._words = ""
        self._course = _Course()
        # Looked at now and then: news from the threads that hash would be hundreds a second.
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_MS)
        self._looking.timeout.connect(self._show_progress)
        panels.status.stop.clicked.connect(self.cancel)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio

    def release(self) -> None:
        self._studio = None
        self.cancel()

    @property
    def folder(self) -> Path | None:
        """Of the library that is open."""
        return self._studio.library.folder if self._studio is not None else None

    @property
    def trash_count(self) -> int:
        return len(self._studio.library.trash()) if self._studio is not None else 0

    def cancel(self) -> None:
        self._course.cancelled = True

    def verify(self) -> None:
        """Read every file and compare it with what was stored."""
        words = self.tr("Checking pictures: {0} %")
        self._start(words, lambda studio, told: studio.library.verify(progress=told), self._verified)

    def ask_where_to_back_up(self) -> None:
        dialog = QFileDialog(self._panels.window, self.tr("Back up the library"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.selectFile("rundot-studio-library.zip")
        dialog.fileSelected.connect(lambda name: self.back_up(Path(name)))
        dialog.open()

    def back_up(self, target: Path) -> None:
        """Everything in one ZIP file, while the library is used."""
        words = self.tr("Backing up: {0} %")
        self._start(words, lambda studio, told: studio.library.back_up(target, told), self._backed_up)

    def empty_trash(self) -> None:
        """Hand what is in the library's trash to the system's."""
        words = self.tr("Emptying the trash …")
        self._start(words, lambda studio, _told: studio.library.empty_trash(), self._emptied)

    def _start(
        self, words: str, work: Callable[["Studio", Callable[[int, int], None]], Any], done: Callable[[Any], None]
    ) -> None:
        if self._studio is None or self._running:
            self._panels.status.say(
                self.tr("Something else is being done; try again after it.") if self._running else ""
            )
            return
        self._running = True
        self._words = words
        self._course = _Course()
        self._looking.start()
        self._show_progress()
        self._errands.run(self._off_the_loop(partial(work, self._studio), self._course), done, self._failed)

    async def _off_the_loop(self, work: Callable[[Callable[[int, int], None]], Any], course: "_Course") -> Any:
        import asyncio
        from concurrent.futures import ThreadPoolExecutor

        # Not the loop's own executor: it counts on threads of Qt, which Python's do not know, and checking starts more.
        executor = ThreadPoolExecutor(1, "library care")
        try:
            return await asyncio.get_running_loop().run_in_executor(executor, work, course.told)
        except _Cancelled:
            return None
        finally:
            executor.shutdown(wait=False)
            self._running = False
            self._looking.stop()
            self._panels.status.show_task("")

    def _show_progress(self) -> None:
        self._panels.status.show_task(self._words.format(self._course.percent))

    def _verified(self, found: "Verification | None") -> None:
        if found is None:
            self._say(self.tr("Cancelled."))
        elif found.clean:
            self._say(self.tr("{0} files were checked: nothing is missing or changed.").format(counted(found.checked)))
        else:
            words = self.tr("{0} files were checked: {1} missing, {2} changed. The log names them.")
            self._say(words.format(counted(found.checked), len(found.missing), len(found.changed)))
            _write_down(found)

    def _backed_up(self, report: "BackupReport | None") -> None:
        if report is None:
            self._say(self.tr("Cancelled; nothing was left behind."))
        else:
            self._say(self.tr("{0} files are in {1}").format(counted(report.files), report.path))

    def _emptied(self, emptied: "Emptied | None") -> None:
        if emptied is None:
            self._say(self.tr("Cancelled."))
        elif emptied.reason:
            self._say(emptied.reason)
        else:
            self._say(self.tr("{0} pictures went to the system's trash.").format(counted(len(emptied.gone))))

    def _failed(self, error: StudioError) -> None:
        self._say(error.message)

    def _say(self, words: str) -> None:
        self._panels.status.say(words)
        self.ended.emit(words)


def _write_down(found: "Verification") -> None:
    import logging

    log = logging.getLogger(__name__)
    for kind, findings in (("missing", found.missing), ("changed", found.changed)):
        for finding in findings:
            log.warning("%s: %s", kind, finding)
