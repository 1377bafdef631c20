"""The program's own process of the soak: what ``run.py`` starts, with its numbers.

Opens the window as an artist does, lets the rounds happen in it, and ends with 0 when they came to their end.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from rundot_studio.ui.app import run_window
from rundot_studio.ui.main_window import MainWindow
from tests.ui.person import Holds, Play

from .artist import Artist
from .round import rounds

STEP_MS = 20
"""There are hundreds of steps, and no X server is between them and the window."""
PATIENCE_S = 240.0
"""These machines are shared; what has not come true by then never will."""


def main(folder: Path, faulty: str, minutes: float, seed: int, least: int, patience_s: float) -> int:
    """``faulty`` is the address of the server where calls fail; ``patience_s`` see :class:`Artist`."""
    app = QApplication(sys.argv[:1])
    assert app is not None
    with (folder / "samples.jsonl").open("w", encoding="utf-8") as samples:

        def story(window: MainWindow) -> Iterator[Holds]:
            artist = Artist(window, random.Random(seed), folder / "game", faulty, patience_s)
            return rounds(artist, minutes, least, samples)

        play = Play(story, PATIENCE_S)
        play.setInterval(STEP_MS)
        code = run_window(folder / "library")
    if play.failure:
        print(play.failure, file=sys.stderr)
        return 1
    return code


if __name__ == "__main__":
    place, address, *numbers = sys.argv[1:]
    sys.exit(main(Path(place), address, float(numbers[0]), int(numbers[1]), int(numbers[2]), float(numbers[3])))
