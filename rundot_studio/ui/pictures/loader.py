"""Pictures are read and decoded by a small pool of threads, and handed to the window's thread as images.

The pool never touches a widget: its results come through a queued signal. Work that nobody wants any more when its
turn comes is skipped, so a long scroll does not leave a queue behind.
"""

import os
from collections.abc import Callable, Hashable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from rundot_studio.domain.errors import StudioError

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

Read = Callable[[], bytes]
"""Gives a file's bytes; called on a thread of the pool. May raise OSError or StudioError."""
MOST_PIXELS_MB = 512
"""The largest image Qt may allocate, in megabytes: a 4K picture upscaled four times is 16K by 16K."""


class PictureLoader(QObject):
    """``loaded`` brings (key, QImage); the image is null for what can't be read."""

    loaded = Signal(object, QImage)

    def __init__(self, parent: QObject | None = None, threads: int | None = None) -> None:
        super().__init__(parent)
        QImageReader.setAllocationLimit(MOST_PIXELS_MB)
        self._threads = threads or thread_count()
        self._waiting: set[Hashable] = set()
        self._asked_again: dict[Hashable, Callable[[], None]] = {}
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._skipped.connect(self._ask_again, Qt.ConnectionType.QueuedConnection)

    _arrived = Signal(object, QImage)
    _skipped = Signal(object)

    @cached_property
    def _pool(self) -> "ThreadPoolExecutor":
        """Made with the first picture: nothing is read before the first paint."""
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(self._threads, thread_name_prefix="pictures")

    def request(
        self,
        key: Hashable,
        read: Read,
        *,
        longest: int = 0,
        cover: int = 0,
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        """Load once: a key that is already under way is asked for again only if it is skipped.

        ``longest`` scales down while decoding so that the longer side has this many pixels, ``cover`` so that the
        shorter one has (0 keeps the size).
        ``wanted`` is asked on the pool's thread just before the work starts; what is not wanted is skipped without a
        word, and can be asked for again.
        """
        if self._closed:
            return
        if key in self._waiting:
            self._asked_again[key] = lambda: self.request(key, read, longest=longest, cover=cover, wanted=wanted)
            return
        self._waiting.add(key)
        self._pool.submit(self._work, key, read, (longest, cover), wanted)

    def close(self) -> None:
        """Drop what waits and let the threads end; nothing is delivered after this."""
        if not self._closed:
            self._closed = True
            if "_pool" in vars(self):
                self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, key: Hashable, read: Read, limits: tuple[int, int], wanted: Callable[[], bool]) -> None:
        if not wanted():
            if not self._closed:
                self._skipped.emit(key)
            return
        try:
            image = decode(read(), *limits)
        except (OSError, StudioError):
            image = QImage()
        if not self._closed:
            self._arrived.emit(key, image)

    def _ask_again(self, key: Hashable) -> None:
        """Between the skipping and the word of it the artist may have come back."""
        self._waiting.discard(key)
        if key in self._asked_again:
            self._asked_again.pop(key)()

    def _deliver(self, key: Hashable, image: QImage) -> None:
        self._waiting.discard(key)
        self._asked_again.pop(key, None)
        if not self._closed:
            self.loaded.emit(key, image)


def decode(content: bytes, longest: int = 0, cover: int = 0) -> QImage:
    """The picture in the form that draws fastest, or a null image; scaled down as :meth:`PictureLoader.request` says.

    Safe on any thread.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and longest and max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(QSize(longest, longest), Qt.AspectRatioMode.KeepAspectRatio))
    elif size.isValid() and cover and min(size.width(), size.height()) > cover:
        reader.setScaledSize(size.scaled(QSize(cover, cover), Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull():
        return image
    wanted = QImage.Format.Format_RGB32
    if image.hasAlphaChannel():
        wanted = QImage.Format.Format_ARGB32_Premultiplied
    return image.convertToFormat(wanted)


def thread_count() -> int:
    """One core is left to the window; more than four threads only fight over the disk."""
    return max(1, min(4, (os.cpu_count() or 2) - 1))
