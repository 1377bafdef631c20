"""Turning the relief by hand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from rundot_studio.relief.orbit import Camera, ReliefModel
from rundot_studio.ui.depth.choice import DepthChoice
from rundot_studio.ui.depth.reading import Pair
from rundot_studio.ui.depth.relief_view import DRAFT, ReliefView
from tests.ui.conftest import Waiting


class NoCard:
    """A graphics card that refuses."""

    def __init__(self) -> None:
        self.closed = False

    def relief(self, model: ReliefModel, camera: Camera, width: int, height: int) -> "np.ndarray":
        raise RuntimeError("no card")

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def view(shown: Callable[[QWidget], None], pair_files: tuple[Path, Path], wait_for: Waiting) -> Iterator[ReliefView]:
    holder = QWidget()
    holder.resize(300, 240)
    shown(holder)
    view = ReliefView(holder, NoCard())
    view.room_below = 40
    view.show()
    view.show_model(Pair.read(*pair_files).relief(DepthChoice()))
    wait_for(lambda: not view.frame.isNull())
    yield view
    view.close_threads()


def drag(view: ReliefView, dx: int, dy: int) -> None:
    start = QPoint(100, 100)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, start + QPoint(dx, dy))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=start + QPoint(dx, dy))


def test_it_is_drawn_above_the_bar_though_the_card_refuses(view: ReliefView) -> None:
    assert (view.frame.width(), view.frame.height()) == (300, 200)
    assert view.frame.pixelColor(150, 100).alpha() == 255
    assert view.frame.pixelColor(2, 2).alpha() == 0


def test_dragging_turns_it_rough_at_first_and_whole_at_rest(view: ReliefView, wait_for: Waiting) -> None:
    before = view.camera
    drag(view, 60, 20)
    assert view.camera.yaw < before.yaw
    assert view.camera.pitch > before.pitch
    wait_for(lambda: view.frame.width() == 300 // DRAFT)
    wait_for(lambda: view.frame.width() == 300)


def test_keys_turn_it_and_bring_it_back(view: ReliefView) -> None:
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Down)
    turned = view.camera
    assert turned.yaw < Camera().yaw
    assert turned.pitch > Camera().pitch
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.camera.distance < turned.distance
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.camera == Camera()
    left = []
    view.escaped.connect(lambda: left.append(True))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert left


def test_the_wheel_comes_nearer(view: ReliefView) -> None:
    before = view.camera.distance
    place = QPointF(50, 50)
    wheel = QWheelEvent(
        place,
        view.mapToGlobal(place),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, wheel)
    assert view.camera.distance < before


def test_it_fills_its_canvas_as_that_grows(view: ReliefView, wait_for: Waiting) -> None:
    holder = view.parentWidget()
    holder.resize(400, 300)
    wait_for(lambda: view.size() == holder.size() and view.frame.width() == 400)
