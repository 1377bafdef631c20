"""Two programs on one library: each does its own jobs, whatever happens to the other."""

import asyncio
from pathlib import Path

from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.library import Library, now
from rundot_studio.studio.queue import Queue
from tests.library.crashing_program import BASE_URL, StubService, open_studio


class HeldService(StubService):
    """Answers only when told to."""

    def __init__(self, calls: Path) -> None:
        super().__init__(calls, 0)
        self.go = asyncio.Event()

    async def __call__(self, request):
        await self.go.wait()
        return await super().__call__(request)


async def reached(queue: Queue, state: JobState) -> None:
    """Until a job of the queue is in this state."""
    there = asyncio.Event()
    queue.job_changed.connect(lambda job: there.set() if job.state is state else None)
    await asyncio.wait_for(there.wait(), 5)


async def test_what_one_program_is_sending_is_neither_sent_nor_called_lost_by_another(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    service, other_service = HeldService(calls), StubService(calls, 0)
    first, _ = open_studio(tmp_path / "library", service)
    second, _ = open_studio(tmp_path / "library", other_service)
    try:
        (job,) = first.queue.submit(GenerateRecipe("a coin"))
        await reached(first.queue, JobState.SENT)
        assert await second.resume() == []
        assert (await second.rescue.once()).saved == []
        arrived: asyncio.Queue[str] = asyncio.Queue()
        second.library.picture_added.connect(lambda picture: arrived.put_nowait(picture.id))
        service.go.set()
        assert await asyncio.wait_for(arrived.get(), 5) == job.id
        assert second.queue.jobs == []
    finally:
        await first.close()
        await second.close()
        service.close()
        other_service.close()
    assert len(calls.read_text().split()) == 1


async def test_what_an_ended_program_left_is_taken_up_and_told(tmp_path: Path) -> None:
    service = StubService(tmp_path / "calls", 0)
    answer = Answer("https://cdn.example/7.png", "g7", "m", 7)
    job = Job("0123456789", GenerateRecipe("a coin", seed=7), BASE_URL, now(), JobState.ANSWERED, answer=answer)
    ended = Library(tmp_path / "library")
    ended.journal.add([job])
    ended.close()
    studio, _ = open_studio(tmp_path / "library", service)
    saved: asyncio.Queue[str] = asyncio.Queue()
    studio.rescue.saved.connect(lambda picture: saved.put_nowait(picture.id))
    try:
        assert [left.id for left in await studio.resume()] == [job.id]
        assert await asyncio.wait_for(saved.get(), 5) == job.id
    finally:
        await studio.close()
        service.close()
    assert (tmp_path / "calls").read_text() == ""
