"""Scripts of our documents, run as whoever reads them would: the program by its name, in a home of their own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import environment

PROGRAMS = {"rundot-studio": "-m rundot_studio", "python": ""}
LONGEST_S = 200


def run_script(script: str, work: Path, source: Path, home: Path) -> None:
    """Run it in ``work`` with the program as it is in ``source``; settings and library go below ``home``."""
    programs = home / "programs"
    programs.mkdir(parents=True, exist_ok=True)
    for name, arguments in PROGRAMS.items():
        program = programs / name
        program.write_text(f'#!/bin/sh\nPYTHONPATH="{source}" exec "{sys.executable}" {arguments} "$@"\n')
        program.chmod(0o755)
    homes = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
    variables = {**environment(), **homes, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    command = ["sh", "-e", "-c", script]
    done = subprocess.run(
        command, cwd=work, env=variables, capture_output=True, text=True, timeout=LONGEST_S, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
