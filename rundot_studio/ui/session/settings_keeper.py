"""Writes what the artist sets into the settings file, one change after the other, off the window's thread.

What the environment gives for this run is not written: it belongs to whoever started the program.
"""

from pathlib import Path
from typing import Any


class SettingsKeeper:
    """``file`` is the settings file; None for the usual one."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._newest: dict[str, Any] = {}

    async def keep(self, **changes: Any) -> None:
        """Raises OutputRefused where the file can't be written."""
        import asyncio

        # Two changes may be on their way at once: each writes all that is newest, so the order does not matter.
        self._newest.update(changes)
        await asyncio.to_thread(_write, dict(self._newest), self._file)


def _write(changes: dict[str, Any], file: Path | None) -> None:
    """Blocking."""
    from dataclasses import replace

    from rundot_studio.studio.settings import load_settings, save_settings

    kept = load_settings({}, file=file).settings
    save_settings(replace(kept, **changes), file)
