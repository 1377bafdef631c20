"""Events of jobs that finished later. A service gives each out once, so it is written here before it is looked at."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rundot_studio.domain.job import Job

from .database import Database
from .journal import write_job


@dataclass(frozen=True)
class LateEvent:
    """An event as it came: ``body`` is its JSON text, ``engine`` who made the picture, where that was told."""

    number: int
    connection: str
    body: bytes
    engine: str


class LateEvents:
    """Blocking; call it off the event loop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, connection: str, engine: str, bodies: Mapping[str, bytes], drained_at: datetime) -> None:
        """Keep events under keys that name them, all or none. One whose key is known came twice and is left out."""
        values = [(connection, key, body, engine, drained_at.isoformat()) for key, body in bodies.items()]
        with self._database.transaction() as open_transaction:
            open_transaction.executemany(
                "INSERT OR IGNORE INTO late_events (connection, event_key, body, engine, drained_at) "
                "VALUES (?, ?, ?, ?, ?)",
                values,
            )

    def pending(self, connection: str) -> list[LateEvent]:
        """What was not handled yet, oldest first."""
        rows = self._database.rows(
            "SELECT * FROM late_events WHERE connection = ? AND outcome IS NULL ORDER BY number", connection
        )
        return [LateEvent(row["number"], row["connection"], row["body"], row["engine"]) for row in rows]

    def settle(self, event: LateEvent, outcome: str, job: Job | None = None) -> bool:
        """Record what became of an event together with the step of the job it was about; False if another program did.

        The body has served then, unless nobody could read it.
        """
        with self._database.transaction() as connection:
            if not _is_pending(connection, event):
                return False
            if job is not None:
                write_job(connection, job)
            body = event.body if outcome == UNREADABLE else b""
            connection.execute(
                "UPDATE late_events SET outcome = ?, body = ? WHERE number = ?", (outcome, body, event.number)
            )
            return True


UNREADABLE = "unreadable"


def _is_pending(connection: sqlite3.Connection, event: LateEvent) -> bool:
    row = connection.execute("SELECT outcome FROM late_events WHERE number = ?", (event.number,)).fetchone()
    return row is not None and row["outcome"] is None
