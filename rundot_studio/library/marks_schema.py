"""The migration that lets artists mark pictures: stars, tags, notes, boards, trash, and what finding needs.

What an artist adds is in ``marks``, ``tags``, ``picture_tags``, ``boards`` and ``board_pictures``. Everything else but
``stale_sidecars`` is derived from it and from ``pictures``: see ``indexing``.

A facet is one combination of all that has few values (kind, models, ratio, stars and so on). A filter first finds the
facets it allows, of which there are some hundreds, and knows by their counts how many pictures those have and between
which numbers (``first`` and ``last`` may be too wide, never too narrow). Days are counted the same way. So each page is
read in whichever order touches fewer rows.
"""

import sqlite3

from .indexing import index_picture
from .rows import PICTURE_COLUMNS, picture_from
from .sql_script import statements

_TABLES = """
    CREATE TABLE marks (
        number INTEGER PRIMARY KEY,
        stars INTEGER NOT NULL DEFAULT 0 CHECK (stars BETWEEN 0 AND 5),
        notes TEXT NOT NULL DEFAULT '',
        deleted_at TEXT,
        restore_path TEXT
    );
    CREATE INDEX marks_of_trash ON marks (deleted_at) WHERE deleted_at IS NOT NULL;
    CREATE TABLE tags (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        key TEXT NOT NULL UNIQUE
    );
    CREATE TABLE picture_tags (
        tag INTEGER NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (tag, number)
    ) WITHOUT ROWID;
    CREATE INDEX tags_of_picture ON picture_tags (number);
    CREATE TABLE boards (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        position INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE board_pictures (
        board TEXT NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (board, number)
    ) WITHOUT ROWID;
    CREATE INDEX boards_of_picture ON board_pictures (number);
    CREATE TABLE stale_sidecars (
        folder TEXT NOT NULL,
        gone TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (folder, gone)
    ) WITHOUT ROWID;
    CREATE TABLE facets (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        model_asked TEXT NOT NULL,
        model_used TEXT NOT NULL,
        engine TEXT NOT NULL,
        procedural INTEGER NOT NULL,
        has_alpha INTEGER NOT NULL,
        aspect_ratio TEXT NOT NULL,
        stars INTEGER NOT NULL,
        deleted INTEGER NOT NULL,
        pictures INTEGER NOT NULL DEFAULT 0,
        first INTEGER NOT NULL DEFAULT 9223372036854775807,
        last INTEGER NOT NULL DEFAULT 0,
        UNIQUE (kind, model_asked, model_used, engine, procedural, has_alpha, aspect_ratio, stars, deleted)
    );
    CREATE TABLE days (
        day INTEGER PRIMARY KEY,
        pictures INTEGER NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL
    );
    CREATE TABLE picture_facets (
        number INTEGER PRIMARY KEY,
        facet INTEGER NOT NULL,
        day INTEGER NOT NULL,
        seed INTEGER
    );
    CREATE INDEX picture_facets_by_facet ON picture_facets (facet);
    CREATE INDEX picture_facets_by_day ON picture_facets (day);
    CREATE INDEX picture_facets_by_seed ON picture_facets (seed) WHERE seed IS NOT NULL;
    CREATE TRIGGER facets_more AFTER INSERT ON picture_facets BEGIN
        UPDATE facets SET pictures = pictures + 1, first = min(first, NEW.number), last = max(last, NEW.number)
            WHERE id = NEW.facet;
        INSERT INTO days VALUES (NEW.day, 1, NEW.number, NEW.number) ON CONFLICT (day) DO UPDATE
            SET pictures = pictures + 1, first = min(first, NEW.number), last = max(last, NEW.number);
    END;
    CREATE TRIGGER facets_less AFTER DELETE ON picture_facets BEGIN
        UPDATE facets SET pictures = pictures - 1 WHERE id = OLD.facet;
        UPDATE days SET pictures = pictures - 1 WHERE day = OLD.day;
    END;
    CREATE TRIGGER facets_moved AFTER UPDATE OF facet ON picture_facets WHEN NEW.facet <> OLD.facet BEGIN
        UPDATE facets SET pictures = pictures - 1 WHERE id = OLD.facet;
        UPDATE facets SET pictures = pictures + 1, first = min(first, NEW.number), last = max(last, NEW.number)
            WHERE id = NEW.facet;
    END;
    CREATE TRIGGER picture_gone AFTER DELETE ON pictures BEGIN
        DELETE FROM marks WHERE number = OLD.number;
        DELETE FROM picture_tags WHERE number = OLD.number;
        DELETE FROM board_pictures WHERE number = OLD.number;
        DELETE FROM picture_facets WHERE number = OLD.number;
        DELETE FROM picture_words WHERE rowid = OLD.number;
    END;
    DROP TABLE picture_words;
    CREATE VIRTUAL TABLE picture_words USING fts5(
        prompt, avoid, tags, notes, tokenize = 'ascii', prefix = '1 2 3'
    );
"""


def add_marks(connection: sqlite3.Connection) -> None:
    """Makes the tables and derives what finding needs from the pictures there are."""
    for statement in statements(_TABLES):
        connection.execute(statement)
    for row in connection.execute(f"SELECT {PICTURE_COLUMNS} FROM pictures").fetchall():
        index_picture(connection, picture_from(row))
