"""Small pictures for the gallery, made once and kept on disk: JPEG, or WebP where there is alpha."""

from pathlib import Path
from typing import TYPE_CHECKING

from rundot_studio.domain.picture import Picture
from rundot_studio.imaging import png_chunks
from rundot_studio.imaging.probe import ImageInfo

from . import layout
from .library import Library

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIZE_PX = 320
"""The longer side of the kept thumbnail: sharp up to 160 units at 200 % scaling."""

_PLAIN_CHUNKS = frozenset({b"IHDR", b"IDAT", b"IEND", b"iTXt", b"tEXt", b"zTXt", b"pHYs", b"tIME", b"sRGB"})
_RGB = 2


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
        data = thumbnail(self._library.read(picture), size_px)
        self._keep(kept, data)
        return data

    def _path(self, picture: Picture, size_px: int) -> Path:
        return self._folder / picture.id[:2] / f"{picture.id}-{picture.stored_sha256[:8]}-{size_px}"

    def _keep(self, path: Path, data: bytes) -> None:
        """Best effort: a thumbnail that can't be kept is made again next time."""
        if not self._library.is_there:
            return
        part = path.with_name(f"{path.name}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(data)
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)


def thumbnail(data: bytes, size_px: int) -> bytes:
    """As ``codec.thumbnail``, and faster for what most pictures are. Raises SourceUnusable."""
    from rundot_studio.imaging import codec

    info = codec.probe(data)
    if max(info.width, info.height) > size_px and _is_plain_rgb(data, info):
        small = _small_rgb(data, size_px)
        if small is not None:
            return codec.encode_jpeg(small, codec.THUMBNAIL_QUALITY)
    return codec.thumbnail(data, size_px)


def _is_plain_rgb(data: bytes, info: ImageInfo) -> bool:
    """Whether a PNG or WebP is 8-bit RGB and nothing else: nothing turns, animates, keys or colours its pixels."""
    if info.has_alpha or info.frames != 1 or info.orientation != 1:
        return False
    if info.format == "png":
        header = png_chunks.read_header(data)
        plain = header.bit_depth == 8 and header.color_type == _RGB
        return plain and all(chunk.kind in _PLAIN_CHUNKS for chunk in png_chunks.walk(data))
    return info.format == "webp"  # JPEG is decoded at a part of its size by the other way


def _small_rgb(data: bytes, size_px: int) -> "NDArray[np.uint8] | None":
    """RGB, (height, width, 3), scaled by area; None where it can't be decoded, which Pillow will say better.

    OpenCV undoes a PNG's filters several times as fast as Pillow, and scales any picture faster.
    """
    import cv2
    import numpy as np

    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error:
        return None
    if pixels is None or pixels.dtype != np.uint8 or pixels.shape[2:] != (3,):
        return None
    height, width = pixels.shape[:2]
    scale = size_px / max(height, width)
    fitted = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(pixels, fitted, interpolation=cv2.INTER_AREA)
    rgb: NDArray[np.uint8] = np.ascontiguousarray(small[:, :, ::-1])
    return rgb
