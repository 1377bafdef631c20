"""References from files are copied into the library before they are sent: off the window's thread, and only once.

A recipe must not depend on a file that the artist may move or change tomorrow.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.recipe import SourceImage

Keep = Callable[[Path], SourceImage]
"""Copies a file into the library; blocking. Raises SourceUnusable with what is wrong with it."""


def is_loose(source: SourceImage) -> bool:
    """Whether it is still a file somewhere on the disk, and not yet one of the library's."""
    return source.sha256 is None and source.picture_id is None and Path(source.place).is_absolute()


class ReferenceKeeper(QObject):
    """``kept`` carries the references with the library's copies in place of the files, and what they are ``kept_for``;
    ``failed`` a sentence."""

    kept = Signal(object, object)
    failed = Signal(str)
    _ended = Signal(object, object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="references")
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def keep(self, references: tuple[SourceImage, ...], keep_file: Keep, kept_for: object) -> None:
        self._pool.submit(self._work, references, keep_file, kept_for)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, references: tuple[SourceImage, ...], keep_file: Keep, kept_for: object) -> None:
        try:
            kept = tuple(keep_file(Path(source.place)) if is_loose(source) else source for source in references)
        except StudioError as error:
            self._ended.emit((), kept_for, error.message)
        except OSError as error:
            self._ended.emit((), kept_for, error.strerror or str(error))
        else:
            self._ended.emit(kept, kept_for, "")

    def _tell(self, kept: tuple[SourceImage, ...], kept_for: object, reason: str) -> None:
        if reason:
            self.failed.emit(reason)
        else:
            self.kept.emit(kept, kept_for)
