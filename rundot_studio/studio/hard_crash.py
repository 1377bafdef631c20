"""When the process itself dies: Python's ``faulthandler`` writes where, and the next start makes a report of it.

Each running program has one file in the log's folder, locked for as long as it lives and deleted when it ends in
order. A file that nobody holds and that has something in it is what a crash has left. One that is empty is what a
killed process or a power cut has left: there is nothing to tell of that here.
"""

import faulthandler
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from .crash_files import unseen_reports, write_report
from .crash_report import Failure, report_text
from .log_file import log_folder, read_log

_PREFIX = "running-"
_END_OF_FACTS = b"---\n"
FACTS_MOST = 4_000
LARGEST = 64_000
"""Bytes of a dump that go into the report: the last ones."""


class FaultFile:
    """One per process."""

    def __init__(self) -> None:
        self._file: BinaryIO | None = None
        self._path = Path()

    def begin(self, facts: str, folder: Path | None = None) -> None:
        """Have crashes of this process written down from now on. ``facts`` are what the report says of the program.

        Does nothing where the folder can't be written, or where somebody who develops has switched the handler on.
        """
        if faulthandler.is_enabled() or self._file is not None:
            return
        folder = folder or log_folder()
        self._path = folder / f"{_PREFIX}{os.getpid()}.txt"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("wb", buffering=0)
            self._file.write(facts.encode("utf-8", "replace")[:FACTS_MOST] + _END_OF_FACTS)
            _lock(self._file)
        except OSError:
            self._let_go()
            return
        faulthandler.enable(self._file)

    def end(self) -> None:
        """The program ends in order: nothing is left."""
        if self._file is not None:
            faulthandler.disable()
            self._let_go()

    def _let_go(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
            _delete(self._path)


def report_hard_crashes(folder: Path | None = None) -> list[Path]:
    """Make reports of what dead programs have left, and clear that away; gives the new reports. Blocking."""
    folder = folder or log_folder()
    made = []
    try:
        left = sorted(folder.glob(f"{_PREFIX}*.txt"))
    except OSError:
        return []
    for path in left:
        content = _taken(path)
        if content is None:
            continue
        when, facts, dump = content
        if dump.strip():
            summary = dump.strip().partition("\n")[0]
            failure = Failure(f"The process ended by itself: {summary}", dump)
            report = write_report(report_text(failure, when, facts, read_log(folder)), when, folder)
            if report is not None:
                made.append(report)
    return made


def crashes_of_earlier_runs(folder: Path | None = None) -> list[Path]:
    """All reports that nobody was told of, the newest first. Blocking."""
    report_hard_crashes(folder)
    return unseen_reports(folder)


def _taken(path: Path) -> tuple[datetime, str, str] | None:
    """(time, facts, dump) of a dead program's file, which is deleted; None for one of a program that lives."""
    try:
        with path.open("r+b") as file:
            _lock(file)
            when = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
            size = file.seek(0, os.SEEK_END)
            file.seek(0)
            facts, _mark, dump = file.read(FACTS_MOST + LARGEST).partition(_END_OF_FACTS)
            if size > FACTS_MOST + LARGEST:
                file.seek(size - LARGEST)
                dump = file.read(LARGEST)
        path.unlink()
    except OSError:
        return None
    return when, facts.decode("utf-8", "replace"), dump.decode("utf-8", "replace")


def _lock(file: BinaryIO) -> None:
    """Take the lock or raise OSError at once. It is let go when the file is closed, or its process ends."""
    if sys.platform == "win32":
        import msvcrt

        # Far behind the content, which the handler goes on writing.
        file.seek(0x7FFF_FFFF)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0, os.SEEK_END)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _delete(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
