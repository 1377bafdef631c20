"""The migration for pictures that are stored and whose folder entry is not yet known to last: see ``durability``."""

import sqlite3

from .sql_script import statements

_TABLES = """
    CREATE TABLE unflushed_pictures (
        number INTEGER PRIMARY KEY
    );
    CREATE TRIGGER unflushed_gone AFTER DELETE ON pictures BEGIN
        DELETE FROM unflushed_pictures WHERE number = OLD.number;
    END;
"""


def add_unflushed(connection: sqlite3.Connection) -> None:
    for statement in statements(_TABLES):
        connection.execute(statement)
