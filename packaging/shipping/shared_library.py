"""What a shared library of Linux says about itself: its name, whom it needs, what it offers and what it asks for."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

_ENTRY = re.compile(r"\((NEEDED|SONAME)\).*\[(.+)\]")
_SYMBOL = re.compile(r"^\s*\d+: (?P<value>[0-9a-f]+)\s+\S+ \S+\s+(?P<bind>\w+)\s+\S+\s+(?P<place>\w+) (?P<name>\S+)")


@dataclass(frozen=True)
class Symbol:
    """A function or a table by its name; ``version`` is empty where the library does not version its symbols."""

    name: str
    version: str


@dataclass(frozen=True)
class SharedLibrary:
    """``asked`` are the symbols that others must bring, ``offered`` those that others may take."""

    file: Path
    name: str
    needed: tuple[str, ...]
    asked: frozenset[Symbol]
    offered: frozenset[Symbol]


def read(file: Path) -> SharedLibrary:
    """Asks readelf (binutils). Raises CalledProcessError, FileNotFoundError."""
    command = ["readelf", "--wide", "--dynamic", "--dyn-syms", str(file)]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return parsed(file, text)


def parsed(file: Path, text: str) -> SharedLibrary:
    """``text`` is what readelf prints of a library's dynamic section and its symbols."""
    needed: list[str] = []
    name = file.name
    asked: set[Symbol] = set()
    offered: set[Symbol] = set()
    for line in text.splitlines():
        entry = _ENTRY.search(line)
        if entry is not None:
            if entry[1] == "NEEDED":
                needed.append(entry[2])
            else:
                name = entry[2]
            continue
        symbol = _SYMBOL.match(line)
        if symbol is None:
            continue
        called, _, version = symbol["name"].replace("@@", "@").partition("@")
        known = Symbol(called, version)
        if symbol["place"].isdigit():
            offered.add(known)
        elif symbol["place"] == "UND" and symbol["bind"] != "WEAK":
            asked.add(known)
    return SharedLibrary(file, name, tuple(needed), frozenset(asked), frozenset(offered))


def shared_libraries(folder: Path) -> list[Path]:
    """Every file that is one; links are not counted."""
    return sorted(file for file in folder.rglob("*.so*") if file.is_file() and not file.is_symlink())


def plain_name(name: str) -> str:
    """A library's name without what tells one copy from another: the hash that wheels add, and its versions.

    ``libpng16-529cb57a.so.16.58.0`` and ``libpng16.so.16`` are both ``libpng16``; OpenBLAS has many names.
    """
    stem = name.partition(".so")[0]
    if "openblas" in stem:
        return "libopenblas"
    return re.sub(r"(-[0-9a-f]{8})+(\.[\d.]+)?$", "", stem)
