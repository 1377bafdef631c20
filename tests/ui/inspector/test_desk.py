"""The inspector over a real library: what is written there is kept, and what others write is shown."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.library import Library
from rundot_studio.library.marks import Marks
from rundot_studio.ui.inspector.mark_chips import MarkChip
from rundot_studio.ui.inspector.recipe_rows import rows_of
from rundot_studio.ui.main_window import MainWindow
from tests.ui.conftest import OnLoop, until
from tests.ui.test_library_desk import filled, opened


def kept(folder: Path, *picture_ids: str) -> list[Marks]:
    library = Library(folder)
    try:
        found = library.marks(picture_ids)
        return [found[picture_id] for picture_id in picture_ids]
    finally:
        library.close()


def chips(window: MainWindow) -> list[str]:
    return [chip.text() for chip in window.panels.inspector.marks.tags.chips]


def chip(window: MainWindow, words: str) -> MarkChip:
    return next(chip for chip in window.panels.inspector.marks.tags.chips if chip.text() == words)


def write_tag(window: MainWindow, words: str) -> None:
    window.commands.run("add-tag")
    field = window.panels.inspector.marks.field
    QTest.keyClicks(field.edit, words)
    QTest.keyClick(field.edit, Qt.Key.Key_Return)


def test_stars_and_tags_of_one_picture_are_kept_and_taken_back(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    (picture,) = filled(tmp_path / "library", 1)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            inspector = window.panels.inspector
            await until(lambda: window.desk.picture is not None)
            inspector.stars.setFocus()
            QTest.keyClick(inspector.stars, Qt.Key.Key_4)
            await until(lambda: inspector.stars.stars == 4)
            write_tag(window, "hero,  ready to ship ")
            await until(lambda: chips(window) == ["hero", "ready to ship"])
            assert window.panels.gallery.view.rows.item(0) == picture  # its card is not left empty
            chip(window, "hero").setFocus()
            QTest.keyClick(chip(window, "hero"), Qt.Key.Key_Delete)
            await until(lambda: chips(window) == ["ready to ship"])
            await until(lambda: window.panels.status.message == "Tag taken away: hero")
            window.commands.run("undo")
            await until(lambda: chips(window) == ["hero", "ready to ship"])

    on_loop(use())
    (marks,) = kept(tmp_path / "library", picture.id)
    assert (marks.stars, marks.tags) == (4, ("hero", "ready to ship"))


def test_a_selection_gets_its_tags_in_one_go_and_is_summed_up(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    pictures = filled(tmp_path / "library", 12)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            view = window.panels.gallery.view
            inspector = window.panels.inspector
            await until(lambda: view.rows.picture_count == 12)
            view.selection.only(0)
            write_tag(window, "lone")
            await until(lambda: chips(window) == ["lone"])
            view.setFocus()
            view.selection.all()
            assert inspector.many
            await until(lambda: chips(window) == ["lone 1"])
            write_tag(window, "approved")
            await until(lambda: "approved" in chips(window))
            chip(window, "lone 1").click()
            await until(lambda: chips(window) == ["approved", "lone"])
            view.selection.only(3)
            assert not inspector.many
            await until(lambda: chips(window) == ["approved", "lone"])

    on_loop(use())
    assert {marks.tags for marks in kept(tmp_path / "library", *(each.id for each in pictures))} == {
        ("approved", "lone")
    }


def test_a_note_is_kept_after_a_pause_and_for_the_picture_it_was_written_for(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    first, second = filled(tmp_path / "library", 2)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            await until(lambda: window.desk.picture is not None)
            window.desk.canvas.show_picture(first)
            window.commands.run("write-note")
            notes = window.panels.inspector.marks.notes
            QTest.keyClicks(notes.edit, "smaller shield")
            library = window.desk._studio.library  # type: ignore[union-attr]
            await until(lambda: library.marks([first.id])[first.id].notes == "smaller shield")
            QTest.keyClicks(notes.edit, ", please")
            window.desk.canvas.show_picture(second)
            assert notes.text == ""
            await until(lambda: library.marks([first.id])[first.id].notes == "smaller shield, please")
            window.desk.canvas.show_picture(first)
            assert notes.text == "smaller shield, please"
            await until(lambda: window.panels.status.message == "Note kept.")
            window.commands.run("undo")
            await until(lambda: library.marks([first.id])[first.id].notes == "")

    on_loop(use())
    assert [marks.notes for marks in kept(tmp_path / "library", first.id, second.id)] == ["", ""]


def test_a_note_that_is_half_written_when_the_window_closes_is_not_lost(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    (picture,) = filled(tmp_path / "library", 1)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            await until(lambda: window.desk.picture is not None)
            window.commands.run("write-note")
            QTest.keyClicks(window.panels.inspector.marks.notes.edit, "ask Mia")

    on_loop(use())
    assert kept(tmp_path / "library", picture.id)[0].notes == "ask Mia"


def test_what_another_program_changes_is_shown_but_not_over_a_note_that_is_being_written(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    (picture,) = filled(tmp_path / "library", 1)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            inspector = window.panels.inspector
            await until(lambda: window.desk.picture is not None)
            other = Library(tmp_path / "library")
            loop, elsewhere = asyncio.get_running_loop(), ThreadPoolExecutor(1)
            try:
                await loop.run_in_executor(elsewhere, other.mark, [picture.id], 3, ["from elsewhere"], (), "theirs")
                await until(lambda: chips(window) == ["from elsewhere"] and inspector.stars.stars == 3)
                assert inspector.marks.notes.text == "theirs"
                inspector.marks.notes.edit.setFocus()
                QTest.keyClicks(inspector.marks.notes.edit, "ours ")
                await loop.run_in_executor(elsewhere, other.star, [picture.id], 5)
                await until(lambda: inspector.stars.stars == 5)
                assert "ours" in inspector.marks.notes.text
            finally:
                await loop.run_in_executor(elsewhere, other.close)
                elsewhere.shutdown()

    on_loop(use())


def test_boards_are_chosen_for_the_picture_that_is_shown(window: MainWindow, tmp_path: Path, on_loop: OnLoop) -> None:
    first, second = filled(tmp_path / "library", 2)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            await until(lambda: window.desk.picture is not None)
            window.panels.gallery.view.selection.only(0)
            window.desk.canvas.show_picture(first)
            boards = window.panels.inspector.marks.boards
            boards.add.click()
            popover = window.desk.inspector._boards.popover
            assert popover is not None
            QTest.keyClicks(popover.field.edit, "Heroes")
            QTest.keyClick(popover.field.edit, Qt.Key.Key_Return)
            await until(lambda: [each.text() for each in boards.chips] == ["Heroes"])
            window.desk.canvas.show_picture(second)
            assert boards.chips == []
            window.desk.canvas.show_picture(first)
            boards.chips[0].taken_away.emit()
            await until(lambda: boards.chips == [])

    on_loop(use())


def test_inspecting_changes_nothing_in_the_prompt_panel(window: MainWindow, tmp_path: Path, on_loop: OnLoop) -> None:
    first, second = filled(tmp_path / "library", 2)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            await until(lambda: window.desk.picture is not None)
            prompt = window.panels.prompt
            prompt.prompt.set_text("a castle")
            before = prompt.recipe()
            for picture in (first, second):
                window.desk.canvas.show_picture(picture)
                write_tag(window, "seen")
                await until(lambda: chips(window) == ["seen"])
            assert prompt.recipe() == before

    on_loop(use())


def test_prompt_and_recipe_go_to_the_clipboard_and_the_file_is_shown(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    (picture,) = filled(tmp_path / "library", 1)
    shown: list[Path] = []

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            await until(lambda: window.desk.picture is not None)
            window.commands.run("copy-prompt")
            assert QApplication.clipboard().text() == "knight number 1"
            window.desk.inspector.copy_recipe()
            assert "Seed: 1" in QApplication.clipboard().text()
            window.desk.inspector._show_file = shown.append
            window.panels.inspector.file.show_folder.click()
            assert shown == [tmp_path / "library" / picture.path]

    on_loop(use())


def test_styles_are_called_by_their_names(window: MainWindow, tmp_path: Path, on_loop: OnLoop) -> None:
    """One that is gone is called by what its id says."""
    filled(tmp_path / "library", 1)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            words = window.panels.prompt.words
            await until(lambda: words.styles.known)
            recipe = GenerateRecipe("a knight", styles=(words.styles.known[0].id, "long-gone"))
            rows = rows_of(recipe, style_name=window.panels.inspector.style_name)
            told = next(row.value for row in rows if row.name == "styles")
            assert told == f"{words.styles.known[0].name}, long gone"
            assert words.styles.known[0].name != words.styles.known[0].id.replace("-", " ")

    on_loop(use())
