"""The bundle's parts; and, in the long form, the bundle itself: made, measured and used without this checkout."""

import ast
import json
import os
import plistlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from shipping.bundle import size_of
from shipping.icons import SIZES, draw_icons
from shipping.inspection import needless
from shipping.macos import info_plist
from shipping.shared_library import shared_libraries
from shipping.version import version
from shipping.windows import version_resource

from rundot_studio import __version__
from rundot_studio.engine.pool import worker_command
from tests.bench.bundle_starting import compared
from tests.ui.screen import Keyboard, missing_programs, screen

ROOT = Path(__file__).resolve().parents[3]
ENTRY = ROOT / "packaging" / "bundle" / "entry.py"
LARGEST_MB = 275
SLOWEST_ANSWER_S = 0.4
SLOWEST_START = 1.4
"""Against the same program in an environment of Python; it is 0.95 where nothing else runs."""


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


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory, environment_before: dict[str, str]) -> Path:
    """Made, and moved to where nobody could have known of. Needs the network, and some minutes."""
    made = subprocess.run(
        [sys.executable, ROOT / "packaging" / "bootstrap.py", "package", "bundle"],
        env=environment_before,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    place = tmp_path_factory.mktemp("bundle") / "moved away"
    shutil.move(ROOT / "dist" / "rundot-studio", place)
    return place


@pytest.fixture
def bare() -> dict[str, str]:
    """Nothing of this Python's in the environment."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def ran(environment: dict[str, str], *command: str | Path) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_bundle_is_small_and_has_nothing_twice_or_for_nothing(bundle: Path) -> None:
    assert needless(bundle) == []
    assert size_of(bundle) < LARGEST_MB * 1e6


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="asks the loader of Linux")
def test_every_library_of_the_bundle_finds_all_functions_that_it_asks_for(bundle: Path, bare: dict[str, str]) -> None:
    inner = bundle / "_internal"
    ask = "import ctypes, os, sys; [ctypes.CDLL(file, os.RTLD_NOW) for file in sys.argv[1:]]"
    variables = {**bare, "LD_LIBRARY_PATH": f"{inner}:{inner}/PySide6:{inner}/shiboken6"}
    # Qt's decorations for Wayland ask for what their host has.
    files = [file for file in shared_libraries(inner) if "wayland" not in file.parent.name]
    ran(variables, sys.executable, "-c", ask, *files)


@pytest.mark.slow
def test_the_bundle_paints_cuts_out_enlarges_and_exports(bundle: Path, bare: dict[str, str], tmp_path: Path) -> None:
    program = bundle / "rundot-studio"
    assert ran(bare, program, "--version") == f"rundot-studio {__version__}\n"
    keeping = ("--library", tmp_path / "library", "--json")
    made = json.loads(ran(bare, program, "demo", "--out", tmp_path / "demo", *keeping))["pictures"]
    assert len(made) == 5
    ran(bare, program, "export", made[0]["id"], "--to", "godot", "--out", tmp_path / "game", *keeping)
    assert list((tmp_path / "game").rglob("*.png"))
    normals = tmp_path / "normals.png"
    ran(bare, program, "relief", made[-1]["id"], "--to", "normal", "--out", normals, *keeping)
    assert normals.is_file()


@pytest.mark.slow
def test_the_bundle_paints_the_pictures_of_its_source(bundle: Path, bare: dict[str, str], tmp_path: Path) -> None:
    """With other copies of libraries behind them: what was left out has no part in a picture."""
    source = [sys.executable, "-m", "rundot_studio"]
    for name, command in (("bundle", [bundle / "rundot-studio"]), ("source", source)):
        ran(bare, *command, "demo", "--out", tmp_path / name, "--library", tmp_path / f"{name} library")
    names = sorted(file.name for file in (tmp_path / "source").iterdir())
    assert len(names) == 5
    for name in names:
        with Image.open(tmp_path / "bundle" / name) as ours, Image.open(tmp_path / "source" / name) as theirs:
            assert ours.tobytes() == theirs.tobytes(), name


@pytest.mark.slow
def test_the_bundle_brings_licences_and_words(bundle: Path) -> None:
    resources = bundle / "_internal" / "rundot_studio" / "_resources"
    licences = json.loads((resources / "licences.json").read_text(encoding="utf-8"))
    assert all(each["text"] for each in licences)
    assert {"Python", "PySide6_Essentials", "numpy", "uvicorn"} <= {each["name"] for each in licences}
    assert (resources / "languages" / "de.json").is_file()
    assert list(bundle.rglob("qtbase_de.qm"))


@pytest.mark.slow
@pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}")
def test_the_window_of_the_bundle_opens_and_starts_as_fast_as_its_source(bundle: Path, tmp_path: Path) -> None:
    program = bundle / "rundot-studio"
    with screen(tmp_path) as display, subprocess.Popen([program], env={**display, "LANG": "de_DE.UTF-8"}) as window:
        Keyboard(display).wait_for_window("Rundot Studio", 20)
        window.terminate()
        assert window.wait(20) == 0
    environment_of_python = ROOT / "build" / "packages" / "venv" / "bin" / "python"  # with the very same libraries
    figures = compared([str(program)], [str(environment_of_python), "-m", "rundot_studio"], rounds=5)
    ours, theirs = figures["window"]
    assert ours / theirs < SLOWEST_START
    assert figures["--version"][0] < SLOWEST_ANSWER_S
