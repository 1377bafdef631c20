"""library verify, rebuild, import, rescue, backup and restore: what keeps a library whole."""

import argparse
import asyncio
import shlex
import sys
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from rundot_studio.domain.errors import OutputRefused, RuleBroken
from rundot_studio.library.backup import BackupReport
from rundot_studio.library.importing import Imported
from rundot_studio.library.library import Library
from rundot_studio.library.rebuild import rebuild as rebuild_library
from rundot_studio.library.restore import restore as restore_library
from rundot_studio.library.verify import Finding, Verification
from rundot_studio.studio.rescue import is_at_risk
from rundot_studio.studio.studio import Studio

from .jobs import job_json
from .report import line_for, picture_json, print_json, problem_json

MEGABYTE = 1_000_000
T = TypeVar("T")


async def verify(studio: Studio, options: argparse.Namespace) -> int:
    if options.threads is not None and options.threads < 1:
        raise RuleBroken("--threads", options.threads, "a whole number from 1 on")
    with _Percent("verifying") as percent:
        found = await percent.run(studio.library.verify, options.threads)
    _tell_verification(studio.library.folder, found, options.json)
    return 0 if found.clean else 1


async def import_files(studio: Studio, options: argparse.Namespace) -> int:
    paths = [Path(path).expanduser() for path in options.paths]
    stop = threading.Event()
    with _Percent("importing") as percent:
        work = asyncio.ensure_future(
            asyncio.to_thread(
                studio.library.import_files, paths, lambda done, total, _: percent(done, total), stop.is_set
            )
        )
        try:
            imported = await asyncio.shield(work)
        except asyncio.CancelledError:
            stop.set()  # the file at hand is finished, so that nothing is left half
            _tell_imported(studio.library, await work, options.json)
            raise
    _tell_imported(studio.library, imported, options.json)
    return 1 if imported.refused or imported.stopped else 0


async def rescue(studio: Studio, options: argparse.Namespace) -> int:
    rescued = await studio.rescue.once()
    left = [job for job in studio.queue.jobs if is_at_risk(job)]
    if options.json:
        print_json(
            {
                "pictures": [picture_json(studio.library, picture) for picture in rescued.saved],
                "expired": [job_json(job) for job in rescued.expired],
                "atRisk": [job_json(job) for job in left],
            }
        )
    else:
        for picture in rescued.saved:
            print(line_for(picture, studio.library.absolute(picture)))
        for job in rescued.expired:
            print(f"expired: job {job.id} can only be made again (rundot-studio jobs resume {job.id})", file=sys.stderr)
        for job in left:
            reason = job.problem.message if job.problem else ""
            print(f"still at risk: job {job.id}. {reason}".rstrip(), file=sys.stderr)
        if not (rescued.saved or rescued.expired or left):
            print("No picture is at risk.")
    return 1 if left or rescued.expired else 0


async def backup(studio: Studio, options: argparse.Namespace) -> int:
    target = Path(options.file).expanduser()
    if target.exists() and not options.force:
        raise OutputRefused(f"{target} exists; nothing was written.", "Choose another name, or add --force.")
    with _Percent("writing the backup") as percent:
        report = await percent.run(studio.library.back_up, target)
    _tell_backup(report, options.json)
    return 1 if report.missing else 0


async def rebuild(folder: Path, options: argparse.Namespace) -> int:
    """Opens no studio: nobody may have the library open."""
    with _Percent("reading the files") as percent:
        rebuilt = await percent.run(rebuild_library, folder)
    if options.json:
        print_json(
            {
                "pictures": rebuilt.pictures,
                "marked": rebuilt.marked,
                "boards": rebuilt.boards,
                "jobs": rebuilt.jobs,
                "keptDatabase": str(rebuilt.kept) if rebuilt.kept else None,
                "leftOut": [{"path": path, "reason": reason} for path, reason in rebuilt.unreadable],
            }
        )
        return 0
    print(f"{rebuilt.pictures} pictures, {rebuilt.marked} of them with marks, {rebuilt.boards} boards.")
    if rebuilt.kept is not None:
        print(f"The old database is kept as {rebuilt.kept.name}.")
    for path, reason in rebuilt.unreadable:
        print(f"left out: {path}: {reason}", file=sys.stderr)
    return 0


async def restore(folder: Path, options: argparse.Namespace) -> int:
    with _Percent("restoring") as percent:
        restored = await percent.run(restore_library, Path(options.file).expanduser(), folder)
    if not options.json:
        print(f"{restored.files} files were restored to {restored.folder}.")
    _tell_verification(restored.folder, restored.verification, options.json)
    return 0 if restored.verification.clean else 1


