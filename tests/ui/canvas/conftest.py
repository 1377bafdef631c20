"""What the tests of the canvas share: pictures, a wheel, and what is seen."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from rundot_studio.ui.canvas.canvas import Canvas
from rundot_studio.ui.canvas.surface import CanvasSurface
from tests.ui.conftest import Show


@pytest.fixture
def canvas(shown: Show) -> Canvas:
    canvas = Canvas()
    canvas.resize(600, 500)
    shown(canvas)
    canvas.setFocus()
    return canvas


def plain(width: int = 400, height: int = 400, colour: str = "#3366aa") -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(colour))
    return image


def opaque(width: int = 400, height: int = 400, colour: str = "#3366aa") -> QImage:
    return plain(width, height, colour).convertToFormat(QImage.Format.Format_RGB32)


def wheel(
    surface: QWidget,
    at: QPointF,
    steps: int,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    phase: Qt.ScrollPhase = Qt.ScrollPhase.NoScrollPhase,
) -> None:
    event = QWheelEvent(
        at,
        surface.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        modifiers,
        phase,
        False,
    )
    QApplication.sendEvent(surface, event)


def colour_at(widget: QWidget, x: float, y: float) -> str:
    return widget.grab().toImage().pixelColor(round(x), round(y)).name()


def in_picture(surface: CanvasSurface, x: float, y: float, room: int = 0) -> tuple[float, float]:
    """Where on the surface a part of the picture is, given as shares of its sides."""
    target = surface.target(surface.rooms()[room])
    return target.x() + x * target.width(), target.y() + y * target.height()
