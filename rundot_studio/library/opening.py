"""How a database can be opened: for reading and writing, or, on a disk that takes no writing, for reading alone."""

import os
import sqlite3
from pathlib import Path

BUSY_TIMEOUT_S = 5.0


def is_writable(path: Path) -> bool:
    """Whether the file, or the folder for one that is not there yet, can be written. Asks the disk, changes nothing."""
    if not path.exists():
        return True  # making it will tell
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def connect(path: Path) -> sqlite3.Connection:
    return _with_rows(sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False))


def connect_reading(path: Path) -> sqlite3.Connection:
    """A connection that never writes, not even beside the file.

    Where the log of another program can't be shared, the file is read as if nobody would change it.
    """
    address = path.resolve().as_uri()
    connection = _connect_to(f"{address}?mode=ro")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        return _connect_to(f"{address}?mode=ro&immutable=1")
    return connection


def _connect_to(address: str) -> sqlite3.Connection:
    return _with_rows(
        sqlite3.connect(address, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
    )


def _with_rows(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.row_factory = sqlite3.Row
    return connection
