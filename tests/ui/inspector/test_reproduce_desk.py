from dataclasses import replace

import pytest
from PySide6.QtCore import QObject

from rundot_studio.domain.errors import Problem
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import EditedRecipe, GenerateRecipe, SourceImage
from rundot_studio.imaging.likeness import Likeness
from rundot_studio.ui.inspector.reproduce_desk import verdict_words
from rundot_studio.ui.main_window import MainWindow
from tests.ui.conftest import OnLoop, until
from tests.ui.stand_in import StandInStudio, picture_of

KNIGHT = GenerateRecipe("a knight", seed=7)


def verdict(window: MainWindow) -> str:
    label = window.panels.inspector.tasks.verdict
    return label.text() if label.isVisibleTo(window) else ""


def finish(studio: StandInStudio) -> Picture:
    """As the real queue does: the picture has its job's id."""
    job = studio.queue.jobs[0]
    del studio.queue._jobs[job.id]
    picture = replace(studio.library.add(job.recipe, job.parent_id), id=job.id)
    studio.library.pictures[-1] = picture
    studio.queue.job_removed.emit(job.id)
    studio.library.picture_added.emit(picture)
    return picture


def test_the_stored_recipe_runs_again_as_a_child_and_the_verdict_is_told_at_both(
    wired: MainWindow, studio: StandInStudio, on_loop: OnLoop
) -> None:
    async def use() -> None:
        original = studio.queue.finish(studio.queue.submit(KNIGHT)[0].id)
        wired.desk.canvas.show_picture(original)
        wired.commands.run("reproduce")
        recipe, count, parent = studio.queue.submitted[-1]
        assert (recipe, count, parent) == (KNIGHT, 1, original)
        assert verdict(wired) == "Running it again …"
        again = finish(studio)
        await until(lambda: verdict(wired) == "The same picture, byte for byte.")
        for picture in (original, again):
            wired.desk.canvas.show_picture(picture)
            assert verdict(wired) == "The same picture, byte for byte."
        other = studio.queue.finish(studio.queue.submit(KNIGHT)[0].id)
        wired.desk.canvas.show_picture(other)
        assert verdict(wired) == ""

    on_loop(use())


def test_a_failure_and_a_cancel_are_told_too(wired: MainWindow, studio: StandInStudio, on_loop: OnLoop) -> None:
    async def use() -> None:
        wired.desk.canvas.show_picture(studio.queue.finish(studio.queue.submit(KNIGHT)[0].id))
        wired.commands.run("reproduce")
        studio.queue.fail(studio.queue.jobs[0].id, Problem("X", "No.", "", "retry"))
        assert verdict(wired) == "It could not be made again; the queue tells why."
        studio.queue.dismiss(studio.queue.jobs[0].id)
        await until(lambda: verdict(wired) == "")

    on_loop(use())


def test_what_was_changed_by_hand_can_not_be_run_again(wired: MainWindow, studio: StandInStudio) -> None:
    edited = studio.library.add(EditedRecipe(SourceImage("1.png")))
    wired.desk.canvas.show_picture(edited)
    assert not wired.panels.inspector.tasks.reproduce.isVisibleTo(wired)
    wired.commands.run("reproduce")
    assert studio.queue.submitted == []


@pytest.mark.parametrize(
    ("likeness", "words"),
    [
        (Likeness(True, True, 0.0), "The same picture, byte for byte."),
        (Likeness(False, True, 0.0), "The same picture, pixel for pixel."),
        (
            Likeness(False, False, 0.25),
            "Not the same picture: 0.250 apart, where 0 is the same and 1 is nothing alike.",
        ),
    ],
)
def test_the_verdict_is_by_bytes_then_pixels_then_distance(likeness: Likeness, words: str) -> None:
    picture = picture_of(1, KNIGHT, "1.png")
    assert verdict_words(QObject(), likeness, picture, picture) == words
    told = verdict_words(QObject(), likeness, picture, replace(picture, engine="another"))
    more = "" if likeness.identical_bytes else " Another version of the engine has made it."
    assert told == f"{words}{more}"
