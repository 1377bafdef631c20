"""Runs the real command in a process of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rundot_studio.cli import main


class Ran:
    """What a command did."""

    def __init__(self, done: "subprocess.CompletedProcess[str]") -> None:
        self.code = done.returncode
        self.out = done.stdout
        self.err = done.stderr

    @property
    def json(self) -> Any:
        """Standard output as the one JSON document it must be."""
        return json.loads(self.out)


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RUNDOT_STUDIO")}
    return {
        **kept,
        "PYTHONIOENCODING": "utf-8",
        "PYTHONWARNINGS": "error",
        "DISPLAY": "",
        "WAYLAND_DISPLAY": "",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",  # never the keychain of whoever runs the tests
    }


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "rundot_studio", *(str(argument) for argument in arguments)]


@pytest.fixture(scope="session")
def library_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cli") / "library"


@pytest.fixture
def rundot(library_dir: Path) -> Callable[..., Ran]:
    """``rundot("generate", "a knight", "--json")`` on a library shared by all tests of the session."""

    def run(*arguments: object, library: Path | None = library_dir, cwd: Path | None = None) -> Ran:
        where = ("--library", library) if library else ()
        done = subprocess.run(
            command(*where, *arguments),
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**environment(), "QT_QPA_PLATFORM": ""},
            cwd=cwd,
            timeout=120,
        )
        return Ran(done)

    return run


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], library_dir: Path) -> Callable[..., Ran]:
    """The same in this process, for what the engine is not asked for: to start a process takes half a second."""

    def run(*arguments: object, library: Path = library_dir) -> Ran:
        words = ["--library", str(library), *map(str, arguments)]
        code = main.run(words)
        out, err = capsys.readouterr()
        return Ran(subprocess.CompletedProcess(words, code, out, err))

    return run


@pytest.fixture(scope="session")
def knight(library_dir: Path) -> dict[str, Any]:
    """A stored picture to work on."""
    arguments = ("generate", "a brave knight, pixel art", "--seed", 12345, "--negative", "blurry", "--json")
    done = subprocess.run(
        command("--library", library_dir, *arguments), capture_output=True, text=True, env=environment(), timeout=120
    )
    assert done.returncode == 0, done.stderr
    picture: dict[str, Any] = json.loads(done.stdout)["pictures"][0]
    return picture


Serve = Callable[..., str]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """``serve("--faults", "any:429")`` starts a server on a free port and gives its URL; each must end well."""
    started: list[subprocess.Popen[str]] = []

    def start(*flags: object) -> str:
        running = subprocess.Popen(
            command("serve", "--port", 0, "--library", tmp_path / "served", *flags),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        started.append(running)
        assert running.stdout is not None
        line = running.stdout.readline()
        assert line.startswith("listening on http://"), running.stderr and running.stderr.read()
        return line.removeprefix("listening on ").strip()

    yield start
    for running in started:
        os.kill(running.pid, signal.SIGINT)
    for running in started:
        _, err = running.communicate(timeout=20)
        assert running.returncode == 0, err
        assert err == ""
