"""Pictures from the clipboard, from a browser, and five hundred at once."""

from pathlib import Path

import httpx
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest

from rundot_studio.domain.recipe import SourceImage
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.references.strip import ReferenceStrip
from rundot_studio.ui.references.tiles import AddTile, ReferenceTile
from tests.ui.conftest import OnLoop, Waiting, png, until
from tests.ui.stand_in import StandInConnection, StandInStudio

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def strip(wired: MainWindow) -> ReferenceStrip:
    return wired.panels.prompt.references


def image(width: int = 30, height: int = 20) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor("#3366aa"))
    return made


def with_image(address: str = "") -> QMimeData:
    data = QMimeData()
    data.setImageData(image())
    if address:
        data.setText(address)
        data.setHtml(f'<img src="{address}">')
    return data


def test_an_image_of_the_clipboard_becomes_a_file_of_the_library(
    strip: ReferenceStrip, studio: StandInStudio, wait_for: Waiting
) -> None:
    QGuiApplication.clipboard().setImage(image())
    QTest.keyClick(strip.findChild(AddTile), Qt.Key.Key_V, CTRL)
    wait_for(lambda: len(strip.value) == 1)
    (source,) = strip.value
    assert source.place == "Pasted picture.png"
    assert QImage.fromData(studio.library.read_source(source.sha256 or "")).size() == image().size()
    (tile,) = strip.findChildren(ReferenceTile)
    wait_for(lambda: not tile.image.isNull())


def test_an_image_pasted_into_the_prompt_becomes_a_reference(
    strip: ReferenceStrip, wired: MainWindow, wait_for: Waiting
) -> None:
    edit = wired.panels.prompt.prompt.edit
    edit.setPlainText("a knight")
    edit.insertFromMimeData(with_image())
    wait_for(lambda: len(strip.value) == 1)
    assert edit.toPlainText() == "a knight"
    words = QMimeData()
    words.setText(" and https://pictures.example/mood.png")
    edit.insertFromMimeData(words)
    assert "mood.png" in edit.toPlainText()


def test_an_image_from_a_browser_is_taken_itself_not_by_its_address(strip: ReferenceStrip, wait_for: Waiting) -> None:
    assert strip.take(with_image("https://pictures.example/mood.png"))
    wait_for(lambda: len(strip.value) == 1)
    assert strip.value[0].sha256 is not None
    assert strip.complaint == ""


@pytest.mark.parametrize("text", ["", "just some words"])
def test_a_clipboard_without_a_picture_is_told(strip: ReferenceStrip, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(strip.findChild(AddTile), Qt.Key.Key_V, CTRL)
    assert strip.complaint == "There is no picture on the clipboard."
    assert strip.value == ()


def test_five_hundred_files_at_once(strip: ReferenceStrip, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "notes.txt").write_text("words")
    paths = [tmp_path / "folder", tmp_path / "notes.txt", tmp_path / "gone.png"]
    for number in range(497):
        paths.append(tmp_path / f"{number}.png")
        if number < 10:
            paths[-1].write_bytes(png(4, 4))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    strip.take(data)
    assert [Path(source.place).name for source in strip.value] == [f"{number}.png" for number in range(5)]
    assert strip.complaint == (
        "folder is a folder: drop the pictures in it. And 2 more were of no use. "
        "No more than 5 references; 492 were left out."
    )


def test_a_picture_far_too_large_to_decode_says_so_on_its_tile(
    strip: ReferenceStrip, tmp_path: Path, wait_for: Waiting
) -> None:
    bomb = bytearray(png(1, 1))
    bomb[16:24] = (20_000).to_bytes(4, "big") * 2
    (tmp_path / "bomb.png").write_bytes(bomb)
    strip.add_files([tmp_path / "bomb.png"])
    (tile,) = strip.findChildren(ReferenceTile)
    wait_for(lambda: bool(tile.note))
    assert "can't be shown" in tile.toolTip()


def test_an_address_with_a_page_behind_it_says_so(window: MainWindow, studio: StandInStudio, on_loop: OnLoop) -> None:
    async def use() -> None:
        transport = httpx.MockTransport(lambda _request: httpx.Response(200, html="<html>A page</html>"))
        async with httpx.AsyncClient(transport=transport, base_url="https://api.example") as http:
            studio.connection = StandInConnection("run", "RUN", offline=False)
            studio.service.http = http
            window.attach(studio)  # type: ignore[arg-type]
            strip = window.panels.prompt.references
            data = QMimeData()
            data.setUrls([QUrl("https://pictures.example/a/page")])
            strip.take(data)
            await until(lambda: strip.complaint)
            assert strip.complaint.startswith("At pictures.example is no picture to be seen.")

    on_loop(use())


def test_references_are_moved_with_the_keys(strip: ReferenceStrip, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.png" for number in range(3)]
    for path in paths:
        path.write_bytes(png(4, 4))
    strip.add_files(paths)
    tile = strip.findChildren(ReferenceTile)[0]
    QTest.keyClick(tile, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert strip.value == tuple(SourceImage(str(paths[place])) for place in (1, 0, 2))
