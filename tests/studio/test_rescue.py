"""Answered pictures that did not get here: fetched again until they are, or their link has ended."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from rundot_studio.domain.errors import Problem
from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.library import Library, now
from rundot_studio.studio.queue import Queue
from rundot_studio.studio.rescue import Rescue

from .conftest import Heard, TinyService, Waits

CONNECTION = "https://api.example"


class Clock:
    def __init__(self) -> None:
        self.time = now()

    def __call__(self):
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def rescue(library: Library, queue: Queue, clock: Clock) -> AsyncIterator[Rescue]:
    with ThreadPoolExecutor(1) as disk:
        sleep = Waits()
        sleep.go.clear()
        rescue = Rescue(library, queue._service, queue, disk, interval_s=60, sleep=sleep, clock=clock)
        yield rescue
        await rescue.close()


def job_at(state: JobState, number: int = 1, url: str = "https://cdn.example/1.png", **changes: object) -> Job:
    answer = Answer(url, "g", "m", 7, deadline=now() + timedelta(days=7))
    job = Job(f"{number:010x}", GenerateRecipe("a knight", seed=7), CONNECTION, now(), state, answer=answer)
    problem = Problem("DOWNLOAD_FAILED", "No.", action="retry") if state is JobState.FAILED else None
    return replace(job, problem=problem, **changes)  # type: ignore[arg-type]


async def test_what_was_answered_and_never_fetched_is_saved_and_said(
    library: Library, rescue: Rescue, service: TinyService
) -> None:
    library.journal.add([job_at(JobState.ANSWERED, 1), job_at(JobState.FAILED, 2)])
    said: list[Picture] = []
    rescue.saved.connect(said.append)
    rescued = await rescue.once()
    assert sorted(picture.id for picture in rescued.saved) == [f"{1:010x}", f"{2:010x}"]
    assert sorted(picture.id for picture in said) == [f"{1:010x}", f"{2:010x}"]
    assert rescued.left == rescue.at_risk == 0
    assert service.calls == 0
    assert library.count() == 2


async def test_what_fails_again_waits_longer_each_time(
    library: Library, rescue: Rescue, service: TinyService, clock: Clock
) -> None:
    library.journal.add([job_at(JobState.FAILED)])
    service.download_faults = [httpx.ConnectError("no network")] * 3
    risks: list[int] = []
    rescue.at_risk_changed.connect(risks.append)
    tried = []
    for _ in range(12):
        before = service.downloads
        await rescue.once(at_once=False)
        tried.append(service.downloads - before)
        clock.time += timedelta(seconds=60)
    assert tried == [1, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0]
    assert library.count() == 1
    assert risks[0] == 1
    assert risks[-1] == 0


async def test_after_the_deadline_the_job_says_so_and_can_be_made_again(
    library: Library, rescue: Rescue, queue: Queue, service: TinyService, clock: Clock
) -> None:
    library.journal.add([job_at(JobState.FAILED)])
    clock.time += timedelta(days=8)
    rescued = await rescue.once()
    assert [job.id for job in rescued.expired] == [f"{1:010x}"]
    (shown,) = queue.jobs
    assert shown.problem is not None
    assert (shown.problem.code, shown.problem.action) == ("LINK_EXPIRED", "again")
    kept = library.journal.get(shown.id)
    assert kept == shown
    assert service.downloads == 0
    assert rescue.at_risk == 0
    assert (await rescue.once()).expired == []
    queue.retry(shown.id)
    await queue.settled([shown])
    assert service.calls == 1
    assert library.count() == 1


async def test_a_full_disk_costs_no_second_call(
    library: Library, rescue: Rescue, queue: Queue, service: TinyService, heard: Heard
) -> None:
    full = Problem("DISK_FULL", "Full.", action="free-space")
    library.journal.add([replace(job_at(JobState.FAILED), problem=full)])
    queue.adopt(library.journal.unfinished())
    queue.retry(f"{1:010x}")
    await queue.settled(queue.jobs)
    assert (service.calls, service.downloads) == (0, 1)
    assert library.count() == 1


async def test_jobs_of_a_living_program_are_left_to_it(library: Library, rescue: Rescue, service: TinyService) -> None:
    other = Library(library.folder)
    try:
        other.journal.add([job_at(JobState.ANSWERED)])
        assert (await rescue.once()).saved == []
        assert service.downloads == 0
    finally:
        other.close()
    assert len((await rescue.once()).saved) == 1


async def test_outputs_of_another_connection_wait_for_it_unless_they_are_public(
    library: Library, rescue: Rescue, service: TinyService
) -> None:
    library.journal.add(
        [
            job_at(JobState.ANSWERED, 1, "http://embedded/outputs/1.png", connection="embedded"),
            job_at(JobState.ANSWERED, 2, "https://cdn.example/2.png", connection="run"),
        ]
    )
    assert [picture.id for picture in (await rescue.once()).saved] == [f"{2:010x}"]
    assert service.downloads == 1


async def test_what_the_queue_fetches_itself_is_left_to_it(
    library: Library, rescue: Rescue, queue: Queue, service: TinyService
) -> None:
    service.hold_downloads.clear()
    library.journal.add([job_at(JobState.ANSWERED)])
    queue.adopt(library.journal.unfinished())
    assert (await rescue.once()).left == 0
    service.hold_downloads.set()
    await queue.settled(queue.jobs)
    assert service.downloads == 1


async def test_rounds_begin_at_the_start(library: Library, rescue: Rescue, service: TinyService) -> None:
    library.journal.add([job_at(JobState.ANSWERED)])
    saved = asyncio.Event()
    rescue.saved.connect(lambda picture: saved.set())
    rescue.start()
    await asyncio.wait_for(saved.wait(), 5)
    assert library.count() == 1


async def test_other_jobs_are_none_of_its_business(library: Library, rescue: Rescue, service: TinyService) -> None:
    again = Problem("X", "Gone.", action="again")
    library.journal.add(
        [
            replace(job_at(JobState.QUEUED, 1), answer=None),
            replace(job_at(JobState.SENT, 2), answer=None),
            replace(job_at(JobState.LOST, 3), answer=None, problem=again),
            replace(job_at(JobState.FAILED, 4), problem=again),
        ]
    )
    rescued = await rescue.once()
    assert (rescued.saved, rescued.expired, rescued.left) == ([], [], 0)
    assert (service.calls, service.downloads) == (0, 0)
