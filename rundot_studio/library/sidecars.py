"""Keeps the sidecars up to date: see ``sidecar_format`` for what they are.

Which of them are out of date is recorded in the transaction of each change (``stale_sidecars``), so that a crash
between a change and its file is made good later. They are written by a thread of their own shortly after the first
change, all changes of that time in one go, and when the library is closed.
"""

import logging
import sqlite3
import threading
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path, PurePosixPath

from rundot_studio.domain.errors import StudioError

from .board_order import order_on
from .database import Database
from .sidecar_format import BOARDS, SIDECAR, Entry, write_board_list, write_sidecar

log = logging.getLogger(__name__)

DELAY_S = 0.5
"""From the first change to the writing: a series of clicks is one file, and a crash costs no more than this."""

_BOARD_LIST = ""
"""Stands for the file of the boards where folders are recorded."""


class Sidecars:
    """Safe to call from any thread."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._closed = False

    def resume(self) -> None:
        """Make good what a crash, or another program that still runs, has not written yet."""
        if self._stale():
            self.touch()

    def touch(self) -> None:
        """After a change was committed: write soon."""
        with self._lock:
            if self._timer is None and not self._closed:
                self._timer = threading.Timer(DELAY_S, self._on_time)
                self._timer.name = "sidecars"
                self._timer.daemon = True
                self._timer.start()

    def flush(self) -> None:
        """Write all that are out of date now. One that fails stays recorded; the first reason is raised at the end."""
        failed: StudioError | None = None
        for folder in self._stale():
            try:
                self._write(folder)
            except StudioError as error:
                log.warning("%s %s", error.message, error.hint)
                failed = failed or error
        if failed is not None:
            raise failed

    def close(self) -> None:
        """Writes what is left. What can't be written is tried again at the next start."""
        with self._lock:
            self._closed = True
            timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()
            timer.join()
        self._flush_quietly()

    def _on_time(self) -> None:
        with self._lock:
            if self._closed:
                return  # whoever closes writes the rest
            self._timer = None
        self._flush_quietly()

    def _flush_quietly(self) -> None:
        try:
            self.flush()
        except StudioError:
            pass  # logged where it happened
        except sqlite3.ProgrammingError:
            log.debug("the library was closed meanwhile")

    def _stale(self) -> list[str]:
        rows = self._database.rows("SELECT DISTINCT folder FROM stale_sidecars ORDER BY folder")
        return [row["folder"] for row in rows]

    def _write(self, folder: str) -> None:
        """In a transaction of its own: of two programs that write at once, none can write what is older."""
        with self._database.transaction() as connection:
            rows = connection.execute("SELECT gone FROM stale_sidecars WHERE folder = ?", (folder,)).fetchall()
            if not rows:
                return  # another program was quicker
            gone = {row["gone"] for row in rows}
            if folder == _BOARD_LIST:
                boards = connection.execute("SELECT id, name FROM boards ORDER BY position, id").fetchall()
                names = {row["id"]: row["name"] for row in boards}
                orders = {board: order_on(connection, board) for board in names}
                write_board_list(self._folder / BOARDS, names, orders, gone)
            else:
                known, entries = _entries(connection, folder)
                write_sidecar(self._folder / folder / SIDECAR, entries, known, gone)
            connection.execute("DELETE FROM stale_sidecars WHERE folder = ?", (folder,))


def mark_stale(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """The marks of these pictures changed."""
    folders = {_folder_of(connection, number) for number in numbers}
    connection.executemany("INSERT OR IGNORE INTO stale_sidecars (folder) VALUES (?)", [(name,) for name in folders])


def mark_gone(connection: sqlite3.Connection, number: int) -> None:
    """This picture is about to leave the library for good."""
    (picture,) = connection.execute("SELECT id FROM pictures WHERE number = ?", (number,)).fetchone()
    connection.execute(
        "INSERT OR IGNORE INTO stale_sidecars (folder, gone) VALUES (?, ?)", (_folder_of(connection, number), picture)
    )


def mark_boards_stale(connection: sqlite3.Connection, gone: Iterable[str] = ()) -> None:
    """Boards were made, renamed, moved or, those in ``gone``, deleted; or their pictures were."""
    connection.executemany(
        "INSERT OR IGNORE INTO stale_sidecars (folder, gone) VALUES (?, ?)",
        [(_BOARD_LIST, board) for board in ("", *gone)],
    )


def _folder_of(connection: sqlite3.Connection, number: int) -> str:
    """The folder a picture belongs to, also while it is in the trash."""
    (path,) = connection.execute(
        "SELECT ifnull(restore_path, path) FROM pictures LEFT JOIN marks USING (number) WHERE number = ?", (number,)
    ).fetchone()
    return PurePosixPath(path).parent.as_posix()


def _entries(connection: sqlite3.Connection, folder: str) -> tuple[set[str], dict[str, Entry]]:
    """The ids of all pictures of a folder, and entries for those with marks."""
    # '0' follows '/' in every encoding that a path is compared in.
    start, end = f"{folder}/", f"{folder}0"
    rows = connection.execute(
        "SELECT number, id, path, parent_id, stars, notes, deleted_at, restore_path "
        "FROM pictures LEFT JOIN marks USING (number) WHERE path >= ? AND path < ? "
        "UNION ALL SELECT number, id, path, parent_id, stars, notes, deleted_at, restore_path "
        "FROM marks INDEXED BY marks_of_trash JOIN pictures USING (number) "
        "WHERE deleted_at IS NOT NULL AND restore_path >= ? AND restore_path < ?",
        (start, end, start, end),
    ).fetchall()
    own = [row for row in rows if "/" not in (row["restore_path"] or row["path"])[len(start) :]]
    entries = {row["id"]: entry for row in own if (entry := _entry(connection, row)) is not None}
    return {row["id"] for row in own}, entries


def _entry(connection: sqlite3.Connection, row: sqlite3.Row) -> Entry | None:
    tags = connection.execute(
        "SELECT name FROM picture_tags JOIN tags ON tags.id = picture_tags.tag WHERE number = ? ORDER BY key",
        (row["number"],),
    ).fetchall()
    boards = connection.execute(
        "SELECT id, name FROM board_pictures JOIN boards ON boards.id = board_pictures.board WHERE number = ? "
        "ORDER BY boards.position, id",
        (row["number"],),
    ).fetchall()
    if not (row["stars"] or row["notes"] or row["deleted_at"] or tags or boards):
        return None
    return Entry(
        file=PurePosixPath(row["restore_path"] or row["path"]).name,
        stars=row["stars"] or 0,
        tags=tuple(tag["name"] for tag in tags),
        notes=row["notes"] or "",
        boards={board["id"]: board["name"] for board in boards},
        parent=row["parent_id"],
        deleted_at=datetime.fromisoformat(row["deleted_at"]) if row["deleted_at"] else None,
        deleted_to=row["path"] if row["deleted_at"] else "",
    )
