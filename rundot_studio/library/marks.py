"""What artists add to pictures: stars, tags, notes. A change is a value, and making it gives the one that undoes it."""

import sqlite3
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rundot_studio.domain.errors import PictureUnknown, RuleBroken

from .database import Database
from .indexing import refresh_facets, refresh_words
from .rows import ids_as_json
from .sidecars import mark_stale

MAX_STARS = 5
MAX_TAG_LETTERS = 80
MAX_NOTE_LETTERS = 20_000


@dataclass(frozen=True)
class Marks:
    """All that was added to one picture. ``boards`` are ids of boards, in the boards' order.

    ``deleted_at`` is when it went to the trash, None for a picture that is not there.
    """

    stars: int = 0
    tags: tuple[str, ...] = ()
    notes: str = ""
    boards: tuple[str, ...] = ()
    deleted_at: datetime | None = None


@dataclass(frozen=True)
class MarksChange:
    """Stars and notes as they shall be, and (picture id, tag) pairs that shall be there or gone."""

    stars: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    tags_on: frozenset[tuple[str, str]] = frozenset()
    tags_off: frozenset[tuple[str, str]] = frozenset()

    @property
    def pictures(self) -> frozenset[str]:
        return frozenset((*self.stars, *self.notes, *(picture for picture, _ in self.tags_on | self.tags_off)))


def starring(pictures: Iterable[str], stars: int) -> MarksChange:
    """Raises RuleBroken outside 0 to 5."""
    if not 0 <= stars <= MAX_STARS:
        raise RuleBroken("stars", stars, f"a whole number from 0 to {MAX_STARS}")
    return MarksChange(stars=dict.fromkeys(pictures, stars))


def noting(pictures: Iterable[str], text: str) -> MarksChange:
    """An empty note takes it away. Raises RuleBroken for a very long one."""
    text = storable(text).strip()
    if len(text) > MAX_NOTE_LETTERS:
        raise RuleBroken("notes", text, f"at most {MAX_NOTE_LETTERS} characters")
    return MarksChange(notes=dict.fromkeys(pictures, text))


def tagging(pictures: Iterable[str], add: Iterable[str] = (), remove: Iterable[str] = ()) -> MarksChange:
    """Raises RuleBroken for a tag that is empty or long."""
    chosen = tuple(pictures)
    on = frozenset((picture, clean_tag(tag)) for tag in add for picture in chosen)
    off = frozenset((picture, clean_tag(tag)) for tag in remove for picture in chosen)
    return MarksChange(tags_on=on, tags_off=off)


def together(*changes: MarksChange) -> MarksChange:
    """Several changes as one; of two that say something of the same, the later one counts."""
    return MarksChange(
        stars={picture: stars for change in changes for picture, stars in change.stars.items()},
        notes={picture: notes for change in changes for picture, notes in change.notes.items()},
        tags_on=frozenset().union(*(change.tags_on for change in changes)),
        tags_off=frozenset().union(*(change.tags_off for change in changes)),
    )


def clean_tag(tag: str) -> str:
    """As it is kept: NFC, single spaces. Raises RuleBroken."""
    text = " ".join(unicodedata.normalize("NFC", storable(tag)).split())
    if not text or len(text) > MAX_TAG_LETTERS:
        raise RuleBroken("tag", tag, f"one to {MAX_TAG_LETTERS} characters")
    return text


def tag_key(tag: str) -> str:
    """What makes two spellings the same tag: upper and lower case do not tell tags apart, accents do."""
    return unicodedata.normalize("NFC", " ".join(storable(tag).split()).casefold())


def storable(text: str) -> str:
    """Without what UTF-8 and the database can't hold: lone surrogates and the null character."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def numbers_of(connection: sqlite3.Connection, pictures: Collection[str], strict: bool = True) -> dict[str, int]:
    """The database's numbers by id. Raises PictureUnknown for one that is not there, unless not ``strict``."""
    rows = connection.execute(
        "SELECT id, number FROM pictures WHERE id IN (SELECT value FROM json_each(?))", (ids_as_json(pictures),)
    )
    numbers = {row["id"]: row["number"] for row in rows}
    if strict and (missing := set(pictures) - set(numbers)):
        raise PictureUnknown(f"There is no picture {min(missing)!r} in this library.")
    return numbers


