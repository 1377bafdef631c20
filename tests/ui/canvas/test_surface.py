import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QNativeGestureEvent, QPointingDevice, QShortcut
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QWidget

from rundot_studio.ui.canvas.canvas import Canvas
from rundot_studio.ui.canvas.view import ZOOM_MOST
from tests.ui.conftest import Show

from .conftest import colour_at, in_picture, opaque, plain, wheel

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton


def drag(widget: QWidget, button: Qt.MouseButton, begun: QPoint, to: QPoint) -> None:
    QTest.mousePress(widget, button, Qt.KeyboardModifier.NoModifier, begun)
    QTest.mouseMove(widget, to)
    QTest.mouseRelease(widget, button, Qt.KeyboardModifier.NoModifier, to)


def test_plus_and_minus_walk_the_stops(canvas: Canvas) -> None:
    canvas.show_picture(opaque(2000, 2000))
    canvas.zoom_to(0.9)
    seen = []
    for _ in range(4):
        QTest.keyClick(canvas, Qt.Key.Key_Plus)
        seen.append(canvas.zoom)
    assert seen == [1.0, 1.5, 2.0, 3.0]
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.zoom == 2.0


def test_the_zoom_goes_up_to_3200_percent(canvas: Canvas) -> None:
    canvas.show_picture(opaque())
    told = QSignalSpy(canvas.zoom_changed)
    for _ in range(30):
        QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.zoom == ZOOM_MOST
    assert told.at(told.count() - 1) == [3200]


def test_a_pinch_zooms_at_its_place(canvas: Canvas) -> None:
    canvas.show_picture(opaque())
    at = QPointF(*in_picture(canvas, 0.25, 0.5))
    before = canvas.zoom
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        at,
        at,
        canvas.mapToGlobal(at),
        0.25,
        QPointF(),
    )
    QApplication.sendEvent(canvas, pinch)
    assert canvas.zoom == pytest.approx(before * 1.25)
    assert in_picture(canvas, 0.25, 0.5) == pytest.approx((at.x(), at.y()), abs=0.5)


def test_what_the_wheel_still_turns_after_it_was_let_go_is_left_out(canvas: Canvas) -> None:
    canvas.show_picture(opaque())
    before = canvas.view
    wheel(canvas, QPointF(300, 250), 3, phase=Qt.ScrollPhase.ScrollMomentum)
    assert canvas.view == before


