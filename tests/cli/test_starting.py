"""Commands start fast: nothing heavy is imported that they don't need."""

import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from rundot_studio import __version__

from .conftest import Ran, environment

Rundot = Callable[..., Ran]
IMPORTED = """
import json, sys
sys.argv = ["rundot-studio", *{arguments!r}]
from rundot_studio.__main__ import main
try:
    main()
except SystemExit:
    pass
sys.stderr.write(json.dumps(sorted(sys.modules)))
"""


def modules_after(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED.format(arguments=arguments)], capture_output=True, text=True, env=environment()
    )
    return {name.partition(".")[0] for name in json.loads(done.stderr.splitlines()[-1])}


def test_the_version_is_told_without_importing_anything() -> None:
    assert modules_after("--version").isdisjoint({"argparse", "asyncio", "httpx", "PIL", "numpy", "PySide6"})


@pytest.mark.parametrize("arguments", [["--help"], ["generate", "--help"], ["generate", "x", "--seed", "many"]])
def test_help_and_wrong_usage_import_nothing_heavy(arguments: list[str]) -> None:
    assert modules_after(*arguments).isdisjoint(
        {"httpx", "PIL", "numpy", "cv2", "PySide6", "uvicorn", "starlette", "keyring"}
    )


def test_generate_imports_neither_qt_nor_uvicorn_nor_the_painters(tmp_path: object) -> None:
    seen = modules_after("generate", "a coin", "--seed", "1", "--library", str(tmp_path))
    assert seen.isdisjoint({"PySide6", "shiboken6", "qasync", "uvicorn", "cv2", "keyring"})
    assert "httpx" in seen


def test_version_and_help_are_for_people(rundot: Rundot) -> None:
    assert rundot("--version", library=None).out == f"rundot-studio {__version__}\n"
    helped = rundot("--help", library=None)
    assert helped.code == 0
    assert "examples:" in helped.out
    assert "exit codes" in helped.out
    assert "--remove-background" in rundot("generate", "--help", library=None).out


def test_models_are_listed(rundot: Rundot) -> None:
    models = rundot("models", "--json").json["models"]
    assert [model["name"] for model in models][:2] == ["gemini-3.1-flash-image-preview", "gemini-3-pro-image-preview"]
    assert next(model for model in models if model["name"] == "gpt-image-1")["answeredAs"] == "gpt-image-2"
