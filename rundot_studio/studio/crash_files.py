"""Crash reports beside the log: a few files, capped, and which of them the artist has not been told of yet.

Everything here blocks for a moment and never raises for a folder that can't be read or written: it is called when
something else has gone wrong already.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from .log_file import log_folder

MOST = 10
"""Reports that are kept; the oldest go."""
LARGEST = 256_000
"""Bytes of one that are read again."""
SEEN = "crash-reports-seen.txt"
_OURS = re.compile(r"crash-\d{4}-\d\d-\d\d-\d{6}(?:-\d+)?\.txt")


def write_report(text: str, when: datetime, folder: Path | None = None) -> Path | None:
    """Write a report into a file of its own; None where that can't be done."""
    folder = folder or log_folder()
    stem = f"crash-{when.astimezone():%Y-%m-%d-%H%M%S}"
    for number in range(1, MOST + 2):
        path = folder / (f"{stem}.txt" if number == 1 else f"{stem}-{number}.txt")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", errors="backslashreplace") as file:
                file.write(text)
        except FileExistsError:
            continue
        except OSError:
            return None
        _drop_oldest(folder)
        return path
    return None


def crash_reports(folder: Path | None = None) -> list[Path]:
    """Those that are there, the newest first."""
    folder = folder or log_folder()
    try:
        found = [path for path in folder.iterdir() if _OURS.fullmatch(path.name)]
        return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    except OSError:
        return []


def read_report(path: Path) -> str:
    """Its text; empty for one that is gone."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST).decode("utf-8", "replace")
    except OSError:
        return ""


def unseen_reports(folder: Path | None = None) -> list[Path]:
    """Those that :func:`mark_seen` was not called for, the newest first."""
    folder = folder or log_folder()
    seen = _seen(folder)
    return [path for path in crash_reports(folder) if path.name not in seen]


def mark_seen(paths: Iterable[Path], folder: Path | None = None) -> None:
    """The artist was told of these."""
    folder = folder or log_folder()
    there = {path.name for path in crash_reports(folder)}
    names = sorted((_seen(folder) | {path.name for path in paths}) & there)
    try:
        (folder / SEEN).write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    except OSError:
        return  # then it is told once more at the next start


def _seen(folder: Path) -> set[str]:
    return set(read_report(folder / SEEN).splitlines())


def _drop_oldest(folder: Path) -> None:
    for path in crash_reports(folder)[MOST:]:
        try:
            path.unlink()
        except OSError:
            continue
