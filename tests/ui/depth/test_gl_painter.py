"""The same look on the graphics card and in software; and what happens where there is no card."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rundot_studio.relief.scene import View, ViewSettings
from rundot_studio.ui.depth.choice import DepthChoice
from rundot_studio.ui.depth.gl_painter import GlPainter
from rundot_studio.ui.depth.graphics import OffscreenPlace
from rundot_studio.ui.depth.reading import Pair
from tests.ui.screen import missing_programs, screen

MEAN = {"fog": 1.0, "light": 2.5, "parallax": 1.0, "relief": 4.0}


@pytest.mark.skipif(bool(missing_programs()), reason="needs a screen of its own")
def test_shaders_and_software_give_nearly_the_same_picture(tmp_path: Path) -> None:
    with screen(tmp_path, "640x480") as environment:
        done = subprocess.run(
            [sys.executable, "-m", "tests.ui.depth.gl_comparison"],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    if isinstance(found, str):
        pytest.skip(found)
    for kind in ("opaque", "clear"):
        for view, limit in MEAN.items():
            distance = found[kind][view]
            assert distance["mean"] < limit, (kind, view, distance)
            assert distance["alpha"] < 2.5, (kind, view, distance)
            assert distance["solid"] > 0.15, (kind, view, distance)


def test_without_opengl_it_is_said_once_and_never_tried_again(
    qtbot: QtBot, pair_files: tuple[Path, Path], caplog: pytest.LogCaptureFixture
) -> None:
    """The plugin without a screen has no OpenGL, or none but the processor's: neither is a graphics card."""
    caplog.set_level(logging.INFO, "rundot_studio.ui.depth")
    place = OffscreenPlace()
    scene = Pair.read(*pair_files).scene(DepthChoice(), 100)
    painter = GlPainter(place)
    with pytest.raises(RuntimeError):
        painter.render(scene, View.FOG, (0.5, 0.5), ViewSettings())
    painter.close()
    assert place.missing
    assert len(caplog.records) == 1
