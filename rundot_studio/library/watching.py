"""Hears of what other programs change in an open library: the command line adds, and the window shows it.

SQLite counts the commits of others for each connection; asking for the count reads a few bytes of shared memory.
"""

from psygnal import Signal

from rundot_studio.domain.picture import Picture

from .database import Database
from .rows import PICTURE_COLUMNS, picture_from

INTERVAL_S = 0.4
"""Between two looks: what is added elsewhere is shown within a second."""
MOST_NEW = 500
"""More new pictures than this are no news but another library: whoever shows them should load anew."""


class Watching:
    """Call :meth:`look` now and then; or :meth:`check` on one thread, and emit the signal on another.

    Pictures that this program stores are told by whoever stored them, and may be told here too: compare ids.
    """

    changed_elsewhere = Signal()
    """Another program has changed something, whatever it was."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._version = database.version_elsewhere()
        self._last = self._newest()

    def look(self) -> list[Picture]:
        """As :meth:`check`, and emits ``changed_elsewhere`` where something has changed."""
        news = self.check()
        if news is None:
            return []
        self.changed_elsewhere.emit()
        return news

    def check(self) -> list[Picture] | None:
        """Pictures that were added since the last check, oldest first, at most ``MOST_NEW``.

        None while nobody else has committed anything. Blocking, for microseconds mostly.
        """
        version = self._database.version_elsewhere()
        if version == self._version:
            return None
        self._version = version
        rows = self._database.rows(
            f"SELECT {PICTURE_COLUMNS} FROM pictures LEFT JOIN marks USING (number) "
            "WHERE pictures.number > ? AND deleted_at IS NULL ORDER BY pictures.number DESC LIMIT ?",
            self._last,
            MOST_NEW,
        )
        self._last = max(self._last, self._newest())
        return [picture_from(row) for row in reversed(rows)]

    def _newest(self) -> int:
        return int(self._database.rows("SELECT ifnull(max(number), 0) FROM pictures")[0][0])
