"""Files of one export put into place all or not at all, and taken back on demand.

New files are first written whole beside their project, in ``.rundot-studio/staged``. What they replace is copied to
``.rundot-studio/last-export``, then they are renamed into place. A note of all this is on disk before the first step,
so that an export that was cut off is taken back by the next one.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from rundot_studio.domain.errors import OutputRefused

from .links import FOLDER, digest

STAGED = f"{FOLDER}/staged"
LAST = f"{FOLDER}/last-export"
_NOTE = f"{LAST}/export.json"
_MADE = f"{LAST}/folders.json"
IGNORED = f"{FOLDER}/.gitignore"
IGNORE = b"staged/\nlast-export/\n"


def undo_last(project: Path) -> list[str]:
    """Brings back what the last export replaced and takes away what it added, folders too; the paths. Blocking.

    Raises OutputRefused where there is nothing to undo, or a file has been changed since.
    """
    check_project(project)
    recover(project)
    note = _read_note(project)
    if note is None:
        raise OutputRefused("There is no export to undo here.")
    changed = [path for path, (_, after) in note.items() if path != IGNORED and digest_of(project / path) != after]
    if changed:
        raise OutputRefused(f"{changed[0]} was changed since the export, so that it can't be undone.")
    with disk_errors(project):
        made = _read_made(project)
        _take_back(project, note)
        shutil.rmtree(project / LAST)
        _remove_empty(project, made)
    return sorted(path for path in note if not path.startswith(f"{FOLDER}/"))


def recover(project: Path) -> bool:
    """Takes back an export that was cut off in the middle. Whether there was one."""
    staged = project / STAGED
    if not staged.is_dir():
        return False
    with disk_errors(project):
        note = _read_note(project)
        if note is not None and (staged / "begun").exists():
            made = _read_made(project)
            _take_back(project, note)
            shutil.rmtree(project / LAST, ignore_errors=True)
            _remove_empty(project, made)
        shutil.rmtree(staged)
    return True


def write_all(project: Path, data: Mapping[str, bytes]) -> None:
    """``data`` by paths below the project. Raises OSError; then everything is as it was."""
    staged, last = project / STAGED, project / LAST
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
    note = {path: (digest_of(project / path), digest(content)) for path, content in data.items()}
    backups = {path: number for number, path in enumerate(data) if note[path][0]}
    for path, number in backups.items():
        shutil.copy2(project / path, last / str(number))
    document = {path: {"before": before, "after": after} for path, (before, after) in note.items()}
    _write_synced(project / _NOTE, json.dumps(document, ensure_ascii=False, indent=1).encode())
    folders = _missing_folders(project, data)
    _write_synced(project / _MADE, json.dumps(folders, ensure_ascii=False).encode())
    _write_synced(staged / "begun", b"")
    try:
        for number, path in enumerate(data):
            target = project / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (staged / str(number)).replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            _take_back(project, note)
            shutil.rmtree(last, ignore_errors=True)
            _remove_empty(project, folders)
            shutil.rmtree(staged, ignore_errors=True)
        raise
    shutil.rmtree(staged)


def replace_file(target: Path, data: bytes) -> None:
    """Whole or not at all. Raises OSError."""
    part = target.with_name(f".{target.name}.part")
    _write_synced(part, data)
    part.replace(target)


def _take_back(project: Path, note: Mapping[str, tuple[str, str]]) -> None:
    for number, (path, (before, after)) in enumerate(note.items()):
        target, kept = project / path, project / LAST / str(number)
        if digest_of(target) != after:
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


def check_project(project: Path) -> None:
    if not project.is_dir():
        raise OutputRefused(f"There is no folder {project} any more.", "If it was moved, link it anew.")
    if not os.access(project, os.W_OK | os.X_OK):
        raise OutputRefused(f"The folder {project} is not writable.")


@contextmanager
def disk_errors(project: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        place = error.filename or project
        raise OutputRefused(
            f"{place} can't be written: {error.strerror or error}.", "Nothing was changed; make room and try again."
        ) from error


def digest_of(path: Path) -> str:
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""


def _missing_folders(project: Path, data: Mapping[str, bytes]) -> list[str]:
    """Folders below the project that files need and that are not there, outer ones first."""
    needed = {folder for path in data for folder in Path(path).parents}
    return sorted(folder.as_posix() for folder in needed if not (project / folder).exists())


def _read_made(project: Path) -> list[str]:
    try:
        return [str(each) for each in json.loads((project / _MADE).read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []


def _remove_empty(project: Path, folders: list[str]) -> None:
    """Those of an export's own folders in which nothing is left, inner ones first."""
    for folder in sorted(folders, reverse=True):
        place = project / folder
        if place.resolve().is_relative_to(project.resolve()):
            with contextlib.suppress(OSError):
                place.rmdir()


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
