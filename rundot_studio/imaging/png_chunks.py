"""A PNG as its chunks (ISO/IEC 15948): walking them, and text into and out of them. Pixels stay compressed.

Every length field is checked against the bytes that are there before anything is read by it.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from .damage import damaged

SIGNATURE = b"\x89PNG\r\n\x1a\n"
OWN_TEXT_MARK = b"Rundot Studio"
"""Stands in the translated keyword of our own ``iTXt`` chunk: how we know it again among others of the same key."""

_TEXT_KINDS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_MOST_TEXT_BYTES = 16 << 20
_INFLATED_AT_ONCE = 1 << 20
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 4: (8, 16), 6: (8, 16)}
_LAST_FILTER = 4  # none, sub, up, average, Paeth
_INTERLACED_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Adam7: first column, first row, column step, row step."""


@dataclass(frozen=True, slots=True)
class PngChunk:
    """``start`` is the offset of the length field, ``length`` that of the body alone."""

    kind: bytes
    start: int
    length: int

    @property
    def body_start(self) -> int:
        return self.start + 8

    @property
    def body_end(self) -> int:
        return self.start + 8 + self.length

    @property
    def end(self) -> int:
        return self.start + 12 + self.length


@dataclass(frozen=True, slots=True)
class PngHeader:
    """The IHDR chunk. ``color_type``: 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA; ``bit_depth`` 1 to 16."""

    width: int
    height: int
    bit_depth: int
    color_type: int
    interlaced: bool


@dataclass(frozen=True, slots=True)
class PngText:
    """A text chunk; ``own`` is true for one that :func:`with_text` wrote."""

    text: str
    own: bool


def walk(data: bytes) -> Iterator[PngChunk]:
    """The chunks in order, up to and with IEND. Raises SourceUnusable where the data ends too early."""
    if not data.startswith(SIGNATURE):
        raise damaged("png", "it does not begin as a PNG")
    position = len(SIGNATURE)
    while position + 12 <= len(data):
        kind = data[position + 4 : position + 8]
        chunk = PngChunk(kind, position, int.from_bytes(data[position : position + 4], "big"))
        if not kind.isalpha():
            raise damaged("png", "a chunk has no valid name")
        if chunk.end > len(data):
            break
        yield chunk
        if kind == b"IEND":
            return
        position = chunk.end
    raise damaged("png", "its end is missing")


def read_header(data: bytes) -> PngHeader:
    """Width, height and kind of pixels. Raises SourceUnusable where there is no whole header."""
    chunk = next(walk(data))
    if chunk.kind != b"IHDR" or chunk.length != 13:
        raise damaged("png", "its header is missing")
    body = data[chunk.body_start : chunk.body_end]
    width, height = int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big")
    return PngHeader(width, height, body[8], body[9], body[12] == 1)


def check_sums(data: bytes) -> None:
    """Raises SourceUnusable if any chunk's checksum is wrong or the end is missing."""
    view = memoryview(data)
    for chunk in walk(data):
        stored = int.from_bytes(data[chunk.body_end : chunk.end], "big")
        if zlib.crc32(view[chunk.start + 4 : chunk.body_end]) != stored:
            raise damaged("png", f"the checksum of its {chunk.kind.decode('ascii')} chunk is wrong")


def check_pixels(data: bytes) -> bool:
    """Raises SourceUnusable if the compressed pixels are corrupt or fewer than the header says.

    Decoders leave rows blank that are missing at the end of a stream which is otherwise valid. True if there is nothing
    left on which a decoder could fail, so that none has to be asked: neither palette nor interlacing, and every row has
    a filter that there is.
    """
    inflater = zlib.decompressobj()
    view = memoryview(data)
    missing = _filtered_bytes(data)
    plain = _is_plain(data)
    row_bytes = missing // read_header(data).height if plain else 0
    position = 0
    try:
        for chunk in walk(data):
            packed: bytes | memoryview = view[chunk.body_start : chunk.body_end] if chunk.kind == b"IDAT" else b""
            while packed and missing > 0:
                rows = inflater.decompress(packed, _INFLATED_AT_ONCE)[:missing]
                if plain and max(rows[-position % row_bytes :: row_bytes], default=0) > _LAST_FILTER:
                    raise damaged("png", "a row of its pixels has no valid filter")
                position += len(rows)
                missing -= len(rows)
                packed = inflater.unconsumed_tail
    except zlib.error as error:
        raise damaged("png", "its pixels can't be unpacked") from error
    if missing > 0:
        raise damaged("png", "some of its pixels are missing")
    return plain


