"""The migration for several programs on one library, and for knowing pictures again by their pixels.

``job_owners`` names the program whose job one is while it is under way: see ``programs``. ``pixel_hashes`` is filled
when pictures are compared, and can be emptied at any time: see ``pixel_hashes``.
"""

import sqlite3

from .sql_script import statements

_TABLES = """
    CREATE TABLE job_owners (
        job_id TEXT PRIMARY KEY,
        owner TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TRIGGER job_owner_gone AFTER INSERT ON jobs WHEN NEW.state NOT IN ('queued', 'sent', 'answered') BEGIN
        DELETE FROM job_owners WHERE job_id = NEW.id;
    END;
    CREATE TABLE pixel_hashes (
        number INTEGER PRIMARY KEY,
        pixel_sha256 TEXT NOT NULL
    );
    CREATE INDEX pixel_hashes_by_hash ON pixel_hashes (pixel_sha256);
    CREATE INDEX pictures_by_stored ON pictures (stored_sha256);
    CREATE INDEX pictures_by_delivered ON pictures (delivered_sha256);
    CREATE INDEX pictures_by_size ON pictures (width, height);
    CREATE TRIGGER pixels_gone AFTER DELETE ON pictures BEGIN
        DELETE FROM pixel_hashes WHERE number = OLD.number;
    END;
"""


def add_programs(connection: sqlite3.Connection) -> None:
    for statement in statements(_TABLES):
        connection.execute(statement)
