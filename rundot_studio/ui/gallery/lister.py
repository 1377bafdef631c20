"""Lists what an arrangement shows on a thread of its own: a hundred thousand pictures take longer than a frame."""

from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, Qt, Signal

from rundot_studio.domain.errors import StudioError
from rundot_studio.library.arrangement import Listed

from .filters import Arrangement
from .source import GallerySource


class Lister(QObject):
    """``listed`` brings (arrangement, Listed); of several wishes that wait, only the newest is worked on."""

    listed = Signal(object, object)
    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: GallerySource | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._wish: Arrangement | None = None
        self._busy = False
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        return self._busy

    def attach(self, source: GallerySource) -> None:
        self._source = source
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="listing")

    def release(self) -> None:
        """Wait for what is being listed, and tell nothing more."""
        self._source = None
        self._wish = None
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def request(self, arrangement: Arrangement) -> None:
        """What is listed already when this comes may be out of date, so it is listed once more."""
        self._wish = arrangement
        self._start()

    def _start(self) -> None:
        if self._busy or self._wish is None or self._pool is None or self._source is None:
            return
        wish, self._wish = self._wish, None
        self._busy = True
        self._pool.submit(self._work, self._source, wish)

    def _work(self, source: GallerySource, wish: Arrangement) -> None:
        found: Listed | None
        try:
            found = source.listed(wish.filters.queries(), wish.order, wish.grouping)
        except StudioError:
            found = None  # the library is gone or closing: what is shown stays
        self._ended.emit(wish, found)

    def _deliver(self, wish: Arrangement, found: Listed | None) -> None:
        self._busy = False
        if self._source is None:
            return
        if found is not None and self._wish is None:
            self.listed.emit(wish, found)
        self._start()
