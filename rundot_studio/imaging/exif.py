"""The little of EXIF that matters here: orientation, the user comment, and writing a comment of our own.

A TIFF structure (Exif 3.0, CIPA DC-008): a byte order, then directories of twelve-byte entries. Only the first
directory and the EXIF directory are looked at, and no chain is followed, so no file can make the reader go in circles.
"""

from dataclasses import dataclass

OWN_SOFTWARE = "Rundot Studio"
"""What our own EXIF names as its software: how we know it again."""

_ORIENTATION = 0x0112
_CAMERA_TEXTS = (0x0110, 0x010F)  # model and make of a camera, where ComfyUI puts its graphs
_SOFTWARE = 0x0131
_EXIF_DIRECTORY = 0x8769
_EXIF_VERSION = 0x9000
_MAKER_NOTE = 0x927C
_USER_COMMENT = 0x9286

_ASCII, _SHORT, _LONG, _UNDEFINED = 2, 3, 4, 7
_VALUE_BYTES = {1: 1, _ASCII: 1, _SHORT: 2, _LONG: 4, _UNDEFINED: 1}

_CODE_UNICODE = b"UNICODE\0"
_CODE_ASCII = b"ASCII\0\0\0"
_CODE_UNDEFINED = bytes(8)


@dataclass(frozen=True)
class Exif:
    """``orientation`` 1 to 8 as EXIF numbers them, 1 upright; ``own`` for one that :func:`build_exif` made.

    ``camera_texts`` and ``maker_note`` are where some programs keep what is no photograph's.
    """

    orientation: int = 1
    user_comment: str | None = None
    own: bool = False
    camera_texts: tuple[str, ...] = ()
    maker_note: str = ""


def read_exif(tiff: bytes) -> Exif:
    """Never raises: what is missing, damaged or out of range reads as absent."""
    tiff = tiff.removeprefix(b"Exif\0\0")
    if tiff[:4] == b"MM\0*":
        order = "big"
    elif tiff[:4] == b"II*\0":
        order = "little"
    else:
        return Exif()
    main = _Directory(tiff, order, _number(tiff[4:8], order))
    detail = _Directory(tiff, order, main.number(_EXIF_DIRECTORY))
    orientation = main.number(_ORIENTATION)
    own = main.value(_SOFTWARE).rstrip(b"\0") == OWN_SOFTWARE.encode()
    comment = _decode_comment(detail.value(_USER_COMMENT), order, own)
    if comment is None and main.value(_USER_COMMENT):
        # Fooocus writes it into the first directory, as plain text without a code.
        plain = main.value(_USER_COMMENT)
        comment = _decode_comment(plain, order, own) or _plain_text(plain)
    return Exif(
        orientation if 1 <= orientation <= 8 else 1,
        comment,
        own,
        tuple(_plain_text(main.value(tag)) for tag in _CAMERA_TEXTS if main.value(tag)),
        _plain_text(main.value(_MAKER_NOTE) or detail.value(_MAKER_NOTE)),
    )


def build_exif(comment: str) -> bytes:
    """A TIFF structure with ``comment`` as its user comment, UTF-16 in big-endian order as the known readers expect."""
    text = _CODE_UNICODE + comment.encode("utf-16-be", "replace")
    software = OWN_SOFTWARE.encode() + b"\0"
    main_at = 8
    software_at = main_at + _directory_bytes(2)
    detail_at = software_at + len(software) + len(software) % 2
    text_at = detail_at + _directory_bytes(2)
    main = _build_directory(
        _build_entry(_SOFTWARE, _ASCII, len(software), software_at.to_bytes(4, "big")),
        _build_entry(_EXIF_DIRECTORY, _LONG, 1, detail_at.to_bytes(4, "big")),
    )
    detail = _build_directory(
        _build_entry(_EXIF_VERSION, _UNDEFINED, 4, b"0232"),
        _build_entry(_USER_COMMENT, _UNDEFINED, len(text), text_at.to_bytes(4, "big")),
    )
    return b"MM\0*" + main_at.to_bytes(4, "big") + main + software.ljust(detail_at - software_at, b"\0") + detail + text


class _Directory:
    """The entries of one directory; empty where ``offset`` leads nowhere."""

    def __init__(self, tiff: bytes, order: str, offset: int) -> None:
        self._tiff = tiff
        self._order = order
        self._entries: dict[int, tuple[int, int, int]] = {}
        if offset < 8 or offset + 2 > len(tiff):
            return
        count = _number(tiff[offset : offset + 2], order)
        for place in range(offset + 2, min(offset + 2 + 12 * count, len(tiff) - 11), 12):
            tag = _number(tiff[place : place + 2], order)
            kind = _number(tiff[place + 2 : place + 4], order)
            self._entries.setdefault(tag, (kind, _number(tiff[place + 4 : place + 8], order), place + 8))

    def value(self, tag: int) -> bytes:
        """The raw bytes of a tag's value; empty where it is absent, of another type, or outside the data."""
        kind, count, place = self._entries.get(tag, (0, 0, 0))
        size = _VALUE_BYTES.get(kind, 0) * count
        if size > 4:
            place = _number(self._tiff[place : place + 4], self._order)
        if size == 0 or place + size > len(self._tiff):
            return b""
        return self._tiff[place : place + size]

    def number(self, tag: int) -> int:
        """The value of a tag that holds one whole number, else 0."""
        kind, count, _ = self._entries.get(tag, (0, 0, 0))
        if kind not in (_SHORT, _LONG) or count != 1:
            return 0
        return _number(self.value(tag), self._order)


def _number(raw: bytes, order: str) -> int:
    return int.from_bytes(raw, "big" if order == "big" else "little")


def _directory_bytes(entries: int) -> int:
    return 2 + 12 * entries + 4


def _build_directory(*entries: bytes) -> bytes:
    return len(entries).to_bytes(2, "big") + b"".join(entries) + bytes(4)


def _build_entry(tag: int, kind: int, count: int, value: bytes) -> bytes:
    return tag.to_bytes(2, "big") + kind.to_bytes(2, "big") + count.to_bytes(4, "big") + value


def _decode_comment(raw: bytes, order: str, own: bool) -> str | None:
    code, text = raw[:8], raw[8:]
    if code == _CODE_UNICODE:
        return text.decode("utf-16-be" if own else _utf16_order(text, order), "replace")
    if code in (_CODE_ASCII, _CODE_UNDEFINED):
        return text.rstrip(b"\0 ").decode("utf-8", "replace")
    return None


def _plain_text(raw: bytes) -> str:
    return raw.rstrip(b"\0 ").decode("utf-8", "replace")


def _utf16_order(text: bytes, order: str) -> str:
    """The byte order of a foreign comment.

    The standard says that of the whole structure, but big-endian text in a little-endian structure is common. Signs
    below U+0100 have their zero byte first in big-endian text, and nearly every text holds some.
    """
    if text[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return "utf-16"
    zeros_first, zeros_second = text[0::2].count(0), text[1::2].count(0)
    if zeros_first == zeros_second:
        return "utf-16-be" if order == "big" else "utf-16-le"
    return "utf-16-be" if zeros_first > zeros_second else "utf-16-le"
