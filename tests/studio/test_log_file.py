"""The log: capped, redacted, and never a reason to stop."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from rundot_studio.studio.log_file import FILE_NAME, LARGEST, OLDER, close_log, open_log, read_log

log = logging.getLogger("rundot_studio.tests")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "log"
    handler = open_log(folder)
    assert handler is not None
    yield folder
    close_log(handler)


def test_no_secret_reaches_the_file_or_its_reader(folder: Path) -> None:
    log.warning("key %s", "rk_abcdef1234567890")
    try:
        raise ValueError("token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln")
    except ValueError:
        log.exception("it failed")
    written = (folder / FILE_NAME).read_text()
    assert "it failed" in written
    assert "ValueError" in written
    for secret in ("rk_abcdef1234567890", "eyJhbGciOiJIUzI1NiJ9"):
        assert secret not in written
    (folder / FILE_NAME).write_text("by somebody else: rk_abcdef1234567890\n")
    assert "rk_abcdef1234567890" not in read_log(folder)


def test_it_grows_no_larger_than_its_cap(folder: Path) -> None:
    for _line in range(400):
        log.info("x" * 20_000)
    files = list(folder.iterdir())
    assert len(files) <= OLDER + 1
    assert sum(file.stat().st_size for file in files) <= (OLDER + 1) * LARGEST


def test_the_reader_takes_the_newest_part_in_whole_lines(folder: Path) -> None:
    for number in range(1000):
        log.info("line %d", number)
    text = read_log(folder, most=2000)
    assert text.endswith("line 999\n")
    assert len(text) <= 2000
    assert all(" INFO " in line for line in text.splitlines())


def test_a_folder_that_can_not_be_written_gives_no_log(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert open_log(blocked / "log") is None
    assert read_log(blocked / "log") == ""
    close_log(None)
