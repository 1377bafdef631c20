"""The gallery's desks over the real services: stars, boards, copying, the quick look, the menu, and taking back."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from rundot_studio.domain.picture import Picture
from rundot_studio.imaging.a1111 import read_recipe
from rundot_studio.library.arrangement import Grouping, Order
from rundot_studio.library.library import Library
from rundot_studio.ui.gallery.boards_popover import BoardsPopover
from rundot_studio.ui.gallery.panel import GalleryPanel
from rundot_studio.ui.gallery.remembering import SECTION, restore
from rundot_studio.ui.main_window import MainWindow
from tests.ui.conftest import OnLoop, until
from tests.ui.test_library_desk import filled, opened, shown_ids


def library_of(window: MainWindow) -> Library:
    studio = window.desk.marking._studio
    assert studio is not None
    return studio.library


def popover(window: MainWindow) -> BoardsPopover:
    (found,) = (each for each in window.findChildren(BoardsPopover) if each.isVisible())
    return found


def test_a_digit_gives_stars_to_all_that_is_selected_and_undo_takes_them_back(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    pictures = filled(tmp_path / "library", 3)
    ids = [picture.id for picture in pictures]

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            view, status = window.panels.gallery.view, window.panels.status
            library = library_of(window)
            view.setFocus()
            view.selection.all()
            QTest.keyClick(view, Qt.Key.Key_4)
            await until(status.undo.isVisible)
            assert {marks.stars for marks in library.marks(ids).values()} == {4}
            assert status.message == "★★★★ for 3 pictures."
            view.rows.read(0, 2)
            await until(lambda: (entry := view.rows.entry(0)) is not None and entry.stars == 4)
            QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            await until(lambda: {marks.stars for marks in library.marks(ids).values()} == {0})
            await until(lambda: status.message == "The stars are as they were.")

    on_loop(use())


def test_undo_right_after_deleting_brings_back_what_was_deleted(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    """Also while the disk is still at it, and never what was done before that instead."""
    (first, *_others) = ids = [picture.id for picture in filled(tmp_path / "library", 3)]

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            view, status = window.panels.gallery.view, window.panels.status
            library = library_of(window)
            view.setFocus()
            view.selection.all()
            QTest.keyClick(view, Qt.Key.Key_4)
            await until(status.undo.isVisible)
            QTest.keyClick(view, Qt.Key.Key_Delete)
            QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            await until(lambda: status.message == "3 pictures are back.")
            assert sorted(shown_ids(window)) == sorted(ids)
            assert library.marks([first])[first].stars == 4

    on_loop(use())


def test_a_board_is_made_filled_shown_renamed_and_deleted(window: MainWindow, tmp_path: Path, on_loop: OnLoop) -> None:
    filled(tmp_path / "library", 4)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            gallery, library = window.panels.gallery, library_of(window)
            before = shown_ids(window)
            gallery.view.selection.rows_between(0, 1)
            window.commands.run("add-to-board")
            card = popover(window)
            QTest.keyClicks(card.field.edit, "Heroes")
            QTest.keyClick(card.field.edit, Qt.Key.Key_Return)
            await until(lambda: [each.pictures for each in library.board_overviews()] == [2])
            await until(lambda: not window.findChildren(BoardsPopover))

            gallery.filters.boards.click()
            row = popover(window).board_rows[0]
            assert (row.text(), row.overview.pictures) == ("Heroes", 2)
            QTest.mouseClick(row, Qt.MouseButton.LeftButton)
            await until(lambda: shown_ids(window) == before[:2])
            assert gallery.filters.boards.text() == "Heroes"
            assert gallery.view.rows.arrangement.order is Order.BOARD

            gallery.view.select_row(1)
            gallery.view.moved_before.emit(before[0])
            await until(lambda: shown_ids(window) == [before[1], before[0]])

            (board,) = library.boards()
            window.desk.marking.rename_board(board.id, "Villains")
            await until(lambda: gallery.filters.boards.text() == "Villains")
            window.commands.run("take-off-board")
            await until(lambda: shown_ids(window) == [before[0]])
            window.desk.marking.delete_board(board.id)
            await until(lambda: shown_ids(window) == before)
            assert gallery.filters.boards.text() == "Boards"
            await until(lambda: window.panels.status.message.startswith("Board Villains is gone"))
            window.desk.changes.undo()
            await until(lambda: [each.board.name for each in library.board_overviews()] == ["Villains"])

    on_loop(use())


def test_pictures_dropped_on_a_board_are_on_it(window: MainWindow, tmp_path: Path, on_loop: OnLoop) -> None:
    pictures = filled(tmp_path / "library", 3)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            library = library_of(window)
            window.desk.marking.create_board("Props")
            await until(library.boards)
            window.desk.marking.show_boards()
            card = popover(window)
            await until(lambda: len(card.board_rows) == 1)
            card.board_rows[0].dropped.emit([pictures[1].id])
            await until(lambda: library.board_overviews()[0].pictures == 1)
            await until(lambda: card.board_rows[0].overview.pictures == 1)
            card.dismiss()

    on_loop(use())


def test_space_shows_the_picture_large_and_arrows_walk_on(window: MainWindow, tmp_path: Path, on_loop: OnLoop) -> None:
    filled(tmp_path / "library", 3)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            view, look = window.panels.gallery.view, window.desk.browsing.look
            window.panels.prompt.prompt.set_text("mine")
            ids = shown_ids(window)
            view.setFocus()
            QTest.keyClick(view, Qt.Key.Key_Home)
            QTest.keyClick(view, Qt.Key.Key_Space)
            assert look.isVisible()
            assert look.geometry() == window.rect()
            QTest.keyClick(look, Qt.Key.Key_Right)
            assert look.picture is not None
            assert look.picture.id == ids[1]
            QTest.keyClick(look, Qt.Key.Key_Left)
            QTest.keyClick(look, Qt.Key.Key_Left)
            assert look.picture.id == ids[0], "it went on beyond the first"
            assert "1 of 3" in look.accessibleDescription()
            await until(lambda: not look._image.isNull())
            QTest.keyClick(look, Qt.Key.Key_Space)
            assert not look.isVisible()
            assert view.hasFocus()
            assert window.panels.prompt.prompt.text == "mine"

    on_loop(use())


def test_a_picture_is_copied_as_pixels_and_file_and_several_as_files(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    filled(tmp_path / "library", 2)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            view, status = window.panels.gallery.view, window.panels.status
            clipboard = QGuiApplication.clipboard()
            view.setFocus()
            view.select_row(0)
            QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
            await until(lambda: status.message == "Copied the picture.")
            data = clipboard.mimeData()
            picture = view.current_item()
            assert isinstance(picture, Picture)
            path = library_of(window).absolute(picture)
            assert [Path(url.toLocalFile()) for url in data.urls()] == [path]
            assert clipboard.image().width() == picture.width
            assert bytes(data.data("image/png").data()) == path.read_bytes()
            view.selection.all()
            window.commands.run("copy-picture")
            await until(lambda: status.message == "Copied 2 pictures.")
            assert len(clipboard.mimeData().urls()) == 2

    on_loop(use())


def test_a_recipe_is_copied_as_text_that_reads_back(window: MainWindow, tmp_path: Path, on_loop: OnLoop) -> None:
    filled(tmp_path / "library", 1)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            view = window.panels.gallery.view
            view.select_row(0)
            window.commands.run("copy-recipe")
            await until(lambda: window.panels.status.message == "Copied the recipe.")
            picture = view.current_item()
            assert isinstance(picture, Picture)
            record = read_recipe(QGuiApplication.clipboard().text())
            assert record is not None
            assert record["prompt"] == picture.title
            window.commands.run("copy-path")
            assert QGuiApplication.clipboard().text().endswith(".png")

    on_loop(use())


@pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")
def test_the_menu_offers_what_can_be_done_with_one_and_with_several(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    filled(tmp_path / "library", 2)

    def words() -> list[str]:
        menu = window.desk.browsing.menu
        assert menu is not None
        found = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
        menu.close()
        return found

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            view = window.panels.gallery.view
            view.select_row(0)
            window.desk.browsing.open_menu(QPoint(0, 0))
            one = words()
            view.selection.all()
            window.desk.browsing.open_menu(QPoint(0, 0))
            several = words()
            assert {"Quick look", "Use the seed", "Cut out", "Rating", "Copy the recipe", "Delete"} <= set(one)
            assert {"Rating", "Add to a board", "Copy the picture", "Delete"} <= set(several)
            assert {"Cut out", "Upscale", "Depth", "Compare the selected pictures"} <= set(several)
            assert "Open in another program" in one
            assert not {"Use the seed", "Open in another program", "Save"} & set(several)
            assert window.panels.gallery.selected.compare.isVisibleTo(window)
            assert "Take off this board" not in one
            await asyncio.sleep(0)

    on_loop(use())


def test_order_groups_and_card_size_are_as_they_were_after_a_restart(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    filled(tmp_path / "library", 2)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            bar = window.panels.gallery.filters
            wish = replace(bar._arrangement, order=Order.RATING, grouping=Grouping.DAY)
            bar._change(wish)
            window.panels.gallery.cell_size.setValue(200)
            again = GalleryPanel(window.panels.thumbnails, window.panels.titles)
            restore(again, window.memory.get(SECTION))
            assert again.view.rows.arrangement == wish
            assert again.cell_size.value() == 200
            restore(again, {"order": "by colour", "groups": 7, "size": True})
            assert again.view.rows.arrangement.order is Order.NEWEST
            assert again.cell_size.value() == 200
            again.deleteLater()

    on_loop(use())
