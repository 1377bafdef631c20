"""The queue: jobs from order to picture, each step in the journal before its effect is relied on."""

import asyncio
import logging
import random
import secrets
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from psygnal import Signal

from rundot_studio.client import downloads
from rundot_studio.client.client import Accepted
from rundot_studio.client.requests import check
from rundot_studio.domain import catalog
from rundot_studio.domain.errors import AnswerLost, DownloadFailed, Problem, StudioError
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe, Recipe
from rundot_studio.library.library import Library, now

from .connections import Service
from .durations import Durations
from .pacing import Pacing
from .sending import Sending, answer_of
from .slots import Slots

log = logging.getLogger(__name__)
T = TypeVar("T")


class Queue:
    """Runs jobs against one service. Methods are called, and signals emitted, on the event loop's thread.

    ``jobs`` holds what is under way and what ended in a problem; a stored or cancelled job leaves it.
    """

    job_added = Signal(Job)
    job_changed = Signal(Job)
    job_removed = Signal(str)

    def __init__(
        self, library: Library, service: Service, disk: ThreadPoolExecutor, pacing: Pacing | None = None
    ) -> None:
        self._pacing = pacing or Pacing()
        self._library = library
        self._service = service
        self._disk = disk
        self._sending = Sending(library, service, disk)
        self._jobs: dict[str, Job] = {}
        self._slots = Slots(service.concurrency, lambda: self._jobs)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._durations = Durations()
        self._closing = False

    @property
    def jobs(self) -> list[Job]:
        """Oldest first, unless they were moved."""
        return list(self._jobs.values())

    def submit(self, recipe: Recipe, count: int = 1, parent: Picture | None = None) -> list[Job]:
        """Order pictures. A recipe without a seed gets one of its own for each picture.

        Raises RuleBroken, and then nothing is queued.
        """
        check(recipe, self._service.client.level)
        jobs = []
        for _ in range(count):
            own = (
                recipe.with_seed(_draw_seed()) if isinstance(recipe, GenerateRecipe) and recipe.seed is None else recipe
            )
            jobs.append(
                Job(
                    id=secrets.token_hex(5),
                    recipe=own,
                    connection=self._service.connection.name,
                    created_at=now(),
                    parent_id=parent.id if parent else None,
                )
            )
        written = self._off_the_loop(self._library.journal.add, jobs)
        for job in jobs:
            self._jobs[job.id] = job
            self._start(job, self._run(job, written))
            self.job_added.emit(job)
        return jobs

    def adopt(self, jobs: list[Job]) -> None:
        """Take over what is in the journal already: answered jobs are fetched, sent ones may have been billed unless
        the service said that it finishes them later, queued ones wait for the artist's word."""
        for job in jobs:
            known = job.id in self._jobs
            self._jobs[job.id] = job
            (self.job_changed if known else self.job_added).emit(job)
            if job.state is JobState.ANSWERED:
                self._start(job, self._deliver_alone(job))
            elif job.state is JobState.SENT and job.later_id is None:
                self._start(job, self._end(job, AnswerLost(_CUT_OFF, _CUT_OFF_HINT)))

    def cancel(self, job_id: str) -> None:
        """Stop a job; what was already answered is still kept."""
        task, job = self._tasks.get(job_id), self._jobs.get(job_id)
        if task is not None:
            task.cancel()
        elif job is not None and job.state is JobState.SENT:
            self._start(job, self._cancelled(job))  # no longer waited for, though the service may still finish it

    def move(self, job_id: str, before: str | None = None) -> None:
        """To right before another job, or to the end: those that wait are sent in the order of :attr:`jobs`.

        The order lasts as long as this queue; what waits over a restart comes back by age.
        """
        job = self._jobs.get(job_id)
        if job is None or job_id == before:
            return
        others = [each for each in self._jobs.values() if each.id != job_id]
        place = next((place for place, each in enumerate(others) if each.id == before), len(others))
        self._jobs = {each.id: each for each in (*others[:place], job, *others[place:])}

    def under_way(self, job_id: str) -> bool:
        """Whether a job is being sent, waited for or fetched right now."""
        return job_id in self._tasks

    def retry(self, job_id: str) -> None:
        """Send a job again that ended in a problem or waits; one that was answered is only fetched again."""
        self._pacing.nudge(job_id)
        job = self._jobs.get(job_id)
        if job is None or job_id in self._tasks or job.state is JobState.SENT:
            return
        if self.fetch_again(job_id):
            return
        again = replace(
            job,
            state=JobState.QUEUED,
            problem=None,
            answer=None,
            sent_at=None,
            attempt=1,
            waits_until=None,
            later_id=None,
        )
        written = self._off_the_loop(self._library.journal.update, again)
        self._start(again, self._run(again, written))
        self._show(again)

    def fetch_again(self, job_id: str) -> bool:
        """Fetch a picture that was made and did not get here, whatever kept it; False where there is none to fetch."""
        job = self._jobs.get(job_id)
        if job is None or job_id in self._tasks or job.answer is None:
            return False
        gone = job.problem is not None and job.problem.action == "again"
        if job.state is JobState.FAILED and not gone:
            job = replace(job.moved_to(JobState.ANSWERED), problem=None)
        if job.state is not JobState.ANSWERED:
            return False
        self._start(job, self._deliver_alone(job))
        self._show(job)
        return True

    async def give_up(self, job: Job, problem: Problem) -> None:
        """Say that the picture of an answered job can't be had any more. Raises LibraryUnusable."""
        if job.id in self._tasks:
            return
        failed = job if job.state is JobState.FAILED else job.moved_to(JobState.FAILED)
        ended = replace(failed, problem=problem)
        await self._off_the_loop(self._library.journal.update, ended)
        known = job.id in self._jobs
        self._jobs[job.id] = ended
        (self.job_changed if known else self.job_added).emit(ended)

    def hand_over(self, job_id: str) -> bool:
        """Another program has stored the picture of this job; False where this queue is about to announce it itself."""
        if job_id in self._tasks:
            return False
        self._remove(job_id)
        return True

    def dismiss(self, job_id: str) -> None:
        """Take a job off the list that ended in a problem, or was never sent."""
        job = self._jobs.get(job_id)
        if job is None or job_id in self._tasks:
            return
        self._remove(job_id)
        if job.state is JobState.QUEUED:
            gone = self._off_the_loop(self._library.journal.update, job.moved_to(JobState.CANCELLED))
        else:
            gone = self._off_the_loop(self._library.journal.forget, job_id)
        gone.add_done_callback(_log_failure)

    def expected_s(self, job: Job) -> float | None:
        """The median time of the last answers of this kind and model, in seconds; None before the first."""
        return self._durations.median(job.recipe)

    def progress(self, job_id: str) -> float | None:
        """0..0.95 by the time this kind of job usually takes; None while waiting or where nothing is known."""
        job = self._jobs.get(job_id)
        if job is None or job.sent_at is None or not job.active:
            return None
        expected = self.expected_s(job)
        return min((now() - job.sent_at).total_seconds() / expected, 0.95) if expected else None

    async def settled(self, jobs: list[Job]) -> None:
        """Wait until these jobs have ended, one way or the other."""
        tasks = [self._tasks[job.id] for job in jobs if job.id in self._tasks]
        if tasks:
            await asyncio.wait(tasks)

    async def close(self) -> None:
        """Cancel what runs and wait for it; queued jobs stay in the journal for the next start."""
        self._closing = True
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, job: Job, written: "asyncio.Future[None]") -> None:
        try:
            await asyncio.shield(written)
            while job.state is JobState.QUEUED:
                job = await self._attempt(job)
            if job.state is JobState.SENT:
                return  # the service finishes it later; Later hears of it
            await to_the_end(asyncio.ensure_future(self._deliver(job)))
        except asyncio.CancelledError:
            await self._cancelled(self._jobs.get(job.id, job))
        except StudioError as error:
            await self._end(self._jobs.get(job.id, job), error)
        except Exception as error:
            log.exception("job %s failed by a bug", job.id)
            await self._end(self._jobs.get(job.id, job), StudioError(f"A fault of the studio: {error}", code="BUG"))

    async def _attempt(self, job: Job) -> Job:
        """The job answered; or queued again, after the wait, when it was refused in a way that may pass."""
        try:
            return await self._send(job)
        except StudioError as error:
            sent = self._jobs[job.id]
            again = self._pacing.decide(error, sent.attempt, now()) if sent.state is JobState.SENT else None
            if again is None:
                raise
            until = now() + timedelta(seconds=again.wait_s)
            waiting = sent.moved_to(JobState.QUEUED, problem=error.problem, waits_until=until, attempt=sent.attempt + 1)
            await self._step(waiting)
        await self._pacing.wait(job.id, again)
        return waiting

    async def _send(self, job: Job) -> Job:
        async with self._slots.place(job.id):
            await self._pacing.turn()
            wire = await self._sending.prepare(job.recipe)
            job = await self._step(job.moved_to(JobState.SENT, sent_at=now(), problem=None, waits_until=None))
            answered = await self._sending.send(job.recipe, wire)
            # From here the picture is made and perhaps paid for: a cancel may not lose it.
            if isinstance(answered, Accepted):
                return await to_the_end(asyncio.ensure_future(self._step(replace(job, later_id=answered.job_id))))
            job = job.moved_to(JobState.ANSWERED, answer=answer_of(answered))
            # Should the disk be full, the answer is at least remembered: the picture can be fetched while this runs.
            self._jobs[job.id] = job
            await to_the_end(asyncio.ensure_future(self._step(job)))
        if job.sent_at is not None:
            self._durations.add(job.recipe, (now() - job.sent_at).total_seconds())
        return job

    async def _deliver(self, job: Job) -> None:
        """Fetch, check, store; then the picture is announced and the job leaves."""
        assert job.answer is not None
        data = await downloads.fetch(self._service.http, job.answer.url)
        self._announce(job, await self._off_the_loop(_check_and_store, self._library, job, data))

    def _announce(self, job: Job, picture: Picture) -> None:
        self._jobs[job.id] = job.moved_to(JobState.STORED, picture_id=picture.id)
        self.job_changed.emit(self._jobs[job.id])
        self._remove(job.id)
        self._library.picture_added.emit(picture)

    async def _deliver_alone(self, job: Job) -> None:
        """As :meth:`_deliver`, for a job whose picture an earlier try may have stored already."""
        try:
            stored = await self._off_the_loop(self._library.adopt, job)
            if stored is not None:
                self._announce(job, stored)
                return
            await self._deliver(job)
        except asyncio.CancelledError:
            pass  # it stays answered in the journal, and is fetched at the next start
        except StudioError as error:
            await self._end(job, error)

    async def _step(self, job: Job) -> Job:
        await self._off_the_loop(self._library.journal.update, job)
        self._show(job)
        return job

    async def _end(self, job: Job, error: StudioError) -> None:
        """The job failed, or its answer was lost."""
        lost = isinstance(error, AnswerLost) and job.state is JobState.SENT
        state = JobState.LOST if lost else JobState.FAILED
        if job.state is JobState.FAILED:
            ended = replace(job, problem=error.problem)
        else:
            ended = job.moved_to(state, problem=error.problem)
        if self._closing and isinstance(error, DownloadFailed):
            return  # still answered in the journal: fetched at the next start
        try:
            await self._off_the_loop(self._library.journal.update, ended)
        except StudioError as second:  # a full disk must not hide why the job failed
            log.error("the journal could not be written: %s", second)
            ended = replace(ended, problem=ended.problem or second.problem)
        self._show(ended)

    async def _cancelled(self, job: Job) -> None:
        if job.state is JobState.ANSWERED or (self._closing and job.state is JobState.QUEUED):
            return  # kept in the journal for the next start
        if job.active:
            await asyncio.shield(self._off_the_loop(self._library.journal.update, job.moved_to(JobState.CANCELLED)))
        self._remove(job.id)

    def _start(self, job: Job, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work, name=f"job {job.id}")
        self._tasks[job.id] = task
        task.add_done_callback(lambda done: self._task_ended(job, done))

    def _task_ended(self, job: Job, task: "asyncio.Task[None]") -> None:
        self._tasks.pop(job.id, None)
        if task.cancelled() and not self._closing:
            # Cancelled before its first step, it never got to say so itself.
            self._start(job, self._cancelled(self._jobs.get(job.id, job)))

    def _show(self, job: Job) -> None:
        self._jobs[job.id] = job
        self.job_changed.emit(job)

    def _remove(self, job_id: str) -> None:
        if self._jobs.pop(job_id, None) is not None:
            self.job_removed.emit(job_id)

    def _off_the_loop(self, function: Callable[..., T], *arguments: object) -> "asyncio.Future[T]":
        return asyncio.get_running_loop().run_in_executor(self._disk, function, *arguments)


_CUT_OFF = "The program ended while this was under way. It may have been billed."
_CUT_OFF_HINT = "Look whether the picture arrived; send it again only if you want to."


def _draw_seed() -> int:
    return random.SystemRandom().randint(catalog.SEED.low, catalog.SEED.high)


def _check_and_store(library: Library, job: Job, data: bytes) -> Picture:
    """Blocking: decode, hash, embed, write, commit."""
    delivered = downloads.check_picture(data)
    size = (delivered.width, delivered.height)
    return library.store(job, data, delivered.format, size, delivered.has_alpha, delivered.sha256)


async def to_the_end(work: "asyncio.Future[T]") -> T:
    """Wait for work that must not be cut off; a cancel that came meanwhile is delivered after it."""
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait([work])
        raise


def _log_failure(done: "asyncio.Future[None]") -> None:
    if not done.cancelled() and done.exception() is not None:
        log.error("the journal could not be written: %s", done.exception())
