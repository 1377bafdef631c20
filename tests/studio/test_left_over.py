"""What an earlier run left is told truly: only what went to a service that bills may have been billed."""

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
