"""The sample game runs in headless Chromium with an exported atlas: every file is asked for, and the scene is drawn."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from rundot_studio.export.atlas import AtlasOptions
from rundot_studio.export.frame import Frame
from rundot_studio.export.options import ExportOptions
from rundot_studio.export.packing import PackOptions
from rundot_studio.export.preview_game import game_files
from rundot_studio.export.preview_server import PreviewServer
from rundot_studio.imaging import codec
from tests.export import samples

from .test_browser import CHROMIUM, TIMEOUT_S

RED, BLUE = (230, 20, 30), (20, 40, 230)


def solid(color: tuple[int, int, int], size: tuple[int, int]) -> np.ndarray:
    rgba = np.empty((size[1], size[0], 4), np.uint8)
    rgba[...] = (*color, 255)
    return rgba


def frames(*, lit: bool) -> list[Frame]:
    flat = np.empty((120, 80, 4), np.uint8)
    flat[...] = (128, 128, 255, 255)
    maps = {"normal": lambda: flat} if lit else {}
    walk = [samples.frame(f"walk_{n}", solid(RED, (80, 120)), pivot=(0.5, 1.0), maps=maps) for n in range(2)]
    return [*walk, samples.frame("rock", solid(BLUE, (90, 40)))]


def shown(server: PreviewServer, folder: Path) -> np.ndarray:
    """What Chromium shows of the game, RGBA; given more time on a machine on which nothing is drawn yet."""
    for budget_ms in (4_000, 15_000, 60_000):
        picture = screenshot(server, folder, budget_ms)
        if picture[:300, :600, :3].std() > 5:
            break
    return picture


def screenshot(server: PreviewServer, folder: Path, budget_ms: int) -> np.ndarray:
    assert CHROMIUM is not None
    command = [
        CHROMIUM,
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--use-gl=angle",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
        "--hide-scrollbars",
        "--window-size=1000,600",
        f"--virtual-time-budget={budget_ms}",
        f"--screenshot={folder / 'game.png'}",
        f"--user-data-dir={folder / 'profile'}",
        "--enable-logging=stderr",
        server.address,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S, check=True)
    assert "CONSOLE" not in done.stderr, [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    return codec.decode_rgba((folder / "game.png").read_bytes())


def share(picture: np.ndarray, color: tuple[int, int, int], tolerance: int) -> float:
    away = np.abs(picture[:, :600, :3].astype(int) - color).max(axis=2)
    return float((away <= tolerance).mean())


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None or shutil.which(CHROMIUM) is None, reason="needs Chromium")
class TestGame:
    def test_by_day_sprites_have_their_own_colours(self, tmp_path: Path) -> None:
        options = ExportOptions("pixi", atlas=AtlasOptions(PackOptions(max_size=128)))
        with PreviewServer(game_files(frames(lit=False), options, "Quest")) as server:
            picture = shown(server, tmp_path)
        assert share(picture, RED, 16) > 0.02
        assert share(picture, BLUE, 16) > 0.005

    def test_by_night_light_falls_on_them(self, tmp_path: Path) -> None:
        with PreviewServer(game_files(frames(lit=True), ExportOptions("pixi"), "Quest")) as server:
            picture = shown(server, tmp_path)
        assert share(picture, RED, 16) < 0.02
        sky = picture[20:80, 20:200, :3].mean()
        assert sky < 70
