from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rundot_studio.domain.errors import Problem
from rundot_studio.domain.job import Job, JobState
from rundot_studio.domain.recipe import (
    CutoutRecipe,
    CutoutSettings,
    DepthRecipe,
    GenerateRecipe,
    SourceImage,
    UpscaleRecipe,
)
from rundot_studio.ui.controls.buttons import Button
from rundot_studio.ui.controls.chips import Chip
from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.inspector.family_strip import GoneTile
from rundot_studio.ui.inspector.panel import Inspector
from rundot_studio.ui.inspector.recipe_rows import rows_of
from rundot_studio.ui.pictures.loader import PictureLoader
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource
from rundot_studio.ui.pictures.titles import Titles, short_title
from rundot_studio.ui.pictures.words import action_words, bytes_words, caption, clock, time_words, when
from rundot_studio.ui.queue.rows import ROWS_MOST, QueueList

from .conftest import Show
from .stand_in import StandInStudio, picture_of

NOW = datetime(2026, 5, 1, tzinfo=UTC)
RECIPE = GenerateRecipe(
    "a brave knight",
    negative_prompt="blurry",
    model="gpt-image-1",
    aspect_ratio="3:4",
    seed=12345,
    references=(SourceImage("a.png"), SourceImage("b.png")),
    remove_background=CutoutSettings(),
)


def job(number: int = 1, state: JobState = JobState.QUEUED, problem: Problem | None = None) -> Job:
    return Job(f"job{number}", GenerateRecipe(f"knight {number}"), "embedded", NOW, state, problem=problem)


@pytest.fixture
def thumbnails(qtbot: QtBot):  # type: ignore[no-untyped-def]
    loader = PictureLoader(threads=1)
    yield ThumbnailSource(loader)
    loader.close()


@pytest.fixture
def inspector(thumbnails: ThumbnailSource, shown: Show) -> Inspector:
    inspector = Inspector(thumbnails, Titles())
    inspector.resize(284, 500)
    shown(inspector)
    return inspector


def words_of(inspector: Inspector) -> set[str]:
    return {label.text() for label in inspector.findChildren(Label) if label.isVisible()}


