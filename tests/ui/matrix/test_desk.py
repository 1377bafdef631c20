"""A matrix from the sheet to its contact sheet, through the window over a studio in memory."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rundot_studio.domain.matrix import Axis, AxisKind
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.studio.matrix import CellStatus
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.matrix.axis_picker import NONE, AxisPicker
from rundot_studio.ui.matrix.sheet import MatrixSheet
from tests.ui.conftest import Waiting
from tests.ui.stand_in import StandInStudio

STORED, WAITING, FAILED = CellStatus.STORED, CellStatus.WAITING, CellStatus.FAILED


@pytest.fixture
def sheet(wired: MainWindow, wait_for: Waiting) -> MatrixSheet:
    wait_for(lambda: wired.panels.prompt.words.lists_known)
    wired.panels.prompt.prompt.set_text("a {red|blue|green} knight")
    wired.commands.run("matrix")
    return wired.desk.matrix.sheet


def toggle(picker: AxisPicker, *words: str) -> None:
    for chip in picker.value_chips:
        if chip.text() in words:
            chip.click()


def test_it_begins_with_the_words_of_the_prompt(sheet: MatrixSheet) -> None:
    assert sheet.axes == (Axis(AxisKind.PROMPT, ("0", "1", "2")), Axis(AxisKind.STYLE, ("",)))
    assert sheet.number.text() == "3 × 1"
    assert sheet.make.text() == "Make 3 pictures"
    assert sheet.across.kind.isAncestorOf(sheet.window().focusWidget())


def test_a_matrix_is_sent_with_ctrl_return_and_its_progress_is_seen(
    sheet: MatrixSheet, wired: MainWindow, studio: StandInStudio, wait_for: Waiting
) -> None:
    toggle(sheet.down, "Ink drawing")
    assert sheet.make.text() == "Make 6 pictures"
    QTest.keyClick(sheet.window().focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not sheet.isVisible()
    (planned,) = studio.matrices.sent
    assert planned.across.labels == ("red", "blue", "green")
    assert planned.down is not None
    assert planned.down.labels == ("no style", "Ink drawing")
    assert len({cell.recipe.seed for cell in planned.cells}) == 1
    progress = wired.desk.matrix.progress
    assert progress.words.text() == "Matrix a {red|blue|green} knight: 0 of 6"
    (matrix_id,) = studio.matrices.ids
    sheet_picture = studio.library.add(GenerateRecipe("the sheet"))
    studio.matrices.end(matrix_id, [STORED, STORED, STORED, FAILED, STORED, STORED], sheet_picture.id)
    wired.desk.matrix.refresh()
    assert progress.words.text() == "Matrix a {red|blue|green} knight: 5 of 6 · 1 missing"
    progress.make_missing.click()
    assert studio.matrices.made_anew == [matrix_id]
    progress.show_sheet.click()
    wait_for(lambda: wired.desk.picture is not None and wired.desk.picture.id == sheet_picture.id)
    progress.close_button.click()
    assert not progress.isVisible()


def test_rows_can_be_left_out(sheet: MatrixSheet, studio: StandInStudio) -> None:
    sheet.down.kind.choose(NONE)
    sheet.across.kind.choose("shape")
    toggle(sheet.across, "16:9", "9:16")
    assert sheet.axes == (Axis(AxisKind.SHAPE, ("1:1", "9:16", "16:9")), None)
    sheet.make.click()
    assert studio.matrices.sent[0].down is None


def test_what_is_missing_is_told_and_holds_back_the_button(sheet: MatrixSheet) -> None:
    sheet.down.kind.choose("prompt")
    assert sheet.problem.text().startswith("Columns and rows vary the same")
    assert not sheet.make.isEnabled()
    sheet.across.kind.choose("seed")
    assert sheet.make.isEnabled()
    sheet.across.seeds.set_text("one, two")
    assert sheet.across.seeds.broken
    assert not sheet.make.isEnabled()
    sheet.across.seeds.set_text("1-2")
    assert sheet.make.text() == "Make 6 pictures"


def test_each_group_of_the_prompt_is_an_axis(sheet: MatrixSheet, wired: MainWindow) -> None:
    sheet.dismiss()
    wired.panels.prompt.prompt.set_text("a {red|blue} knight of __metal__")
    wired.desk.matrix.open()
    sheet.down.kind.choose("prompt")
    assert not sheet.make.isEnabled()
    sheet.down.choose_group(1)
    assert sheet.make.isEnabled()
    across, down = sheet.axes
    assert (across.group, down.group if down else None) == (0, 1)


def test_without_words_or_with_broken_ones_it_does_not_open(wired: MainWindow, wait_for: Waiting) -> None:
    wait_for(lambda: wired.panels.prompt.words.lists_known)
    wired.desk.matrix.open()
    assert wired.panels.prompt.complaint.isVisible()
    wired.panels.prompt.prompt.set_text("a {red")
    wired.desk.matrix.open()
    assert wired.panels.prompt.complaint.text().startswith("A { is not closed.")
    assert "sheet" not in wired.desk.matrix.__dict__
