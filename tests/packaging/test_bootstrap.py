"""``bootstrap.py`` from outside: a process in a repository of its own, with a project that needs no network."""

import ast
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import bootstrap
import pytest
from bootstrapping.stamp import STAMP_NAME

ROOT = Path(__file__).resolve().parents[2]

PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "rundot-studio"
version = "1"
"""

# A build backend of the project's own, so that pip has nothing to fetch. It dawdles while a file of that name is there.
BACKEND = """
import pathlib, time, zipfile

def get_requires_for_build_editable(config_settings=None):
    return []

def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    if pathlib.Path("dawdle").exists():
        pathlib.Path("dawdling").touch()
        time.sleep(60)
    info = "rundot_studio-1.dist-info/"
    files = {
        "rundot_studio.pth": str(pathlib.Path.cwd()),
        info + "METADATA": "Metadata-Version: 2.1\\nName: rundot-studio\\nVersion: 1\\nProvides-Extra: serve\\n",
        info + "WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    }
    files[info + "RECORD"] = "".join(name + ",,\\n" for name in [*files, info + "RECORD"])
    name = "rundot_studio-1-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(wheel_directory) / name, "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)
    return name
"""

PROGRAM = "import os, sys; print('started', sys.argv[1:], 'in', os.path.basename(os.getcwd()))"
STARTED = "started ['demo', '--out', 'studio-demo'] in a clone"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository at a path with a space, with the real ``packaging/`` and a project of a few lines."""
    folder = tmp_path / "a clone"
    shutil.copytree(ROOT / "packaging", folder / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "rundot_studio").mkdir()
    (folder / "rundot_studio" / "__init__.py").touch()
    (folder / "rundot_studio" / "__main__.py").write_text(PROGRAM, encoding="utf-8")
    (folder / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (folder / "backend.py").write_text(BACKEND, encoding="utf-8")
    return folder


def start(clone: Path, *arguments: str) -> subprocess.Popen[str]:
    """Starts ``bootstrap.py`` from a folder that is not the repository, with no display and no system packages."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment["PATH"] = str(clone / "no programs here")
    return subprocess.Popen(
        [sys.executable, clone / "packaging" / "bootstrap.py", *arguments],
        cwd=clone.parent,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def run(clone: Path, *arguments: str) -> tuple[int, str]:
    process = start(clone, *arguments)
    printed, _ = process.communicate(timeout=120)
    return process.returncode, printed


needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")


@needs_linux
def test_a_second_start_asks_nobody_and_is_quick(clone: Path) -> None:
    code, printed = run(clone, "run")
    assert code == 0, printed
    assert printed.splitlines()[-1] == STARTED
    (clone / "backend.py").unlink()  # pip could not install now

    code, printed = run(clone, "run")
    assert code == 0, printed
    assert printed.splitlines()[-1] == STARTED
    assert "Installing" not in printed


@needs_linux
def test_an_interrupted_installation_is_told_and_done_again(clone: Path) -> None:
    (clone / "dawdle").touch()
    process = start(clone, "run")
    deadline = time.monotonic() + 60
    while not (clone / "dawdling").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    printed, _ = process.communicate(timeout=30)
    assert process.returncode == 130, printed
    assert printed.splitlines()[-1] == "Stopped."
    assert "Traceback" not in printed
    assert not (clone / ".venv" / STAMP_NAME).exists()

    (clone / "dawdle").unlink()
    code, printed = run(clone, "run")
    assert code == 0, printed
    assert printed.splitlines()[-1] == STARTED


@needs_linux
@pytest.mark.slow
@pytest.mark.parametrize("damage", ["interpreter", "package", "half a package", "settings"])
def test_a_damaged_environment_is_made_anew(clone: Path, damage: str) -> None:
    assert run(clone, "run")[0] == 0
    packages = next((clone / ".venv" / "lib").glob("python3*/site-packages"))
    if damage == "interpreter":
        for link in (clone / ".venv" / "bin").glob("python*"):
            link.unlink()
    elif damage == "package":
        shutil.rmtree(packages / "pip")
    elif damage == "half a package":
        (packages / "rundot_studio.pth").unlink()
    else:
        (clone / ".venv" / "pyvenv.cfg").unlink()
    code, printed = run(clone, "run")
    assert code == 0, printed
    assert "making it anew" in printed
    assert printed.splitlines()[-1] == STARTED


@needs_linux
@pytest.mark.slow
def test_a_repository_that_has_moved_is_set_up_where_it_is(clone: Path) -> None:
    assert run(clone, "run")[0] == 0
    moved = clone.with_name("moved to a clone")
    clone.rename(moved)
    code, printed = run(moved, "run")
    assert code == 0, printed
    assert "making it anew" in printed


def test_a_folder_that_is_no_environment_is_left_alone(clone: Path) -> None:
    (clone / ".venv").mkdir()
    (clone / ".venv" / "thesis.txt").touch()
    code, printed = run(clone, "run")
    assert code == 1
    assert "holds files that no virtual environment has" in printed
    assert (clone / ".venv" / "thesis.txt").exists()


def test_a_file_in_the_way_is_named(clone: Path) -> None:
    (clone / ".venv").touch()
    code, printed = run(clone, "run")
    assert code == 1
    assert "is a file" in printed


@pytest.mark.parametrize(("arguments", "code"), [((), 2), (("--help",), 0), (("fly",), 2), (("run", "fast"), 2)])
def test_usage(clone: Path, arguments: tuple[str, ...], code: int) -> None:
    assert run(clone, *arguments)[0] == code


@pytest.mark.parametrize("version", [(2, 7), (3, 6, 9), (3, 10, 14)])
def test_an_old_python_is_told_what_it_lacks(version: tuple[int, ...]) -> None:
    complaint = bootstrap.complaint_about(version)
    assert "needs Python 3.11 or newer" in complaint
    assert f"this is Python {version[0]}.{version[1]}" in complaint


@pytest.mark.parametrize("version", [(3, 11), (3, 14, 2), (4, 0)])
def test_a_new_enough_python_hears_nothing(version: tuple[int, ...]) -> None:
    assert bootstrap.complaint_about(version) == ""


def test_the_entry_can_be_read_by_an_old_python() -> None:
    tree = ast.parse((ROOT / "packaging" / "bootstrap.py").read_text(encoding="ascii"))
    too_new = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef, ast.Match, ast.Starred)
    assert not [node for node in ast.walk(tree) if isinstance(node, too_new)]
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert not [node.name for node in functions if node.returns or any(a.annotation for a in node.args.args)]


@pytest.mark.slow
def test_the_real_project_from_a_bare_copy(tmp_path: Path, environment_before: dict[str, str]) -> None:
    """Needs the network. Runs a handful of tests in the copy, twice, and reads the closing line."""
    copy = tmp_path / "real copy"
    ignored = shutil.ignore_patterns(".venv", ".git", "__pycache__", ".*_cache", "studio-demo")
    shutil.copytree(ROOT, copy, ignore=ignored)
    command = [sys.executable, copy / "packaging" / "bootstrap.py", "test", "tests/test_resources.py"]
    for _ in range(2):
        done = subprocess.run(command, env=environment_before, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.splitlines()[-1].endswith(" passed, 0 failed, 0 skipped")
