import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from rundot_studio.ui.canvas.canvas import Canvas

from .conftest import colour_at, in_picture, opaque


@pytest.fixture
def comparing(canvas: Canvas) -> Canvas:
    canvas.show_picture(opaque(colour="#00aa00"))
    canvas.show_before(opaque(100, 100, "#aa0000"), "Before", "Upscaled 4×")
    return canvas


def test_the_handle_is_a_slider_to_keyboard_and_screen_reader(comparing: Canvas) -> None:
    told = QAccessible.queryAccessibleInterface(comparing.handle)
    assert told.role() == QAccessible.Role.Slider
    assert told.text(QAccessible.Text.Name)
    comparing.handle.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(comparing.handle, Qt.Key.Key_Right)
    assert comparing.split == pytest.approx(0.55)
    QTest.keyClick(comparing.handle, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert comparing.split == pytest.approx(0.545)
    QTest.keyClick(comparing.handle, Qt.Key.Key_Home)
    assert comparing.split == 0
    assert colour_at(comparing, *in_picture(comparing, 0.1, 0.8)) == "#00aa00"


def test_pictures_of_two_sizes_are_compared_in_step(comparing: Canvas) -> None:
    for zoom in (0.5, 1.0, 3.0):
        comparing.zoom_to(zoom)
        comparing.pan(11, 7)
        x, y = in_picture(comparing, comparing.split, 0.5)
        y += 60
        assert colour_at(comparing, x - 20, y) == "#aa0000"
        assert colour_at(comparing, x + 20, y) == "#00aa00"


def test_the_knob_lies_on_the_line_and_moves_with_the_view(comparing: Canvas) -> None:
    for move in (lambda: None, lambda: comparing.pan(40, 20), lambda: comparing.handle.set_share(0.2)):
        move()
        x, _ = in_picture(comparing, comparing.split, 0.5)
        assert comparing.handle.geometry().center().x() == pytest.approx(x, abs=1.5)


def test_the_handle_is_there_only_while_there_is_something_to_compare(comparing: Canvas) -> None:
    assert comparing.handle.isVisible()
    comparing.set_comparing(False)
    assert not comparing.handle.isVisible()
    comparing.set_comparing(True)
    comparing.show_picture(opaque())
    assert not comparing.handle.isVisible()
