"""The one motion of the gallery: a finished picture fades into its card, so that the eye finds what is new."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from rundot_studio.ui.controls.motion import MOTION_MS, is_still

FADE_S = MOTION_MS / 1000
FRAME_MS = 16


class Arrivals(QObject):
    """``moved`` asks for another frame while something fades."""

    moved = Signal()

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._expected: set[str] = set()
        self._begun: dict[str, float] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._step)

    def expect(self, picture_id: str) -> None:
        """A picture that has just been stored; its thumbnail is still to come."""
        self._expected.add(picture_id)

    def begin(self, picture_id: str) -> None:
        """Its thumbnail is there. Those of pictures that were there before simply appear."""
        if picture_id in self._expected:
            self._expected.discard(picture_id)
            if is_still():
                return
            self._begun[picture_id] = self._clock()
            self._timer.start()

    def opacity(self, picture_id: str) -> float:
        begun = self._begun.get(picture_id)
        return 1.0 if begun is None else min(1.0, (self._clock() - begun) / FADE_S)

    def _step(self) -> None:
        now = self._clock()
        self._begun = {key: begun for key, begun in self._begun.items() if now - begun < FADE_S}
        if not self._begun:
            self._timer.stop()
        self.moved.emit()
