"""Running another program so that it never outlives us."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_PATIENCE_S = 2.0
_LAST_PATIENCE_S = 10.0


def environment_for_python(base: Mapping[str, str]) -> dict[str, str]:
    """``base`` without what would lead the environment's own Python or pip astray."""
    environment = {name: value for name, value in base.items() if name not in ("PYTHONHOME", "__PYVENV_LAUNCHER__")}
    environment["PIP_USER"] = "0"  # a user-wide setting that no virtual environment accepts
    return environment


@contextmanager
def started(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str], stdout: int | None = None
) -> Iterator[subprocess.Popen[str]]:
    """``command`` running in ``folder``; it has ended when this context is left, whatever happens inside.

    On Ctrl+C the terminal has told the program too, as a rule: it gets time to end by itself before it is told again.
    ``stdout`` is passed on to ``Popen``; with a pipe, standard error joins it and standard input is closed.
    """
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL if stdout is not None else None,
        stdout=stdout,
        stderr=subprocess.STDOUT if stdout is not None else None,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    try:
        yield process
        process.wait()
    except KeyboardInterrupt:
        _wait_quietly(process, _PATIENCE_S)
        _interrupt(process)
        raise
    finally:
        _end(process)
        if process.stdout is not None:
            process.stdout.close()


def run_logged(
    command: Sequence[str | Path],
    folder: Path,
    log: Path,
    environment: Mapping[str, str],
    heard: Callable[[str], None] = lambda line: None,
) -> tuple[int, str]:
    """Runs ``command``, appends what it prints to ``log``, hands each line to ``heard``.

    Returns the exit code and all that was printed.
    """
    lines: list[str] = []
    with log.open("a", encoding="utf-8") as record:
        record.write(f"\n$ {' '.join(str(part) for part in command)}\n")
        with started(command, folder, environment, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            _copy_lines(process.stdout, record, lines, heard)
    return process.returncode, "".join(lines)


def _copy_lines(source: IO[str], record: IO[str], lines: list[str], heard: Callable[[str], None]) -> None:
    for line in source:
        lines.append(line)
        record.write(line)
        record.flush()
        heard(line.rstrip())


def _wait_quietly(process: subprocess.Popen[str], patience_s: float) -> None:
    deadline = time.monotonic() + patience_s
    while process.poll() is None and time.monotonic() < deadline:
        try:
            time.sleep(0.05)
        except KeyboardInterrupt:
            return


def _interrupt(process: subprocess.Popen[str]) -> None:
    if process.poll() is None and os.name != "nt":
        process.send_signal(signal.SIGINT)
        _wait_quietly(process, _LAST_PATIENCE_S)


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    _wait_quietly(process, _LAST_PATIENCE_S)
    if process.poll() is None:
        process.kill()
        process.wait()


def become(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> int:
    """Hands the terminal over to ``command``.

    Where the system can, this process becomes that program and never returns; on Windows it waits and returns the
    program's exit code.
    """
    words = [str(part) for part in command]
    if os.name != "nt":
        os.chdir(folder)
        os.execve(words[0], words, dict(environment))
    return subprocess.call(words, cwd=folder, env=dict(environment))
