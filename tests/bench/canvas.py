"""How long the canvas paints while an artist pans and zooms, against a bare widget that draws the same pixmap.

Both are 1440 x 900, painted in software, in turns, with the same view in each frame: the bare one has Qt transform and
clip the whole pixmap, smoothed below 200 % as the canvas does. "shrunk" is panning at the zoom that shows the whole
picture. Then: how long the window's thread is held up at most while a picture of 8192 x 8192 is shown and halved, and
how long a stroke of the brush takes to be on the screen at 2048 x 2048.

    python -m tests.bench.canvas [--frames 120]
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPaintEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from rundot_studio.ui.canvas.canvas import Canvas
from rundot_studio.ui.canvas.layer import FrameRequest
from rundot_studio.ui.canvas.look import Look
from rundot_studio.ui.canvas.matte_canvas import MatteCanvas
from rundot_studio.ui.canvas.view import CanvasView
from rundot_studio.ui.controls.theme import DARK, apply_theme

from .table import tell

WIDTH, HEIGHT = 1440, 900
FRAME_MS = 16.0


class BarePicture(QWidget):
    """Nothing but the pixmap, where the view says."""

    def __init__(self, pixmap: QPixmap) -> None:
        super().__init__()
        self._pixmap = pixmap
        self.view = CanvasView(1, 1, 1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.view.zoom < 2)
        painter.fillRect(self.rect(), QColor("#111111"))
        painter.translate(self.view.x, self.view.y)
        painter.scale(self.view.zoom, self.view.zoom)
        painter.drawPixmap(0, 0, self._pixmap)
        painter.end()


def picture(side: int, *, alpha: bool) -> QImage:
    """Stripes and a gradient; with ``alpha`` its lower half fades out."""
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied if alpha else QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.transparent if alpha else Qt.GlobalColor.black)
    painter = QPainter(image)
    gradient = QLinearGradient(0, 0, side, side)
    gradient.setColorAt(0, QColor("#3366aa"))
    gradient.setColorAt(1, QColor(255, 138, 61, 0 if alpha else 255))
    painter.fillRect(image.rect(), gradient)
    for place in range(0, side, 16):
        painter.fillRect(place, 0, 3, side, QColor("#20202080"))
    painter.end()
    return image


def views(canvas: Canvas, frames: int) -> Iterator[tuple[str, CanvasView]]:
    """What an artist does: drag the whole picture, drag at 100 % and at 400 %, and turn the wheel in and out."""
    middle = QPointF(WIDTH / 2, HEIGHT / 2)
    for name, zoom in (("pan, shrunk", 0.0), ("pan at 100 %", 1.0), ("pan at 400 %", 4.0)):
        canvas.fit()
        if zoom:
            canvas.zoom_to(zoom, middle)
        for frame in range(frames):
            canvas.pan(7 if frame % 40 < 20 else -7, 3 if frame % 40 < 20 else -3)
            yield name, canvas.view
    canvas.fit()
    for frame in range(frames):
        canvas.zoom_to(canvas.zoom * (1.06 if frame < frames / 2 else 1 / 1.06), middle)
        yield "zoom", canvas.view


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def percentiles(times: list[float]) -> tuple[float, float, float]:
    cuts = statistics.quantiles(times, n=100)
    return statistics.median(times), cuts[94], cuts[98]


def wait_for(holds: Callable[[], bool], timeout_s: float = 20.0) -> float:
    """Run the event loop until something holds; the longest time in milliseconds that it was held up."""
    deadline = time.monotonic() + timeout_s
    longest = 0.0
    last = time.perf_counter()
    while not holds() and time.monotonic() < deadline:
        QApplication.processEvents()
        now = time.perf_counter()
        longest = max(longest, (now - last) * 1000)
        last = now
        time.sleep(0.001)
    return longest


def measure_painting(side: int, frames: int, *, alpha: bool) -> None:
    image = picture(side, alpha=alpha)
    canvas = Canvas()
    bare = BarePicture(QPixmap.fromImage(image))
    for widget in (canvas, bare):
        widget.resize(WIDTH, HEIGHT)
        widget.show()
        QTest.qWaitForWindowExposed(widget)
    canvas.show_picture(image)
    pyramid = canvas._picture
    assert pyramid is not None
    wait_for(lambda: pyramid.complete or pyramid.small)
    canvas.repaint()
    ours: dict[str, list[float]] = {}
    theirs: dict[str, list[float]] = {}
    for name, view in views(canvas, frames):
        bare.view = view
        ours.setdefault(name, []).append(milliseconds(canvas.repaint))
        theirs.setdefault(name, []).append(milliseconds(bare.repaint))
    what = f"{side} x {side}{', alpha' if alpha else ''}"
    for name in ours:
        first, second = percentiles(ours[name]), percentiles(theirs[name])
        tell(f"canvas {what}, {name}, p99", first[2], "ms", reference=f"bare pixmap, {second[2]:.1f} ms", goal="<= 16")
        print(
            f"{what:<20} {name:<14} {first[0]:6.2f} {first[1]:6.2f} {first[2]:6.2f}   "
            f"{second[0]:6.2f} {second[1]:6.2f} {second[2]:6.2f}   {first[0] / second[0]:5.2f}   "
            f"<= {FRAME_MS:g} ms at p99"
        )
    canvas.close_threads()
    canvas.close()
    bare.close()


def measure_showing() -> None:
    canvas = Canvas()
    canvas.resize(WIDTH, HEIGHT)
    canvas.show()
    image = picture(8192, alpha=False)
    wait_for(lambda: False, 0.2)
    shown = milliseconds(lambda: (canvas.show_picture(image), canvas.repaint()))
    pyramid = canvas._picture
    assert pyramid is not None
    start = time.perf_counter()
    gap = wait_for(lambda: pyramid.complete)
    halved = (time.perf_counter() - start) * 1000
    print(f"8192 x 8192: first paint {shown:.1f} ms after it is shown; all halves {halved:.0f} ms later, ", end="")
    print(f"longest gap of the event loop meanwhile {gap:.1f} ms   <= 50 ms")
    canvas.close_threads()
    canvas.close()


def measure_brush() -> None:
    keeper = Canvas()
    matte = MatteCanvas(Look(), keeper.maker)
    matte.resize(WIDTH, HEIGHT)
    matte.show()
    matte.open(picture(2048, alpha=True), picture(2048, alpha=False))
    wait_for(lambda: matte.has_picture)
    for diameter in (40, 200, 400):
        matte.set_radius(diameter / 2)
        times = []
        QTest.mousePress(matte, Qt.MouseButton.LeftButton, pos=QPoint(520, 200))
        for step in range(60):
            place = QPoint(520 + step * 6, 200 + step * 6)
            times.append(milliseconds(lambda place=place: drag(matte, place)))
        QTest.mouseRelease(matte, Qt.MouseButton.LeftButton, pos=QPoint(880, 560))
        p50, p95, p99 = percentiles(times)
        print(f"brush of {diameter:3} px at 2048 x 2048: from the mouse to the screen {p50:.1f} {p95:.1f} {p99:.1f} ms")
    matte.close_edit()
    matte.close()
    keeper.close_threads()


class Still:
    """Renders nothing new: what is left is what the layer itself takes."""

    def render(self, request: FrameRequest) -> NDArray[np.uint8]:
        return np.full((request.height, request.width, 4), 255, np.uint8)


def measure_layer() -> None:
    canvas = Canvas()
    canvas.resize(1920, 1080)
    canvas.show()
    QTest.qWaitForWindowExposed(canvas)
    canvas.margins = (0, 0, 0)
    canvas.show_picture(picture(4096, alpha=False).scaled(3840, 2160))
    canvas.set_renderer(Still())
    layer = canvas.layer
    assert layer is not None
    frames: list[QImage] = []
    layer.framed.connect(frames.append)
    layer.set_moving(True)
    wait_for(lambda: len(frames) > 5)
    frames.clear()
    start = time.perf_counter()
    gap = wait_for(lambda: len(frames) >= 120)
    rate = len(frames) / (time.perf_counter() - start)
    size = frames[-1].size()
    print(
        f"live layer of {size.width()} x {size.height()}: {rate:.0f} frames a second, longest gap {gap:.1f} ms   >= 60"
    )
    canvas.close_threads()
    canvas.close()


def drag(widget: QWidget, place: QPoint) -> None:
    QTest.mouseMove(widget, place)
    QApplication.processEvents()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=120)
    frames = parser.parse_args().frames
    app = QApplication([])
    apply_theme(app, DARK)
    print(f"{'':<35} {'canvas ms':^20}   {'bare pixmap ms':^20}")
    print(f"{'picture':<20} {'what':<14} {'p50':>6} {'p95':>6} {'p99':>6}   {'p50':>6} {'p95':>6} {'p99':>6}   ratio")
    for side in (1024, 8192):
        for alpha in (False, True):
            measure_painting(side, frames, alpha=alpha)
    measure_showing()
    measure_brush()
    measure_layer()


if __name__ == "__main__":
    main()
