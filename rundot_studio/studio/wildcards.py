"""Wildcard files: one option a line, in the library so that they move with it, beside a few built-in ones.

``wildcards/creature.txt`` is ``__creature__``, ``wildcards/land/cold.txt`` is ``__land/cold__``. An own list takes the
place of a built-in one of its name.
"""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rundot_studio.domain.alternatives import WildcardTable, is_wildcard_name
from rundot_studio.domain.errors import RuleBroken
from rundot_studio.library import layout
from rundot_studio.library.errors_seam import library_errors
from rundot_studio.library.files import write_atomically
from rundot_studio.resources import resource

MOST_BYTES = 1024 * 1024
MOST_OPTIONS = 10_000
MOST_OPTION_LETTERS = 2000
MOST_FILES = 1000
MOST_NAME_LETTERS = 100
_SUFFIX = ".txt"
_FOLDERS_DEEP = 4


@dataclass(frozen=True)
class WildcardList:
    """``options`` is how many lines can be drawn. A list with a ``problem``, a sentence, can't be used."""

    name: str
    options: int
    built_in: bool
    problem: str = ""


@dataclass(frozen=True)
class _Read:
    """A file as it was when it was read: ``stamp`` is its time of change in nanoseconds and its size in bytes."""

    stamp: tuple[int, int]
    options: tuple[str, ...]
    problem: str


class WildcardFolder:
    """The wildcards of a library. Blocking; :meth:`table` gives a prompt something to be read with on any thread."""

    def __init__(self, library_folder: Path) -> None:
        self.folder = library_folder / layout.WILDCARDS
        self._read: dict[str, _Read] = {}

    def table(self) -> WildcardTable:
        """All lists that can be used, as they are now; only files that changed are read."""
        self._refresh()
        own = {name: read.options for name, read in self._read.items() if not read.problem}
        taken = {name.casefold() for name in self._read}
        others = {name: options for name, options in built_in_wildcards().items() if name not in taken}
        return WildcardTable(dict(sorted({**others, **own}.items())))

    def lists(self) -> list[WildcardList]:
        """By name, own and built-in ones together."""
        self._refresh()
        taken = {name.casefold() for name in self._read}
        found = [
            WildcardList(name, len(read.options), False, read.problem and f"It must be {read.problem}.")
            for name, read in self._read.items()
        ]
        found += [WildcardList(name, len(own), True) for name, own in built_in_wildcards().items() if name not in taken]
        return sorted(found, key=lambda each: each.name)

    def text(self, name: str) -> str:
        """The whole file, comments and all, for the editor. Raises RuleBroken for one that there is not."""
        own = self._file(name)
        if own.is_file():
            with library_errors(self.folder):
                return own.read_bytes()[:MOST_BYTES].decode("utf-8-sig", "replace")
        if name in built_in_wildcards():
            return resource(f"wildcards/{name}{_SUFFIX}").read_text(encoding="utf-8")
        raise RuleBroken("wildcard", name, "the name of a wildcard that there is")

    def write(self, name: str, text: str) -> WildcardList:
        """Make or replace an own list, whole or not at all. Raises RuleBroken for a name or a list that can't be."""
        content = text.encode("utf-8", "replace")
        options, problem = _options_of(content)
        if problem:
            raise RuleBroken("wildcard", name, problem)
        with library_errors(self.folder):
            write_atomically(self._file(name), content)
        return WildcardList(name, len(options), False)

    def delete(self, name: str) -> str:
        """Take an own list away; its text is returned, so that writing it brings it back. Raises RuleBroken."""
        file = self._file(name)
        if not file.is_file():
            raise RuleBroken("wildcard", name, "one of your own; built-in ones stay")
        text = self.text(name)
        with library_errors(self.folder):
            file.unlink(missing_ok=True)
        return text

    def _file(self, name: str) -> Path:
        if not is_wildcard_name(name) or len(name) > MOST_NAME_LETTERS or name.count("/") >= _FOLDERS_DEEP:
            raise RuleBroken("wildcard", name, "letters and digits, with - between them and / for folders")
        for known in _names(self.folder):
            if known.casefold() == name.casefold():
                return self.folder.joinpath(*f"{known}{_SUFFIX}".split("/"))
        return self.folder.joinpath(*f"{name}{_SUFFIX}".split("/"))

    def _refresh(self) -> None:
        fresh: dict[str, _Read] = {}
        for name in _names(self.folder):
            path = self.folder.joinpath(*f"{name}{_SUFFIX}".split("/"))
            try:
                status = path.stat()
                stamp = (status.st_mtime_ns, status.st_size)
                known = self._read.get(name)
                fresh[name] = known if known is not None and known.stamp == stamp else _read(path, stamp)
            except OSError as error:
                fresh[name] = _Read((0, 0), (), f"readable ({error.strerror or error})")
        self._read = fresh


@cache
def built_in_wildcards() -> dict[str, tuple[str, ...]]:
    """Their options by name."""
    files = sorted(resource("wildcards").iterdir(), key=lambda file: file.name)
    return {file.name.removesuffix(_SUFFIX): _options_of(file.read_bytes())[0] for file in files}


def _names(folder: Path) -> list[str]:
    """Of all files that can be wildcards, at most :data:`MOST_FILES`; links to folders are not followed."""
    found: list[str] = []
    for top, folders, files in os.walk(folder):
        inside = Path(top).relative_to(folder).as_posix()
        path = "" if inside == "." else f"{inside}/"
        if path.count("/") >= _FOLDERS_DEEP - 1:
            folders.clear()
        folders.sort()
        for file in sorted(files):
            name = path + file.removesuffix(_SUFFIX)
            if file.endswith(_SUFFIX) and is_wildcard_name(name):
                found.append(name)
        if len(found) >= MOST_FILES:
            break
    return found[:MOST_FILES]


def _read(path: Path, stamp: tuple[int, int]) -> _Read:
    with path.open("rb") as stream:
        options, problem = _options_of(stream.read(MOST_BYTES + 1))
    return _Read(stamp, options, problem)


def _options_of(data: bytes) -> tuple[tuple[str, ...], str]:
    """The lines that are options, or why there are none."""
    if len(data) > MOST_BYTES:
        return (), f"a list of at most {MOST_BYTES >> 20} MB"
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return (), "text in UTF-8"
    options = tuple(line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))
    if len(options) > MOST_OPTIONS:
        return (), f"a list of at most {MOST_OPTIONS:,} lines"
    if any(len(option) > MOST_OPTION_LETTERS for option in options):
        return (), f"a list of lines of at most {MOST_OPTION_LETTERS:,} letters"
    return options, ""
