"""Jobs on disk. Each step is written before its effect is relied on, so that a crash at any moment loses nothing."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from rundot_studio.domain.job import Job, JobState

from .database import Database
from .programs import orphaned, owned_elsewhere, take_over, write_owner
from .rows import job_from, job_values


class Journal:
    """Blocking; call it off the event loop. Jobs under way belong to the program that last wrote to them."""

    def __init__(self, database: Database, folder: Path | None = None, token: str = "") -> None:
        """``token`` is this program's, by which others know that it has the library in ``folder`` open."""
        self._database = database
        self._folder = folder or database.path.parent
        self._token = token

    def add(self, jobs: list[Job]) -> None:
        """Queue new jobs, all or none."""
        with self._database.transaction() as connection:
            for job in jobs:
                self._write(connection, job)

    def update(self, job: Job) -> None:
        """Record a job's step."""
        with self._database.transaction() as connection:
            self._write(connection, job)

    def take_over(self, jobs: Iterable[Job]) -> list[Job]:
        """Those of these jobs that no other living program works on; they are this program's from now on.

        As they are on disk by then: another program may have ended some of them meanwhile.
        """
        taken = take_over(self._database, self._folder, self._token, [job.id for job in jobs])
        return [job for job in self.unfinished() if job.id in taken]

    def take_over_orphans(self) -> list[Job]:
        """Jobs of programs that ended while they worked on them; they are this program's from now on."""
        orphans = orphaned(self._database, self._folder, self._token)
        return self.take_over(job for job in self.unfinished() if job.id in orphans) if orphans else []

    def under_way_elsewhere(self) -> set[str]:
        """Ids of the jobs that other living programs work on."""
        return owned_elsewhere(self._database, self._folder, self._token)

    def under_way(self) -> set[str]:
        """Ids of the jobs that any living program works on, this one too."""
        return owned_elsewhere(self._database, self._folder, "")

    def unfinished(self) -> list[Job]:
        """Every job that is neither stored nor cancelled, oldest first."""
        rows = self._database.rows(
            "SELECT * FROM jobs WHERE state NOT IN ('stored', 'cancelled') ORDER BY created_at, id"
        )
        return [job_from(row) for row in rows]

    def get(self, job_id: str) -> Job | None:
        rows = self._database.rows("SELECT * FROM jobs WHERE id = ?", job_id)
        return job_from(rows[0]) if rows else None

    def known_as(self, later_id: str, generation_id: str) -> Job | None:
        """The job that a service calls so: by the id of its background job, else by that of what it generated."""
        rows = self._database.rows("SELECT * FROM jobs WHERE later_id = ?", later_id)
        if not rows and generation_id:
            rows = self._database.rows(
                "SELECT * FROM jobs WHERE answer IS NOT NULL AND json_extract(answer, '$.generation_id') = ?",
                generation_id,
            )
        return job_from(rows[0]) if rows else None

    def forget(self, job_id: str) -> None:
        """Strike a job that ended without a picture from the list."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM jobs WHERE id = ? AND state IN (?, ?, ?)",
                (job_id, JobState.FAILED, JobState.CANCELLED, JobState.LOST),
            )

    def _write(self, connection: sqlite3.Connection, job: Job) -> None:
        write_job(connection, job)
        if job.active and self._token:
            write_owner(connection, job.id, self._token)


def write_job(connection: sqlite3.Connection, job: Job) -> None:
    """Insert or replace, inside the caller's transaction."""
    values = job_values(job)
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT OR REPLACE INTO jobs ({names}) VALUES ({marks})", tuple(values.values()))
