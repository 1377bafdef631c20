"""F1: the guide over the window, its chapters, links, pictures and search."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rundot_studio.studio.guide import chapters
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.program.guide_sheet import GuideSheet
from rundot_studio.ui.program.guide_text import GuideText


@pytest.fixture
def sheet(qtbot: QtBot) -> GuideSheet:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 860)
    window.show()
    sheet = GuideSheet(window)
    sheet.open_guide()
    return sheet


def test_it_opens_at_the_first_page_with_all_chapters_listed(sheet: GuideSheet) -> None:
    assert sheet.shown == "README.md"
    assert sheet.listed == [chapter.name for chapter in chapters()]
    assert "From an idea to a sprite" in sheet.text.toPlainText()


def test_a_link_leads_to_its_chapter(sheet: GuideSheet) -> None:
    sheet.text.anchorClicked.emit(QUrl("seeds.md"))
    assert sheet.shown == "seeds.md"
    assert sheet.text.toPlainText().startswith("Seeds and reproducing")


def test_the_mark_for_the_test_of_commands_is_not_shown(sheet: GuideSheet) -> None:
    for chapter in chapters():
        assert "sh run" not in chapter.text


def test_searching_lists_the_chapters_with_the_words_and_marks_them(sheet: GuideSheet) -> None:
    sheet.search.set_text("wildcard")
    assert "prompts.md" in sheet.listed
    assert "serve.md" not in sheet.listed
    assert sheet.shown in sheet.listed
    marked = {mark.cursor.selectedText().casefold() for mark in sheet.text.extraSelections()}  # type: ignore[attr-defined]
    assert marked == {"wildcard"}


def test_words_that_are_nowhere_say_so(sheet: GuideSheet) -> None:
    sheet.search.set_text("zebra crossing")
    assert sheet.listed == []
    assert sheet.nothing.isVisible()
    sheet.search.set_text("")
    assert not sheet.nothing.isVisible()
    assert len(sheet.listed) == len(chapters())


def test_no_chapter_is_wider_than_the_page(sheet: GuideSheet) -> None:
    window = sheet.parentWidget()
    assert window is not None
    window.resize(1024, 700)
    for chapter in chapters():
        sheet.show_chapter(chapter.name)
        assert sheet.text.horizontalScrollBar().maximum() == 0, chapter.name


def test_lines_of_code_stand_together(sheet: GuideSheet) -> None:
    sheet.show_chapter("serve.md")
    first = sheet.text.document().find("import { HttpImageGenApi }").block()
    lines = [first, first.next(), first.next().next()]
    gaps = [line.blockFormat().bottomMargin() for line in lines]
    assert "const imageGen" in lines[2].text()
    assert gaps == [0, 0, 0]


def test_it_opens_again_where_it_was_left(sheet: GuideSheet) -> None:
    sheet.show_chapter("tools.md")
    sheet.dismiss()
    sheet.open_guide()
    assert sheet.shown == "tools.md"


def test_a_picture_is_no_wider_than_the_page(sheet: GuideSheet) -> None:
    kind = QTextDocument.ResourceType.ImageResource.value
    shown = sheet.text.loadResource(kind, QUrl("pictures/window.png"))
    assert isinstance(shown, QImage)
    assert 300 < shown.deviceIndependentSize().width() <= sheet.text.viewport().width()


@pytest.mark.parametrize(
    "place", ["https://example.com/a.png", "file:///a.png", "../../secret.png", "pictures/none.png"]
)
def test_nothing_is_read_from_elsewhere(qtbot: QtBot, place: str) -> None:
    asked: list[str] = []

    def picture(name: str) -> bytes:
        asked.append(name)
        if ".." in name:
            raise ValueError(name)
        return b""

    text = GuideText(picture)
    qtbot.addWidget(text)
    assert text.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(place)) is None
    assert not [name for name in asked if "example" in name]


def test_a_page_follows_the_width_of_the_window(sheet: GuideSheet) -> None:
    wide = sheet.text.viewport().width()
    window = sheet.parentWidget()
    assert window is not None
    window.resize(700, 600)
    sheet.text.document().size()
    assert sheet.text.viewport().width() < wide
    assert sheet.text.document().idealWidth() <= sheet.text.viewport().width()


def test_the_key_opens_it_over_the_window(wired: MainWindow) -> None:
    QTest.keyClick(wired, Qt.Key.Key_F1)
    assert wired.furnish().program.guide.isVisible()
