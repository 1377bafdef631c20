"""Rows of the database as the domain's objects, and back."""

import json
import sqlite3
from dataclasses import asdict
from datetime import datetime
from typing import Any

from rundot_studio.domain.errors import Problem
from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import recipe_from_json, recipe_to_json


def picture_from(row: sqlite3.Row) -> Picture:
    values = {key: row[key] for key in row.keys() if key != "kind"}  # noqa: SIM118 - a Row iterates over its values
    values["recipe"] = recipe_from_json(json.loads(values["recipe"]))
    values["created_at"] = datetime.fromisoformat(values["created_at"])
    values["has_alpha"] = bool(values["has_alpha"])
    values["procedural"] = bool(values["procedural"])
    return Picture(**values)


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


def _answer_from(text: str | None) -> Answer | None:
    if not text:
        return None
    values = json.loads(text)
    if values["deadline"]:
        values["deadline"] = datetime.fromisoformat(values["deadline"])
    return Answer(**values)
