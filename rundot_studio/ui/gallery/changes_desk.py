"""What the artist changes in the library, and taking it back: at once, without a question, as nothing is lost."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from rundot_studio.domain.errors import StudioError
from rundot_studio.ui.controls.numbers import counted
from rundot_studio.ui.panels import Panels
from rundot_studio.ui.session.errands import Errands

if TYPE_CHECKING:
    from rundot_studio.library.library import Change, Library
    from rundot_studio.studio.studio import Studio

Said = Callable[["Change"], str]
"""The sentence that a change made; an empty one says nothing."""


def _nothing_more(_change: object) -> None:
    return


class ChangesDesk(QObject):
    """One per window. Changes are taken back in the reverse of their order, for as long as the library is open."""

    def __init__(self, panels: Panels, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panels = panels
        self._errands = errands
        self._studio: Studio | None = None
        self._changes: list[tuple[Change, Said]] = []
        self._under_way = 0
        self._undos_waiting = 0
        panels.gallery.selected.delete.clicked.connect(self.delete_selected)
        panels.gallery.view.delete_wanted.connect(self.delete_selected)
        panels.status.undo.clicked.connect(self.undo)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio

    def release(self) -> None:
        self._studio = None
        self._changes = []
        self._undos_waiting = 0
        self._panels.status.end_offer()

    def make(
        self,
        work: "Callable[[Library], Change]",
        said: Said,
        undone: Said,
        then: "Callable[[Change], object]" = _nothing_more,
    ) -> None:
        """Change the library on its thread; ``said`` tells what was done, ``undone`` what undo has brought back."""

        def done(change: "Change") -> None:
            words = said(change)
            if words:
                self._changes.append((change, undone))
                self._panels.status.offer_undo(words)
            self._ended()
            then(change)

        def failed(error: StudioError) -> None:
            self._ended()
            self._failed(error)

        if self._studio is not None:
            self._under_way += 1
            self._errands.run(self._changed(self._studio, work), done, failed)

    def delete_selected(self) -> None:
        """Into the library's trash."""
        numbers = self._panels.gallery.view.selection.numbers
        if not numbers or self._studio is None:
            return
        listing = self._studio.listing
        self.make(
            lambda library: library.delete(listing.ids(numbers)),
            lambda change: self._counted(change, self.tr("Deleted 1 picture."), self.tr("Deleted {0} pictures.")),
            lambda change: self._counted(change, self.tr("1 picture is back."), self.tr("{0} pictures are back.")),
        )

    def undo(self) -> None:
        """Take back what was done last, if anything was. What is still being done is waited for: it is the last."""
        if self._under_way:
            self._undos_waiting += 1
            return
        if not self._changes or self._studio is None:
            return
        change, undone = self._changes.pop()
        self._panels.status.end_offer()

        def failed(error: StudioError) -> None:
            self._changes.append((change, undone))
            self._failed(error)

        self._errands.run(
            _on_disk(self._studio, lambda library: library.undo(change)),
            lambda back: self._panels.status.say(undone(back)),
            failed,
        )

    async def _changed(self, studio: "Studio", work: "Callable[[Library], Change]") -> "Change":
        try:
            return await _on_disk(studio, work)
        except StudioError:
            raise
        except BaseException:  # a bug of ours, or the window's end: nobody is told, and it is over too
            self._ended()
            raise

    def _ended(self) -> None:
        self._under_way -= 1
        if self._under_way == 0:
            waiting, self._undos_waiting = self._undos_waiting, 0
            for _each in range(waiting):
                self.undo()

    def _counted(self, change: "Change", one: str, many: str) -> str:
        count = len(change.pictures)
        if not count:
            return ""
        return one if count == 1 else many.format(counted(count))

    def _failed(self, error: StudioError) -> None:
        self._panels.status.say(error.message)


async def _on_disk(studio: "Studio", work: "Callable[[Library], Change]") -> "Change":
    """On the one thread that writes to the library."""
    import asyncio

    return await asyncio.get_running_loop().run_in_executor(studio.disk, work, studio.library)
