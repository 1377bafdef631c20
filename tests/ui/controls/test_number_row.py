import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from rundot_studio.ui.controls.number_row import NumberRange, NumberRow
from tests.ui.conftest import Show

FACTOR = NumberRange(1, 4, 2.0, decimals=1, slide=0.1)
AMOUNT = NumberRange(0, 1, None, decimals=2, slide=0.05)
STEPS = NumberRange(1, 50, 10)


@pytest.fixture
def row(shown: Show) -> NumberRow:
    row = NumberRow("Factor", FACTOR, "How much larger.")
    shown(row)
    return row


def test_it_begins_with_the_default(row: NumberRow) -> None:
    assert row.value == 2.0
    assert row.field.text == "2"
    assert row.slider.value() == 20


def test_the_slider_can_not_leave_the_range(row: NumberRow) -> None:
    row.slider.setValue(10_000)
    assert (row.value, row.field.text) == (4.0, "4")
    row.slider.setValue(-5)
    assert (row.value, row.field.text) == (1.0, "1")
    row.slider.setFocus()
    QTest.keyClick(row.slider, Qt.Key.Key_Right)
    assert (row.value, row.field.text) == (1.1, "1.1")


def test_what_is_written_moves_the_slider(row: NumberRow) -> None:
    spy = QSignalSpy(row.changed)
    row.field.set_text("3,7")
    assert row.value == 3.7
    assert row.slider.value() == 37
    assert spy.count() == 1


@pytest.mark.parametrize("written", ["4.1", "0.9", "0", "", "two", "2.25", "-2", "1e1", "٢", "1_0", "inf"])
def test_what_can_not_be_is_told_in_place_and_keeps_the_last_value(row: NumberRow, written: str) -> None:
    row.field.set_text(written)
    assert row.broken
    assert row.field.broken
    assert row.value == 2.0
    assert row.more.text() == "A number from 1 to 4, in steps of 0.1."
    row.field.set_text("3")
    assert not row.broken
    assert row.more.text() == "How much larger."


def test_nothing_written_leaves_it_to_the_service(shown: Show) -> None:
    row = NumberRow("Sharpen", AMOUNT)
    shown(row)
    assert (row.value, row.broken) == (None, False)
    row.field.set_text("0.35")
    assert row.value == 0.35
    row.field.set_text("1.01")
    assert row.broken
    row.field.set_text("")
    assert (row.value, row.broken) == (None, False)


def test_whole_numbers_take_no_fraction(shown: Show) -> None:
    row = NumberRow("Steps", STEPS)
    shown(row)
    row.field.set_text("9.5")
    assert row.broken
    assert "whole number from 1 to 50" in row.more.text()


def test_name_and_range_are_told_to_screen_readers(row: NumberRow) -> None:
    for widget in (row.slider, row.field.edit):
        assert widget.accessibleName() == "Factor"
        assert "1 to 4 · default 2" in widget.toolTip()
