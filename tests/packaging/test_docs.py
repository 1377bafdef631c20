"""What our own documents say can be typed and followed: links lead somewhere, commands are understood."""

import importlib.util
import re
import shlex
from pathlib import Path

import pytest
from bootstrapping import commands

from rundot_studio.cli.arguments import parser
from tests.bench.__main__ import BENCHES

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("packaging", "resources", "tests")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.md"))])


def typed(document: Path, program: str) -> list[list[str]]:
    """The arguments of each command line in a block of shell that calls ``program``."""
    blocks = re.findall(r"^```(?:sh|bash|console)\n(.*?)^```", document.read_text(encoding="utf-8"), re.M | re.S)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    found = []
    for line in lines:
        words = shlex.split(line.removeprefix("$ "), comments=True)
        for stop in ("<", ">", "|", "&&", "&"):
            words = words[: words.index(stop)] if stop in words else words
        if words[: len(program.split())] == program.split():
            found.append(words[len(program.split()) :])
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))
def test_links_within_the_repository_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8"))
    broken = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert not broken


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))
def test_commands_of_the_program_are_understood(document: Path) -> None:
    for arguments in typed(document, "rundot-studio"):
        parser().parse_args(arguments)  # raises Usage, which says what it does not understand


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))
def test_commands_of_the_bootstrap_are_its_own(document: Path) -> None:
    for arguments in typed(document, "python3 packaging/bootstrap.py"):
        assert callable(getattr(commands, arguments[0]))
        assert arguments[0] in commands.__doc__


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))
def test_files_that_are_named_are_there(document: Path) -> None:
    """Such as ``library/durability.py``, which is looked for in the package, beside the document and from the top."""
    text = re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.M | re.S)
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|md|toml|spec|svg|lock))`", text)
    tops = (ROOT, ROOT / "rundot_studio", ROOT / "packaging", document.parent)
    assert not [name for name in named if not any((top / name).exists() for top in tops)]


def test_each_figure_of_the_readme_names_its_bench() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.partition("| Bench |\n")[2].partition("\n\n")[0].splitlines()[1:]
    benches = {bench.name for bench in BENCHES}
    assert len(table) > 10
    assert {row.rstrip(" |").rpartition("| ")[2].strip("`") for row in table} <= benches


def test_the_readme_names_every_area_of_the_window() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.partition("| `rundot_studio/ui/` | |\n")[2].partition("\n\n")[0]
    areas = {file.parent.name for file in (ROOT / "rundot_studio" / "ui").glob("*/__init__.py")}
    assert set(re.findall(r"`(\w+)`", table)) == areas


def test_modules_that_are_run_are_there() -> None:
    """Of ``python -m tests.bench.gallery`` and the like."""
    for document in DOCUMENTS:
        for module in re.findall(r"python -m (tests[\w.]*)", document.read_text(encoding="utf-8")):
            assert importlib.util.find_spec(module), f"{document.name}: {module}"


def test_there_are_commands_to_look_at() -> None:
    assert len(typed(ROOT / "README.md", "rundot-studio")) > 5
    assert len(typed(ROOT / "README.md", "python3 packaging/bootstrap.py")) > 3