def press_use(inspector: Inspector, name: str) -> None:
    button = next(
        button for button in inspector.table.findChildren(Button) if button.accessibleName() == f"Use the {name}"
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


# --- the inspector ---


def test_a_picture_tells_how_it_was_made(inspector: Inspector) -> None:
    picture = replace(picture_of(1, RECIPE, "000001.png", b"x" * 212_000), model_used="gpt-image-2")
    inspector.show_picture(picture, [], [])
    words = words_of(inspector)
    assert {"a brave knight", "blurry", "12345", "3:4", "2 pictures", "embedded engine 1.0"} <= words
    assert {"Generated", "embedded, procedural"} <= {chip.text for chip in inspector.findChildren(Chip)}
    assert "GPT Image 1 → answered by GPT Image 2" in words
    assert any(fact.startswith("864 × 1184 PNG · 212 KB · ") for fact in words)


def test_what_was_written_and_the_styles_are_told_beside_what_was_sent() -> None:
    recipe = replace(RECIPE, template="a brave {knight|mage}", styles=("pixel-art", "flat-icon"))
    told = {row.name: row.value for row in rows_of(recipe)}
    assert told["written as"] == "a brave {knight|mage}"
    assert told["styles"] == "pixel art, flat icon"
    assert not {"written as", "styles"} & {row.name for row in rows_of(RECIPE)}


def test_a_family_with_a_deleted_beginning_and_many_children_says_so(inspector: Inspector) -> None:
    here = picture_of(2, RECIPE, "2.png", parent="gone")
    children = [picture_of(number, RECIPE, f"{number}.png", parent=here.id) for number in range(10, 40)]
    inspector.show_picture(here, [], children)
    others = [tile.accessibleName() for tile in inspector.family.findChildren(GoneTile) if tile.isVisible()]
    assert others == ["What it was made from was deleted.", "19 more were made from it"]
    assert inspector.family.tiles[-1].picture == children[-1]


def test_one_value_or_the_whole_recipe_can_be_taken_over(inspector: Inspector) -> None:
    used: list[tuple[GenerateRecipe, str, int]] = []
    inspector.used.connect(lambda recipe, part, seed: used.append((recipe, part, seed)))
    inspector.show_picture(replace(picture_of(1, RECIPE, "1.png"), seed_used=777), [], [])
    press_use(inspector, "seed")
    inspector.use_all.click()
    assert used == [(RECIPE, "seed", 777), (RECIPE, "", 777)]


def test_what_a_tool_made_is_called_by_its_origin_and_gives_its_recipe(inspector: Inspector) -> None:
    origin = picture_of(1, RECIPE, "1.png")
    cut = picture_of(2, CutoutRecipe(SourceImage("1.png")), "2.png", parent=origin.id)
    used: list[GenerateRecipe] = []
    inspector.used.connect(lambda recipe, part, seed: used.append(recipe))
    inspector.show_picture(cut, [origin], [])
    assert {"A brave knight", "a brave knight"} <= words_of(inspector)
    assert "cut out · bria" in words_of(inspector)
    inspector.use_all.click()
    assert used == [RECIPE]


def test_the_family_can_be_walked(inspector: Inspector) -> None:
    parent, here, child = (picture_of(number, RECIPE, f"{number}.png") for number in (1, 2, 3))
    walked: list[object] = []
    inspector.walked.connect(walked.append)
    inspector.show_picture(here, [parent], [child])
    assert [tile.picture for tile in inspector.family.tiles] == [parent, here, child]
    QTest.mouseClick(inspector.family.tiles[2], Qt.MouseButton.LeftButton)
    assert walked == [child]


def test_a_large_family_and_long_words_make_the_column_no_wider(inspector: Inspector) -> None:
    wordy = replace(RECIPE, prompt="/a/very/long/path" * 12, negative_prompt="x" * 300)
    children = [picture_of(number, RECIPE, f"{number}.png") for number in range(2, 12)]
    inspector.show_picture(picture_of(1, wordy, "1.png"), [], children)
    QApplication.processEvents()
    for tile in inspector.family.tiles:
        assert tile.mapTo(inspector, tile.rect().bottomRight()).x() <= inspector.width()
    for button in inspector.table.findChildren(Button):
        assert button.mapTo(inspector, button.rect().bottomRight()).x() <= inspector.width()


def test_a_picture_without_a_family_shows_none(inspector: Inspector) -> None:
    inspector.show_picture(picture_of(1, RECIPE, "1.png"), [], [])
    assert not inspector.family.isVisible()


def test_a_failed_job_tells_all_of_its_problem(inspector: Inspector) -> None:
    problem = Problem("HTTP_500", "The service failed.", "Send it again.", "retry")
    inspector.show_job(job(state=JobState.FAILED, problem=problem))
    assert "The service failed.\nSend it again.\nHTTP_500" in words_of(inspector)


def test_with_nothing_chosen_it_says_what_it_is_for(inspector: Inspector) -> None:
    inspector.show_picture(picture_of(1, RECIPE, "1.png"), [], [])
    inspector.show_nothing()
    assert words_of(inspector) == {"Choose a picture to see how it was made, and to use its recipe again."}


@pytest.mark.parametrize(
    ("recipe", "words"),
    [
        (CutoutRecipe(SourceImage("a.png"), CutoutSettings("birefnet", "heavy")), "cut out · birefnet heavy"),
        (UpscaleRecipe(SourceImage("a.png"), 4.0), "upscale 4× · standard-v2"),
        (DepthRecipe(SourceImage("a.png")), "depth map · 10 × 10 steps"),
    ],
)
def test_each_tool_has_its_row(recipe: CutoutRecipe | UpscaleRecipe | DepthRecipe, words: str) -> None:
    assert [row.value for row in rows_of(recipe)] == [words]


# --- the queue ---


@pytest.fixture
def queue(shown: Show) -> QueueList:
    queue = QueueList(Titles())
    queue.resize(284, 400)
    shown(queue)
    return queue


def test_the_queue_says_what_runs_waits_and_needs_the_artist(queue: QueueList) -> None:
    queue.add(job(1, JobState.SENT))
    queue.add(job(2))
    queue.add(job(3, JobState.FAILED, Problem("X", "Failed")))
    assert queue.summary() == "1 running · 1 waiting · 1 needs you"
    queue.remove("job3")
    assert queue.summary() == "1 running · 1 waiting"


def test_a_job_can_be_cancelled_in_the_queue(queue: QueueList) -> None:
    acted: list[tuple[str, str]] = []
    queue.acted.connect(lambda job, what: acted.append((job.id, what)))
    queue.add(job(1, JobState.SENT))
    queue.rows[0].button.click()
    assert acted == [("job1", "action")]


def test_a_failed_job_offers_what_helps(queue: QueueList) -> None:
    acted: list[tuple[JobState, str]] = []
    queue.acted.connect(lambda job, what: acted.append((job.state, what)))
    queue.add(job(1, JobState.SENT))
    queue.change(job(1, JobState.FAILED, Problem("RATE", "Rate limited", "", "retry")))
    button = queue.rows[0].button
    assert button.text() == "Retry"
    button.click()
    assert acted == [(JobState.FAILED, "action")]


def test_a_long_queue_shows_its_beginning_and_moves_up(queue: QueueList) -> None:
    for number in range(ROWS_MOST + 5):
        queue.add(job(number))
    assert len(queue.rows) == ROWS_MOST
    assert queue.summary() == f"{ROWS_MOST + 5} waiting"
    queue.remove("job0")
    assert queue.rows[-1].job.id == f"job{ROWS_MOST}"


# --- words ---


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("reword", "Reword"),
        ("scale-down", "Change references"),
        ("retry", "Retry"),
        ("again", "Send again"),
        ("details", "Show details"),
        ("free-space", "Retry"),
        ("sign-in", "Sign in"),
        ("", "Dismiss"),
    ],
)
def test_each_problem_has_one_action(action: str, words: str) -> None:
    assert action_words(job(1, JobState.FAILED, Problem("X", "Failed", "", action))) == words


