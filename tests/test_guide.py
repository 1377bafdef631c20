"""The guide says what is so: its commands run, its links lead somewhere.

A block marked ``sh run`` is run as it is written, all blocks of a chapter in one folder, one after the other. ``ID``
stands for the newest picture.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rundot_studio.studio.guide import chapters
from tests.cli.conftest import environment

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "resources" / "guide"
PAGES = sorted(path.relative_to(GUIDE) for path in GUIDE.rglob("*.md"))
SHORT_FORM = ("local-ai.md",)
"""Chapters whose commands run in the short form too."""
_BLOCK = re.compile(r"^```sh run\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINKED = re.compile(r"(?<!!)\[[^\]]*\]\(([^):#]+)\)")


def commands_of(page: Path) -> str:
    return "".join(_BLOCK.findall((GUIDE / page).read_text(encoding="utf-8")))


def with_commands() -> list[object]:
    found = [page for page in PAGES if commands_of(page)]
    return [
        pytest.param(page, id=page.stem, marks=() if page.name in SHORT_FORM else pytest.mark.slow) for page in found
    ]


def shell(folder: Path, script: str) -> None:
    """Run a script with ``rundot-studio`` as the program of this checkout; its library is below ``folder``."""
    programs = folder / "programs"
    programs.mkdir(exist_ok=True)
    program = programs / "rundot-studio"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m rundot_studio "$@"\n')
    program.chmod(0o755)
    work = folder / "work"
    work.mkdir(exist_ok=True)
    homes = {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
    variables = {**environment(), **homes, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    newest = 'ID() { rundot-studio library list --limit 1 | cut -d " " -f 1; }\n'
    literal = re.sub(r"\bID\b", "$(ID)", script)
    command = ["sh", "-e", "-c", newest + literal]
    done = subprocess.run(command, cwd=work, env=variables, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("sh") is None, reason="the commands are written for a shell")
@pytest.mark.parametrize("page", with_commands())
def test_the_commands_of_a_chapter_do_what_it_says(page: Path, tmp_path: Path) -> None:
    shell(tmp_path, commands_of(page))


def test_every_chapter_is_in_the_table_of_contents() -> None:
    listed = {chapter.name for chapter in chapters()}
    assert listed == {page.name for page in PAGES if page.parent == Path()}
    assert all(chapter.title for chapter in chapters())


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_link_leads_to_a_page(page: Path) -> None:
    links = _LINKED.findall((GUIDE / page).read_text(encoding="utf-8"))
    assert not [link for link in links if not (GUIDE / page.parent / link).is_file()]
