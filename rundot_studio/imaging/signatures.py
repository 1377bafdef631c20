"""What kind of data this is, told from its first bytes and never from a file's name."""

import codecs

_PREFIXES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"8BPS", "psd"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"\xff\x0a", "jxl"),
    (b"\x00\x00\x00\x0cJXL ", "jxl"),
)
_BRANDS = {b"avif": "avif", b"avis": "avif", b"heic": "heic", b"heix": "heic", b"mif1": "heic"}
_BITMAP_HEADER_SIZES = {12, 40, 52, 56, 64, 108, 124}
_WORDS_LOOKED_AT = 1024
_TEXT_CONTROLS = frozenset("\t\n\r\f\x1b")


def sniff(data: bytes) -> str | None:
    """The kind of ``data`` by its content, or None.

    Pictures this program reads: ``png``, ``jpeg``, ``webp``, ``gif``. Known, but not read: ``bmp``, ``tiff``, ``avif``,
    ``heic``, ``jxl``, ``psd``, ``svg``. Other: ``html``, ``xml``, ``json``, ``text``, ``pdf``, ``zip``, ``gzip``.
    """
    for prefix, kind in _PREFIXES:
        if data.startswith(prefix):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return _BRANDS.get(data[8:12], "mp4")
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in _BITMAP_HEADER_SIZES:
        return "bmp"
    return _sniff_text(data[:_WORDS_LOOKED_AT])


def _sniff_text(start: bytes) -> str | None:
    try:
        # Incremental: the cut may go through a character.
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(start)
    except UnicodeDecodeError:
        return None
    if not text.strip() or any(sign < " " and sign not in _TEXT_CONTROLS for sign in text):
        return None
    words = text.lstrip().lower()
    if words.startswith("<"):
        return _sniff_markup(words)
    if words[0] in "{[":
        return "json"
    return "text"


def _sniff_markup(words: str) -> str:
    if "<svg" in words:
        return "svg"
    if words.startswith("<!doctype html") or "<html" in words or "<body" in words:
        return "html"
    return "xml" if words.startswith("<?xml") else "text"
