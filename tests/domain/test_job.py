"""What may follow what."""

from datetime import UTC, datetime

import pytest

from rundot_studio.domain.job import ACTIVE, MAY_FOLLOW, Job, JobState
from rundot_studio.domain.recipe import GenerateRecipe

JOB = Job("a1b2c3d4e5", GenerateRecipe("a knight"), "embedded", datetime(2026, 11, 22, tzinfo=UTC))


def test_a_job_walks_from_queued_to_stored() -> None:
    job = JOB
    for state in (JobState.SENT, JobState.ANSWERED, JobState.STORED):
        job = job.moved_to(state)
    assert job.state is JobState.STORED
    assert not job.active


@pytest.mark.parametrize("state", [JobState.ANSWERED, JobState.STORED, JobState.LOST, JobState.QUEUED])
def test_a_queued_job_can_not_skip_being_sent(state: JobState) -> None:
    with pytest.raises(ValueError, match="can't go from queued"):
        JOB.moved_to(state)


def test_every_state_says_what_may_follow_and_every_active_one_may_fail_or_be_cancelled() -> None:
    assert set(MAY_FOLLOW) == set(JobState)
    for state in ACTIVE:
        assert {JobState.FAILED, JobState.CANCELLED} <= MAY_FOLLOW[state]
