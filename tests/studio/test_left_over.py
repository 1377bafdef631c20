"""What an earlier run left is told truly: only what went to a service that bills may have been billed."""

import asyncio
from pathlib import Path

import pytest

from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.library import Library, now
from rundot_studio.studio.studio import Studio


@pytest.mark.parametrize(("connection", "state"), [("embedded", JobState.QUEUED), ("run", JobState.LOST)])
async def test_a_job_cut_off_in_the_embedded_engine_was_not_billed_and_waits(
    tmp_path: Path, connection: str, state: JobState
) -> None:
    library = Library(tmp_path / "library")
    job = Job("00000000aa", GenerateRecipe("a coin", seed=1), connection, now(), JobState.SENT, sent_at=now())
    library.journal.add([job])
    library.close()
    studio = await Studio.open(tmp_path / "library")
    try:
        jobs = await studio.resume()
        await studio.queue.settled(jobs)
        (left,) = studio.queue.jobs
        assert left.state is state
        assert studio.library.journal.get(job.id) == left
        assert not studio.queue.under_way(job.id)
    finally:
        await studio.close()


async def test_jobs_of_a_program_that_dies_while_this_one_runs_are_offered(tmp_path: Path) -> None:
    """As another program leaves them: its lock is gone, its jobs are in the journal."""
    studio = await Studio.open(tmp_path / "library", "embedded")
    heard: asyncio.Queue[list[Job]] = asyncio.Queue()
    studio.jobs_left.connect(heard.put_nowait)
    other = Library(tmp_path / "library")
    try:
        await studio.resume()
        queued = Job("00000000aa", GenerateRecipe("a coin", seed=1), "embedded", now())
        sent = Job("00000000bb", GenerateRecipe("a cup", seed=1), "embedded", now(), JobState.SENT, sent_at=now())
        other.journal.add([queued, sent])
        await asyncio.sleep(0.5)
        assert studio.queue.jobs == []  # it is alive: they are its own
        other.close()
        jobs = await asyncio.wait_for(heard.get(), 5)
        assert {job.id: job.state for job in jobs} == {queued.id: JobState.QUEUED, sent.id: JobState.QUEUED}
        assert {job.id for job in studio.queue.jobs} == {queued.id, sent.id}
        assert heard.empty()
    finally:
        await studio.close()
