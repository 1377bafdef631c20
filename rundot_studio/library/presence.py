"""Whether an open library is still where it was opened.

A folder that is moved, renamed or on a disk that is taken away leaves SQLite with a file that has gone elsewhere, while
new pictures would be written into a new folder of the old name: two halves of one library. So every write asks first.
"""

from pathlib import Path

from rundot_studio.domain.errors import LibraryUnusable


class LibraryGone(LibraryUnusable):
    """The library's folder is no longer where it was opened."""

    code = "LIBRARY_GONE"
    action = "retry"


class Presence:
    """Remembers which file the database is. Costs one look at the disk's directory for each question."""

    def __init__(self, database: Path) -> None:
        """Raises OSError where the database is not there now."""
        self._database = database
        self._file = _identity(database)

    @property
    def is_there(self) -> bool:
        try:
            return _identity(self._database) == self._file
        except OSError:
            return False

    def check(self) -> None:
        """Raises LibraryGone where another file, or none, has the database's name."""
        if not self.is_there:
            raise LibraryGone(
                f"The library is no longer at {self._database.parent}: it was moved, or its disk is gone.",
                "Put it back, and what was made meanwhile is stored; or start again with its new place.",
            )


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino
