"""Choosing pictures as in a file manager, by mouse and by keys, and keeping them over changes of the rows."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.arrangement import Order
from rundot_studio.ui.gallery.filters import Arrangement, Filters
from rundot_studio.ui.gallery.view import GalleryView
from rundot_studio.ui.pictures.loader import PictureLoader
from rundot_studio.ui.pictures.thumbnail_source import ThumbnailSource
from rundot_studio.ui.pictures.titles import Titles
from tests.ui.conftest import Show, Waiting
from tests.ui.many_pictures import NO_JOBS, ManyPictures
from tests.ui.stand_in import StandInStudio

NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


@pytest.fixture
def thumbnails(qtbot: QtBot) -> Iterator[ThumbnailSource]:
    loader = PictureLoader(threads=1)
    yield ThumbnailSource(loader)
    loader.close()


@pytest.fixture
def view(studio: StandInStudio, thumbnails: ThumbnailSource, shown: Show) -> GalleryView:
    for number in range(40):
        studio.library.add(GenerateRecipe(f"knight {number}", seed=number))
    view = GalleryView(thumbnails, Titles())
    view.resize(640, 500)
    view.rows.attach(studio.library, studio.queue, studio.listing)
    studio.queue.job_added.connect(view.rows.add_job)
    shown(view)
    view.setFocus()
    return view


def click(view: GalleryView, row: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifiers, view.cell_rect(row).center())


def chosen(view: GalleryView) -> list[int]:
    return [row for first, last in view.selection.ranges for row in range(first, last + 1)]


def test_a_click_chooses_one_and_ctrl_adds_and_takes_away(view: GalleryView) -> None:
    click(view, 3)
    click(view, 5, CTRL)
    click(view, 7, CTRL)
    click(view, 5, CTRL)
    assert chosen(view) == [3, 7]
    click(view, 1)
    assert chosen(view) == [1]


def test_shift_chooses_all_between_in_reading_order(view: GalleryView) -> None:
    columns = view.grid.columns
    click(view, 1)
    click(view, columns + 2, SHIFT)
    assert chosen(view) == list(range(1, columns + 3))
    click(view, 0, SHIFT)
    assert chosen(view) == [0, 1], "it does not begin at the first click any more"


def test_arrows_with_shift_extend_and_with_ctrl_only_walk(view: GalleryView) -> None:
    view.select_row(2)
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert chosen(view) == [2, 3, 4]
    QTest.keyClick(view, Qt.Key.Key_Left, SHIFT)
    assert chosen(view) == [2, 3]
    QTest.keyClick(view, Qt.Key.Key_End, CTRL)
    assert chosen(view) == [2, 3]
    assert view.selection.current == 39
    QTest.keyClick(view, Qt.Key.Key_Space, CTRL)
    assert chosen(view) == [2, 3, 39]
    QTest.keyClick(view, Qt.Key.Key_Home, SHIFT)
    assert chosen(view) == list(range(40))


def test_a_page_down_goes_as_far_as_is_in_view(view: GalleryView) -> None:
    view.select_row(0)
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    rows = view.viewport().height() // view.grid.pitch
    assert view.selection.current == rows * view.grid.columns


def test_a_press_on_what_is_chosen_waits_for_the_release(view: GalleryView) -> None:
    """It may be the beginning of a drag of them all."""
    view.selection.rows_between(0, 3)
    point = view.cell_rect(2).center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, NONE, point)
    assert chosen(view) == [0, 1, 2, 3]
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, NONE, point)
    assert chosen(view) == [2]


def drag_band(view: GalleryView, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, modifiers, start)
    QTest.mouseMove(view.viewport(), (start + end) / 2)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, modifiers, end)


def test_a_rubber_band_chooses_what_it_touches(view: GalleryView) -> None:
    columns = view.grid.columns
    start = view.cell_rect(0).bottomRight() + QPoint(4, 4)
    end = view.cell_rect(columns + 1).center()
    drag_band(view, start, end)
    assert chosen(view) == [columns + 1]
    drag_band(view, start, view.cell_rect(0).center(), CTRL)
    assert chosen(view) == [0, columns + 1]
    assert view.band is None
    drag_band(view, start, start)
    assert chosen(view) == [], "a click beside the cards keeps what was chosen"


def test_what_is_chosen_stays_so_when_pictures_come_and_when_they_are_arranged_anew(
    view: GalleryView, studio: StandInStudio
) -> None:
    click(view, 3)
    click(view, 5, CTRL)
    ids = [picture.id for picture in view.selected_pictures()]
    view.rows.add_picture(studio.library.add(GenerateRecipe("a new knight")))
    studio.queue.submit(GenerateRecipe("a job"))
    assert chosen(view) == [5, 7]
    assert [picture.id for picture in view.selected_pictures()] == ids
    view.rows.arrange(Arrangement(order=Order.OLDEST))
    assert sorted(picture.id for picture in view.selected_pictures()) == sorted(ids)
    current = view.current_item()
    assert current is not None
    assert current.id == ids[1]
    view.rows.arrange(Arrangement(Filters(text="knight 36")))
    assert [picture.title for picture in view.selected_pictures()] == ["knight 36"]


def test_a_hundred_thousand_are_chosen_as_one_range(
    thumbnails: ThumbnailSource, shown: Show, wait_for: Waiting
) -> None:
    library = ManyPictures(100_000)
    view = GalleryView(thumbnails, Titles())
    view.resize(640, 500)
    view.rows.attach(library, NO_JOBS, library)
    shown(view)
    wait_for(lambda: view.rows.rowCount() == 100_000)
    QTest.keyClick(view, Qt.Key.Key_A, CTRL)
    assert view.selection.ranges == [(0, 99_999)]
    assert view.selection.picture_count == 100_000
    view.viewport().repaint()
    assert len(library.read) < 500, "pictures were read that nobody looks at"
    assert list(view.selection.numbers[:2]) == [100_000, 99_999]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.selection.picture_count == 0
    view.rows.detach()


def test_a_heading_chooses_its_group(view: GalleryView, studio: StandInStudio) -> None:
    from rundot_studio.library.arrangement import Grouping

    view.rows.arrange(Arrangement(grouping=Grouping.DAY))
    studio.queue.submit(GenerateRecipe("a job"))
    grid = view.grid
    point = QPoint(40, grid.tops[1] - view.offset + 20)
    assert view.heading_at(point) == 1
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, point)
    assert view.selection.ranges == [(1, 40)]
    assert view.selection.picture_count == 40


@pytest.mark.parametrize(("key", "stars"), [(Qt.Key.Key_4, 4), (Qt.Key.Key_0, 0)])
def test_digits_give_stars(view: GalleryView, key: Qt.Key, stars: int) -> None:
    given: list[int] = []
    view.starred.connect(given.append)
    view.select_row(2)
    QTest.keyClick(view, key)
    assert given == [stars]


def test_a_star_on_a_card_is_pressed_and_pressed_again_to_take_it_away(
    view: GalleryView, studio: StandInStudio
) -> None:
    given: list[int] = []
    view.starred.connect(given.append)
    rect = view.cell_rect(2)
    third = QPoint(rect.right() - 8 - 13 * 2 - 6, rect.bottom() - 15)
    QTest.mouseMove(view.viewport(), third)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, third)
    assert given == [3]
    assert chosen(view) == [2]
    number = view.rows.number(2)
    assert number is not None
    studio.listing.stars[number] = 3
    view.rows.marks_changed([f"{number:010x}"])
    view.rows.read(2, 2)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, third)
    assert given == [3, 0]


def test_pictures_that_are_still_being_listed_are_selected_when_they_are_there(
    thumbnails: ThumbnailSource, shown: Show, wait_for: Waiting
) -> None:
    library = ManyPictures(100_000)
    view = GalleryView(thumbnails, Titles())
    view.resize(640, 500)
    view.rows.attach(library, NO_JOBS, library)
    shown(view)
    view.select_pictures([f"{5:010x}", f"{6:010x}"])
    wait_for(lambda: view.selection.ranges == [(99_994, 99_995)])
    assert view.viewport().rect().contains(view.cell_rect(99_994))
    view.select_pictures([f"{number:010x}" for number in range(1, 2000)])
    assert view.selection.ranges == [(99_994, 99_995)], "so many are looked up one by one"
    view.rows.detach()
