"""One recipe text into and out of the bytes of a PNG, JPEG or WebP, as delivered: no pixel is decoded or re-encoded.

Where it goes, so that other programs find it too:

- PNG: an uncompressed ``iTXt`` chunk of the key ``parameters``, before the first IDAT;
- JPEG: the user comment of an EXIF segment; where there is an EXIF segment already, or the text is too long for one
  (64 KB), comment segments;
- WebP: the user comment of an EXIF chunk; where there is an EXIF chunk already, a chunk of our own.

Everything else in the file stays, in its order. A recipe of ours that is there already is replaced. A foreign one
stays, and ours is read before it.
"""

from rundot_studio.domain.errors import SourceUnusable

from . import jpeg_segments, png_chunks, webp_chunks
from .damage import not_a_picture
from .exif import build_exif, read_exif
from .jpeg_segments import JpegSegment
from .signatures import sniff

PNG_KEYWORD = "parameters"

_COMMENT_PREFIX = b"parameters\0"
_COMMENT_PART_BYTES = jpeg_segments.MOST_BODY_BYTES - len(_COMMENT_PREFIX)


def embed(data: bytes, text: str) -> bytes:
    """``data`` with ``text`` as its recipe. A lone surrogate, which no encoding can hold, becomes a question mark.

    Raises SourceUnusable for data that is not a whole PNG, JPEG or WebP.
    """
    kind = sniff(data)
    if kind == "png":
        return png_chunks.with_text(data, PNG_KEYWORD, text)
    if kind == "jpeg":
        return _embed_in_jpeg(data, text)
    if kind == "webp":
        return _embed_in_webp(data, text)
    if kind == "gif":
        raise SourceUnusable("A GIF can't carry a recipe.", "Save it as PNG, JPEG or WebP.")
    raise not_a_picture(kind)


def extract(data: bytes) -> str | None:
    """The recipe text, or None for a picture without one: ours first, else what another program left in its place.

    Raises SourceUnusable for data that is not a picture, or is damaged where the recipe would be.
    """
    kind = sniff(data)
    if kind == "png":
        return _extract_from_png(data)
    if kind == "jpeg":
        return _extract_from_jpeg(data)
    if kind == "webp":
        return _extract_from_webp(data)
    if kind == "gif":
        return None
    raise not_a_picture(kind)


def _extract_from_png(data: bytes) -> str | None:
    last = None
    for found in png_chunks.read_texts(data, PNG_KEYWORD):
        if found.own:
            return found.text
        last = found.text
    return last


def _embed_in_jpeg(data: bytes, text: str) -> bytes:
    if not jpeg_segments.has_end(data):
        raise SourceUnusable("The JPEG picture is damaged: its end is missing.", "Fetch it once more.")
    own_exif, foreign_exif = _exif_segments(data)
    body = jpeg_segments.EXIF_PREFIX + build_exif(text)
    if foreign_exif or len(body) > jpeg_segments.MOST_BODY_BYTES:
        added = _build_comments(text)
    else:
        added = jpeg_segments.build_segment(jpeg_segments.APP1, body)
    return jpeg_segments.rewrite(data, own_exif + _own_comments(data), added)


def _build_comments(text: str) -> bytes:
    """As many comment segments as the text needs, to be read one after the other."""
    encoded = text.encode("utf-8", "replace")
    parts = [encoded[at : at + _COMMENT_PART_BYTES] for at in range(0, len(encoded), _COMMENT_PART_BYTES)] or [b""]
    return b"".join(jpeg_segments.build_segment(jpeg_segments.COMMENT, _COMMENT_PREFIX + part) for part in parts)


def _own_comments(data: bytes) -> list[JpegSegment]:
    return [
        segment
        for segment in jpeg_segments.walk(data)
        if segment.marker == jpeg_segments.COMMENT and data.startswith(_COMMENT_PREFIX, segment.body_start, segment.end)
    ]


def _exif_segments(data: bytes) -> tuple[list[JpegSegment], list[JpegSegment]]:
    """Our own EXIF segments, and everyone else's."""
    own: list[JpegSegment] = []
    foreign: list[JpegSegment] = []
    for segment in jpeg_segments.walk(data):
        if jpeg_segments.is_exif(data, segment):
            (own if read_exif(segment.body(data)).own else foreign).append(segment)
    return own, foreign


def _extract_from_jpeg(data: bytes) -> str | None:
    comments = _own_comments(data)
    if comments:
        parts = [segment.body(data).removeprefix(_COMMENT_PREFIX) for segment in comments]
        return b"".join(parts).decode("utf-8", "replace")
    own, foreign = _exif_segments(data)
    for segment in own + foreign:
        comment = read_exif(segment.body(data)).user_comment
        if comment is not None:
            return comment
    return None


def _embed_in_webp(data: bytes, text: str) -> bytes:
    exif = webp_chunks.chunk_body(data, b"EXIF")
    if exif is None or read_exif(exif).own:
        replaced = frozenset({b"EXIF", webp_chunks.OWN_CHUNK})
        return webp_chunks.with_chunks(data, replaced, b"EXIF", build_exif(text))
    replaced = frozenset({webp_chunks.OWN_CHUNK})
    return webp_chunks.with_chunks(data, replaced, webp_chunks.OWN_CHUNK, text.encode("utf-8", "replace"))


def _extract_from_webp(data: bytes) -> str | None:
    own = webp_chunks.chunk_body(data, webp_chunks.OWN_CHUNK)
    if own is not None:
        return own.decode("utf-8", "replace")
    exif = webp_chunks.chunk_body(data, b"EXIF")
    return None if exif is None else read_exif(exif).user_comment
