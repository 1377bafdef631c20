"""Is everything still there and unchanged? Every file's SHA-256 is compared with what was written. Deletes nothing."""

import errno
import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .database import Database
from .inventory import KeptFile, files_below, kept_pictures, kept_sources

Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is."""

_READ_BYTES = 1 << 20
_PROGRESS_EVERY = 64


@dataclass(frozen=True)
class Finding:
    """A file that is not as it should be. ``picture_id`` is empty where it belongs to no picture."""

    path: str
    picture_id: str = ""
    reason: str = ""


@dataclass
class Verification:
    """What was found. ``unknown`` files lie in the library's folders and belong to nothing; they can be imported."""

    checked: int = 0
    checked_bytes: int = 0
    missing: list[Finding] = field(default_factory=list)
    changed: list[Finding] = field(default_factory=list)
    unknown: list[Finding] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing is missing or changed; unknown files are no fault."""
        return not self.missing and not self.changed


def verify(
    database: Database, folder: Path, threads: int | None = None, progress: Progress | None = None
) -> Verification:
    """Read every file once, ``threads`` at a time (by default one for each processor). Blocking.

    Pictures that are added, moved or deleted meanwhile are looked at again in the end, and not held against anyone.
    """
    kept = [*kept_pictures(database), *kept_sources(folder)]
    found = _check_all(folder, kept, threads or os.cpu_count() or 1, progress)
    now_kept = {file.picture_id: file for file in kept_pictures(database)}
    result = Verification(len(kept), sum(size for _, size, _ in found))
    for file, _, verdict in found:
        if verdict is None:
            continue
        if file.picture_id:
            current = now_kept.get(file.picture_id)
            if current is None:
                continue
            if current != file:
                file = current
                verdict = _check(folder, file, bytearray(_READ_BYTES))[1]
        if verdict is not None:
            finding = Finding(file.path, file.picture_id, verdict)
            (result.missing if verdict == _MISSING else result.changed).append(finding)
    result.unknown = _unknown(database, folder)
    return result


def _unknown(database: Database, folder: Path) -> list[Finding]:
    on_disk = list(files_below(folder))
    known = {file.path for file in (*kept_pictures(database), *kept_sources(folder))}
    return [Finding(path) for path in on_disk if path not in known]


_MISSING = "it is gone"
Checked = tuple[KeptFile, int, str | None]
"""The file, how many bytes were read, and what is wrong with it."""


def _check_all(folder: Path, kept: Sequence[KeptFile], threads: int, progress: Progress | None) -> list[Checked]:
    """Threads take files in turn; hashing and reading let other threads run."""
    waiting = _Turns(kept, progress)
    done: list[Checked] = []
    errors: list[BaseException] = []

    def work() -> None:
        buffer = bytearray(_READ_BYTES)
        try:
            for file in waiting:
                size, verdict = _check(folder, file, buffer)
                done.append((file, size, verdict))
        except BaseException as error:
            errors.append(error)

    others = [threading.Thread(target=work, name=f"verify {number}") for number in range(1, min(threads, len(kept)))]
    for thread in others:
        thread.start()
    work()
    for thread in others:
        thread.join()
    if errors:
        raise errors[0]
    return sorted(done, key=lambda checked: checked[0].path)


class _Turns:
    """Hands each file to one of several threads."""

    def __init__(self, kept: Sequence[KeptFile], progress: Progress | None) -> None:
        self._files = iter(kept)
        self._total = len(kept)
        self._taken = 0
        self._progress = progress
        self._lock = threading.Lock()

    def __iter__(self) -> Iterator[KeptFile]:
        while True:
            with self._lock:
                file = next(self._files, None)
                if file is None:
                    return
                self._taken += 1
                if self._progress is not None and (self._taken % _PROGRESS_EVERY == 0 or self._taken == self._total):
                    self._progress(self._taken, self._total)
            yield file


def _check(folder: Path, file: KeptFile, buffer: bytearray) -> tuple[int, str | None]:
    """Bytes read, and what is wrong."""
    digest = hashlib.sha256()
    size = 0
    view = memoryview(buffer)
    try:
        descriptor = os.open(f"{folder}/{file.path}", os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            if file.size is not None and os.fstat(descriptor).st_size != file.size:
                return 0, f"it has {os.fstat(descriptor).st_size} bytes, not {file.size}"
            while count := os.readv(descriptor, [buffer]) if _READS_INTO else _read(descriptor, buffer):
                digest.update(view[:count])
                size += count
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            return 0, _MISSING
        return size, f"it can't be read: {error.strerror or error}"
    return size, None if digest.hexdigest() == file.sha256 else "its content is another"


_READS_INTO = hasattr(os, "readv")


def _read(descriptor: int, buffer: bytearray) -> int:
    data = os.read(descriptor, len(buffer))
    buffer[: len(data)] = data
    return len(data)
