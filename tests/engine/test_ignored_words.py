"""A picture of the embedded engine carries the words of its prompt that the painter did not know."""

from pathlib import Path

import pytest

from rundot_studio.engine.tasks import run
from rundot_studio.imaging.ignored_words import read_ignored_words


@pytest.mark.parametrize(
    ("prompt", "ignored"), [("a knight with a xylograph, zorbly", {"xylograph", "zorbly"}), ("a knight", set())]
)
def test_words_that_nobody_knows_are_noted(tmp_path: Path, prompt: str, ignored: set[str]) -> None:
    task = {
        "task": "paint", "prompt": prompt, "negative": "", "width": 64, "height": 64, "seed": 1,
        "references": [], "cutout": None, "output": str(tmp_path / "picture.png"),
    }  # fmt: skip
    run(task, lambda _share: None)
    assert set(read_ignored_words((tmp_path / "picture.png").read_bytes())) == ignored
