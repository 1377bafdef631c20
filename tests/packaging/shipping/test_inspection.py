"""What should not be in a bundle is named: copies, tests, unused parts of Qt, links that lead nowhere."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from shipping.inspection import needless, qt_modules, same_files

needs_a_compiler = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("cc") is None or shutil.which("readelf") is None,
    reason="needs a compiler and readelf",
)


def library(file: Path, *needed: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    function = "".join(letter for letter in file.name if letter.isalpha())
    source = file.parent / "source.c"
    source.write_text(f"int {function}(void) {{ return 1; }}", encoding="utf-8")
    options = ["-shared", "-fPIC", "-nostdlib", f"-Wl,-soname,{file.name}", "-Wl,--no-as-needed"]
    subprocess.run(["cc", *options, "-o", file, source, *needed], check=True)
    source.unlink()
    return file


def test_two_copies_of_a_large_file_are_seen_and_links_are_not(tmp_path: Path) -> None:
    for name in ("a/lib.bin", "b/lib.bin"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(b"x" * 70_000)
    (tmp_path / "link.bin").symlink_to("a/lib.bin")
    assert same_files(tmp_path) == [["a/lib.bin", "b/lib.bin"]]
    assert needless(tmp_path) == ["twice with one content: a/lib.bin, b/lib.bin"]
    (tmp_path / "b/lib.bin").write_bytes(b"y" * 70_000)
    assert needless(tmp_path) == []


@needs_a_compiler
def test_two_copies_of_a_library_are_seen_by_their_name(tmp_path: Path) -> None:
    library(tmp_path / "libzstd.so.1")
    library(tmp_path / "pillow.libs" / "libzstd-40ad5e7e.so.1.5.7")
    assert needless(tmp_path) == ["copies of one library: libzstd.so.1, libzstd-40ad5e7e.so.1.5.7"]


@needs_a_compiler
def test_parts_of_qt_that_the_program_does_not_import_are_seen(tmp_path: Path) -> None:
    core = library(tmp_path / "lib" / "libQt6Core.so.6")
    widgets = library(tmp_path / "lib" / "libQt6Widgets.so.6", core)
    quick = library(tmp_path / "lib" / "libQt6Quick.so.6", core)
    library(tmp_path / "lib" / "libQt6XcbQpa.so.6", core)
    library(tmp_path / "plugins" / "libqxcb.so", tmp_path / "lib" / "libQt6XcbQpa.so.6")
    library(tmp_path / "QtWidgets.abi3.so", widgets)
    assert needless(tmp_path) == ["Qt, and not used: libQt6Quick.so.6"]
    library(tmp_path / "QtQuick.abi3.so", quick)
    assert needless(tmp_path) == ["Qt, and not used: QtQuick.abi3.so", "Qt, and not used: libQt6Quick.so.6"]


def test_the_source_tells_which_parts_of_qt_it_takes() -> None:
    assert {"QtCore", "QtGui", "QtWidgets"} <= qt_modules()
    assert "QtQuick" not in qt_modules()


def test_tests_of_others_are_seen_as_files_and_as_modules(tmp_path: Path) -> None:
    for name in ("numpy/_core/_multiarray_tests.pyd", "numpy/tests/data/a.npy", "numpy/random/lib.npy"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert needless(tmp_path, ["numpy.random", "anyio._core._testing", "numpy.testing.overrides"]) == [
        "only for tests: numpy/_core/_multiarray_tests.pyd",
        "only for tests: numpy/tests/data/a.npy",
        "only for tests: numpy.testing.overrides",
    ]


def test_a_link_that_leads_nowhere_is_seen(tmp_path: Path) -> None:
    (tmp_path / "libaom.so.3").symlink_to("gone/libaom.so.3")
    assert needless(tmp_path) == ["a link that leads nowhere: libaom.so.3"]
