"""Importing what is dropped: file by file, so that pictures that are being made are stored in between."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from rundot_studio.domain.errors import StudioError
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.session.errands import Errands

if TYPE_CHECKING:
    from rundot_studio.library.importing import Imported
    from rundot_studio.studio.studio import Studio

translate = QCoreApplication.translate


class ImportDesk(QObject):
    """One per window, one import at a time. ``begun`` tells that pictures will come that nobody has ordered, ``ended``
    what became of the files."""

    begun = Signal()
    ended = Signal(object)

    def __init__(self, panels: Panels, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panels = panels
        self._errands = errands
        self._studio: Studio | None = None
        self._running = False
        self._cancelled = False
        panels.middle.dropped.connect(self.start)
        panels.gallery.view.dropped.connect(self.start)
        panels.status.stop.clicked.connect(self.cancel)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio

    def release(self) -> None:
        """What runs ends with the file it is at."""
        self._studio = None
        self.cancel()

    def start(self, paths: Sequence[Path]) -> None:
        if self._studio is None:
            self._panels.status.say(self.tr("The library is not open yet."))
        elif self._running:
            self._panels.status.say(self.tr("Another import runs; drop these again when it is done."))
        else:
            self._running = True
            self._cancelled = False
            self._panels.status.show_task(self.tr("Importing …"))
            self.begun.emit()
            self._errands.run(self._import(self._studio, paths), self._done, self._failed)

    def cancel(self) -> None:
        self._cancelled = True

    def _is_cancelled(self) -> bool:
        return self._cancelled

    async def _import(self, studio: "Studio", paths: Sequence[Path]) -> "Imported":
        from rundot_studio.library.importing import Imported

        whole = Imported()
        try:
            async for part in self._parts(studio, paths):
                whole.added += part.added
                whole.put_back += part.put_back
                whole.duplicates += part.duplicates
                whole.refused += part.refused
                whole.stopped = part.stopped
                for picture in part.added:
                    studio.library.picture_added.emit(picture)
                if part.stopped is not None:
                    break
        finally:
            self._running = False
            self._panels.status.show_task("")
        whole.cancelled = self._cancelled
        return whole

    async def _parts(self, studio: "Studio", paths: Sequence[Path]) -> AsyncIterator["Imported"]:
        """What becomes of each file, in turn, on the thread that writes to the library; until cancelled."""
        import asyncio

        from rundot_studio.library.candidates import find_candidates
        from rundot_studio.library.importing import Imported, Refusal

        loop = asyncio.get_running_loop()
        candidates = await loop.run_in_executor(studio.disk, lambda: list(find_candidates(paths)))
        for number, candidate in enumerate(candidates, 1):
            if self._cancelled:
                return
            words = self.tr("Importing {0} of {1}").format(counted(number), counted(len(candidates)))
            self._panels.status.show_task(words)
            if candidate.refused is not None:
                yield Imported(refused=[Refusal(candidate.path, candidate.refused.problem)])
            else:
                yield await loop.run_in_executor(
                    studio.disk, studio.library.import_files, [candidate.path], None, self._is_cancelled
                )

    def _done(self, imported: "Imported") -> None:
        self._panels.status.say(
            import_words(imported), "\n".join(sentence(refusal.problem.message) for refusal in imported.refused)
        )
        here = [picture.id for picture in imported.added] or [known.picture_id for known in imported.duplicates]
        self._panels.gallery.view.select_pictures(here)
        self.ended.emit(imported)

    def _failed(self, error: StudioError) -> None:
        self._panels.status.say(error.message)


def import_words(imported: "Imported") -> str:
    """What became of the files, in one line; the sentence of a bad one, and of the first where there are more."""
    added, known, bad = len(imported.added), len(imported.duplicates), len(imported.refused)
    parts = []
    if imported.cancelled:
        parts.append(translate("Import", "Cancelled."))
    if added or not (known or bad or imported.put_back or imported.stopped or imported.cancelled):
        one, many = translate("Import", "Imported 1 picture."), translate("Import", "Imported {0} pictures.")
        parts.append(_counted(added, one, many))
    if imported.put_back:
        one, many = translate("Import", "1 lost file is back."), translate("Import", "{0} lost files are back.")
        parts.append(_counted(len(imported.put_back), one, many))
    if known:
        one, many = translate("Import", "1 was here already."), translate("Import", "{0} were here already.")
        parts.append(_counted(known, one, many))
    if bad > 1:
        parts.append(translate("Import", "{0} files were not imported, the first:").format(counted(bad)))
    if bad:
        parts.append(imported.refused[0].problem.message)
    if imported.stopped is not None:
        parts.append(imported.stopped.message)
    return " ".join(sentence(part) for part in parts)


def _counted(count: int, one: str, many: str) -> str:
    return one if count == 1 else many.format(counted(count))
