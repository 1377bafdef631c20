"""A screen of the test's own: Xvfb and a window manager, so that keys go the way they go for an artist."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

PROGRAMS = ("Xvfb", "openbox", "xdotool")
START_S = 10.0


def missing_programs() -> list[str]:
    return [name for name in PROGRAMS if shutil.which(name) is None]


@contextmanager
def screen(folder: Path, size: str = "1440x900", *, manager: bool = True) -> Iterator[dict[str, str]]:
    """The environment of a program that is to be shown there. Raises TimeoutError when the server does not start.

    Without a window ``manager`` nothing is painted but the program, and no window is active.
    """
    reader, writer = os.pipe()
    with (folder / "xvfb.log").open("wb") as log:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"],
            stdout=log,
            stderr=log,
            pass_fds=[writer],
        )
        os.close(writer)
        display = _number(reader)
        environment = {**os.environ, "DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb"}
        try:
            with _window_manager(environment, log.fileno()) if manager else nullcontext():
                yield environment
        finally:
            server.terminate()
            server.wait(START_S)


def _number(reader: int) -> str:
    """The server writes its display's number when it is ready to be spoken to."""
    with os.fdopen(reader) as pipe:
        number = pipe.readline().strip()
    if not number:
        raise TimeoutError("Xvfb did not start")
    return number


@contextmanager
def _window_manager(environment: dict[str, str], log: int) -> Iterator[None]:
    manager = subprocess.Popen(["openbox"], env=environment, stdout=log, stderr=log)
    try:
        yield
    finally:
        manager.terminate()
        manager.wait(START_S)


class Keyboard:
    """Real key presses to whatever window has the keyboard."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment

    def wait_for_window(self, title: str, timeout_s: float) -> None:
        """Until a window of that title is active. Raises TimeoutError."""
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            if title in self._ask("getactivewindow", "getwindowname"):
                return
            time.sleep(0.1)
        raise TimeoutError(f"no active window {title!r}")

    def type(self, words: str) -> None:
        self._ask("type", "--delay", "12", words)

    def press(self, keys: str) -> None:
        """Such as ``ctrl+Return``."""
        self._ask("key", keys)

    def _ask(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self._environment, capture_output=True, text=True, timeout=20, check=False
        )
        return done.stdout
