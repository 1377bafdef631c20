"""What the window remembers over a restart: its place, its layout, what was written. Not settings: losing it costs
little, so a file that can't be read is begun anew and one that can't be written is let go with a line in the log.

JSON of small values only; read once before the first paint, so nothing heavy is imported for it.
"""

import json
import logging
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

log = logging.getLogger(__name__)
FILE_NAME = "window.json"
LARGEST_FILE = 4 * 1024 * 1024
WRITE_AFTER_MS = 1500


class WindowMemory(QObject):
    """Sections by name, each one JSON value. Without a file it remembers until the window closes."""

    def __init__(self, file: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._sections: dict[str, Any] = _read(file) if file is not None else {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WRITE_AFTER_MS)
        self._timer.timeout.connect(self.write)
        self._unwritten = False

    def get(self, section: str, default: Any = None) -> Any:
        """The value as it was put, or ``default``. It may come from an older version: who asks checks it."""
        return self._sections.get(section, default)

    def text(self, section: str, default: str = "") -> str:
        """The value where it is a text, else ``default``."""
        found = self._sections.get(section)
        return found if isinstance(found, str) else default

    def put(self, section: str, value: Any) -> None:
        """Remember a JSON value; it is written a little later, several changes at once."""
        if self._sections.get(section) == value and section in self._sections:
            return
        self._sections[section] = value
        self._unwritten = True
        if self._file is not None and not self._timer.isActive():
            self._timer.start()

    def write(self) -> None:
        """Write now what is not written yet; called when the window closes."""
        self._timer.stop()
        if self._file is None or not self._unwritten:
            return
        self._unwritten = False
        beside = self._file.with_name(self._file.name + ".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(self._sections, ensure_ascii=False), encoding="utf-8")
            beside.replace(self._file)
        except (OSError, ValueError) as error:
            log.warning("the window's layout could not be written: %s", error)
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def _read(file: Path) -> dict[str, Any]:
    try:
        if file.stat().st_size > LARGEST_FILE:
            return {}
        found = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        log.warning("the window's layout could not be read: %s", error)
        return {}
    return found if isinstance(found, dict) else {}
