"""The catalogues: complete, nothing too many, and every place for a value kept."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import words

PLACES = re.compile(r"\{(?:\d[^}]*|prompt)\}")
"""Other braces are spoken of, as in the sentences about alternatives."""
GATHERED_TABLES = ("Catalog", "Styles", "PreferenceSearch")
CODES = sorted(file.stem for file in words.LANGUAGES.glob("*.json"))


@pytest.fixture(scope="module")
def found() -> words.Gathered:
    return words.gather()


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_has_every_word_and_no_other(code: str, found: words.Gathered) -> None:
    lacks, spare = words.compare(code, found)
    assert lacks == {"words": [], "sentences": []}
    assert spare == {"words": [], "sentences": []}


@pytest.mark.parametrize("code", CODES)
def test_a_translation_has_the_places_of_its_english(code: str) -> None:
    for part in words.read(code).values():
        for english, translated in part.items():
            assert sorted(PLACES.findall(words.plain(english))) == sorted(PLACES.findall(translated)), english


def test_a_word_stands_where_it_is_looked_up() -> None:
    """Words in a variable are not gathered, and would stay English; save those of tables that are gathered."""
    files = sorted((words.SOURCE / "ui").rglob("*.py"))
    found = [f"{file.relative_to(words.SOURCE)}:{line}" for file in files for line in _from_variables(file)]
    assert not found


def _from_variables(file: Path) -> Iterator[int]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _looked_up_in_a_variable(node):
            yield node.lineno


def _looked_up_in_a_variable(node: ast.Call) -> bool:
    match ast.unparse(node.func).rpartition(".")[2], node.args:
        case "tr", [ast.Constant(), *_]:
            return False
        case "tr", [_, *_]:
            return True
        case "translate", [ast.Constant(value=context), ast.Constant(), *_]:
            return False
        case "translate", [ast.Constant(value=context), _, *_]:
            return context not in GATHERED_TABLES
    return False


def test_words_and_sentences_are_found_where_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "a.py").write_text('self.tr("Save")\ntranslate("Here", "Open {0}").format(x)\nself.tr(name)\n')
    (tmp_path / "ui" / "b.py").write_text('raise E("It is gone.")\nraise ValueError("Our own bug.")\n')
    (tmp_path / "domain").mkdir()
    (tmp_path / "domain" / "catalog.py").write_text(
        'Shape("1:1", "Square things", 3)\nModel("m-1", "Model One", "Quick work")\n'
    )
    (tmp_path / "studio").mkdir()
    (tmp_path / "studio" / "b.py").write_text(
        '"""A docstring is no sentence of ours."""\n'
        'raise E(f"{a!r} is not {b} but {a!r}.")\nraise E("Try it again.")\nx = "no sentence"\n'
        'where = "FROM all WHERE seed = ?"\nparser.add_argument("--x", help="For a terminal only.")\n'
        'head = {"about": "What this file is for."}\n'
    )
    found = words.gather(tmp_path)
    assert found.words == {"Save", "Open {0}", "Square things", "Quick work"}
    assert found.sentences == {"{0} is not {1} but {0}.", "Try it again.", "It is gone."}