def build_chunk(kind: bytes, body: bytes) -> bytes:
    """One whole chunk: length, kind, body, CRC-32."""
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def read_texts(data: bytes, keyword: str) -> Iterator[PngText]:
    """The text chunks of one keyword, in order. Raises SourceUnusable for a damaged or monstrous one."""
    prefix = keyword.encode("latin-1") + b"\0"
    for chunk in walk(data):
        if chunk.kind in _TEXT_KINDS and data.startswith(prefix, chunk.body_start, chunk.body_end):
            rest = data[chunk.body_start + len(prefix) : chunk.body_end]
            text = _read_text(chunk.kind, rest)
            yield PngText(text, _begins(data, chunk, _own_prefix(keyword)))


def with_text(data: bytes, keyword: str, text: str) -> bytes:
    """``data`` with ``text`` as an ``iTXt`` chunk before the first IDAT, in place of our own earlier one.

    Every other chunk stays as it is, in its order; so do bytes after IEND. ``iTXt`` uncompressed, because readers skip
    ``zTXt``. A foreign chunk of the same keyword stays too; ours comes after it, and readers let the last one win.
    """
    prefix = _own_prefix(keyword)
    view = memoryview(data)  # megabytes are copied once, at the end
    pieces: list[bytes | memoryview] = []
    kept_from = 0
    placed = False
    for chunk in walk(data):
        own = _begins(data, chunk, prefix)
        first_pixels = chunk.kind == b"IDAT" and not placed
        if own or first_pixels:
            pieces.append(view[kept_from : chunk.start])
            kept_from = chunk.end if own else chunk.start
        if first_pixels:
            pieces.append(build_chunk(b"iTXt", prefix + text.encode("utf-8", "replace")))
            placed = True
    if not placed:
        raise damaged("png", "it holds no pixels")
    pieces.append(view[kept_from:])
    return b"".join(pieces)


def _is_plain(data: bytes) -> bool:
    """Whether pixels stand in rows of colours of a depth that there is; palettes may be missing or too short."""
    header = read_header(data)
    chunk = next(walk(data))
    packing, filtering, interlacing = data[chunk.body_start + 10 : chunk.body_end]
    return (
        header.bit_depth in _DEPTHS.get(header.color_type, ())
        and (packing, filtering, interlacing) == (0, 0, 0)
        and header.height > 0
    )


def _filtered_bytes(data: bytes) -> int:
    """Size of the unpacked pixels: rows of whole bytes, each with one byte for its filter."""
    header = read_header(data)
    bits = header.bit_depth * _CHANNELS.get(header.color_type, 0)
    total = 0
    for left, top, across, down in _INTERLACED_PASSES if header.interlaced else ((0, 0, 1, 1),):
        columns = -(-(header.width - left) // across)
        rows = -(-(header.height - top) // down)
        if columns > 0 and rows > 0:
            total += rows * (1 + -(-columns * bits // 8))
    return total


def _own_prefix(keyword: str) -> bytes:
    """Keyword, not compressed, method 0, no language, and our mark as the translated keyword."""
    return keyword.encode("latin-1") + b"\0" + b"\0" + b"\0" + b"\0" + OWN_TEXT_MARK + b"\0"


def _begins(data: bytes, chunk: PngChunk, own_prefix: bytes) -> bool:
    return chunk.kind == b"iTXt" and data.startswith(own_prefix, chunk.body_start, chunk.body_end)


def _read_text(kind: bytes, rest: bytes) -> str:
    """``rest`` is the body after the keyword and its zero byte."""
    if kind == b"tEXt":
        return rest.decode("latin-1")
    if kind == b"zTXt":
        return _inflate(rest[1:]).decode("latin-1")
    flags, fields = rest[:2], rest[2:].split(b"\0", 2)
    if len(flags) < 2 or len(fields) < 3:
        raise damaged("png", "a text in it breaks off")
    text = _inflate(fields[2]) if flags[0] else fields[2]
    return text.decode("utf-8", "replace")


def _inflate(packed: bytes) -> bytes:
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(packed, _MOST_TEXT_BYTES)
    except zlib.error as error:
        raise damaged("png", "a text in it can't be unpacked") from error
    if not inflater.eof:
        raise damaged("png", f"a text in it breaks off or is larger than {_MOST_TEXT_BYTES >> 20} MB")
    return text
