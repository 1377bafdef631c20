"""A JPEG as its segments (ITU-T T.81, Annex B): walking them up to the first scan, and putting one in.

Every length field is checked against the bytes that are there before anything is read by it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .damage import damaged

START_OF_SCAN = 0xDA
APP0 = 0xE0
APP1 = 0xE1
APP14 = 0xEE
COMMENT = 0xFE
MOST_BODY_BYTES = 0xFFFF - 2
EXIF_PREFIX = b"Exif\0\0"

_END_OF_IMAGE = b"\xff\xd9"
_BARE_MARKERS = frozenset({0x01, *range(0xD0, 0xD9)})
# SOF0 to SOF15 without DHT, JPG and DAC, which share the range.
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class JpegSegment:
    """``start`` is the offset of the marker's 0xFF; the body goes from ``body_start`` to ``end``."""

    marker: int
    start: int
    body_start: int
    end: int

    def body(self, data: bytes) -> bytes:
        return data[self.body_start : self.end]


def walk(data: bytes) -> Iterator[JpegSegment]:
    """The segments in order, up to and with the first start of scan. Raises SourceUnusable if the data ends early."""
    if not data.startswith(b"\xff\xd8"):
        raise damaged("jpeg", "it does not begin as a JPEG")
    position = 2
    while position + 4 <= len(data):
        if data[position] != 0xFF:
            raise damaged("jpeg", "a segment does not begin with a marker")
        marker = data[position + 1]
        if marker == 0xFF:  # fill byte
            position += 1
            continue
        if marker in _BARE_MARKERS:
            position += 2
            continue
        length = int.from_bytes(data[position + 2 : position + 4], "big")
        segment = JpegSegment(marker, position, position + 4, position + 2 + length)
        if length < 2 or segment.end > len(data):
            raise damaged("jpeg", "a segment breaks off")
        yield segment
        if marker == START_OF_SCAN:
            return
        position = segment.end
    raise damaged("jpeg", "it ends before its pixels")


def frame_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels, as stored (before any EXIF orientation)."""
    for segment in walk(data):
        if segment.marker in _FRAME_HEADERS:
            body = segment.body(data)
            if len(body) < 6:
                raise damaged("jpeg", "its header breaks off")
            return int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big")
    raise damaged("jpeg", "its header is missing")


def exif_of(data: bytes) -> bytes | None:
    """The TIFF structure of the EXIF segment, or None. Stops at the frame header, so it is cheap."""
    for segment in walk(data):
        if is_exif(data, segment):
            return data[segment.body_start + len(EXIF_PREFIX) : segment.end]
        if segment.marker in _FRAME_HEADERS:
            break
    return None


def is_exif(data: bytes, segment: JpegSegment) -> bool:
    return segment.marker == APP1 and data.startswith(EXIF_PREFIX, segment.body_start, segment.end)


def has_end(data: bytes) -> bool:
    """Whether an end-of-image marker follows the first scan: inside scans 0xFF is escaped, so it can't be data."""
    *_, scan = walk(data)
    return data.find(_END_OF_IMAGE, scan.end) >= 0


def build_segment(marker: int, body: bytes) -> bytes:
    """One whole segment; ``body`` at most :data:`MOST_BODY_BYTES` long."""
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def rewrite(data: bytes, removed: Iterable[JpegSegment], added: bytes) -> bytes:
    """``data`` without the ``removed`` segments and with ``added`` after the leading JFIF and EXIF segments.

    That early, because a multi-picture index (APP2 MPF) counts its offsets from its own place: what comes before it
    shifts the index and what it points to alike.
    """
    insert_at = 2
    for segment in walk(data):
        if segment.marker != APP0 and not is_exif(data, segment):
            break
        insert_at = segment.end
    edits = [(segment.start, segment.end, b"") for segment in removed]
    edits.append((insert_at, insert_at, added))
    pieces = []
    position = 0
    for start, end, replacement in sorted(edits):
        pieces += [data[position:start], replacement]
        position = end
    pieces.append(data[position:])
    return b"".join(pieces)