def apply_marks(connection: sqlite3.Connection, change: MarksChange, strict: bool) -> MarksChange:
    """Make the change in the caller's transaction; what undoes it. Pictures that are gone are an error or left out."""
    numbers = numbers_of(connection, change.pictures, strict)
    for number in numbers.values():
        connection.execute("INSERT OR IGNORE INTO marks (number) VALUES (?)", (number,))
    inverse = MarksChange(
        stars=_set_column(connection, "stars", change.stars, numbers),
        notes=_set_column(connection, "notes", change.notes, numbers),
        tags_off=_tag(connection, change.tags_on, numbers),
        tags_on=_untag(connection, change.tags_off, numbers),
    )
    connection.execute("DELETE FROM tags WHERE NOT EXISTS (SELECT 1 FROM picture_tags WHERE tag = tags.id)")
    refresh_facets(connection, (numbers[picture] for picture in inverse.stars))
    worded = {*inverse.notes, *(picture for picture, _ in inverse.tags_on | inverse.tags_off)}
    refresh_words(connection, (numbers[picture] for picture in worded))
    mark_stale(connection, (numbers[picture] for picture in inverse.pictures))
    return inverse


def read_marks(database: Database, pictures: Collection[str]) -> dict[str, Marks]:
    """The marks of each of these pictures that there is."""
    chosen = ids_as_json(pictures)
    tags = _names(
        database,
        "SELECT pictures.id, tags.name AS value FROM pictures JOIN picture_tags USING (number) "
        "JOIN tags ON tags.id = picture_tags.tag WHERE pictures.id IN (SELECT value FROM json_each(?)) "
        "ORDER BY tags.key",
        chosen,
    )
    boards = _names(
        database,
        "SELECT pictures.id, boards.id AS value FROM pictures JOIN board_pictures USING (number) "
        "JOIN boards ON boards.id = board_pictures.board WHERE pictures.id IN (SELECT value FROM json_each(?)) "
        "ORDER BY boards.position, boards.id",
        chosen,
    )
    rows = database.rows(
        "SELECT id, stars, notes, deleted_at FROM pictures LEFT JOIN marks USING (number) "
        "WHERE id IN (SELECT value FROM json_each(?))",
        chosen,
    )
    return {
        row["id"]: Marks(
            row["stars"] or 0,
            tuple(tags.get(row["id"], ())),
            row["notes"] or "",
            tuple(boards.get(row["id"], ())),
            datetime.fromisoformat(row["deleted_at"]) if row["deleted_at"] else None,
        )
        for row in rows
    }


def read_tags(database: Database) -> dict[str, int]:
    """All tags in alphabetical order, and how many pictures have each, those in the trash left out."""
    rows = database.rows(
        "SELECT tags.name, count(marks.number) AS pictures FROM tags JOIN picture_tags ON picture_tags.tag = tags.id "
        "LEFT JOIN marks ON marks.number = picture_tags.number AND marks.deleted_at IS NULL "
        "GROUP BY tags.id ORDER BY tags.key"
    )
    return {row["name"]: row["pictures"] for row in rows}


def _names(database: Database, query: str, chosen: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in database.rows(query, chosen):
        found.setdefault(row["id"], []).append(row["value"])
    return found


def _set_column(
    connection: sqlite3.Connection, column: str, wanted: Mapping[str, Any], numbers: Mapping[str, int]
) -> dict[str, Any]:
    """The values before, of those pictures whose value is another now."""
    before = {}
    for picture, value in wanted.items():
        number = numbers.get(picture)
        if number is None:
            continue
        (old,) = connection.execute(f"SELECT {column} FROM marks WHERE number = ?", (number,)).fetchone()
        if old != value:
            connection.execute(f"UPDATE marks SET {column} = ? WHERE number = ?", (value, number))
            before[picture] = old
    return before


def _tag(
    connection: sqlite3.Connection, pairs: Iterable[tuple[str, str]], numbers: Mapping[str, int]
) -> frozenset[tuple[str, str]]:
    """The pairs that are new. A tag keeps the spelling it was first given."""
    given = set()
    for picture, name in sorted(pairs):
        if picture not in numbers:
            continue
        connection.execute("INSERT OR IGNORE INTO tags (name, key) VALUES (?, ?)", (name, tag_key(name)))
        added = connection.execute(
            "INSERT OR IGNORE INTO picture_tags (tag, number) SELECT id, ? FROM tags WHERE key = ?",
            (numbers[picture], tag_key(name)),
        )
        if added.rowcount:
            given.add((picture, name))
    return frozenset(given)


def _untag(
    connection: sqlite3.Connection, pairs: Iterable[tuple[str, str]], numbers: Mapping[str, int]
) -> frozenset[tuple[str, str]]:
    """The pairs that are gone, in the spelling they had."""
    taken = set()
    for picture, name in pairs:
        tag = connection.execute("SELECT id, name FROM tags WHERE key = ?", (tag_key(name),)).fetchone()
        if tag is None or picture not in numbers:
            continue
        gone = connection.execute(
            "DELETE FROM picture_tags WHERE tag = ? AND number = ?", (tag["id"], numbers[picture])
        )
        if gone.rowcount:
            taken.add((picture, tag["name"]))
    return frozenset(taken)
