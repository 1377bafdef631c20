"""The closing line, from real runs of pytest over small files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bootstrapping import counted_pytest
from bootstrapping.counted_pytest import Counts, read_counts

OF_EVERY_KIND = """
import pytest

def test_passes(): pass
def test_fails(): assert False
@pytest.mark.skip(reason="not now")
def test_is_skipped(): pass
def test_skips_itself(): pytest.skip("not here")
@pytest.mark.xfail
def test_is_expected_to_fail(): assert False
@pytest.fixture
def broken(): raise OSError
def test_never_starts(broken): pass
@pytest.fixture
def dropped():
    yield
    raise OSError
def test_ends_badly(dropped): pass
def test_fails_and_ends_badly(dropped): assert False
@pytest.mark.parametrize("number", range(3))
def test_of_three(number): pass
"""


def run(folder: Path, *arguments: str) -> tuple[int, Counts]:
    record = folder / "record"
    record.touch()
    command = [sys.executable, counted_pytest.__file__, record, "-q", "-p", "no:cacheprovider", "-p", "no:faulthandler"]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run([*command, *arguments], cwd=folder, env=environment, capture_output=True, check=False)
    return done.returncode, read_counts(record)


def test_each_test_is_counted_once_and_errors_are_failures(tmp_path: Path) -> None:
    (tmp_path / "test_kinds.py").write_text(OF_EVERY_KIND, encoding="utf-8")
    code, counts = run(tmp_path)
    assert code == 1
    assert counts.line == "4 passed, 4 failed, 3 skipped"


def test_a_file_that_cannot_be_read_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "test_broken.py").write_text("import nothing_of_that_name", encoding="utf-8")
    code, counts = run(tmp_path)
    assert code != 0
    assert counts == Counts(0, 1, 0)


def test_a_crash_loses_no_count(tmp_path: Path) -> None:
    lines = ["import os", "def test_1(): pass", "def test_2(): os._exit(0)", "def test_3(): pass"]
    (tmp_path / "test_crash.py").write_text("\n".join(lines), encoding="utf-8")
    _, counts = run(tmp_path)
    assert counts == Counts(1, 1, 0)


def test_no_tests_are_no_success(tmp_path: Path) -> None:
    code, counts = run(tmp_path)
    assert code != 0
    assert counts.total == 0


def test_a_line_cut_short_is_left_out(tmp_path: Path) -> None:
    record = tmp_path / "record"
    record.write_text('["a", "started"]\n["a", "passed"]\n["b", "star', encoding="utf-8")
    assert read_counts(record) == Counts(1, 0, 0)


@pytest.mark.parametrize("words", [("passed", "failed"), ("failed", "passed"), ("started", "failed")])
def test_the_gravest_word_counts(tmp_path: Path, words: tuple[str, str]) -> None:
    record = tmp_path / "record"
    record.write_text("".join(f'["a", "{word}"]\n' for word in words), encoding="utf-8")
    assert read_counts(record) == Counts(0, 1, 0)


def test_a_test_that_was_stopped_has_not_failed(tmp_path: Path) -> None:
    record = tmp_path / "record"
    record.write_text('["a", "passed"]\n["b", "started"]\n', encoding="utf-8")
    assert read_counts(record, stopped=True) == Counts(1, 0, 0)
    assert read_counts(record) == Counts(1, 1, 0)
