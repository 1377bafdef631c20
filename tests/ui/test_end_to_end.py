"""The program as an artist meets it: a real window on a real screen, real keys, the real engine, files on the disk."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from rundot_studio.library import layout
from rundot_studio.ui.pictures.loader import decode

from .screen import Keyboard, missing_programs, screen

ENGINE_S = 40.0
CLOSE_S = 15.0

needs_screen = pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}")


@contextmanager
def program(environment: dict[str, str], library: Path) -> Iterator["subprocess.Popen[str]"]:
    """The window in a process of its own, ended with the test whatever happens."""
    running = subprocess.Popen(
        [sys.executable, "-m", "rundot_studio", "--library", str(library)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield running
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        running.communicate(timeout=CLOSE_S)


def wait_until(holds: Callable[[], object], timeout_s: float, what: str, library: Path) -> None:
    deadline = time.monotonic() + timeout_s
    while not holds():
        if time.monotonic() > deadline:
            pytest.fail(f"waited {timeout_s:.0f} s in vain for {what}; the jobs: {rows(library, 'SELECT * FROM jobs')}")
        time.sleep(0.1)


def rows(library: Path, query: str) -> list[tuple[object, ...]]:
    """What the program's database answers, read beside it; nothing while it is still being made."""
    path = library / layout.DATABASE
    if not path.exists():
        return []
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        try:
            return database.execute(query).fetchall()
        except sqlite3.OperationalError:
            return []


def kinds(library: Path) -> list[object]:
    """What the library holds, oldest first."""
    return [kind for (kind,) in rows(library, "SELECT kind FROM pictures ORDER BY number")]


def pictures(library: Path) -> list[Path]:
    return sorted((library / layout.PICTURES).rglob("*.png"), key=lambda path: path.stat().st_mtime_ns)


def children_of(process_id: int) -> list[int]:
    """Workers are started by threads, and each thread has a list of its own."""
    listings = Path(f"/proc/{process_id}/task").glob("*/children")
    return [int(word) for listing in listings for word in listing.read_text().split()]


@needs_screen
def test_from_a_prompt_to_a_cut_out_with_nothing_but_keys(tmp_path: Path) -> None:
    library = tmp_path / "library"
    with screen(tmp_path) as environment, program(environment, library) as running:
        keyboard = Keyboard(environment)
        keyboard.wait_for_window("Rundot Studio", 20)
        keyboard.type("a brave knight, pixel art")
        keyboard.press("ctrl+Return")
        wait_until(lambda: kinds(library) == ["generated"], ENGINE_S, "the picture", library)
        time.sleep(0.5)  # until it is on the canvas
        keyboard.press("ctrl+1")
        wait_until(lambda: kinds(library) == ["generated", "cutout"], ENGINE_S, "the cut-out", library)
        keyboard.press("ctrl+q")
        output, _ = running.communicate(timeout=CLOSE_S)
        assert running.returncode == 0, output
        assert not output
    drawn, cut = (decode(path.read_bytes()) for path in pictures(library))
    assert (drawn.width(), drawn.height()) == (cut.width(), cut.height()) == (1024, 1024)
    corners = [cut.pixelColor(x, y).alpha() for x in (0, 1023) for y in (0, 1023)]
    assert corners == [0, 0, 0, 0]
    assert cut.pixelColor(512, 512).alpha() == 255


@needs_screen
def test_alternatives_are_sent_and_the_prompt_survives_a_restart(tmp_path: Path) -> None:
    library = tmp_path / "library"
    with screen(tmp_path) as environment:
        with program(environment, library) as running:
            keyboard = Keyboard(environment)
            keyboard.wait_for_window("Rundot Studio", 20)
            keyboard.type("a {ruby|jade} gem, flat vector icon")
            keyboard.press("ctrl+Return")
            wait_until(lambda: len(kinds(library)) == 2, ENGINE_S, "a picture of each", library)
            keyboard.press("ctrl+q")
            assert running.communicate(timeout=CLOSE_S)[0] == ""
        with program(environment, library) as running:
            keyboard.wait_for_window("Rundot Studio", 20)
            keyboard.press("ctrl+Return")
            wait_until(lambda: len(kinds(library)) == 4, ENGINE_S, "the same once more", library)
            keyboard.press("ctrl+q")
            assert running.communicate(timeout=CLOSE_S)[0] == ""
    names = [path.name for path in pictures(library)]
    assert sum("ruby" in name for name in names) == sum("jade" in name for name in names) == 2


@needs_screen
def test_closing_while_pictures_are_made_leaves_no_process(tmp_path: Path) -> None:
    library = tmp_path / "library"
    with screen(tmp_path) as environment, program(environment, library) as running:
        keyboard = Keyboard(environment)
        keyboard.wait_for_window("Rundot Studio", 20)
        keyboard.type("a castle on a hill at sunset")
        for _ in range(4):
            keyboard.press("ctrl+Return")
        wait_until(lambda: children_of(running.pid), ENGINE_S, "a worker of the engine", library)
        workers = children_of(running.pid)
        keyboard.press("ctrl+q")
        output, _ = running.communicate(timeout=CLOSE_S)
        assert running.returncode == 0, output
        assert not output
        assert not [worker for worker in workers if Path(f"/proc/{worker}/cmdline").exists()]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are not sent there")
@pytest.mark.parametrize("sign", [signal.SIGINT])
def test_a_signal_closes_in_order(tmp_path: Path, sign: signal.Signals) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    library = tmp_path / "library"
    with program(environment, library) as running:
        wait_until(lambda: (library / layout.DATABASE).exists(), 20, "the library", library)
        time.sleep(0.5)  # until the window has its studio
        running.send_signal(sign)
        output, _ = running.communicate(timeout=CLOSE_S)
        assert running.returncode == 0, output


def hears_sigterm(process_id: int) -> bool:
    """Whether the process has a handler of its own, as the kernel tells."""
    lines = Path(f"/proc/{process_id}/status").read_text().splitlines()
    caught = next(int(line.split()[1], 16) for line in lines if line.startswith("SigCgt:"))
    return bool(caught >> (signal.SIGTERM - 1) & 1)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the kernel's /proc")
@pytest.mark.parametrize("later_s", [0.0, 0.3, 0.7, 1.2])
def test_asked_to_end_while_it_starts_it_ends_in_order(tmp_path: Path, later_s: float) -> None:
    """Whatever is loaded by then: no library half open, no bad exit code."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with program(environment, tmp_path / "library") as running:
        wait_until(lambda: hears_sigterm(running.pid), CLOSE_S, "a handler of SIGTERM", tmp_path)
        time.sleep(later_s)
        running.send_signal(signal.SIGTERM)
        output, _ = running.communicate(timeout=CLOSE_S)
        assert (running.returncode, output) == (0, "")


def test_a_library_that_can_not_be_opened_is_told_in_the_window(tmp_path: Path) -> None:
    """The window stays: the artist reads why, and closes it."""
    blocked = tmp_path / "a file"
    blocked.write_text("not a folder")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with program(environment, blocked) as running:
        time.sleep(3)
        assert running.poll() is None
        running.send_signal(signal.SIGTERM)
        output, _ = running.communicate(timeout=CLOSE_S)
        assert running.returncode == 0, output
