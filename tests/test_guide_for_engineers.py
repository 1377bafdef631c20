"""The recipes for engineers are followed literally: their changes are made to a copy, and their commands run there."""

import ast
import re
import shutil
from pathlib import Path

import pytest

from tests.shell_script import run_script

ROOT = Path(__file__).resolve().parent.parent
RECIPES = sorted((ROOT / "resources" / "guide" / "engineers").glob("add-*.md"))
SHORT_FORM = ("add-an-error-code",)
_BLOCK = re.compile(r"^```(diff|sh follow)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program as an engineer has it before a change."""
    top = tmp_path / "copy"
    skipped = shutil.ignore_patterns("__pycache__", "pictures")
    for folder in ("rundot_studio", "resources"):
        shutil.copytree(ROOT / folder, top / folder, ignore=skipped)
    (top / "packaging").mkdir()
    shutil.copy(ROOT / "packaging" / "words.py", top / "packaging")
    return top


def change(top: Path, diff: str) -> None:
    """Make the changes of one file: lines with ``-`` give way to those with ``+`` after them."""
    name, _, rest = diff.partition("\n")
    file = top / name
    pairs = re.findall(r"((?:^-.*\n)*)((?:^\+.*\n)+)", rest, re.MULTILINE)
    assert pairs
    for removed, added in pairs:
        old, new = (re.sub(r"^[-+]", "", lines, flags=re.MULTILINE) for lines in (removed, added))
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        if old:
            assert text.count(f"\n{old}") == 1, f"{name} has no such line, or several: {old}"
        file.write_text(f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:] if old else text + new, encoding="utf-8")


@pytest.mark.skipif(shutil.which("sh") is None, reason="the commands are written for a shell")
@pytest.mark.parametrize(
    "recipe",
    [pytest.param(path, id=path.stem, marks=() if path.stem in SHORT_FORM else pytest.mark.slow) for path in RECIPES],
)
def test_a_recipe_works_as_it_is_written(recipe: Path, copy: Path) -> None:
    blocks = _BLOCK.findall(recipe.read_text(encoding="utf-8"))
    assert {kind for kind, _text in blocks} == {"diff", "sh follow"}
    for kind, text in blocks:
        if kind == "diff":
            change(copy, text)
        else:
            run_script(text, copy, copy, copy / "home")


def test_the_changes_of_all_recipes_fit_the_program(copy: Path) -> None:
    """The short form of what comes before: each line that gives way is there, and what comes in is Python."""
    for recipe in RECIPES:
        for kind, text in _BLOCK.findall(recipe.read_text(encoding="utf-8")):
            if kind == "diff":
                change(copy, text)
                ast.parse((copy / text.partition("\n")[0]).read_text(encoding="utf-8"))


def test_there_is_a_recipe_for_each_common_change() -> None:
    assert {path.stem.split("-", 2)[2] for path in RECIPES} == {
        "model",
        "export-format",
        "painter",
        "error-code",
        "language",
    }
