"""Working copies for other programs: a PNG of a picture in the library's work area, and what is saved there taken back.

::

    <library>/editing/<picture id>/brave-knight.png    what the other program opens and saves
    <library>/editing/<picture id>/copy.json           which picture it is, the program, and the pixels that are known

A save becomes a child of the picture. What was saved while no studio ran is found at the next start.
"""

import hashlib
import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from rundot_studio.domain.errors import SourceUnusable, StudioError
from rundot_studio.domain.picture import Picture
from rundot_studio.imaging import codec
from rundot_studio.library.errors_seam import library_errors
from rundot_studio.library.files import write_atomically
from rundot_studio.library.library import Library
from rundot_studio.library.pixel_hashes import pixel_sha256

from .edits import store_edit

log = logging.getLogger(__name__)

FOLDER = "editing"
_RECORD = "copy.json"
_MOST_FILE_BYTES = 256 * 1024 * 1024
KEPT_DAYS = 30.0
"""A working copy that nobody has touched for so long is cleared away at a start; what was saved of it is stored."""


@dataclass(frozen=True)
class WorkingCopy:
    """``pixels`` is the SHA-256 of the pixels that the library knows, ``content`` that of the file's bytes then."""

    picture_id: str
    file: Path
    tool: str
    pixels: str
    content: str


class WorkingCopies:
    """Of one library. Blocking; to be called on the thread that writes to the library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.folder = library.folder / FOLDER

    def begin(self, picture: Picture, tool: str) -> WorkingCopy:
        """A copy to be opened in ``tool``. One that is there is opened again as it was saved last.

        Raises PictureUnknown or SourceUnusable for a picture that can't be read, LibraryUnusable or DiskFull.
        """
        known = self._read(self.folder / picture.id)
        if known is not None and known.file.is_file():
            if known.tool != tool:
                known = replace(known, tool=tool)
                self._write(known)
            return known
        data = self._library.read(picture)
        if not picture.path.endswith(".png"):
            data = codec.encode_png(codec.decode_rgba(data))
        folder = self.folder / picture.id
        file = folder / f"{Path(picture.path).stem}.png"
        copy = WorkingCopy(picture.id, file, tool, pixel_sha256(data), _digest(data))
        with library_errors(self._library.folder):
            folder.mkdir(parents=True, exist_ok=True)
            write_atomically(file, data)
        self._write(copy)
        return copy

    def copies(self) -> list[WorkingCopy]:
        """All that there are; what can't be read is left alone."""
        folders = sorted(self.folder.iterdir()) if self.folder.is_dir() else []
        return [copy for folder in folders if (copy := self._read(folder)) is not None]

    def take_back(self, picture_id: str) -> Picture | None:
        """Store what was saved as a child of the picture; None where nothing new is there, or it is not whole yet.

        Raises LibraryUnusable or DiskFull, and PictureUnknown where the picture has gone from the library.
        """
        copy = self._read(self.folder / picture_id)
        data = self._saved(copy) if copy is not None else None
        if copy is None or data is None:
            return None
        try:
            info = codec.check_whole(data)
            pixels = pixel_sha256(data)
        except SourceUnusable as error:
            log.info("the working copy %s is no whole picture: %s", copy.file.name, error.message)
            return None
        seen = replace(copy, pixels=pixels, content=_digest(data))
        child = None
        if pixels != copy.pixels:
            parent = self._library.get(picture_id)
            if info.format != "png":
                data = codec.encode_png(codec.decode_rgba(data))  # saved as another format under the same name
            child = store_edit(self._library, parent, data, (info.width, info.height), copy.tool, info.has_alpha)
        self._write(seen)
        return child

    def take_all_back(self) -> list[Picture]:
        """What was saved while no studio looked; the children. Copies that were left long ago are cleared away."""
        children = []
        for copy in self.copies():
            try:
                child = self.take_back(copy.picture_id)
            except StudioError as error:
                log.warning("what was saved in %s can't be taken back: %s", copy.file.name, error.message)
                continue
            if child is not None:
                children.append(child)
            elif _idle_days(copy.file) > KEPT_DAYS and self._saved(copy) is None:
                self._clear(copy)
        return children

    def _saved(self, copy: WorkingCopy) -> bytes | None:
        """The file's content where it is another than the known one. None also for a file that is gone, or can't be
        read while the other program holds it."""
        try:
            if copy.file.stat().st_size > _MOST_FILE_BYTES:
                return None
            data = copy.file.read_bytes()
        except OSError:
            return None
        return data if _digest(data) != copy.content else None

    def _read(self, folder: Path) -> WorkingCopy | None:
        try:
            entry = json.loads((folder / _RECORD).read_text(encoding="utf-8"))
            picture, name, tool = str(entry["picture"]), str(entry["file"]), str(entry["tool"])
            pixels, content = str(entry["pixels"]), str(entry["content"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if picture != folder.name or Path(name).name != name:
            return None  # not as we wrote it
        return WorkingCopy(picture, folder / name, tool, pixels, content)

    def _write(self, copy: WorkingCopy) -> None:
        entry = {
            "picture": copy.picture_id,
            "file": copy.file.name,
            "tool": copy.tool,
            "pixels": copy.pixels,
            "content": copy.content,
        }
        with library_errors(self._library.folder):
            write_atomically(copy.file.parent / _RECORD, json.dumps(entry, ensure_ascii=False, indent=1).encode())

    def _clear(self, copy: WorkingCopy) -> None:
        """The copy and its record; the folder with them where the other program has left nothing of its own there."""
        try:
            copy.file.unlink(missing_ok=True)
            (copy.file.parent / _RECORD).unlink(missing_ok=True)
            copy.file.parent.rmdir()
        except OSError as error:
            log.info("the working copy %s stays: %s", copy.file.name, error)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _idle_days(file: Path, clock: Callable[[], float] = time.time) -> float:
    try:
        return (clock() - file.stat().st_mtime) / 86_400
    except OSError:
        return float("inf")
