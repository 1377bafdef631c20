"""The bar of the depth views."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QColorDialog, QWidget
from pytestqt.qtbot import QtBot

from rundot_studio.ui.canvas.panel import CanvasPanel
from rundot_studio.ui.depth.bar import DepthBar
from rundot_studio.ui.depth.choice import AMPLITUDE, COLOURS, PARAMETERS, DepthChoice, DepthView, Parameter


@pytest.fixture
def panel(shown: Callable[[QWidget], None], qtbot: QtBot) -> CanvasPanel:
    panel = CanvasPanel()
    panel.resize(900, 500)
    shown(panel)
    return panel


@pytest.fixture
def bar(panel: CanvasPanel) -> DepthBar:
    bar = DepthBar(panel)
    panel.set_bar(bar)
    return bar


@pytest.mark.parametrize("view", DepthView)
def test_it_finds_its_place_at_once_whatever_the_width(panel: CanvasPanel, bar: DepthBar, view: DepthView) -> None:
    for width in range(420, 1100, 40):
        panel.resize(width, 500)
        bar.show_choice(DepthChoice(view))
        panel.refresh()
        place = bar.geometry()
        QApplication.processEvents()
        panel.refresh()
        assert bar.geometry() == place
        assert place.bottom() < panel.height()
        assert 0 <= place.left() <= place.right() < panel.width()
        assert panel.canvas.margins[1] >= place.height()
    panel.set_bar(None)
    assert panel.canvas.margins[1] < 90


@pytest.mark.parametrize("view", DepthView)
def test_it_shows_the_parameters_of_its_view_alone_all_within_it(
    panel: CanvasPanel, bar: DepthBar, view: DepthView
) -> None:
    bar.show_choice(DepthChoice(view))
    panel.refresh()
    QApplication.processEvents()
    seen = [each for sliders in bar.sliders.values() for each in sliders if each.isVisible()]
    assert tuple(each.parameter for each in seen) == PARAMETERS[view]
    for width in (440, 640, 1000):
        panel.resize(width, 500)
        panel.refresh()
        QApplication.processEvents()
        for each in seen:
            place = each.rect().translated(each.mapTo(bar, each.rect().topLeft()))
            assert bar.rect().contains(place)
            assert each.width() >= each.sizeHint().width(), "words and values are whole"
    assert bar.colour.isVisible() == (view in COLOURS)
    assert bar.views.value == view.value
    assert all(each.slider.toolTip() and each.slider.accessibleName() for each in seen)


def test_sliders_tell_values_and_show_them_without_telling(panel: CanvasPanel, bar: DepthBar) -> None:
    told: list[tuple[Parameter, float]] = []
    bar.value_changed.connect(lambda parameter, value: told.append((parameter, value)))
    slider = bar.sliders[DepthView.PARALLAX][0]
    bar.show_choice(DepthChoice().with_value(AMPLITUDE, 0.05))
    assert told == []
    assert slider.value_label.text() == "50 ‰"
    slider.slider.setValue(slider.slider.maximum())
    assert told == [(AMPLITUDE, AMPLITUDE.high)]


def test_a_colour_is_tried_live_and_given_back_when_dismissed(panel: CanvasPanel, bar: DepthBar) -> None:
    told: list[str] = []
    bar.colour_changed.connect(told.append)
    bar.show_choice(DepthChoice(DepthView.FOG))
    bar.colour.click()
    dialog = next(each for each in panel.findChildren(QColorDialog))
    dialog.setCurrentColor(QColor("#123456"))
    assert told == ["#123456"]
    dialog.reject()
    assert told[-1] == COLOURS[DepthView.FOG]
