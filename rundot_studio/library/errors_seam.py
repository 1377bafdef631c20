"""The library's seam: errors of the file system and of SQLite become sentences."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rundot_studio.domain.errors import DiskFull, LibraryUnusable


@contextmanager
def library_errors(place: Path) -> Iterator[None]:
    """Raises LibraryUnusable or DiskFull in place of OSError and sqlite3.Error."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _full(place) from error
        raise LibraryUnusable(f"The library at {place} can't be used: {error.strerror or error}.") from error
    except sqlite3.OperationalError as error:
        text = str(error)
        if "full" in text or ("I/O" in text and _is_full(place)):  # with no room for its own files SQLite says I/O
            raise _full(place) from error
        if "locked" in text:
            raise LibraryUnusable(
                f"The library at {place} is busy: another program holds it.", "Close it there, or try again."
            ) from error
        if "readonly" in text or "read-only" in text:
            raise LibraryUnusable(f"The library at {place} is read-only.") from error
        raise LibraryUnusable(f"The library's database at {place} can't be used: {text}.") from error
    except sqlite3.DatabaseError as error:
        raise LibraryUnusable(
            f"The library's database at {place} is damaged ({error}).", "The pictures themselves are not touched."
        ) from error


def _is_full(place: Path) -> bool:
    try:
        return shutil.disk_usage(place if place.is_dir() else place.parent).free < 1024 * 1024
    except OSError:
        return False


def _full(place: Path) -> DiskFull:
    return DiskFull(f"There is no space left for the library at {place}.", "Make room; nothing was lost.")
