"""Pictures that the desktop of a Mac opens with the program: they come as events, one for each, at any time."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

_TOGETHER_MS = 150
"""Several that are opened at once become one import."""


class MacApplication(QApplication):
    """Keeps the pictures until somebody can take them: the first come before there is a library."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._opened: list[Path] = []
        self._take: Callable[[list[Path]], None] | None = None
        self._together = QTimer(self)
        self._together.setSingleShot(True)
        self._together.setInterval(_TOGETHER_MS)
        self._together.timeout.connect(self._hand_over)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self._opened.append(Path(event.file()))
            self._together.start()
            return True
        return super().event(event)

    def give_opened_to(self, take: Callable[[list[Path]], None]) -> None:
        """From now on; those that came before are given at once."""
        self._take = take
        self._hand_over()

    def _hand_over(self) -> None:
        if self._opened and self._take is not None:
            opened, self._opened = self._opened, []
            self._take(opened)
