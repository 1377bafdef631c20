"""How many jobs are sent at once, and whose turn is next: asked when a place comes free, not when a job began to wait,
so that the artist can still change the order."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager


class Slots:
    """``places`` jobs at once. ``order`` gives the ids of all jobs, whoever is next first. On one event loop."""

    def __init__(self, places: int, order: Callable[[], Iterable[str]]) -> None:
        self._free = places
        self._order = order
        self._waiting: dict[str, asyncio.Future[None]] = {}

    @asynccontextmanager
    async def place(self, job_id: str) -> AsyncIterator[None]:
        """Wait for the job's turn, and keep its place until the block ends."""
        if self._free:
            self._free -= 1
        else:
            await self._turn(job_id)
        try:
            yield
        finally:
            self._pass_on()

    async def _turn(self, job_id: str) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._waiting[job_id] = turn
        try:
            await turn
        except asyncio.CancelledError:
            if turn.cancelled():
                self._waiting.pop(job_id, None)
            else:
                self._pass_on()  # cancelled in the very moment in which its turn came
            raise

    def _pass_on(self) -> None:
        waiting = {job_id for job_id, turn in self._waiting.items() if not turn.done()}
        following = next((job_id for job_id in self._order() if job_id in waiting), None)
        if following is None:
            following = next((job_id for job_id in self._waiting if job_id in waiting), None)
        if following is None:
            self._free += 1
        else:
            self._waiting.pop(following).set_result(None)
