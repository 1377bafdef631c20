"""Exports compared with what is in the project, and written: never over somebody else's work unasked.

A plan says first what each file would become. A file that somebody else changed needs a choice of its own.
"""

from __future__ import annotations

import enum
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from rundot_studio.domain.errors import OutputRefused

from .links import FILE as LINKS_FILE
from .links import FOLDER, Link, Links, digest, dump_links, load_links
from .staging import IGNORE, IGNORED, check_project, digest_of, disk_errors, recover, replace_file, undo_last, write_all

__all__ = [
    "Change",
    "OutputFile",
    "Plan",
    "PlannedFile",
    "Resolution",
    "plan_export",
    "undo_last",
    "write_export_plan",
    "write_links",
    "write_plans",
]

_DESCRIBING = frozenset({".json", ".meta"})
"""Suffixes that follow the name of the file they describe."""


class Change(enum.Enum):
    """What writing a file would do."""

    NEW = "new"
    SAME = "same"
    UPDATED = "updated"
    """It is there as the studio wrote it."""
    FOREIGN = "foreign"
    """It is there, and somebody else made or changed it."""


class Resolution(enum.Enum):
    """What is done about a file that somebody else made or changed."""

    OVERWRITE = "overwrite"
    KEEP = "keep"
    """Theirs stays as it is."""
    BESIDE = "beside"
    """Theirs stays, and the new one is written next to it; see :func:`beside`."""


@dataclass(frozen=True)
class OutputFile:
    """``based_on`` is the SHA-256 of the file's bytes that ``data`` was made from: a change of somebody else's is in it
    already, as in a ``.meta``."""

    data: bytes
    based_on: str = ""


@dataclass(frozen=True)
class PlannedFile:
    path: str
    """Below the project, with forward slashes."""
    data: bytes
    change: Change
    before: str
    """SHA-256 of the file that is there; empty where there is none."""


@dataclass(frozen=True)
class Plan:
    """What an export would write: shown first, then written as it was shown."""

    project: Path
    link: Link
    files: tuple[PlannedFile, ...]
    complaint: str = ""

    def with_change(self, change: Change) -> list[str]:
        return [file.path for file in self.files if file.change is change]

    @property
    def orphans(self) -> list[str]:
        """Files of the earlier export that this one would not write any more; they are left where they are."""
        earlier = load_links(self.project).find(*self.link.key)
        mine = {file.path for file in self.files}
        return sorted(path for path in (earlier.files if earlier else ()) if path not in mine)


def plan_export(project: Path, link: Link, files: Mapping[str, OutputFile]) -> Plan:
    """Compares with what is on disk. ``files`` by their path below ``link.folder``. Blocking. Raises OutputRefused."""
    check_project(project)
    recover(project)
    links = load_links(project)
    known = links.written()
    planned = []
    for name, file in files.items():
        path = str(PurePosixPath(link.folder, name))
        target = _inside(project, path)
        if target.is_dir():
            raise OutputRefused(f"{target} is a folder.", "Take another name.")
        try:
            there = digest(target.read_bytes()) if target.exists() else ""
        except OSError as error:
            raise OutputRefused(f"{target} can't be read: {error.strerror or error}.") from error
        planned.append(PlannedFile(path, file.data, _change(file, there, known.get(path, "")), there))
    return Plan(project, link, tuple(planned), links.complaint)


def write_export_plan(
    plan: Plan, *, overwrite: bool = False, resolutions: Mapping[str, Resolution] | None = None
) -> list[Path]:
    """Writes all files that are not there already, or none; the paths of those it wrote. Blocking.

    Raises OutputRefused: for a file of somebody else's without a resolution by its path, unless ``overwrite``; for
    files that changed since the plan was made; and for a disk or folder that takes no more.
    """
    chosen = dict(resolutions or {})
    if overwrite:
        chosen = {**dict.fromkeys(plan.with_change(Change.FOREIGN), Resolution.OVERWRITE), **chosen}
    return write_plans([plan], chosen)


