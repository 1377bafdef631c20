"""The window over a real library: correcting a cut-out, and comparing what is selected in the gallery."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.domain.recipe import CutoutRecipe, GenerateRecipe, Recipe, SourceImage
from rundot_studio.imaging import codec
from rundot_studio.imaging.matte_edit import BrushMode
from rundot_studio.library.library import Library, now
from rundot_studio.ui.canvas.matte_desk import source_among
from rundot_studio.ui.main_window import MainWindow
from tests.ui.conftest import OnLoop, png, until
from tests.ui.test_library_desk import opened

SIDE = 120


def store(library: Library, number: int, recipe: Recipe, *, alpha: bool, parent: str | None = None) -> Picture:
    data = png(SIDE, SIDE, "#ff0000" if alpha else "#00ff00", alpha=alpha)
    answer = Answer("https://cdn.example/1.png", f"g{number}", "m", number)
    job = Job(f"{number:010x}", recipe, "embedded", now(), JobState.ANSWERED, parent_id=parent, answer=answer)
    return library.store(job, data, "png", (SIDE, SIDE), alpha)


@pytest.fixture
def family(tmp_path: Path) -> tuple[Path, Picture, Picture]:
    """A green picture and its cut-out: red, its left half clear."""
    folder = tmp_path / "library"
    library = Library(folder)
    whole = store(library, 1, GenerateRecipe("a knight", seed=1), alpha=False)
    recipe = CutoutRecipe(SourceImage(place=whole.path, picture_id=whole.id))
    cutout = store(library, 2, recipe, alpha=True, parent=whole.id)
    library.close()
    return folder, whole, cutout


def press_at(window: MainWindow, x: float, y: float) -> None:
    canvas = window.panels.canvas.matte.canvas
    target = canvas.target(canvas.rooms()[0])
    place = target.topLeft()
    place.setX(place.x() + x * target.width())
    place.setY(place.y() + y * target.height())
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place.toPoint())


def test_a_cut_out_is_corrected_into_a_child_of_its_own(
    window: MainWindow, family: tuple[Path, Picture, Picture], on_loop: OnLoop
) -> None:
    folder, _whole, cutout = family

    async def correct() -> None:
        async with opened(window, folder):
            panel = window.panels.canvas
            await until(lambda: panel.canvas.key == cutout.id and panel.canvas.can_compare)
            assert panel.touch_up.isVisible()
            assert window.commands.run("touch-up")
            await until(lambda: panel.matte.canvas.has_picture)
            panel.matte.canvas.set_mode(BrushMode.ADD)
            panel.matte.canvas.set_radius(10)
            press_at(window, 0.25, 0.5)
            panel.matte.bar.keep.click()
            await until(lambda: panel.surface is panel.canvas and panel.canvas.key not in ("", cutout.id))
            assert window.desk.picture is not None
            assert window.desk.picture.kind is PictureKind.EDITED
            assert not window.panels.status.message
            await until(lambda: panel.canvas.can_compare)

    on_loop(correct())
    library = Library(folder)
    (child,) = library.children(cutout.id)
    pixels = codec.decode_rgba(library.read(child))
    assert tuple(pixels[60, 30]) == (0, 255, 0, 255)
    assert tuple(pixels[60, 90]) == (255, 0, 0, 255)
    assert pixels[10, 10, 3] == 0
    library.close()


def test_a_correction_that_is_cancelled_leaves_nothing(
    window: MainWindow, family: tuple[Path, Picture, Picture], on_loop: OnLoop
) -> None:
    folder, _whole, cutout = family

    async def cancel() -> None:
        async with opened(window, folder):
            panel = window.panels.canvas
            await until(lambda: panel.canvas.key == cutout.id)
            window.desk.matte.begin()
            await until(lambda: panel.matte.canvas.has_picture)
            press_at(window, 0.75, 0.5)
            panel.matte.bar.cancel.click()
            assert panel.surface is panel.canvas

    on_loop(cancel())
    library = Library(folder)
    assert library.count() == 2
    library.close()


def test_strokes_are_not_lost_by_a_click_on_another_picture(
    window: MainWindow, family: tuple[Path, Picture, Picture], on_loop: OnLoop
) -> None:
    folder, whole, cutout = family

    async def look_elsewhere() -> None:
        async with opened(window, folder):
            panel = window.panels.canvas
            await until(lambda: panel.canvas.key == cutout.id)
            window.desk.matte.begin()
            await until(lambda: panel.matte.canvas.has_picture)
            press_at(window, 0.75, 0.5)
            window.desk.canvas.go_to(whole)
            assert panel.surface is panel.matte.canvas
            assert panel.matte.canvas.changed
            panel.matte.bar.keep.click()
            library = window.desk.matte._studio.library  # type: ignore[union-attr]
            await until(lambda: bool(library.children(cutout.id)))
            window.desk.canvas.go_to(cutout)
            await until(lambda: window.desk.matte.can_begin)
            window.desk.matte.begin()
            await until(lambda: panel.matte.canvas.has_picture)
            window.desk.canvas.go_to(whole)
            assert panel.surface is panel.canvas

    on_loop(look_elsewhere())


def test_the_window_asks_before_it_closes_over_strokes(
    window: MainWindow, family: tuple[Path, Picture, Picture], on_loop: OnLoop
) -> None:
    folder, _whole, cutout = family
    asked = QSignalSpy(window.close_asked)

    async def close() -> None:
        async with opened(window, folder):
            panel = window.panels.canvas
            await until(lambda: panel.canvas.key == cutout.id)
            window.desk.matte.begin()
            await until(lambda: panel.matte.canvas.has_picture)
            press_at(window, 0.75, 0.5)
            window.close()
            assert asked.count() == 0
            assert window.panels.status.message
            window.close()
            assert asked.count() == 1

    on_loop(close())


def test_the_selected_pictures_are_compared_and_one_of_them_chosen(
    window: MainWindow, family: tuple[Path, Picture, Picture], on_loop: OnLoop
) -> None:
    folder, whole, cutout = family

    async def compare() -> None:
        async with opened(window, folder):
            panel = window.panels.canvas
            await until(lambda: panel.canvas.key == cutout.id)
            window.commands.run("compare")
            assert panel.surface is panel.canvas
            assert window.panels.status.message
            window.panels.gallery.view.select_pictures([whole.id, cutout.id])
            window.commands.run("compare")
            await until(lambda: panel.surface is panel.together)
            shown = panel.together.marked_number
            QTest.keyClick(panel.together, Qt.Key.Key_Period)
            QTest.keyClick(panel.together, Qt.Key.Key_Return)
            assert panel.surface is panel.canvas
            picture = window.desk.picture
            assert picture is not None
            assert picture.id != [cutout.id, whole.id][shown]

    on_loop(compare())


def test_the_picture_takes_the_whole_window_and_gives_it_back(window: MainWindow) -> None:
    panel = window.panels.canvas
    window.panels.middle.setCurrentWidget(panel)
    width = panel.width()
    panel.whole_window_wanted.emit(True)
    assert window.panels.area.only == ""
    assert panel.whole.icon_name == "shrink"
    panel.whole.click()
    assert window.panels.area.only is None
    assert panel.whole.icon_name == "expand"
    assert panel.width() == pytest.approx(width, abs=2)


def test_what_was_cut_out_is_the_nearest_ancestor_without_alpha(family: tuple[Path, Picture, Picture]) -> None:
    _folder, whole, cutout = family
    assert source_among([whole, cutout]) is whole
    assert source_among([cutout]) is None
    assert source_among([]) is None
