from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QInputDevice,
    QPaintEvent,
    QPointingDevice,
    QPointingDeviceUniqueId,
    QShortcut,
    QTabletEvent,
)
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from rundot_studio.imaging.matte_edit import BrushMode
from rundot_studio.ui.canvas.look import Ground, Look
from rundot_studio.ui.canvas.matte_canvas import MatteCanvas
from rundot_studio.ui.canvas.matte_editor import MatteEditor
from rundot_studio.ui.canvas.pyramid_maker import PyramidMaker
from tests.ui.conftest import Show, Waiting

from .conftest import colour_at, in_picture, opaque

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def editor(shown: Show, wait_for: Waiting) -> Iterator[MatteEditor]:
    """A cut-out of 200 x 200 whose right half is clear, made from a green picture of twice the size."""
    maker = PyramidMaker()
    editor = MatteEditor(Look(), maker)
    editor.resize(900, 600)
    shown(editor)
    cutout = QImage(200, 200, QImage.Format.Format_RGBA8888)
    cutout.fill(QColor("#ff0000"))
    for x in range(100, 200):
        for y in range(200):
            cutout.setPixelColor(x, y, QColor(0, 0, 0, 0))
    editor.open(cutout, opaque(400, 400, "#00ff00"))
    wait_for(lambda: editor.canvas.has_picture)
    editor.canvas.set_ghost(False)
    editor.canvas.look.set_ground(Ground.BLACK)
    yield editor
    maker.close()


def place(canvas: MatteCanvas, x: float, y: float) -> QPoint:
    found = in_picture(canvas, x, y)
    return QPoint(round(found[0]), round(found[1]))


def stroke(
    canvas: MatteCanvas, begun: tuple[float, float], to: tuple[float, float], button: Qt.MouseButton = LEFT
) -> None:
    QTest.mousePress(canvas, button, pos=place(canvas, *begun))
    QTest.mouseMove(canvas, place(canvas, *to))
    QTest.mouseRelease(canvas, button, pos=place(canvas, *to))


def seen(canvas: MatteCanvas, x: float, y: float) -> str:
    found = place(canvas, x, y)
    return colour_at(canvas, found.x(), found.y())


def test_the_brush_takes_away_and_brings_the_originals_pixels_back(editor: MatteEditor) -> None:
    canvas = editor.canvas
    canvas.set_radius(20)
    stroke(canvas, (0.2, 0.5), (0.3, 0.5))
    assert seen(canvas, 0.25, 0.5) == "#000000"
    assert seen(canvas, 0.25, 0.8) == "#ff0000"
    QTest.keyClick(canvas, Qt.Key.Key_X)
    stroke(canvas, (0.7, 0.5), (0.8, 0.5))
    assert seen(canvas, 0.75, 0.5) == "#00ff00"


def test_the_other_button_does_the_opposite(editor: MatteEditor) -> None:
    canvas = editor.canvas
    canvas.set_radius(20)
    stroke(canvas, (0.7, 0.5), (0.8, 0.5), RIGHT)
    assert seen(canvas, 0.75, 0.5) == "#00ff00"
    assert canvas.brush.mode is BrushMode.REMOVE