STUDIO_ACTIONS: dict[str, Callable[[Studio, argparse.Namespace], Awaitable[int]]] = {
    "verify": verify,
    "import": import_files,
    "rescue": rescue,
    "backup": backup,
}
FOLDER_ACTIONS: dict[str, Callable[[Path, argparse.Namespace], Awaitable[int]]] = {
    "rebuild": rebuild,
    "restore": restore,
}
"""Actions on a library that is not open."""


def _tell_verification(folder: Path, found: Verification, wants_json: bool) -> None:
    if wants_json:
        print_json(
            {
                "checked": found.checked,
                "bytes": found.checked_bytes,
                "clean": found.clean,
                "missing": [_finding_json(finding) for finding in found.missing],
                "changed": [_finding_json(finding) for finding in found.changed],
                "unknown": [
                    {"path": finding.path, "import": _import_command(folder, finding)} for finding in found.unknown
                ],
            }
        )
        return
    print(f"{found.checked} files checked, {found.checked_bytes / MEGABYTE:,.0f} MB.")
    for name, findings in (("missing", found.missing), ("changed", found.changed)):
        for finding in findings:
            owner = f" (picture {finding.picture_id})" if finding.picture_id else ""
            print(f"{name}: {finding.path}{owner}: {finding.reason}")
    for finding in found.unknown:
        print(f"unknown: {finding.path}; to make it a picture: {_import_command(folder, finding)}")
    if found.clean:
        print("Everything is as it was written.")


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {"path": finding.path, "id": finding.picture_id or None, "reason": finding.reason}


def _import_command(folder: Path, finding: Finding) -> str:
    library = shlex.quote(str(folder))
    return f"rundot-studio library import --library {library} {shlex.quote(str(folder / finding.path))}"


def _tell_imported(library: Library, imported: Imported, wants_json: bool) -> None:
    if wants_json:
        print_json(
            {
                "pictures": [picture_json(library, picture) for picture in imported.added],
                "putBack": [picture_json(library, picture) for picture in imported.put_back],
                "duplicates": [{"path": str(each.path), "id": each.picture_id} for each in imported.duplicates],
                "failed": [
                    {"path": str(refusal.path), **problem_json(refusal.problem)} for refusal in imported.refused
                ],
                "stopped": problem_json(imported.stopped) if imported.stopped else None,
                "cancelled": imported.cancelled,
                "left": [str(path) for path in imported.left],
            }
        )
        return
    for picture in imported.added:
        print(line_for(picture, library.absolute(picture)))
    for picture in imported.put_back:
        print(f"put back: {picture.id}  {picture.path}")
    for duplicate in imported.duplicates:
        print(f"known already: {duplicate.path} is picture {duplicate.picture_id}")
    for refusal in imported.refused:
        print(f"failed: {refusal.problem.message} {refusal.problem.hint}".rstrip(), file=sys.stderr)
    if imported.stopped is not None:
        print(f"stopped: {imported.stopped.message} {imported.stopped.hint}".rstrip(), file=sys.stderr)
    for path in imported.left:
        print(f"not looked at: {path}", file=sys.stderr)
    if not (imported.added or imported.put_back or imported.duplicates or imported.refused or imported.stopped):
        print("There are no pictures to import.")


def _tell_backup(report: BackupReport, wants_json: bool) -> None:
    if wants_json:
        print_json(
            {
                "path": str(report.path.absolute()),
                "files": report.files,
                "bytes": report.bytes,
                "missing": list(report.missing),
            }
        )
        return
    print(f"{report.files} files, {report.bytes / MEGABYTE:,.0f} MB: {report.path}")
    for path in report.missing:
        print(f"missing: {path} is not in the library, and so not in the backup", file=sys.stderr)


class _Stopped(Exception):
    pass


class _Percent:
    """One line on standard error that counts up, for people who watch; nothing where nobody does."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._shown = -1
        self._watched = sys.stderr.isatty()
        self._stop = threading.Event()

    async def run(self, work: Callable[..., T], *arguments: object) -> T:
        """Blocking work in a thread, with this as its last argument. An interrupt ends it where it next tells of
        progress; it leaves nothing half then."""
        running = asyncio.ensure_future(asyncio.to_thread(work, *arguments, self))
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            self._stop.set()
            await asyncio.wait([running])
            running.exception()  # it has been told by the interrupt
            raise

    def __enter__(self) -> "_Percent":
        return self

    def __call__(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise _Stopped
        percent = 100 * done // total if total else 100
        if self._watched and percent != self._shown:
            self._shown = percent
            print(f"\r{self._what}: {percent} %", end="", file=sys.stderr, flush=True)

    def __exit__(self, *_: object) -> None:
        if self._shown >= 0:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
