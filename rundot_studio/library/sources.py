"""Copies of references and of files that were worked on, each kept once per content."""

from pathlib import Path

from rundot_studio.domain.errors import LibraryUnusable

from . import layout
from .errors_seam import library_errors
from .files import sha256, write_atomically


class Sources:
    """Blocking."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / layout.SOURCES

    def keep(self, data: bytes, suffix: str) -> str:
        """Keep a copy; its SHA-256."""
        digest = sha256(data)
        target = self._folder / f"{digest}.{suffix}"
        with library_errors(self._folder):
            if not target.exists():
                write_atomically(target, data)
        return digest

    def read(self, digest: str) -> bytes:
        """A kept copy. Raises LibraryUnusable if it is gone."""
        for path in self._folder.glob(f"{digest}.*"):
            with library_errors(self._folder):
                return path.read_bytes()
        raise LibraryUnusable("The copy of a reference picture is missing from the library.")
