"""The environments that packages are made and audited in: locked versions alone, each checked against its hash."""

import hashlib
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from .child_process import environment_for_python, run_logged
from .environment import Environment
from .pip_output import Progress, reason_of_failure
from .reporting import SetupFailed, say

LOCKS = ("program.lock", "build.lock")
AUDIT_LOCKS = ("audit.lock",)
_STAMP = "locks.sha256"


class PackageEnvironment(Environment):
    """Lies in ``build/``, apart from the one that is developed in."""

    @property
    def folder(self) -> Path:
        return self.root / "build" / "packages" / "venv"


class AuditEnvironment(Environment):
    """Has what asks, and nothing of what is asked about."""

    @property
    def folder(self) -> Path:
        return self.root / "build" / "packages" / "audit"


def prepare_for_packages(root: Path) -> Environment:
    """The environment with the locked libraries and the program as it is now. Raises ``SetupFailed``."""
    environment = PackageEnvironment(root)
    _fill(environment, LOCKS, "Making the environment for packages; some 200 MB are fetched")
    _pip(environment, ["--no-deps", "--no-build-isolation", "--force-reinstall", "--no-index", "."])
    return environment


def prepare_for_audit(root: Path) -> Environment:
    """The environment with pip-audit. Raises ``SetupFailed``."""
    environment = AuditEnvironment(root)
    _fill(environment, AUDIT_LOCKS, "Making the environment for the audit")
    return environment


def _fill(environment: Environment, names: Sequence[str], what: str) -> None:
    """Makes the environment anew unless it has just these locks' libraries already."""
    locks = [environment.root / "packaging" / "locks" / name for name in names]
    digest = hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest() + f" {sys.version}"
    stamp = environment.folder / _STAMP
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != digest:
        say(f"{what}, each file checked against its hash")
        shutil.rmtree(environment.folder, ignore_errors=True)
        environment.folder.mkdir(parents=True)
        interpreter = getattr(sys, "_base_executable", "") or sys.executable
        _run(environment, [interpreter, "-m", "venv", environment.folder])
        arguments = [part for lock in locks for part in ("--requirement", lock)]
        _pip(environment, ["--require-hashes", *arguments])
        stamp.write_text(digest, encoding="utf-8")


def _pip(environment: Environment, arguments: Sequence[str | Path]) -> None:
    _run(environment, [environment.python, "-m", "pip", "install", "--no-input", *arguments])


def _run(environment: Environment, command: Sequence[str | Path]) -> None:
    progress = Progress()
    code, printed = run_logged(
        command, environment.root, environment.log, environment_for_python(os.environ), heard=progress.hear
    )
    progress.close()
    if code != 0:
        raise SetupFailed(f"{reason_of_failure(printed)}\nAll of it is in {environment.log}")
