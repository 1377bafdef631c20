"""A PNG's rows are checked without a decoder, and never passed where a decoder would refuse them."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL.PngImagePlugin import PngImageFile

from rundot_studio.domain.errors import SourceUnusable
from rundot_studio.imaging import png_chunks
from rundot_studio.imaging.codec import check_whole

from . import samples

KINDS = [(depth, kind) for kind in (0, 2, 3, 4, 6, 5) for depth in (1, 2, 4, 8, 16, 3)]
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def row_bytes(width: int, depth: int, kind: int) -> int:
    return 1 + -(-width * depth * CHANNELS.get(kind, 1) // 8)


@given(st.sampled_from(KINDS), st.integers(1, 9), st.integers(1, 5), st.data())
def test_what_is_passed_without_a_decoder_can_be_decoded(
    kind: tuple[int, int], width: int, height: int, data: st.DataObject
) -> None:
    depth, color_type = kind
    rows = bytearray()
    for _ in range(height):
        filter_type = data.draw(st.sampled_from([0, 1, 2, 3, 4, 4, 4, 5, 255]))
        rows += bytes([filter_type]) + bytes(row_bytes(width, depth, color_type) - 1)
    picture = samples.raw_png(width, height, depth, color_type, bytes(rows))
    try:
        passed = png_chunks.check_pixels(picture)
    except SourceUnusable:
        passed = False
    if passed:
        PngImageFile(io.BytesIO(picture)).load()
        assert max(rows[:: row_bytes(width, depth, color_type)]) <= 4


@pytest.mark.parametrize("place", [0, 1, 1999])
def test_a_row_without_a_valid_filter_is_refused_wherever_it_is(place: int) -> None:
    length = row_bytes(1200, 8, 2)
    rows = bytearray(2000 * length)
    assert png_chunks.check_pixels(samples.raw_png(1200, 2000, 8, 2, bytes(rows)))
    rows[place * length] = 5
    with pytest.raises(SourceUnusable, match="filter"):
        check_whole(samples.raw_png(1200, 2000, 8, 2, bytes(rows)))


def test_bytes_after_the_last_row_are_no_row() -> None:
    rows = bytes(4 * row_bytes(6, 8, 2)) + b"\xff" * 40
    assert png_chunks.check_pixels(samples.raw_png(6, 4, 8, 2, rows))


def test_palettes_are_left_to_the_decoder() -> None:
    assert not png_chunks.check_pixels(samples.raw_png(4, 4, 8, 3, bytes(20)))
