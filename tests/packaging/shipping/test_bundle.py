"""The bundle's parts; and, in the long form, the bundle itself: made, measured and used without this checkout."""

import ast
import json
import os
import plistlib
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image
from shipping.bundle import same_files
from shipping.icons import SIZES, draw_icons
from shipping.macos import info_plist
from shipping.version import version
from shipping.windows import version_resource

from rundot_studio import __version__
from rundot_studio.engine.pool import worker_command
from tests.ui.screen import Keyboard, missing_programs, screen

ROOT = Path(__file__).resolve().parents[3]
ENTRY = ROOT / "packaging" / "bundle" / "entry.py"
LARGEST_MB = 390
SLOWEST_ANSWER_S = 0.6


def entry(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    command = [sys.executable, str(ENTRY), *arguments]
    return subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_frozen_program_is_the_command_line_and_a_worker() -> None:
    assert entry("--version").stdout == f"rundot-studio {__version__}\n"
    worker = entry("--engine-worker")  # with nothing to read it ends by itself
    assert (worker.returncode, worker.stdout) == (0, "")


def test_outside_a_bundle_workers_are_started_by_the_interpreter() -> None:
    assert worker_command() == [sys.executable, "-m", "rundot_studio.engine.worker"]


def test_every_system_gets_its_icon_in_all_sizes(tmp_path: Path) -> None:
    draw_icons(tmp_path)
    for size in SIZES:
        with Image.open(tmp_path / f"{size}.png") as icon:
            assert (icon.size, icon.mode) == ((size, size), "RGBA")
            assert icon.getpixel((0, 0))[3] == 0  # its corners are round
            assert icon.getpixel((size // 8, size // 2))[:2] > (200, 90)  # orange at its edge
    with Image.open(tmp_path / "rundot-studio.ico") as icon:
        assert {(16, 16), (32, 32), (48, 48), (256, 256)} <= icon.info["sizes"]
    with Image.open(tmp_path / "rundot-studio.icns") as icon:
        assert {(128, 128, 1), (512, 512, 2)} <= set(icon.info["sizes"])


def test_windows_and_macos_are_told_the_version_of_the_source() -> None:
    assert version() == __version__
    assert plistlib.loads(info_plist())["CFBundleShortVersionString"] == __version__
    tree = ast.parse(version_resource(), mode="eval")  # PyInstaller evaluates it, with names of its own
    fixed = next(each for each in ast.walk(tree) if isinstance(each, ast.keyword) and each.arg == "filevers")
    numbers = [int(part) for part in __version__.split(".")]
    assert ast.literal_eval(fixed.value) == (*numbers, 0)


def test_two_copies_of_a_large_file_are_seen_and_links_are_not(tmp_path: Path) -> None:
    for name in ("a/lib.so", "b/lib.so"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(b"x" * 70_000)
    (tmp_path / "link.so").symlink_to("a/lib.so")
    assert same_files(tmp_path) == [["a/lib.so", "b/lib.so"]]
    (tmp_path / "b/lib.so").write_bytes(b"y" * 70_000)
    assert same_files(tmp_path) == []


@pytest.mark.slow
def test_the_bundle_paints_serves_its_window_and_is_small(tmp_path: Path, environment_before: dict[str, str]) -> None:
    """Needs the network, and some minutes."""
    made = subprocess.run(
        [sys.executable, ROOT / "packaging" / "bootstrap.py", "package", "bundle"],
        env=environment_before,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    bundle = tmp_path / "moved away"
    shutil.move(ROOT / "dist" / "rundot-studio", bundle)
    program = bundle / "rundot-studio"
    size = sum(file.stat().st_size for file in bundle.rglob("*") if file.is_file() and not file.is_symlink())
    assert size < LARGEST_MB * 1e6
    assert same_files(bundle) == []

    began = time.perf_counter()
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    assert answer.stdout == f"rundot-studio {__version__}\n"
    assert time.perf_counter() - began < SLOWEST_ANSWER_S

    bare = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    demo = subprocess.run(
        [program, "demo", "--json", "--out", tmp_path / "demo"], env=bare, capture_output=True, text=True, check=False
    )
    assert demo.returncode == 0, demo.stderr
    assert len(json.loads(demo.stdout)["pictures"]) == 5

    licences = json.loads((bundle / "_internal" / "rundot_studio" / "_resources" / "licences.json").read_text())
    assert all(each["text"] for each in licences)
    assert {"Python", "PySide6_Essentials", "numpy", "uvicorn"} <= {each["name"] for each in licences}
    if not missing_programs():
        with screen(tmp_path) as display, subprocess.Popen([program], env=display) as window:
            Keyboard(display).wait_for_window("Rundot Studio", 20)
            window.terminate()
            assert window.wait(20) == 0
