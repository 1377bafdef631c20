"""How many pictures were made today."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from rundot_studio.ui.session.errands import Errands
from rundot_studio.ui.session.studio_signals import StudioSignals

from .rows import QueueList

if TYPE_CHECKING:
    from rundot_studio.studio.studio import Studio

PAUSE_MS = 400
"""Several pictures that arrive together are counted once."""


class DoneDesk(QObject):
    """One per window."""

    def __init__(
        self, queue: QueueList, signals: StudioSignals, errands: Errands, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._queue = queue
        self._errands = errands
        self._studio: Studio | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._count)
        for signal in (signals.picture_added, signals.pictures_deleted, signals.pictures_restored):
            signal.connect(lambda _news: self._pause.start())

    def attach(self, studio: "Studio") -> None:
        self._studio = studio
        self._pause.start()

    def release(self) -> None:
        self._studio = None
        self._pause.stop()

    def _count(self) -> None:
        if self._studio is not None:
            self._errands.run(_made_today(self._studio), self._queue.show_done)


async def _made_today(studio: "Studio") -> int:
    import asyncio

    from rundot_studio.library.query import Query

    today = datetime.now().astimezone().date()
    return await asyncio.to_thread(studio.library.count_found, Query(since=today, until=today))
