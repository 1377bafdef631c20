"""Thumbnails by picture: asked for while painting, loaded by the pool, skipped when scrolled past."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from .loader import PictureLoader
from .pixmap_cache import PixmapCache

if TYPE_CHECKING:
    from rundot_studio.domain.picture import Picture

ReadThumbnail = Callable[["Picture", int], bytes]
"""(picture, longest side in pixels) -> JPEG, WebP or PNG bytes; blocking, called on a thread."""
SIZES = (128, 256, 512)
"""What is kept on the disk; the pool scales it to what is painted, so that painting does not have to."""
KEPT_BYTES = 40 * 1024 * 1024
SIZES_REMEMBERED = 20_000
ASKED_AT_ONCE = 24
Key = tuple[str, str, int]
"""("thumbnail", the picture's id, the square's side in device pixels)"""


class ThumbnailSource(QObject):
    """``ready`` tells the id of a picture whose thumbnail can now be had."""

    ready = Signal(str)

    def __init__(self, loader: PictureLoader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loader = loader
        self._read: ReadThumbnail | None = None
        self._cache = PixmapCache(KEPT_BYTES)
        self._unreadable: set[Key] = set()
        self._visible: set[str] | None = None
        self._last_size: dict[str, int] = {}
        self._wishes: dict[Key, tuple[Picture, bool]] = {}
        self._asking = QTimer(self)
        self._asking.setInterval(0)
        self._asking.timeout.connect(self._ask)
        loader.loaded.connect(self._loaded)

    def attach(self, read: ReadThumbnail) -> None:
        self._read = read

    def set_visible(self, picture_ids: Iterable[str]) -> None:
        """Who is in view; a request of a picture that has left it is dropped when its turn comes."""
        self._visible = set(picture_ids)

    def get(self, picture: "Picture", pixels: int, *, always: bool = False) -> QPixmap:
        """The thumbnail that covers a square of ``pixels`` device pixels if it is there, else one of another size or
        nothing for now. Its shorter side has as many pixels, where the picture has them.

        ``always`` loads it even if the gallery does not show it: for the family strip and the queue.
        """
        if self._visible is not None and not always:
            self._visible.add(picture.id)  # who asks paints it: a new picture is in view before the next scroll says so
        key = ("thumbnail", picture.id, pixels)
        pixmap = self._cache.get(key)
        if pixmap is not None:
            return pixmap
        if self._read is not None and key not in self._unreadable:
            self._wishes[key] = (picture, always)
            if not self._asking.isActive():
                self._asking.start()
        other = self._last_size.get(picture.id)
        pixmap = self._cache.get(("thumbnail", picture.id, other)) if other is not None else None
        return pixmap if pixmap is not None else QPixmap()

    def _ask(self) -> None:
        """Hand some of what was asked for to the pool: a frame may ask for a hundred, and the next for others."""
        for _ in range(ASKED_AT_ONCE):
            if not self._wishes:
                self._asking.stop()
                return
            key = next(iter(self._wishes))
            picture, always = self._wishes.pop(key)
            if self._read is not None and (always or self._visible is None or picture.id in self._visible):
                self._request(self._read, key, picture, always)

    def _request(self, read: ReadThumbnail, key: Key, picture: "Picture", always: bool) -> None:
        pixels = key[2]
        shape = max(picture.width, picture.height) / max(1, min(picture.width, picture.height))
        size = next((size for size in SIZES if size >= pixels * min(shape, 2)), SIZES[-1])
        self._loader.request(
            key,
            lambda: read(picture, size),
            cover=pixels,
            wanted=lambda: always or self._visible is None or picture.id in self._visible,
        )

    def _loaded(self, key: object, image: QImage) -> None:
        if not isinstance(key, tuple) or key[0] != "thumbnail":
            return
        if image.isNull():
            self._unreadable.add(key)
            return
        self._cache.put(key, QPixmap.fromImage(image))
        if len(self._last_size) > SIZES_REMEMBERED:
            self._last_size.clear()
        self._last_size[key[1]] = key[2]
        self.ready.emit(key[1])
