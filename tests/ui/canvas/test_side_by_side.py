from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QSignalSpy, QTest

from rundot_studio.ui.canvas.look import Look
from rundot_studio.ui.canvas.pyramid_maker import PyramidMaker
from rundot_studio.ui.canvas.side_by_side import SideBySide
from tests.ui.conftest import Show

from .conftest import colour_at, in_picture, opaque, wheel

COLOURS = ["#aa0000", "#00aa00", "#0000aa", "#aaaa00"]


@pytest.fixture
def together(shown: Show) -> Iterator[SideBySide]:
    maker = PyramidMaker()
    surface = SideBySide(Look(), maker)
    surface.resize(800, 500)
    shown(surface)
    surface.setFocus()
    yield surface
    maker.close()


def pictures(count: int, side: int = 300) -> list[QImage]:
    return [opaque(side, side, colour) for colour in COLOURS[:count]]


@pytest.mark.parametrize("count", [2, 3, 4])
def test_each_picture_has_a_room_of_its_own(together: SideBySide, count: int) -> None:
    together.compare(pictures(count), ["1", "2", "3", "4"][:count])
    rooms = together.rooms()
    assert len(rooms) == count
    for number, colour in enumerate(COLOURS[:count]):
        assert colour_at(together, *in_picture(together, 0.5, 0.5, number)) == colour
        assert QRectF(together.rect()).contains(rooms[number])
        assert not any(rooms[number].intersects(other) for other in rooms[:number])


@pytest.mark.parametrize(
    ("window", "size", "columns"),
    [
        ((800, 500), (300, 300), 3),
        ((300, 1100), (300, 300), 1),
        ((800, 500), (1600, 300), 1),
        ((800, 500), (300, 900), 3),
    ],
)
def test_pictures_are_placed_so_that_they_are_seen_as_large_as_can_be(
    together: SideBySide, window: tuple[int, int], size: tuple[int, int], columns: int
) -> None:
    together.resize(*window)
    together.compare([opaque(*size)] * 3)
    assert len({room.x() for room in together.rooms()}) == columns


def test_four_are_rather_placed_two_by_two(together: SideBySide) -> None:
    together.resize(844, 488)
    together.compare(pictures(4))
    assert len({room.x() for room in together.rooms()}) == 2


@pytest.mark.parametrize("count", [0, 1, 5])
def test_another_number_of_pictures_is_refused(together: SideBySide, count: int) -> None:
    with pytest.raises(ValueError, match="two to four"):
        together.compare([opaque()] * count)


def test_zoom_and_pan_are_in_step_about_the_pointer_in_any_room(together: SideBySide) -> None:
    together.compare(pictures(4))
    at = QPointF(*in_picture(together, 0.7, 0.3, 3))
    wheel(together, at, 4)
    assert in_picture(together, 0.7, 0.3, 3) == pytest.approx((at.x(), at.y()), abs=0.5)
    rooms = together.rooms()
    first = in_picture(together, 0.7, 0.3, 0)
    for number in range(1, 4):
        here = in_picture(together, 0.7, 0.3, number)
        shift = rooms[number].topLeft() - rooms[0].topLeft()
        assert here == pytest.approx((first[0] + shift.x(), first[1] + shift.y()))


def test_a_smaller_picture_is_stretched_to_the_largest(together: SideBySide) -> None:
    halves = []
    for side in (100, 400):
        image = opaque(side, side, "#000000")
        for x in range(side // 2, side):
            for y in range(side):
                image.setPixel(x, y, 0xFFFFFFFF)
        halves.append(image)
    together.compare(halves)
    for number in (0, 1):
        assert colour_at(together, *in_picture(together, 0.45, 0.5, number)) == "#000000"
        assert colour_at(together, *in_picture(together, 0.55, 0.5, number)) == "#ffffff"


def test_the_zoom_counts_pixels_of_the_largest_picture(together: SideBySide) -> None:
    told = QSignalSpy(together.zoom_changed)
    together.compare([opaque(100, 100), opaque(400, 400)])
    QTest.keyClick(together, Qt.Key.Key_1)
    assert told.at(told.count() - 1) == [100]
    assert together.target(together.rooms()[0]).width() == 400


def test_pictures_of_other_shapes_keep_theirs(together: SideBySide) -> None:
    together.compare([opaque(400, 400, "#aa0000"), opaque(400, 200, "#00aa00")])
    assert colour_at(together, *in_picture(together, 0.5, 0.5, 1)) == "#00aa00"
    assert colour_at(together, *in_picture(together, 0.5, 0.1, 1)) != "#00aa00"
    assert together.sample(QPointF(*in_picture(together, 0.5, 0.1, 1))) is None
    found = together.sample(QPointF(*in_picture(together, 0.5, 0.5, 1)))
    assert found is not None
    assert (found.x, found.y, found.hex) == (200, 100, "#00aa00")


def test_a_click_marks_and_a_drag_does_not(together: SideBySide) -> None:
    together.compare(pictures(4), ["a", "b", "c", "d"])
    rooms = together.rooms()
    QTest.mouseClick(together, Qt.MouseButton.LeftButton, pos=rooms[2].center().toPoint())
    assert together.marked_number == 2
    begun = rooms[1].center().toPoint()
    QTest.mousePress(together, Qt.MouseButton.LeftButton, pos=begun)
    QTest.mouseMove(together, begun + QPoint(60, 0))
    QTest.mouseRelease(together, Qt.MouseButton.LeftButton, pos=begun + QPoint(60, 0))
    assert together.marked_number == 2
    assert "c" in together.accessibleDescription()


def test_the_keys_walk_the_pictures_and_return_decides(together: SideBySide) -> None:
    together.compare(pictures(3), marked=1)
    decided = QSignalSpy(together.chosen)
    QTest.keyClick(together, Qt.Key.Key_Period)
    QTest.keyClick(together, Qt.Key.Key_Period)
    assert together.marked_number == 0
    QTest.keyClick(together, Qt.Key.Key_Comma)
    QTest.keyClick(together, Qt.Key.Key_Return)
    assert decided.at(0) == [2]


def test_escape_asks_to_leave(together: SideBySide) -> None:
    together.compare(pictures(2))
    out = QSignalSpy(together.escaped)
    QTest.keyClick(together, Qt.Key.Key_Escape)
    assert out.count() == 1


def test_captions_are_written_over_each_picture(together: SideBySide) -> None:
    together.compare(pictures(2), ["12345 brave knight", ""])
    image = together.grab().toImage()

    def whites(number: int) -> int:
        room = together.rooms()[number].toRect().adjusted(8, 0, -8, -4)
        rows = range(room.bottom() - 40, room.bottom())
        return sum(
            image.pixelColor(x, y).value() > 220 and image.pixelColor(x, y).saturation() < 20
            for x in range(room.left(), room.right())
            for y in rows
        )

    assert whites(0) > 40
    assert whites(1) == 0
