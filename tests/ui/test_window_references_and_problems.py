"""References and problems, through the whole window."""

from pathlib import Path

import pytest

from rundot_studio.domain.recipe import GenerateRecipe, SourceImage
from rundot_studio.ui.gallery.drag import pictures_in
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.references.tiles import ReferenceTile

from .conftest import Waiting, png
from .driving import fail, make_picture
from .stand_in import StandInStudio

# --- references ---


def test_a_reference_from_a_file_is_kept_by_the_library_before_it_is_sent(
    wired: MainWindow, studio: StandInStudio, tmp_path: Path, wait_for: Waiting
) -> None:
    path = tmp_path / "mood.png"
    path.write_bytes(png(30, 30))
    panel = wired.panels.prompt
    panel.references.add_files([path])
    panel.prompt.set_text("a knight")
    panel.send()
    wait_for(lambda: bool(studio.queue.submitted))
    recipe = studio.queue.submitted[0][0]
    assert isinstance(recipe, GenerateRecipe)
    (reference,) = recipe.references
    assert reference.place == "mood.png"
    assert reference.sha256 is not None
    assert studio.library.read_source(reference.sha256) == path.read_bytes()
    assert panel.references.value == recipe.references


def test_a_file_that_is_no_picture_is_told_at_the_references(
    wired: MainWindow, studio: StandInStudio, tmp_path: Path, wait_for: Waiting
) -> None:
    path = tmp_path / "mood.png"
    path.write_bytes(b"no picture")
    panel = wired.panels.prompt
    panel.references.add_files([path])
    panel.prompt.set_text("a knight")
    panel.send()
    wait_for(lambda: "mood.png" in panel.references.complaint)
    assert not studio.queue.submitted


def test_a_kept_reference_is_shown_again_when_its_recipe_is_used(
    wired: MainWindow, studio: StandInStudio, wait_for: Waiting
) -> None:
    digest = studio.library.keep_source(png(30, 30), "png")
    wired.panels.prompt.show_recipe(GenerateRecipe("a knight", references=(SourceImage("mood.png", sha256=digest),)))
    (tile,) = wired.panels.prompt.references.findChildren(ReferenceTile)
    wait_for(lambda: not tile.image.isNull())


def test_a_picture_of_the_gallery_becomes_a_reference_by_name(
    wired: MainWindow, studio: StandInStudio, wait_for: Waiting
) -> None:
    picture = make_picture(wired, studio)
    rows = wired.panels.gallery.view.rows
    row = rows.row_of_picture(picture.id)
    assert row is not None
    sources = pictures_in(rows.mimeData([rows.index(row)]))
    assert sources == [SourceImage(picture.path, picture_id=picture.id)]
    wired.panels.prompt.references.add_pictures(sources * 2)
    assert wired.panels.prompt.references.value == tuple(sources)
    (tile,) = wired.panels.prompt.references.findChildren(ReferenceTile)
    wait_for(lambda: not tile.image.isNull())


# --- problems and their actions ---


def press_action(wired: MainWindow) -> None:
    wired.panels.queue.rows[-1].button.click()


@pytest.mark.parametrize("action", ["reword", "scale-down"])
def test_reword_brings_the_words_back(wired: MainWindow, studio: StandInStudio, action: str) -> None:
    fail(studio, action, GenerateRecipe("a bloody battle", aspect_ratio="16:9"))
    press_action(wired)
    assert wired.panels.prompt.recipe() == GenerateRecipe("a bloody battle", aspect_ratio="16:9")
    assert wired.panels.prompt.prompt.edit.hasFocus()
    assert studio.queue.jobs == []


@pytest.mark.parametrize("action", ["retry", "again", "free-space"])
def test_retry_sends_it_again(wired: MainWindow, studio: StandInStudio, action: str) -> None:
    job_id = fail(studio, action)
    press_action(wired)
    assert studio.queue.retried == [job_id]


def test_details_are_shown_beside(wired: MainWindow, studio: StandInStudio) -> None:
    fail(studio, "details")
    wired.toggle_side()
    wired.panels.queue.acted.emit(studio.queue.jobs[0], "action")
    assert wired.panels.inspector.isVisible()
    assert wired.panels.inspector.isVisible()


def test_where_nothing_helps_the_card_can_be_put_away(wired: MainWindow, studio: StandInStudio) -> None:
    fail(studio, "")
    press_action(wired)
    assert studio.queue.jobs == []
    assert wired.panels.gallery.view.rows.job_count == 0


def test_a_running_job_is_cancelled(wired: MainWindow, studio: StandInStudio) -> None:
    (job,) = studio.queue.submit(GenerateRecipe("a knight"))
    press_action(wired)
    assert studio.queue.cancelled == [job.id]
    assert not wired.panels.queue.rows


def test_what_an_earlier_run_left_asks_before_it_is_sent(window: MainWindow, studio: StandInStudio) -> None:
    jobs = studio.queue.submit(GenerateRecipe("left over"))
    window.attach(studio)  # type: ignore[arg-type]
    window.hold(jobs)
    row = window.panels.queue.rows[0]
    assert row.button.text() == "Send now"
    row.button.click()
    assert studio.queue.retried == [jobs[0].id]
    assert row.job.active
