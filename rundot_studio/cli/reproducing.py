"""reproduce: runs a stored recipe again and compares."""

import argparse
import asyncio
import sys

from rundot_studio.domain.job import JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.imaging import likeness
from rundot_studio.studio.reproduction import compare_pictures, recipe_again
from rundot_studio.studio.studio import Studio

from .batch import FINISHES_LATER
from .progress import JobProgress
from .report import line_for, picture_json, print_json, problem_json


async def reproduce(studio: Studio, options: argparse.Namespace) -> int:
    """The new picture is kept as a child of the old one: it may have been paid for."""
    original = await asyncio.to_thread(studio.library.get, options.picture)
    with JobProgress(studio.queue):
        (job,) = studio.queue.submit(recipe_again(original), parent=original)
        await studio.queue.settled([job])
    ended = await asyncio.to_thread(studio.library.journal.get, job.id)
    if ended is None or ended.state is not JobState.STORED:
        problem = FINISHES_LATER if ended and ended.later_id and ended.problem is None else ended and ended.problem
        if options.json:
            print_json({"reproduced": None, "failed": [problem_json(problem)] if problem else []})
        if problem:
            print(f"failed: {problem.message} {problem.hint}".rstrip(), file=sys.stderr)
        return 1
    again = await asyncio.to_thread(studio.library.get, job.id)
    same = await asyncio.to_thread(compare_pictures, studio.library, original, again)
    if options.json:
        print_json(
            {
                "identicalBytes": same.identical_bytes,
                "identicalPixels": same.identical_pixels,
                "distance": same.distance,
                "engineChanged": original.engine != again.engine,
                "original": picture_json(studio.library, original),
                "reproduced": picture_json(studio.library, again),
                "failed": [],
            }
        )
    else:
        print(line_for(again, studio.library.absolute(again)))
        print(_verdict(same, original, again))
    return 0


def _verdict(same: likeness.Likeness, original: Picture, again: Picture) -> str:
    if same.identical_bytes:
        return "The same picture, byte for byte."
    changed = f" It was made by {original.engine}, now by {again.engine}." if original.engine != again.engine else ""
    if same.identical_pixels:
        return f"The same picture, pixel for pixel.{changed}"
    return f"Not the same picture: distance {same.distance:.3f} (0 is the same, 1 nothing alike).{changed}"
