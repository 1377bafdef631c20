"""Files written whole or not at all: a temporary file beside the target, flushed to the disk, then renamed."""

import contextlib
import hashlib
import os
from concurrent.futures import Executor, Future
from pathlib import Path

PART_SUFFIX = ".part"


class Disk:
    """What makes files last. A seam: a test can be told of every flush, and lose what was not flushed."""

    def flush(self, descriptor: int, path: Path) -> None:
        """Returns when the bytes of an open file are on the disk. Raises OSError."""
        os.fsync(descriptor)

    def flush_folder(self, folder: Path) -> None:
        """Names and renames last only with their folder; Windows neither needs nor allows it. Raises OSError."""
        if os.name == "nt":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


DISK = Disk()


class NewFile:
    """A file on its way to ``target``, written and not yet flushed. It takes its name at :meth:`put_in_place`.

    As a context manager it leaves nothing behind if that was not reached. The name itself lasts only once its folder
    is flushed, which is left to the caller.
    """

    def __init__(self, target: Path, data: bytes, disk: Disk = DISK) -> None:
        """Raises OSError."""
        make_folder(target.parent, disk)
        self._disk = disk
        self._target = target
        self._part = part_of(target)
        self._flushing: Future[None] | None = None
        self._placed = False
        self._stream = self._part.open("wb")
        try:
            self._stream.write(data)
            self._stream.flush()
        except BaseException:
            self._discard()
            raise

    def flush_meanwhile(self, threads: Executor) -> None:
        """Let the disk begin, and do other work."""
        self._flushing = threads.submit(self._flush)

    def put_in_place(self) -> None:
        """Flushes, or waits for the flush that was begun; then renames. Raises OSError."""
        if self._flushing is None:
            self._flush()
        else:
            self._flushing.result()
        self._stream.close()
        self._part.replace(self._target)
        self._placed = True

    def __enter__(self) -> "NewFile":
        return self

    def __exit__(self, *_: object) -> None:
        if self._flushing is not None:
            self._flushing.exception()  # waits: the file may not be closed under it
        if not self._placed:
            self._discard()

    def _flush(self) -> None:
        self._disk.flush(self._stream.fileno(), self._part)

    def _discard(self) -> None:
        with contextlib.suppress(OSError):
            self._stream.close()
        with contextlib.suppress(OSError):
            self._part.unlink(missing_ok=True)


def write_atomically(target: Path, data: bytes, disk: Disk = DISK) -> None:
    """Write ``data`` to ``target``, durably. Raises OSError; then nothing is left behind."""
    with NewFile(target, data, disk) as file:
        file.put_in_place()
    disk.flush_folder(target.parent)


def part_of(target: Path) -> Path:
    """The temporary file of a target."""
    return target.with_name(f".{target.name}{PART_SUFFIX}")


def target_of(part: Path) -> Path:
    """Where a temporary file was to go."""
    return part.with_name(part.name.removeprefix(".").removesuffix(PART_SUFFIX))


def make_folder(folder: Path, disk: Disk = DISK) -> None:
    """Make a folder and those above it, durably. Raises OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent, disk)
    folder.mkdir(exist_ok=True)
    disk.flush_folder(folder.parent)


def sweep_parts(folder: Path) -> int:
    """Delete what a crash left half-written below ``folder``; the number of files."""
    count = 0
    for part in parts_below(folder):
        with contextlib.suppress(OSError):
            part.unlink()
            count += 1
    return count


def parts_below(folder: Path) -> list[Path]:
    return sorted(folder.rglob(f".*{PART_SUFFIX}"))


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
