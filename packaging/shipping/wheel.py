"""The wheel and the source archive, for ``pipx install`` and for other packagers."""

import subprocess
import sys
from pathlib import Path

from .version import ROOT, version


def make_wheel(out: Path) -> list[Path]:
    """Both, the wheel made from the source archive, and both checked by twine. Raises CalledProcessError."""
    # Of this environment, which has the locked backend: nothing is fetched.
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    made = [out / f"rundot_studio-{version()}{ending}" for ending in (".tar.gz", "-py3-none-any.whl")]
    subprocess.run([sys.executable, "-m", "twine", "check", "--strict", *map(str, made)], check=True)
    return made
