"""Thumbnails by picture: asked for while painting, loaded by the pool, skipped when scrolled past."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from rundot_studio.domain.picture import Picture

from .loader import PictureLoader
from .pixmap_cache import PixmapCache

ReadThumbnail = Callable[[Picture, int], bytes]
"""(picture, longest side in pixels) -> JPEG, WebP or PNG bytes; blocking, called on a thread."""
SIZES = (128, 256, 512)


class ThumbnailSource(QObject):
    """``ready`` tells the id of a picture whose thumbnail can now be had."""

    ready = Signal(str)

    def __init__(self, loader: PictureLoader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loader = loader
        self._read: ReadThumbnail | None = None
        self._cache = PixmapCache()
        self._unreadable: set[tuple[str, str, int]] = set()
        self._visible: frozenset[str] | None = None
        loader.loaded.connect(self._loaded)

    def attach(self, read: ReadThumbnail) -> None:
        self._read = read

    def set_visible(self, picture_ids: frozenset[str]) -> None:
        """Who is in view; a request of a picture that has left it is dropped when its turn comes."""
        self._visible = picture_ids

    def get(self, picture: Picture, pixels: int, *, always: bool = False) -> QPixmap:
        """The thumbnail of at least ``pixels`` device pixels if it is there, else a smaller one or nothing for now.

        ``always`` loads it even if the gallery does not show it: for the family strip and the queue.
        """
        if self._visible is not None and not always:
            self._visible |= {picture.id}  # who asks paints it: a new picture is in view before the next scroll says so
        size = next((size for size in SIZES if size >= pixels), SIZES[-1])
        key = ("thumbnail", picture.id, size)
        pixmap = self._cache.get(key)
        if pixmap is not None:
            return pixmap
        if self._read is not None and key not in self._unreadable:
            read = self._read
            self._loader.request(
                key,
                lambda: read(picture, size),
                longest=size,
                wanted=lambda: always or self._visible is None or picture.id in self._visible,
            )
        for other in SIZES:
            pixmap = self._cache.get(("thumbnail", picture.id, other))
            if pixmap is not None:
                return pixmap
        return QPixmap()

    def _loaded(self, key: object, image: QImage) -> None:
        if not isinstance(key, tuple) or key[0] != "thumbnail":
            return
        if image.isNull():
            self._unreadable.add(key)
            return
        self._cache.put(key, QPixmap.fromImage(image))
        self.ready.emit(key[1])
