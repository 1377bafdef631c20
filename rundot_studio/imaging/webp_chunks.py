"""A WebP as its RIFF chunks (RFC 9649): walking them, and text into and out of them. Pixels stay compressed.

Every length field is checked against the bytes that are there before anything is read by it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .damage import damaged

OWN_CHUNK = b"RECI"
"""Our own chunk, for pictures whose EXIF chunk is someone else's. Readers ignore and keep chunks they don't know."""

_ALPHA_FLAG = 0x10
_EXIF_FLAG = 0x08
_SIDE_MASK = 0x3FFF


@dataclass(frozen=True, slots=True)
class WebpChunk:
    """``start`` is the offset of the name, ``length`` that of the body alone, ``end`` is after the padding byte."""

    kind: bytes
    start: int
    length: int
    end: int

    def body(self, data: bytes) -> bytes:
        return data[self.start + 8 : self.start + 8 + self.length]


@dataclass(frozen=True, slots=True)
class WebpHeader:
    """Canvas size in pixels, and how many frames there are (1 for a still picture)."""

    width: int
    height: int
    has_alpha: bool
    frames: int


def walk(data: bytes) -> Iterator[WebpChunk]:
    """The chunks in order. Raises SourceUnusable where the data ends before the file says."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise damaged("webp", "it does not begin as a WebP")
    riff_end = _riff_end(data)
    position = 12
    while position + 8 <= riff_end:
        length = int.from_bytes(data[position + 4 : position + 8], "little")
        body_end = position + 8 + length
        if body_end > riff_end:
            raise damaged("webp", "a chunk breaks off")
        # Some writers leave out the padding byte of the last chunk.
        end = min(body_end + length % 2, riff_end)
        yield WebpChunk(data[position : position + 4], position, length, end)
        position = end


def read_header(data: bytes) -> WebpHeader:
    """Raises SourceUnusable where there is no whole header."""
    chunks = list(walk(data))
    if not chunks:
        raise damaged("webp", "it is empty")
    first = chunks[0]
    if first.kind != b"VP8X":
        width, height, has_alpha = _bitstream_size(data, first)
        return WebpHeader(width, height, has_alpha, 1)
    body = first.body(data)
    if len(body) < 10:
        raise damaged("webp", "its header breaks off")
    frames = sum(chunk.kind == b"ANMF" for chunk in chunks)
    return WebpHeader(
        int.from_bytes(body[4:7], "little") + 1,
        int.from_bytes(body[7:10], "little") + 1,
        bool(body[0] & _ALPHA_FLAG),
        max(frames, 1),
    )


def chunk_body(data: bytes, kind: bytes) -> bytes | None:
    """The body of the first chunk of this name, or None."""
    for chunk in walk(data):
        if chunk.kind == kind:
            return chunk.body(data)
    return None


def with_chunks(data: bytes, replaced: frozenset[bytes], added: bytes, body: bytes) -> bytes:
    """``data`` without chunks named in ``replaced`` and with chunk ``added`` after all others.

    A simple file gets the extended header that a metadata chunk needs, and the header's EXIF flag says whether there is
    an EXIF chunk. All other chunks stay, in order; so do bytes after the end of the RIFF structure.
    """
    kept = [chunk for chunk in walk(data) if chunk.kind not in replaced]
    if not kept:
        raise damaged("webp", "it is empty")
    has_exif = added == b"EXIF" or any(chunk.kind == b"EXIF" for chunk in kept)
    pieces = [_extended_header(data, kept[0], has_exif)]
    pieces += [build_chunk(chunk.kind, chunk.body(data)) for chunk in kept if chunk.kind != b"VP8X"]
    pieces.append(build_chunk(added, body))
    content = b"WEBP" + b"".join(pieces)
    return b"RIFF" + len(content).to_bytes(4, "little") + content + data[_riff_end(data) :]


def build_chunk(kind: bytes, body: bytes) -> bytes:
    """One whole chunk: name, length, body, a zero byte where the length is odd."""
    return kind + len(body).to_bytes(4, "little") + body + bytes(len(body) % 2)


def _riff_end(data: bytes) -> int:
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise damaged("webp", "its end is missing")
    return end


def _extended_header(data: bytes, first: WebpChunk, has_exif: bool) -> bytes:
    if first.kind == b"VP8X":
        body = bytearray(first.body(data))
        if len(body) < 10:
            raise damaged("webp", "its header breaks off")
    else:
        width, height, has_alpha = _bitstream_size(data, first)
        if not width or not height:
            raise damaged("webp", "it has no size")
        body = bytearray(10)
        body[0] = _ALPHA_FLAG if has_alpha else 0
        body[4:7] = (width - 1).to_bytes(3, "little")
        body[7:10] = (height - 1).to_bytes(3, "little")
    body[0] = body[0] | _EXIF_FLAG if has_exif else body[0] & ~_EXIF_FLAG
    return build_chunk(b"VP8X", bytes(body))


def _bitstream_size(data: bytes, chunk: WebpChunk) -> tuple[int, int, bool]:
    """Width, height and alpha, from the head of a lossy (RFC 6386) or lossless (RFC 9649) bitstream."""
    head = data[chunk.start + 8 : chunk.start + 8 + min(chunk.length, 10)]
    if chunk.kind == b"VP8 " and len(head) == 10 and head[3:6] == b"\x9d\x01\x2a":
        width = int.from_bytes(head[6:8], "little") & _SIDE_MASK
        height = int.from_bytes(head[8:10], "little") & _SIDE_MASK
        return width, height, False
    if chunk.kind == b"VP8L" and len(head) >= 5 and head[0] == 0x2F:
        bits = int.from_bytes(head[1:5], "little")
        return (bits & _SIDE_MASK) + 1, (bits >> 14 & _SIDE_MASK) + 1, bool(bits >> 28 & 1)
    raise damaged("webp", "it does not begin with a picture")
