"""Looks after working copies: tells when one was saved, once it has been quiet for a moment.

Programs save in place, or write beside and rename: so the file and its folder are both watched. On disks of which the
system tells nothing, it is enough to come back to the window.
"""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

QUIET_MS = 400
"""After the last word of a file, before it is read: a save is several writes."""


class CopyWatch(QObject):
    """``saved`` tells the id of a picture whose working copy may be another now."""

    saved = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._files: dict[str, Path] = {}
        self._quiet: dict[str, QTimer] = {}
        self._watcher.fileChanged.connect(self._told)
        self._watcher.directoryChanged.connect(self._told)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._came_back)

    def watch(self, picture_id: str, file: Path) -> None:
        if picture_id not in self._files:
            quiet = QTimer(self)
            quiet.setSingleShot(True)
            quiet.setInterval(QUIET_MS)
            quiet.timeout.connect(lambda: self._look(picture_id))
            self._quiet[picture_id] = quiet
        self._files[picture_id] = file
        self._watcher.addPath(str(file.parent))
        self._watch_file(file)

    def clear(self) -> None:
        """Look after none any longer."""
        paths = [*self._watcher.files(), *self._watcher.directories()]
        if paths:
            self._watcher.removePaths(paths)
        for quiet in self._quiet.values():
            quiet.stop()
            quiet.deleteLater()
        self._files, self._quiet = {}, {}

    def _watch_file(self, file: Path) -> None:
        """A file that was replaced is another one for the system: it is watched anew."""
        if str(file) not in self._watcher.files() and file.exists():
            self._watcher.addPath(str(file))

    def _told(self, place: str) -> None:
        path = Path(place)
        for picture_id, file in self._files.items():
            if path in (file, file.parent):
                self._quiet[picture_id].start()

    def _look(self, picture_id: str) -> None:
        self._watch_file(self._files[picture_id])
        self.saved.emit(picture_id)

    def _came_back(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            for quiet in self._quiet.values():
                quiet.start()
