"""Storing a delivered picture: the file first, then its rows and its job's in one transaction."""

from dataclasses import replace
from pathlib import Path

from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe, UpscaleRecipe

from . import layout
from .database import Database
from .errors_seam import library_errors
from .files import sha256, write_atomically
from .indexing import index_picture
from .journal import write_job
from .recipes import text_for
from .rows import PICTURE_COLUMNS, picture_from, picture_values


def store_picture(
    database: Database, folder: Path, job: Job, data: bytes, image_format: str, size: tuple[int, int], has_alpha: bool
) -> Picture:
    """The picture of an answered job. ``size`` is (width, height).

    A job whose file was written before a crash finds it and does not write a second.
    """
    picture = _described(job, data, size, has_alpha)
    with library_errors(folder):
        picture = _write_file(folder, picture, data, layout.suffix_for(image_format))
    return _insert(database, picture, job.moved_to(JobState.STORED, picture_id=picture.id))


def _described(job: Job, data: bytes, size: tuple[int, int], has_alpha: bool) -> Picture:
    """All that is known before the file is written."""
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
        delivered_sha256=sha256(data),
        stored_sha256="",
        stored_bytes=0,
    )


def _write_file(folder: Path, picture: Picture, data: bytes, suffix: str) -> Picture:
    from rundot_studio.imaging import recipe_chunks

    content = recipe_chunks.embed(data, text_for(picture))
    digest = sha256(content)
    words = layout.words_of(picture.recipe)
    path = layout.picture_path(picture.recipe, words, picture.seed_used, picture.id, picture.created_at, suffix)
    target = folder / path
    if target.exists() and sha256(target.read_bytes()) != digest:
        path = layout.with_full_id(path, picture.id)
        target = folder / path
    if not (target.exists() and sha256(target.read_bytes()) == digest):
        write_atomically(target, content)
    return replace(picture, path=path.as_posix(), stored_sha256=digest, stored_bytes=len(content))


def _insert(database: Database, picture: Picture, job: Job) -> Picture:
    values = picture_values(picture)
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    with database.transaction() as connection:
        known = connection.execute(f"SELECT {PICTURE_COLUMNS} FROM pictures WHERE id = ?", (picture.id,)).fetchone()
        if known is None:
            cursor = connection.execute(
                f"INSERT INTO pictures ({names}) VALUES ({marks}) RETURNING {PICTURE_COLUMNS}", tuple(values.values())
            )
            known = cursor.fetchone()
            index_picture(connection, picture_from(known))
        write_job(connection, job)
    return picture_from(known)
