"""The window over a real library: a picture seen through its depth map."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from rundot_studio.domain.job import Answer, Job, JobState
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.domain.recipe import DepthRecipe, GenerateRecipe, Recipe, SourceImage
from rundot_studio.imaging import codec
from rundot_studio.library.library import Library, now
from rundot_studio.ui.depth.choice import DENSITY, DepthChoice, DepthView
from rundot_studio.ui.depth.desk import SECTION
from rundot_studio.ui.main_window import MainWindow
from tests.ui.conftest import OnLoop, until
from tests.ui.depth.conftest import SIZE, depth_png, picture_pixels
from tests.ui.test_library_desk import opened


def store(library: Library, number: int, recipe: Recipe, data: bytes, parent: str | None = None) -> Picture:
    answer = Answer("https://cdn.example/1.png", f"g{number}", "m", number)
    job = Job(f"{number:010x}", recipe, "embedded", now(), JobState.ANSWERED, parent_id=parent, answer=answer)
    info = codec.probe(data)
    return library.store(job, data, "png", (info.width, info.height), False)


def picture_in(folder: Path, *, size: tuple[int, int] = SIZE) -> Picture:
    library = Library(folder)
    pixels = codec.encode_png(picture_pixels(size))
    picture = store(library, 1, GenerateRecipe("a knight", seed=1), pixels)
    library.close()
    return picture


def with_depth(folder: Path, picture: Picture, size: tuple[int, int] = SIZE) -> Picture:
    library = Library(folder)
    recipe = DepthRecipe(SourceImage(place=picture.path, picture_id=picture.id))
    depth = store(library, 2, recipe, depth_png(size), picture.id)
    library.close()
    return depth


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def pair(folder: Path) -> tuple[Picture, Picture]:
    picture = picture_in(folder)
    return picture, with_depth(folder, picture)


def show(window: MainWindow, picture: Picture) -> None:
    window.desk.canvas.go_to(picture)


async def framed(window: MainWindow) -> None:
    canvas = window.panels.canvas.canvas
    await until(lambda: canvas.layer is not None and canvas.live_frame is not None)


def test_each_view_is_shown_in_its_place_and_done_leads_back(
    window: MainWindow, folder: Path, pair: tuple[Picture, Picture], on_loop: OnLoop
) -> None:
    panel, desk = window.panels.canvas, window.desk.depth

    async def use() -> None:
        async with opened(window, folder):
            show(window, pair[0])
            await until(lambda: panel.canvas.key == pair[0].id)
            assert panel.depth_button.isVisible()
            panel.depth_button.click()
            await framed(window)
            assert desk.bar.isVisible()
            assert not panel.tools.isVisible()
            for view in (DepthView.FOG, DepthView.LIGHT, DepthView.NORMALS, DepthView.FALSE_COLOUR):
                desk.bar.views.choose(view.value)
                assert desk.stage.seen is not view, "what it needs is made off the layer's thread first"
                await until(lambda wanted=view: desk.stage.seen is wanted)
            desk.bar.views.choose(DepthView.BESIDE.value)
            await until(lambda: panel.surface is panel.together)
            assert desk.bar.isVisible()
            desk.bar.views.choose(DepthView.RELIEF.value)
            await until(lambda: desk.stage.relief is not None and not desk.stage.relief.frame.isNull())
            assert not panel.zooming.isVisible()
            assert not panel.picker.isVisible()
            desk.bar.views.choose(DepthView.PARALLAX.value)
            await until(lambda: desk.stage.relief is None)
            await framed(window)
            desk.bar.done.click()
            assert panel.canvas.layer is None
            assert panel.tools.isVisible()
            assert not panel.depth_button.isChecked()

    on_loop(use())


def test_escape_in_the_gallery_leaves_the_views_then_the_selection(
    window: MainWindow, folder: Path, pair: tuple[Picture, Picture], on_loop: OnLoop
) -> None:
    gallery, desk = window.panels.gallery.view, window.desk.depth

    async def use() -> None:
        async with opened(window, folder):
            show(window, pair[0])
            await until(lambda: window.panels.canvas.canvas.key == pair[0].id)
            desk.open()
            gallery.select_pictures([pair[0].id])
            gallery.setFocus()
            QTest.keyClick(gallery, Qt.Key.Key_Escape)
            assert not desk.is_open
            assert gallery.selection.picture_count == 1
            QTest.keyClick(gallery, Qt.Key.Key_Escape)
            assert gallery.selection.picture_count == 0

    on_loop(use())


def test_the_depth_map_opens_its_picture(
    window: MainWindow, folder: Path, pair: tuple[Picture, Picture], on_loop: OnLoop
) -> None:
    async def use() -> None:
        async with opened(window, folder):
            show(window, pair[1])
            canvas = window.panels.canvas.canvas
            await until(lambda: canvas.key == pair[1].id)
            assert window.commands.run("depth-fog")
            await framed(window)
            frame = canvas.live_frame
            assert frame is not None
            colour = frame.full.pixelColor(frame.full.width() // 2, frame.full.height() // 2)
            assert colour.red() > colour.blue() + 60, "the picture's yellow disc, not the map's grey"

    on_loop(use())


def test_a_picture_without_a_map_gets_one_first(window: MainWindow, folder: Path, on_loop: OnLoop) -> None:
    picture = picture_in(folder, size=(96, 64))

    async def use() -> None:
        async with opened(window, folder):
            show(window, picture)
            await until(lambda: window.panels.canvas.canvas.key == picture.id)
            window.desk.depth.toggle()
            assert not window.desk.depth.is_open
            assert "depth map" in window.panels.status.message
            await until(lambda: window.desk.depth.is_open)
            assert not window.panels.status.message, "it is there"
            await framed(window)

    on_loop(use())
    library = Library(folder)
    assert [child.kind for child in library.children(picture.id)] == [PictureKind.DEPTH]
    library.close()


def test_the_frame_follows_the_mouse_and_the_keys(
    window: MainWindow, folder: Path, pair: tuple[Picture, Picture], on_loop: OnLoop
) -> None:
    async def use() -> None:
        async with opened(window, folder):
            show(window, pair[0])
            canvas = window.panels.canvas.canvas
            await until(lambda: canvas.key == pair[0].id)
            window.desk.depth.open_view(DepthView.LIGHT)
            await framed(window)
            await until(lambda: canvas.layer is not None and canvas.layer.idle)
            before = canvas.live_frame
            target = canvas.target(canvas.rooms()[0])
            QTest.mouseMove(canvas, QPoint(round(target.left() + 5), round(target.top() + 5)))
            await until(lambda: canvas.live_frame is not before)
            assert canvas.layer is not None
            x = canvas.layer.place[0]
            assert x < 0.1
            QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
            assert canvas.layer.place[0] > x
            QTest.keyClick(canvas, Qt.Key.Key_Escape)
            assert not window.desk.depth.is_open

    on_loop(use())


def test_view_and_parameters_are_remembered_and_reset(
    window: MainWindow, folder: Path, pair: tuple[Picture, Picture], on_loop: OnLoop
) -> None:
    async def use() -> None:
        async with opened(window, folder):
            show(window, pair[0])
            await until(lambda: window.panels.canvas.canvas.key == pair[0].id)
            desk = window.desk.depth
            desk.open_view(DepthView.FOG)
            await framed(window)
            slider = next(each for each in desk.bar.sliders[DepthView.FOG] if each.parameter is DENSITY)
            slider.slider.setValue(slider.slider.maximum())
            kept = DepthChoice.from_memory(window.memory.get(SECTION))
            assert (kept.view, kept.value(DENSITY)) == (DepthView.FOG, DENSITY.high)
            desk.bar.reset.click()
            assert desk.choice.value(DENSITY) == DENSITY.usual
            assert not desk.bar.reset.isEnabled()

    on_loop(use())


def test_another_picture_and_a_deleted_one_end_the_views(
    window: MainWindow, folder: Path, pair: tuple[Picture, Picture], on_loop: OnLoop
) -> None:
    library = Library(folder)
    other = store(library, 3, GenerateRecipe("a goblin", seed=2), codec.encode_png(picture_pixels((40, 40))))
    library.close()

    async def use() -> None:
        async with opened(window, folder):
            canvas = window.panels.canvas.canvas
            show(window, pair[0])
            await until(lambda: canvas.key == pair[0].id)
            window.desk.depth.open_view(DepthView.RELIEF)
            await until(lambda: window.desk.depth.stage.relief is not None)
            show(window, other)
            assert not window.desk.depth.is_open
            assert window.desk.depth.stage.relief is None
            show(window, pair[0])
            await until(lambda: canvas.key == pair[0].id)
            window.desk.depth.open_view(DepthView.PARALLAX)
            await framed(window)
            window.desk.changes.delete_selected()
            await until(lambda: not window.desk.depth.is_open)
            assert canvas.layer is None

    on_loop(use())


def test_a_broken_map_is_told_and_one_of_another_size_is_fitted(
    window: MainWindow, folder: Path, on_loop: OnLoop
) -> None:
    picture = picture_in(folder)
    depth = with_depth(folder, picture, (31, 50))
    file = folder / depth.path
    whole = file.read_bytes()

    async def use() -> None:
        async with opened(window, folder):
            show(window, picture)
            await until(lambda: window.panels.canvas.canvas.key == picture.id)
            file.write_bytes(whole[: len(whole) // 2])
            window.desk.depth.open_view(DepthView.FOG)
            await until(lambda: not window.desk.depth.is_open)
            assert window.panels.status.message
            file.write_bytes(whole)
            window.desk.depth.open()
            await framed(window)

    on_loop(use())


def test_the_window_closes_while_a_view_is_being_made(
    window: MainWindow, folder: Path, pair: tuple[Picture, Picture], on_loop: OnLoop
) -> None:
    async def use() -> None:
        async with opened(window, folder):
            show(window, pair[0])
            await until(lambda: window.panels.canvas.canvas.key == pair[0].id)
            window.desk.depth.open_view(DepthView.PARALLAX)

    on_loop(use())
    assert not window.desk.depth.is_open
