"""A disk that loses what was not flushed: what a power cut leaves of a library, in every mix that it may leave.

Of files, the bytes last that were flushed, under a name that lasts with its folder. Of the database's log, any
beginning lasts that holds at least what was flushed of it.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rundot_studio.library.files import Disk
from rundot_studio.library.layout import DATABASE

LOG = f"{DATABASE}-wal"


class PowerCut(Exception):
    """Raised in place of a flush: nothing after it happens."""


@dataclass
class LosingDisk(Disk):
    """Notes what was flushed, and cuts the power before the flush of number ``cut_before``, counted from 0."""

    cut_before: int | None = None
    flushed: dict[str, bytes] = field(default_factory=dict)
    """Bytes by the name of the temporary file that had them."""
    lasting: set[str] = field(default_factory=set)
    """Names whose folder was flushed while they were there."""
    steps: list[str] = field(default_factory=list)

    def flush(self, descriptor: int, path: Path) -> None:
        self._step(f"file {path.name}")
        super().flush(descriptor, path)
        self.flushed[path.name] = path.read_bytes()

    def flush_folder(self, folder: Path) -> None:
        self._step(f"folder {folder.name}")
        super().flush_folder(folder)
        self.lasting |= {path.name for path in folder.iterdir()}

    def _step(self, step: str) -> None:
        if self.cut_before is not None and len(self.steps) >= self.cut_before:
            raise PowerCut
        self.steps.append(step)


@dataclass(frozen=True)
class Left:
    """One mix. ``bytes_last`` says that the bytes of the picture that was under way survived under some name."""

    what: str
    folder: Path
    bytes_last: bool


def leftovers(library: Path, disk: LosingDisk, flushed_log: bytes, target: str, scratch: Path) -> Iterator[Left]:
    """Copies of a library as a power cut at this moment may leave it.

    ``flushed_log`` is the database's log as it was last flushed, ``target`` the path of the picture under way.
    """
    part = f".{Path(target).name}.part"
    whole = disk.flushed.get(part)
    now = {path.name: path for path in (library / target).parent.glob("*") if path.is_file()}
    volatile = next((now[name] for name in (Path(target).name, part) if name in now), None)
    volatile_log = (library / LOG).read_bytes()
    logs = {
        "rows lost": flushed_log,
        "rows kept": volatile_log,
        "rows torn": volatile_log[: max(len(flushed_log), len(volatile_log) - 100)],
    }
    names = {"own name": Path(target).name, "temporary name": part, "no name": ""}
    if Path(target).name in disk.lasting:
        names = {"own name": Path(target).name}
    elif Path(target).name not in now:
        del names["own name"]
    for log_name, log in logs.items():
        for name_name, name in names.items():
            contents = {"whole": whole} if whole is not None else _torn(volatile)
            for content_name, content in contents.items():
                what = f"{log_name}, {name_name}, {content_name}"
                yield _copy(
                    library, scratch / what.replace(", ", "-").replace(" ", "_"), target, what, name, content, log
                )


def _torn(volatile: Path | None) -> dict[str, bytes | None]:
    """Bytes that were not flushed: some of them, or their place without them."""
    if volatile is None:
        return {"nothing": None}
    data = volatile.read_bytes()
    return {"nothing": None, "half": data[: len(data) // 2], "zeros": data[:40] + bytes(len(data) - 40)}


def _copy(library: Path, place: Path, target: str, what: str, name: str, content: bytes | None, log: bytes) -> Left:
    shutil.copytree(library, place, ignore=shutil.ignore_patterns(f"{DATABASE}.open-*", f"{DATABASE}-shm"))
    (place / LOG).write_bytes(log)
    folder = (place / target).parent
    for file in (place / target, folder / f".{Path(target).name}.part"):
        file.unlink(missing_ok=True)
    if name and content is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return Left(what, place, bool(name) and what.endswith("whole"))
