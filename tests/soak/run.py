"""One soak: a home of its own, a server where calls fail, the window's process, and what it left."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from json import loads
from pathlib import Path
from typing import Any

from rundot_studio.library.library import Library

from .gauge import Sample

ROOT = Path(__file__).resolve().parent.parent.parent
FAULTS = (
    "seed=11,generate:429=1%5,generate:502%5,generate:drop%4,generate:reset%3,generate:IMAGE_GEN_SAFETY_FILTER%4,"
    "generate:shape%3,download:truncate%10,download:503%10"
)
ROUNDS = 3
"""At least; fewer than a handful tell nothing of growth."""
PATIENCE_S = 20.0
"""For a batch on the server with faults, which may wait a minute for its next try."""
GRACE_S = 600.0
"""For the last round, which goes on to its end when the time is over."""


@dataclass(frozen=True)
class Soak:
    """``totals`` are counts of what was done; ``said`` is what the program wrote to standard error; ``left`` are
    files in the temporary folder after the end, ``crashes`` reports; ``verified`` is whether the library was clean."""

    samples: list[Sample]
    totals: dict[str, Any]
    said: str
    code: int
    log: str
    log_bytes: int
    left: list[str]
    crashes: list[str]
    verified: bool


def soak(folder: Path, minutes: float, seed: int, *, rounds: int = ROUNDS, patience_s: float = PATIENCE_S) -> Soak:
    """Blocking until the end: ``minutes``, and at least so many ``rounds``.

    ``folder`` is empty; the program's home, library and temporary files are in it.
    """
    environment = _environment(folder)
    (folder / "game").mkdir()
    (folder / "game" / "project.godot").write_text('config_version=5\n[application]\nconfig/name="Soak"\n')
    with server_with_faults(folder, environment) as address:
        numbers = [str(number) for number in (minutes, seed, rounds, patience_s)]
        command = [sys.executable, "-m", "tests.soak.window", str(folder), address, *numbers]
        with (folder / "said.txt").open("wb") as said:
            code = subprocess.run(
                command, cwd=ROOT, env=environment, stderr=said, timeout=minutes * 60 + GRACE_S, check=False
            ).returncode
    return _found(folder, code)


def _environment(folder: Path) -> dict[str, str]:
    home, temporary = folder / "home", folder / "temporary"
    home.mkdir()
    temporary.mkdir()
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "RUNDOT_"))}
    return {
        **inherited,
        "HOME": str(home),
        "TMPDIR": str(temporary),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
    }


@contextmanager
def server_with_faults(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    served = {**environment, "TMPDIR": str(folder)}
    command = [sys.executable, "-m", "rundot_studio", "--library", str(folder / "served"), "serve", "--port", "0"]
    running = subprocess.Popen(
        [*command, "--faults", FAULTS],
        cwd=ROOT,
        env=served,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert running.stdout is not None
    try:
        yield running.stdout.readline().removeprefix("listening on ").strip()
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(30)
        running.stdout.close()


def _found(folder: Path, code: int) -> Soak:
    lines = [loads(line) for line in (folder / "samples.jsonl").read_text(encoding="utf-8").splitlines()]
    names = [field.name for field in fields(Sample)]
    samples = [Sample(**{name: line[name] for name in names}) for line in lines if "round" in line]
    totals: dict[str, Any] = next((line for line in lines if "round" not in line), {})
    logs = sorted((folder / "home").rglob("rundot-studio.log*"))
    library = Library(folder / "library")
    try:
        verified = library.verify().clean
    finally:
        library.close()
    return Soak(
        samples=samples,
        totals=totals,
        said=(folder / "said.txt").read_text(encoding="utf-8", errors="replace"),
        code=code,
        log="".join(file.read_text(encoding="utf-8", errors="replace") for file in logs),
        log_bytes=sum(file.stat().st_size for file in logs),
        left=[str(path.relative_to(folder)) for path in (folder / "temporary").rglob("*")],
        crashes=[path.name for path in (folder / "home").rglob("crash-*.txt")],
        verified=verified,
    )
