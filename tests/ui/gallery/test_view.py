from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rundot_studio.domain.errors import Problem
from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.ui.gallery.cards import JobProgress
from rundot_studio.ui.gallery.view import GalleryView
from rundot_studio.ui.pictures.loader import PictureLoader
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource
from rundot_studio.ui.pictures.titles import Titles
from tests.ui.conftest import Show, Waiting
from tests.ui.stand_in import StandInStudio


@pytest.fixture
def thumbnails(qtbot: QtBot, studio: StandInStudio) -> Iterator[ThumbnailSource]:
    loader = PictureLoader(threads=2)
    thumbnails = ThumbnailSource(loader)
    thumbnails.attach(studio.thumbnails.load)
    yield thumbnails
    loader.close()


@pytest.fixture
def view(studio: StandInStudio, thumbnails: ThumbnailSource, shown: Show) -> GalleryView:
    for number in range(60):
        studio.library.add(GenerateRecipe(f"knight {number}", seed=number))
    view = GalleryView(thumbnails, Titles())
    view.resize(640, 400)
    view.rows.attach(studio.library, studio.queue, studio.listing)
    view.set_progress_source(lambda job: JobProgress(studio.queue.progress(job.id)))
    studio.queue.job_added.connect(view.rows.add_job)
    studio.queue.job_changed.connect(view.rows.change_job)
    shown(view)
    return view


def centre(view: GalleryView, row: int) -> QPoint:
    return view.visualRect(view.rows.index(row)).center()


def press(view: GalleryView, point: QPoint) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)


def failed_job(studio: StandInStudio) -> Job:
    (job,) = studio.queue.submit(GenerateRecipe("a battle"))
    studio.queue.fail(job.id, Problem("BLOCKED", "Blocked by the safety filter", "Change the words.", "reword"))
    return studio.queue.jobs[-1]


def test_a_press_picks_what_lies_under_it(view: GalleryView) -> None:
    picked: list[object] = []
    view.picked.connect(picked.append)
    press(view, centre(view, 2))
    assert isinstance(picked[-1], Picture)
    assert picked[-1].title == "knight 57"


def test_a_press_between_the_cards_picks_nothing(view: GalleryView) -> None:
    rect = view.visualRect(view.rows.index(0))
    press(view, QPoint(rect.right() + 4, rect.center().y()))
    assert not view.selectionModel().hasSelection()


@pytest.mark.parametrize(
    ("key", "row"),
    [
        (Qt.Key.Key_Right, 6),
        (Qt.Key.Key_Left, 4),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 59),
    ],
)
def test_keys_walk_the_grid(view: GalleryView, key: Qt.Key, row: int) -> None:
    view.select_row(5)
    QTest.keyClick(view, key)
    assert view.currentIndex().row() == row


def test_up_and_down_stay_in_the_column(view: GalleryView) -> None:
    columns = view.grid.columns
    view.select_row(1)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 1 + columns
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.currentIndex().row() == 1


def test_the_current_card_is_scrolled_into_sight(view: GalleryView) -> None:
    view.select_row(59)
    rect = view.visualRect(view.rows.index(59))
    assert view.viewport().rect().contains(rect)
    view.select_row(0)
    assert view.viewport().rect().contains(view.visualRect(view.rows.index(0)))


def test_every_cell_is_found_where_it_is_shown(view: GalleryView) -> None:
    view.verticalScrollBar().setValue(137)
    for row in range(60):
        assert view.indexAt(centre(view, row)).row() == row


