"""The window over a real library: what other programs do there, and what the artist deletes."""

import asyncio
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.library import Library, now
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.session.studio_session import StudioSession

from .conftest import OnLoop, png, until


def store(library: Library, number: int, parent: str | None = None) -> Picture:
    """Store a picture as whoever runs a job does."""
    answer = Answer("https://cdn.example/1.png", f"g{number}", "m", number)
    recipe = GenerateRecipe(f"knight number {number}", seed=number)
    job = Job(f"{number:010x}", recipe, "embedded", now(), JobState.ANSWERED, parent_id=parent, answer=answer)
    return library.store(job, png(16, 16), "png", (16, 16), False)


def filled(folder: Path, count: int) -> list[Picture]:
    """A library of so many pictures, closed again."""
    library = Library(folder)
    pictures = [store(library, number) for number in range(1, count + 1)]
    library.close()
    return pictures


@asynccontextmanager
async def opened(window: MainWindow, folder: Path) -> AsyncIterator[None]:
    """The window with the real services, closed in order."""
    session = StudioSession(window, folder)
    await session.open(None)
    try:
        yield
    finally:
        window.finish()
        await window.desk.errands.ended()
        await session.end()


def shown_ids(window: MainWindow) -> list[str]:
    rows = window.panels.gallery.view.rows
    items = (rows.item(row) for row in range(rows.rowCount()))
    return [item.id for item in items if isinstance(item, Picture)]


def test_what_another_program_adds_and_deletes_is_shown_within_a_second(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    (first,) = filled(tmp_path / "library", 1)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            other = Library(tmp_path / "library")
            loop = asyncio.get_running_loop()
            elsewhere = ThreadPoolExecutor(1)
            try:
                second = await loop.run_in_executor(elsewhere, store, other, 2)
                start = time.monotonic()
                await until(lambda: shown_ids(window) == [second.id, first.id])
                assert time.monotonic() - start < 1
                assert window.panels.gallery.view.isVisible()
                shown = window.desk.picture
                assert shown is not None
                await loop.run_in_executor(elsewhere, other.delete, [shown.id])
                start = time.monotonic()
                (left,) = {first.id, second.id} - {shown.id}
                await until(lambda: shown_ids(window) == [left])
                assert time.monotonic() - start < 1
                assert window.desk.picture is not None
                assert window.desk.picture.id == left
                await loop.run_in_executor(elsewhere, other.delete, [left])
                await until(lambda: not shown_ids(window))
                assert window.desk.picture is None
                assert window.panels.empty.isVisible()
                await loop.run_in_executor(elsewhere, other.restore, [left])
                await until(lambda: shown_ids(window) == [left])
            finally:
                elsewhere.shutdown()
                other.close()

    on_loop(use())


def test_delete_and_undo_with_nothing_but_keys(window: MainWindow, tmp_path: Path, on_loop: OnLoop) -> None:
    parent, *_ = filled(tmp_path / "library", 4)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            view, status = window.panels.gallery.view, window.panels.status
            before = shown_ids(window)
            assert len(before) == 4
            view.setFocus()
            QTest.keyClick(view, Qt.Key.Key_Home)
            QTest.keyClick(view, Qt.Key.Key_Right)
            QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
            assert [picture.id for picture in view.selected_pictures()] == before[1:3]
            QTest.keyClick(view, Qt.Key.Key_Delete)
            await until(lambda: shown_ids(window) == [before[0], before[3]])
            await until(status.undo.isVisible)
            assert status.message == "Deleted 2 pictures."
            assert not QApplication.activeModalWidget()
            assert window.desk.picture is not None
            assert window.desk.picture.id == before[3] == parent.id
            assert [picture.id for picture in view.selected_pictures()] == [parent.id]
            QTest.keyClick(view, Qt.Key.Key_Delete)
            await until(lambda: shown_ids(window) == [before[0]])
            await until(lambda: status.message == "Deleted 1 picture.")
            QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            await until(lambda: shown_ids(window) == [before[0], before[3]])
            QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            await until(lambda: shown_ids(window) == before)
            assert {picture.id for picture in view.selected_pictures()} == set(before[1:3])
            await until(lambda: status.message == "2 pictures are back.")
            assert not status.undo.isVisible()

    on_loop(use())
    library = Library(tmp_path / "library")
    assert library.count() == 4
    assert library.trash() == []
    library.close()


def test_a_deleted_parent_leaves_its_children_and_comes_back_with_a_press(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    folder = tmp_path / "library"
    (parent,) = filled(folder, 1)
    library = Library(folder)
    child = store(library, 2, parent=parent.id)
    library.close()

    async def use() -> None:
        async with opened(window, folder):
            gallery, status = window.panels.gallery, window.panels.status
            gallery.view.select_pictures([parent.id])
            QTest.keyClick(gallery.view, Qt.Key.Key_Delete)
            await until(lambda: shown_ids(window) == [child.id])
            assert window.desk.picture == child
            await until(status.undo.isVisible)
            QTest.mouseClick(status.undo, Qt.MouseButton.LeftButton)
            await until(lambda: shown_ids(window) == [child.id, parent.id])

    on_loop(use())


def test_undo_in_the_prompt_is_the_prompts_own(window: MainWindow, tmp_path: Path, on_loop: OnLoop) -> None:
    filled(tmp_path / "library", 2)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            window.desk.changes.delete_selected()
            await until(lambda: len(shown_ids(window)) == 1)
            await until(window.panels.status.undo.isVisible)
            edit = window.panels.prompt.prompt.edit
            edit.setFocus()
            QTest.keyClicks(edit, "x")
            QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            assert edit.toPlainText() == ""
            assert len(shown_ids(window)) == 1
            assert window.panels.status.undo.isVisible()

    on_loop(use())


def test_where_a_library_can_not_be_opened_another_folder_is_tried(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("not a folder")
    (picture,) = filled(tmp_path / "library", 1)

    async def use() -> None:
        session = StudioSession(window, blocked)
        empty = window.panels.empty
        try:
            await session.open(None)
            assert empty.failure
            assert empty.another_folder.isVisible()
            await session.open_in(tmp_path / "library", None)
            assert not empty.failure
            assert not empty.another_folder.isVisible()
            await until(lambda: window.desk.picture == picture)
        finally:
            window.release()
            await window.desk.errands.ended()
            await session.end()

    on_loop(use())
