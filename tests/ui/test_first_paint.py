"""What the first paint waits for, and what it does not."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rundot_studio.ui.main_window import MainWindow

HEAVY = (
    "asyncio", "qasync", "httpx", "numpy", "PIL", "starlette", "msgspec", "cv2", "psygnal", "ssl", "sqlite3",
    "platformdirs", "subprocess", "concurrent.futures.thread", "importlib.resources", "ctypes",
    "rundot_studio.domain.recipe", "rundot_studio.domain.picture", "rundot_studio.domain.job",
    "rundot_studio.domain.alternatives",
)  # fmt: skip
NOT_SEEN = (
    "actions", "canvas", "depth", "desk", "furnishing", "gallery.panel", "gallery.view", "inspector.panel",
    "matrix", "program", "export.desk", "export.export_sheet", "controls.sheet", "controls.menu",
    "crash.desk", "crash.content", "crash.sheet", "crash.lone_window",
    "tour", "gallery.library_place", "queue.rows", "pictures.titles", "pictures.words", "gallery.cards",
)  # fmt: skip
"""Of ``rundot_studio.ui``: what is behind the panels that are seen, or opened by a hand."""

PAINT = """
import json, linecache, sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
from rundot_studio.ui import app as program
from rundot_studio.ui.main_window import MainWindow
window = MainWindow()
window.show()
window.ensurePolished()
print(json.dumps([sorted(sys.modules), sorted(linecache.cache)]))
"""


@pytest.fixture(scope="module")
def started() -> tuple[list[str], list[str]]:
    """All modules that a fresh program has when its window is about to be painted, and the sources it has read."""
    done = subprocess.run([sys.executable, "-c", PAINT], capture_output=True, text=True, check=True)
    modules, sources = json.loads(done.stdout)
    return modules, sources


@pytest.fixture
def imported(started: tuple[list[str], list[str]]) -> list[str]:
    return started[0]


def below(package: str, modules: list[str]) -> list[str]:
    return [name for name in modules if name == package or name.startswith(package + ".")]


@pytest.mark.parametrize("package", HEAVY)
def test_nothing_heavy_is_imported_before_the_first_paint(imported: list[str], package: str) -> None:
    assert not below(package, imported)


@pytest.mark.parametrize("package", NOT_SEEN)
def test_what_is_not_seen_is_imported_after_the_first_paint(imported: list[str], package: str) -> None:
    assert not below(f"rundot_studio.ui.{package}", imported)


def test_no_source_of_ours_is_read_to_import_it(started: tuple[list[str], list[str]]) -> None:
    before = ("rundot_studio/__init__.py", "ui/__init__.py", "ui/feature_import.py")
    ours = [source.replace("\\", "/") for source in started[1] if "rundot_studio" in source]
    assert not [source for source in ours if not source.endswith(before)]


@pytest.fixture
def steady_cursor() -> Iterator[None]:
    """On a busy machine the prompt's cursor would blink between two looks."""
    before = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(0)
    yield
    QApplication.setCursorFlashTime(before)


@pytest.mark.usefixtures("steady_cursor")
def test_the_window_looks_the_same_when_all_of_it_is_there(qtbot: QtBot) -> None:
    window = MainWindow()
    window.show()
    qtbot.waitExposed(window)
    QApplication.processEvents()
    first = window.grab().toImage()
    window.furnish()
    QApplication.processEvents()
    furnished = window.grab().toImage()
    window.finish()
    window.deleteLater()
    assert first == furnished


def test_what_works_behind_the_panels_is_made_once(window: MainWindow) -> None:
    assert window.furnish() is window.furnish()
    assert window.desk is window.furnish().desk
