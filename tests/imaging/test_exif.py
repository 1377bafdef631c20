import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.imaging.exif import Exif, build_exif, read_exif
from tests.imaging import samples


@given(st.text())
def test_a_comment_comes_back(text: str) -> None:
    assert read_exif(build_exif(text)) == Exif(orientation=1, user_comment=text, own=True)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_read(orientation: int) -> None:
    assert read_exif(samples.exif(orientation=orientation)).orientation == orientation


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_impossible_orientation_is_upright(orientation: int) -> None:
    assert read_exif(samples.exif(orientation=orientation)) == Exif()


def test_directories_that_point_at_themselves_are_read_once() -> None:
    entry = (0x8769).to_bytes(2, "big") + b"\0\x04" + (1).to_bytes(4, "big") + (8).to_bytes(4, "big")
    assert read_exif(b"MM\0*" + (8).to_bytes(4, "big") + b"\xff\xff" + entry * 3) == Exif()


def test_a_value_outside_the_data_is_absent() -> None:
    data = build_exif("a knight")
    for end in range(len(data)):
        assert read_exif(data[:end]).user_comment is None


@given(st.sampled_from([b"", b"MM\0*", b"II*\0", b"Exif\0\0MM\0*\0\0\0\x08"]), st.binary(max_size=80))
def test_any_bytes_are_read(head: bytes, rest: bytes) -> None:
    assert 1 <= read_exif(head + rest).orientation <= 8
