"""The guide says what is so: its commands run, its links lead somewhere.

A block marked ``sh run`` is run as it is written, all blocks of a chapter in one folder, one after the other. ``ID``
stands for the newest picture.
"""

import re
import shutil
from pathlib import Path

import pytest

from rundot_studio.studio.guide import chapters
from tests.shell_script import run_script

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "resources" / "guide"
PAGES = sorted(path.relative_to(GUIDE) for path in GUIDE.rglob("*.md"))
SHORT_FORM = ("local-ai.md",)
"""Chapters whose commands run in the short form too."""
NEWEST = 'ID() { rundot-studio library list --limit 1 | cut -d " " -f 1; }\n'
_BLOCK = re.compile(r"^```sh run\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINKED = re.compile(r"(?<!!)\[[^\]]*\]\(([^):#]+)\)")


def commands_of(page: Path) -> str:
    return "".join(_BLOCK.findall((GUIDE / page).read_text(encoding="utf-8")))


def with_commands() -> list[object]:
    found = [page for page in PAGES if commands_of(page)]
    return [
        pytest.param(page, id=page.stem, marks=() if page.name in SHORT_FORM else pytest.mark.slow) for page in found
    ]


@pytest.mark.skipif(shutil.which("sh") is None, reason="the commands are written for a shell")
@pytest.mark.parametrize("page", with_commands())
def test_the_commands_of_a_chapter_do_what_it_says(page: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    run_script(NEWEST + re.sub(r"\bID\b", "$(ID)", commands_of(page)), work, ROOT, tmp_path / "home")


def test_every_chapter_is_in_the_table_of_contents() -> None:
    listed = {chapter.name for chapter in chapters()}
    assert listed == {page.name for page in PAGES if page.parent == Path()}
    assert all(chapter.title for chapter in chapters())


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_link_leads_to_a_page(page: Path) -> None:
    links = _LINKED.findall((GUIDE / page).read_text(encoding="utf-8"))
    assert not [link for link in links if not (GUIDE / page.parent / link).is_file()]
