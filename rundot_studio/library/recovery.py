"""What a crash or a power cut left is set right: at the next opening, or as soon as another program notices.

See ``durability`` for what can be left of a picture that was being stored. Nothing here asks a service for anything.
"""

import logging
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rundot_studio.domain.errors import SourceUnusable
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.imaging import a1111

from . import layout
from .database import Database
from .errors_seam import library_errors
from .files import part_of, sha256
from .journal import write_job
from .recipes import text_for
from .rows import job_from
from .storing import describe_stored, insert_stored, possible_paths

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LeftOver:
    """What programs left that were cut off. ``jobs`` are this program's from now on: queued and sent ones wait for the
    artist's word, answered ones can be fetched. ``pictures`` were stored already and only lacked their rows."""

    jobs: tuple[Job, ...] = ()
    pictures: tuple[Picture, ...] = ()


_UNFLUSHED = (
    "SELECT pictures.id, path, stored_sha256, restore_path FROM unflushed_pictures JOIN pictures USING (number) "
    "LEFT JOIN marks USING (number)"
)
_SUFFIXES = tuple(map(layout.suffix_for, sorted(layout.STORED_FORMATS)))


def adopt_pictures(database: Database, folder: Path, jobs: Iterable[Job]) -> list[Picture]:
    """The pictures of those of these answered jobs whose files are there and lack their rows; they have them now."""
    return [picture for job in jobs if (picture := adopt_picture(database, folder, job)) is not None]


def adopt_picture(database: Database, folder: Path, job: Job) -> Picture | None:
    """Take the file that was stored for an answered job and has no rows for its picture. None where there is none.

    It must be whole and hold just the recipe that this job's picture would have.
    """
    if job.answer is None or job.state is not JobState.ANSWERED:
        return None
    for path, file in _possible_files(folder, job):
        with library_errors(folder):
            picture = _picture_of(job, path, file)
        if picture is None:
            continue
        with database.transaction(flushed=False) as connection:
            adopted = insert_stored(connection, folder, job, picture)
            if adopted.path == path and file != folder / path:
                file.rename(folder / path)
        log.info("%s was stored before a crash, and is taken up", adopted.path)
        return adopted
    return None


def restore_unflushed(database: Database, folder: Path) -> None:
    """Find the files of pictures that were stored just before a power cut, or have them fetched again."""
    if not _missing(database.rows(_UNFLUSHED), folder):
        return
    with database.transaction() as connection:
        # Once more, now that no other program moves files: they move within such a transaction.
        for row in _missing(connection.execute(_UNFLUSHED).fetchall(), folder):
            if row["restore_path"] is not None:
                continue  # it was deleted meanwhile: nobody wants it fetched
            if not _name_part(folder / row["path"], row["stored_sha256"]):
                _take_back(connection, row["id"])


def _missing(rows: list[sqlite3.Row], folder: Path) -> list[sqlite3.Row]:
    return [row for row in rows if not (folder / row["path"]).exists()]


def _possible_files(folder: Path, job: Job) -> Iterator[tuple[str, Path]]:
    """Files that are there: the path they belong to, and where they are."""
    draft = describe_stored(job, "", (0, 0), False)
    for suffix in _SUFFIXES:
        for path in possible_paths(draft, suffix):
            target = folder / path
            for file in (target, part_of(target)):
                if file.is_file():
                    yield path.as_posix(), file


def _picture_of(job: Job, path: str, file: Path) -> Picture | None:
    """The job's picture if that is what the file holds, byte by byte as it was written."""
    from rundot_studio.imaging import codec, recipe_chunks

    data = file.read_bytes()
    try:
        info = codec.check_whole(data)
        text = recipe_chunks.extract(data) or ""
    except SourceUnusable:
        return None
    if file.name != Path(path).name and info.format != "png":
        return None  # without checksums, nobody knows whether it was written to its end
    delivered = (a1111.read_recipe(text) or {}).get("deliveredSha256")
    if not isinstance(delivered, str):
        return None
    picture = describe_stored(job, delivered, (info.width, info.height), info.has_alpha)
    if text_for(picture) != text:
        return None
    return replace(picture, path=path, stored_sha256=sha256(data), stored_bytes=len(data))


def _name_part(target: Path, stored_sha256: str) -> bool:
    """Whether the file was there whole, only without its name."""
    part = part_of(target)
    if not part.is_file() or sha256(part.read_bytes()) != stored_sha256:
        return False
    part.rename(target)
    return True


def _take_back(connection: sqlite3.Connection, job_id: str) -> None:
    """The job's picture is to be fetched again; the row of the picture, and its marks, wait for it."""
    row = connection.execute("SELECT * FROM jobs WHERE id = ? AND state = ?", (job_id, JobState.STORED)).fetchone()
    if row is not None and row["answer"]:
        write_job(connection, replace(job_from(row), state=JobState.ANSWERED, picture_id=None))
    log.warning("the file of picture %s was lost in a power cut; it is fetched again", job_id)
