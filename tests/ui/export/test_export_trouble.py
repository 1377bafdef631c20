"""What an export may meet: foreign files, folders that are gone, pictures too large. Told, and nothing lost."""

from pathlib import Path

from PySide6.QtTest import QTest

from rundot_studio.library.library import Library
from rundot_studio.studio.projects import Projects
from rundot_studio.ui.main_window import MainWindow
from tests.studio.library_pictures import Shelf
from tests.ui.conftest import OnLoop, until
from tests.ui.export.export_stage import exporting, filled, planned, settled


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
