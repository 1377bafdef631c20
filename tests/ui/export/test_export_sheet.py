"""The export sheet over a real library and a real game's folder: seen, mended, written, taken back."""

import asyncio
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rundot_studio.export.sheet import Borders
from rundot_studio.studio.projects import Projects
from rundot_studio.studio.sprite_book import FILE_NAME, SpriteBook
from rundot_studio.ui.main_window import MainWindow
from tests.ui.conftest import OnLoop, until
from tests.ui.export.export_stage import exporting, filled, named, planned, settled


def test_a_set_is_packed_shown_written_and_taken_back(
    linked: Projects, window: MainWindow, forest: Path, tmp_path: Path, on_loop: OnLoop
) -> None:
    ids = filled(tmp_path / "library", "red ball", "blue ball", "green ball")

    async def scenario() -> None:
        async with exporting(window, tmp_path / "library", ids) as (sheet, session):
            await planned(session)
            assert sheet.stage.pages.page_count == 1
            assert sheet.foot.export.text() == "Export 3 pictures"
            assert not list(forest.glob("art/*"))
            sheet.foot.export.click()
            await until(lambda: sheet.foot.undo.isVisible())
            assert {path.name for path in forest.glob("art/*")} == {"art.png", "art.tres", "art.sources.json"}
            sheet.foot.undo.click()
            await until(lambda: not list(forest.glob("art/*")))
            await until(lambda: "Taken back" in sheet.foot.words.text())

    on_loop(scenario())


def test_pictures_named_as_an_animation_play_in_their_order(
    linked: Projects, window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    ids = filled(tmp_path / "library", "red ball", "blue ball", "green ball")

    async def scenario() -> None:
        async with exporting(window, tmp_path / "library", ids) as (sheet, session):
            sheet.frames.view.move_rows([2], 0)
            sheet.frames.animate.click()
            QTest.keyClicks(sheet.frames.name.edit, "walk")
            QTest.keyClick(sheet.frames.name.edit, Qt.Key.Key_Return)
            await planned(session)
            assert named(session) == ("walk_0", "walk_1", "walk_2")
            assert session.draft is not None
            assert session.draft.pictures == (ids[2], ids[0], ids[1])
            sheet.stage.views.choose("play")
            assert sheet.stage.play.playing
            assert [region.name for region in sheet.stage.play.canvas.frames] == ["walk_0", "walk_1", "walk_2"]
            await until(lambda: sheet.stage.play.canvas.place == 1)
        remembered = SpriteBook(tmp_path / "library" / FILE_NAME).settings(ids)
        assert remembered[ids[2]].name == "walk_0"

    on_loop(scenario())


def test_a_pivot_and_borders_are_dragged_kept_and_brought_back(
    linked: Projects, window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    (picture,) = filled(tmp_path / "library", "a panel", side=40)

    async def scenario() -> None:
        async with exporting(window, tmp_path / "library", [picture]) as (sheet, session):
            sheet.stage.views.choose("frame")
            canvas = sheet.stage.frame.canvas
            await until(lambda: canvas.size_px == (40, 40))
            sheet.stage.frame.slices.click()
            start = canvas.pivot_place().toPoint()
            QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
            end = start
            view = canvas._view
            end.setY(round(view.y + view.height * view.zoom))
            QTest.mouseMove(canvas, end)
            QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)
            await planned(session)
            assert session.draft is not None
            settings = session.draft.spec.settings(picture)
            assert settings.pivot == (0.5, 1.0)
            assert settings.borders == Borders(10, 10, 10, 10)
            assert session.step_back()
            assert session.draft.spec.settings(picture).pivot is None or session.draft.spec.settings(picture).pivot == (
                0.5,
                0.5,
            )
            await until(lambda: settled(session))

    on_loop(scenario())


def test_a_fix_is_one_press_away(linked: Projects, window: MainWindow, tmp_path: Path, on_loop: OnLoop) -> None:
    ids = filled(tmp_path / "library", "red ball", "red ball")

    async def scenario() -> None:
        async with exporting(window, tmp_path / "library", ids) as (sheet, session):
            await planned(session)
            assert [row.words.text() for row in sheet.findings.rows] != []
            fixes = sheet.findings.rows[0].buttons.findChildren(type(sheet.foot.export))
            fixes[0].click()
            await planned(session)
            assert not sheet.findings.isVisible()
            assert len(set(named(session))) == 2

    on_loop(scenario())


def test_single_pictures_are_laid_on_a_table(
    linked: Projects, window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    ids = filled(tmp_path / "library", "red ball", "blue ball")

    async def scenario() -> None:
        async with exporting(window, tmp_path / "library", ids) as (sheet, session):
            sheet.options.form.choose("pictures")
            await until(lambda: session.draft is not None and not session.draft.spec.options.makes_sheet)
            await planned(session)
            assert session.plan is not None
            assert [Path(file.path).name for file in session.plan.files if file.path.endswith(".png")] == [
                "red_ball.png",
                "blue_ball.png",
            ]
            assert sheet.stage.pages.page_count == 1
            assert not sheet.options.page.isVisible()
            sheet.options.format.choose("jpeg")
            await until(lambda: session.plan is None)
            await planned(session)
            assert session.plan is not None
            assert sum(file.path.endswith(".jpg") for file in session.plan.files) == 2
            assert sheet.options.quality.isVisible()

    on_loop(scenario())


def test_the_sample_game_is_served_with_the_pictures_until_the_studio_goes(
    linked: Projects, window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    ids = filled(tmp_path / "library", "red ball")
    addresses: list[str] = []

    def fetched(name: str) -> bytes:
        with urlopen(addresses[0] + name) as answer:
            return bytes(answer.read())

    async def scenario() -> None:
        async with exporting(window, tmp_path / "library", ids) as (_sheet, session):
            session.play(addresses.append)
            await until(lambda: addresses)
            assert b"<canvas" in await asyncio.to_thread(fetched, "")
            assert b"atlas" in await asyncio.to_thread(fetched, "scene.json")
        with pytest.raises(URLError):
            fetched("")

    on_loop(scenario())


def test_a_letter_does_not_reach_the_window_behind(
    linked: Projects, window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    ids = filled(tmp_path / "library", "red ball")

    async def scenario() -> None:
        async with exporting(window, tmp_path / "library", ids) as (sheet, _session):
            QTest.keyClicks(sheet.frames.view, "g")
            assert window.panels.area.only is None

    on_loop(scenario())


def test_everything_taken_out_can_be_brought_back(
    linked: Projects, window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    ids = filled(tmp_path / "library", "red ball", "blue ball")

    async def scenario() -> None:
        async with exporting(window, tmp_path / "library", ids) as (sheet, session):
            sheet.frames.view.selectAll()
            QTest.keyClick(sheet.frames.view, Qt.Key.Key_Delete)
            await until(lambda: settled(session))
            assert not sheet.foot.export.isEnabled()
            assert sheet.stage.pages.page_count == 0
            QTest.keyClick(sheet.frames.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            await planned(session)
            assert sheet.foot.export.isEnabled()
            assert sheet.stage.pages.page_count == 1

    on_loop(scenario())
