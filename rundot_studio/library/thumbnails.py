"""Small pictures for the gallery, made once and kept on disk: JPEG, or WebP where there is alpha."""

from pathlib import Path

from rundot_studio.domain.picture import Picture

from . import layout
from .library import Library

SIZE_PX = 320
"""The longer side of the kept thumbnail: sharp up to 160 units at 200 % scaling."""


class Thumbnails:
    """Blocking; call :meth:`load` from a bounded pool of threads. The folder can be deleted at any time."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._folder = library.folder / layout.THUMBNAILS

    def load(self, picture: Picture, size_px: int = SIZE_PX) -> bytes:
        """Encoded bytes no larger than ``size_px`` a side. Raises PictureUnknown or SourceUnusable."""
        kept = self._path(picture, size_px)
        try:
            return kept.read_bytes()
        except OSError:
            pass
        from rundot_studio.imaging import codec

        data = codec.thumbnail(self._library.read(picture), size_px)
        self._keep(kept, data)
        return data

    def _path(self, picture: Picture, size_px: int) -> Path:
        return self._folder / picture.id[:2] / f"{picture.id}-{picture.stored_sha256[:8]}-{size_px}"

    def _keep(self, path: Path, data: bytes) -> None:
        """Best effort: a thumbnail that can't be kept is made again next time."""
        part = path.with_name(f"{path.name}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(data)
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)
