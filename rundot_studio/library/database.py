"""The library's SQLite file: opening, checking that it is ours, migrations.

WAL, and every commit is flushed to the disk: pictures are paid for. Only the rows of a stored picture may come a little
later, as they follow from its file: see ``durability``. One connection writes, one reads, so that looking never waits
for a write to reach the disk.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from rundot_studio.domain.errors import LibraryUnusable

from .boards_schema import order_boards
from .disks import is_on_network
from .durability_schema import add_unflushed
from .errors_seam import library_errors
from .files import PART_SUFFIX
from .marks_schema import add_marks
from .opening import connect, connect_reading, is_writable
from .presence import Presence
from .programs_schema import add_programs
from .sql_script import statements

APPLICATION_ID = 0x52554E44

MIGRATIONS: tuple[str | Callable[[sqlite3.Connection], None], ...] = (
    """
    CREATE TABLE pictures (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        path TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        has_alpha INTEGER NOT NULL,
        recipe TEXT NOT NULL,
        model_used TEXT NOT NULL,
        seed_used INTEGER,
        generation_id TEXT NOT NULL,
        engine TEXT NOT NULL,
        procedural INTEGER NOT NULL,
        parent_id TEXT,
        created_at TEXT NOT NULL,
        delivered_sha256 TEXT NOT NULL,
        stored_sha256 TEXT NOT NULL,
        stored_bytes INTEGER NOT NULL
    );
    CREATE INDEX pictures_by_parent ON pictures (parent_id) WHERE parent_id IS NOT NULL;
    CREATE VIRTUAL TABLE picture_words USING fts5 (
        prompt, avoid, content = '', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
    );
    CREATE TABLE jobs (
        id TEXT PRIMARY KEY,
        recipe TEXT NOT NULL,
        connection TEXT NOT NULL,
        created_at TEXT NOT NULL,
        state TEXT NOT NULL,
        parent_id TEXT,
        sent_at TEXT,
        answer TEXT,
        problem TEXT,
        picture_id TEXT,
        attempt INTEGER NOT NULL,
        waits_until TEXT
    ) WITHOUT ROWID;
    CREATE INDEX jobs_unfinished ON jobs (state) WHERE state NOT IN ('stored', 'cancelled');
    """,
    """
    ALTER TABLE jobs ADD COLUMN later_id TEXT;
    CREATE INDEX jobs_by_later_id ON jobs (later_id) WHERE later_id IS NOT NULL;
    CREATE INDEX jobs_by_generation ON jobs (json_extract(answer, '$.generation_id')) WHERE answer IS NOT NULL;
    CREATE TABLE late_events (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        connection TEXT NOT NULL,
        event_key TEXT NOT NULL,
        body BLOB NOT NULL,
        engine TEXT NOT NULL,
        drained_at TEXT NOT NULL,
        outcome TEXT,
        UNIQUE (connection, event_key)
    );
    CREATE INDEX late_events_pending ON late_events (connection) WHERE outcome IS NULL;
    """,
    add_marks,
    add_programs,
    add_unflushed,
    order_boards,
)
"""Numbered from 1; each runs once, in one transaction with its record (``user_version``)."""

_FLUSHED = "PRAGMA synchronous = FULL"
_UNFLUSHED = "PRAGMA synchronous = NORMAL"
"""In WAL mode: the log is flushed before it is folded into the file, and not at each commit."""


class Database:
    """An open library database. Safe to call from any thread; writes are serialised.

    ``read_only`` is true for one on a network disk, or on one that takes no writing; then every transaction is refused.
    """

    def __init__(self, path: Path) -> None:
        """Opens or makes the file. Raises LibraryUnusable for one that is not ours, is newer, damaged or locked."""
        self.path = path
        on_network = is_on_network(path.parent)
        self.read_only = on_network or not is_writable(path)
        self.refusal = network_refusal(path) if on_network else read_only_refusal(path)
        """Why every change of a read-only library is refused."""
        self._write_lock = threading.RLock()
        self._read_lock = threading.RLock()
        with library_errors(path):
            if self.read_only:
                self._open_reading()
                return
            self._writer = connect(path)
            try:
                _check_ours(self._writer, path)
                self._writer.execute("PRAGMA journal_mode = WAL")
                self._writer.execute(_FLUSHED)
                _migrate(self._writer, path)
                self._reader = connect(path)
                self._reader.execute("PRAGMA query_only = ON")
                self.presence = Presence(path)
            except BaseException:
                self._writer.close()
                raise

    @contextmanager
    def transaction(self, flushed: bool = True) -> Iterator[sqlite3.Connection]:
        """All or nothing. On an error everything is rolled back and the error translated.

        Raises LibraryGone where the library is no longer at its place.
        Unless ``flushed``, a power cut may undo it afterwards, never alone: only with all that was committed after it.
        """
        if self.read_only:
            raise self.refusal
        self.presence.check()
        with self._write_lock, library_errors(self.path):
            self._writer.execute(_FLUSHED if flushed else _UNFLUSHED)
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """Reads."""
        with self._read_lock, library_errors(self.path):
            return self._reader.execute(query, values).fetchall()

    def version_elsewhere(self) -> int:
        """A number that changes when another connection than our writing one, mostly another program, has committed."""
        with self._write_lock, library_errors(self.path):
            return int(self._writer.execute("PRAGMA data_version").fetchone()[0])

    def copy_to(self, target: Path) -> None:
        """The whole database as it is at one moment, into a new file. Writes may go on meanwhile."""
        source = connect_reading(self.path)
        copy = sqlite3.connect(target)
        try:
            with library_errors(target):
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
        finally:
            copy.close()
            source.close()

    def fold_log(self) -> None:
        """Write what is only in the log into the file itself, so that the file alone is the whole database."""
        with self._read_lock, self._write_lock, library_errors(self.path):
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        with self._read_lock, self._write_lock:
            self._reader.close()
            self._writer.close()

    def _open_reading(self) -> None:
        if not self.path.exists():
            raise self.refusal
        self._reader = self._writer = connect_reading(self.path)
        self.presence = Presence(self.path)
        try:
            _check_ours(self._reader, self.path)
            version = self._reader.execute("PRAGMA user_version").fetchone()[0]
            if version < len(MIGRATIONS):
                raise LibraryUnusable(
                    f"The library at {self.path.parent} is read-only, and of an older Rundot Studio.",
                    "Copy it to a disk that can be written, and open it there.",
                )
        except BaseException:
            self._reader.close()
            raise


def read_only_refusal(path: Path) -> LibraryUnusable:
    return LibraryUnusable(
        f"The library at {path.parent} is read-only; it can be looked at, but nothing can be changed or added.",
        "Copy it to a disk that can be written, or choose another library.",
    )


def network_refusal(path: Path) -> LibraryUnusable:
    return LibraryUnusable(
        f"The library at {path.parent} is on a network disk, where its database can't be written safely; it can be "
        "looked at, but nothing can be changed or added.",
        "Keep it on a disk of this computer; a backup can go to the network disk.",
    )


def _check_ours(connection: sqlite3.Connection, path: Path) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION_ID and (application or version or tables):
        raise LibraryUnusable(f"{path} is a database of another program.", "Choose another folder for the library.")
    if version > len(MIGRATIONS):
        raise LibraryUnusable(
            f"The library at {path.parent} was written by a newer Rundot Studio.", "Update this program to open it."
        )


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if 0 < version < len(MIGRATIONS):
        _copy_aside(connection, path, version)
    for number, migration in enumerate(MIGRATIONS[version:], version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Two programs may open a new library at once: the one that waited finds the work done.
            if connection.execute("PRAGMA user_version").fetchone()[0] < number:
                if callable(migration):
                    migration(connection)
                else:
                    for statement in statements(migration):
                        connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _copy_aside(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Keep the database as it is before it is changed, with what is only in its log yet; whole or not at all."""
    target = path.with_name(f"{path.name}.before-{version + 1}")
    part = target.with_name(f".{target.name}{PART_SUFFIX}")
    # Nobody else migrates meanwhile. A connection can't copy while it writes itself, hence one more.
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] != version:
            return  # another program was quicker, and has made the copy
        part.unlink(missing_ok=True)
        with closing(connect(path)) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
        part.replace(target)
    finally:
        connection.execute("ROLLBACK")
