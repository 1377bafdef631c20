import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rundot_studio.domain.catalog import ASPECT_RATIO_NAMES
from rundot_studio.ui.controls.segment import Segment, SegmentButton
from rundot_studio.ui.prompt.shape_tiles import ShapeTile, ShapeTiles
from tests.ui.conftest import Show


@pytest.fixture
def segment(shown: Show) -> Segment:
    segment = Segment("Pictures", [("1", "1", "one"), ("4", "4", "four"), ("9", "9", "nine")])
    shown(segment)
    return segment


def test_the_first_choice_is_chosen_at_the_start(segment: Segment) -> None:
    assert segment.value == "1"


def test_a_press_chooses_and_tells_once(segment: Segment, qtbot: QtBot) -> None:
    told: list[str] = []
    segment.chosen.connect(told.append)
    QTest.mouseClick(segment.findChildren(SegmentButton)[2], Qt.MouseButton.LeftButton)
    assert segment.value == "9"
    assert told == ["9"]


def test_arrow_keys_walk_the_choices(segment: Segment) -> None:
    segment.findChildren(SegmentButton)[0].setFocus()
    for _ in range(2):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Right)
    assert segment.value == "9"


def test_tab_passes_a_segment_in_one_step(shown: Show) -> None:
    page = QWidget()
    layout = QVBoxLayout(page)
    first, last = QLineEdit(), QLineEdit()
    segment = Segment("Size", [("1K", "1K", ""), ("2K", "2K", ""), ("4K", "4K", "")])
    for widget in (first, segment, last):
        layout.addWidget(widget)
    segment.choose("2K")
    shown(page)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    inside = QApplication.focusWidget()
    assert isinstance(inside, SegmentButton)
    assert inside.text() == "2K"
    QTest.keyClick(inside, Qt.Key.Key_Tab)
    assert last.hasFocus()


def test_a_value_that_is_no_choice_is_refused(segment: Segment) -> None:
    with pytest.raises(KeyError):
        segment.choose("5")


def test_there_is_a_tile_for_each_shape_with_what_it_is_best_for(qtbot: QtBot) -> None:
    tiles = ShapeTiles()
    qtbot.addWidget(tiles)
    drawn = tiles.findChildren(ShapeTile)
    assert tuple(tile.text() for tile in drawn) == ASPECT_RATIO_NAMES
    assert all(tile.toolTip().startswith(f"{tile.text()}: ") for tile in drawn)


def test_a_shape_is_chosen_by_press_and_by_key(shown: Show) -> None:
    tiles = ShapeTiles()
    shown(tiles)
    told: list[str] = []
    tiles.chosen.connect(told.append)
    wide = next(tile for tile in tiles.findChildren(ShapeTile) if tile.text() == "16:9")
    QTest.mouseClick(wide, Qt.MouseButton.LeftButton)
    wide.setFocus()
    QTest.keyClick(wide, Qt.Key.Key_Right)
    assert told == ["16:9", "21:9"]
    assert tiles.value == "21:9"
