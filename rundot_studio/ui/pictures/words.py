"""How pictures and jobs are called on cards, in lists and in the inspector."""

import math
from datetime import datetime
from pathlib import PurePosixPath

from PySide6.QtCore import QCoreApplication

from rundot_studio.domain.catalog import model_named
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import (
    BRUSH,
    ContactSheetRecipe,
    CutoutRecipe,
    DepthRecipe,
    EditedRecipe,
    GenerateRecipe,
    Recipe,
    UpscaleRecipe,
)
from rundot_studio.ui.controls.language import sentence
from rundot_studio.ui.controls.numbers import amount, day, rounded

from .problem_words import problem_message

translate = QCoreApplication.translate
LEFT_OVER = "LEFT_OVER"
"""The code of a job that an earlier run left unsent."""


def recipe_title(recipe: Recipe) -> str:
    """The words, or what is done to which file."""
    if isinstance(recipe, GenerateRecipe):
        return recipe.prompt
    if isinstance(recipe, ContactSheetRecipe):
        return f"{kind_words(recipe)} · {recipe.name}"
    name = PurePosixPath(recipe.source.place).stem
    return f"{kind_words(recipe)} · {name}"


def kind_words(recipe: Recipe) -> str:
    if isinstance(recipe, CutoutRecipe):
        return translate("PictureWords", "Cut-out")
    if isinstance(recipe, UpscaleRecipe):
        return translate("PictureWords", "Upscaled {0}×").format(amount(recipe.factor))
    if isinstance(recipe, DepthRecipe):
        return translate("PictureWords", "Depth map")
    if isinstance(recipe, ContactSheetRecipe):
        return translate("PictureWords", "Contact sheet")
    if isinstance(recipe, EditedRecipe):
        return edit_words(recipe)
    return translate("PictureWords", "Generated")


def edit_words(recipe: EditedRecipe) -> str:
    if recipe.tool == BRUSH:
        return translate("PictureWords", "Touched up")
    return translate("PictureWords", "Edited in {0}").format(recipe.tool)


def caption(picture: Picture) -> str:
    """The short word on a picture's card: its seed, or the tool that made it."""
    if isinstance(picture.recipe, GenerateRecipe):
        return str(picture.seed_used) if picture.seed_used is not None else ""
    return kind_words(picture.recipe)


def file_facts(picture: Picture) -> str:
    """Size, format, bytes and day in one line."""
    suffix = PurePosixPath(picture.path).suffix.lstrip(".").upper()
    return " · ".join(
        (f"{picture.width} × {picture.height} {suffix}", bytes_words(picture.stored_bytes), when(picture.created_at))
    )


def bytes_words(count: int) -> str:
    if count < 1000 * 1000:
        return f"{max(1, round(count / 1000))} KB"
    return f"{rounded(count / 1_000_000, 1)} MB"


def when(moment: datetime) -> str:
    """Today by the clock, else the day; in this machine's time zone."""
    local = moment.astimezone()
    if local.date() == datetime.now().astimezone().date():
        return translate("PictureWords", "today {0}").format(local.strftime("%H:%M"))
    return day(local.date())


def model_label(name: str) -> str:
    model = model_named(name)
    return model.label if model else name


def clock(seconds: float) -> str:
    """``0:07``"""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02}"


def job_seconds(job: Job, now: datetime) -> float:
    """How long it has been running, or waiting where it has not been sent."""
    return (now - (job.sent_at or job.created_at)).total_seconds()


def state_words(job: Job) -> str:
    if job.state is JobState.QUEUED:
        return translate("PictureWords", "waiting")
    if job.state is JobState.ANSWERED:
        return translate("PictureWords", "storing")
    if job.later_id is not None:
        return translate("PictureWords", "will come later")
    return translate("PictureWords", "working")


def time_words(job: Job, expected_s: float | None, now: datetime) -> str:
    """``0:07 of about 0:18``; ``0:07 · working`` where nobody knows, or it takes longer."""
    if job.active and job.waits_until is not None:
        return next_try_words(job.waits_until, now)
    if job.later_id is not None and job.state is JobState.SENT:
        return state_words(job)
    so_far = clock(job_seconds(job, now))
    if expected_s is None or job.state is not JobState.SENT or job_seconds(job, now) > expected_s:
        return f"{so_far} · {state_words(job)}"
    return translate("PictureWords", "{0} of about {1}").format(so_far, clock(max(1.0, expected_s)))


def problem_words(job: Job) -> tuple[str, str]:
    """(what happened, what more there is to say) for a job that ended badly. That money may be gone comes first."""
    if job.problem is None:
        return state_words(job), ""
    if job.state is JobState.LOST:
        return translate("PictureWords", "May have been billed"), problem_message(job.problem)
    return problem_message(job.problem), sentence(job.problem.hint)


def next_try_words(until: datetime, now: datetime) -> str:
    """``next try in 12 s``, for a job that was refused for the moment."""
    seconds = math.ceil((until - now).total_seconds())
    if seconds <= 0:
        return translate("PictureWords", "trying again")
    return translate("PictureWords", "next try in {0} s").format(seconds)


def action_words(job: Job) -> str:
    """The one thing that helps with a failed job."""
    if job.problem is not None and job.problem.code == LEFT_OVER:
        return translate("PictureWords", "Send now")
    if job.problem is None or not job.problem.action:
        return translate("PictureWords", "Dismiss")
    return {
        "sign-in": translate("PictureWords", "Sign in"),
        "reword": translate("PictureWords", "Reword"),
        "scale-down": translate("PictureWords", "Change references"),
        "retry": translate("PictureWords", "Retry"),
        "again": translate("PictureWords", "Send again"),
        "free-space": translate("PictureWords", "Retry"),
        "details": translate("PictureWords", "Show details"),
    }.get(job.problem.action, translate("PictureWords", "Dismiss"))