def test_strokes_are_undone_and_done_again_wherever_the_focus_is(editor: MatteEditor) -> None:
    canvas = editor.canvas
    shortcut = QShortcut("Ctrl+Z", editor)
    elsewhere = QSignalSpy(shortcut.activated)
    canvas.set_radius(20)
    stroke(canvas, (0.2, 0.5), (0.3, 0.5))
    for focused in (canvas, editor.bar.size_slider):
        focused.setFocus()
        QTest.keyClick(focused, Qt.Key.Key_Z, CTRL)
        assert seen(canvas, 0.25, 0.5) == "#ff0000"
        QTest.keyClick(focused, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
        assert seen(canvas, 0.25, 0.5) == "#000000"
    assert elsewhere.count() == 0
    editor.bar.undo.click()
    assert not editor.bar.undo.isEnabled()
    assert editor.bar.redo.isEnabled()


def test_what_is_kept_is_the_corrected_picture_and_nothing_else_is_changed(editor: MatteEditor) -> None:
    canvas = editor.canvas
    kept = QSignalSpy(editor.corrected)
    canvas.set_radius(20)
    stroke(canvas, (0.25, 0.5), (0.25, 0.5))
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    (image,) = kept.at(0)
    assert (image.width(), image.height()) == (200, 200)
    assert image.pixelColor(50, 100).alpha() == 0
    assert image.pixelColor(50, 180) == QColor("#ff0000")
    editor.end_keeping(stored=True)
    assert not canvas.has_picture


def test_strokes_outlive_a_picture_that_could_not_be_stored(editor: MatteEditor) -> None:
    canvas = editor.canvas
    kept = QSignalSpy(editor.corrected)
    canvas.set_radius(20)
    stroke(canvas, (0.2, 0.5), (0.3, 0.5))
    editor.bar.keep.click()
    stroke(canvas, (0.2, 0.8), (0.3, 0.8))
    assert seen(canvas, 0.25, 0.8) == "#ff0000"
    editor.end_keeping(stored=False)
    assert seen(canvas, 0.25, 0.5) == "#000000"
    assert canvas.can_undo
    editor.bar.keep.click()
    assert kept.count() == 2


def test_keeping_without_a_stroke_just_leaves(editor: MatteEditor) -> None:
    kept, left = QSignalSpy(editor.corrected), QSignalSpy(editor.left)
    assert not editor.bar.keep.isEnabled()
    editor.keep()
    assert (kept.count(), left.count()) == (0, 1)


def test_escape_asks_before_strokes_are_dropped(editor: MatteEditor) -> None:
    canvas = editor.canvas
    left = QSignalSpy(editor.left)
    words = editor.bar.cancel.text()
    stroke(canvas, (0.2, 0.5), (0.3, 0.5))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert left.count() == 0
    assert editor.bar.cancel.text() != words
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert left.count() == 1
    assert canvas.result().isNull()


def test_without_strokes_escape_leaves_at_once(editor: MatteEditor) -> None:
    left = QSignalSpy(editor.left)
    QTest.keyClick(editor.canvas, Qt.Key.Key_Escape)
    assert left.count() == 1


def test_brackets_change_the_size_and_the_bar_shows_it(editor: MatteEditor) -> None:
    canvas = editor.canvas
    before, place_before = canvas.brush.radius, editor.bar.size_slider.value()
    QTest.keyClick(canvas, Qt.Key.Key_BracketRight)
    assert canvas.brush.radius > before
    assert editor.bar.size_slider.value() > place_before
    QTest.keyClick(canvas, Qt.Key.Key_BracketLeft)
    assert canvas.brush.radius == pytest.approx(before)
    for _ in range(60):
        QTest.keyClick(canvas, Qt.Key.Key_BracketRight)
    assert canvas.brush.radius == 256
    editor.bar.hardness.setValue(0)
    assert canvas.brush.hardness == 0
    assert canvas.brush.radius == 256


def test_x_switches_the_brush_in_the_bar_too(editor: MatteEditor) -> None:
    editor.bar.setFocus()
    QTest.keyClick(editor.bar.hardness, Qt.Key.Key_X)
    assert editor.bar.mode.value == BrushMode.ADD.value
    editor.bar.mode.choose(BrushMode.REMOVE.value)
    assert editor.canvas.brush.mode is BrushMode.REMOVE


def test_the_original_shines_through_where_wished(editor: MatteEditor) -> None:
    assert seen(editor.canvas, 0.75, 0.5) == "#000000"
    editor.bar.ghost.click()
    assert QColor(seen(editor.canvas, 0.75, 0.5)).green() in range(60, 100)
    editor.canvas.look.set_ground(Ground.ALPHA)
    assert seen(editor.canvas, 0.75, 0.5) == "#000000"


def test_shift_and_a_click_draw_straight_from_the_last_place(editor: MatteEditor) -> None:
    canvas = editor.canvas
    canvas.set_radius(8)
    stroke(canvas, (0.1, 0.2), (0.1, 0.2))
    QTest.mouseClick(canvas, LEFT, Qt.KeyboardModifier.ShiftModifier, place(canvas, 0.4, 0.2))
    assert seen(canvas, 0.25, 0.2) == "#000000"
    canvas.undo()
    assert seen(canvas, 0.25, 0.2) == "#ff0000"
    assert seen(canvas, 0.1, 0.2) == "#000000"


def pen(canvas: MatteCanvas, kind: QEvent.Type, at: QPoint, pressure: float, *, eraser: bool = False) -> None:
    pointer = QPointingDevice.PointerType.Eraser if eraser else QPointingDevice.PointerType.Pen
    device = QPointingDevice(
        "pen",
        7,
        QInputDevice.DeviceType.Stylus,
        pointer,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
        1,
        2,
        "",
        QPointingDeviceUniqueId(),
        canvas,
    )
    event = QTabletEvent(
        kind,
        device,
        QPointF(at),
        QPointF(canvas.mapToGlobal(at)),
        pressure,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        Qt.KeyboardModifier.NoModifier,
        LEFT,
        LEFT,
    )
    QApplication.sendEvent(canvas, event)


@pytest.mark.parametrize(("pressure", "reaches"), [(0.1, False), (1.0, True)])
def test_a_pens_pressure_widens_the_brush(editor: MatteEditor, pressure: float, reaches: bool) -> None:
    canvas = editor.canvas
    canvas.set_radius(30)
    at = place(canvas, 0.25, 0.5)
    pen(canvas, QEvent.Type.TabletPress, at, pressure)
    pen(canvas, QEvent.Type.TabletRelease, at, 0)
    assert seen(canvas, 0.265, 0.515) == "#000000"
    assert (seen(canvas, 0.25, 0.6) == "#000000") is reaches


def test_the_pens_other_end_does_the_opposite(editor: MatteEditor) -> None:
    canvas = editor.canvas
    canvas.set_radius(30)
    at = place(canvas, 0.75, 0.5)
    pen(canvas, QEvent.Type.TabletPress, at, 1.0, eraser=True)
    pen(canvas, QEvent.Type.TabletRelease, at, 0, eraser=True)
    assert seen(canvas, 0.765, 0.515) == "#00ff00"


def test_a_stroke_is_seen_in_the_small_view_at_once(editor: MatteEditor, wait_for: Waiting) -> None:
    """The picture is drawn from a halved level there."""
    big = QImage(1600, 1600, QImage.Format.Format_RGBA8888)
    big.fill(QColor("#ff0000"))
    editor.open(big, opaque(1600, 1600, "#00ff00"))
    wait_for(lambda: editor.canvas.has_picture)
    assert editor.canvas.zoom < 0.5
    editor.canvas.set_radius(120)
    stroke(editor.canvas, (0.4, 0.4), (0.6, 0.6))
    assert seen(editor.canvas, 0.5, 0.5) == "#000000"


class PaintedAreas(QObject):
    """How much was painted in each turn, in pixels."""

    def __init__(self) -> None:
        super().__init__()
        self.areas: list[int] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.areas.append(event.rect().width() * event.rect().height())
        return False


def test_only_what_a_stroke_changes_is_painted_again(editor: MatteEditor) -> None:
    canvas = editor.canvas
    canvas.set_radius(4)
    painted = PaintedAreas()
    canvas.installEventFilter(painted)
    QTest.mousePress(canvas, LEFT, pos=place(canvas, 0.25, 0.5))
    QApplication.processEvents()
    painted.areas.clear()
    QTest.mouseMove(canvas, place(canvas, 0.27, 0.5))
    QApplication.processEvents()
    QTest.mouseRelease(canvas, LEFT, pos=place(canvas, 0.27, 0.5))
    assert painted.areas
    assert max(painted.areas) < canvas.width() * canvas.height() / 20


@pytest.mark.parametrize("width", [420, 496, 700, 844, 1200, 1440])
def test_the_bar_lies_inside_the_editor(editor: MatteEditor, width: int) -> None:
    editor.resize(width, 420)
    bar = editor.bar
    assert editor.rect().contains(bar.geometry())
    for control in (bar.mode, bar.size_slider, bar.hardness, bar.swatches, bar.undo, bar.cancel, bar.keep):
        assert bar.rect().contains(control.geometry())
        assert control.width() >= control.minimumSizeHint().width()
    assert editor.canvas.target(editor.canvas.rooms()[0]).bottom() <= bar.y() + 1


def test_closing_while_it_opens_leaves_nothing(shown: Show, wait_for: Waiting) -> None:
    maker = PyramidMaker()
    canvas = MatteCanvas(Look(), maker)
    shown(canvas)
    canvas.open(opaque(100, 100), opaque(100, 100))
    canvas.close_edit()
    done: list[object] = []
    maker.run(lambda: 1, done.append)
    wait_for(lambda: bool(done))
    assert not canvas.has_picture
    maker.close()
