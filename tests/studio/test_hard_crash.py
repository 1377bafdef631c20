"""A process that dies leaves where; the next one makes a report of it. Each test has real processes die."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rundot_studio.studio.crash_files import mark_seen, read_report
from rundot_studio.studio.hard_crash import FACTS_MOST, LARGEST, crashes_of_earlier_runs

BEGIN = """
import os, signal, sys, time
from pathlib import Path
from rundot_studio.studio.hard_crash import FaultFile
folder = Path(sys.argv[1])
faults = FaultFile()
faults.begin("Program: 9.9.9\\n", folder)
def deep_in_the_engine():
    prompt = "a brave knight"
    os.kill(os.getpid(), signal.SIG{signal})
"""
DIE = BEGIN + "deep_in_the_engine()\n"
WAIT = BEGIN + "print('up', flush=True)\ntime.sleep(60)\n"


def run(script: str, folder: Path, name: str = "SEGV") -> int:
    command = [sys.executable, "-c", script.replace("{signal}", name), str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode


needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="kills by signals")


@needs_signals
@pytest.mark.parametrize("name", ["SEGV", "ABRT"])
def test_a_process_that_dies_is_reported_at_the_next_start(tmp_path: Path, name: str) -> None:
    (tmp_path / "rundot-studio.log").write_text("what led there, with rk_planted_0123456789\n")
    assert run(DIE, tmp_path, name) < 0
    (report,) = crashes_of_earlier_runs(tmp_path)
    text = read_report(report)
    for part in ("The process ended by itself: Fatal Python error", "deep_in_the_engine", "9.9.9", "what led there"):
        assert part in text
    for part in ("a brave knight", "rk_planted"):
        assert part not in text
    assert not list(tmp_path.glob("running-*"))
    mark_seen([report], tmp_path)
    assert crashes_of_earlier_runs(tmp_path) == []


@needs_signals
def test_a_process_that_is_killed_or_loses_power_is_no_crash_of_ours(tmp_path: Path) -> None:
    assert run(DIE, tmp_path, "KILL") == -signal.SIGKILL
    assert list(tmp_path.glob("running-*"))
    assert crashes_of_earlier_runs(tmp_path) == []
    assert not list(tmp_path.iterdir())


def test_a_process_that_ends_in_order_leaves_nothing(tmp_path: Path) -> None:
    assert run(BEGIN + "faults.end()\n", tmp_path) == 0
    assert not list(tmp_path.iterdir())


def test_the_file_of_a_program_that_runs_is_left_alone(tmp_path: Path) -> None:
    script = WAIT.replace("{signal}", "TERM")
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        other.stdout.readline()
        (file,) = tmp_path.glob("running-*")
        with file.open("ab") as added:  # what some systems write of errors that the program survives
            added.write(b"Windows fatal exception: code 0x8001010d\n")
        assert crashes_of_earlier_runs(tmp_path) == []
        assert file.exists()
        other.kill()
    deadline = time.monotonic() + 5
    while not (found := crashes_of_earlier_runs(tmp_path)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert "0x8001010d" in read_report(found[0])


def test_a_dump_that_has_grown_is_cut_to_its_end(tmp_path: Path) -> None:
    size = FACTS_MOST + 3 * LARGEST
    (tmp_path / "running-1.txt").write_bytes(b"Program: 9.9.9\n---\n" + b"old\n" * (size // 4) + b"the last\n")
    (report,) = crashes_of_earlier_runs(tmp_path)
    text = read_report(report)
    assert "the last" in text
    assert "9.9.9" in text
    assert len(text) < LARGEST + 2 * FACTS_MOST


def test_a_folder_that_can_not_be_used_is_no_further_trouble(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert run(BEGIN + "faults.end()\n", blocked / "log") == 0
    assert crashes_of_earlier_runs(blocked / "log") == []
    assert list(tmp_path.iterdir()) == [blocked]
