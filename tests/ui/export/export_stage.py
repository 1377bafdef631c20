"""A library of sprites and the export sheet over it, for the tests of the sheet."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np

from rundot_studio.library.library import Library
from rundot_studio.ui.export.export_sheet import ExportSheet
from rundot_studio.ui.export.session import ExportSession
from rundot_studio.ui.main_window import MainWindow
from tests.studio.library_pictures import Shelf
from tests.ui.conftest import until
from tests.ui.test_library_desk import opened


def ball(number: int, side: int = 24) -> np.ndarray:
    """A disc with a clear rim, in a colour of its own."""
    rgba = np.zeros((side, side, 4), np.uint8)
    down, across = np.mgrid[:side, :side]
    inside = (down - side / 2) ** 2 + (across - side / 2) ** 2 < (side / 2 - 3) ** 2
    rgba[inside] = (40 * number % 256, 90, 200, 255)
    return rgba


def filled(folder: Path, *prompts: str, side: int = 24) -> list[str]:
    """A library with a sprite for each prompt; their ids."""
    library = Library(folder)
    shelf = Shelf(library)
    ids = [shelf.add(prompt, ball(number, side)).id for number, prompt in enumerate(prompts, 1)]
    library.close()
    return ids


@asynccontextmanager
async def exporting(
    window: MainWindow, folder: Path, ids: list[str]
) -> AsyncIterator[tuple[ExportSheet, ExportSession]]:
    """The sheet, opened with these pictures and shown as it settles."""
    async with opened(window, folder):
        await until(lambda: window.exporting.projects.known)
        window.exporting.export_pictures(ids)
        await until(lambda: window.exporting.exporting is not None)
        assert window.exporting.sheet is not None
        assert window.exporting.exporting is not None
        session = window.exporting.exporting.session
        await until(lambda: settled(session))
        yield window.exporting.sheet, session


def settled(session: ExportSession) -> bool:
    return session.draft is not None and not session.work and not session.waiting


async def planned(session: ExportSession) -> None:
    await until(lambda: settled(session) and session.plan is not None)


def named(session: ExportSession) -> tuple[str, ...]:
    assert session.plan is not None
    return session.plan.names
