"""A person at the window: real mouse and keys of the X server, aimed where the window's controls really are.

``python -m tests.ui.person LIBRARY STORY`` opens the program as an artist does and lets a story happen in it; the
program's exit code is 0 when the story came to its end. Steps that never come true end it with a sentence.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from rundot_studio.ui.app import run_window
from rundot_studio.ui.main_window import MainWindow

STEP_MS = 60
PATIENCE_S = 60.0

Holds = Callable[[], object]
Story = Callable[["Person"], Iterator[Holds]]


class Person:
    """Hands and eyes. Presses and clicks return at once; what they lead to is waited for by the story."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def press(self, keys: str) -> None:
        """Such as ``ctrl+Return``."""
        self._do("key", keys)

    def type(self, words: str) -> None:
        self._do("type", "--delay", "8", words)

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        self._go(widget.mapToGlobal(place if place is not None else widget.rect().center()))
        self._do("click", "1")

    def drag(self, start: QPoint, end: QPoint) -> None:
        """From one place of the screen to another, slowly enough to be seen as a drag."""
        self._go(start)
        self._do("mousedown", "1")
        for step in range(1, 13):
            self._go(start + (end - start) * step / 12)
            time.sleep(0.02)
        self._do("mouseup", "1")

    def card_place(self, row: int) -> QPoint:
        """The middle of a gallery card on the screen."""
        view = self.window.panels.gallery.view
        rect: QRect = view.visualRect(view.model().index(row, 0))
        return view.viewport().mapToGlobal(rect.center())

    def _go(self, place: QPoint) -> None:
        self._do("mousemove", str(place.x()), str(place.y()))

    def _do(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], check=True)


class Play(QTimer):
    """Runs a story step by step beside the window's own events."""

    def __init__(self, story: Callable[[MainWindow], Iterator[Holds]], patience_s: float = PATIENCE_S) -> None:
        super().__init__()
        self._story = story
        self._patience_s = patience_s
        self._steps: Iterator[Holds] | None = None
        self._holds: Holds | None = None
        self._since = time.monotonic()
        self.failure = "the story did not begin"
        self.setInterval(STEP_MS)
        self.timeout.connect(self._look)
        self.start()

    def _look(self) -> None:
        if self._steps is None:
            windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]
            if windows and windows[0].desk.studio is not None and windows[0].isActiveWindow():
                self._steps = self._story(windows[0])
                self._since = time.monotonic()
        elif self._holds is None or self._is_so(self._holds):
            self._next()
        elif time.monotonic() - self._since > self._patience_s:
            self._end(f"waited in vain at {place_of(self._steps)}")

    def _is_so(self, holds: Holds) -> bool:
        try:
            return bool(holds())
        except Exception as error:
            self._end(repr(error))
            raise

    def _next(self) -> None:
        assert self._steps is not None
        self._since = time.monotonic()
        self.stop()
        try:
            self._holds = next(self._steps)
        except StopIteration:
            self._end("")
            return
        except Exception as error:
            self._end(repr(error))
            raise
        self.start()

    def _end(self, failure: str) -> None:
        self.failure = failure
        self.stop()
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow):
                window.close()


def place_of(steps: Iterator[Holds]) -> str:
    """Where a story waits: function and line, in the innermost of the stories that it is told by."""
    while isinstance(inner := getattr(steps, "gi_yieldfrom", None), Iterator):
        steps = inner
    frame = getattr(steps, "gi_frame", None)
    return f"{frame.f_code.co_name}, line {frame.f_lineno}" if frame is not None else "its end"


def main(library: str, story: str) -> int:
    from tests.ui import stories

    app = QApplication(sys.argv[:1])
    assert app is not None
    told: Story = getattr(stories, story)
    play = Play(lambda window: told(Person(window)))
    code = run_window(Path(library))
    if play.failure:
        print(play.failure, file=sys.stderr)
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
