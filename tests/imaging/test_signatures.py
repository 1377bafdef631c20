import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.imaging.signatures import sniff
from tests.imaging import samples


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (samples.png(), "png"),
        (samples.jpeg(), "jpeg"),
        (samples.webp(), "webp"),
        (samples.gif(), "gif"),
        (samples.saved(samples.colours(channels=3), "BMP"), "bmp"),
        (samples.saved(samples.colours(channels=3), "TIFF"), "tiff"),
        (b"\0\0\0\x1cftypavif\0\0\0\0", "avif"),
        (b"\0\0\0\x18ftypheic", "heic"),
        (b"\0\0\0\x18ftypisom", "mp4"),
        (b"8BPS\0\x01", "psd"),
        (b"%PDF-1.7", "pdf"),
        (b"PK\x03\x04\x14", "zip"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
        (b'<?xml version="1.0"?>\n<!-- drawn -->\n<svg/>', "svg"),
        (b"\xef\xbb\xbf  <!DOCTYPE HTML><html>", "html"),
        (b"<html><body>", "html"),
        (b'<?xml version="1.0"?><Error/>', "xml"),
        (b'{"error": "gone"}', "json"),
        (b"BMW is no bitmap", "text"),
        ("é".encode() * 1000, "text"),
        (b"x" + "é".encode() * 1000, "text"),
        (b"", None),
        (b" \n", None),
        (bytes(32), None),
        (b"\xfe\xfd\xfc", None),
    ],
)
def test_tells_kinds_by_content(data: bytes, kind: str | None) -> None:
    assert sniff(data) == kind


@given(st.binary(max_size=64))
def test_takes_anything(data: bytes) -> None:
    sniff(data)