def test_a_running_job_says_how_long_it_will_take_while_that_is_known() -> None:
    sent = replace(job(state=JobState.SENT), sent_at=NOW)
    assert time_words(sent, 18.2, NOW + timedelta(seconds=7)) == "0:07 of about 0:18"
    assert time_words(sent, 18.2, NOW + timedelta(seconds=75)) == "1:15 · working"
    assert time_words(sent, None, NOW + timedelta(seconds=7)) == "0:07 · working"
    assert time_words(job(), 18.2, NOW + timedelta(seconds=3)) == "0:03 · waiting"


def test_a_job_that_is_refused_for_the_moment_says_when_it_is_tried_again() -> None:
    refused = replace(job(problem=Problem("RATE", "Rate limited")), waits_until=NOW + timedelta(seconds=12))
    assert time_words(refused, None, NOW) == "next try in 12 s"
    assert time_words(refused, None, NOW + timedelta(seconds=11.5)) == "next try in 1 s"
    assert time_words(refused, None, NOW + timedelta(seconds=13)) == "trying again"


def test_a_refused_job_looks_different_in_the_queue_and_can_be_cancelled(queue: QueueList) -> None:
    queue.add(job(1, JobState.SENT))
    before = queue.rows[0].grab().toImage()
    later = datetime.now(UTC) + timedelta(seconds=12)
    queue.change(replace(job(1, problem=Problem("RATE", "Rate limited")), waits_until=later))
    assert queue.rows[0].grab().toImage() != before
    assert queue.summary() == "1 waiting"
    assert [button.text() for button in queue.rows[0].buttons] == ["Try now", "Cancel"]


def test_small_words() -> None:
    assert clock(-1) == "0:00"
    assert clock(3725) == "62:05"
    assert bytes_words(999) == "1 KB"
    assert bytes_words(1_640_000) == "1.6 MB"
    assert when(datetime.now(UTC)).startswith("today ")
    assert when(NOW).startswith("2026-0")
    assert caption(picture_of(1, RECIPE, "1.png")) == "12345"
    assert caption(picture_of(1, UpscaleRecipe(SourceImage("a.png")), "1.png")) == "Upscaled 2×"


def test_titles_follow_a_line_to_its_beginning(tmp_path: Path) -> None:
    studio = StandInStudio(tmp_path, lambda recipe, number: b"")
    titles = Titles()
    origin = studio.library.add(RECIPE)
    cut = studio.library.add(CutoutRecipe(SourceImage(origin.path)), origin.id)
    large = studio.library.add(UpscaleRecipe(SourceImage(cut.path)), cut.id)
    assert titles.of_picture(large) == "Upscaled 2× · 000002"
    titles.attach(studio.library.get)
    assert titles.of_picture(origin) == "a brave knight"
    assert titles.of_picture(large) == "Upscaled 2× · a brave knight"
    orphan = picture_of(9, DepthRecipe(SourceImage("gone.png")), "9.png", parent="nobody")
    assert titles.of_picture(orphan) == "Depth map · gone"


@pytest.mark.parametrize(
    ("prompt", "title"),
    [
        ("a brave knight, standing, front view", "A brave knight"),
        ("  dragon.\nin a cave", "Dragon"),
        (", only commas", ", only commas"),
        ("x" * 20 + " " + "y" * 20 + " " + "z" * 20, "X" + "x" * 19 + " " + "y" * 20 + "…"),
    ],
)
def test_a_heading_is_the_first_clause_of_the_prompt(prompt: str, title: str) -> None:
    assert short_title(prompt) == title
