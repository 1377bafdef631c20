"""export --update: what was exported into game projects, brought up to date in place."""

import argparse
from pathlib import Path

from rundot_studio.domain.errors import OutputRefused, SourceUnusable
from rundot_studio.export.links import load_links
from rundot_studio.export.project import GameProject, recognised
from rundot_studio.export.updating import UpdatePlan
from rundot_studio.export.writing import Resolution
from rundot_studio.studio.exports import Exports

from .export_telling import tell_updates


def update(exports: Exports, options: argparse.Namespace) -> int:
    """Every project that is linked, or the one that was named. Without pictures: files that changed since, and pictures
    whose starred descendants are newer. 1 where an export could not be done again."""
    place = options.project or options.out
    projects = [recognised(Path(place).expanduser().absolute())] if place else _linked(exports)
    given = [_split(text) for text in options.pictures]
    plans = []
    used: set[str] = set()
    newer: dict[str, list[str]] = {}
    for project in projects:
        chosen = _replacing(exports, project, given, used) if given else exports.chosen_newer(project)
        plans.append(exports.plan_update(project, chosen))
        for before, found in exports.newer(project).items():
            if before not in chosen:
                newer[before] = [each.id for each in found]
    unused = [text for text, (_, after) in zip(options.pictures, given, strict=True) if after not in used]
    if unused:
        raise SourceUnusable(
            f"{unused[0]} takes no exported picture's place.", "Name the one it replaces: OLD=NEW, or FRAME=NEW."
        )
    resolution = _resolution(options)
    if not options.dry_run:
        for plan in plans:
            _write(exports, plan, resolution)
    tell_updates(plans, newer, as_json=options.json, written=not options.dry_run)
    return 1 if any(update.refusal for plan in plans for update in plan.updates) else 0


def _linked(exports: Exports) -> list[GameProject]:
    projects = [each.game for each in exports.projects.all() if not each.missing]
    if not projects:
        raise OutputRefused("No game project is known yet.", "Name one with --project DIR.")
    return projects


def _split(text: str) -> tuple[str, str]:
    """What is replaced, or nothing, and what replaces it."""
    before, sign, after = text.rpartition("=")
    return (before, after) if sign else ("", text)


def _replacing(exports: Exports, project: GameProject, given: list[tuple[str, str]], used: set[str]) -> dict[str, str]:
    """New pictures by the ids of those that they replace in this project; notes in ``used`` which found a place."""
    links = load_links(project.root).links
    by_frame = {source.frame: source.picture for link in links for source in link.sources}
    exported = set(by_frame.values())
    chosen = {}
    for before, after in given:
        new = exports.sources(project).frame(after).key
        if before:
            matching = [key for key in exported if key == before or (len(before) >= 4 and key.startswith(before))]
            old = by_frame.get(before) or (matching[0] if len(matching) == 1 else None)
        else:
            old = exports.ancestor_in(project, new)
        if old is not None:
            chosen[old] = new
            used.add(after)
        elif new in exported:
            used.add(after)  # it is there already
    return chosen


def _write(exports: Exports, plan: UpdatePlan, resolution: Resolution | None) -> None:
    if any(update.plan is not None for update in plan.updates):
        choices = {file.path: resolution for file in plan.conflicts} if resolution is not None else {}
        exports.write_update(plan, choices)


def _resolution(options: argparse.Namespace) -> Resolution | None:
    if options.force:
        return Resolution.OVERWRITE
    return Resolution(options.conflicts) if options.conflicts else None
