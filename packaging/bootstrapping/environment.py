"""``.venv``: made, filled, and found again."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from .child_process import environment_for_python, run_logged
from .pip_output import Progress, reason_of_failure
from .reporting import SetupFailed, say
from .stamp import (
    STAMP_NAME,
    Installed,
    Plan,
    look_at,
    plan,
    python_tag,
    read_stamp,
    wanted_stamp,
    write_stamp,
)
from .system_packages import ensure_venv_can_be_made

_LOG_NAME = "bootstrap.log"
_EMPTY_VENV = {"bin", "include", "lib", "lib64", "Include", "Lib", "Scripts", STAMP_NAME, _LOG_NAME}
_ASK_TAG = "import sys, platform, pip; print(sys.implementation.cache_tag, platform.machine())"


@dataclass(frozen=True)
class Environment:
    """The virtual environment of the repository at ``root``, made or not."""

    root: Path

    @property
    def folder(self) -> Path:
        """Where it lies: beside ``pyproject.toml``."""
        return self.root / ".venv"

    @property
    def log(self) -> Path:
        """What pip and venv had to say."""
        return self.folder / _LOG_NAME

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.program("python")

    def program(self, name: str) -> Path:
        """A program installed in it."""
        if os.name == "nt":
            return self.folder / "Scripts" / f"{name}.exe"
        return self.folder / "bin" / name


def prepare(root: Path, extras: frozenset[str]) -> Environment:
    """The environment of the repository, with the project and at least ``extras`` installed.

    Does nothing when the last finished installation still stands. Raises ``SetupFailed``.
    """
    environment = Environment(root)
    project_file = root / "pyproject.toml"
    wanted = wanted_stamp(project_file, environment.folder, extras)
    with _only_one_at_a_time(project_file):
        found = read_stamp(environment.folder)
        step = plan(found, wanted, _installed(environment))
        if step is Plan.START:
            return environment
        try:
            if found is not None:
                wanted = replace(wanted, extras=tuple(sorted({*wanted.extras, *found.extras})))
            if step is Plan.REMAKE:
                _make(environment)
            _install(environment, wanted.extras)
            installed = look_at(environment.folder)
            write_stamp(
                environment.folder, replace(wanted, distributions=installed.distributions, absent=installed.absent)
            )
        except OSError as error:
            raise SetupFailed(_file_trouble(root, error)) from error
    return environment


def _file_trouble(root: Path, error: OSError) -> str:
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"Set-up keeps all it installs in {root / '.venv'}, and may not write there: {error.strerror}.\n"
            "Copy or clone the repository into a folder of your own and start it from there."
        )
    if error.errno == errno.ENOSPC:
        return "The disk is full: the program and what it needs take about 1 GB."
    return f"Set-up was stopped by the file system: {error}"


def _installed(environment: Environment) -> Installed | None:
    """What is in the environment; ``None`` when its interpreter is not there, does not run, or is another than ours."""
    if not environment.python.exists() or not (environment.folder / "pyvenv.cfg").is_file():
        return None
    try:
        answer = subprocess.run(
            [environment.python, "-I", "-c", _ASK_TAG], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if answer.returncode != 0 or answer.stdout.strip() != python_tag():
        return None
    return look_at(environment.folder)


def _make(environment: Environment) -> None:
    _clear(environment.folder)
    ensure_venv_can_be_made()
    say(f"Making {environment.folder} with Python {sys.version.split()[0]}")
    environment.folder.mkdir()
    # An interpreter inside a virtual environment would leave its own links behind: begin with the one it came from.
    interpreter = getattr(sys, "_base_executable", "") or sys.executable
    code, printed = run_logged(
        [interpreter, "-m", "venv", environment.folder],
        environment.root,
        environment.log,
        environment_for_python(os.environ),
    )
    if code != 0:
        raise SetupFailed(f"Python could not make a virtual environment:\n{printed.strip()}")


def _clear(folder: Path) -> None:
    """Removes an environment that is of no use. Refuses a folder that does not look like one."""
    if folder.is_symlink():
        folder.unlink()
        return
    if not folder.exists():
        return
    if not folder.is_dir():
        raise SetupFailed(f"{folder} is a file, and set-up needs a folder of that name. Move it away.")
    names = {entry.name for entry in folder.iterdir()}
    if "pyvenv.cfg" not in names and not names <= _EMPTY_VENV:
        raise SetupFailed(f"{folder} holds files that no virtual environment has. Move the folder away.")
    if names:
        say(f"{folder} is of no use here (cut off, damaged, or of another Python): making it anew")
    shutil.rmtree(folder)


def _install(environment: Environment, extras: tuple[str, ...]) -> None:
    (environment.folder / STAMP_NAME).unlink(missing_ok=True)
    say("Installing what the program needs; the first time some 250 MB are fetched")
    target = f".[{','.join(extras)}]" if extras else "."
    progress = Progress()
    code, printed = run_logged(
        [environment.python, "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--editable", target],
        environment.root,
        environment.log,
        environment_for_python(os.environ),
        heard=progress.hear,
    )
    progress.close()
    if code != 0:
        raise SetupFailed(f"{reason_of_failure(printed)}\nAll of it is in {environment.log}")


@contextmanager
def _only_one_at_a_time(file: Path) -> Iterator[None]:
    """Waits while another set-up of the same repository runs. The lock ends with the process that holds it."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    with file.open("rb") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up is at work here; waiting for it")
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            pass  # some network file systems know no locks; two set-ups at once are rare enough
        yield
