"""The order of words in every language is what it was, and the rest of ICU's data is gone."""

import hashlib
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest
from shipping.character_data import KEPT, keep_orders_alone, without_unused

ORDERS = """
import functools, json
from PySide6.QtCore import QCollator, QLocale
words = "zebra Äpfel äpfel Apfel öl Oel straße strasse ñu nz Zoo2 Zoo10 çay cz Łódź lz один αβγ".split()
words += "東京 京都 大阪 한국 中文".split()
orders = {}
for name in "en_US de_DE de_AT sv_SE es_ES ja_JP zh_CN zh_TW ko_KR pl_PL tr_TR ru_RU da_DK".split():
    collator = QCollator(QLocale(name))
    collator.setNumericMode(True)
    orders[name] = sorted(words, key=functools.cmp_to_key(collator.compare))
print(json.dumps(orders))
"""
LIBRARIES = Path(PySide6.__file__).parent / "Qt" / "lib"


def ordered(*before: str) -> str:
    command = [*before, sys.executable, "-c", ORDERS]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("cc") is None or shutil.which("readelf") is None,
    reason="needs a compiler and readelf, and wheels for Linux",
)
def test_words_are_ordered_as_before_with_a_tenth_of_the_data(tmp_path: Path) -> None:
    original = next(LIBRARIES.glob("libicudata.so*"))
    copy = tmp_path / original.name
    shutil.copyfile(original, copy)
    saved = keep_orders_alone(tmp_path)
    assert saved == original.stat().st_size - copy.stat().st_size
    assert copy.stat().st_size < 5e6
    assert ordered("env", f"LD_PRELOAD={copy}") == ordered()


def package(entries: dict[str, bytes]) -> bytes:
    header = struct.pack("<H", 32) + b"\xda\x27" + bytes(8) + b"CmnD" + bytes(16)
    names, contents = b"", b""
    table = struct.pack("<I", len(entries))
    first = 4 + 8 * len(entries)
    length = sum(len(name) + 1 for name in entries)
    for name, content in entries.items():
        table += struct.pack("<II", first + len(names), first + length + len(contents))
        names += name.encode() + b"\0"
        contents += content
    return header + table + names + contents


def test_kept_entries_keep_their_content_and_their_order() -> None:
    whole = {f"icu/{name}": hashlib.sha256(name.encode()).digest() for name in ("ca.res", "coll/de.res", "coll/sv.res")}
    kept = package({"icu/brkitr/a.brk": b"xxxx", **whole, "icu/root.res": b"r" * 16, "icu/zone/z.res": b"zz"})
    small = without_unused(kept)
    assert b"zone/z.res" not in small
    assert b"icu/ca.res" not in small
    table = small[32:]
    count = struct.unpack_from("<I", table)[0]
    found = {}
    for index in range(count):
        name, place = struct.unpack_from("<II", table, 4 + 8 * index)
        assert place % 16 == 0
        found[table[name : table.index(b"\0", name)].decode()] = table[place : place + 32]
    assert list(found) == ["icu/coll/de.res", "icu/coll/sv.res", "icu/root.res"]
    assert found["icu/coll/de.res"] == whole["icu/coll/de.res"]
    assert {name.partition("/")[2].startswith(KEPT) for name in found} == {True}


def test_data_of_another_layout_is_refused() -> None:
    with pytest.raises(ValueError, match="no package"):
        without_unused(bytes(64))
