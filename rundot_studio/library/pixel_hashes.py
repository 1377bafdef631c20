"""Pictures known again by their pixels, however they are encoded and whatever else is in the file.

The hash of a picture's pixels is kept once it is known. It is only wanted when a picture of the same size is imported,
so it is worked out then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from rundot_studio.domain.errors import SourceUnusable

from .database import Database

_AT_ONCE = 16


def pixel_sha256(data: bytes) -> str:
    """SHA-256 over width, height and the decoded pixels, straight RGBA. Raises SourceUnusable."""
    from rundot_studio.imaging import codec

    pixels = codec.decode_rgba(data)
    height, width = pixels.shape[:2]
    digest = hashlib.sha256(f"{width}x{height}:".encode())
    digest.update(pixels.data)
    return digest.hexdigest()


def find_same_pixels(
    database: Database, folder: Path, digest: str, size: tuple[int, int], cancelled: Callable[[], bool]
) -> str | None:
    """The id of a picture with these pixels; ``size`` is (width, height). Blocking, for as long as there are others of
    that size whose pixels are not known yet."""
    _fill(database, folder, size, cancelled)
    rows = database.rows(
        "SELECT id FROM pixel_hashes JOIN pictures USING (number) WHERE pixel_sha256 = ? ORDER BY number", digest
    )
    return str(rows[0]["id"]) if rows else None


def keep_pixel_hash(database: Database, number: int, digest: str) -> None:
    with database.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO pixel_hashes VALUES (?, ?)", (number, digest))


def _fill(database: Database, folder: Path, size: tuple[int, int], cancelled: Callable[[], bool]) -> None:
    rows = database.rows(
        "SELECT number, path FROM pictures LEFT JOIN pixel_hashes USING (number) "
        "WHERE width = ? AND height = ? AND pixel_sha256 IS NULL",
        *size,
    )
    for start in range(0, len(rows), _AT_ONCE):
        if cancelled():
            return
        known = [(row["number"], _of_file(folder / row["path"])) for row in rows[start : start + _AT_ONCE]]
        with database.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO pixel_hashes VALUES (?, ?)", known)


def _of_file(path: Path) -> str:
    """Empty for a file that can't be read: it is like no other."""
    try:
        return pixel_sha256(path.read_bytes())
    except (OSError, SourceUnusable):
        return ""
