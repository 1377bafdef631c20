"""What the window's tests share: the theme, a studio in memory, a window over it, and a check that nothing is left."""

import asyncio
import gc
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rundot_studio.domain.catalog import pixel_size
from rundot_studio.domain.recipe import CutoutRecipe, GenerateRecipe, Recipe
from rundot_studio.ui.controls.theme import DARK, apply_theme
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.session.event_loop import StudioLoop

from .stand_in import StandInStudio


def png(width: int, height: int, colour: str = "#3366aa", *, alpha: bool = False) -> bytes:
    """A plain picture; with ``alpha`` its left half is transparent."""
    image = QImage(width, height, QImage.Format.Format_ARGB32 if alpha else QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    if alpha:
        for y in range(height):
            for x in range(width // 2):
                image.setPixelColor(x, y, QColor(0, 0, 0, 0))
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    buffer.close()
    return content.data()


def draw_small(recipe: Recipe, number: int) -> bytes:
    """A sixteenth of the size, so that the tests are quick; the colour follows the number."""
    width, height = pixel_size(recipe.aspect_ratio) if isinstance(recipe, GenerateRecipe) else (1024, 1024)
    colour = QColor.fromHsv(number * 37 % 360, 200, 200).name()
    return png(width // 16, height // 16, colour, alpha=isinstance(recipe, CutoutRecipe))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The plugin without a screen can't tell anybody a window's least size or raise it, and warns of it each time."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore(r"This plugin does not support (propagateSizeHints|raise)\(\)"))


@pytest.fixture(autouse=True, scope="session")
def clipboard_emptied_in_time(qapp: QApplication) -> Iterator[None]:
    """Without a screen Qt keeps what was copied until the process has ended: what Python made of it must go before
    Python does, or the process ends in a crash."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def dark_theme(qapp: QApplication) -> None:
    apply_theme(qapp, DARK)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Fails a test after which a widget of its making is still on the screen: after pytest-qt has closed its own."""
    yield
    if QApplication.instance() is None:
        return
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = [type(widget).__name__ for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert not left, f"left on the screen: {left}"


def running_timers() -> list[QTimer]:
    """All of the program's timers that are still running."""
    gc.collect()
    timers = [thing for thing in gc.get_objects() if isinstance(thing, QTimer)]
    return [timer for timer in timers if shiboken6.isValid(timer) and timer.isActive()]


@pytest.fixture
def studio(tmp_path: Path) -> StandInStudio:
    return StandInStudio(tmp_path, draw_small)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """A window without a studio, shown and active."""
    window = MainWindow()
    window.resize(1440, 900)
    window.show()
    qtbot.waitExposed(window)
    window.furnish()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.finish()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def wired(window: MainWindow, studio: StandInStudio) -> MainWindow:
    """The window over the studio in memory."""
    window.attach(studio)  # type: ignore[arg-type]
    return window


Show = Callable[[QWidget], None]


@pytest.fixture
def shown(qtbot: QtBot) -> Show:
    """Put a widget on the screen, active, and have it closed after the test."""

    def show(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)

    return show


OnLoop = Callable[[Coroutine[Any, Any, None]], None]


@pytest.fixture
def on_loop(qapp: QApplication) -> OnLoop:
    """Run a coroutine on the window's own event loop, as the program does."""

    qapp.setQuitOnLastWindowClosed(False)  # as the program has it

    def run(coroutine: Coroutine[Any, Any, None]) -> None:
        with asyncio.Runner(loop_factory=lambda: StudioLoop(qapp)) as runner:
            runner.run(coroutine)

    return run


async def until(holds: Callable[[], object]) -> None:
    """Wait, with the loop running, until something holds. Raises TimeoutError."""
    async with asyncio.timeout(8):
        while not holds():  # noqa: ASYNC110 - what is waited for is a widget's state, and sets no event
            await asyncio.sleep(0.005)


Waiting = Callable[[Callable[[], bool]], None]


@pytest.fixture
def wait_for(qtbot: QtBot) -> Waiting:
    """Wait, with Qt's events running, until something holds."""

    def wait(holds: Callable[[], bool]) -> None:
        qtbot.waitUntil(holds, timeout=4000)

    return wait
