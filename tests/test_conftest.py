"""The watch over tests sees what it is there to see."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")

SUITE = """
import asyncio, os, subprocess, sys, threading, time
from pathlib import Path
import platformdirs
import pytest

kept = []

def test_leaves_a_thread():
    threading.Thread(target=time.sleep, args=(5,), daemon=True).start()

def test_leaves_a_process():
    kept.append(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(5)"]))

async def test_leaves_a_task():
    kept.append(asyncio.create_task(asyncio.sleep(60)))

def test_leaves_a_file_open():
    open(__file__)

async def test_cleans_up(tmp_path):
    await asyncio.to_thread(time.sleep, 0.01)
    assert list(tmp_path.iterdir()) == []

@pytest.mark.parametrize("turn", [1, 2])
def test_has_an_empty_home(turn):
    library = Path(platformdirs.user_data_dir("studio"))
    assert not library.exists()
    library.mkdir(parents=True)

def test_has_a_home_that_is_not_the_real_one():
    assert str(Path.home()) != os.environ["REAL_HOME"]

@pytest.mark.slow
def test_is_slow():
    pass
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("watched")
    (folder / "conftest.py").write_text(CONFTEST.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "test_suite.py").write_text(SUITE, encoding="utf-8")
    options = [
        "asyncio_mode=auto",
        "asyncio_default_fixture_loop_scope=function",
        "filterwarnings=error",
        "markers=slow: on request",
    ]
    (folder / "pytest.ini").write_text("\n".join(["[pytest]", *options]), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "pytest_asyncio.plugin", "-rA", "--tb=no"]
    environment = {**os.environ, "REAL_HOME": str(Path.home()), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="child processes are counted from /proc")
def test_a_process_left_running_is_an_error(report: str) -> None:
    assert "ERROR test_suite.py::test_leaves_a_process" in report


@pytest.mark.parametrize("thing", ["thread", "task"])
def test_a_thread_or_task_left_running_is_an_error(report: str, thing: str) -> None:
    assert f"ERROR test_suite.py::test_leaves_a_{thing}" in report


def test_a_file_left_open_is_a_failure(report: str) -> None:
    assert "FAILED test_suite.py::test_leaves_a_file_open" in report


@pytest.mark.parametrize(
    "name", ["cleans_up", "has_an_empty_home[1]", "has_an_empty_home[2]", "has_a_home_that_is_not_the_real_one"]
)
def test_what_cleans_up_passes_in_a_home_of_its_own(report: str, name: str) -> None:
    assert f"PASSED test_suite.py::test_{name}" in report
    assert f"ERROR test_suite.py::test_{name}" not in report


def test_a_slow_test_waits_to_be_asked_for(report: str) -> None:
    assert "1 skipped" in report
