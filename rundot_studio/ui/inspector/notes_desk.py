"""The note of the picture that is inspected: kept while it is written, and never lost with the window."""

from concurrent.futures import Future
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.picture import Picture
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.gallery.changes_desk import ChangesDesk
from rundot_studio.ui.panels import Panels

if TYPE_CHECKING:
    from rundot_studio.library.library import Change
    from rundot_studio.studio.studio import Studio


class NotesDesk(QObject):
    """Part of the inspector's desk. Notes go straight to the thread that writes to the library, which does all it was
    given before the library is closed: so even the last word before closing is kept."""

    _refused = Signal(str)

    def __init__(self, panels: Panels, changes: ChangesDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changes = changes
        self._studio: Studio | None = None
        self._field = panels.inspector.marks.notes
        self.picture_id: str | None = None
        """Whose note is in the field."""
        self._before = ""
        self._fresh = True
        """Whether nothing was shown yet of the picture that is inspected."""
        self._refused.connect(lambda words: panels.status.say(sentence(words)), Qt.ConnectionType.QueuedConnection)
        self._field.written.connect(self._write)
        self._field.left.connect(self._offer_undo)

    def attach(self, studio: "Studio") -> None:
        self._studio = studio

    def release(self) -> None:
        """Keep what was written; the studio is still open at this moment."""
        self._field.keep()
        self.picture_id = None
        self._studio = None

    def take(self, picture: Picture | None) -> None:
        """Another picture is inspected, or none: what was written belongs to the one before."""
        picture_id = picture.id if picture is not None else None
        if picture_id != self.picture_id:
            self._field.keep()
            self._offer_undo()
            self.picture_id = picture_id
            self._before = ""
            self._fresh = True
            self._field.show_notes("")

    def show(self, picture: Picture, text: str) -> None:
        """The note as it is in the library, unless the artist is writing another one."""
        if picture.id != self.picture_id:
            self.take(picture)
        if not self._field.unkept and not (self._field.busy and self._field.text.strip() == text):
            self._field.show_notes(text)
            if self._fresh or not self._field.edit.hasFocus():
                self._before = text
            self._fresh = False

    def _write(self, text: str) -> None:
        if self._studio is not None and self.picture_id is not None:
            written = self._studio.disk.submit(self._studio.library.note, [self.picture_id], text)
            written.add_done_callback(self._written)

    def _written(self, written: "Future[Change]") -> None:
        """On the thread that wrote."""
        error = written.exception()
        if isinstance(error, StudioError):
            self._refused.emit(error.message)

    def _offer_undo(self) -> None:
        """One step back for all that was written since the keyboard came here, however often it was kept meanwhile."""
        now, before, picture_id = self._field.text.strip(), self._before, self.picture_id
        if picture_id is None or now == before.strip():
            return
        self._before = now
        from rundot_studio.library.marks import noting

        self._changes.make(
            lambda _library: noting([picture_id], before),
            lambda _change: self.tr("Note kept."),
            lambda _change: self.tr("The note is as it was."),
        )
