"""Files written whole or not at all: a temporary file beside the target, flushed to the disk, then renamed."""

import contextlib
import hashlib
import os
from pathlib import Path

PART_SUFFIX = ".part"


def write_atomically(target: Path, data: bytes) -> None:
    """Write ``data`` to ``target``, durably. Raises OSError; then nothing is left behind."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}{PART_SUFFIX}")
    try:
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    _flush_folder(target.parent)


def sweep_parts(folder: Path) -> int:
    """Delete what a crash left half-written below ``folder``; the number of files."""
    count = 0
    for part in folder.rglob(f".*{PART_SUFFIX}"):
        with contextlib.suppress(OSError):
            part.unlink()
            count += 1
    return count


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _flush_folder(folder: Path) -> None:
    """A rename is durable only with its folder; Windows neither needs nor allows it."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
