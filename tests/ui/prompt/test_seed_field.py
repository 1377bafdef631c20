import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rundot_studio.domain.catalog import SEED
from rundot_studio.ui.prompt.seed_field import SeedField


@pytest.fixture
def seed(qtbot: QtBot) -> SeedField:
    seed = SeedField()
    qtbot.addWidget(seed)
    return seed


def test_at_the_start_each_picture_has_a_seed_of_its_own(seed: SeedField) -> None:
    assert seed.value is None


def test_writing_a_number_locks_it(seed: SeedField) -> None:
    QTest.keyClicks(seed.number.edit, "12345")
    assert seed.lock.isChecked()
    assert seed.value == 12345


@pytest.mark.parametrize("width", [150, 180])
def test_all_ten_digits_are_seen_in_the_smallest_window_too(seed: SeedField, width: int) -> None:
    seed.resize(width, 32)
    seed.set_value(SEED.high)
    seed.show()
    QApplication.processEvents()
    edit = seed.number.edit
    seen = [edit.cursorPositionAt(QPoint(x, edit.height() // 2)) for x in (1, edit.width() - 1)]
    assert seen == [0, 10]


def test_letters_and_numbers_beyond_the_bound_can_not_be_written(seed: SeedField) -> None:
    QTest.keyClicks(seed.number.edit, "9a9x9-999999999")
    assert seed.value is not None
    assert seed.value <= SEED.high


def test_clearing_the_number_unlocks(seed: SeedField) -> None:
    QTest.keyClicks(seed.number.edit, "7")
    QTest.keyClick(seed.number.edit, Qt.Key.Key_Backspace)
    assert not seed.lock.isChecked()
    assert seed.value is None


def test_the_lock_brings_back_the_number_it_let_go(seed: SeedField) -> None:
    seed.set_value(12345)
    seed.lock.click()
    assert seed.value is None
    seed.lock.click()
    assert seed.value == 12345


def test_the_lock_draws_a_number_where_there_is_none(seed: SeedField) -> None:
    seed.lock.click()
    assert seed.value is not None
    assert SEED.low <= seed.value <= SEED.high


def test_the_dice_draw_another_number_and_keep_it(seed: SeedField) -> None:
    drawn = set()
    for _ in range(5):
        seed.dice.click()
        drawn.add(seed.value)
    assert None not in drawn
    assert len(drawn) > 1


def test_seed_nought_is_a_seed(seed: SeedField) -> None:
    seed.set_value(0)
    assert seed.value == 0
