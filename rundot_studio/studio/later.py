"""Jobs that finish later: asks for their events now and then, keeps each before looking at it, and stores the pictures.

An event is settled in one transaction with the step of its job, so that it is handled exactly once, by whichever
program comes first, however often one of them is cut off.
"""

import asyncio
import hashlib
import logging
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TypeVar

import msgspec

from rundot_studio.client.client import Drained, answered_of, event_of
from rundot_studio.client.requests import recipe_of
from rundot_studio.domain.errors import AnswerMalformed, Problem, SourceUnusable, StudioError
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.recipe import GenerateRecipe, SourceImage
from rundot_studio.library.late_events import UNREADABLE, LateEvent
from rundot_studio.library.library import Library, now
from rundot_studio.protocol.schema import GenerateAnswer, JobEvent

from .connections import Service
from .costs import Costs
from .pacing import Pacing, Sleep
from .queue import Queue, to_the_end
from .sending import answer_of
from .sources import source_from_data_uri

log = logging.getLogger(__name__)
T = TypeVar("T")

LONGEST_PAUSE_S = 300.0
"""After failures the pause between two questions doubles, up to this."""
GRACE_S = 2.0
FINISHED_BADLY = "JOB_FAILED"
_ENDED_BADLY = frozenset({JobState.LOST, JobState.FAILED})


@dataclass
class Collected:
    """What one question brought. ``jobs`` are those whose pictures are on their way now or that have failed."""

    jobs: list[Job] = field(default_factory=list)
    offered: bool = True
    """Whether the service has such events at all."""
    failures: list[Problem] = field(default_factory=list)
    """Of jobs that are not ours, and of events that can't be read."""


@dataclass(frozen=True)
class _Settled:
    job: Job | None = None
    failure: Problem | None = None


