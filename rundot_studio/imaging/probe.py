"""What a picture is, from its headers alone: no pixel is decoded, nothing is allocated by what a header claims."""

from dataclasses import dataclass

from rundot_studio.domain.errors import SourceUnusable

from . import gif_blocks, jpeg_segments, png_chunks, webp_chunks
from .damage import FORMAT_NAMES, damaged, not_a_picture
from .exif import read_exif
from .signatures import sniff

MOST_SIDE_PX = 16384
MOST_MEGAPIXELS = 300


@dataclass(frozen=True)
class ImageInfo:
    """``format`` is ``png``, ``jpeg``, ``webp`` or ``gif``.

    ``width`` and ``height`` are in pixels as the picture is seen, with its EXIF ``orientation`` (1 to 8, 1 upright)
    applied. ``has_alpha`` says that the file carries transparency, not that a pixel uses it. ``frames`` is 1 for a
    still picture.
    """

    format: str
    width: int
    height: int
    has_alpha: bool
    frames: int
    orientation: int = 1


def probe(data: bytes) -> ImageInfo:
    """Raises SourceUnusable for what is no readable picture, has no size, a broken header, or is over the limits."""
    kind = sniff(data)
    if kind not in FORMAT_NAMES:
        raise not_a_picture(kind)
    info = _PROBES[kind](data)
    check_size(info, MOST_MEGAPIXELS)
    return info


def check_size(info: ImageInfo, most_megapixels: float) -> None:
    """Raises SourceUnusable for a picture without pixels or over the limits."""
    if info.width < 1 or info.height < 1:
        raise damaged(info.format, "it says that it has no pixels")
    shown = f"{info.width} × {info.height} pixels"
    if max(info.width, info.height) > MOST_SIDE_PX:
        raise SourceUnusable(
            f"The picture is too large: {shown}, at most {MOST_SIDE_PX} a side can be read.", "Scale it down first."
        )
    if info.width * info.height > most_megapixels * 1e6:
        raise SourceUnusable(
            f"The picture is too large: {shown}, at most {most_megapixels:g} megapixels can be read.",
            "Scale it down first.",
        )


def _probe_png(data: bytes) -> ImageInfo:
    header = png_chunks.read_header(data)
    has_alpha = header.color_type in (4, 6)
    frames = orientation = 1
    for chunk in png_chunks.walk(data):
        if chunk.kind == b"IDAT":
            break
        if chunk.kind == b"tRNS":
            has_alpha = True
        elif chunk.kind == b"acTL":
            frames = max(1, int.from_bytes(data[chunk.body_start : chunk.body_start + 4], "big"))
        elif chunk.kind == b"eXIf":
            orientation = read_exif(data[chunk.body_start : chunk.body_end]).orientation
    return _upright("png", header.width, header.height, has_alpha, frames, orientation)


def _probe_jpeg(data: bytes) -> ImageInfo:
    width, height = jpeg_segments.frame_size(data)
    exif = jpeg_segments.exif_of(data)
    return _upright("jpeg", width, height, False, 1, read_exif(exif or b"").orientation)


def _probe_webp(data: bytes) -> ImageInfo:
    header = webp_chunks.read_header(data)
    exif = webp_chunks.chunk_body(data, b"EXIF")
    orientation = read_exif(exif or b"").orientation
    return _upright("webp", header.width, header.height, header.has_alpha, header.frames, orientation)


def _probe_gif(data: bytes) -> ImageInfo:
    header = gif_blocks.read_header(data)
    return ImageInfo("gif", header.width, header.height, header.has_alpha, header.frames)


def _upright(kind: str, width: int, height: int, has_alpha: bool, frames: int, orientation: int) -> ImageInfo:
    if orientation >= 5:
        width, height = height, width
    return ImageInfo(kind, width, height, has_alpha, frames, orientation)


_PROBES = {"png": _probe_png, "jpeg": _probe_jpeg, "webp": _probe_webp, "gif": _probe_gif}
