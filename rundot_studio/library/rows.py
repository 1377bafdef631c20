"""Rows of the database as the domain's objects, and back."""

import json
import sqlite3
from collections.abc import Callable, Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

import msgspec

from rundot_studio.domain.errors import Problem
from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import Recipe, recipe_from_json, recipe_to_json

_PICTURE_FIELDS = tuple(Picture.__dataclass_fields__)
PICTURE_COLUMNS = ", ".join(f"pictures.{name}" for name in _PICTURE_FIELDS)
"""What :func:`picture_from` reads, in the order of the object's fields: a page makes hundreds."""


def picture_from(row: sqlite3.Row) -> Picture:
    """The picture of a row that begins with :data:`PICTURE_COLUMNS`."""
    values = list(row[: len(_PICTURE_FIELDS)])
    for place, convert in _CONVERSIONS:
        values[place] = convert(values[place])
    return Picture(*values)


def _recipe_from(text: str) -> Recipe:
    return recipe_from_json(msgspec.json.decode(text))  # a page reads hundreds


def ids_as_json(ids: Collection[str]) -> str:
    """Any number of ids as one value, for ``IN (SELECT value FROM json_each(?))``."""
    return json.dumps(list(ids))


def picture_values(picture: Picture) -> dict[str, Any]:
    """Columns and values, without the number, which the database gives."""
    values = {name: getattr(picture, name) for name in Picture.__dataclass_fields__ if name != "number"}
    values["kind"] = picture.kind.value
    values["recipe"] = json.dumps(recipe_to_json(picture.recipe), ensure_ascii=False)
    values["created_at"] = picture.created_at.isoformat()
    return values


def job_from(row: sqlite3.Row) -> Job:
    return Job(
        id=row["id"],
        recipe=recipe_from_json(json.loads(row["recipe"])),
        connection=row["connection"],
        created_at=datetime.fromisoformat(row["created_at"]),
        state=JobState(row["state"]),
        parent_id=row["parent_id"],
        sent_at=datetime.fromisoformat(row["sent_at"]) if row["sent_at"] else None,
        answer=_answer_from(row["answer"]),
        problem=Problem(**json.loads(row["problem"])) if row["problem"] else None,
        picture_id=row["picture_id"],
        attempt=row["attempt"],
        waits_until=datetime.fromisoformat(row["waits_until"]) if row["waits_until"] else None,
        later_id=row["later_id"],
    )


def job_values(job: Job) -> dict[str, Any]:
    return {
        "id": job.id,
        "recipe": json.dumps(recipe_to_json(job.recipe), ensure_ascii=False),
        "connection": job.connection,
        "created_at": job.created_at.isoformat(),
        "state": job.state.value,
        "parent_id": job.parent_id,
        "sent_at": job.sent_at.isoformat() if job.sent_at else None,
        "answer": json.dumps(asdict(job.answer), default=str, ensure_ascii=False) if job.answer else None,
        "problem": json.dumps(asdict(job.problem), ensure_ascii=False) if job.problem else None,
        "picture_id": job.picture_id,
        "attempt": job.attempt,
        "waits_until": job.waits_until.isoformat() if job.waits_until else None,
        "later_id": job.later_id,
    }


_CONVERSIONS: tuple[tuple[int, Callable[[Any], Any]], ...] = (
    (_PICTURE_FIELDS.index("recipe"), _recipe_from),
    (_PICTURE_FIELDS.index("created_at"), datetime.fromisoformat),
    (_PICTURE_FIELDS.index("has_alpha"), bool),
    (_PICTURE_FIELDS.index("procedural"), bool),
)


def _answer_from(text: str | None) -> Answer | None:
    if not text:
        return None
    values = json.loads(text)
    if values["deadline"]:
        values["deadline"] = datetime.fromisoformat(values["deadline"])
    return Answer(**values)
