"""Thumbnails kept ready to draw, the least recently drawn dropped when they take too many bytes."""

from collections import OrderedDict
from collections.abc import Hashable

from PySide6.QtGui import QPixmap

DEFAULT_BYTES = 80 * 1024 * 1024


class PixmapCache:
    """At most ``most_bytes`` of pixels (32 bits each)."""

    def __init__(self, most_bytes: int = DEFAULT_BYTES) -> None:
        self._most = most_bytes
        self._entries: OrderedDict[Hashable, QPixmap] = OrderedDict()
        self._bytes = 0

    @property
    def bytes_used(self) -> int:
        return self._bytes

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Hashable) -> QPixmap | None:
        pixmap = self._entries.get(key)
        if pixmap is not None:
            self._entries.move_to_end(key)
        return pixmap

    def put(self, key: Hashable, pixmap: QPixmap) -> None:
        """Keep it; the newest always stays, even if it alone is over the limit."""
        old = self._entries.pop(key, None)
        if old is not None:
            self._bytes -= _bytes_of(old)
        self._entries[key] = pixmap
        self._bytes += _bytes_of(pixmap)
        while self._bytes > self._most and len(self._entries) > 1:
            _, dropped = self._entries.popitem(last=False)
            self._bytes -= _bytes_of(dropped)

    def clear(self) -> None:
        self._entries.clear()
        self._bytes = 0


def _bytes_of(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
