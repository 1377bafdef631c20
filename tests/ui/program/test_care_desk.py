"""Care of a real library from the window: checked, backed up, cancelled without leftovers."""

import zipfile
from pathlib import Path

from rundot_studio.ui.main_window import MainWindow
from tests.ui.conftest import OnLoop, until
from tests.ui.test_library_desk import filled, opened


def test_checking_tells_what_is_changed_and_the_log_names_it(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    async def scenario() -> None:
        pictures = filled(tmp_path / "library", 3)
        async with opened(window, tmp_path / "library"):
            window.program.care.verify()
            await until(lambda: "nothing is missing or changed" in window.panels.status.message)
            (tmp_path / "library" / pictures[0].path).write_bytes(b"something else")
            window.program.care.verify()
            await until(lambda: "1 changed" in window.panels.status.message)

    on_loop(scenario())


def test_a_backup_holds_every_picture(window: MainWindow, tmp_path: Path, on_loop: OnLoop) -> None:
    target = tmp_path / "backup.zip"

    async def scenario() -> None:
        pictures = filled(tmp_path / "library", 3)
        async with opened(window, tmp_path / "library"):
            window.program.care.back_up(target)
            await until(lambda: str(target) in window.panels.status.message)
            names = zipfile.ZipFile(target).namelist()
            assert {picture.path for picture in pictures} <= set(names)

    on_loop(scenario())


def test_a_cancelled_backup_leaves_nothing_behind(window: MainWindow, tmp_path: Path, on_loop: OnLoop) -> None:
    target = tmp_path / "out" / "backup.zip"
    target.parent.mkdir()

    async def scenario() -> None:
        filled(tmp_path / "library", 3)
        async with opened(window, tmp_path / "library"):
            window.program.care.back_up(target)
            window.panels.status.stop.click()
            await until(lambda: "Cancelled" in window.panels.status.message)
            assert list(target.parent.iterdir()) == []

    on_loop(scenario())
