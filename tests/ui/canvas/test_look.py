"""What lies behind a picture, and how its pixels are drawn, on the screen."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from rundot_studio.ui.canvas.canvas import Canvas
from rundot_studio.ui.canvas.drawing import draw_on_ground, inside, snapped
from rundot_studio.ui.canvas.ground_swatches import GroundSwatches
from rundot_studio.ui.canvas.look import Ground, Look, Scaling
from rundot_studio.ui.canvas.pyramid import Pyramid
from rundot_studio.ui.controls.theme import DARK
from tests.ui.conftest import Show

from .conftest import colour_at, in_picture, opaque, plain


@pytest.mark.parametrize(
    ("ground", "colour"),
    [(Ground.BLACK, "#800000"), (Ground.WHITE, "#ff7f7f"), (Ground.ALPHA, "#808080"), (Ground.COLOUR, "#80007f")],
)
def test_each_ground_shows_through(canvas: Canvas, ground: Ground, colour: str) -> None:
    canvas.show_picture(plain(colour="#80ff0000"))
    canvas.look.set_colour("#0000ff")
    canvas.look.set_ground(ground)
    assert QColor(colour_at(canvas, *in_picture(canvas, 0.5, 0.5))).getRgb() == pytest.approx(
        QColor(colour).getRgb(), abs=2
    )


def test_alpha_only_is_the_alpha_in_greys_and_the_same_at_any_zoom(canvas: Canvas) -> None:
    canvas.show_picture(plain(2000, 2000, "#40ff0000"))
    canvas.look.set_ground(Ground.ALPHA)
    for zoom in (0.1, 0.9, 3.0):
        canvas.zoom_to(zoom)
        assert colour_at(canvas, 300, 250) == "#404040"


def test_a_picture_without_alpha_has_no_ground(canvas: Canvas) -> None:
    canvas.show_picture(opaque(colour="#336699"))
    for ground in Ground:
        canvas.look.set_ground(ground)
        assert colour_at(canvas, *in_picture(canvas, 0.5, 0.5)) == "#336699"


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_the_checkerboard_has_two_colours_whatever_the_screens_ratio(ratio: float) -> None:
    screen = QImage(round(300 * ratio), round(200 * ratio), QImage.Format.Format_RGB32)
    screen.setDevicePixelRatio(ratio)
    screen.fill(QColor("#000000"))
    painter = QPainter(screen)
    target = snapped(painter, QRectF(-37.3, -12.7, 700, 500))
    clear = Pyramid(plain(70, 50, "#00000000"))
    draw_on_ground(painter, clear, target, QRectF(0, 0, 300, 200), Look(), DARK, sharp=True)
    painter.end()
    colours = {screen.pixelColor(x, y).name() for x in range(screen.width()) for y in range(0, screen.height(), 7)}
    assert colours == {DARK.check_light, DARK.check_dark}
    row = [screen.pixelColor(x, 9).name() for x in range(screen.width())]
    edges = [x for x in range(1, len(row)) if row[x] != row[x - 1]]
    assert {after - before for before, after in pairwise(edges)} == {round(10 * ratio)}


@given(
    st.sampled_from([1.0, 1.25, 1.5, 1.75, 2.0]),
    st.floats(-500, 500),
    st.floats(-500, 500),
    st.integers(0, 90),
)
def test_a_picture_begins_on_a_whole_pixel_of_the_screen(ratio: float, x: float, y: float, moved: int) -> None:
    screen = QImage(8, 8, QImage.Format.Format_RGB32)
    screen.setDevicePixelRatio(ratio)
    painter = QPainter(screen)
    painter.translate(moved, moved)
    corner = painter.deviceTransform().map(snapped(painter, QRectF(x, y, 10, 10)).topLeft())
    painter.end()
    assert corner.x() == pytest.approx(round(corner.x()), abs=1e-6)
    assert corner.y() == pytest.approx(round(corner.y()), abs=1e-6)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_one_to_one_shows_each_pixel_as_it_is_whatever_the_screens_ratio(ratio: float) -> None:
    noise = opaque(64, 64)
    for x in range(64):
        for y in range(64):
            noise.setPixelColor(x, y, QColor((x * 37 + y * 91) % 256, (x * y) % 256, (x * 11) % 256))
    screen = QImage(160, 160, QImage.Format.Format_RGB32)
    screen.setDevicePixelRatio(ratio)
    painter = QPainter(screen)
    painter.translate(7, 5)  # where a widget lies in its window: at ratio 1.5 between two screen pixels
    side = 64 / ratio
    target = snapped(painter, QRectF(3.21, 4.77, side, side))
    draw_on_ground(painter, Pyramid(noise), target, QRectF(0, 0, 90, 90), Look(), DARK, sharp=False)
    corner = painter.deviceTransform().map(target.topLeft())
    painter.end()
    left, top = round(corner.x()), round(corner.y())
    shown = screen.copy(left, top, 64, 64)
    shown.setDevicePixelRatio(1)
    assert shown == noise


@pytest.mark.parametrize(
    ("scaling", "sharp"),
    [
        (Scaling.AUTO, {0.5: False, 1.5: False, 2.0: True, 8.0: True}),
        (Scaling.NEAREST, {0.5: False, 1.5: True, 2.0: True, 8.0: True}),
        (Scaling.SMOOTH, {0.5: False, 1.5: False, 2.0: False, 8.0: False}),
    ],
)
def test_pixels_are_square_where_the_choice_says(scaling: Scaling, sharp: dict[float, bool]) -> None:
    look = Look()
    look.set_scaling(scaling)
    assert {zoom: look.sharp_at(zoom) for zoom in sharp} == sharp


def test_pictures_of_one_shape_lie_on_each_other_and_others_are_centred() -> None:
    room = QRectF(10, 20, 401, 300)
    assert inside(room, QSize(802, 600)) == room
    assert inside(room, QSize(100, 75)) == room
    placed = inside(QRectF(0, 0, 400, 400), QSize(100, 50))
    assert placed == QRectF(0, 100, 400, 200)
    assert placed.center() == QPointF(200, 200)


def test_the_swatches_change_the_look_and_show_it(shown: Show) -> None:
    look = Look()
    swatches = GroundSwatches(look)
    shown(swatches)
    swatches.swatches[Ground.WHITE].click()
    assert look.ground is Ground.WHITE
    look.set_ground(Ground.BLACK)
    assert swatches.swatches[Ground.BLACK].isChecked()
    assert not swatches.swatches[Ground.WHITE].isChecked()
