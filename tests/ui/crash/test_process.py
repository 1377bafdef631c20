"""The program in a process of its own: how it starts badly, goes on after an error, and dies."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from rundot_studio.studio.crash_files import crash_reports, read_report, unseen_reports
from rundot_studio.studio.log_file import log_folder

KEY = "rk_planted_0123456789"
DRIVEN = """
import json, os, signal, sys, threading
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
app = QApplication([])
from rundot_studio.ui.app import run_window
from rundot_studio.ui.main_window import MainWindow

def window():
    return next(each for each in app.topLevelWidgets() if isinstance(each, MainWindow))

def when(holds, then):
    def look():
        if not holds():
            return
        timer.stop()
        then()
    timer = QTimer(app)
    timer.timeout.connect(look)
    timer.start(50)

def is_there():
    found = [each for each in app.topLevelWidgets() if isinstance(each, MainWindow)]
    return bool(found) and found[0]._furnishing is not None and found[0].desk.studio is not None

def fail():
    raise ValueError("a bug with {KEY}")

def close():
    window().close()
{SCRIPT}
sys.exit(run_window(Path(sys.argv[1])))
"""
ERRORS = """
def fail_everywhere():
    QTimer.singleShot(0, close_later)
    threading.Thread(target=lambda: [].pop()).start()
    fail()

def close_later():
    when(lambda: window().furnish().crash.sheet.isVisible() and len(window().furnish().crash._shown) == 2, tell)

def tell():
    sheet = window().furnish().crash.sheet
    sheet.content.close_button.click()
    window().panels.prompt.prompt.set_text("a knight")
    print(json.dumps([sheet.content.what.text(), window().panels.prompt.prompt.text]), flush=True)
    close()

when(is_there, fail_everywhere)
"""
DIES = """
when(is_there, lambda: os.kill(os.getpid(), signal.SIGSEGV))
"""
LOOKS = """
def tell():
    crash = window().furnish().crash
    print(json.dumps(crash._notice.words if "_notice" in crash.__dict__ else ""), flush=True)
    close()

when(is_there, lambda: QTimer.singleShot(300, tell))
"""


@dataclass
class Ended:
    code: int
    out: str
    err: str


def started(*command: str, path: Path | None = None, **variables: str) -> Ended:
    """The program, until it ends; modules in ``path`` come before its own."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **variables}
    if path is not None:
        environment["PYTHONPATH"] = os.pathsep.join([str(path), str(Path.cwd())])
    ended = subprocess.run(
        [sys.executable, *command], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def driven(script: str, library: Path) -> Ended:
    return started("-c", DRIVEN.replace("{SCRIPT}", script).replace("{KEY}", KEY), str(library))


def test_an_error_in_the_running_window_is_told_and_the_work_goes_on(tmp_path: Path) -> None:
    ended = driven(ERRORS, tmp_path / "library")
    assert ended.code == 0, ended.err
    what, typed = json.loads(ended.out)
    assert {what.partition(":")[0]} <= {"ValueError", "IndexError"}
    assert typed == "a knight"
    assert len(crash_reports()) == 2
    assert unseen_reports() == []
    assert "Traceback" in ended.err
    for text in (ended.out, ended.err, *(each.read_text() for each in log_folder().iterdir())):
        assert KEY not in text
    assert not list(log_folder().glob("running-*"))


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signals")
def test_a_run_that_died_is_told_of_by_the_next_one_and_no_other(tmp_path: Path) -> None:
    library = tmp_path / "library"
    died = driven(DIES, library)
    assert died.code == -signal.SIGSEGV, died.err
    after = driven(LOOKS, library)
    assert after.code == 0, after.err
    assert "ended unexpectedly" in json.loads(after.out)
    (report,) = crash_reports()
    text = read_report(report)
    for part in ("Segmentation fault", "run_window", "Toolkit:", "Qt 6"):
        assert part in text
    assert json.loads(driven(LOOKS, library).out) == ""


def told_of_a_bad_start(ended: Ended) -> str:
    """The report; checks that the terminal was told in sentences."""
    assert ended.code == 1
    assert "rundot-studio: " in ended.err
    assert "crash report" in ended.err
    assert "Traceback" not in ended.err
    (report,) = crash_reports()
    return read_report(report)


def test_a_module_that_is_missing_is_told(tmp_path: Path) -> None:
    (tmp_path / "qasync.py").write_text("raise ImportError('no such library here')\n")
    ended = started("-m", "rundot_studio", "--library", str(tmp_path / "library"), path=tmp_path)
    assert "no such library here" in ended.err
    assert "qasync" in told_of_a_bad_start(ended)
    assert len(unseen_reports()) == 1, "there was no screen to show it on"


def test_a_module_that_fails_in_its_own_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "qasync.py").write_text("1 // 0\n")
    ended = started("-m", "rundot_studio", "--library", str(tmp_path / "library"), path=tmp_path)
    assert "ZeroDivisionError" in told_of_a_bad_start(ended)


def test_qt_without_a_library_of_the_system_is_told(tmp_path: Path) -> None:
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text("raise ImportError('libEGL.so.1: cannot open it')\n")
    ended = started("-m", "rundot_studio", path=tmp_path)
    assert "libEGL.so.1" in ended.err
    assert "libEGL.so.1" in told_of_a_bad_start(ended)


def test_qt_without_a_plugin_for_the_screen_is_told() -> None:
    ended = started("-m", "rundot_studio", QT_QPA_PLATFORM="no-such-plugin")
    assert "no-such-plugin" in told_of_a_bad_start(ended)
