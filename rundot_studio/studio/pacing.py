"""When calls may go out: waits before another attempt, and the pause a service asks of everybody."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import datetime

from rundot_studio.client.retry import Again, Refusal, after_refusal, after_unreachable
from rundot_studio.domain.errors import ServiceRefused, ServiceUnreachable, StudioError

Sleep = Callable[[float], Awaitable[None]]


class Pacing:
    """One per service. ``sleep`` and ``chance`` are passed in so that tests need not wait."""

    def __init__(self, sleep: Sleep = asyncio.sleep, chance: Callable[[], float] = random.random) -> None:
        self._sleep = sleep
        self._chance = chance
        self._pauses: set[asyncio.Event] = set()
        self._nudges: dict[str, asyncio.Event] = {}

    def decide(self, error: StudioError, attempt: int, now: datetime) -> Again | None:
        """Whether and when attempt ``attempt + 1`` is made after this error; None gives up."""
        if isinstance(error, ServiceUnreachable):
            return after_unreachable(attempt, self._chance())
        if isinstance(error, ServiceRefused):
            refusal = Refusal(error.status, error.service_code, error.retry_after_ms, error.retry_after)
            return after_refusal(refusal, attempt, now, self._chance())
        return None

    async def turn(self) -> None:
        """Returns at once, or when no pause is left that the service asked for."""
        while self._pauses:
            await next(iter(self._pauses)).wait()

    async def wait(self, job_id: str, again: Again) -> None:
        """Until the wait is over or :meth:`nudge` cuts it short. Holds everybody else if the service asked for that."""
        over, nudge = asyncio.Event(), asyncio.Event()
        self._nudges[job_id] = nudge
        if again.hold_others:
            self._pauses.add(over)
        sleeping = asyncio.ensure_future(self._sleep(again.wait_s))
        nudged = asyncio.ensure_future(nudge.wait())
        try:
            await asyncio.wait((sleeping, nudged), return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            nudged.cancel()
            del self._nudges[job_id]
            self._pauses.discard(over)
            over.set()

    def nudge(self, job_id: str) -> None:
        """Send a waiting job now."""
        if job_id in self._nudges:
            self._nudges[job_id].set()
