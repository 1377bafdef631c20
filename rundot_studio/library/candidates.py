"""Which files are meant when an artist drops files and folders: pictures, however deep, and nothing outside."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rundot_studio.domain.errors import SourceUnusable
from rundot_studio.imaging.signatures import sniff

from . import layout

PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".gif"})
_PICTURES = frozenset({"png", "jpeg", "webp", "gif"})
_SNIFFED_BYTES = 64


@dataclass(frozen=True)
class Candidate:
    """A file to import; ``refused`` is why it will not be, for one that may not be read."""

    path: Path
    refused: SourceUnusable | None = None


def find_candidates(paths: Iterable[Path]) -> Iterator[Candidate]:
    """What is named is meant, whatever it is; in a folder, what is a picture by its name or its content.

    Links to folders are not followed, links to files only as far as the folder that was named. Hidden files are left
    out, and of a library everything but its pictures.
    """
    for path in paths:
        if _is_folder(path):
            yield from _in_folder(path, path.resolve())
        else:
            yield Candidate(path)


def shown(path: Path) -> str:
    """A path as it can be printed: names on a disk may hold bytes that are no text."""
    return os.fsencode(path).decode("utf-8", "replace")


def _in_folder(folder: Path, top: Path) -> Iterator[Candidate]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        refused = SourceUnusable(f"{shown(folder)} can't be read: {error.strerror or error}.")
        yield Candidate(folder, refused)
        return
    is_library = any(entry.name == layout.DATABASE for entry in found)
    for entry in found:
        path = Path(entry.path)
        if entry.name.startswith(".") or (is_library and entry.name != layout.PICTURES):
            continue  # hidden; or a library's thumbnails, trash and so on
        if entry.is_dir(follow_symlinks=False):
            yield from _in_folder(path, top)
        elif entry.is_symlink():
            yield from _link(path, top)
        elif entry.is_file() and _is_picture(path):
            yield Candidate(path)


def _link(path: Path, top: Path) -> Iterator[Candidate]:
    if _is_folder(path) or not _is_picture(path):
        return
    if path.resolve().is_relative_to(top):
        return  # its target is found by itself
    yield Candidate(path, SourceUnusable(f"{shown(path)} is a link that leads out of the folder; it was not followed."))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long, say: reading it will tell
        return False


def _is_picture(path: Path) -> bool:
    if path.suffix.lower() in PICTURE_SUFFIXES:
        return True
    try:
        with path.open("rb") as stream:
            return sniff(stream.read(_SNIFFED_BYTES)) in _PICTURES
    except OSError:
        return False
