"""References from files are copied into the library before they are sent: off the window's thread, and only once.

A recipe must not depend on a file that the artist may move or change tomorrow.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.recipe import GenerateRecipe, SourceImage

Keep = Callable[[Path], SourceImage]
"""Copies a file into the library; blocking. Raises SourceUnusable with what is wrong with it."""


def is_loose(source: SourceImage) -> bool:
    """Whether it is still a file somewhere on the disk, and not yet one of the library's."""
    return source.sha256 is None and source.picture_id is None and Path(source.place).is_absolute()


class ReferenceKeeper(QObject):
    """``kept`` carries the recipe with the library's copies in place of the files, and the number of pictures;
    ``failed`` a sentence."""

    kept = Signal(object, int)
    failed = Signal(str)
    _ended = Signal(object, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="references")
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def keep(self, recipe: GenerateRecipe, count: int, keep_file: Keep) -> None:
        self._pool.submit(self._work, recipe, count, keep_file)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, recipe: GenerateRecipe, count: int, keep_file: Keep) -> None:
        try:
            references = tuple(
                keep_file(Path(source.place)) if is_loose(source) else source for source in recipe.references
            )
        except StudioError as error:
            self._ended.emit(recipe, count, error.message)
        except OSError as error:
            self._ended.emit(recipe, count, error.strerror or str(error))
        else:
            self._ended.emit(replace(recipe, references=references), count, "")

    def _tell(self, recipe: GenerateRecipe, count: int, reason: str) -> None:
        if reason:
            self.failed.emit(reason)
        else:
            self.kept.emit(recipe, count)
