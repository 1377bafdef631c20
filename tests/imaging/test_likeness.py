import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rundot_studio.domain.errors import SourceUnusable
from rundot_studio.imaging.codec import encode_jpeg, encode_png
from rundot_studio.imaging.likeness import Likeness, compare
from rundot_studio.imaging.recipe_chunks import embed
from rundot_studio.imaging.sprites import fit_within
from tests.imaging import samples

PICTURE = samples.colours(128, 96)
PICTURE[..., 3] = 255


def distance(first: np.ndarray, second: np.ndarray) -> float:
    return compare(encode_png(first), encode_png(second)).distance


def test_same_bytes() -> None:
    assert compare(samples.png(), samples.png()) == Likeness(True, True, 0.0)


def test_same_pixels_in_other_bytes() -> None:
    data = encode_png(PICTURE)
    same = Likeness(False, True, 0.0)
    assert compare(data, embed(data, "a knight")) == same
    assert compare(data, encode_png(PICTURE, compression=1)) == same
    assert compare(data, samples.saved(PICTURE, "WEBP", lossless=True)) == same


def test_one_changed_pixel_is_told_but_is_not_far() -> None:
    changed = PICTURE.copy()
    changed[5, 5, 0] ^= 1
    likeness = compare(encode_png(PICTURE), encode_png(changed))
    assert not likeness.identical_pixels
    assert likeness.distance < 0.001


def test_encoded_anew_or_scaled_is_the_same_to_the_eye() -> None:
    data = encode_png(PICTURE)
    assert compare(data, encode_jpeg(PICTURE[..., :3], 85)).distance < 0.03
    assert compare(data, encode_png(fit_within(PICTURE, 64))).distance < 0.03


def test_other_pictures_are_far() -> None:
    others = [samples.colours(128, 96, seed=seed) for seed in range(8, 14)]
    assert min(distance(PICTURE, other) for other in others) > 0.3


def test_grows_with_the_change() -> None:
    brighter = [np.clip(PICTURE.astype(int) + more, 0, 255).astype(np.uint8) for more in (0, 10, 40, 120)]
    distances = [distance(PICTURE, other) for other in brighter]
    assert distances == sorted(distances)
    assert distances[0] < 0.001 < distances[1] < 0.1
    assert distances[3] > 0.2


def test_black_and_white_are_as_far_as_can_be() -> None:
    black, white = np.zeros((9, 9), np.uint8), np.full((9, 9), 255, np.uint8)
    assert distance(black, white) == pytest.approx(1.0)


def test_colour_alone_counts() -> None:
    grey = PICTURE.copy()
    grey[..., :3] = PICTURE[..., :3].mean(axis=2, keepdims=True)
    assert distance(PICTURE, grey) > 0.1


def test_drawing_alone_counts() -> None:
    assert distance(PICTURE, PICTURE[:, ::-1]) > 0.2


def test_transparency_counts_even_over_grey() -> None:
    grey = np.full((20, 20, 4), (128, 128, 128, 255), np.uint8)
    clear = grey.copy()
    clear[..., 3] = 0
    assert distance(grey, clear) > 0.3


def test_colour_under_clear_pixels_is_not_seen() -> None:
    clear = np.zeros((20, 20, 4), np.uint8)
    hidden = clear.copy()
    hidden[..., 0] = 255
    likeness = compare(encode_png(clear), encode_png(hidden))
    assert not likeness.identical_pixels
    assert likeness.distance == 0.0


@settings(max_examples=30)
@given(st.integers(0, 99), st.integers(0, 99), st.integers(1, 70), st.integers(1, 70))
def test_is_symmetric_and_within_bounds(first_seed: int, second_seed: int, width: int, height: int) -> None:
    first = encode_png(samples.colours(width, height, seed=first_seed))
    second = encode_png(samples.colours(40, 30, seed=second_seed))
    there, back = compare(first, second), compare(second, first)
    assert there.distance == pytest.approx(back.distance)
    assert 0 <= there.distance <= 1


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(SourceUnusable):
        compare(b"no", b"no")
    with pytest.raises(SourceUnusable):
        compare(samples.png(), b"no")
