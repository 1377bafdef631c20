import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QSignalSpy, QTest

from rundot_studio.ui.canvas.canvas import Canvas
from rundot_studio.ui.canvas.look import Ground, Scaling
from rundot_studio.ui.controls.theme import DARK
from rundot_studio.ui.pictures.loader import decode
from tests.ui.conftest import Waiting, png

from .conftest import colour_at, in_picture, wheel


def picture(width: int = 400, height: int = 400, colour: str = "#3366aa", *, alpha: bool = False) -> QImage:
    return decode(png(width, height, colour, alpha=alpha))


def test_without_a_picture_it_says_what_it_is_for(canvas: Canvas) -> None:
    image = canvas.grab().toImage()
    row = {image.pixelColor(x, 250).name() for x in range(200, 400)}
    assert len(row) > 1
    assert not canvas.has_picture


def test_a_picture_is_fitted(canvas: Canvas) -> None:
    canvas.show_picture(picture())
    assert colour_at(canvas, *in_picture(canvas, 0.5, 0.5)) == "#3366aa"
    assert colour_at(canvas, 5, 250) == DARK.canvas


def test_the_wheel_zooms_at_the_pointer(canvas: Canvas) -> None:
    canvas.show_picture(picture())
    at = QPointF(*in_picture(canvas, 0.25, 0.75))
    before = canvas.zoom
    wheel(canvas, at, 3)
    assert canvas.zoom > before * 1.5
    assert in_picture(canvas, 0.25, 0.75) == pytest.approx((at.x(), at.y()), abs=0.5)
    wheel(canvas, at, -3)
    assert canvas.zoom == pytest.approx(before)


def test_one_to_one_means_one_pixel_for_each(canvas: Canvas) -> None:
    told: list[int] = []
    canvas.zoom_changed.connect(told.append)
    canvas.show_picture(picture(2000, 1000))
    QTest.keyClick(canvas, Qt.Key.Key_1)
    assert told[-1] == 100
    QTest.keyClick(canvas, Qt.Key.Key_0)
    assert told[-1] < 30


def test_dragging_pans(canvas: Canvas) -> None:
    canvas.show_picture(picture())
    x, y = canvas.view.x, canvas.view.y
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(300, 250))
    QTest.mouseMove(canvas, QPoint(340, 270))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(340, 270))
    assert (canvas.view.x - x, canvas.view.y - y) == (40, 20)


@pytest.mark.parametrize(
    ("key", "direction"),
    [(Qt.Key.Key_Left, (1, 0)), (Qt.Key.Key_Right, (-1, 0)), (Qt.Key.Key_Up, (0, 1)), (Qt.Key.Key_Down, (0, -1))],
)
def test_arrow_keys_pan(canvas: Canvas, key: Qt.Key, direction: tuple[int, int]) -> None:
    canvas.show_picture(picture())
    x, y = canvas.view.x, canvas.view.y
    QTest.keyClick(canvas, key)
    moved = (canvas.view.x - x, canvas.view.y - y)
    assert [(step > 0) - (step < 0) for step in moved] == list(direction)


def test_a_fitted_picture_stays_fitted_when_the_canvas_changes(canvas: Canvas) -> None:
    canvas.show_picture(picture())
    before = canvas.zoom
    canvas.resize(400, 300)
    assert canvas.zoom < before


def test_the_next_picture_of_the_same_size_stays_in_place(canvas: Canvas) -> None:
    canvas.show_picture(picture())
    canvas.zoom_to(3.0)
    view = canvas.view
    canvas.show_picture(picture(colour="#aa3333"))
    assert canvas.view == view
    canvas.show_picture(picture(300, 200))
    assert canvas.view != view


def test_transparency_shows_a_checkerboard(canvas: Canvas) -> None:
    canvas.show_picture(picture(alpha=True))
    image = canvas.grab().toImage()
    left, top = in_picture(canvas, 0.1, 0.1)
    colours = {image.pixelColor(round(left) + step, round(top)).name() for step in range(40)}
    assert colours == {DARK.check_light, DARK.check_dark}


def test_enlarged_pixels_are_square_unless_wished_otherwise(canvas: Canvas) -> None:
    stripes = QImage(8, 8, QImage.Format.Format_RGB32)
    stripes.fill(QColor("#000000"))
    for y in range(8):
        for x in range(0, 8, 2):
            stripes.setPixelColor(x, y, QColor("#ffffff"))
    canvas.show_picture(stripes)

    def greys() -> set[str]:
        image = canvas.grab().toImage()
        left, top = in_picture(canvas, 0, 0.5)
        width = round(canvas.view.width * canvas.view.zoom)
        return {image.pixelColor(round(left) + step, round(top)).name() for step in range(1, width - 1)}

    assert greys() == {"#000000", "#ffffff"}
    canvas.look.set_scaling(Scaling.SMOOTH)
    assert len(greys()) > 2


