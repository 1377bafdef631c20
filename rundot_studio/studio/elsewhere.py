"""What other programs do in the same library, brought to this one's event loop within a second."""

import asyncio
import logging
from collections import deque
from concurrent.futures import ThreadPoolExecutor

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.picture import Picture
from rundot_studio.library.library import Library
from rundot_studio.library.watching import INTERVAL_S, MOST_NEW

from .queue import Queue

log = logging.getLogger(__name__)


class Elsewhere:
    """Announces pictures that another program has added as ``library.picture_added``, and everything else that it
    changed as ``library.watching.changed_elsewhere``; both on the event loop's thread."""

    def __init__(
        self, library: Library, queue: Queue, disk: ThreadPoolExecutor, *, interval_s: float = INTERVAL_S
    ) -> None:
        self._library = library
        self._queue = queue
        self._disk = disk
        self._interval_s = interval_s
        self._watching: asyncio.Task[None] | None = None
        self._announced: deque[str] = deque(maxlen=2 * MOST_NEW)
        library.picture_added.connect(self._note)

    def start(self) -> None:
        if self._watching is None:
            self._watching = asyncio.get_running_loop().create_task(self._watch(), name="changes of other programs")

    async def close(self) -> None:
        self._library.picture_added.disconnect(self._note)
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
            self._watching = None

    async def _watch(self) -> None:
        loop = asyncio.get_running_loop()
        watching = self._library.watching
        while True:
            await asyncio.sleep(self._interval_s)
            try:
                news = await loop.run_in_executor(self._disk, watching.check)
            except StudioError as error:
                log.warning("the library can't be watched now: %s", error.message)
                continue
            if news is None:
                continue
            for picture in news:
                if picture.id not in self._announced and self._queue.hand_over(picture.id):
                    self._library.picture_added.emit(picture)
            watching.changed_elsewhere.emit()

    def _note(self, picture: Picture) -> None:
        self._announced.append(picture.id)
