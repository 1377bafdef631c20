"""Exports written all or not at all, never over somebody else's work unasked, and taken back on demand.

New files are first written whole beside their project, in ``.rundot-studio/staged``. What they replace is copied to
``.rundot-studio/last-export``, then they are renamed into place. A note of all this is on disk before the first step,
so that an export that was cut off is taken back by the next one.
"""

from __future__ import annotations

import contextlib
import enum
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from rundot_studio.domain.errors import OutputRefused

from .links import FILE as LINKS_FILE
from .links import FOLDER, Link, Links, digest, dump_links, load_links

STAGED = f"{FOLDER}/staged"
LAST = f"{FOLDER}/last-export"
_NOTE = f"{LAST}/export.json"
_IGNORED = f"{FOLDER}/.gitignore"
_IGNORE = b"staged/\nlast-export/\n"


class Change(enum.Enum):
    """What writing a file would do."""

    NEW = "new"
    SAME = "same"
    UPDATED = "updated"
    """It is there as the studio wrote it."""
    FOREIGN = "foreign"
    """It is there, and somebody else made or changed it."""


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
    _check_project(project)
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


def write_export_plan(plan: Plan, *, overwrite: bool = False) -> list[Path]:
    """Writes all files that are not there already, or none. Blocking.

    Raises OutputRefused: for files of somebody else's unless ``overwrite``, for files that changed since the plan was
    made, and for a disk or folder that takes no more.
    """
    foreign = plan.with_change(Change.FOREIGN)
    if foreign and not overwrite:
        named = ", ".join(foreign[:3]) + (f" and {len(foreign) - 3} more" if len(foreign) > 3 else "")
        raise OutputRefused(
            f"{named}: changed by somebody else since the studio wrote it, or not written by the studio.",
            "Look at it first; it is replaced with --force.",
        )
    _check_project(plan.project)
    for file in plan.files:
        target = _inside(plan.project, file.path)
        if (digest(target.read_bytes()) if target.exists() else "") != file.before:
            raise OutputRefused(f"{file.path} was changed just now.", "Export once more.")
    links = load_links(plan.project)
    link = replace(plan.link, files={file.path: digest(file.data) for file in plan.files})
    data = {file.path: file.data for file in plan.files if file.change is not Change.SAME}
    data[LINKS_FILE] = dump_links(Links(links.links).with_link(link))
    if not (plan.project / _IGNORED).exists():
        data[_IGNORED] = _IGNORE
    with _disk_errors(plan.project):
        if links.complaint and (plan.project / LINKS_FILE).exists():
            shutil.copy2(plan.project / LINKS_FILE, plan.project / f"{FOLDER}/exports.unreadable.json")
        _write_all(plan.project, data)
    return [plan.project / file.path for file in plan.files]


def undo_last(project: Path) -> list[str]:
    """Brings back what the last export replaced and takes away what it added; the paths. Blocking.

    Raises OutputRefused where there is nothing to undo, or a file has been changed since.
    """
    _check_project(project)
    recover(project)
    note = _read_note(project)
    if note is None:
        raise OutputRefused("There is no export to undo here.")
    changed = [path for path, (_, after) in note.items() if path != _IGNORED and _digest_of(project / path) != after]
    if changed:
        raise OutputRefused(f"{changed[0]} was changed since the export, so that it can't be undone.")
    with _disk_errors(project):
        _take_back(project, note)
        shutil.rmtree(project / LAST)
    return sorted(path for path in note if not path.startswith(f"{FOLDER}/"))


def recover(project: Path) -> bool:
    """Takes back an export that was cut off in the middle. Whether there was one."""
    staged = project / STAGED
    if not staged.is_dir():
        return False
    with _disk_errors(project):
        note = _read_note(project)
        if note is not None and (staged / "begun").exists():
            _take_back(project, note)
            shutil.rmtree(project / LAST, ignore_errors=True)
        shutil.rmtree(staged)
    return True


def _write_all(project: Path, data: Mapping[str, bytes]) -> None:
    staged, last = project / STAGED, project / LAST
    made_folders: list[Path] = []
    shutil.rmtree(staged, ignore_errors=True)
    try:
        staged.mkdir(parents=True)
        for number, content in enumerate(data.values()):
            _write_synced(staged / str(number), content)
    except OSError:
        shutil.rmtree(staged, ignore_errors=True)
        raise
    # From here on the export before can't be undone any more, but this one can.
    shutil.rmtree(last, ignore_errors=True)
    last.mkdir()
    note = {path: (_digest_of(project / path), digest(content)) for path, content in data.items()}
    backups = {path: number for number, path in enumerate(data) if note[path][0]}
    for path, number in backups.items():
        shutil.copy2(project / path, last / str(number))
    document = {path: {"before": before, "after": after} for path, (before, after) in note.items()}
    _write_synced(project / _NOTE, json.dumps(document, ensure_ascii=False, indent=1).encode())
    _write_synced(staged / "begun", b"")
    try:
        for number, path in enumerate(data):
            target = project / path
            made_folders += _make_folders(target.parent)
            (staged / str(number)).replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            _take_back(project, note)
            shutil.rmtree(last, ignore_errors=True)
            for folder in reversed(made_folders):
                folder.rmdir()
            shutil.rmtree(staged, ignore_errors=True)
        raise
    shutil.rmtree(staged)


def _take_back(project: Path, note: Mapping[str, tuple[str, str]]) -> None:
    for number, (path, (before, after)) in enumerate(note.items()):
        target, kept = project / path, project / LAST / str(number)
        if _digest_of(target) != after:
            continue  # not reached, or somebody else's since
        if before and kept.exists():
            part = target.with_name(f".{target.name}.part")
            shutil.copy2(kept, part)
            part.replace(target)
        elif not before:
            target.unlink(missing_ok=True)


def _read_note(project: Path) -> dict[str, tuple[str, str]] | None:
    try:
        document = json.loads((project / _NOTE).read_text(encoding="utf-8"))
        return {str(path): (str(each["before"]), str(each["after"])) for path, each in document.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


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


def _check_project(project: Path) -> None:
    if not project.is_dir():
        raise OutputRefused(f"There is no folder {project} any more.", "If it was moved, link it anew.")
    if not os.access(project, os.W_OK | os.X_OK):
        raise OutputRefused(f"The folder {project} is not writable.")


@contextmanager
def _disk_errors(project: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        place = error.filename or project
        raise OutputRefused(
            f"{place} can't be written: {error.strerror or error}.", "Nothing was changed; make room and try again."
        ) from error


def _digest_of(path: Path) -> str:
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""


def _make_folders(folder: Path) -> list[Path]:
    made = []
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir()
        made.append(each)
    return made


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
