"""Which files belong to a library, and which of those on the disk nobody knows."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import layout
from .database import Database
from .files import PART_SUFFIX
from .sidecar_format import SIDECAR

SEARCHED = (layout.PICTURES, layout.TRASH, layout.SOURCES)
_SIDECAR_STEM = SIDECAR.removesuffix(".json")
_DIGEST_LETTERS = 64


@dataclass(frozen=True)
class KeptFile:
    """A file that the library answers for. ``path`` is relative to it; ``size`` in bytes, None where not recorded.

    ``picture_id`` is empty for the copy of a source, whose name is its SHA-256.
    """

    path: str
    sha256: str
    size: int | None = None
    picture_id: str = ""


def kept_pictures(database: Database) -> list[KeptFile]:
    """In the order of their paths, which is about that of their writing."""
    rows = database.rows("SELECT id, path, stored_sha256, stored_bytes FROM pictures ORDER BY path")
    return [KeptFile(row["path"], row["stored_sha256"], row["stored_bytes"], row["id"]) for row in rows]


def kept_sources(folder: Path) -> list[KeptFile]:
    return [
        KeptFile(path, Path(path).stem)
        for path in files_below(folder, (layout.SOURCES,))
        if len(Path(path).stem) == _DIGEST_LETTERS
    ]


def files_below(folder: Path, tops: tuple[str, ...] = SEARCHED) -> Iterator[str]:
    """Files as paths relative to the library, in order; links, sidecars and half-written files left out."""
    for top in tops:
        yield from _files(folder / top, top)


def _files(directory: Path, path: str) -> Iterator[str]:
    try:
        with os.scandir(directory) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path), f"{path}/{entry.name}")
        elif entry.is_file(follow_symlinks=False) and not _is_ours_to_keep(entry.name):
            yield f"{path}/{entry.name}"


def _is_ours_to_keep(name: str) -> bool:
    half_written = name.startswith(".") and name.endswith(PART_SUFFIX)
    return half_written or (name.startswith(_SIDECAR_STEM) and name.endswith(".json"))
