"""Thumbnails: small, true to the picture, kept, and never a way for a bad file to get through."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rundot_studio.domain.errors import SourceUnusable
from rundot_studio.imaging import codec, recipe_chunks
from rundot_studio.library.library import Library
from rundot_studio.library.thumbnails import Thumbnails, thumbnail
from tests.imaging import samples

from .conftest import answered_job


def opened(data: bytes) -> "Image.Image":
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("size", [(640, 480), (333, 700), (1000, 3), (320, 320)])
@pytest.mark.parametrize("picture_format", ["PNG", "WEBP"])
def test_an_rgb_picture_is_scaled_by_area(size: tuple[int, int], picture_format: str) -> None:
    data = samples.saved(samples.colours(*size, channels=3), picture_format)
    small = opened(thumbnail(recipe_chunks.embed(data, "a recipe"), 160))
    expected = opened(codec.thumbnail(data, 160))
    assert small.format == "JPEG"
    assert small.size == expected.size
    difference = np.asarray(small).astype(int) - np.asarray(expected)
    assert np.abs(difference).mean() < 2


@pytest.mark.parametrize(
    "data",
    [
        samples.saved(samples.colours(400, 300, 4), "PNG"),
        samples.saved(samples.colours(400, 300, 3), "JPEG"),
        samples.saved(samples.colours(400, 300, 4), "WEBP"),
        samples.saved(Image.fromarray(samples.colours(400, 300, 3)).convert("P"), "PNG"),
        samples.saved(samples.colours(400, 300, 3), "PNG", transparency=(1, 2, 3)),
        samples.saved(samples.colours(40, 30, 3), "PNG"),
    ],
)
def test_every_other_picture_is_made_small_as_ever(data: bytes) -> None:
    assert thumbnail(data, 160) == codec.thumbnail(data, 160)


def test_a_damaged_picture_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    whole = samples.saved(samples.colours(400, 300, 3), "PNG")
    for damaged in (whole[:-200], b"text", b""):
        with pytest.raises(SourceUnusable):
            thumbnail(damaged, 160)
    assert capfd.readouterr().err == ""


def test_a_thumbnail_is_made_once(library: Library) -> None:
    data = samples.saved(samples.colours(400, 300, 3), "PNG")
    picture = library.store(answered_job(1), data, "png", (400, 300), False)
    thumbnails = Thumbnails(library)
    made = thumbnails.load(picture, 100)
    library.absolute(picture).unlink()
    assert thumbnails.load(picture, 100) == made
    assert opened(made).size == (100, 75)
    (kept,) = [path for path in Path(library.folder / "thumbnails").rglob("*") if path.is_file()]
    assert kept.read_bytes() == made
