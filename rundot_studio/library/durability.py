"""Makes stored pictures last with one flush for each, and two more for a whole burst of them.

Bytes are flushed before a picture's file takes its name. Two things are not waited for: that the name itself is on the
disk, and the commit of its rows. Both follow from what is on the disk already (the flushed bytes with the recipe in
them, and the job's answer in the journal, which was flushed before anything was fetched), so a power cut between costs
no picture. The picture is noted in ``unflushed_pictures`` in the very transaction of its rows; a little later the
folders are flushed, and then the notes are struck, whose commit is flushed and all earlier ones with it.

What a power cut can leave, by what of it had reached the disk:

========================  =================  ===================================================================
the file                  rows               what the next opening does (``recovery``)
========================  =================  ===================================================================
half written              not there          nothing: the job is answered, and its picture fetched again
whole, temporary name     not there          gives it its name and rows, without a second fetch (PNG, which has
                                             checksums; others can't be told from half written ones)
whole, own name           not there          gives it its rows, without a second fetch
whole, temporary name     there and noted    gives it its name
gone                      there and noted    takes the job back to answered: its picture is fetched again. Where the
                                             link has ended, ``verify`` names the file, and the recipe is in the row
whole, own name           there              nothing
========================  =================  ===================================================================

That rows come without their note, or notes are struck before the folder is flushed, can't be: the log of the database
is read up to its first gap, so of two commits never the later one alone survives. Steps of jobs that cost money
(``sent`` and ``answered``) and all that artists do are flushed at once.
"""

import contextlib
import logging
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

from rundot_studio.domain.errors import StudioError

from .database import Database
from .errors_seam import library_errors
from .files import Disk, NewFile

log = logging.getLogger(__name__)

DELAY_S = 1.0
"""From the first picture to the flush: those of a burst share it."""


class Durability:
    """Safe to call from any thread."""

    def __init__(self, database: Database, folder: Path, disk: Disk) -> None:
        self._database = database
        self._folder = folder
        self._disk = disk
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._closed = False
        self._flushing = ThreadPoolExecutor(1, thread_name_prefix="flush")

    def begin(self, target: Path, data: bytes) -> NewFile:
        """A file that is being flushed already. Raises OSError."""
        file = NewFile(target, data, self._disk)
        file.flush_meanwhile(self._flushing)
        return file

    def touch(self) -> None:
        """After a picture was stored: flush soon."""
        with self._lock:
            if self._timer is None and not self._closed:
                self._timer = threading.Timer(DELAY_S, self._on_time)
                self._timer.name = "durability"
                self._timer.daemon = True
                self._timer.start()

    def flush(self) -> None:
        """Make all pictures last now. Raises LibraryUnusable or DiskFull; then they are tried again later."""
        rows = self._database.rows("SELECT number, path FROM unflushed_pictures JOIN pictures USING (number)")
        if not rows:
            return
        for folder in sorted({PurePosixPath(row["path"]).parent for row in rows}):
            # A folder that somebody has deleted has nothing left to flush.
            with library_errors(self._folder), contextlib.suppress(FileNotFoundError):
                self._disk.flush_folder(self._folder / folder)
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM unflushed_pictures WHERE number = ?", [(row["number"],) for row in rows]
            )

    def close(self) -> None:
        with self._lock:
            if self._closed:
                return
            self._closed = True
            timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()
            timer.join()
        self._flushing.shutdown()
        self._flush_quietly()

    def _on_time(self) -> None:
        with self._lock:
            if self._closed:
                return  # whoever closes does it
            self._timer = None
        self._flush_quietly()

    def _flush_quietly(self) -> None:
        try:
            self.flush()
        except StudioError as error:
            log.warning("%s %s", error.message, error.hint)
        except sqlite3.ProgrammingError:
            log.debug("the library was closed meanwhile")


def note_unflushed(connection: sqlite3.Connection, number: int) -> None:
    """In the transaction of the picture's rows."""
    connection.execute("INSERT OR IGNORE INTO unflushed_pictures (number) VALUES (?)", (number,))
