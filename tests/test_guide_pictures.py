"""The guide's pictures show the window as it is: each can be made anew, and what can be read in it is still said."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QImage

from tests.screens.guide import FOLDER, GUIDE_PICTURES, SHOWS, picture_file, words_of_the_program

ROOT = Path(__file__).resolve().parent.parent
MOST_BYTES = 160_000
MOST_BYTES_TOGETHER = 1_800_000
AT_THE_EDGE = 3
"""Words that may be in or out of sight: the time of day in a picture has another width each time."""
PICTURES = [
    pytest.param(each.name, language, id=f"{each.name}-{language}")
    for each in GUIDE_PICTURES
    for language in each.languages
]
_SHOWN = re.compile(r"!\[[^\]]*\]\(([^):]+)\)")


def words_in(file: Path) -> set[str]:
    """Of the program's words those that were noted in the picture when it was made."""
    with Image.open(file) as read:
        return set(str(read.info[SHOWS]).splitlines())


def test_each_picture_is_one_that_can_be_made_anew() -> None:
    """``python -m tests.screens --guide`` makes them; one that nothing shows would be carried along for nothing."""
    pages = [*FOLDER.rglob("*.md"), ROOT / "README.md"]
    shown = {(page.parent / name).resolve() for page in pages for name in _SHOWN.findall(page.read_text("utf-8"))}
    made = {picture_file(each.name, language) for each in GUIDE_PICTURES for language in each.languages}
    assert shown == made == set(FOLDER.rglob("*.png"))


@pytest.mark.parametrize(("name", "language"), PICTURES)
def test_a_picture_shows_nothing_that_the_window_no_longer_says(name: str, language: str) -> None:
    words = words_in(picture_file(name, language))
    assert len(words) > 3
    assert not words - words_of_the_program(language), "python -m tests.screens --guide makes it anew"


@pytest.mark.parametrize(("name", "language"), PICTURES)
def test_a_picture_is_sharp_and_small(name: str, language: str) -> None:
    file = picture_file(name, language)
    assert file.stat().st_size < MOST_BYTES
    assert not QImage(str(file)).isNull()


def test_all_pictures_together_are_small() -> None:
    assert sum(file.stat().st_size for file in FOLDER.rglob("*.png")) < MOST_BYTES_TOGETHER


@pytest.mark.slow
def test_pictures_made_now_show_the_same_words(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.screens", "--guide", "--out", str(tmp_path)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert ended.returncode == 0, ended.stderr[-3000:]
    now = {file.relative_to(tmp_path): words_in(file) for file in tmp_path.rglob("*.png")}
    then = {file.relative_to(FOLDER): words_in(file) for file in FOLDER.rglob("*.png")}
    assert now.keys() == then.keys()
    changed = {file: now[file] ^ words for file, words in then.items()}
    assert not {file: words for file, words in changed.items() if len(words) > AT_THE_EDGE}
