from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from pytestqt.qtbot import QtBot

from rundot_studio.domain.errors import Problem
from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.arrangement import Grouping, Order
from rundot_studio.ui.gallery.entries import ENTRIES_MOST
from rundot_studio.ui.gallery.filters import Arrangement
from rundot_studio.ui.gallery.model import LISTED_AT_ONCE, READ_AT_ONCE, GalleryModel
from rundot_studio.ui.pictures.titles import Titles
from tests.ui.conftest import Waiting
from tests.ui.many_pictures import NO_JOBS, ManyPictures, picture_numbered
from tests.ui.stand_in import StandInStudio


@pytest.fixture
def model(studio: StandInStudio) -> GalleryModel:
    for prompt in ("a red knight", "a green frog", "a blue knight"):
        studio.library.add(GenerateRecipe(prompt))
    model = GalleryModel(Titles())
    model.attach(studio.library, studio.queue, studio.listing)
    return model


def titles(model: GalleryModel) -> list[str]:
    model.read(0, model.rowCount() - 1)
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


@pytest.fixture
def many(qapp: object, wait_for: Waiting) -> Iterator[tuple[GalleryModel, ManyPictures]]:
    library = ManyPictures(100_000)
    model = GalleryModel(Titles())
    model.attach(library, NO_JOBS, library)
    assert model.rowCount() == READ_AT_ONCE, "the window has waited for all of them"
    wait_for(lambda: model.rowCount() == 100_000)
    yield model, library
    model.detach()


def test_the_end_of_a_large_library_is_read_without_what_lies_above(many: tuple[GalleryModel, ManyPictures]) -> None:
    model, library = many
    assert model.rowCount() == 100_000
    assert library.read == []
    assert model.read(99_900, 99_999)
    assert sorted(library.read) == list(range(1, 101))
    picture = model.item(99_999)
    assert isinstance(picture, Picture)
    assert picture.number == 1
    assert model.item(50_000) is None
    assert not model.read(99_900, 99_999), "what is in memory is read again"


def test_no_more_pictures_stay_in_memory_than_some_screens_of_them(many: tuple[GalleryModel, ManyPictures]) -> None:
    model, _ = many
    for first in range(0, 60_000, READ_AT_ONCE):
        model.read(first, first + READ_AT_ONCE - 1)
    known = sum(model.item(row) is not None for row in range(60_000))
    assert known <= ENTRIES_MOST
    assert model.item(59_999) is not None, "the last screen was forgotten"


def test_a_large_library_is_arranged_anew_beside_the_window(
    many: tuple[GalleryModel, ManyPictures], wait_for: Waiting, qtbot: QtBot
) -> None:
    model, _ = many
    with qtbot.waitSignal(model.rearranged):
        model.arrange(Arrangement(order=Order.OLDEST))
        assert model.number(0) == 100_000, "the window has waited for it"
    assert model.number(0) == 1


def test_a_picture_that_goes_from_a_large_library_takes_its_row_alone(
    many: tuple[GalleryModel, ManyPictures], wait_for: Waiting
) -> None:
    model, library = many
    kept = QPersistentModelIndex(model.index(70_000))
    library.numbers.remove(90_000)
    model.remove_pictures(["0000015f90"])
    wait_for(lambda: model.rowCount() == 99_999)
    assert kept.row() == 69_999


def test_a_picture_comes_to_the_top_of_a_large_library_without_listing_it(
    many: tuple[GalleryModel, ManyPictures],
) -> None:
    model, library = many
    lists = library.lists
    model.add_picture(picture_numbered(100_001))
    assert model.number(0) == 100_001
    assert model.item(0) is not None
    assert library.lists == lists
    assert library.count() > LISTED_AT_ONCE


def test_a_picture_can_be_dragged_as_its_file_and_a_job_can_not(model: GalleryModel, studio: StandInStudio) -> None:
    submit(studio, model, "a dragon")
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsDragEnabled
    urls = model.mimeData([model.index(0), model.index(1)]).urls()
    assert [Path(url.toLocalFile()).name for url in urls] == ["000003.png"]


def test_a_detached_model_asks_nothing_more(model: GalleryModel, studio: StandInStudio) -> None:
    model.read(0, 1)
    model.detach()
    studio.library.add(GenerateRecipe("a dragon"))
    model.list_anew()
    model.set_search("dragon")
    assert not model.read(0, 2)
    assert model.rowCount() == 3
    assert model.item(0) is not None
    assert model.item(2) is None


def test_what_is_grouped_is_listed_by_groups_after_the_jobs(model: GalleryModel, studio: StandInStudio) -> None:
    submit(studio, model, "a dragon")
    model.arrange(Arrangement(grouping=Grouping.DAY))
    assert model.sections == (1, 3)
    assert model.group(0) is None
    group = model.group(1)
    assert group is not None
    assert group.count == 3
    model.add_picture(studio.library.add(GenerateRecipe("a castle")))
    assert model.sections == (1, 4)


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