def test_a_picture_that_is_shrunk_much_does_not_shimmer(canvas: Canvas, wait_for: Waiting) -> None:
    fine = QImage(4096, 4096, QImage.Format.Format_Grayscale8)
    fine.fill(0)
    bits = fine.bits()
    for y in range(0, 4096, 2):
        bits[y * fine.bytesPerLine() : y * fine.bytesPerLine() + 4096] = b"\xff" * 4096
    with_halves = QSignalSpy(canvas.maker.grown)
    canvas.show_picture(fine)
    wait_for(lambda: with_halves.count() >= 4)
    image = canvas.grab().toImage()
    x, _ = in_picture(canvas, 0.5, 0)
    column = [image.pixelColor(round(x), round(in_picture(canvas, 0, share / 50)[1])).value() for share in range(5, 45)]
    assert all(110 <= value <= 146 for value in column)


def test_the_handle_compares_with_what_it_came_from(canvas: Canvas) -> None:
    canvas.show_picture(picture(colour="#00aa00"))
    canvas.show_before(picture(colour="#aa0000"), "Before", "Cut-out")
    assert canvas.can_compare
    assert colour_at(canvas, *in_picture(canvas, 0.25, 0.8)) == "#aa0000"
    assert colour_at(canvas, *in_picture(canvas, 0.75, 0.8)) == "#00aa00"


def test_the_handle_follows_the_mouse_and_the_keys(canvas: Canvas) -> None:
    canvas.show_picture(picture())
    canvas.show_before(picture(colour="#aa0000"))
    x, y = in_picture(canvas, 0.5, 0.5)
    target_x, _ = in_picture(canvas, 0.8, 0.5)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(round(x), round(y)))
    QTest.mouseMove(canvas, QPoint(round(target_x), round(y)))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton)
    assert canvas.split == pytest.approx(0.8, abs=0.01)
    QTest.keyClick(canvas, Qt.Key.Key_Comma)
    assert canvas.split == pytest.approx(0.75, abs=0.01)


def test_the_comparison_can_be_put_away(canvas: Canvas) -> None:
    canvas.show_picture(picture(colour="#00aa00"))
    canvas.show_before(picture(colour="#aa0000"))
    canvas.set_comparing(False)
    assert colour_at(canvas, *in_picture(canvas, 0.25, 0.8)) == "#00aa00"


def test_a_preview_is_shown_until_the_picture_is_read(canvas: Canvas) -> None:
    canvas.show_preview(picture(128, 64, "#aa3333"), QSize(4096, 2048))
    assert canvas.picture_size == (4096, 2048)
    assert colour_at(canvas, *in_picture(canvas, 0.5, 0.5)) == "#aa3333"
    view = canvas.view
    canvas.show_picture(picture(4096, 2048, "#33aa33"), "a")
    assert canvas.view == view
    assert colour_at(canvas, *in_picture(canvas, 0.5, 0.5)) == "#33aa33"


@pytest.mark.parametrize("size", [(1, 1), (1, 4096), (4096, 1), (3, 2), (16384, 16)])
def test_pictures_of_odd_shapes_are_shown_and_looked_at(canvas: Canvas, size: tuple[int, int]) -> None:
    for ground in Ground:
        canvas.look.set_ground(ground)
        canvas.show_picture(picture(*size, alpha=True))
        canvas.show_before(picture(size[1], size[0]), "Before", "After")
        for zoom in (0.02, 1, 32):
            canvas.zoom_to(zoom)
            canvas.pan(7, 7)
            canvas.grab()
    canvas.set_comparing(False)
    assert canvas.sample(QPointF(canvas.view.x + 1, canvas.view.y + 1)) is not None


def test_the_thinnest_picture_is_seen_as_a_line(canvas: Canvas) -> None:
    canvas.show_picture(picture(1, 4096, "#00ff00"))
    image = canvas.grab().toImage()
    assert "#00ff00" in {image.pixelColor(x, 200).name() for x in range(280, 320)}


def test_a_screen_reader_is_told_the_size_and_the_zoom(canvas: Canvas) -> None:
    canvas.show_picture(picture(640, 320))
    canvas.zoom_to(2)
    assert "640 × 320" in canvas.accessibleDescription()
    assert "200 %" in canvas.accessibleDescription()
    canvas.show_picture(picture(64, 32))
    assert "64 × 32" in canvas.accessibleDescription()


def test_panning_does_not_tell_the_same_zoom_again(canvas: Canvas) -> None:
    canvas.show_picture(picture())
    told = QSignalSpy(canvas.zoom_changed)
    canvas.pan(5, 5)
    assert told.count() == 0