def write_plans(plans: Sequence[Plan], resolutions: Mapping[str, Resolution] | None = None) -> list[Path]:
    """Several exports into one project, as one: written all or not at all, and undone together. See above."""
    chosen = resolutions or {}
    _refuse_unresolved(plans, chosen)
    project = plans[0].project
    check_project(project)
    for plan in plans:
        _refuse_changed_since(plan)
    links = load_links(project)
    data: dict[str, bytes] = {}
    for plan in plans:
        content, known = _content(plan, chosen, links.written())
        data.update(content)
        links = links.with_link(replace(plan.link, files=known))
    written = [project / path for path in data]
    data[LINKS_FILE] = dump_links(links)
    if not (project / IGNORED).exists():
        data[IGNORED] = IGNORE
    with disk_errors(project):
        if links.complaint and (project / LINKS_FILE).exists():
            shutil.copy2(project / LINKS_FILE, project / f"{FOLDER}/exports.unreadable.json")
        write_all(project, data)
    return written


def beside(path: str, taken: Iterable[str] = ()) -> str:
    """Where a file goes next to somebody else's: ``hero.png.meta`` becomes ``hero.new.png.meta``, or ``new2``."""
    place = PurePosixPath(path)
    stem, suffix = place.stem, place.suffix
    if suffix in _DESCRIBING and PurePosixPath(stem).suffix:
        suffix = PurePosixPath(stem).suffix + suffix
        stem = PurePosixPath(stem).stem
    number = 1
    occupied = set(taken)
    while True:
        name = str(place.with_name(f"{stem}.new{number if number > 1 else ''}{suffix}"))
        if name not in occupied:
            return name
        number += 1


def _content(
    plan: Plan, chosen: Mapping[str, Resolution], known: Mapping[str, str]
) -> tuple[dict[str, bytes], dict[str, str]]:
    """What is to be written by its path, and the SHA-256 of all files that the link shall know."""
    data: dict[str, bytes] = {}
    files: dict[str, str] = {}
    for file in plan.files:
        resolution = chosen.get(file.path, Resolution.OVERWRITE) if file.change is Change.FOREIGN else None
        if resolution in (Resolution.KEEP, Resolution.BESIDE):
            # What the studio wrote last stays known, so that theirs is told as theirs the next time too.
            if file.path in known:
                files[file.path] = known[file.path]
            if resolution is Resolution.BESIDE:
                there = (each.relative_to(plan.project).as_posix() for each in _siblings(plan.project / file.path))
                data[beside(file.path, there)] = file.data
            continue
        files[file.path] = digest(file.data)
        if file.change is not Change.SAME:
            data[file.path] = file.data
    return data, files


def _refuse_unresolved(plans: Sequence[Plan], chosen: Mapping[str, Resolution]) -> None:
    foreign = [path for plan in plans for path in plan.with_change(Change.FOREIGN) if path not in chosen]
    if foreign:
        named = ", ".join(foreign[:3]) + (f" and {len(foreign) - 3} more" if len(foreign) > 3 else "")
        raise OutputRefused(
            f"{named}: changed by somebody else since the studio wrote it, or not written by the studio.",
            "Look at it first; it is replaced with --force.",
        )


def _refuse_changed_since(plan: Plan) -> None:
    for file in plan.files:
        if digest_of(_inside(plan.project, file.path)) != file.before:
            raise OutputRefused(f"{file.path} was changed just now.", "Export once more.")


def _siblings(path: Path) -> list[Path]:
    return list(path.parent.iterdir()) if path.parent.is_dir() else []


def _change(file: OutputFile, there: str, known: str) -> Change:
    if not there:
        return Change.NEW
    if there == digest(file.data):
        return Change.SAME
    return Change.UPDATED if there in (known, file.based_on) else Change.FOREIGN


def _inside(project: Path, path: str) -> Path:
    target = project / path
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        raise OutputRefused(f"{path} lies outside {project}.")
    if not target.resolve().is_relative_to(project.resolve()):
        raise OutputRefused(f"{path} leads out of {project} by a link.")
    return target


def write_links(project: Path, links: Links) -> None:
    """What is remembered of a project's exports, changed without writing any of them. Raises OutputRefused."""
    check_project(project)
    with disk_errors(project):
        replace_file(project / LINKS_FILE, dump_links(links))
