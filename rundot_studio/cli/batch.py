"""Runs recipes through the queue, follows them, writes the exports, and reports: what all making commands share."""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rundot_studio.domain.errors import Problem, StudioError
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import Recipe
from rundot_studio.export.destination import SUFFIXES, Destination, write_export
from rundot_studio.export.sprite import as_format
from rundot_studio.library.library import Library
from rundot_studio.studio.capability import Caution
from rundot_studio.studio.costs import Spent
from rundot_studio.studio.studio import Studio

from .progress import JobProgress
from .report import line_for, picture_json, print_json, problem_json

FINISHES_LATER = Problem(
    "FINISHES_LATER",
    "The service finishes this picture later.",
    "Fetch it then: rundot-studio collect, with the same --connection.",
)
INTERRUPTED_PROBLEM = Problem("INTERRUPTED", "Interrupted before this picture was made.")


@dataclass
class Outcome:
    """What became of a batch: pictures with where they were exported, problems, warnings, and what was billed."""

    pictures: list[tuple[Picture, Path | None]] = field(default_factory=list)
    failed: list[Problem] = field(default_factory=list)
    warnings: list[Caution] = field(default_factory=list)
    spent: Spent | None = None
    """None where no answer told of credits."""

    @property
    def exit_code(self) -> int:
        return 1 if self.failed else 0


async def make(
    studio: Studio,
    recipes: Sequence[Recipe],
    *,
    parent: Picture | None = None,
    out: Destination | None = None,
    wants_json: bool = False,
) -> int:
    """Make, export and report. On an interrupt, what was answered is kept and reported before it goes on."""
    await studio.capability.recall()
    outcome = Outcome(warnings=_warn(studio, recipes))
    jobs: list[Job] = []
    try:
        with JobProgress(studio.queue):
            for recipe in recipes:
                jobs += studio.queue.submit(recipe, parent=parent)
            await studio.queue.settled(jobs)
    except asyncio.CancelledError:
        await studio.queue.close()
        outcome.spent = studio.costs.spent
        await asyncio.to_thread(gather, studio, jobs, out, outcome, interrupted=True)
        report(studio.library, outcome, wants_json)
        raise
    outcome.spent = studio.costs.spent
    await asyncio.to_thread(gather, studio, jobs, out, outcome, interrupted=False)
    report(studio.library, outcome, wants_json)
    return outcome.exit_code


def report(library: Library, outcome: Outcome, wants_json: bool) -> None:
    """One JSON document, or a line each."""
    if wants_json:
        pictures = [picture_json(library, picture, exported) for picture, exported in outcome.pictures]
        print_json(
            {
                "pictures": pictures,
                "failed": [problem_json(problem) for problem in outcome.failed],
                "warnings": [{"code": caution.code, "message": caution.message} for caution in outcome.warnings],
                "credits": _spent_json(outcome.spent),
            }
        )
        return
    for picture, exported in outcome.pictures:
        print(line_for(picture, exported or library.absolute(picture)))
    for problem in outcome.failed:
        print(f"failed: {problem.message} {problem.hint}".rstrip(), file=sys.stderr)
    if outcome.spent is not None:
        left = f", {outcome.spent.remaining:g} left" if outcome.spent.remaining is not None else ""
        print(f"credits: {outcome.spent.credits:g} used{left}", file=sys.stderr)


def _warn(studio: Studio, recipes: Sequence[Recipe]) -> list[Caution]:
    """Said before anything is sent, once for all pictures that it is about."""
    cautions = list(dict.fromkeys(caution for recipe in recipes for caution in studio.capability.cautions(recipe)))
    for caution in cautions:
        print(f"warning: {caution.message}", file=sys.stderr)
    return cautions


def _spent_json(spent: Spent | None) -> dict[str, float | None] | None:
    return None if spent is None else {"used": spent.credits, "remaining": spent.remaining}


def gather(studio: Studio, jobs: list[Job], out: Destination | None, outcome: Outcome, *, interrupted: bool) -> None:
    """Blocking: read the ends of the jobs, write the exports."""
    # With a full disk the journal may be behind: what the queue still shows then knows better.
    shown = {job.id: job for job in studio.queue.jobs if job.problem is not None}
    for job in jobs:
        ended = shown.get(job.id) or studio.library.journal.get(job.id)
        if ended is not None and ended.state is JobState.STORED:
            picture = studio.library.get(job.id)
            try:
                outcome.pictures.append((picture, _export(studio.library, picture, out)))
            except StudioError as error:
                outcome.pictures.append((picture, None))
                outcome.failed.append(error.problem)
        elif ended is not None and ended.state is JobState.SENT and ended.later_id:
            outcome.failed.append(FINISHES_LATER)
        elif interrupted:
            outcome.failed.append(INTERRUPTED_PROBLEM)
        else:
            outcome.failed.append((ended.problem if ended else None) or Problem("CANCELLED", "Cancelled."))


def _export(library: Library, picture: Picture, out: Destination | None) -> Path | None:
    if out is None:
        return None
    target = out.file_for(library.absolute(picture).name)
    data = as_format(library.read(picture), SUFFIXES.get(target.suffix.lower(), "png"))
    return write_export(target, data, force=out.force)
