"""A library out of a backup. Nothing that the ZIP says is believed: names, sizes and links are checked before a byte
is written, and the folder appears only once everything is in it."""

import contextlib
import os
import shutil
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from rundot_studio.domain.errors import DiskFull, LibraryUnusable, SourceUnusable

from . import layout
from .database import Database
from .errors_seam import library_errors
from .sidecar_format import BOARDS
from .verify import Verification, verify

Progress = Callable[[int, int], None]
"""Called with the bytes done and the bytes there are."""

_TOPS = frozenset(
    {
        layout.PICTURES,
        layout.TRASH,
        layout.SOURCES,
        layout.ENGINE,
        layout.WILDCARDS,
        layout.STYLES,
        layout.MATRICES,
    }
)
_FILES = frozenset({layout.DATABASE, BOARDS, layout.SPRITES})
_MOST_FILES = 5_000_000
_MOST_RATIO = 20
"""Pictures hardly shrink: what unpacks to more than this is made to fill a disk."""
_COPY_BYTES = 1 << 20
_FORBIDDEN = frozenset('<>:"|?*\\')


@dataclass(frozen=True)
class Restored:
    """What was restored, checked against the backup's own database."""

    folder: Path
    files: int
    verification: Verification


def restore(archive: Path, folder: Path, progress: Progress | None = None) -> Restored:
    """Unpack a backup into a folder that is empty or not there. Blocking.

    Raises SourceUnusable for what is no backup or a damaged one, LibraryUnusable or DiskFull for a folder that can't
    be written; then the folder is as it was.
    """
    with library_errors(folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise LibraryUnusable(f"{folder} is not empty; nothing was changed.", "Restore into a new folder.")
    scratch = folder.with_name(f".{folder.name}.restoring")
    with library_errors(folder):
        if scratch.exists():
            shutil.rmtree(scratch)
        scratch.mkdir(parents=True)
    try:
        files = _unpack(archive, scratch, progress)
        verification = _checked(scratch)
        with library_errors(folder):
            if folder.exists():
                folder.rmdir()
            scratch.rename(folder)
    except BaseException:
        with contextlib.suppress(OSError):
            shutil.rmtree(scratch)
        raise
    return Restored(folder, files, verification)


def _unpack(archive: Path, scratch: Path, progress: Progress | None) -> int:
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = _checked_entries(opened)
            total = sum(entry.file_size for entry in entries)
            _check_space(scratch, total)
            done = 0
            for entry in entries:
                _unpack_file(opened, entry, scratch.joinpath(*entry.filename.split("/")))
                done += entry.file_size
                if progress is not None:
                    progress(done, total)
            return len(entries)
    except FileNotFoundError as error:
        raise SourceUnusable(f"There is no file {archive}.") from error
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise SourceUnusable(f"{archive.name} is no backup that can be read: {error}.") from error


def _checked_entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > _MOST_FILES:
        raise _no_backup("it holds too many files")
    seen: set[str] = set()
    for entry in entries:
        _check_name(entry)
        # Two names that are one on Windows and macOS would overwrite each other.
        name = entry.filename.casefold()
        if name in seen:
            raise _no_backup(f"it holds {entry.filename!r} twice")
        seen.add(name)
        if entry.file_size > max(_COPY_BYTES, entry.compress_size * _MOST_RATIO):
            raise _no_backup(f"{entry.filename!r} unpacks to far more than its size")
    if layout.DATABASE not in seen:
        raise _no_backup("it holds no library")
    return entries


def _check_name(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _no_backup(f"{name!r} is a link")
    parts = name.split("/")
    plain = not _FORBIDDEN & set(name) and all(sign.isprintable() for sign in name)
    inside = all(part not in ("", ".", "..") for part in parts)
    ours = name in _FILES or (len(parts) > 1 and PurePosixPath(name).parts[0] in _TOPS)
    if not (plain and inside and ours):
        raise _no_backup(f"{name[:80]!r} does not belong into a library")


def _unpack_file(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> None:
    """Reads to the end, which checks the checksum; never more than the entry said."""
    with library_errors(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
    left = entry.file_size
    with archive.open(entry) as source, library_errors(target), target.open("xb") as output:
        while block := _next_block(source, entry):
            left -= len(block)
            if left < 0:
                raise _no_backup(f"{entry.filename!r} is longer than it says")
            output.write(block)
        output.flush()
        os.fsync(output.fileno())


def _next_block(source: IO[bytes], entry: zipfile.ZipInfo) -> bytes:
    import zlib

    try:
        return source.read(_COPY_BYTES)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise SourceUnusable(f"The backup is damaged at {entry.filename!r}.", "Nothing was restored.") from error


def _check_space(scratch: Path, needed: int) -> None:
    with library_errors(scratch):
        free = shutil.disk_usage(scratch).free
    if needed > free:
        raise DiskFull(
            f"The backup needs {needed / 1e6:,.0f} MB, and {free / 1e6:,.0f} MB are free.", "Choose another disk."
        )


def _checked(folder: Path) -> Verification:
    """Opens what was unpacked; raises LibraryUnusable for a database that is none of ours, or damaged."""
    database = Database(folder / layout.DATABASE)
    try:
        state = database.rows("PRAGMA quick_check(1)")[0][0]
        if state != "ok":
            raise _no_backup(f"its database is damaged ({state})")
        return verify(database, folder)
    finally:
        database.close()


def _no_backup(reason: str) -> SourceUnusable:
    return SourceUnusable(f"This is no backup of a library: {reason}.", "Nothing was restored.")
