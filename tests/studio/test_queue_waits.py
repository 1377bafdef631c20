"""The queue where a service asks it to wait, or is not there: when a job is tried again, and what holds the others."""

import asyncio

import httpx

from rundot_studio.domain.job import JobState
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.library import Library
from rundot_studio.studio.queue import Queue

from .conftest import Heard, TinyService, Waits, on_disk, until

KNIGHT = GenerateRecipe("a knight", seed=7)


def busy(seconds: float) -> httpx.Response:
    return httpx.Response(429, json={"code": "RATE_LIMITED", "message": "slow down", "retryAfterMs": seconds * 1000})


async def test_a_rate_limited_job_waits_as_told_and_is_sent_again(
    queue: Queue, library: Library, service: TinyService, waits: Waits, heard: Heard
) -> None:
    service.call_faults = [busy(12), busy(30)]
    (job,) = queue.submit(KNIGHT)
    await queue.settled([job])
    assert library.get(job.id)
    assert waits.seconds == [12, 30]
    assert heard.states[job.id] == ["queued", "sent", "queued", "sent", "queued", "sent", "answered", "stored"]


async def test_a_waiting_job_says_until_when_and_why_on_screen_and_on_disk(
    queue: Queue, library: Library, service: TinyService, waits: Waits
) -> None:
    waits.go.clear()
    service.call_faults = [busy(12)]
    (job,) = queue.submit(KNIGHT)
    await until(lambda: waits.seconds == [12])
    (waiting,) = queue.jobs
    assert waiting == library.journal.get(job.id)
    assert (waiting.state, waiting.attempt) == (JobState.QUEUED, 2)
    assert waiting.waits_until is not None
    assert waiting.problem is not None
    assert waiting.problem.code == "RATE_LIMITED"


async def test_while_one_job_is_told_to_wait_no_other_is_sent(queue: Queue, service: TinyService, waits: Waits) -> None:
    waits.go.clear()
    service.call_faults = [busy(12)]
    first = queue.submit(KNIGHT)
    await until(lambda: bool(waits.seconds))
    others = queue.submit(KNIGHT, count=5)
    await asyncio.sleep(0.05)
    assert service.calls == 1
    waits.go.set()
    await queue.settled(first + others)
    assert service.calls == 7


async def test_a_wait_can_be_cut_short_or_cancelled(
    queue: Queue, library: Library, service: TinyService, waits: Waits
) -> None:
    waits.go.clear()
    service.call_faults = [busy(12), busy(12)]
    (job,) = queue.submit(KNIGHT)
    await until(lambda: len(waits.seconds) == 1)
    queue.retry(job.id)
    await until(lambda: len(waits.seconds) == 2)
    queue.cancel(job.id)
    await queue.settled([job])
    assert queue.jobs == []
    assert on_disk(library, job) is JobState.CANCELLED
    assert service.calls == 2


async def test_a_provider_failure_is_tried_twice_and_then_shown(
    queue: Queue, service: TinyService, waits: Waits
) -> None:
    service.call_faults = [httpx.Response(502, json={"code": "IMAGE_GEN_UNKNOWN_ERROR"}) for _ in range(3)]
    (job,) = queue.submit(KNIGHT)
    await queue.settled([job])
    assert service.calls == 2
    assert queue.jobs[0].state is JobState.FAILED
    assert len(waits.seconds) == 1


async def test_a_service_that_is_not_there_is_tried_three_times(
    queue: Queue, service: TinyService, waits: Waits
) -> None:
    service.call_faults = [httpx.ConnectError("refused") for _ in range(5)]
    (job,) = queue.submit(KNIGHT)
    await queue.settled([job])
    assert service.calls == 3
    assert waits.seconds == [2, 5]
    problem = queue.jobs[0].problem
    assert problem is not None
    assert problem.code == "SERVICE_UNREACHABLE"
