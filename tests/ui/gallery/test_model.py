import math
from collections.abc import Collection
from pathlib import Path

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from rundot_studio.domain.errors import Problem
from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.gallery.model import PAGE, PAGES_AT_ONCE, GalleryModel
from rundot_studio.ui.pictures.titles import Titles
from tests.ui.conftest import draw_small
from tests.ui.stand_in import StandInStudio, picture_of


class ManyPictures:
    """A library of so many pictures that it can only be counted, not listed."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.asked: list[int | None] = []

    def count(self, search: str = "") -> int:
        return self._count

    def page(self, limit: int, before: int | None = None, search: str = "") -> list[Picture]:
        self.asked.append(before)
        top = (before or self._count + 1) - 1
        recipe = GenerateRecipe("a knight")
        return [picture_of(number, recipe, f"{number}.png") for number in range(top, max(0, top - limit), -1)]

    def deleted(self, picture_ids: Collection[str]) -> set[str]:
        return set()

    def get(self, picture_id: str) -> Picture:
        number = int(picture_id, 16)
        return picture_of(number, GenerateRecipe("a knight"), f"{number}.png")

    def absolute(self, picture: Picture) -> Path:
        return Path("/library") / picture.path


@pytest.fixture
def model(studio: StandInStudio) -> GalleryModel:
    for prompt in ("a red knight", "a green frog", "a blue knight"):
        studio.library.add(GenerateRecipe(prompt))
    model = GalleryModel(Titles())
    model.attach(studio.library, studio.queue)
    return model


def titles(model: GalleryModel) -> list[str]:
    return [model.data(model.index(row)) for row in range(model.rowCount())]


def submit(studio: StandInStudio, model: GalleryModel, prompt: str) -> Job:
    (job,) = studio.queue.submit(GenerateRecipe(prompt))
    model.add_job(job)
    return job


def test_the_newest_picture_comes_first(model: GalleryModel) -> None:
    assert titles(model) == ["a blue knight", "a green frog", "a red knight"]


def test_jobs_come_before_pictures_and_the_newest_before_the_others(model: GalleryModel, studio: StandInStudio) -> None:
    submit(studio, model, "a dragon")
    submit(studio, model, "a castle")
    assert titles(model)[:3] == ["a castle", "a dragon", "a blue knight"]


def test_a_job_that_changes_keeps_its_row(model: GalleryModel, studio: StandInStudio) -> None:
    job = submit(studio, model, "a dragon")
    submit(studio, model, "a castle")
    studio.queue.fail(job.id, Problem("BLOCKED", "Blocked", "Change the words."))
    model.change_job(studio.queue.jobs[0])
    changed = model.item(1)
    assert isinstance(changed, Job)
    assert changed.problem is not None
    assert model.data(model.index(1), Qt.ItemDataRole.ToolTipRole) == "Blocked\nChange the words."


def test_a_finished_job_makes_place_for_its_picture(model: GalleryModel, studio: StandInStudio) -> None:
    job = submit(studio, model, "a dragon")
    picture = studio.queue.finish(job.id)
    model.remove_job(job.id)
    model.add_picture(picture)
    assert titles(model)[0] == "a dragon"
    assert model.rowCount() == 4


def test_a_picture_is_not_shown_twice(model: GalleryModel, studio: StandInStudio) -> None:
    picture = studio.library.add(GenerateRecipe("a dragon"))
    model.add_picture(picture)
    model.add_picture(picture)
    assert titles(model).count("a dragon") == 1


def test_what_is_selected_stays_so_when_rows_come_in_above(model: GalleryModel, studio: StandInStudio) -> None:
    frog = QPersistentModelIndex(model.index(1))
    submit(studio, model, "a dragon")
    assert frog.row() == 2
    assert model.data(frog) == "a green frog"


def test_the_search_finds_words_and_keeps_the_jobs(model: GalleryModel, studio: StandInStudio) -> None:
    submit(studio, model, "a dragon")
    model.set_search(" knight ")
    assert titles(model) == ["a dragon", "a blue knight", "a red knight"]
    assert model.picture_count == 2
    model.set_search("")
    assert model.rowCount() == 4


def test_a_new_picture_shows_in_a_search_only_if_it_matches(model: GalleryModel, studio: StandInStudio) -> None:
    model.set_search("knight")
    model.add_picture(studio.library.add(GenerateRecipe("a toad")))
    model.add_picture(studio.library.add(GenerateRecipe("a black knight")))
    assert titles(model) == ["a black knight", "a blue knight", "a red knight"]


def test_a_library_is_read_no_further_than_is_looked(qapp: object) -> None:
    library = ManyPictures(100_000)
    model = GalleryModel(Titles())
    model.attach(library, StandInStudio(Path(), draw_small).queue)
    assert model.rowCount() == 100_000
    assert len(library.asked) == 1
    assert model.item(PAGE) is None
    assert model.read_until(PAGE)
    assert library.asked == [None, 100_001 - PAGE]
    picture = model.item(PAGE)
    assert isinstance(picture, Picture)
    assert picture.number == 100_000 - PAGE


def test_a_long_way_down_is_read_in_short_steps(qapp: object) -> None:
    library = ManyPictures(100_000)
    model = GalleryModel(Titles())
    model.attach(library, StandInStudio(Path(), draw_small).queue)
    steps = 1
    while not model.read_until(9_999):
        steps += 1
    assert steps == math.ceil((10_000 // PAGE - 1) / PAGES_AT_ONCE)
    assert isinstance(model.item(9_999), Picture)


def test_a_picture_can_be_dragged_as_its_file_and_a_job_can_not(model: GalleryModel, studio: StandInStudio) -> None:
    submit(studio, model, "a dragon")
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsDragEnabled
    urls = model.mimeData([model.index(0), model.index(1)]).urls()
    assert [Path(url.toLocalFile()).name for url in urls] == ["000003.png"]


def test_a_detached_model_asks_nothing_more(model: GalleryModel) -> None:
    model.detach()
    assert model.read_until(2)
    assert model.item(0) is not None
    assert model.item(99) is None


def test_what_another_program_deleted_goes_and_the_rest_keeps_its_rows(
    model: GalleryModel, studio: StandInStudio
) -> None:
    submit(studio, model, "on its way")
    kept = QPersistentModelIndex(model.index(3))
    del studio.library.pictures[1:]
    model.catch_up()
    assert titles(model) == ["on its way", "a red knight"]
    assert kept.row() == 1
    assert model.picture_count == 1


def test_what_another_program_brought_back_is_read_anew(model: GalleryModel, studio: StandInStudio) -> None:
    studio.library.add(GenerateRecipe("a restored castle"))
    model.catch_up()
    assert titles(model)[0] == "a restored castle"
