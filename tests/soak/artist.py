"""Hands without a screen: keys and clicks as Qt's own events, and what an artist looks at between them."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from rundot_studio.domain.picture import Picture
from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.studio.studio import Studio
from rundot_studio.ui.main_window import MainWindow
from tests.ui.person import Holds

TOLD_S = 0.4


@dataclass
class Artist:
    """``game`` is the folder of a game to export into, ``faulty`` the address of a server where calls go wrong, and
    ``patience_s`` how long a batch is waited for there."""

    window: MainWindow
    rng: random.Random
    game: Path
    faulty: str
    patience_s: float
    orders: int = 0
    exports: int = 0
    done: dict[str, int] = field(default_factory=dict)
    """How often each chore was done."""

    # --- hands ---

    def press(self, keys: str, widget: QWidget | None = None) -> None:
        """Such as ``Ctrl+Return``, where the keyboard is."""
        QTest.keySequence(widget or QApplication.focusWidget() or self.window, QKeySequence(keys))

    def type(self, words: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.window, words)

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place or widget.rect().center())

    def stroke(self, widget: QWidget, start: QPoint, end: QPoint) -> None:
        """Press, go and let go."""
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
        for step in range(1, 7):
            QTest.mouseMove(widget, start + (end - start) * step / 6)
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=end)

    def run(self, action: str) -> None:
        """As from the palette; nothing where it can't be done now."""
        self.window.commands.run(action)

    def take_back(self) -> Iterator[Holds]:
        """Undo, once what was done has been told: a moment later than it is in the library."""
        since = time.monotonic()
        yield lambda: time.monotonic() > since + TOLD_S
        self.run("undo")

    # --- eyes ---

    @property
    def studio(self) -> Studio:
        studio = self.window.desk.studio
        assert studio is not None
        return studio

    @property
    def connected(self) -> bool:
        return self.window.desk.studio is not None

    @property
    def quiet(self) -> bool:
        """Nothing runs or waits for its turn."""
        return self.connected and not any(job.active for job in self.studio.queue.jobs)

    @property
    def shown(self) -> Picture | None:
        return self.window.desk.picture

    def newest(self, kind: PictureKind | None = None) -> Picture | None:
        """The newest picture, or the newest of one kind, among the last two hundred."""
        pictures = self.studio.library.page(200)
        return next((each for each in pictures if kind is None or each.kind is kind), None)

    def look_at(self, picture: Picture) -> Iterator[Holds]:
        """Choose it in the gallery."""
        self.window.desk.canvas.go_to(picture)
        yield lambda: self.shown == picture
