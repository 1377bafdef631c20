import threading
import time
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QSize
from PySide6.QtTest import QSignalSpy, QTest

from rundot_studio.ui.canvas.canvas import Canvas
from rundot_studio.ui.canvas.layer import MOST_PIXELS, FrameRequest, frame_size, image_of
from tests.ui.conftest import Waiting

from .conftest import colour_at, in_picture, opaque


class Flat:
    """Every frame one colour; the red tells where the mouse is from left to right."""

    def __init__(self, work: Callable[[], None] = lambda: None) -> None:
        self.requests: list[FrameRequest] = []
        self.threads: set[str] = set()
        self._work = work

    def render(self, request: FrameRequest) -> NDArray[np.uint8]:
        self.requests.append(request)
        self.threads.add(threading.current_thread().name)
        self._work()
        frame = np.zeros((request.height, request.width, 4), np.uint8)
        frame[..., 0] = round(request.x * 200)
        frame[..., 3] = 255
        return frame


def test_a_layer_is_shown_in_place_of_the_picture_and_follows_the_mouse(canvas: Canvas, wait_for: Waiting) -> None:
    canvas.show_picture(opaque(colour="#00ff00"))
    renderer = Flat()
    canvas.set_renderer(renderer)
    place = in_picture(canvas, 0.75, 0.5)
    wait_for(lambda: colour_at(canvas, *place) == "#640000")
    QTest.mouseMove(canvas, QPoint(*(round(part) for part in place)))
    wait_for(lambda: colour_at(canvas, *place) == "#960000")
    assert renderer.requests[-1].x == pytest.approx(0.75, abs=0.01)
    assert renderer.requests[-1].y == pytest.approx(0.5, abs=0.01)
    assert threading.current_thread().name not in renderer.threads
    canvas.set_renderer(None)
    assert colour_at(canvas, *place) == "#00ff00"


def test_a_frame_is_as_large_as_it_is_shown_and_no_larger_than_the_picture(canvas: Canvas, wait_for: Waiting) -> None:
    canvas.show_picture(opaque(1000, 1000))
    renderer = Flat()
    canvas.set_renderer(renderer)
    wait_for(lambda: bool(renderer.requests))
    assert renderer.requests[-1].width == round(canvas.target(canvas.rooms()[0]).width())
    canvas.zoom_to(8)
    wait_for(lambda: renderer.requests[-1].width == 1000)
    canvas.set_renderer(None)


@pytest.mark.parametrize("size", [QSize(8192, 8192), QSize(20000, 30), QSize(100, 50), QSize(0, 0)])
def test_frames_are_bounded_and_keep_their_shape(size: QSize) -> None:
    bounded = frame_size(size)
    assert 1 <= bounded.width() * bounded.height() <= MOST_PIXELS * 1.01
    if size.width() and bounded.height() > 10:
        assert bounded.width() / bounded.height() == pytest.approx(size.width() / size.height(), rel=0.1)


def test_a_slow_renderer_is_asked_for_the_newest_place_only(canvas: Canvas, wait_for: Waiting) -> None:
    canvas.show_picture(opaque())
    renderer = Flat(lambda: time.sleep(0.05))
    canvas.set_renderer(renderer)
    for x in range(100, 500, 5):
        QTest.mouseMove(canvas, QPoint(x, 250))
        QTest.qWait(5)
    last = QPoint(420, 250)
    QTest.mouseMove(canvas, last)
    target = canvas.target(canvas.rooms()[0])
    wanted = (420 - target.x()) / target.width()
    wait_for(lambda: renderer.requests[-1].x == pytest.approx(wanted, abs=0.01))
    canvas.set_renderer(None)


def test_frames_follow_each_other_while_the_layer_moves_and_stop_with_it(canvas: Canvas, wait_for: Waiting) -> None:
    canvas.show_picture(opaque())
    renderer = Flat()
    canvas.set_renderer(renderer)
    assert canvas.layer is not None
    canvas.layer.set_moving(True)
    wait_for(lambda: len(renderer.requests) > 4)
    seconds = [request.seconds for request in renderer.requests]
    assert seconds == sorted(seconds)
    assert min(after - before for before, after in pairwise(seconds[1:])) > 0.01
    layer = canvas.layer
    layer.set_moving(False)
    wait_for(lambda: layer.idle)
    count = len(renderer.requests)
    QTest.qWait(60)
    assert len(renderer.requests) == count
    canvas.set_renderer(None)


def test_a_renderer_that_fails_gives_the_picture_back_and_tells(canvas: Canvas, wait_for: Waiting) -> None:
    def fail() -> None:
        raise ValueError("no depth here")

    canvas.show_picture(opaque(colour="#00ff00"))
    told = QSignalSpy(canvas.layer_failed)
    canvas.set_renderer(Flat(fail))
    wait_for(lambda: told.count() == 1)
    assert canvas.layer is None
    assert "no depth" in str(told.at(0)[0])
    assert colour_at(canvas, *in_picture(canvas, 0.5, 0.5)) == "#00ff00"


def test_another_picture_ends_the_layer(canvas: Canvas) -> None:
    canvas.show_picture(opaque())
    canvas.set_renderer(Flat())
    canvas.show_picture(opaque(colour="#123456"))
    assert canvas.layer is None


def test_a_frame_of_another_shape_is_refused() -> None:
    for wrong in (np.zeros((4, 4, 3), np.uint8), np.zeros((4, 4), np.uint8), np.zeros((4, 4, 4), np.float32)):
        with pytest.raises(ValueError, match="a frame is"):
            image_of(wrong)


def test_a_frame_may_be_a_view_into_a_larger_array() -> None:
    array = np.zeros((8, 8, 4), np.uint8)
    array[..., 3] = 255
    array[2:6, 2:6, 1] = 200
    image = image_of(array[2:6, 2:6])
    assert image.size() == QSize(4, 4)
    assert {image.pixelColor(x, y).name() for x in range(4) for y in range(4)} == {"#00c800"}
