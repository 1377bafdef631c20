"""Files are written whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from rundot_studio.domain.errors import DiskFull, LibraryUnusable
from rundot_studio.library.errors_seam import library_errors
from rundot_studio.library.files import sweep_parts, write_atomically


def test_a_file_is_written_into_folders_that_are_made_for_it(tmp_path: Path) -> None:
    target = tmp_path / "2026" / "11" / "a.png"
    write_atomically(target, b"picture")
    assert target.read_bytes() == b"picture"
    assert os.listdir(target.parent) == ["a.png"]  # noqa: PTH208 - with hidden ones


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.png"
    target.mkdir()  # a folder can't be replaced by a file
    (target / "inside").write_text("kept")
    with pytest.raises(OSError):  # noqa: PT011 - which one depends on the system
        write_atomically(target, b"new")
    assert os.listdir(tmp_path) == ["a.png"]  # noqa: PTH208
    assert (target / "inside").read_text() == "kept"


def test_only_parts_are_swept(tmp_path: Path) -> None:
    (tmp_path / ".a.png.part").write_bytes(b"half")
    (tmp_path / "b.part").write_bytes(b"the artist's")
    assert sweep_parts(tmp_path) == 1
    assert os.listdir(tmp_path) == ["b.part"]  # noqa: PTH208


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_is_told_as_one() -> None:
    stream = open("/dev/full", "wb", buffering=0)  # noqa: SIM115, PTH123 - closed below
    try:
        with pytest.raises(DiskFull, match="no space left"), library_errors(Path("/library")):
            stream.write(b"x")
    finally:
        stream.close()


def test_other_faults_of_the_file_system_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(LibraryUnusable, match="can't be used"), library_errors(tmp_path):
        raise OSError(errno.EIO, "Input/output error")
