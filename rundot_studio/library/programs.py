"""Which programs have this library open, and whose job a job is.

Each program that opens a library holds a lock on a small file of its own beside the database, named by a token. The
system lets go of the lock when the program ends, however it ends. So a job whose owner's file can be locked, or is
gone, is an orphan: whoever takes it up first becomes its owner, in one transaction.

A program takes its file away when it closes the library. A file that is there and can be locked therefore tells that a
program was cut off, and may have left something half done: see ``recovery``.
"""

import contextlib
import errno
import os
import secrets
import sqlite3
import time
from collections.abc import Collection
from pathlib import Path
from typing import IO

from . import layout
from .database import Database
from .errors_seam import library_errors

_PREFIX = f"{layout.DATABASE}.open-"
_TRIES = 50
_PAUSE_S = 0.01


class Program:
    """This program, for as long as it has the library open. ``token`` names it among all that ever opened it."""

    def __init__(self, folder: Path) -> None:
        """Raises LibraryUnusable or DiskFull where the file can't be made."""
        self.token = secrets.token_hex(8)
        self._path = _lock_path(folder, self.token)
        with library_errors(folder):
            self._file = self._opened()

    def _opened(self) -> IO[bytes]:
        """Locked, and there. Whoever looks at it before it is locked may take it for one of a dead program."""
        error: OSError | None = None
        for _ in range(_TRIES):
            file = self._path.open("xb")
            try:
                _lock(file)
                if self._path.exists():
                    return file
            except OSError as reason:
                error = reason
            file.close()
            self._path.unlink(missing_ok=True)
            time.sleep(_PAUSE_S)
        raise error or FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self._path))

    def close(self) -> None:
        if os.name == "nt":
            self._file.close()
        with contextlib.suppress(OSError):  # it may have gone with the library's folder
            self._path.unlink()
        self._file.close()


def is_running(folder: Path, token: str) -> bool:
    """Whether the program of this token is alive and has the library open."""
    path = _lock_path(folder, token)
    try:
        with path.open("r+b") as file:
            _lock(file)
    except FileNotFoundError:
        return False
    except OSError:
        return True  # locked; or not to be known, and then better left alone
    return False


def others_running(folder: Path, own_token: str = "") -> list[str]:
    """Tokens of the other programs that have the library open."""
    return [token for token in _tokens(folder) if token != own_token and is_running(folder, token)]


def cut_off(folder: Path, own_token: str = "") -> list[str]:
    """Tokens of programs that ended without closing the library."""
    return [token for token in _tokens(folder) if token != own_token and not is_running(folder, token)]


def bury(folder: Path, tokens: Collection[str]) -> None:
    """After what these programs left half done was set right."""
    for token in tokens:
        path = _lock_path(folder, token)
        with contextlib.suppress(OSError), path.open("r+b") as file:
            _lock(file)  # it may have been one that was only about to lock it
            if os.name != "nt":
                path.unlink()
        if os.name == "nt":
            with contextlib.suppress(OSError):
                path.unlink()  # refused while another program has it open


def take_over(database: Database, folder: Path, token: str, job_ids: Collection[str]) -> set[str]:
    """Become the owner of those of these jobs that have none that is alive; their ids."""
    taken = set()
    with database.transaction() as connection:
        for job_id in job_ids:
            row = connection.execute("SELECT owner FROM job_owners WHERE job_id = ?", (job_id,)).fetchone()
            if row is None or row["owner"] == token or not is_running(folder, row["owner"]):
                write_owner(connection, job_id, token)
                taken.add(job_id)
    return taken


def owned_elsewhere(database: Database, folder: Path, token: str) -> set[str]:
    """Ids of jobs under way in other programs that are alive."""
    rows = database.rows("SELECT job_id, owner FROM job_owners WHERE owner <> ?", token)
    alive = {owner for owner in {row["owner"] for row in rows} if is_running(folder, owner)}
    return {row["job_id"] for row in rows if row["owner"] in alive}


def orphaned(database: Database, folder: Path, token: str) -> set[str]:
    """Ids of jobs whose owner is neither alive nor this program."""
    rows = database.rows("SELECT job_id, owner FROM job_owners WHERE owner <> ?", token)
    dead = {owner for owner in {row["owner"] for row in rows} if not is_running(folder, owner)}
    return {row["job_id"] for row in rows if row["owner"] in dead}


def write_owner(connection: sqlite3.Connection, job_id: str, token: str) -> None:
    connection.execute("INSERT OR REPLACE INTO job_owners (job_id, owner) VALUES (?, ?)", (job_id, token))


def _tokens(folder: Path) -> list[str]:
    return [path.name.removeprefix(_PREFIX) for path in sorted(folder.glob(f"{_PREFIX}*"))]


def _lock_path(folder: Path, token: str) -> Path:
    return folder / f"{_PREFIX}{token}"


def _lock(file: IO[bytes]) -> None:
    """Take the lock or raise OSError at once. It is let go when the file is closed."""
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
