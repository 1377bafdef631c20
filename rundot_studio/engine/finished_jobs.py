"""Background jobs: calls that are answered at once with a job's id, and whose outcome is drained later.

The event is the specification's ImageGenJobEvent: ``jobId``, ``status``, the ``params`` of the call, and ``result``
or ``error``.
"""

import asyncio
import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from rundot_studio.protocol.schema import CompletedJobs, ErrorBody, GenerateAnswer, GenerateParams, JobEvent

from .exchange import Recorded

MOST_EVENTS = 10_000
"""Undrained events kept for one game; then the oldest go."""


class FinishedJobs:
    """Per game, the events nobody has drained yet, and the work still running."""

    def __init__(self) -> None:
        self._events: dict[str, list[JobEvent]] = defaultdict(list)
        self._running: set[asyncio.Task[None]] = set()

    def drain(self, game: str) -> CompletedJobs:
        """The game's events, each given out once."""
        return CompletedJobs(jobs=self._events.pop(game, []))

    def start(
        self, game: str, params: GenerateParams, work: Callable[[], Awaitable[Recorded]], after_s: float, *, fails: bool
    ) -> str:
        """Does the work in the background; its event is ready ``after_s`` seconds from now at the earliest."""
        job_id = str(uuid.uuid4())
        task = asyncio.create_task(self._run(game, job_id, params, work, after_s, fails))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return job_id

    async def close(self) -> None:
        """Ends the work that is still running."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _run(
        self,
        game: str,
        job_id: str,
        params: GenerateParams,
        work: Callable[[], Awaitable[Recorded]],
        after_s: float,
        fails: bool,
    ) -> None:
        _, answer = await asyncio.gather(asyncio.sleep(after_s), work())
        outcome: dict[str, Any]
        if fails:
            outcome = {"status": "failed", "error": "The provider gave no picture (a fault of the rehearsal)."}
        elif answer.status == 200:
            outcome = {"status": "completed", "result": msgspec.json.decode(answer.body, type=GenerateAnswer)}
        else:
            outcome = {"status": "failed", "error": msgspec.json.decode(answer.body, type=ErrorBody).message}
        events = self._events[game]
        events.append(JobEvent(job_id=job_id, params=params, **outcome))
        del events[:-MOST_EVENTS]
