import numpy as np
import pytest

from rundot_studio.export.encoding import encoded, encoded_pages
from rundot_studio.imaging import codec, png_chunks
from tests.export import samples


@pytest.mark.parametrize("opaque", [True, False])
def test_pages_are_lossless_the_colour_of_clear_pixels_too(opaque: bool) -> None:
    pages = [samples.noise((40, 30), number) for number in range(3)]
    if not opaque:
        for page in pages:
            page[::2, :, 3] = np.arange(40) * 3
    data = encoded_pages(pages, "png", 92, 0)
    for page, content in zip(pages, data, strict=True):
        assert np.array_equal(codec.decode_rgba(content), page)
        assert png_chunks.read_header(content).color_type == (2 if opaque else 6)
    assert data == encoded_pages(pages, "png", 92, 0)


def test_pages_with_a_palette_or_as_webp_are_like_single_pictures() -> None:
    page = samples.noise((20, 10), 1)
    assert encoded_pages([page], "png", 92, 16) == [encoded(page, "png", colors=16)]
    assert encoded_pages([page], "webp", 80, 0) == [encoded(page, "webp", quality=80)]
