"""Deleting pictures and taking it back: into the library's trash at once, without a question, as nothing is lost."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from rundot_studio.domain.errors import StudioError
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.session.errands import Errands

if TYPE_CHECKING:
    from collections.abc import Callable

    from rundot_studio.library.library import Change
    from rundot_studio.studio.studio import Studio


class TrashDesk(QObject):
    """One per window. Deletions are taken back in the reverse of their order, for as long as the library is open."""

    def __init__(self, panels: Panels, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panels = panels
        self._errands = errands
        self._studio: Studio | None = None
        self._deletions: list[Change] = []
        panels.gallery.delete.clicked.connect(self.delete_selected)
        panels.gallery.view.delete_wanted.connect(self.delete_selected)
        panels.status.undo.clicked.connect(self.undo)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio

    def release(self) -> None:
        self._studio = None
        self._deletions = []
        self._panels.status.end_offer()

    def delete_selected(self) -> None:
        ids = [picture.id for picture in self._panels.gallery.view.selected_pictures()]
        if ids and self._studio is not None:
            self._errands.run(
                _on_disk(self._studio, partial(self._studio.library.delete, ids)), self._deleted, self._failed
            )

    def undo(self) -> None:
        """Bring back what was deleted last, if anything was."""
        if not self._deletions or self._studio is None:
            return
        change = self._deletions.pop()
        self._panels.status.end_offer()

        def failed(error: StudioError) -> None:
            self._deletions.append(change)
            self._failed(error)

        self._errands.run(_on_disk(self._studio, partial(self._studio.library.undo, change)), self._restored, failed)

    def _deleted(self, change: "Change") -> None:
        count = len(change.pictures)
        if not count:
            return
        self._deletions.append(change)
        words = self.tr("Deleted 1 picture.") if count == 1 else self.tr("Deleted {0} pictures.").format(count)
        self._panels.status.offer_undo(words)

    def _restored(self, change: "Change") -> None:
        count = len(change.pictures)
        self._panels.status.say(
            self.tr("1 picture is back.") if count == 1 else self.tr("{0} pictures are back.").format(count)
        )

    def _failed(self, error: StudioError) -> None:
        self._panels.status.say(error.message)


async def _on_disk(studio: "Studio", work: "Callable[[], Change]") -> "Change":
    """On the one thread that writes to the library."""
    import asyncio

    return await asyncio.get_running_loop().run_in_executor(studio.disk, work)