def test_a_rubber_band_selects_what_it_touches(view: GalleryView) -> None:
    first, second = (view.visualRect(view.rows.index(row)) for row in (0, 1))
    band = QRect(first.center(), second.center())
    view.setSelection(band, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert sorted(index.row() for index in view.selectedIndexes()) == [0, 1]


def test_thumbnails_arrive_in_the_cards(view: GalleryView, wait_for: Waiting) -> None:
    def colour_at(row: int) -> str:
        return view.viewport().grab().toImage().pixelColor(centre(view, row) - QPoint(20, 20)).name()

    wait_for(lambda: colour_at(0) not in ("#282828", "#161616"))
    assert colour_at(0) != colour_at(3)


def test_another_card_size_changes_the_columns(view: GalleryView) -> None:
    small = view.grid.columns
    view.set_cell(250)
    assert view.grid.columns < small
    view.set_cell(10_000)
    assert view.grid.columns >= 1


def test_a_running_job_can_be_cancelled_on_its_card(view: GalleryView, studio: StandInStudio) -> None:
    (job,) = studio.queue.submit(GenerateRecipe("a dragon"))
    studio.queue.send(job.id, 0.5, ago_s=7)
    acted: list[tuple[str, str]] = []
    view.acted.connect(lambda job, part: acted.append((job.id, part)))
    rect = view.visualRect(view.rows.index(0))
    press(view, QPoint(rect.left() + 20, rect.bottom() - 20))
    assert acted == [(job.id, "action")]


def test_a_problem_offers_its_action_and_can_be_dismissed(view: GalleryView, studio: StandInStudio) -> None:
    job = failed_job(studio)
    acted: list[tuple[str, str]] = []
    view.acted.connect(lambda job, part: acted.append((job.id, part)))
    rect = view.visualRect(view.rows.index(0))
    press(view, QPoint(rect.left() + 20, rect.bottom() - 20))
    press(view, QPoint(rect.right() - 16, rect.top() + 16))
    assert acted == [(job.id, "action"), (job.id, "dismiss")]


@pytest.mark.parametrize(
    ("key", "part"), [(Qt.Key.Key_Return, "action"), (Qt.Key.Key_Delete, "dismiss"), (Qt.Key.Key_Backspace, "dismiss")]
)
def test_a_problem_is_answered_by_key(view: GalleryView, studio: StandInStudio, key: Qt.Key, part: str) -> None:
    failed_job(studio)
    acted: list[str] = []
    view.acted.connect(lambda job, part: acted.append(part))
    view.select_row(0)
    QTest.keyClick(view, key)
    assert acted == [part]


def test_a_job_card_is_painted_anew_while_it_runs(view: GalleryView, studio: StandInStudio, wait_for: Waiting) -> None:
    (job,) = studio.queue.submit(GenerateRecipe("a dragon"))
    studio.queue.send(job.id, 0.1)
    before = view.viewport().grab().toImage()
    studio.queue.shares[job.id] = 0.9
    wait_for(lambda: view.viewport().grab().toImage() != before)


def test_the_pointer_over_an_action_says_that_it_can_be_pressed(view: GalleryView, studio: StandInStudio) -> None:
    failed_job(studio)
    rect = view.visualRect(view.rows.index(0))
    QTest.mouseMove(view.viewport(), QPoint(rect.left() + 20, rect.bottom() - 20))
    assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(view.viewport(), rect.center())
    assert view.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


def test_an_empty_gallery_has_nowhere_to_go(view: GalleryView) -> None:
    view.rows.set_search("no such words")
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert not view.currentIndex().isValid()
    assert view.verticalScrollBar().maximum() == 0
    assert view.nothing.isVisible(), "it does not say that nothing was found"
    assert (view.nothing.geometry().center() - view.viewport().rect().center()).manhattanLength() <= 2


def test_a_picture_that_was_just_painted_is_loaded_before_the_next_look_at_who_is_in_view(
    studio: StandInStudio, thumbnails: ThumbnailSource, wait_for: Waiting
) -> None:
    ready: list[str] = []
    thumbnails.ready.connect(ready.append)
    thumbnails.set_visible(frozenset())
    picture = studio.library.add(GenerateRecipe("the newest knight", seed=99))
    thumbnails.get(picture, 128)
    wait_for(lambda: picture.id in ready)
    assert not thumbnails.get(picture, 128).isNull()


def test_files_dropped_on_the_gallery_are_told_and_its_own_pictures_are_not(view: GalleryView, tmp_path: Path) -> None:
    dropped: list[list[Path]] = []
    view.dropped.connect(dropped.append)
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "knight.png"))])
    assert drop(view, files)
    assert dropped == [[tmp_path / "knight.png"]]
    view.select_row(0)
    assert not drop(view, view.rows.drag_data(view.selection.numbers))
    assert len(dropped) == 1


def drop(view: GalleryView, data: QMimeData) -> bool:
    """Whether the gallery takes it."""
    point = QPoint(20, 20)
    button, modifiers, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(point, copy, data, button, modifiers)
    enter.ignore()
    QApplication.sendEvent(view.viewport(), enter)
    if enter.isAccepted():
        QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(point), copy, data, button, modifiers))
    return enter.isAccepted()


def test_a_press_on_a_job_and_a_pull_drags_nothing(view: GalleryView, studio: StandInStudio) -> None:
    studio.queue.submit(GenerateRecipe("a dragon"))
    view.select_row(0)
    view.drag_out()
    assert view.selection.ranges == [(0, 0)]


def test_cards_are_not_left_empty_when_another_program_changed_something(view: GalleryView) -> None:
    """The list may be the same as before; what was forgotten of its pictures is read again."""
    assert view.rows.entry(0) is not None
    view.rows.catch_up()
    QApplication.processEvents()
    assert all(view.rows.entry(row) is not None for row in view.rows_in(view.viewport().rect()))
