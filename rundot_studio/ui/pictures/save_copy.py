"""Saving a copy of a picture's file where the artist wants it, off the window's thread."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal


class CopySaver(QObject):
    """``saved`` tells the path; ``failed`` a sentence."""

    saved = Signal(str)
    failed = Signal(str)
    _ended = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="save")
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def save(self, source: Path, target: Path) -> None:
        self._pool.submit(self._work, source, target)

    def close(self) -> None:
        """Finish what was asked for, then end the thread."""
        self._pool.shutdown(wait=True)

    def _work(self, source: Path, target: Path) -> None:
        """Beside the target first, so that a full disk leaves no half picture under the wanted name."""
        part = target.with_name(f"{target.name}.part")
        try:
            shutil.copyfile(source, part)
            part.replace(target)
        except OSError as error:
            part.unlink(missing_ok=True)
            self._ended.emit(str(target), error.strerror or str(error))
        else:
            self._ended.emit(str(target), "")

    def _tell(self, target: str, reason: str) -> None:
        if reason:
            self.failed.emit(self.tr("{0} could not be saved: {1}").format(Path(target).name, reason))
        else:
            self.saved.emit(target)
