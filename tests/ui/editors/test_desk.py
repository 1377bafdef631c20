"""A picture in another program: here a few lines of Python that save what they were given, changed."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import EditedRecipe
from rundot_studio.library.library import Library
from rundot_studio.studio.editors import OWN, Editor
from rundot_studio.studio.working_copies import WorkingCopies
from rundot_studio.ui.main_window import MainWindow
from tests.ui.conftest import OnLoop, png, until
from tests.ui.test_library_desk import filled, opened, shown_ids

PAINT = """
import sys, time
from pathlib import Path
file, picture, how = Path(sys.argv[1]), Path(sys.argv[2]).read_bytes(), sys.argv[3]
if how == "beside":
    part = file.with_name("part.tmp")
    part.write_bytes(picture)
    part.replace(file)
else:
    with file.open("wb") as stream:
        for start in range(0, len(picture), 40):
            stream.write(picture[start : start + 40])
            stream.flush()
            time.sleep(0.01)
"""


@pytest.fixture
def paint(tmp_path: Path) -> Callable[[str, str], Editor]:
    """A program that paints a colour: in pieces, or beside the file and then in its place."""
    script = tmp_path / "paint.py"
    script.write_text(PAINT)

    def editor(colour: str, how: str) -> Editor:
        painted = tmp_path / f"{colour.strip('#')}.png"
        painted.write_bytes(png(20, 10, colour))
        return Editor(OWN, "Paint", (sys.executable, str(script), "{file}", str(painted), how))

    return editor


def children(window: MainWindow, picture: Picture) -> list[Picture]:
    return window.desk._studio.library.children(picture.id)  # type: ignore[union-attr]


@pytest.mark.parametrize("how", ["in pieces", "beside"])
def test_each_save_comes_back_once_as_a_child(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop, paint: Callable[[str, str], Editor], how: str
) -> None:
    (picture,) = filled(tmp_path / "library", 1)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            await until(lambda: window.desk.picture is not None)
            window.desk.editors.open_in(paint("#ff0000", how), picture)
            await until(lambda: len(children(window, picture)) == 1)
            (child,) = children(window, picture)
            assert isinstance(child.recipe, EditedRecipe)
            assert child.recipe.tool == "Paint"
            assert (child.width, child.height) == (20, 10)
            image = QImage(str(tmp_path / "library" / child.path))
            assert image.pixelColor(3, 3) == QColor("#ff0000")
            await until(lambda: child.id in shown_ids(window))
            window.desk.editors.open_in(paint("#00ff00", how), picture)
            await until(lambda: len(children(window, picture)) == 2)
            await asyncio.sleep(0.6)  # nothing more comes of them
            assert len(children(window, picture)) == 2

    on_loop(use())


def test_a_program_that_is_not_there_is_told(window: MainWindow, tmp_path: Path, on_loop: OnLoop) -> None:
    (picture,) = filled(tmp_path / "library", 1)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            await until(lambda: window.desk.picture is not None)
            window.desk.editors.open_in(Editor("x", "No Such", (str(tmp_path / "no-such"),)), picture)
            await until(lambda: window.panels.status.message == "No Such could not be started.")

    on_loop(use())


def test_what_was_saved_after_the_window_closed_is_there_at_the_next_start(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    (picture,) = filled(tmp_path / "library", 1)
    library = Library(tmp_path / "library")
    copy = WorkingCopies(library).begin(picture, "Krita")
    library.close()
    copy.file.write_bytes(png(12, 12, "#00ff00"))

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            await until(lambda: len(shown_ids(window)) == 2)
            (child,) = children(window, picture)
            assert child.parent_id == picture.id
            assert window.panels.status.message.startswith("A picture was changed in another program")
            copy.file.write_bytes(png(12, 12, "#0000ff"))  # the program still has it open
            await until(lambda: len(children(window, picture)) == 2)

    on_loop(use())


def test_a_working_copy_that_is_deleted_changes_nothing(window: MainWindow, tmp_path: Path, on_loop: OnLoop) -> None:
    (picture,) = filled(tmp_path / "library", 1)
    opened_with: list[Path] = []

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            await until(lambda: window.desk.picture is not None)

            def start(_editor: Editor, file: Path) -> bool:
                opened_with.append(file)
                return True

            window.desk.editors._start = start
            window.desk.editors.open_in(Editor("x", "Paint"), picture)
            await until(lambda: opened_with)
            opened_with[0].unlink()
            await asyncio.sleep(0.6)
            assert children(window, picture) == []
            opened_with[0].write_bytes(png(9, 9, "#123456"))
            await until(lambda: len(children(window, picture)) == 1)

    on_loop(use())


@pytest.mark.qt_log_ignore(r"This plugin does not support (raise|grabbing|propagateSizeHints)")
def test_the_menu_names_the_programs_that_are_here(window: MainWindow, tmp_path: Path, on_loop: OnLoop) -> None:
    filled(tmp_path / "library", 1)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            await until(lambda: window.desk.picture is not None)
            window.desk.connection.set_editor(sys.executable)
            assert window.commands.run("open-in")
            await until(lambda: window.desk.editors.menu is not None)
            menu = window.desk.editors.menu
            assert menu is not None
            names = [action.text() for action in menu.actions() if not action.isSeparator()]
            assert names[0] == Path(sys.executable).stem
            assert names[-2:] == ["The system's choice", "Another program …"]
            menu.close()

    on_loop(use())
