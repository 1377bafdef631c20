"""jobs list, jobs resume, jobs forget: what was ordered and is not stored."""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.recipe import recipe_to_json
from rundot_studio.library.library import Library
from rundot_studio.studio.rescue import is_at_risk
from rundot_studio.studio.studio import Studio

from .batch import Outcome, gather, report
from .progress import JobProgress
from .report import print_json, problem_json

MIN_ID_PREFIX = 4
_ENDED = frozenset({JobState.FAILED, JobState.LOST})


async def jobs(studio: Studio, options: argparse.Namespace) -> int:
    return await _ACTIONS[options.action](studio, options)


async def _list(studio: Studio, options: argparse.Namespace) -> int:
    found, elsewhere = await asyncio.to_thread(_unfinished, studio.library)
    if options.json:
        print_json({"jobs": [{**job_json(job), "underWay": job.id in elsewhere} for job in found]})
        return 0
    for job in found:
        print(_line(job, job.id in elsewhere))
    if not found:
        print("Every job is stored.")
    return 0


async def _resume(studio: Studio, options: argparse.Namespace) -> int:
    """Without ids: what was never sent, and what can be fetched. Named ones also where they may have been billed."""
    taken, waiting = await asyncio.to_thread(_taken, studio, options.jobs)
    named = bool(options.jobs)
    with JobProgress(studio.queue):
        studio.queue.adopt(taken)
        await studio.queue.settled([job for job in taken if job.state is JobState.SENT])
        for job in taken:
            if job.state is JobState.QUEUED or is_at_risk(job) or (named and job.state in _ENDED | {JobState.SENT}):
                studio.queue.retry(job.id)
        await studio.queue.settled(taken)
    outcome = Outcome(spent=studio.costs.spent)
    await asyncio.to_thread(gather, studio, taken, None, outcome, interrupted=False)
    report(studio.library, outcome, options.json)
    for job in waiting:
        print(f"left: job {job.id} was ordered with --connection {job.connection}", file=sys.stderr)
    if not taken and not waiting:
        print("There is nothing to resume.", file=sys.stderr)
    return outcome.exit_code


async def _forget(studio: Studio, options: argparse.Namespace) -> int:
    forgotten, kept = await asyncio.to_thread(_forgotten, studio.library, options.jobs)
    if options.json:
        print_json({"forgotten": [job.id for job in forgotten], "kept": [job.id for job in kept]})
        return 0
    for job in forgotten:
        print(f"forgotten: {_line(job, False)}")
    for job in kept:
        print(f"kept: job {job.id} is under way, or its picture can still be fetched", file=sys.stderr)
    if not forgotten and not kept:
        print("There is nothing to forget.")
    return 0


_ACTIONS: dict[str, Callable[[Studio, argparse.Namespace], Awaitable[int]]] = {
    "list": _list,
    "resume": _resume,
    "forget": _forget,
}


def job_json(job: Job) -> dict[str, Any]:
    """A job as the commands tell it. ``mayBeBilled`` is true where its answer never came."""
    return {
        "id": job.id,
        "state": job.state.value,
        "kind": job.recipe.kind.value,
        "prompt": getattr(job.recipe, "prompt", None),
        "connection": job.connection,
        "createdAt": job.created_at.isoformat(),
        "sentAt": job.sent_at.isoformat() if job.sent_at else None,
        "deadline": job.answer.deadline.isoformat() if job.answer and job.answer.deadline else None,
        "atRisk": is_at_risk(job),
        "mayBeBilled": job.state is JobState.LOST or (job.state is JobState.SENT and job.later_id is None),
        "problem": problem_json(job.problem) if job.problem else None,
        "recipe": recipe_to_json(job.recipe),
    }


def _line(job: Job, elsewhere: bool) -> str:
    title = getattr(job.recipe, "prompt", "") or job.recipe.kind.value
    state = "may have been billed" if job.state is JobState.LOST else job.state.value
    notes = [state, *(["under way in another program"] if elsewhere else [])]
    if is_at_risk(job) and job.answer and job.answer.deadline:
        notes.append(f"can be fetched until {job.answer.deadline.astimezone():%Y-%m-%d %H:%M}")
    if job.problem is not None:
        notes.append(job.problem.message)
    return f"{job.id}  {title if len(title) <= 48 else title[:47] + '…'}  {'; '.join(notes)}"


def _unfinished(library: Library) -> tuple[list[Job], set[str]]:
    """Blocking."""
    return library.journal.unfinished(), library.journal.under_way_elsewhere()


def _taken(studio: Studio, ids: Sequence[str]) -> tuple[list[Job], list[Job]]:
    """Jobs to resume, and those that need another connection. Blocking."""
    found = _chosen(studio.library, ids)
    if not ids:
        found = [job for job in found if job.active or is_at_risk(job)]
    here = [job for job in found if job.connection == studio.connection.name]
    waiting = [job for job in found if job.connection != studio.connection.name]
    return (studio.library.journal.take_over(here) if here else []), waiting


def _forgotten(library: Library, ids: Sequence[str]) -> tuple[list[Job], list[Job]]:
    """What was struck, and what was not. Named jobs are struck even where their picture could be fetched. Blocking."""
    elsewhere = library.journal.under_way_elsewhere()
    forgotten, kept = [], []
    for job in _chosen(library, ids):
        wanted = bool(ids) or job.state in _ENDED
        if not wanted:
            continue
        if job.id in elsewhere or (not ids and is_at_risk(job)):
            kept.append(job)
            continue
        if job.active:
            library.journal.update(job.moved_to(JobState.CANCELLED))
        library.journal.forget(job.id)
        forgotten.append(job)
    return forgotten, kept


def _chosen(library: Library, ids: Sequence[str]) -> list[Job]:
    """Unfinished jobs, all or those of these ids. Raises RuleBroken for an id that names none, or several."""
    unfinished = library.journal.unfinished()
    if not ids:
        return unfinished
    chosen: dict[str, Job] = {}
    for text in ids:
        beginning = text.strip().lower()
        found = [job for job in unfinished if job.id.startswith(beginning)]
        if len(beginning) < MIN_ID_PREFIX or len(found) != 1:
            raise RuleBroken("ID", text, "the id of one unfinished job, or at least four digits of it")
        chosen[found[0].id] = found[0]
    return list(chosen.values())
