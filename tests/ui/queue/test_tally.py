"""The queue's counts: always what counting anew would give, and no more work for many jobs than for few."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from rundot_studio.domain.errors import Problem
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.pictures.titles import Titles
from rundot_studio.ui.pictures.words import LEFT_OVER
from rundot_studio.ui.queue.job_actions import can_retry, is_left
from rundot_studio.ui.queue.rows import ROWS_MOST, QueueList
from rundot_studio.ui.queue.tally import JobTally

PROBLEMS = (
    None,
    Problem("SERVICE_UNREACHABLE", "Not reached.", "", "retry"),
    Problem(LEFT_OVER, "Left.", "", ""),
)


def job(number: int, state: JobState = JobState.QUEUED, problem: Problem | None = None) -> Job:
    return Job(str(number), GenerateRecipe("a knight"), "embedded", datetime.now(UTC), state=state, problem=problem)


jobs = st.builds(job, st.integers(0, 6), st.sampled_from(JobState), st.sampled_from(PROBLEMS))


@given(st.lists(st.one_of(jobs, st.integers(0, 6))))
def test_it_counts_what_counting_anew_would(steps: list[Job | int]) -> None:
    tally = JobTally()
    there: dict[str, Job] = {}
    for step in steps:
        if isinstance(step, Job):
            tally.put(step)
            there[step.id] = step
        else:
            tally.remove(str(step))
            there.pop(str(step), None)
    every = there.values()
    assert tally.waiting == sum(each.state is JobState.QUEUED for each in every)
    assert tally.running == sum(each.active and each.state is not JobState.QUEUED for each in every)
    assert tally.failed == sum(not each.active for each in every)
    assert tally.left == sum(map(is_left, every))
    assert tally.retryable == sum(map(can_retry, every))


def test_as_rows_go_those_without_one_take_their_places_in_order(qtbot: QtBot) -> None:
    queue = QueueList(Titles())
    qtbot.addWidget(queue)
    ordered = [job(number) for number in range(ROWS_MOST + 3)]
    for each in ordered:
        queue.add(each)
    assert queue.summary() == f"{ROWS_MOST + 3} waiting"
    queue.change(replace(ordered[0], state=JobState.SENT))
    assert queue.summary() == f"1 running · {ROWS_MOST + 2} waiting"
    for number in (0, 5, ROWS_MOST + 1):
        queue.remove(str(number))
    left = [each.id for each in ordered if int(each.id) not in (0, 5, ROWS_MOST + 1)]
    assert [each.id for each in queue.jobs] == left
    assert len(queue.rows) == ROWS_MOST
    queue.change(job(5, JobState.SENT))
    assert queue.summary() == f"{ROWS_MOST} waiting", "one that has gone is not counted again"
    queue.clear()
    assert (queue.summary(), queue.jobs) == ("", [])
