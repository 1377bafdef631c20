"""The library's trash: deleted pictures keep their rows, their marks and their children; their files move aside.

``pictures/2026/11/x.png`` goes to ``trash/2026/11/x.png``. Files are moved inside the transaction that records it, so
that both happen or neither; what a crash leaves between the two is set right by :meth:`Trash.settle`.
"""

import contextlib
import logging
import os
import sqlite3
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from rundot_studio.domain.errors import LibraryUnusable, PictureUnknown

from . import layout
from .database import Database
from .errors_seam import library_errors
from .indexing import refresh_facets
from .marks import numbers_of
from .rows import ids_as_json
from .sidecars import mark_gone, mark_stale

log = logging.getLogger(__name__)

HandOver = Callable[[Path], None]


@dataclass(frozen=True)
class TrashChange:
    """Pictures that go to the trash, and pictures that come back from it."""

    put: frozenset[str] = frozenset()
    back: frozenset[str] = frozenset()

    @property
    def pictures(self) -> frozenset[str]:
        return self.put | self.back


@dataclass(frozen=True)
class Emptied:
    """What emptying did: the pictures that are gone from the library, and why others are still in its trash."""

    gone: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    reason: str = ""


class Trash:
    """Blocking; call it off the event loop."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder

    def apply(self, change: TrashChange, at: datetime, strict: bool) -> TrashChange:
        """Move files and record it; what undoes it. ``at`` is when. A picture that is gone is an error if ``strict``.

        Raises LibraryUnusable where a file can't be moved; then none was.
        """
        moved: list[tuple[Path, Path]] = []
        try:
            with self._database.transaction() as connection:
                numbers = numbers_of(connection, change.pictures, strict)
                put = {
                    picture
                    for picture in sorted(change.put & numbers.keys())
                    if self._put(connection, numbers[picture], at, moved)
                }
                back = {
                    picture
                    for picture in sorted(change.back & numbers.keys())
                    if self._bring_back(connection, numbers[picture], moved)
                }
                refresh_facets(connection, (numbers[picture] for picture in put | back))
                mark_stale(connection, (numbers[picture] for picture in put | back))
        except BaseException:
            for source, target in reversed(moved):
                with contextlib.suppress(OSError):
                    target.rename(source)
            raise
        return TrashChange(frozenset(back), frozenset(put))

    def contents(self) -> list[str]:
        """Ids of what is in the trash, what was deleted first coming first."""
        rows = self._database.rows(
            "SELECT id FROM marks JOIN pictures USING (number) WHERE deleted_at IS NOT NULL ORDER BY deleted_at, number"
        )
        return [row["id"] for row in rows]

    def empty(self, hand_over: HandOver, pictures: Collection[str] | None = None) -> Emptied:
        """Hand the files to the system's trash and forget their pictures; ``pictures`` limits it to some.

        Each picture is forgotten only after its file was taken. Stops at the first file that is not.
        """
        waiting = [picture for picture in self.contents() if pictures is None or picture in pictures]
        gone: list[str] = []
        for place, picture in enumerate(waiting):
            try:
                if self._let_go(picture, hand_over):
                    gone.append(picture)
            except LibraryUnusable as error:
                return Emptied(tuple(gone), tuple(waiting[place:]), error.message)
        return Emptied(tuple(gone))

    def settle(self) -> int:
        """Put files where the database says they are, after a crash between the two; how many were moved.

        In a transaction, so that nobody else moves files at the same time.
        """
        moved = 0
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT path, restore_path FROM marks JOIN pictures USING (number) WHERE deleted_at IS NOT NULL"
            ).fetchall()
            in_trash = {row["path"]: row["restore_path"] for row in rows}
            for path, original in in_trash.items():
                moved += self._settle_file(original, path)
            trash = self._folder / layout.TRASH
            for file in sorted(trash.rglob("*")) if trash.is_dir() else []:
                path = file.relative_to(self._folder).as_posix()
                original = _mirrored(path, layout.TRASH, layout.PICTURES)
                known = connection.execute("SELECT 1 FROM pictures WHERE path = ?", (original,)).fetchone()
                if path not in in_trash and known is not None:
                    moved += self._settle_file(path, original)
        return moved

    def _put(self, connection: sqlite3.Connection, number: int, at: datetime, moved: list[tuple[Path, Path]]) -> bool:
        row = _row(connection, number)
        if row["deleted_at"] is not None:
            return False
        target = self._free(connection, _mirrored(row["path"], layout.PICTURES, layout.TRASH), row["id"])
        connection.execute("INSERT OR IGNORE INTO marks (number) VALUES (?)", (number,))
        connection.execute(
            "UPDATE marks SET deleted_at = ?, restore_path = ? WHERE number = ?", (at.isoformat(), row["path"], number)
        )
        self._move(connection, number, row["path"], target, moved)
        return True

    def _bring_back(self, connection: sqlite3.Connection, number: int, moved: list[tuple[Path, Path]]) -> bool:
        row = _row(connection, number)
        if row["deleted_at"] is None:
            return False
        target = self._free(connection, row["restore_path"], row["id"])
        mark_stale(connection, [number])  # where it was, should it come back under another name
        connection.execute("UPDATE marks SET deleted_at = NULL, restore_path = NULL WHERE number = ?", (number,))
        self._move(connection, number, row["path"], target, moved)
        return True

    def _move(
        self, connection: sqlite3.Connection, number: int, path: str, target: str, moved: list[tuple[Path, Path]]
    ) -> None:
        """A file that is missing is no reason to keep its picture out of the trash, or in it."""
        connection.execute("UPDATE pictures SET path = ? WHERE number = ?", (target, number))
        source_file, target_file = self._folder / path, self._folder / target
        if not os.path.lexists(source_file):
            return
        with library_errors(source_file):
            target_file.parent.mkdir(parents=True, exist_ok=True)
            source_file.rename(target_file)
        moved.append((source_file, target_file))

    def _free(self, connection: sqlite3.Connection, path: str, picture: str) -> str:
        """This path, or where something else has taken it meanwhile, one that no picture and no file has."""

        def is_free(candidate: str) -> bool:
            taken = connection.execute("SELECT 1 FROM pictures WHERE path = ?", (candidate,)).fetchone()
            return taken is None and not os.path.lexists(self._folder / candidate)

        return next(filter(is_free, _candidates(path, picture)))

    def _settle_file(self, found_at: str, belongs: str) -> int:
        source, target = self._folder / found_at, self._folder / belongs
        if not source.is_file() or os.path.lexists(target):
            return 0
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.rename(target)
        except OSError as error:
            log.warning("%s can't be moved to %s: %s", source, target, error)
            return 0
        return 1

    def _let_go(self, picture: str, hand_over: HandOver) -> bool:
        """Hand over one file and forget its picture, unless somebody has restored it meanwhile.

        In a transaction, so that nobody can restore it halfway.
        """
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT number, path FROM pictures JOIN marks USING (number) WHERE id = ? AND deleted_at IS NOT NULL",
                (picture,),
            ).fetchone()
            if row is None:
                return False
            path = self._folder / row["path"]
            if os.path.lexists(path):
                hand_over(path)
            mark_gone(connection, row["number"])
            connection.execute("DELETE FROM pictures WHERE number = ?", (row["number"],))
        return True


def system_trash(path: Path) -> None:
    """Hand a file to the system's trash. Raises LibraryUnusable with the reason; then the file is where it was."""
    hint = "It is still in the library's trash; nothing was lost."
    try:
        from send2trash import send2trash
    except ImportError as error:
        raise LibraryUnusable("The system's trash can't be reached: send2trash is not installed.", hint) from error
    try:
        send2trash(path)
    except Exception as error:  # it raises what each system's interface raises
        raise LibraryUnusable(f"The system's trash did not take {path.name}: {error}.", hint) from error
    if os.path.lexists(path):
        raise LibraryUnusable(f"The system's trash did not take {path.name}.", hint)


def deleted_pictures(database: Database, pictures: Collection[str]) -> set[str]:
    """Those of these ids that are in the trash, or no longer in the library at all."""
    rows = database.rows(
        "SELECT id FROM pictures LEFT JOIN marks USING (number) "
        "WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL",
        ids_as_json(pictures),
    )
    return set(pictures) - {row["id"] for row in rows}


def _row(connection: sqlite3.Connection, number: int) -> sqlite3.Row:
    row = connection.execute(
        "SELECT id, path, deleted_at, restore_path FROM pictures LEFT JOIN marks USING (number) WHERE number = ?",
        (number,),
    ).fetchone()
    if row is None:
        raise PictureUnknown("The picture is not in this library.")
    return row


def _mirrored(path: str, top: str, other_top: str) -> str:
    return f"{other_top}/{path.removeprefix(f'{top}/')}"


def _candidates(path: str, picture: str) -> Iterator[str]:
    yield path
    plain = PurePosixPath(path)
    yield layout.with_full_id(plain, picture).as_posix()
    count = 2
    while True:
        yield plain.with_name(f"{plain.stem}-{count}{plain.suffix}").as_posix()
        count += 1
