"""collect: asks once for jobs that the service finished later, and stores their pictures."""

import argparse
import asyncio
import sys

from rundot_studio.domain.job import Job, JobState
from rundot_studio.studio.studio import Studio

from .batch import Outcome, gather, report
from .progress import JobProgress


async def collect(studio: Studio, options: argparse.Namespace) -> int:
    with JobProgress(studio.queue):
        cut_off = await asyncio.to_thread(_cut_off, studio)
        studio.queue.adopt(cut_off)
        collected = await studio.later.collect()
        jobs = [*cut_off, *collected.jobs]
        await studio.queue.settled(jobs)
    outcome = Outcome(failed=list(collected.failures), spent=studio.costs.spent)
    await asyncio.to_thread(gather, studio, jobs, None, outcome, interrupted=False)
    report(studio.library, outcome, options.json)
    if not collected.offered:
        print(f"{studio.connection.label} has no jobs that finish later.", file=sys.stderr)
    elif not jobs and not outcome.failed:
        print("No job has finished since the last time.", file=sys.stderr)
    return outcome.exit_code


def _cut_off(studio: Studio) -> list[Job]:
    """What an earlier run asked for and did not fetch to the end. Blocking."""
    journal = studio.library.journal
    left = [
        job
        for job in journal.unfinished()
        if job.state is JobState.ANSWERED and job.later_id and job.connection == studio.connection.name
    ]
    return journal.take_over(left) if left else []
