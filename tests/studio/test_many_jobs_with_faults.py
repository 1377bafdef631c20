"""A batch against ``rundot-studio serve`` where one call in five goes wrong, and the server keeps its own count.

The short form runs 40 jobs, the long one (``--long``) 200.
"""

import asyncio
import contextlib
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from rundot_studio.client.client import ImageGenClient
from rundot_studio.domain.job import JobState
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.library import Library
from rundot_studio.studio.connections import Connection, Service
from rundot_studio.studio.pacing import Pacing
from rundot_studio.studio.queue import Queue

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
FAULTS = (
    "seed=11,generate:429=1%4,generate:502%4,generate:drop%4,generate:reset%3,generate:IMAGE_GEN_SAFETY_FILTER%3,"
    "generate:shape%2,download:truncate%10,download:503%10"
)
MAY_HAVE_BEEN_MADE = {"ANSWER_LOST", "ANSWER_MALFORMED", "DOWNLOAD_FAILED"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "rundot_studio", "--library", str(tmp_path / "served"), "serve", "--port", "0"]
    running = subprocess.Popen([*command, "--faults", FAULTS], stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    try:
        yield running.stdout.readline().removeprefix("listening on ").strip()
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(20)
        running.stdout.close()


@pytest.fixture
async def http(server: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=server) as http:
        yield http


@pytest.fixture
async def queue(http: httpx.AsyncClient, library: Library) -> AsyncIterator[Queue]:
    async def short_sleep(seconds: float) -> None:
        await asyncio.sleep(min(seconds, 0.05))

    address = str(http.base_url)
    connection = Connection(address, "rehearsal", address, procedural=False)
    with ThreadPoolExecutor(1) as disk:
        service = Service(connection, ImageGenClient(http, "game"), http, None, 4)
        queue = Queue(library, service, disk, Pacing(short_sleep))
        yield queue
        await queue.close()


@pytest.mark.parametrize("count", [40, pytest.param(200, marks=pytest.mark.slow)])
async def test_every_job_ends_stored_or_with_a_reason_and_none_is_sent_twice_after_a_lost_answer(
    count: int, queue: Queue, library: Library, http: httpx.AsyncClient
) -> None:
    jobs = queue.submit(GenerateRecipe("a coin, pixel art"), count=count)
    await queue.settled(jobs)
    for _ in range(5):  # what can be fetched again is, as the artist would with one click
        again = [job for job in queue.jobs if job.problem and job.problem.code == "DOWNLOAD_FAILED"]
        for job in again:
            queue.retry(job.id)
        await queue.settled(again)

    ended = [library.journal.get(job.id) for job in jobs]
    states = Counter(job.state for job in ended if job)
    assert set(states) <= {JobState.STORED, JobState.FAILED, JobState.LOST}
    assert sum(states.values()) == count
    assert all(job.problem for job in ended if job and job.state is not JobState.STORED)

    pictures = library.page(count + 1)
    assert len(pictures) == states[JobState.STORED]
    assert len({picture.generation_id for picture in pictures}) == len(pictures)
    assert len({picture.seed_used for picture in pictures}) == len(pictures)

    told = (await http.get("/v1/rehearsal/counts")).json()
    assert told["resentAfterLoss"] == 0
    unseen = [job for job in ended if job and job.problem and job.problem.code in MAY_HAVE_BEEN_MADE]
    assert told["made"]["generate"] == len(pictures) + len(unseen)
    attempts = sum(job.attempt for job in ended if job)
    assert told["arrived"]["generate"] == attempts
    assert sum(told["faults"].values()) >= count / 10
    with contextlib.suppress(KeyError):
        assert states[JobState.LOST] == told["faults"]["generate:drop"] + told["faults"]["generate:reset"]
