"""What other programs do in the same library, brought to this one's event loop within a second."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.picture import Picture
from rundot_studio.library.library import Library
from rundot_studio.library.recovery import LeftOver
from rundot_studio.library.watching import INTERVAL_S, MOST_NEW

from .queue import Queue

log = logging.getLogger(__name__)

LEFT_INTERVAL_S = 2.0
"""Between two looks for what a program has left that was cut off."""


async def _leave(_left: LeftOver) -> None:
    return


class Elsewhere:
    """Announces pictures that another program has added as ``library.picture_added``, and everything else that it
    changed as ``library.watching.changed_elsewhere``; both on the event loop's thread.

    What a program has left that was cut off meanwhile goes to ``take_up``, its pictures being announced before."""

    def __init__(
        self,
        library: Library,
        queue: Queue,
        disk: ThreadPoolExecutor,
        *,
        interval_s: float = INTERVAL_S,
        take_up: Callable[[LeftOver], Awaitable[None]] = _leave,
        left_interval_s: float = LEFT_INTERVAL_S,
    ) -> None:
        self._library = library
        self._queue = queue
        self._disk = disk
        self._interval_s = interval_s
        self._take_up = take_up
        self._left_interval_s = left_interval_s
        self._looked_for_left = 0.0
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
        while True:
            await asyncio.sleep(self._interval_s)
            try:
                await self._look()
                await self._look_for_left()
            except StudioError as error:
                log.warning("the library can't be watched now: %s", error.message)

    async def _look(self) -> None:
        watching = self._library.watching
        news = await asyncio.get_running_loop().run_in_executor(self._disk, watching.check)
        if news is None:
            return
        for picture in news:
            self._announce(picture)
        watching.changed_elsewhere.emit()

    async def _look_for_left(self) -> None:
        if time.monotonic() - self._looked_for_left < self._left_interval_s:
            return
        self._looked_for_left = time.monotonic()
        left = await asyncio.get_running_loop().run_in_executor(self._disk, self._library.take_over_left)
        for picture in left.pictures:
            self._announce(picture)
        if left.jobs:
            await self._take_up(left)

    def _announce(self, picture: Picture) -> None:
        if picture.id not in self._announced and self._queue.hand_over(picture.id):
            self._library.picture_added.emit(picture)

    def _note(self, picture: Picture) -> None:
        self._announced.append(picture.id)
