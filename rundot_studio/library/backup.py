"""A whole library as one ZIP file, made while the program runs.

The database is copied by SQLite's own backup, so that it is of one moment; pictures never change once they are
written, so their files can be read after that. Nothing is compressed: pictures are already.
"""

import contextlib
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from rundot_studio.domain.errors import DiskFull, OutputRefused

from . import layout
from .database import Database
from .files import PART_SUFFIX
from .inventory import files_below
from .sidecar_format import BOARDS, SIDECAR

Progress = Callable[[int, int], None]
"""Called with the bytes done and the bytes there are."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_COPY_BYTES = 1 << 20
_FORBIDDEN = frozenset('<>:"|?*\\')
"""Signs that no file of a backup has in its name, since some systems can't write it."""


@dataclass(frozen=True)
class BackupReport:
    """``missing`` are files that the database names and that are not there; all others are in the backup."""

    path: Path
    files: int
    bytes: int
    missing: tuple[str, ...] = ()


def back_up(database: Database, folder: Path, target: Path, progress: Progress | None = None) -> BackupReport:
    """Write the library to ``target``, whole or not at all. Blocking.

    Raises OutputRefused for a place that can't be written, DiskFull where there is no space; then nothing is left.
    """
    if target.is_dir():
        raise OutputRefused(f"{target} is a folder; name a file for the backup.")
    if folder.resolve() in target.resolve().parents:
        raise OutputRefused("A backup inside the library would be lost with it.", "Choose a file in another folder.")
    part = target.with_name(f".{target.name}{PART_SUFFIX}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as scratch:
            copy = Path(scratch) / layout.DATABASE
            database.copy_to(copy)
            report = _write(part, target, copy, folder, progress)
        part.replace(target)
    except OSError as error:
        raise _refused(target, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return report


def _write(part: Path, target: Path, copy: Path, folder: Path, progress: Progress | None) -> BackupReport:
    named = _named_files(copy)
    others = [
        path for path in files_below(folder, (layout.PICTURES, layout.TRASH, layout.SOURCES)) if path not in named
    ]
    others += _waiting_outputs(copy, folder)
    # A file goes to the trash and back by being renamed: the backup has it where its database says it is.
    moved = {Path(path).name: path for path in others}
    sizes = {path: _size(folder / path) for path in (*named, *others)}
    total = copy.stat().st_size + sum(size for size in sizes.values() if size is not None)
    missing = []
    written = files = 0
    with part.open("wb") as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        sources = [(layout.DATABASE, copy), *((path, folder / path) for path in (*named, *others, *_about(folder)))]
        for path, source in sources:
            place = source if source.is_file() else folder / moved.get(Path(path).name, path)
            try:
                size = _add(archive, path, place)
            except FileNotFoundError:
                missing.append(path)
                continue
            written += size
            files += 1
            if progress is not None:
                progress(min(written, total), total)
        archive.close()
        stream.flush()
        os.fsync(stream.fileno())
    return BackupReport(target, files, written, tuple(missing))


def _named_files(copy: Path) -> dict[str, None]:
    """Paths of all pictures in a copied database."""
    connection = sqlite3.connect(copy)
    try:
        return dict.fromkeys(row[0] for row in connection.execute("SELECT path FROM pictures ORDER BY path"))
    finally:
        connection.close()


def _waiting_outputs(copy: Path, folder: Path) -> list[str]:
    """What the embedded engine made for jobs that are answered and not stored: nobody else has it."""
    connection = sqlite3.connect(copy)
    try:
        rows = connection.execute(
            "SELECT json_extract(answer, '$.url') FROM jobs WHERE state IN ('answered', 'failed') ORDER BY id"
        ).fetchall()
    finally:
        connection.close()
    outputs = (f"{layout.ENGINE}/{PurePosixPath(urlsplit(url).path).name}" for (url,) in rows if url)
    return [path for path in dict.fromkeys(outputs) if (folder / path).is_file()]


def _about(folder: Path) -> Iterator[str]:
    """Sidecars and the list of boards, as they are now; the database has the same and decides. And the artist's
    wildcards, styles and matrices, and what they set for sprites."""
    for sidecar in sorted((folder / layout.PICTURES).rglob(SIDECAR)):
        yield sidecar.relative_to(folder).as_posix()
    for file in (BOARDS, layout.SPRITES):
        if (folder / file).is_file():
            yield file
    seen: set[str] = set()
    for path in files_below(folder, (layout.WILDCARDS, layout.STYLES, layout.MATRICES)):
        # An artist may put anything there; what a restore would refuse is not worth the backup.
        if path.isprintable() and not _FORBIDDEN & set(path) and path.casefold() not in seen:
            seen.add(path.casefold())
            yield path


def _add(archive: zipfile.ZipFile, path: str, source: Path) -> int:
    with source.open("rb") as stream:
        status = os.fstat(stream.fileno())
        entry = zipfile.ZipInfo(path, _EARLIEST)
        entry.external_attr = 0o644 << 16
        entry.file_size = status.st_size
        with archive.open(entry, "w", force_zip64=True) as output:
            while block := stream.read(_COPY_BYTES):
                output.write(block)
    return status.st_size


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _refused(target: Path, error: OSError) -> OutputRefused | DiskFull:
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(f"There is no space left for the backup at {target}.", "Make room, or choose another disk.")
    return OutputRefused(f"The backup can't be written to {target}: {error.strerror or error}.")
