"""Live layers: something rendered anew as the mouse moves, shown in place of the picture. Depth views use it.

A :class:`ViewRenderer` knows nothing of Qt: it makes an array from a request. The layer asks it on a thread, one
request at a time and never more often than the screen shows; when the mouse moves meanwhile, only the newest place is
asked for next. So a slow renderer lowers the rate, and nothing else.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import shiboken6
from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRAME_MS = 16
MOST_PIXELS = 1920 * 1080
"""A frame is no larger than this, however large picture and screen are; it is stretched over the picture."""


@dataclass(frozen=True)
class FrameRequest:
    """What to render: the whole picture at (``width``, ``height``) pixels, its size on the screen or smaller.

    (``x``, ``y``) is the mouse on the picture: (0, 0) its upper left corner, (1, 1) the lower right one, (0.5, 0.5)
    before it has been there. ``seconds`` grow from 0 since the layer was put on.
    """

    width: int
    height: int
    x: float
    y: float
    seconds: float


class ViewRenderer(Protocol):
    def render(self, request: FrameRequest) -> "NDArray[np.uint8]":
        """RGBA, not multiplied by alpha, of shape (request.height, request.width, 4); called on one thread.

        The array is not kept beyond the call's end; the same one may be filled again and again. A renderer that also
        has ``close()`` is told on that thread that no more frames are wanted.
        """
        ...


class LiveLayer(QObject):
    """Keeps asking its renderer; ``framed`` brings each frame. ``failed`` brings the error that ended it."""

    framed = Signal(QImage)
    failed = Signal(Exception)
    _made = Signal(QImage)
    _broken = Signal(Exception)

    def __init__(self, renderer: ViewRenderer, size: Callable[[], QSize], parent: QObject | None = None) -> None:
        """``size`` tells how large the picture is on the screen now, in screen pixels."""
        super().__init__(parent)
        self._renderer = renderer
        self._size = size
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="layer")
        self._busy = False
        self._wanted = False
        self._moving = False
        self._place = (0.5, 0.5)
        self._began = time.perf_counter()
        self._asked = 0.0
        self._pace = QTimer(self, singleShot=True)
        self._pace.setTimerType(Qt.TimerType.PreciseTimer)
        self._pace.timeout.connect(self._ask)
        self._made.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._broken.connect(self._give_up, Qt.ConnectionType.QueuedConnection)

    def look_at(self, x: float, y: float) -> None:
        """The mouse is there, in shares of the picture's sides; held within 0..1."""
        self._place = (min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))
        self.refresh()

    @property
    def place(self) -> tuple[float, float]:
        """Where the mouse was last."""
        return self._place

    def set_moving(self, moving: bool) -> None:
        """Whether frames follow each other without the mouse as well."""
        self._moving = moving
        if moving:
            self.refresh()

    @property
    def idle(self) -> bool:
        """Whether nothing is being rendered, or about to be."""
        return not (self._busy or self._wanted or self._moving)

    def refresh(self) -> None:
        """Something has changed: render anew, at the next frame."""
        self._wanted = True
        if not self._busy and not self._pace.isActive():
            since_ms = (time.perf_counter() - self._asked) * 1000
            self._pace.start(max(0, round(FRAME_MS - since_ms)))

    def close(self) -> None:
        self._wanted = self._moving = False
        self._pace.stop()
        ended = getattr(self._renderer, "close", None)
        if ended is not None:
            self._pool.submit(ended)  # where it rendered: what it holds may belong to that thread
        self._pool.shutdown(wait=True)

    def _ask(self) -> None:
        size = frame_size(self._size())
        self._wanted = False
        self._busy = True
        self._asked = time.perf_counter()
        x, y = self._place
        self._pool.submit(self._work, FrameRequest(size.width(), size.height(), x, y, self._asked - self._began))

    def _work(self, request: FrameRequest) -> None:
        try:
            array = self._renderer.render(request)
            image = image_of(array)
        except Exception as error:  # the renderer is not ours: the window tells it instead of losing a thread's words
            self._tell(self._broken, error)
        else:
            self._tell(self._made, image)

    def _tell(self, signal: object, news: object) -> None:
        if shiboken6.isValid(self):
            signal.emit(news)  # type: ignore[attr-defined]

    def _take(self, image: QImage) -> None:
        self._busy = False
        self.framed.emit(image)
        if self._wanted or self._moving:
            self.refresh()

    def _give_up(self, error: Exception) -> None:
        self._moving = self._wanted = False
        self.failed.emit(error)


def frame_size(shown: QSize) -> QSize:
    """As large as it is shown, but not beyond :data:`MOST_PIXELS`; at least one pixel."""
    pixels = shown.width() * shown.height()
    if pixels > MOST_PIXELS:
        shown = shown * (MOST_PIXELS / pixels) ** 0.5
    return shown.expandedTo(QSize(1, 1))


def image_of(array: "NDArray[np.uint8]") -> QImage:
    """A copy as an image that draws without conversion. Raises ValueError for another shape or type."""
    if array.ndim != 3 or array.shape[2] != 4 or array.dtype.name != "uint8":
        raise ValueError(f"a frame is (height, width, 4) of uint8, not {array.shape} of {array.dtype}")
    height, width = array.shape[:2]
    rows = array if array.flags["C_CONTIGUOUS"] else array.copy()
    image = QImage(rows.data, width, height, width * 4, QImage.Format.Format_RGBA8888)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
