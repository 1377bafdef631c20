"""The window over a real library: what other programs do there, and what the artist deletes."""

import asyncio
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.library.library import Library, now
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.studio_session import StudioSession

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
