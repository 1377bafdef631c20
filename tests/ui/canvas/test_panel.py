from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractButton, QSlider, QWidget

from rundot_studio.ui.canvas.floating_card import FloatingBar
from rundot_studio.ui.canvas.look import Ground, Scaling
from rundot_studio.ui.canvas.panel import CanvasPanel
from tests.ui.conftest import Show, Waiting

from .conftest import opaque, plain


@pytest.fixture
def panel(shown: Show) -> Iterator[CanvasPanel]:
    panel = CanvasPanel()
    panel.resize(844, 488)
    shown(panel)
    yield panel
    panel.close_threads()


def cut_out() -> tuple[QImage, QImage]:
    return plain(100, 100, "#40ff0000"), opaque(100, 100, "#00ff00")


def test_controls_show_only_where_they_can_do_something(panel: CanvasPanel) -> None:
    assert not panel.tools.isVisible()
    assert not panel.fit.isVisible()
    panel.canvas.show_picture(opaque())
    panel.refresh()
    assert panel.tools.isVisible()
    assert panel.fit.isVisible()
    assert not panel.compare.isVisible()
    assert not panel.touch_up.isVisible()
    panel.canvas.show_before(opaque())
    panel.set_can_touch_up(True)
    assert panel.compare.isVisible()
    assert panel.touch_up.isVisible()


@pytest.mark.parametrize("width", [320, 432, 500, 800, 1200])
def test_the_bars_lie_inside_the_canvas_and_beside_each_other(panel: CanvasPanel, width: int) -> None:
    panel.resize(width, 400)
    panel.canvas.show_picture(opaque())
    panel.canvas.show_before(opaque())
    panel.set_can_touch_up(True)
    for bar in (panel.tools, panel.looking, panel.zooming):
        assert panel.rect().contains(bar.geometry())
    assert not panel.looking.geometry().intersects(panel.zooming.geometry())
    for button in panel.tools.buttons.values():
        assert button.width() >= button.sizeHint().width()


def test_the_zoom_buttons_do_what_they_say_on_every_surface(panel: CanvasPanel) -> None:
    panel.canvas.show_picture(opaque(2000, 2000))
    panel.refresh()
    panel.one_to_one.click()
    assert panel.percent.text == "100 %"
    panel.fit.click()
    assert panel.percent.text != "100 %"
    panel.compare_pictures([opaque(2000, 2000)] * 2)
    panel.one_to_one.click()
    assert panel.together.zoom == 1
    assert panel.canvas.zoom < 1
    assert panel.percent.text == "100 %"


def test_the_zoom_that_is_told_is_that_of_the_surface_that_is_seen(panel: CanvasPanel) -> None:
    panel.canvas.show_picture(opaque(2000, 2000))
    panel.canvas.zoom_to(3)
    assert panel.percent.text == "300 %"
    panel.compare_pictures([opaque(2000, 2000)] * 2)
    assert panel.percent.text == f"{round(panel.together.zoom * 100)} %"
    panel.show_canvas()
    assert panel.percent.text == "300 %"


def test_pictures_side_by_side_are_left_with_escape_and_decided_for_with_return(panel: CanvasPanel) -> None:
    panel.canvas.show_picture(opaque())
    decided, back = QSignalSpy(panel.chosen), QSignalSpy(panel.back)
    panel.compare_pictures([opaque(), plain()], ["1", "2"])
    assert panel.surface is panel.together
    assert panel.done.isVisible()
    assert not panel.tools.isVisible()
    QTest.keyClick(panel.together, Qt.Key.Key_Escape)
    assert panel.surface is panel.canvas
    assert (decided.count(), back.count()) == (0, 1)
    panel.compare_pictures([opaque(), plain()], marked=1)
    QTest.keyClick(panel.together, Qt.Key.Key_Return)
    assert decided.at(0) == [1]
    assert panel.surface is panel.canvas
    assert panel.canvas.hasFocus()


def test_a_corrected_cut_out_is_handed_over(panel: CanvasPanel, wait_for: Waiting) -> None:
    kept = QSignalSpy(panel.corrected)
    panel.correct(*cut_out())
    canvas = panel.matte.canvas
    wait_for(lambda: canvas.has_picture)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.rect().center())
    panel.matte.bar.keep.click()
    assert kept.count() == 1
    panel.matte.end_keeping(stored=True)
    assert panel.surface is panel.canvas


def test_cancelling_the_correction_leaves_nothing(panel: CanvasPanel, wait_for: Waiting) -> None:
    kept, back = QSignalSpy(panel.corrected), QSignalSpy(panel.back)
    panel.correct(*cut_out())
    wait_for(lambda: panel.matte.canvas.has_picture)
    QTest.mouseClick(panel.matte.canvas, Qt.MouseButton.LeftButton, pos=panel.matte.rect().center())
    panel.matte.bar.cancel.click()
    assert (kept.count(), back.count()) == (0, 1)
    assert not panel.matte.canvas.has_picture


def test_the_whole_window_is_asked_for_and_given_back_with_escape(panel: CanvasPanel) -> None:
    panel.canvas.show_picture(opaque())
    panel.refresh()
    asked = QSignalSpy(panel.whole_window_wanted)
    panel.whole.click()
    assert asked.at(0) == [True]
    panel.set_whole_window(True)
    panel.canvas.setFocus()
    QTest.keyClick(panel.canvas, Qt.Key.Key_Escape)
    panel.whole.click()
    assert [asked.at(1), asked.at(2)] == [[False], [False]]


def test_a_bar_has_its_place_before_it_is_shown(panel: CanvasPanel) -> None:
    """One that appears elsewhere first is hovered there, and stays so when it has gone."""
    seen = []

    class Bar(FloatingBar):
        def fit_into(self, width: int, height: int) -> None:
            self.setGeometry(0, height - 60, width, 60)

        def showEvent(self, event: QShowEvent) -> None:
            seen.append(self.y())

    panel.set_bar(Bar(panel))
    assert seen == [panel.height() - 60]


def test_the_look_card_changes_what_is_seen(panel: CanvasPanel) -> None:
    panel.canvas.show_picture(plain())
    panel.refresh()
    panel.look_button.click()
    card = panel.open_look()
    assert card.isVisible()
    card.swatches.swatches[Ground.WHITE].click()
    card.scaling.choose(Scaling.SMOOTH.value)
    card.grid.click()
    assert (panel.look.ground, panel.look.scaling, panel.look.grid) == (Ground.WHITE, Scaling.SMOOTH, False)
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_the_picker_button_follows_the_key(panel: CanvasPanel) -> None:
    panel.canvas.show_picture(opaque())
    panel.refresh()
    panel.picker.click()
    assert panel.canvas.picking
    panel.canvas.setFocus()
    QTest.keyClick(panel.canvas, Qt.Key.Key_I)
    assert not panel.picker.isChecked()


def test_every_control_has_a_name_and_a_tool_tip(panel: CanvasPanel) -> None:
    panel.look_button.click()
    controls: list[QWidget] = [*panel.findChildren(QAbstractButton), *panel.findChildren(QSlider)]
    controls += panel.open_look().findChildren(QAbstractButton)
    assert len(controls) > 25
    assert [type(each).__name__ for each in controls if not each.accessibleName()] == []
    assert all(each.accessibleName() for each in (panel.canvas, panel.together, panel.matte.canvas))
