"""A GIF as its blocks (GIF89a specification): size, frames and transparency, without unpacking a pixel."""

from dataclasses import dataclass

from .damage import damaged

_IMAGE = 0x2C
_EXTENSION = 0x21
_TRAILER = 0x3B
_GRAPHIC_CONTROL = 0xF9


@dataclass(frozen=True, slots=True)
class GifHeader:
    """Canvas in pixels, grown to hold the first frame where that is larger, as decoders do.

    ``has_alpha`` speaks of the first frame: later ones use transparency for what did not change.
    """

    width: int
    height: int
    has_alpha: bool
    frames: int


def read_header(data: bytes) -> GifHeader:
    """Counts what is there: a GIF that breaks off after its first frame's head is told by decoding it.

    Raises SourceUnusable where not even one frame begins.
    """
    if len(data) < 13 or not data.startswith((b"GIF87a", b"GIF89a")):
        raise damaged("gif", "its header breaks off")
    width, height = _pair(data, 6)
    has_alpha = False
    frames = 0
    position = 13 + _color_table_bytes(data[10])
    while position < len(data) and data[position] != _TRAILER:
        if data[position] == _EXTENSION and position + 4 <= len(data):
            if frames == 0 and data[position + 1] == _GRAPHIC_CONTROL:
                has_alpha = bool(data[position + 3] & 1)
            position = _after_sub_blocks(data, position + 2)
        elif data[position] == _IMAGE and position + 10 <= len(data):
            if frames == 0:
                left, top = _pair(data, position + 1)
                frame_width, frame_height = _pair(data, position + 5)
                width, height = max(width, left + frame_width), max(height, top + frame_height)
            frames += 1
            position = _after_sub_blocks(data, position + 11 + _color_table_bytes(data[position + 9]))
        else:
            break
    if not frames:
        raise damaged("gif", "it holds no picture")
    return GifHeader(width, height, has_alpha, frames)


def _pair(data: bytes, position: int) -> tuple[int, int]:
    return (
        int.from_bytes(data[position : position + 2], "little"),
        int.from_bytes(data[position + 2 : position + 4], "little"),
    )


def _color_table_bytes(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _after_sub_blocks(data: bytes, position: int) -> int:
    while position < len(data) and data[position]:
        position += 1 + data[position]
    return position + 1
