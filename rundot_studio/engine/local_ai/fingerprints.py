"""SHA-256 of files and folders, which is what names weights. Blocking: gigabytes are read."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from rundot_studio.engine.progress import Report, silent

CHUNK = 4 * 1024 * 1024


def file_sha256(file: Path, report: Report = silent) -> str:
    """Raises OSError."""
    digest = hashlib.sha256()
    size = max(1, file.stat().st_size)
    done = 0
    with file.open("rb") as stream:
        while block := stream.read(CHUNK):
            digest.update(block)
            done += len(block)
            report(min(1.0, done / size))
    return digest.hexdigest()


def folder_files(folder: Path) -> list[Path]:
    """Every file below ``folder`` whose name begins with no dot, in an order that is the same everywhere."""
    found = (path for path in folder.rglob("*") if path.is_file())
    visible = (path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts))
    return sorted(visible, key=lambda path: path.relative_to(folder).as_posix())


def folder_sha256(folder: Path, files: list[Path], report: Report = silent) -> str:
    """One hash of the names and contents of ``files``, below ``folder``. Raises OSError."""
    digest = hashlib.sha256()
    sizes = [file.stat().st_size for file in files]
    total, done = max(1, sum(sizes)), 0
    for file, size in zip(files, sizes, strict=True):
        digest.update(f"{file.relative_to(folder).as_posix()}\0{file_sha256(file)}\n".encode())
        done += size
        report(done / total)
    return digest.hexdigest()


def stamps(folder: Path, files: list[Path]) -> dict[str, tuple[int, int]]:
    """Size in bytes and time of change in nanoseconds, by name: tells at once that a folder is not what it was."""
    measured = {file.relative_to(folder).as_posix(): file.stat() for file in files}
    return {name: (stat.st_size, stat.st_mtime_ns) for name, stat in measured.items()}


def is_unchanged(folder: Path, before: Mapping[str, tuple[int, int]]) -> bool:
    """Whether the files of ``before`` are as they were and no others have come. A missing folder has changed."""
    try:
        return stamps(folder, folder_files(folder)) == {name: tuple(stamp) for name, stamp in before.items()}
    except OSError:
        return False
