"""What holds for every test: a home of its own, nothing left running, slow suites only on request. Knows no Qt.

Three rules come from ``pyproject.toml``: warnings are errors, so a file or socket that is never closed fails the run;
an expected failure that passes fails; markers are declared.
"""

import asyncio
import inspect
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Read by Qt when the window's tests make their application. A test that wants a real screen sets it itself.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("short", max_examples=50, deadline=None, derandomize=True)
settings.register_profile(
    "long", max_examples=1000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)

_GRACE_S = 2.0
_HOME_FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
}
_homes = pytest.StashKey[Path]()
_environment_before = pytest.StashKey[dict[str, str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run the long form of the suites (marker: slow)")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "short")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a shell leaves it to what it runs in the background
        signal.signal(signal.SIGINT, signal.default_int_handler)  # programs under test would be deaf to Ctrl+C too
    config.stash[_environment_before] = dict(os.environ)
    config.stash[_homes] = Path(tempfile.mkdtemp(prefix="rundot-homes-"))
    # Fixtures that live longer than one test get a home too, though not one of their own.
    for name, path in _home_variables(config.stash[_homes] / "session").items():
        os.environ[name] = path


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(config.stash[_homes], ignore_errors=True)
    for name in _HOME_FOLDERS:
        os.environ.pop(name, None)
    os.environ.update(config.stash[_environment_before])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "slow" in item.keywords and not config.getoption("--long"):
            item.add_marker(pytest.mark.skip(reason="slow; run with --long"))
        if isinstance(item, pytest.Function) and _has_a_loop_of_its_own(item):
            # Before the test's own fixtures, so that their tasks have ended; after the watch, so that the loop has too.
            item.fixturenames.insert(item.fixturenames.index("nothing_left_running") + 1, "no_task_left_behind")


def _has_a_loop_of_its_own(item: pytest.Function) -> bool:
    """Whether it is a coroutine test whose loop ends with it; what runs on a shared loop may outlive one test."""
    marker = item.get_closest_marker("asyncio")
    shared = marker is not None and marker.kwargs.get("loop_scope", "function") != "function"
    return inspect.iscoroutinefunction(item.function) and not shared


def _home_variables(home: Path) -> dict[str, str]:
    home.mkdir()
    return {name: str(home / folder) for name, folder in _HOME_FOLDERS.items()}


@pytest.fixture(scope="session")
def environment_before(pytestconfig: pytest.Config) -> dict[str, str]:
    """The environment as it was before the tests moved home; for a test that needs a cache of the real one."""
    return pytestconfig.stash[_environment_before]


@pytest.fixture(autouse=True)
def home(pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty home of the test's own: no settings, no library, no keys."""
    folder = Path(tempfile.mkdtemp(dir=pytestconfig.stash[_homes])) / "home"
    for name, path in _home_variables(folder).items():
        monkeypatch.setenv(name, path)
    yield folder
    shutil.rmtree(folder.parent, ignore_errors=True)


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fails a test after which a thread or a child process of its making is still alive.

    What belongs to a fixture of wider scope and was there before is not counted. A module whose subject starts shared
    workers at its first use may define a fixture of the same name that does nothing, and check its own way.
    """
    threads_before = set(threading.enumerate())
    children_before = _children()
    yield
    deadline = time.monotonic() + _GRACE_S
    while True:
        threads = [thread for thread in threading.enumerate() if thread not in threads_before and thread.is_alive()]
        children = {pid: words for pid, words in _children().items() if pid not in children_before}
        if not threads and not children:
            return
        if time.monotonic() > deadline:
            pytest.fail(f"left running: threads {[thread.name for thread in threads]}, processes {children}")
        time.sleep(0.02)


@pytest.fixture
async def no_task_left_behind() -> AsyncIterator[None]:
    """Fails a coroutine test after which a task of its making is not done. Asked for by every such test."""
    yield
    current = asyncio.current_task()
    left = [task for task in asyncio.all_tasks() if task is not current and not task.done()]
    if left:
        pytest.fail(f"tasks left behind: {[task.get_name() + ' ' + repr(task.get_coro()) for task in left]}")


def _children() -> dict[int, str]:
    """Child processes of this one and what they were started with; empty where the system does not tell.

    Python's own resource tracker and fork server are kept for the life of the program and do not count.
    """
    found: dict[int, str] = {}
    for listing in Path("/proc/self/task").glob("*/children"):
        for pid in map(int, _text(listing).split()):
            words = _text(Path(f"/proc/{pid}/cmdline")).replace("\0", " ").strip()
            if "multiprocessing.resource_tracker" not in words and "multiprocessing.forkserver" not in words:
                found[pid] = words
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""  # a thread or a process that has ended meanwhile
