"""Files and folders dropped on the window, over a real library."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from rundot_studio.library.library import Library
from rundot_studio.ui.gallery.drag import drag_data
from rundot_studio.ui.main_window import MainWindow
from tests.ui.conftest import OnLoop, png, until
from tests.ui.test_library_desk import filled, opened, shown_ids


def drop(window: MainWindow, data: QMimeData) -> bool:
    """Drag something over the middle of the window and let it go there; whether it was taken."""
    pages = window.panels.middle
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(pages.rect().center(), Qt.DropAction.CopyAction, data, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(pages, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(pages, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, buttons, keys))
    return True


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_a_dropped_folder_is_imported_and_what_is_wrong_is_told(
    window: MainWindow, tmp_path: Path, on_loop: OnLoop
) -> None:
    folder = tmp_path / "from elsewhere"
    folder.mkdir()
    for number, colour in enumerate(("#ff0000", "#00ff00", "#ff0000")):
        (folder / f"{number}.png").write_bytes(png(20, 20, colour))
    (folder / "bad.png").write_text("no picture")

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            status = window.panels.status
            assert window.panels.empty.isVisible()
            assert drop(window, files(folder))
            assert status.stop.isVisible()
            await until(lambda: status.message.startswith("Imported 2 pictures. 1 was here already. "))
            assert not status.task
            assert "bad.png" in status.message
            assert len(shown_ids(window)) == 2
            assert not window.panels.empty.isVisible()
            assert not status.stop.isVisible()
            assert window.panels.prompt.prompt.text == ""
            assert not window.panels.prompt.references.value

    on_loop(use())


def test_our_own_file_is_known_and_fills_nothing(window: MainWindow, tmp_path: Path, on_loop: OnLoop) -> None:
    first, second = filled(tmp_path / "library", 2)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            path = tmp_path / "library" / first.path
            assert not drop(window, drag_data([(first, path)]))
            assert drop(window, files(path))
            await until(lambda: window.panels.status.message == "1 was here already.")
            assert not window.panels.status.task
            assert shown_ids(window) == [second.id, first.id]
            assert [picture.id for picture in window.panels.gallery.view.selected_pictures()] == [first.id]
            assert window.panels.prompt.prompt.text == ""
            assert not window.panels.prompt.references.value

    on_loop(use())


def test_a_cancelled_import_keeps_what_it_has(window: MainWindow, tmp_path: Path, on_loop: OnLoop) -> None:
    paths = []
    for number in range(60):
        path = tmp_path / f"{number:02}.png"
        path.write_bytes(png(8, 8 + number))
        paths.append(path)

    async def use() -> None:
        async with opened(window, tmp_path / "library"):
            status = window.panels.status
            drop(window, files(*paths))
            await until(lambda: shown_ids(window))
            status.stop.click()
            await until(lambda: status.message.startswith("Cancelled. Imported "))
            assert not status.task
            assert 0 < len(shown_ids(window)) < 60
            drop(window, files(*paths))
            await until(lambda: shown_ids(window))

    on_loop(use())
    library = Library(tmp_path / "library")
    assert library.verify().clean
    library.close()
