"""Storing a delivered picture: its file and its rows, with as little waiting for the disk as is safe: ``durability``.

While the disk flushes the file, the rows are made; the file takes its name inside their transaction, before they are
committed. So whoever sees the rows finds the file.
"""

import sqlite3
from dataclasses import replace
from pathlib import Path, PurePosixPath

from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe, UpscaleRecipe

from . import layout
from .database import Database
from .durability import Durability, note_unflushed
from .errors_seam import library_errors
from .files import NewFile, sha256
from .indexing import index_picture
from .journal import write_job
from .recipes import text_for
from .rows import PICTURE_COLUMNS, picture_from, picture_values


def store_picture(
    database: Database,
    durability: Durability,
    folder: Path,
    job: Job,
    data: bytes,
    image_format: str,
    size: tuple[int, int],
    has_alpha: bool,
    delivered_sha256: str = "",
) -> Picture:
    """The picture of an answered job. ``size`` is (width, height), ``delivered_sha256`` that of ``data`` where known.

    A job whose file was written before a crash finds it and does not write a second.
    """
    from rundot_studio.imaging import recipe_chunks

    picture = describe_stored(job, delivered_sha256 or sha256(data), size, has_alpha)
    content = recipe_chunks.embed(data, text_for(picture))
    database.presence.check()  # before a file is written into a new folder of the old name
    with library_errors(folder):
        path, is_there = _place(folder, picture, content, layout.suffix_for(image_format))
        if is_there:
            return _insert(database, folder, job, _with_file(picture, path, content))
        with durability.begin(folder / path, content) as file:
            return _insert(database, folder, job, _with_file(picture, path, content), file)


def describe_stored(job: Job, delivered_sha256: str, size: tuple[int, int], has_alpha: bool) -> Picture:
    """The picture of an answered job, before its file is written: without number, path and stored hash."""
    assert job.answer is not None
    answer = job.answer
    recipe = job.recipe
    seed = answer.seed if answer.seed is not None else getattr(recipe, "seed", None)
    if isinstance(recipe, GenerateRecipe):
        model = answer.model or recipe.model
    elif isinstance(recipe, UpscaleRecipe):
        model = recipe.model
    else:
        model = ""
    return Picture(
        number=0,
        id=job.id,
        path="",
        width=size[0],
        height=size[1],
        has_alpha=has_alpha,
        recipe=recipe,
        model_used=model,
        seed_used=seed if isinstance(recipe, GenerateRecipe) else None,
        generation_id=answer.generation_id,
        engine=answer.engine,
        procedural=answer.procedural,
        parent_id=job.parent_id,
        created_at=job.created_at,
        delivered_sha256=delivered_sha256,
        stored_sha256="",
        stored_bytes=0,
    )


def possible_paths(picture: Picture, suffix: str) -> tuple[PurePosixPath, PurePosixPath]:
    """Where the file of a picture goes, and where it goes if that name is taken; relative to the library."""
    words = layout.words_of(picture.recipe)
    path = layout.picture_path(picture.recipe, words, picture.seed_used, picture.id, picture.created_at, suffix)
    return path, layout.with_full_id(path, picture.id)


def insert_stored(connection: sqlite3.Connection, folder: Path, job: Job, picture: Picture) -> Picture:
    """The rows of a picture and its job's last step, in the caller's transaction; the picture with its number.

    A row that is there already stays, unless its file is gone: then it names the new one.
    """
    query = f"SELECT {PICTURE_COLUMNS} FROM pictures WHERE id = ?"
    row = connection.execute(query, (picture.id,)).fetchone()
    if row is None:
        values = picture_values(picture)
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        number = connection.execute(
            f"INSERT INTO pictures ({names}) VALUES ({marks})", tuple(values.values())
        ).lastrowid
        assert number is not None
        stored = replace(picture, number=number)
        index_picture(connection, stored)
    else:
        stored = picture_from(row)
        if not (folder / stored.path).exists():
            stored = _point_to(connection, stored, picture)
    note_unflushed(connection, stored.number)
    write_job(connection, job.moved_to(JobState.STORED, picture_id=picture.id))
    return stored


def _point_to(connection: sqlite3.Connection, known: Picture, anew: Picture) -> Picture:
    connection.execute(
        "UPDATE pictures SET path = ?, stored_sha256 = ?, stored_bytes = ?, delivered_sha256 = ? WHERE number = ?",
        (anew.path, anew.stored_sha256, anew.stored_bytes, anew.delivered_sha256, known.number),
    )
    return replace(anew, number=known.number)


def _place(folder: Path, picture: Picture, content: bytes, suffix: str) -> tuple[PurePosixPath, bool]:
    """Where the file is to be, and whether an earlier try has written it already."""
    paths = possible_paths(picture, suffix)
    for path in paths:
        target = folder / path
        if not target.exists():
            return path, False
        if target.stat().st_size == len(content) and target.read_bytes() == content:
            return path, True
    return paths[-1], False


def _insert(database: Database, folder: Path, job: Job, picture: Picture, file: NewFile | None = None) -> Picture:
    with database.transaction(flushed=False) as connection:
        stored = insert_stored(connection, folder, job, picture)
        if file is not None:
            file.put_in_place()
        return stored


def _with_file(picture: Picture, path: PurePosixPath, content: bytes) -> Picture:
    return replace(picture, path=path.as_posix(), stored_sha256=sha256(content), stored_bytes=len(content))