def test_shift_and_the_wheel_pan_sideways(canvas: Canvas) -> None:
    canvas.show_picture(opaque())
    before = canvas.view
    wheel(canvas, QPointF(300, 250), 1, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.zoom == pytest.approx(before.zoom)
    assert canvas.view.x != before.x


def test_the_middle_button_pans(canvas: Canvas) -> None:
    canvas.show_picture(opaque())
    x = canvas.view.x
    drag(canvas, MIDDLE, QPoint(300, 250), QPoint(330, 250))
    assert canvas.view.x == x + 30


def test_with_space_held_dragging_pans_even_on_the_handle(canvas: Canvas) -> None:
    canvas.show_picture(opaque())
    canvas.show_before(opaque(colour="#aa0000"))
    begun = QPoint(*(round(place) for place in in_picture(canvas, 0.5, 0.5)))
    x = canvas.view.x
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    assert canvas.cursor().shape() == Qt.CursorShape.OpenHandCursor
    drag(canvas, LEFT, begun, begun + QPoint(40, 0))
    QTest.keyRelease(canvas, Qt.Key.Key_Space)
    assert canvas.view.x == x + 40
    assert canvas.split == 0.5


def test_our_keys_are_not_the_windows_while_the_canvas_has_the_keyboard(canvas: Canvas) -> None:
    shortcut = QShortcut(Qt.Key.Key_I, canvas)
    pressed = QSignalSpy(shortcut.activated)
    canvas.show_picture(opaque())
    QTest.keyClick(canvas, Qt.Key.Key_I)
    assert pressed.count() == 0
    assert canvas.picking


@pytest.mark.parametrize("side", [64, 1024])
def test_the_grid_parts_the_pixels_from_800_percent(canvas: Canvas, side: int) -> None:
    canvas.show_picture(opaque(side, side, "#808080"))
    canvas.zoom_to(7.9)

    def colours() -> set[str]:
        image = canvas.grab().toImage()
        return {image.pixelColor(300 + step, 250).name() for step in range(-12, 13)}

    assert len(colours()) == 1
    canvas.zoom_to(12)
    assert len(colours()) >= 3
    canvas.look.set_grid(False)
    assert len(colours()) == 1


def test_the_grid_lies_on_the_edges_of_the_pixels(canvas: Canvas) -> None:
    """A line and the change of colour beside it are at most one screen pixel apart, however odd the zoom."""
    stripes = opaque(64, 4, "#404040")
    for x in range(0, 64, 2):
        for y in range(4):
            stripes.setPixelColor(x, y, QColor("#c0c0c0"))
    canvas.show_picture(stripes)
    canvas.zoom_to(9.37)
    canvas.pan(3.3, 0)
    y = round(in_picture(canvas, 0.5, 0.45)[1])
    canvas.look.set_grid(False)
    plain_row = canvas.grab().toImage()
    canvas.look.set_grid(True)
    grid_row = canvas.grab().toImage()
    edges = [x for x in range(20, 580) if plain_row.pixelColor(x, y) != plain_row.pixelColor(x - 1, y)]
    lines = [x for x in range(20, 580) if grid_row.pixelColor(x, y).value() < plain_row.pixelColor(x, y).value() - 5]
    assert len(edges) > 40
    assert all(min(abs(line - edge) for edge in edges) <= 1 for line in lines)


def test_a_sprite_that_is_merely_fitted_has_no_grid(canvas: Canvas) -> None:
    canvas.show_picture(opaque(16, 16, "#808080"))
    assert canvas.zoom >= 8
    x, y = in_picture(canvas, 0.5, 0.5)
    image = canvas.grab().toImage()
    assert {image.pixelColor(round(x) + step, round(y)).name() for step in range(-12, 13)} == {"#808080"}


def test_a_huge_picture_at_the_largest_zoom_shows_the_right_pixel(canvas: Canvas) -> None:
    huge = opaque(8192, 64, "#202020")
    huge.setPixelColor(8190, 40, QColor("#ff0000"))
    canvas.show_picture(huge)
    canvas.look.set_grid(False)
    canvas.zoom_to(32)
    view = canvas.view
    canvas.pan(300 - (view.x + 8190.5 * 32), 250 - (view.y + 40.5 * 32))
    view = canvas.view
    assert colour_at(canvas, view.x + 8190.5 * 32, view.y + 40.5 * 32) == "#ff0000"
    assert colour_at(canvas, view.x + 8189.5 * 32, view.y + 40.5 * 32) == "#202020"


# --- the colour picker ---


def test_the_picker_copies_the_colour_that_is_clicked(canvas: Canvas) -> None:
    canvas.show_picture(opaque(colour="#c08040"))
    told = QSignalSpy(canvas.picked)
    QTest.keyClick(canvas, Qt.Key.Key_I)
    QTest.mouseClick(canvas, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(300, 200))
    assert QGuiApplication.clipboard().text() == "#c08040"
    assert told.at(0) == ["#c08040"]


def test_a_colour_that_is_not_solid_is_copied_with_its_alpha(canvas: Canvas) -> None:
    canvas.show_picture(plain(colour="#80ff0000"))
    canvas.set_picking(True)
    QTest.mouseMove(canvas, QPoint(300, 200))
    QTest.keyClick(canvas, Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "#ff000080"


def test_the_keys_walk_the_picker_from_pixel_to_pixel(canvas: Canvas) -> None:
    picture = opaque(40, 40, "#000000")
    picture.setPixelColor(21, 20, QColor("#00ff00"))
    canvas.show_picture(picture)
    canvas.set_picking(True)
    QTest.mouseMove(canvas, QPoint(*(round(place) for place in in_picture(canvas, 20.5 / 40, 20.5 / 40))))
    before = canvas.view
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "#00ff00"
    assert canvas.view == before


def test_the_pickers_chip_stays_on_the_canvas(canvas: Canvas) -> None:
    canvas.show_picture(opaque(colour="#c08040"))
    canvas.zoom_to(4)
    canvas.set_picking(True)
    for corner in (QPoint(2, 2), QPoint(597, 2), QPoint(2, 497), QPoint(597, 497)):
        QTest.mouseMove(canvas, corner)
        image = canvas.grab().toImage()
        dark = sum(image.pixelColor(x, y).value() < 60 for x in range(0, 600, 4) for y in range(0, 500, 4))
        assert dark > 300


def test_escape_leaves_the_picker_and_only_then_the_canvas(canvas: Canvas) -> None:
    canvas.show_picture(opaque())
    out = QSignalSpy(canvas.escaped)
    canvas.set_picking(True)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert not canvas.picking
    assert out.count() == 0
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert out.count() == 1


def test_the_picker_tells_the_side_of_the_comparison_it_is_on(canvas: Canvas) -> None:
    canvas.show_picture(opaque(colour="#00aa00"))
    canvas.show_before(opaque(100, 100, "#aa0000"))
    for share, colour in ((0.25, "#aa0000"), (0.75, "#00aa00")):
        found = canvas.sample(QPointF(*in_picture(canvas, share, 0.5)))
        assert found is not None
        assert found.hex == colour


def test_beside_the_picture_there_is_no_colour(canvas: Canvas, shown: Show) -> None:
    canvas.show_picture(opaque())
    assert canvas.sample(QPointF(2, 250)) is None


def test_two_fingers_on_the_screen_pinch(canvas: Canvas) -> None:
    canvas.show_picture(opaque())
    screen = QTest.createTouchDevice()
    before = canvas.zoom

    def fingers(apart: int) -> tuple[QPoint, QPoint]:
        return QPoint(300 - apart, 250), QPoint(300 + apart, 250)

    first, second = fingers(40)
    QTest.touchEvent(canvas, screen).press(0, first, canvas).press(1, second, canvas).commit()
    for apart in range(45, 121, 5):
        first, second = fingers(apart)
        QTest.touchEvent(canvas, screen).move(0, first, canvas).move(1, second, canvas).commit()
    QTest.touchEvent(canvas, screen).release(0, first, canvas).release(1, second, canvas).commit()
    assert canvas.zoom > before * 1.5
