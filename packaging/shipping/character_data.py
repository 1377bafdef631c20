"""Qt's copy of ICU brings 32 MB of data on every language: names of money, of places, dictionaries, alphabets.

Qt has its own tables for all that it shows and asks ICU for the order of words alone, and for text in old encodings,
which the program does not read. So the orders of all languages stay, and the rest is left out. The layout of the data
is that of ICU's ``ucmndata.h``: a header, then ``CmnD``'s list of names and places, then the entries.
"""

import struct
import subprocess
import tempfile
from pathlib import Path

from .shared_library import read

KEPT = ("coll/", "root.res", "cnvalias.icu", "nfkc.nrm", "nfkc_cf.nrm", "supplementalData.res", "keyTypeData.res")
"""Beginnings of entries' names, after the name of the package."""
_MAGIC = b"\xda\x27"
_FORMAT = b"CmnD"
_ALIGNMENT = 16
_ASSEMBLY = """
    .section .rodata
    .balign 16
    .globl {symbol}
    .type {symbol}, %object
{symbol}:
    .incbin "{file}"
    .size {symbol}, . - {symbol}
    .section .note.GNU-stack, "", %progbits
"""


def keep_orders_alone(qt_libraries: Path) -> int:
    """Replaces ``libicudata`` in that folder by one with ``KEPT`` alone; gives the bytes that were saved.

    Raises CalledProcessError, FileNotFoundError as the compiler is wanted; ValueError for data of another layout.
    """
    saved = 0
    for file in sorted(qt_libraries.glob("libicudata.so*")):
        library = read(file)
        symbol = next(each.name for each in library.offered if each.name.endswith("_dat"))
        content = file.read_bytes()
        reduced = without_unused(content[content.index(_header_start(content)) :])
        file.write_bytes(_compiled(reduced, symbol, library.name))
        saved += len(content) - file.stat().st_size
    return saved


def without_unused(data: bytes) -> bytes:
    """``data`` begins with the header of a package and may end later; gives the package with ``KEPT`` alone."""
    header_bytes = struct.unpack_from("<H", data)[0]
    if data[2:4] != _MAGIC or data[12:16] != _FORMAT:
        raise ValueError("this is no package of ICU's data in the order of this machine's bytes")
    table = data[header_bytes:]
    count = struct.unpack_from("<I", table)[0]
    places = [struct.unpack_from("<II", table, 4 + 8 * index) for index in range(count)]
    names = [table[name : table.index(b"\0", name)].decode("ascii") for name, _ in places]
    ends = [place for _, place in places[1:]] + [_end(table, places[-1][1])]
    kept = [
        (name, table[place:end])
        for name, (_, place), end in zip(names, places, ends, strict=True)
        if name.partition("/")[2].startswith(KEPT)
    ]
    return data[:header_bytes] + _table(kept)


def _table(entries: list[tuple[str, bytes]]) -> bytes:
    names = b"".join(name.encode("ascii") + b"\0" for name, _ in entries)
    names_start = 4 + 8 * len(entries)
    place = _aligned(names_start + len(names))
    listing = struct.pack("<I", len(entries))
    body = bytearray(place - names_start - len(names))
    name_place = names_start
    for name, content in entries:
        listing += struct.pack("<II", name_place, place)
        name_place += len(name) + 1
        body += content.ljust(_aligned(len(content)), b"\0")
        place += _aligned(len(content))
    return listing + names + bytes(body)


def _aligned(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT


def _end(table: bytes, start: int) -> int:
    """Where the last entry ends is not written down; it may be longer than it was, which nobody reads."""
    return min(len(table), start + 65536)


def _header_start(content: bytes) -> bytes:
    """The first bytes of the package in a library's file: size, magic number, and the format after some more."""
    place = -1
    while (place := content.find(_MAGIC, place + 1)) != -1:
        if content[place + 10 : place + 14] == _FORMAT:
            return content[place - 2 : place + 14]
    raise ValueError("there is no package of ICU's data")


def _compiled(data: bytes, symbol: str, name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "package.dat"
        package.write_bytes(data)
        source = Path(folder) / "package.s"
        source.write_text(_ASSEMBLY.format(symbol=symbol, file=package), encoding="utf-8")
        made = Path(folder) / "made.so"
        command = ["cc", "-shared", "-nostdlib", "-s", f"-Wl,-soname,{name}", "-Wl,--build-id=none"]
        subprocess.run([*command, "-o", str(made), str(source)], check=True, capture_output=True, text=True)
        return made.read_bytes()
