"""What an artist should know of a library, and of files that were not taken."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from rundot_studio.ui.controls.fields import Label
from rundot_studio.ui.main_window import MainWindow
from tests.ui.conftest import OnLoop, png, until
from tests.ui.stand_in import StandInStudio
from tests.ui.test_library_desk import opened


def test_what_is_to_know_of_the_library_stands_over_the_panels_until_it_is_put_away(
    window: MainWindow, studio: StandInStudio, on_loop: OnLoop
) -> None:
    async def use() -> None:
        studio.library.notice = "The library is read-only."
        bar = window.program.notice_bar
        assert not bar.isVisible()
        window.attach(studio)  # type: ignore[arg-type]
        await until(bar.isVisible)
        assert bar.words == "The library is read-only."
        bar.close_button.click()
        assert not bar.isVisible()
        window.release()

    on_loop(use())


def test_every_file_that_was_not_imported_is_listed_with_its_reason(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    good, text, empty = tmp_path / "good.png", tmp_path / "notes.txt", tmp_path / "empty.png"
    good.write_bytes(png(8, 8))
    text.write_text("no picture")
    empty.write_bytes(b"")

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            window.desk.imports.start([good, text, empty])
            status = window.panels.status
            await until(lambda: status.more.isVisibleTo(window))
            assert "2 files were not imported" in status.message
            status.more.click()
            sheet = window.program.refused
            assert sheet.isVisible()
            told = [label.text() for label in sheet.findChildren(Label)]
            assert {"2 files were not imported", "notes.txt", "empty.png"} <= set(told)
            sheet.copy.click()
            copied = QApplication.clipboard().text().splitlines()
            assert [line.split("\t")[0] for line in copied] == [str(text), str(empty)]
            assert all(len(line.split("\t")[1]) > 10 for line in copied)
            sheet.dismiss()
            status.say("Something else.")
            assert not status.more.isVisibleTo(window)

    on_loop(use())
