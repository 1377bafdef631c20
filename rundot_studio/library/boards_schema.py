"""The migration that gives the pictures of each board an order of the artist's, to begin with that of making."""

import sqlite3

from .sql_script import statements

_TABLES = """
    ALTER TABLE board_pictures ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
    UPDATE board_pictures SET position = ordered.position FROM (
        SELECT board, number, row_number() OVER (PARTITION BY board ORDER BY number) - 1 AS position
        FROM board_pictures
    ) AS ordered WHERE ordered.board = board_pictures.board AND ordered.number = board_pictures.number;
    CREATE INDEX board_pictures_in_order ON board_pictures (board, position, number);
    INSERT OR IGNORE INTO stale_sidecars (folder, gone) SELECT '', '' FROM boards LIMIT 1;
"""


def order_boards(connection: sqlite3.Connection) -> None:
    for statement in statements(_TABLES):
        connection.execute(statement)
