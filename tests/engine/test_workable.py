"""Pictures too large to work on are refused by their headers, in no time and without memory."""

import tracemalloc

import numpy as np
import pytest

from rundot_studio.domain.errors import StudioError
from rundot_studio.engine.tasks import run
from rundot_studio.engine.workable import MOST_REFERENCE_PX, InputTooLarge, decode_reference, decode_workable
from rundot_studio.imaging import codec
from rundot_studio.imaging.png_chunks import SIGNATURE, build_chunk


def header_only(width: int, height: int) -> bytes:
    """A PNG that ends where its pixels would begin."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((8, 2, 0, 0, 0))
    return SIGNATURE + build_chunk(b"IHDR", header) + build_chunk(b"IDAT", b"") + build_chunk(b"IEND", b"")


@pytest.mark.parametrize("decode", [decode_workable, decode_reference])
def test_a_gigantic_picture_is_refused_at_once_with_the_limit_and_the_way_out(decode: object) -> None:
    assert callable(decode)
    tracemalloc.start()
    with pytest.raises(InputTooLarge) as refused:
        decode(header_only(16384, 16384))
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "16384 × 16384" in refused.value.message
    assert "100 megapixels" in refused.value.message
    assert refused.value.hint == "Scale it down to 10000 × 10000 first."
    assert peak_bytes < 1_000_000


def test_what_fits_is_decoded_whole() -> None:
    picture = np.random.default_rng(1).integers(0, 256, (20, 30, 4), dtype=np.uint8)
    assert np.array_equal(decode_workable(codec.encode_png(picture)), picture)
    assert np.array_equal(decode_reference(codec.encode_png(picture)), picture)


def test_a_large_reference_is_scaled_down() -> None:
    picture = np.full((12, MOST_REFERENCE_PX * 2, 4), 200, np.uint8)
    assert decode_reference(codec.encode_png(picture)).shape == (6, MOST_REFERENCE_PX, 4)


@pytest.mark.parametrize(
    ("factor", "words"), [(2.0, "32768 x 32768 pixels; at most 300 megapixels"), (1.0, "at most 100 megapixels")]
)
def test_a_gigantic_picture_is_not_unpacked_to_be_enlarged(factor: float, words: str) -> None:
    task = {"task": "upscale", "image": header_only(16384, 16384), "factor": factor}
    with pytest.raises(StudioError, match=words):
        run(task, lambda _share: None)
