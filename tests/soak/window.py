"""The program's own process of the soak: ``python -m tests.soak.window FOLDER MINUTES SEED FAULTY_ADDRESS``.

Opens the window as an artist does, lets the rounds happen in it, and ends with 0 when they came to their end.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from PySide6.QtWidgets import QApplication

from rundot_studio.ui.app import run_window
from rundot_studio.ui.main_window import MainWindow
from tests.ui.person import Holds, Play

from .round import artist_of, rounds

PATIENCE_S = 240.0
"""These machines are shared; what has not come true by then never will."""


def main(folder: Path, minutes: float, seed: int, faulty: str) -> int:
    app = QApplication(sys.argv[:1])
    assert app is not None
    with (folder / "samples.jsonl").open("w", encoding="utf-8") as samples:
        play = Play(lambda window: _story(window, folder, minutes, seed, faulty, samples), PATIENCE_S)
        code = run_window(folder / "library")
    if play.failure:
        print(play.failure, file=sys.stderr)
        return 1
    return code


def _story(
    window: MainWindow, folder: Path, minutes: float, seed: int, faulty: str, samples: TextIO
) -> Iterator[Holds]:
    return rounds(window, artist_of(window, seed, folder / "game", faulty), minutes, samples)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), sys.argv[4]))
