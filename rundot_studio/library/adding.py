"""Rows for pictures that have a file but came from no job."""

import sqlite3
from pathlib import Path

from rundot_studio.domain.picture import Picture

from .database import Database
from .indexing import index_picture
from .rows import PICTURE_COLUMNS, picture_from, picture_values


def insert_picture(connection: sqlite3.Connection, picture: Picture) -> Picture:
    """The picture with its number, findable; in the caller's transaction."""
    values = picture_values(picture)
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    row = connection.execute(
        f"INSERT INTO pictures ({names}) VALUES ({marks}) RETURNING {PICTURE_COLUMNS}", tuple(values.values())
    ).fetchone()
    added = picture_from(row)
    index_picture(connection, added)
    return added


def picture_with_id(database: Database, picture_id: str) -> Picture | None:
    rows = database.rows(f"SELECT {PICTURE_COLUMNS} FROM pictures WHERE id = ?", picture_id)
    return picture_from(rows[0]) if rows else None


def path_is_taken(database: Database, path: str) -> bool:
    return bool(database.rows("SELECT 1 FROM pictures WHERE path = ?", path))


def relative_to_library(folder: Path, path: Path) -> str | None:
    """The path of a file inside the library, as its rows have it; None for one outside."""
    resolved, top = path.resolve(), folder.resolve()
    return resolved.relative_to(top).as_posix() if resolved.is_relative_to(top) else None
