"""The export sheet over a real library and a real game's folder: seen, mended, written, taken back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rundot_studio.export.sheet import Borders
from rundot_studio.library.library import Library
from rundot_studio.studio.projects import Projects
from rundot_studio.studio.sprite_book import FILE_NAME, SpriteBook
from rundot_studio.ui.export.export_sheet import ExportSheet
from rundot_studio.ui.export.session import ExportSession
from rundot_studio.ui.main_window import MainWindow
from tests.studio.library_pictures import Shelf
from tests.ui.conftest import OnLoop, until
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


def test_somebody_elses_file_waits_for_a_word(
    linked: Projects, window: MainWindow, forest: Path, tmp_path: Path, on_loop: OnLoop
) -> None:
    ids = filled(tmp_path / "library", "red ball")
    (forest / "art").mkdir()
    (forest / "art" / "art.tres").write_text("made by hand")

    async def scenario() -> None:
        async with exporting(window, tmp_path / "library", ids) as (sheet, session):
            await planned(session)
            sheet.foot.export.click()
            await until(lambda: "Somebody else changed art/art.tres" in sheet.foot.words.text())
            assert not (forest / "art" / "art.png").exists()
            sheet.files.choices["art/art.tres"].choose("beside")
            sheet.foot.export.click()
            await until(lambda: sheet.foot.undo.isVisible())
            assert (forest / "art" / "art.tres").read_text() == "made by hand"
            assert (forest / "art" / "art.new.tres").exists()

    on_loop(scenario())


def test_a_picture_larger_than_the_page_is_told_with_a_way_out(
    linked: Projects, window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    ids = filled(tmp_path / "library", "huge ball", side=1200)

    async def scenario() -> None:
        async with exporting(window, tmp_path / "library", ids) as (sheet, session):
            sheet.options.page.choose("1024")
            await planned(session)
            assert session.plan is not None
            assert session.plan.refusal is not None
            assert "larger than a page" in sheet.findings.rows[0].words.text().replace("\u200b", "")
            sheet.foot.export.click()
            await until(lambda: settled(session) and sheet.foot.words.text() != "")
            assert not sheet.foot.undo.isVisible()
            fix = sheet.findings.rows[0].buttons.findChildren(type(sheet.foot.export))[0]
            fix.click()
            await planned(session)
            assert session.plan.refusal is None

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


def test_without_a_project_all_is_seen_and_nothing_written(window: MainWindow, tmp_path: Path, on_loop: OnLoop) -> None:
    ids = filled(tmp_path / "library", "red ball")

    async def scenario() -> None:
        async with exporting(window, tmp_path / "library", ids) as (sheet, session):
            assert sheet.stage.pages.page_count == 1
            sheet.foot.export.click()
            assert window.exporting.projects.popover.isVisible()
            folder = tmp_path / "games" / "jam"
            folder.mkdir(parents=True)
            window.exporting.projects.link(folder)
            await until(lambda: session.draft is not None and session.draft.placed)
            await planned(session)
            assert sheet.folder.isVisible()

    on_loop(scenario())


def test_a_folder_that_is_gone_or_closed_is_told(
    linked: Projects, window: MainWindow, forest: Path, tmp_path: Path, on_loop: OnLoop
) -> None:
    ids = filled(tmp_path / "library", "red ball")

    async def scenario() -> None:
        async with exporting(window, tmp_path / "library", ids) as (sheet, session):
            await planned(session)
            forest.rename(forest.with_name("elsewhere"))
            sheet.foot.export.click()
            await until(lambda: not session.work and "forest" in sheet.foot.words.text())
            assert not forest.exists()

    on_loop(scenario())


def test_more_than_a_game_could_load_is_scaled_down_by_a_press(
    linked: Projects, window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    ids = filled(tmp_path / "library", *(f"ball {number}" for number in range(3)), side=64)

    async def scenario() -> None:
        async with exporting(window, tmp_path / "library", ids) as (sheet, session):
            assert session.draft is not None
            session.most_pixels = 3 * 33 * 33
            session.change(session.draft.with_spec(session.draft.spec.with_settings(ids[0], name="first")))
            await until(lambda: settled(session))
            button = sheet.findings.rows[0].buttons.findChildren(type(sheet.foot.export))[0]
            assert button.text() == "Scale to 32 px"
            button.click()
            await planned(session)
            assert session.plan is not None
            assert max(session.plan.composition.sheets[0].sheet.regions[0].source_size) == 32

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


def test_a_file_in_the_folders_place_is_told_and_another_folder_helps(
    linked: Projects, window: MainWindow, forest: Path, tmp_path: Path, on_loop: OnLoop
) -> None:
    ids = filled(tmp_path / "library", "red ball")
    (forest / "art").write_text("no folder")

    async def scenario() -> None:
        async with exporting(window, tmp_path / "library", ids) as (sheet, session):
            sheet.foot.export.click()
            await until(lambda: settled(session) and "art" in sheet.foot.words.text())
            assert not sheet.foot.undo.isVisible()
            sheet.folder.edit.selectAll()
            QTest.keyClicks(sheet.folder.edit, "../out")
            assert sheet.folder.broken
            sheet.folder.edit.selectAll()
            QTest.keyClicks(sheet.folder.edit, "sprites")
            await planned(session)
            sheet.foot.export.click()
            await until(lambda: sheet.foot.undo.isVisible())
            assert (forest / "sprites" / "art.png").exists()

    on_loop(scenario())


def test_a_meta_that_unity_changed_is_kept_in_what_is_written(
    linked: Projects, window: MainWindow, tower: Path, tmp_path: Path, on_loop: OnLoop
) -> None:
    ids = filled(tmp_path / "library", "red ball", "blue ball")
    linked.choose(tower)
    meta = tower / "Assets" / "Art" / "Art.png.meta"

    async def scenario() -> None:
        async with exporting(window, tmp_path / "library", ids) as (sheet, session):
            await planned(session)
            sheet.foot.export.click()
            await until(lambda: sheet.foot.undo.isVisible())
            guid = next(line for line in meta.read_text().splitlines() if line.startswith("guid"))
            meta.write_text(meta.read_text().replace("spritePixelsToUnits: 100", "spritePixelsToUnits: 16"))
            assert session.draft is not None
            session.change(session.draft.with_pictures(ids[:1]))
            await planned(session)
            sheet.foot.export.click()
            await until(lambda: session.plan is None and sheet.foot.undo.isVisible())
            assert guid in meta.read_text()

    on_loop(scenario())


def test_snapping_where_there_is_no_grid_is_told_and_switched_off_again(
    linked: Projects, window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    library = Library(tmp_path / "library")
    ids = [Shelf(library).add("noise").id]
    library.close()

    async def scenario() -> None:
        async with exporting(window, tmp_path / "library", ids) as (sheet, session):
            await planned(session)
            sheet.options.pixels.snap.click()
            await until(lambda: settled(session) and bool(sheet.findings.rows))
            assert "no grid" in sheet.findings.rows[0].words.text()
            assert sheet.stage.pages.page_count == 0
            sheet.options.pixels.snap.click()
            await planned(session)
            assert sheet.stage.pages.page_count == 1

    on_loop(scenario())


def test_nothing_selected_is_told(wired: MainWindow) -> None:
    wired.exporting.open_sheet()
    assert wired.exporting.sheet is None
    assert "Select" in wired.panels.status.message


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
