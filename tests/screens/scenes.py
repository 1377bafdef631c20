"""The scenes: each does what a person would do to see that state."""

import asyncio
from datetime import UTC, datetime

from PySide6.QtTest import QTest

from rundot_studio.domain.errors import Problem
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.recipe import GenerateRecipe

from .scene import SOME_LOOKS, Look, Stage, scene


@scene(library="empty")
async def first_start(stage: Stage) -> None:
    """Nothing yet: three sentences, three prompts."""


@scene(library="none")
async def library_can_not_be_opened(stage: Stage) -> None:
    """The sentence says why, in the place of the pictures."""


@scene()
async def working(stage: Stage) -> None:
    """The usual view: a picture, its recipe, its family, the gallery."""
    stage.window.panels.prompt.prompt.set_text("a brave knight with a lantern, pixel art, front view")
    await stage.show("knight")


@scene()
async def before_and_after(stage: Stage) -> None:
    await stage.show("cut")
    await stage.until(lambda: stage.window.panels.canvas.canvas.can_compare)


@scene(*SOME_LOOKS)
async def busy(stage: Stage) -> None:
    """Pictures on their way: cards with time and a cancel, the queue."""
    assert stage.studio is not None
    await stage.show("castle")
    stage.studio.queue.submit(GenerateRecipe("a harbour at dawn, oil painting", seed=1), 6)
    await asyncio.sleep(0.4)


@scene(*SOME_LOOKS)
async def problems(stage: Stage) -> None:
    """Errors live where the picture would have been, each with its one action."""
    assert stage.studio is not None
    await stage.show("gem")
    for number, (words, problem) in enumerate(PROBLEMS):
        job = Job(f"problem{number}", GenerateRecipe(words), "run", datetime.now(UTC), JobState.FAILED, problem=problem)
        stage.studio.queue.job_added.emit(job)
    stage.window.panels.gallery.view.scrollToTop()
    await asyncio.sleep(0.1)


PROBLEMS = (
    (
        "a battle scene",
        Problem(
            "IMAGE_GEN_SAFETY_FILTER", "Blocked by the safety filter", "Change the words and send again.", "reword"
        ),
    ),
    (
        "a wizard",
        Problem(
            "RATE_LIMITED",
            "Too many orders in a short time",
            "Your own limit is reached. Try again in a moment.",
            "retry",
        ),
    ),
    ("a knight", Problem("UNAUTHENTICATED", "You are signed out", "Sign in again.", "sign-in")),
)


@scene(*SOME_LOOKS)
async def search(stage: Stage) -> None:
    stage.window.commands.run("search")
    stage.window.panels.top.search.set_text("pixel")


@scene(*SOME_LOOKS)
async def nothing_found(stage: Stage) -> None:
    stage.window.panels.top.search.set_text("zebra")


@scene(*SOME_LOOKS)
async def palette(stage: Stage) -> None:
    stage.window.commands.run("palette")
    QTest.keyClicks(stage.window.palette_sheet.field.edit, "co")


@scene(*SOME_LOOKS)
async def shortcuts(stage: Stage) -> None:
    stage.window.commands.run("shortcuts")


@scene(*SOME_LOOKS)
async def preferences(stage: Stage) -> None:
    stage.window.commands.run("preferences")


@scene(*SOME_LOOKS)
async def about(stage: Stage) -> None:
    stage.window.commands.run("about")


@scene(*SOME_LOOKS)
async def guide(stage: Stage) -> None:
    stage.window.commands.run("guide")
    await asyncio.sleep(0.1)


@scene(*SOME_LOOKS)
async def guide_chapter(stage: Stage) -> None:
    stage.window.furnish().program.guide.open_guide("gallery.md")
    stage.window.furnish().program.guide.search.set_text("board")
    await asyncio.sleep(0.1)


@scene(*SOME_LOOKS)
async def connection(stage: Stage) -> None:
    stage.window.commands.run("connection")


@scene(*SOME_LOOKS)
async def canvas_alone(stage: Stage) -> None:
    await stage.show("space")
    stage.window.commands.run("only-canvas")


@scene(*SOME_LOOKS)
async def gallery_alone(stage: Stage) -> None:
    stage.window.commands.run("only-gallery")


@scene(Look((2560, 1440)))
async def large_screen(stage: Stage) -> None:
    await stage.show("castle")
