"""The rules of the house, as tests: style, types, layers, sizes, and what may lie where in the repository."""

import ast
import json
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from rundot_studio import __version__

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "rundot_studio"
LONGEST_FILE_LINES = 400
HIDDEN = {".ci", ".gitignore"}
FOLDERS = {"rundot_studio", "resources", "tests", "packaging"}
FILES = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"}
ARRAY_ALIAS = re.compile(r"^ *(\w+) = NDArray\b", re.MULTILINE)
NO_NAMES_FOR_A_MODULE = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "managers"}


def package_files() -> Iterator[Path]:
    return (path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


def outcome_of(program: str, *arguments: str) -> tuple[int, str]:
    """Exit code and output of a program of this environment, run at the top of the repository."""
    command = [str(Path(sysconfig.get_path("scripts")) / program), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("ruff", "check", "."), id="lint"),
        pytest.param(("ruff", "format", "--check", "."), id="format"),
        pytest.param(("mypy",), id="types"),
        pytest.param(("lint-imports",), id="layers"),
    ],
)
def test_the_whole_source_passes(command: tuple[str, ...]) -> None:
    code, output = outcome_of(*command)
    assert code == 0, output


def test_no_file_of_the_package_is_long() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in package_files()}
    long = {str(path.relative_to(ROOT)): count for path, count in lengths.items() if count > LONGEST_FILE_LINES}
    assert not long


def test_modules_are_named_for_what_they_hold() -> None:
    assert not [path for path in package_files() if path.stem in NO_NAMES_FOR_A_MODULE]


def test_who_takes_or_gives_pixels_says_which() -> None:
    """Shapes and ranges are in no type: only a docstring can tell (height, width, 4) from (height, width)."""
    texts = {
        path: path.read_text(encoding="utf-8") for path in package_files() if path.relative_to(PACKAGE).parts[0] != "ui"
    }
    names = {"NDArray", *(name for text in texts.values() for name in ARRAY_ALIAS.findall(text))}
    array = re.compile(rf"\b(?:{'|'.join(sorted(names))})\b")
    silent = {str(path.relative_to(ROOT)): silent_functions(text, array) for path, text in texts.items()}
    assert not {path: functions for path, functions in silent.items() if functions}


def silent_functions(text: str, array: re.Pattern[str]) -> list[str]:
    """Public functions of a module with an array among their arguments or results, and no docstring."""
    functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    return [
        each.name
        for each in functions
        if not each.name.startswith("_") and ast.get_docstring(each) is None and array.search(annotations_of(each))
    ]


def annotations_of(function: ast.FunctionDef) -> str:
    told = [*(each.annotation for each in (*function.args.args, *function.args.kwonlyargs)), function.returns]
    return " ".join(ast.unparse(each) for each in told if each is not None)


def test_qt_is_imported_below_ui_only() -> None:
    """The import contracts say so too; this also sees imports inside functions and under conditions."""
    outside = [path for path in package_files() if path.relative_to(PACKAGE).parts[0] != "ui"]
    assert not [str(path.relative_to(ROOT)) for path in outside if imported_roots(path) & {"PySide6", "qasync"}]


def imported_roots(path: Path) -> set[str]:
    """The first words of all absolute imports of the file, wherever in it they stand."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """The files of the repository, relative to its top, as git knows them."""
    if shutil.which("git") is None:
        pytest.skip("needs git")
    # The clone may belong to another user, as in a container; git looks away unless told.
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip("not a git checkout")
    return [Path(name) for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_the_top_of_the_repository_is_what_it_is(tracked: list[Path]) -> None:
    tops = {path.parts[0] for path in tracked}
    assert tops == HIDDEN | FOLDERS | FILES


def test_no_tracked_text_names_a_machine(tracked: list[Path]) -> None:
    """No home folders, not the folder of this checkout, no package mirrors."""
    homes = r"(?<![\w.~-])/(?:home|Users|root)/\w|[A-Z]:\\Users\\"
    mirrors = r"index-url|find-links|pypi\.org|pythonhosted\.org"
    here = rf"(?<![\w.~-]){re.escape(str(ROOT))}/"
    named = re.compile(f"{homes}|{mirrors}|{here}")
    texts = {path: text_of(ROOT / path) for path in tracked if ROOT / path != Path(__file__)}
    assert not {str(path): named.findall(text) for path, text in texts.items() if named.search(text)}


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def modules_after(*arguments: str) -> set[str]:
    """The top-level modules that a command of the program has loaded by the time it ends well."""
    script = (
        "import sys, json, atexit\n"
        "from rundot_studio.__main__ import main\n"
        f"sys.argv = ['rundot-studio', *{list(arguments)!r}]\n"
        "try:\n"
        "    code = main()\n"
        "except SystemExit as end:\n"
        "    code = end.code\n"
        "loaded = sorted({name.split('.')[0] for name in sys.modules})\n"
        "print(json.dumps([code, loaded]), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    code, loaded = json.loads(done.stderr.splitlines()[-1])
    assert not code, done.stdout + done.stderr
    return set(loaded)


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("generate", "--help")], ids=" ".join)
def test_a_command_that_paints_nothing_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    heavy = {"PySide6", "qasync", "uvicorn", "numpy", "cv2", "PIL", "starlette"}
    assert not modules_after(*arguments) & heavy


def test_the_version_has_one_source(tracked: list[Path]) -> None:
    """Packages read it from there; documents tell of one when it is released."""
    text = re.compile(rf"(?<![\w.]){re.escape(__version__)}(?![\w.])")
    places = [path for path in tracked if path.parts[0] == "packaging" or len(path.parts) == 1]
    named = [path for path in places if path.suffix not in (".lock", ".in") and text.search(text_of(ROOT / path))]
    assert not [path for path in named if path.name != "CHANGELOG.md"]
    assert '__version__ = "' in (PACKAGE / "__init__.py").read_text(encoding="utf-8")


def test_the_version_is_that_of_the_package() -> None:
    code, output = outcome_of("rundot-studio", "--version")
    assert code == 0
    assert __version__ in output
