"""Newer pictures written in place of those in the game, and earlier exports mended."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np

from rundot_studio.export.links import load_links
from rundot_studio.export.project import recognised
from rundot_studio.imaging import codec
from rundot_studio.library.library import Library
from rundot_studio.studio.exports import Exports
from rundot_studio.studio.projects import Projects
from rundot_studio.ui.controls.buttons import Button
from rundot_studio.ui.export.desk import ExportDesk
from rundot_studio.ui.main_window import MainWindow
from tests.studio.library_pictures import Shelf, sprite
from tests.ui.conftest import OnLoop, until
from tests.ui.test_library_desk import opened


def exported(folder: Path, game: Path) -> tuple[str, str]:
    """A library whose only picture went into the game, and has a newer one with stars; their ids."""
    library = Library(folder)
    shelf = Shelf(library)
    old = shelf.add("hero", sprite(1))
    exports = Exports(library)
    project = recognised(game)
    exports.write(exports.plan([old.id], project, exports.spec_for(project, [old.id])))
    new = shelf.add("hero cut out", sprite(2), parent=old)
    library.star([new.id], 4)
    library.close()
    return old.id, new.id


@asynccontextmanager
async def at_work(window: MainWindow, folder: Path) -> AsyncIterator[ExportDesk]:
    async with opened(window, folder):
        await until(lambda: window.exporting.projects.known)
        yield window.exporting


def test_the_badge_counts_what_is_newer(
    linked: Projects, window: MainWindow, forest: Path, tmp_path: Path, on_loop: OnLoop
) -> None:
    exported(tmp_path / "library", forest)

    async def scenario() -> None:
        async with at_work(window, tmp_path / "library"):
            await until(lambda: window.panels.top.project.updates == 1)
            assert "newer" in window.panels.top.project.accessibleName()

    on_loop(scenario())


def test_an_update_shows_old_and_new_then_writes_in_place_and_is_taken_back(
    linked: Projects, window: MainWindow, forest: Path, tmp_path: Path, on_loop: OnLoop
) -> None:
    old, new = exported(tmp_path / "library", forest)
    sheet_file = forest / "art" / "art.png"
    before = sheet_file.read_bytes()

    async def scenario() -> None:
        async with at_work(window, tmp_path / "library") as desk:
            desk.updates.open()
            sheet = desk.updates.sheet
            assert sheet is not None
            await until(lambda: sheet.foot.export.isEnabled())
            assert sheet.foot.export.hasFocus(), "Return would close what was just opened"
            (row,) = sheet.rows
            assert (row.replacement.key, row.replacement.after.id, row.toggle.isChecked()) == (old, new, True)
            assert sheet_file.read_bytes() == before
            sheet.foot.export.click()
            await until(lambda: sheet.foot.undo.isVisible())
            await until(lambda: len(window.panels.inspector.exports.rows) == 1)  # the picture knows where it is now
            assert np.array_equal(codec.decode_rgba(sheet_file.read_bytes())[:32, :24], sprite(2))
            assert load_links(forest).links[0].sources[0].frame == "hero"
            sheet.foot.undo.click()
            await until(lambda: sheet_file.read_bytes() == before)
            await until(lambda: not desk.updates.busy)

    on_loop(scenario())


def test_what_is_switched_off_stays_as_it_is(
    linked: Projects, window: MainWindow, forest: Path, tmp_path: Path, on_loop: OnLoop
) -> None:
    exported(tmp_path / "library", forest)

    async def scenario() -> None:
        async with at_work(window, tmp_path / "library") as desk:
            desk.updates.open()
            sheet = desk.updates.sheet
            assert sheet is not None
            await until(lambda: sheet.foot.export.isEnabled())
            sheet.rows[0].toggle.click()
            await until(lambda: not desk.updates.busy)
            assert not sheet.foot.export.isEnabled()

    on_loop(scenario())


def test_an_update_asks_about_a_file_that_somebody_else_changed(
    linked: Projects, window: MainWindow, forest: Path, tmp_path: Path, on_loop: OnLoop
) -> None:
    exported(tmp_path / "library", forest)
    described = forest / "art" / "art.tres"
    described.write_text(described.read_text() + "\n; by hand\n")
    mine = described.read_bytes()

    async def scenario() -> None:
        async with at_work(window, tmp_path / "library") as desk:
            desk.updates.open()
            sheet = desk.updates.sheet
            assert sheet is not None
            await until(lambda: sheet.foot.export.isEnabled())
            sheet.foot.export.click()
            assert "art/art.tres" in sheet.foot.words.text()
            sheet.files.choices["art/art.tres"].choose("keep")
            assert sheet.torn.isVisible()
            sheet.foot.export.click()
            await until(lambda: sheet.foot.undo.isVisible())
            assert described.read_bytes() == mine

    on_loop(scenario())


def test_a_retired_picture_is_told_and_forgotten_by_a_press(
    linked: Projects, window: MainWindow, forest: Path, tmp_path: Path, on_loop: OnLoop
) -> None:
    old, _new = exported(tmp_path / "library", forest)
    library = Library(tmp_path / "library")
    library.delete([old])
    library.close()

    async def scenario() -> None:
        async with at_work(window, tmp_path / "library") as desk:
            desk.links.open()
            sheet = desk.links.sheet
            assert sheet is not None
            await until(lambda: len(sheet.cards) == 1)
            labels = [button.text() for button in sheet.cards[0].buttons]
            assert labels == ["Choose another picture", "Forget them"]
            sheet.cards[0].buttons[1].click()
            await until(lambda: not sheet.cards)
            assert load_links(forest).links == ()

    on_loop(scenario())


def test_a_retired_picture_is_replaced_by_the_one_on_the_canvas(
    linked: Projects, window: MainWindow, forest: Path, tmp_path: Path, on_loop: OnLoop
) -> None:
    old, new = exported(tmp_path / "library", forest)
    library = Library(tmp_path / "library")
    library.delete([old])
    library.close()

    async def scenario() -> None:
        async with at_work(window, tmp_path / "library") as desk:
            await until(lambda: window.desk.picture is not None)
            desk.links.open()
            sheet = desk.links.sheet
            assert sheet is not None
            await until(lambda: len(sheet.cards) == 1)
            sheet.cards[0].buttons[0].click()
            await until(lambda: [source.picture for source in load_links(forest).links[0].sources] == [new])
            await until(lambda: not desk.links.busy)

    on_loop(scenario())


def test_an_earlier_export_is_opened_as_it_was(
    linked: Projects, window: MainWindow, forest: Path, tmp_path: Path, on_loop: OnLoop
) -> None:
    old, _new = exported(tmp_path / "library", forest)

    async def scenario() -> None:
        async with at_work(window, tmp_path / "library") as desk:
            desk.links.open()
            links = desk.links.sheet
            assert links is not None
            await until(lambda: len(links.cards) == 1)
            again: Button = links.cards[0].again
            again.click()
            assert not links.isVisible()
            await until(lambda: desk.exporting is not None)
            assert desk.exporting is not None
            session = desk.exporting.session
            await until(lambda: session.plan is not None)
            assert session.draft is not None
            assert session.draft.pictures == (old,)
            assert session.plan is not None
            assert session.plan.names == ("hero",)

    on_loop(scenario())
