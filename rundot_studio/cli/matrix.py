"""matrix: one prompt with two things varied, each cell a picture, and a contact sheet of them all."""

import argparse
import asyncio
import re
import sys
from pathlib import Path

from rundot_studio.domain import matrix as matrices
from rundot_studio.domain.errors import Problem, RuleBroken, SpendingRefused
from rundot_studio.domain.job import Job
from rundot_studio.domain.matrix import Axis, AxisKind
from rundot_studio.domain.picture import Picture
from rundot_studio.export.destination import Destination, destination, write_export
from rundot_studio.studio.matrix import CellStatus, MatrixState
from rundot_studio.studio.orders import CONFIRM_ABOVE
from rundot_studio.studio.studio import Studio

from .batch import INTERRUPTED_PROBLEM, Outcome, gather
from .making import base_recipe
from .progress import JobProgress
from .prompting import chosen_styles, drawn_seed
from .report import line_for, picture_json, print_json, problem_json
from .spending import check_order_spending

_RANGE = re.compile(r"(\d{1,10})-(\d{1,10})")


async def matrix(studio: Studio, options: argparse.Namespace) -> int:
    out = destination(options.out, 1, force=options.force) if options.out is not None else None
    base = await base_recipe(studio, options)
    styles = {style.id: style for style in await asyncio.to_thread(studio.styles.styles)}
    across, down = _axis(studio, options.x), _axis(studio, options.y) if options.y else None
    planned = matrices.matrix(
        options.prompt,
        base,
        across,
        down,
        styles=await chosen_styles(studio, options),
        style_of=styles.__getitem__,
        wildcards=await asyncio.to_thread(studio.wildcards.table),
        seed=drawn_seed(),
        name=options.name,
    )
    if len(planned.cells) > CONFIRM_ABOVE and not options.yes:
        raise SpendingRefused(
            f"This makes {len(planned.cells):,} pictures. Nothing was sent.", "Add --yes to send them all."
        )
    await check_order_spending(studio, options, [cell.recipe for cell in planned.cells], 1)
    await studio.capability.recall()
    with JobProgress(studio.queue):
        state = studio.matrices.submit(planned, studio.capability.level)
        jobs = [job for job in studio.queue.jobs if studio.matrices.matrix_of(job.id) == state.id]
        try:
            state = await studio.matrices.settled(state.id)
        except asyncio.CancelledError:
            await studio.queue.close()
            print(f"rundot-studio: {INTERRUPTED_PROBLEM.message}", file=sys.stderr)
            raise
    return await asyncio.to_thread(_report, studio, options, state, jobs, out)


def _report(
    studio: Studio, options: argparse.Namespace, state: MatrixState, jobs: list[Job], out: Destination | None
) -> int:
    """Blocking."""
    outcome = Outcome()
    gather(studio, jobs, None, outcome, interrupted=False)
    sheet = studio.library.get(state.sheet_id) if state.sheet_id else None
    exported = _export(studio, sheet, out) if sheet is not None and out is not None else None
    if sheet is None:
        outcome.failed.append(Problem("NO_SHEET", "There is no contact sheet: no picture was made."))
    if options.json:
        print_json(
            {
                "matrix": {"id": state.id, "name": state.name, "board": state.board_id or None},
                "sheet": picture_json(studio.library, sheet, exported) if sheet is not None else None,
                "cells": [
                    {
                        "row": cell.row,
                        "column": cell.column,
                        "picture": cell.job_id if cell.status is CellStatus.STORED else None,
                        "problem": cell.problem or None,
                    }
                    for cell in state.cells
                ],
                "pictures": [picture_json(studio.library, picture) for picture, _ in outcome.pictures],
                "failed": [problem_json(problem) for problem in outcome.failed],
            }
        )
        return outcome.exit_code
    for picture, _ in outcome.pictures:
        print(line_for(picture, studio.library.absolute(picture)))
    if sheet is not None:
        print(f"contact sheet: {line_for(sheet, exported or studio.library.absolute(sheet))}")
    for problem in outcome.failed:
        print(f"failed: {problem.message} {problem.hint}".rstrip(), file=sys.stderr)
    return outcome.exit_code


def _export(studio: Studio, sheet: Picture, out: Destination) -> Path:
    target = out.file_for(studio.library.absolute(sheet).name)
    return write_export(target, studio.library.read(sheet), force=out.force)


def _axis(studio: Studio, text: str) -> Axis:
    """``kind=value,value``; what is allowed is the matrix's business."""
    kind, equals, rest = text.partition("=")
    try:
        axis = AxisKind(kind.strip())
    except ValueError:
        raise RuleBroken("axis", text, f"one of {', '.join(AxisKind)}, such as seed=1,2,3") from None
    values = [value.strip() for value in rest.split(",")] if equals else []
    if axis is AxisKind.PROMPT:
        if len(values) > 1 or (values and not (values[0].isascii() and values[0].isdigit() and len(values[0]) < 5)):
            raise RuleBroken("axis", text, "prompt, or prompt=2 for the second group")
        return Axis(axis, group=int(values[0]) - 1 if values else 0)
    if axis is AxisKind.SEED:
        values = [seed for value in values for seed in _seeds(value)]
    if axis is AxisKind.STYLE:
        values = ["" if value == "none" else studio.styles.get(value).id for value in values]
    return Axis(axis, tuple(values))


def _seeds(text: str) -> list[str]:
    span = _RANGE.fullmatch(text)
    if span is None:
        return [text]
    first, last = int(span[1]), int(span[2])
    if not 0 <= last - first < matrices.MOST_VALUES:
        raise RuleBroken("seed", text, f"from a smaller to a larger number, at most {matrices.MOST_VALUES} of them")
    return [str(seed) for seed in range(first, last + 1)]
