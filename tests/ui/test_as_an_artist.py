"""Driven like a person: real clicks, drags and keys on a real screen, through an hour of work and a restart."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .screen import missing_programs, screen

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST_S = 240.0


def play(story: str, library: Path, environment: dict[str, str]) -> str:
    """What the program said on standard error; it must end well."""
    command = [sys.executable, "-m", "tests.ui.person", str(library), story]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=LONGEST_S, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stderr


@pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}")
def test_an_hour_of_work_and_the_next_morning(tmp_path: Path) -> None:
    library = tmp_path / "library"
    home = {"XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_STATE_HOME": str(tmp_path / "state")}
    with screen(tmp_path, "1440x960") as environment:
        environment = {**environment, **home, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
        assert play("an_hour_of_work", library, environment) == ""
        assert play("the_next_morning", library, environment) == ""
