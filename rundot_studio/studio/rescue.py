"""Pictures that a service has made and that are not here yet: fetched again until they are, or their link ends.

A picture that was answered may be paid for, and its link lives for some days only. Whatever kept it from being fetched
or stored (no network, a full disk, a crash), a rescue tries again at the start and every few minutes, less and less
often for each. After the deadline the job says so, and can be made again from its recipe.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from psygnal import Signal

from rundot_studio.domain.errors import Problem, StudioError
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.library.library import Library, now

from .connections import Service
from .pacing import Sleep
from .queue import Queue

log = logging.getLogger(__name__)
T = TypeVar("T")

INTERVAL_S = 120.0
LONGEST_WAIT_S = 3600.0
EXPIRED = Problem(
    "LINK_EXPIRED",
    "The link to this picture has ended before it could be fetched.",
    "Make it again from its recipe; it may be billed again.",
    "again",
)


@dataclass
class Rescued:
    """What one round did. ``expired`` are jobs whose links have ended, ``left`` is how many are still at risk."""

    saved: list[Picture] = field(default_factory=list)
    expired: list[Job] = field(default_factory=list)
    left: int = 0


@dataclass
class _Wait:
    tries: int
    until: datetime


class Rescue:
    """One per connection. Methods are called, and signals emitted, on the event loop's thread."""

    saved = Signal(Picture)
    """A picture that was at risk is in the library now."""
    at_risk_changed = Signal(int)

    def __init__(
        self,
        library: Library,
        service: Service,
        queue: Queue,
        disk: ThreadPoolExecutor,
        *,
        interval_s: float = INTERVAL_S,
        sleep: Sleep = asyncio.sleep,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._library = library
        self._service = service
        self._queue = queue
        self._disk = disk
        self._interval_s = interval_s
        self._sleep = sleep
        self._clock = clock
        self._waits: dict[str, _Wait] = {}
        self._trying: dict[str, Picture | None] = {}
        self._at_risk = 0
        self._one_at_a_time = asyncio.Lock()
        self._rounds: asyncio.Task[None] | None = None
        library.picture_added.connect(self._note_picture)
        queue.job_added.connect(self._recount)
        queue.job_changed.connect(self._recount)
        queue.job_removed.connect(self._recount)

    @property
    def at_risk(self) -> int:
        """How many pictures of the queue were answered, are not stored, and are not being fetched at this moment."""
        return self._at_risk

    def start(self) -> None:
        """A round now and at every interval, until :meth:`close`."""
        if self._rounds is None:
            self._rounds = asyncio.get_running_loop().create_task(self._go_on(), name="rescue of pictures")

    def watch_over(self, jobs: Iterable[Job]) -> None:
        """Say so when the pictures of these jobs are saved, whoever fetches them."""
        self._trying.update({job.id: None for job in jobs if is_at_risk(job)})

    async def close(self) -> None:
        self._library.picture_added.disconnect(self._note_picture)
        for signal in (self._queue.job_added, self._queue.job_changed, self._queue.job_removed):
            signal.disconnect(self._recount)
        if self._rounds is not None:
            self._rounds.cancel()
            await asyncio.gather(self._rounds, return_exceptions=True)
            self._rounds = None

    async def once(self, *, at_once: bool = True) -> Rescued:
        """One round: fetch what can be fetched and wait for it. ``at_once`` also tries what is not yet due again.

        Raises LibraryUnusable where the journal can't be read or written.
        """
        async with self._one_at_a_time:
            rescued = Rescued()
            jobs = await self._off_the_loop(self._left_over)
            found = {job.id for job in jobs}
            jobs += [job for job in self._remembered() if job.id not in found]
            trying = []
            for job in jobs:
                if self._is_over(job):
                    rescued.expired.append(job)
                elif at_once or self._is_due(job):
                    trying.append(job)
            for job in rescued.expired:
                await self._queue.give_up(job, EXPIRED)
            await self._fetch(trying, rescued)
            rescued.left = self._recount()
            return rescued

    async def _go_on(self) -> None:
        while True:
            try:
                rescued = await self.once(at_once=False)
            except StudioError as error:
                log.warning("no rescue now: %s", error.message)
            else:
                if rescued.saved:
                    log.info("%d pictures were rescued", len(rescued.saved))
            await self._sleep(self._interval_s)

    async def _fetch(self, jobs: list[Job], rescued: Rescued) -> None:
        self.watch_over(jobs)
        known = {job.id for job in self._queue.jobs}
        self._queue.adopt([job for job in jobs if job.id not in known])
        for job in jobs:
            self._queue.fetch_again(job.id)
        await self._queue.settled(jobs)
        for job in jobs:
            picture = self._trying.pop(job.id, None)
            if picture is not None:
                rescued.saved.append(picture)
                self._waits.pop(job.id, None)
            else:
                self._wait_longer(job)

    def _left_over(self) -> list[Job]:
        """Answered jobs that nobody fetches: not this queue, and no other living program. Blocking."""
        jobs = [
            job
            for job in self._library.journal.unfinished()
            if is_at_risk(job) and self._can_be_fetched(job) and not self._queue.under_way(job.id)
        ]
        return self._library.journal.take_over(jobs) if jobs else []

    def _remembered(self) -> list[Job]:
        """Jobs whose answer could not be written down, on a full disk say: the queue alone knows of them."""
        return [
            job
            for job in self._queue.jobs
            if is_at_risk(job) and self._can_be_fetched(job) and not self._queue.under_way(job.id)
        ]

    def _can_be_fetched(self, job: Job) -> bool:
        """Outputs of the embedded engine and of own servers are only there while that is the connection."""
        assert job.answer is not None
        return job.connection == self._service.connection.name or job.answer.url.startswith("https://")

    def _is_over(self, job: Job) -> bool:
        assert job.answer is not None
        return job.answer.deadline is not None and job.answer.deadline <= self._clock()

    def _is_due(self, job: Job) -> bool:
        wait = self._waits.get(job.id)
        return wait is None or wait.until <= self._clock()

    def _wait_longer(self, job: Job) -> None:
        before = self._waits.get(job.id)
        tries = before.tries + 1 if before is not None else 1
        wait_s = min(self._interval_s * 2 ** min(tries - 1, 16), LONGEST_WAIT_S)
        self._waits[job.id] = _Wait(tries, self._clock() + timedelta(seconds=wait_s))

    def _note_picture(self, picture: Picture) -> None:
        if picture.id in self._trying:
            self._trying[picture.id] = picture
            self.saved.emit(picture)

    def _recount(self, *_: object) -> int:
        count = sum(1 for job in self._queue.jobs if is_at_risk(job) and not self._queue.under_way(job.id))
        if count != self._at_risk:
            self._at_risk = count
            self.at_risk_changed.emit(count)
        return count

    def _off_the_loop(self, function: Callable[..., T], *arguments: object) -> "asyncio.Future[T]":
        return asyncio.get_running_loop().run_in_executor(self._disk, function, *arguments)


def is_at_risk(job: Job) -> bool:
    """Whether a picture was made for this job that is not stored, and whose link may still live."""
    if job.answer is None:
        return False
    given_up = job.problem is not None and job.problem.action == "again"
    return job.state is JobState.ANSWERED or (job.state is JobState.FAILED and not given_up)
