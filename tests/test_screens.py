"""The screens can be rendered: a few in the short form, every scene in every look with ``--long``."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parent.parent


def render(folder: Path, *arguments: str) -> list[Path]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.screens", "--out", str(folder), *arguments]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr[-3000:]
    return sorted(folder.glob("*.png"))


def test_the_first_start_is_rendered_in_every_look(tmp_path: Path) -> None:
    files = render(tmp_path, "--only", "first-start")
    assert len(files) == 8
    sizes = {(QImage(str(file)).width(), QImage(str(file)).height()) for file in files}
    assert sizes == {(1440, 900), (1024, 700)}
    assert len({file.read_bytes() for file in files}) == 8, "no two looks are alike"


@pytest.mark.slow
def test_every_scene_is_rendered_in_every_look(tmp_path: Path) -> None:
    assert len(render(tmp_path)) > 40
