"""The database anew, from nothing but the files: pictures with the recipes inside them, and the sidecars beside them.

It is made beside the old one and takes its place at the end, in one step; the old one is kept. Jobs are in no file:
where the old database can still be read, they are taken over.
"""

import contextlib
import logging
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import repeat
from pathlib import Path, PurePosixPath

from rundot_studio.domain.errors import LibraryUnusable, SourceUnusable
from rundot_studio.domain.picture import Picture
from rundot_studio.imaging import codec

from . import layout
from .adding import insert_picture
from .boards import Board, BoardsChange, apply_boards
from .database import Database, read_only_refusal
from .describing import describe
from .errors_seam import library_errors
from .files import PART_SUFFIX, sha256
from .indexing import refresh_facets
from .inventory import files_below
from .marks import MAX_STARS, MarksChange, apply_marks, clean_tag, numbers_of, storable
from .opening import is_writable
from .ownership import check_folder
from .programs import others_running
from .sidecar_format import BOARDS, SIDECAR, Entry, read_board_list, read_board_orders, read_sidecar

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Called with how many files are read, and how many there are."""

_CARRIED = {"jobs": "id", "late_events": "number"}
"""Tables that no file mirrors, with their keys."""


@dataclass
class Rebuilt:
    """``unreadable`` are files that are no whole pictures, with the reason; they stay where they are.

    ``kept`` is the old database under its new name, None where there was none.
    """

    pictures: int = 0
    marked: int = 0
    boards: int = 0
    jobs: int = 0
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    kept: Path | None = None


def rebuild(folder: Path, progress: Progress | None = None) -> Rebuilt:
    """Rebuild the library in ``folder``, which no program may have open. Blocking. Raises LibraryUnusable or DiskFull;
    then the old database is as it was."""
    check_folder(folder)
    database_path = folder / layout.DATABASE
    with library_errors(folder):
        if not folder.is_dir():
            raise LibraryUnusable(f"There is no library at {folder}.")
        if not is_writable(database_path) or not os.access(folder, os.W_OK):
            raise read_only_refusal(database_path)
        if others_running(folder):
            raise LibraryUnusable(f"The library at {folder} is open in another program.", "Close it there first.")
    part = database_path.with_name(f"{layout.DATABASE}.rebuilding")
    with library_errors(folder):
        _remove(part)
    rebuilt = Rebuilt()
    try:
        _fill(part, folder, rebuilt, progress)
        with library_errors(folder):
            rebuilt.kept = _swap(part, database_path)
    except BaseException:
        with contextlib.suppress(OSError):
            _remove(part)
        raise
    return rebuilt


def _fill(part: Path, folder: Path, rebuilt: Rebuilt, progress: Progress | None) -> None:
    database = Database(part)
    try:
        found = sorted(_pictures(folder, rebuilt, progress), key=lambda picture: (picture.created_at, picture.path))
        entries = _entries(folder)
        with database.transaction() as connection:
            for picture in found:
                entry = entries.get(picture.id)
                parent = picture.parent_id or (entry.parent if entry else None)
                insert_picture(connection, replace(picture, parent_id=parent))
            rebuilt.pictures = len(found)
            taken = {picture.id for picture in found}
            _mark(connection, entries, taken, rebuilt)
            _board(connection, folder, entries, taken, rebuilt)
            _throw_away(connection, found, entries)
        rebuilt.jobs = _carry_over(database, folder / layout.DATABASE)
        database.fold_log()
    finally:
        database.close()


def _pictures(folder: Path, rebuilt: Rebuilt, progress: Progress | None) -> list[Picture]:
    """Every whole picture, each with an id of its own."""
    paths = list(files_below(folder, (layout.PICTURES, layout.TRASH)))
    found: dict[str, list[Picture]] = {}
    # Most of the time goes into checking pixels, which lets other threads run.
    readers = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="rebuild")
    try:
        for done, (path, read) in enumerate(zip(paths, readers.map(_read, repeat(folder), paths), strict=True), 1):
            if isinstance(read, Picture):
                found.setdefault(read.id, []).append(read)
            else:
                rebuilt.unreadable.append((path, read.message))
            if progress is not None:
                progress(done, len(paths))
    finally:
        readers.shutdown(cancel_futures=True)
    pictures: dict[str, Picture] = {}
    for same_id in found.values():
        first, *others = sorted(same_id, key=lambda picture: not _names_its_id(picture))
        pictures[first.id] = first
        for other in others:
            changed = replace(other, id=other.stored_sha256[: len(other.id)], parent_id=first.id)
            if other.stored_sha256 == first.stored_sha256 or changed.id in found or changed.id in pictures:
                rebuilt.unreadable.append((other.path, f"it is a copy of {first.path}"))
            else:
                pictures[changed.id] = changed
    return list(pictures.values())


def _names_its_id(picture: Picture) -> bool:
    return picture.id[:6] in PurePosixPath(picture.path).stem.rpartition("-")[2]


def _read(folder: Path, path: str) -> Picture | SourceUnusable:
    try:
        return _picture(folder, path)
    except SourceUnusable as error:
        return error


def _picture(folder: Path, path: str) -> Picture:
    """A file as a picture. Raises SourceUnusable for what is none, or not whole."""
    try:
        data = (folder / path).read_bytes()
        modified_at = datetime.fromtimestamp(max(0, int((folder / path).stat().st_mtime)), UTC)
    except OSError as error:
        raise SourceUnusable(f"It can't be read: {error.strerror or error}.") from error
    info = codec.check_whole(data)
    described = describe(data, info, PurePosixPath(path).stem, modified_at)
    return replace(described.picture, path=path, stored_sha256=sha256(data), stored_bytes=len(data))


def _entries(folder: Path) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for path in sorted((folder / layout.PICTURES).rglob(SIDECAR)):
        try:
            entries.update(read_sidecar(path))
        except LibraryUnusable as error:
            log.warning("%s", error.message)
    return entries


def _mark(connection: sqlite3.Connection, entries: dict[str, Entry], known: set[str], rebuilt: Rebuilt) -> None:
    marked = {picture: entry for picture, entry in entries.items() if picture in known}
    change = MarksChange(
        stars={picture: entry.stars for picture, entry in marked.items() if 0 < entry.stars <= MAX_STARS},
        notes={picture: storable(entry.notes) for picture, entry in marked.items() if entry.notes},
        tags_on=frozenset((picture, tag) for picture, entry in marked.items() for tag in _sound_tags(entry)),
    )
    apply_marks(connection, change, strict=False)
    rebuilt.marked = len(marked)


def _sound_tags(entry: Entry) -> Iterator[str]:
    from rundot_studio.domain.errors import RuleBroken

    for tag in entry.tags:
        with contextlib.suppress(RuleBroken):
            yield clean_tag(tag)


def _board(
    connection: sqlite3.Connection, folder: Path, entries: dict[str, Entry], known: set[str], rebuilt: Rebuilt
) -> None:
    try:
        names, orders = read_board_list(folder / BOARDS), read_board_orders(folder / BOARDS)
    except LibraryUnusable as error:
        log.warning("%s", error.message)
        names, orders = {}, {}
    for entry in entries.values():
        for board, name in sorted(entry.boards.items()):
            names.setdefault(board, name)
    boards = tuple(Board(board, storable(name), position) for position, (board, name) in enumerate(names.items()))
    on = tuple((board, picture) for picture, entry in entries.items() if picture in known for board in entry.boards)
    apply_boards(connection, BoardsChange(boards=boards), strict=False)
    apply_boards(connection, BoardsChange(pictures_on=on, orders=orders), strict=False)
    rebuilt.boards = len(boards)


def _throw_away(connection: sqlite3.Connection, found: list[Picture], entries: dict[str, Entry]) -> None:
    """What lies in the trash is in the trash: where a file is, is newer than what a sidecar says."""
    deleted = [picture for picture in found if picture.path.startswith(f"{layout.TRASH}/")]
    numbers = numbers_of(connection, [picture.id for picture in deleted], strict=False)
    for picture in deleted:
        entry = entries.get(picture.id)
        at = entry.deleted_at if entry is not None and entry.deleted_at else picture.created_at
        original = PurePosixPath(layout.PICTURES, *PurePosixPath(picture.path).parts[1:])
        if entry is not None and entry.file and "/" not in entry.file:
            original = original.with_name(entry.file)
        connection.execute("INSERT OR IGNORE INTO marks (number) VALUES (?)", (numbers[picture.id],))
        connection.execute(
            "UPDATE marks SET deleted_at = ?, restore_path = ? WHERE number = ?",
            (at.isoformat(), original.as_posix(), numbers[picture.id]),
        )
    refresh_facets(connection, numbers.values())


def _carry_over(database: Database, old: Path) -> int:
    """Jobs and events of a database that can still be read, column by column; how many jobs."""
    if not old.exists():
        return 0
    try:
        source = sqlite3.connect(old)
        source.row_factory = sqlite3.Row
        try:
            rows = {table: source.execute(f"SELECT * FROM {table}").fetchall() for table in _CARRIED}
        finally:
            source.close()
    except sqlite3.Error as error:
        log.warning("the jobs of the old database can't be read: %s", error)
        return 0
    with database.transaction() as connection:
        for table, found in rows.items():
            columns = {row["name"] for row in connection.execute(f"PRAGMA table_info({table})")}
            for row in found:
                names = [name for name in row.keys() if name in columns]  # noqa: SIM118
                marks = ", ".join("?" * len(names))
                values = tuple(row[name] for name in names)
                connection.execute(f"INSERT OR IGNORE INTO {table} ({', '.join(names)}) VALUES ({marks})", values)
    return len(rows["jobs"])


def _swap(part: Path, database_path: Path) -> Path | None:
    """The new database in place of the old one. At no moment is there none."""
    kept = None
    if database_path.exists():
        _fold_log(database_path)
        kept = _free_name(database_path)
        try:
            kept.hardlink_to(database_path)
        except OSError:  # a disk without links
            copy = kept.with_name(f".{kept.name}{PART_SUFFIX}")
            shutil.copyfile(database_path, copy)
            copy.replace(kept)
    for suffix in ("-wal", "-shm"):
        beside = database_path.with_name(database_path.name + suffix)
        if beside.exists() and kept is not None:
            beside.replace(kept.with_name(kept.name + suffix))
        else:
            beside.unlink(missing_ok=True)
    part.replace(database_path)
    return kept


def _fold_log(database_path: Path) -> None:
    """What is only in the log into the file itself; a file that is damaged keeps its log beside it."""
    with contextlib.suppress(sqlite3.Error):
        connection = sqlite3.connect(database_path)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def _free_name(database_path: Path) -> Path:
    number = 1
    while (kept := database_path.with_name(f"{database_path.name}.before-rebuild-{number}")).exists():
        number += 1
    return kept


def _remove(part: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)
