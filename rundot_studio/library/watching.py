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
    """Call :meth:`look` now and then; signals are emitted on the thread that calls it.

    Pictures that this program stores are told by whoever stored them, and may be told here too: compare ids.
    """

    changed_elsewhere = Signal()
    """Another program has changed something, whatever it was."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._version = database.version_elsewhere()
        self._last = self._newest()

    def look(self) -> list[Picture]:
        """Pictures that were added since the last look, oldest first, at most ``MOST_NEW``; emits what has changed.

        Empty while nobody else has committed anything. Blocking, for microseconds mostly.
        """
        version = self._database.version_elsewhere()
        if version == self._version:
            return []
        self._version = version
        rows = self._database.rows(
            f"SELECT {PICTURE_COLUMNS} FROM pictures LEFT JOIN marks USING (number) "
            "WHERE pictures.number > ? AND deleted_at IS NULL ORDER BY pictures.number LIMIT ?",
            self._last,
            MOST_NEW,
        )
        self._last = max(self._last, self._newest())
        self.changed_elsewhere.emit()
        return [picture_from(row) for row in rows]

    def _newest(self) -> int:
        return int(self._database.rows("SELECT ifnull(max(number), 0) FROM pictures")[0][0])
