"""Cancelling each tool in the middle, in the window over the real engine: it is gone at once, and nothing is left.

A tool that went on to its end would store its picture, or leave it among the engine's outputs.
"""

import time
from pathlib import Path

import numpy as np
import pytest

from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.imaging import codec
from rundot_studio.library import layout
from rundot_studio.library.library import Library, now
from rundot_studio.ui.main_window import MainWindow
from tests.ui.conftest import OnLoop, until
from tests.ui.test_library_desk import opened

SIDE = 2048
IN_THE_MIDDLE_S = 0.6


def store_large(folder: Path, count: int) -> list[Picture]:
    """Pictures that every tool is busy with for longer than the test waits."""
    library = Library(folder)
    pictures = []
    for number in range(1, count + 1):
        y, x = np.mgrid[0:SIDE, 0:SIDE]
        rgba = np.full((SIDE, SIDE, 4), 255, np.uint8)
        rgba[..., 0] = (x * 7 + y * 3 + number) % 256
        rgba[..., 1] = ((x - SIDE / 2) ** 2 + (y - SIDE / 2) ** 2 < (SIDE / 3) ** 2) * 200
        data = codec.encode_png(rgba)
        job = Job(
            f"{number:010x}",
            GenerateRecipe(f"rings {number}", seed=number),
            "embedded",
            now(),
            JobState.ANSWERED,
            answer=Answer("https://cdn.example/1.png", f"g{number}", "m", number),
        )
        pictures.append(library.store(job, data, "png", (SIDE, SIDE), False))
    library.close()
    return pictures


def left_over(folder: Path) -> list[Path]:
    """Outputs of the engine, and parts of files."""
    outputs = [path for path in (folder / layout.ENGINE).rglob("*") if path.suffix in (".png", ".jpg", ".part")]
    return outputs + [path for path in folder.rglob("*.part") if path not in outputs]


@pytest.mark.parametrize("tool", ["cut-out", "upscale", "depth"])
def test_a_tool_that_is_cancelled_in_the_middle_leaves_nothing(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop, tool: str
) -> None:
    folder = tmp_path / "library"
    store_large(folder, 1)

    async def scenario() -> None:
        async with opened(window, folder):
            await until(lambda: window.desk.picture is not None)
            window.commands.run(tool)
            queue = window.panels.queue
            await until(lambda: [row.job.state for row in queue.rows] == [JobState.SENT])
            await until(lambda: time.time() - queue.rows[0].job.sent_at.timestamp() > IN_THE_MIDDLE_S)  # type: ignore[union-attr]
            queue.rows[0].button.click()
            await until(lambda: not queue.rows)
            assert window.desk.library_count == 1

    on_loop(scenario())
    assert left_over(folder) == []


def test_a_batch_that_is_cancelled_in_the_middle_leaves_only_what_was_made(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    folder = tmp_path / "library"
    store_large(folder, 5)

    async def scenario() -> None:
        async with opened(window, folder):
            await until(lambda: window.desk.picture is not None)
            window.panels.gallery.view.selection.all()
            window.commands.run("depth")
            await until(lambda: "running" in window.panels.queue.summary() and window.panels.status.batch)
            window.panels.status.stop_batch.click()
            await until(lambda: not window.panels.queue.summary())
            await until(lambda: not window.panels.status.batch)
            assert window.panels.status.message.startswith("Cancelled.")

    on_loop(scenario())
    library = Library(folder)
    assert library.journal.unfinished() == []
    library.close()
    assert left_over(folder) == []