class Later:
    """One per connection. Methods are called on the event loop's thread."""

    def __init__(
        self,
        library: Library,
        service: Service,
        queue: Queue,
        costs: Costs,
        disk: ThreadPoolExecutor,
        pacing: Pacing,
        *,
        interval_s: float,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._library = library
        self._service = service
        self._queue = queue
        self._costs = costs
        self._disk = disk
        self._pacing = pacing
        self._interval_s = interval_s
        self._sleep = sleep
        self._one_at_a_time = asyncio.Lock()
        self._polling: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Ask at every interval from now on, until :meth:`close`; not at all where the interval is 0."""
        if self._interval_s > 0 and self._polling is None:
            self._polling = asyncio.get_running_loop().create_task(self._poll(), name="jobs that finish later")

    async def close(self) -> None:
        if self._polling is not None:
            self._polling.cancel()
            await asyncio.gather(self._polling, return_exceptions=True)
            self._polling = None

    async def collect(self) -> Collected:
        """Handle what is left of an earlier run, then ask once. The pictures are fetched by the queue.

        Raises the StudioError of a question that failed.
        """
        async with self._one_at_a_time:
            collected = Collected()
            await self._handle_pending(collected)
            collected.offered = await self._drain_to_the_end()
            await self._handle_pending(collected)
            return collected

    async def _poll(self) -> None:
        pause_s = self._interval_s
        while True:
            try:
                await self._pacing.turn()
                if not (await self.collect()).offered:
                    return
                pause_s = self._interval_s
            except StudioError as error:
                log.info("finished jobs can't be asked for now: %s", error.message)
                pause_s = min(max(pause_s * 2, 1.0), max(LONGEST_PAUSE_S, self._interval_s))
            await self._sleep(pause_s)

    async def _drain_to_the_end(self) -> bool:
        """As :meth:`_drain`; a cancel waits a little, since between answer and journal lies the only copy of events."""
        draining = asyncio.ensure_future(self._drain())
        try:
            return await asyncio.shield(draining)
        except asyncio.CancelledError:
            await asyncio.wait([draining], timeout=GRACE_S)
            draining.cancel()
            await asyncio.gather(draining, return_exceptions=True)
            raise

    async def _drain(self) -> bool:
        """Events of the service into the journal; whether the service has any such thing."""
        drained = await self._service.client.drain_jobs()
        if drained is None:
            return False
        if drained.events:
            await self._off_the_loop(_keep, self._library, self._service.connection.name, drained)
        return True

    async def _handle_pending(self, collected: Collected) -> None:
        connection = self._service.connection.name
        for event in await self._off_the_loop(self._library.late_events.pending, connection):
            settled = await to_the_end(asyncio.ensure_future(self._handle(event)))
            if settled.job is not None:
                collected.jobs.append(settled.job)
            if settled.failure is not None:
                collected.failures.append(settled.failure)

    async def _handle(self, event: LateEvent) -> _Settled:
        settled = await self._off_the_loop(_settle, self._library, event)
        job = settled.job
        if job is None:
            return settled
        shown = next((shown for shown in self._queue.jobs if shown.id == job.id), None)
        if shown is not None and shown.state is JobState.SENT:
            await self._queue.settled([shown])  # at most its last step: that it was accepted was on disk already
        if self._queue.under_way(job.id):
            # Sent again in the very moment in which its first outcome came: both are kept.
            job = replace(job, id=_new_id())
            await self._off_the_loop(self._library.journal.add, [job])
        self._costs.note(job)
        self._queue.adopt([job])
        return replace(settled, job=job)

    def _off_the_loop(self, function: Callable[..., T], *arguments: object) -> "asyncio.Future[T]":
        return asyncio.get_running_loop().run_in_executor(self._disk, function, *arguments)


class _Named(msgspec.Struct, rename="camel"):
    job_id: str


def _keep(library: Library, connection: str, drained: Drained) -> None:
    """Blocking."""
    library.late_events.add(connection, drained.engine, {_key(event): event for event in drained.events}, now())


def _key(event: bytes) -> str:
    """A job finishes once, so its id names the event; one that has none is named by its content."""
    try:
        return f"job {msgspec.json.decode(event, type=_Named).job_id}"
    except (msgspec.DecodeError, UnicodeDecodeError):
        return f"sha256 {hashlib.sha256(event).hexdigest()}"


def _settle(library: Library, event: LateEvent) -> _Settled:
    """Decide what an event means and write that down, with the step of its job. Blocking."""
    try:
        told = event_of(event.body)
    except AnswerMalformed as error:
        log.error("%s It is kept in the library as event %d.", error.message, event.number)
        return _settled(library, event, UNREADABLE, failure=error.problem)
    if told.status == "completed" and isinstance(told.result, GenerateAnswer):
        return _settle_picture(library, event, told, told.result)
    return _settle_failure(library, event, told)


def _settle_picture(library: Library, event: LateEvent, told: JobEvent, result: GenerateAnswer) -> _Settled:
    known = library.journal.known_as(told.job_id, result.generation_id) or _like(library, event, told, JobState.LOST)
    if known is not None and known.answer is not None and known.state in (JobState.ANSWERED, JobState.STORED):
        return _settled(library, event, "known")
    answer = answer_of(answered_of(result, event.engine))
    if known is not None and known.state in {JobState.SENT, *_ENDED_BADLY}:
        return _settled(
            library, event, "answered", known.moved_to(JobState.ANSWERED, answer=answer, problem=None, waits_until=None)
        )
    if known is None and _like(library, event, told, JobState.SENT) is not None:
        return _Settled()  # its own answer may still come; this event waits until that is known
    recipe = _with_kept_references(library, recipe_of(told.params))
    job = Job(
        id=_new_id(),
        recipe=recipe,
        connection=event.connection,
        created_at=now(),
        state=JobState.ANSWERED,
        answer=answer,
        later_id=told.job_id,
    )
    return _settled(library, event, "answered", job)


def _settle_failure(library: Library, event: LateEvent, told: JobEvent) -> _Settled:
    reason = told.error if isinstance(told.error, str) and told.error else "The service gave no reason."
    error = StudioError(f"The service could not make this picture: {reason}", code=FINISHED_BADLY, action="again")
    known = library.journal.known_as(told.job_id, "") or _like(library, event, told, JobState.LOST)
    if known is None or known.state not in (JobState.SENT, JobState.LOST):
        log.warning("a background job that is not known here has failed: %s", error.message)
        return _settled(library, event, "failed elsewhere", failure=error.problem)
    return _settled(library, event, "failed", known.moved_to(JobState.FAILED, problem=error.problem))


def _settled(
    library: Library, event: LateEvent, outcome: str, job: Job | None = None, failure: Problem | None = None
) -> _Settled:
    """Nothing where another program was first."""
    return _Settled(job, failure) if library.late_events.settle(event, outcome, job) else _Settled()


def _like(library: Library, event: LateEvent, told: JobEvent, state: JobState) -> Job | None:
    """A job without any id of the service that asked for just this: seeds are drawn from two thousand million."""
    asked = recipe_of(told.params)
    for job in library.journal.unfinished():
        recipe = job.recipe
        if (
            job.state is state
            and job.later_id is None
            and job.connection == event.connection
            and isinstance(recipe, GenerateRecipe)
            and recipe.seed is not None
            and (recipe.prompt, recipe.seed, recipe.model) == (asked.prompt, asked.seed, asked.model)
        ):
            return job
    return None


def _with_kept_references(library: Library, recipe: GenerateRecipe) -> GenerateRecipe:
    """References that came as data are kept as files, like those of any recipe."""
    return replace(recipe, references=tuple(_kept(library, reference) for reference in recipe.references))


def _kept(library: Library, reference: SourceImage) -> SourceImage:
    if not reference.place.startswith("data:"):
        return reference
    try:
        return source_from_data_uri(library, reference.place)
    except SourceUnusable:
        return SourceImage("a picture that can't be read")


def _new_id() -> str:
    return secrets.token_hex(5)
