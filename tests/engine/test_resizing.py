"""The five fits, and colours that do not bleed out of what is transparent."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.domain import catalog
from rundot_studio.engine.resizing import resize

WIDE = np.zeros((20, 40, 3), np.uint8)
WIDE[:, :20] = (200, 40, 40)
WIDE[:, 20:] = (40, 40, 200)


@pytest.mark.parametrize(
    ("fit", "size"),
    [("cover", (30, 30)), ("contain", (30, 30)), ("fill", (30, 30)), ("inside", (30, 15)), ("outside", (60, 30))],
)
def test_each_fit_gives_its_size(fit: str, size: tuple[int, int]) -> None:
    sized = resize(WIDE, 30, 30, fit)
    assert (sized.shape[1], sized.shape[0]) == size


def test_cover_cuts_equally_on_both_sides_and_contain_leaves_free_equally() -> None:
    covered = resize(WIDE, 20, 20, "cover")
    assert covered[10, 2, 0] == 200
    assert covered[10, 17, 2] == 200
    contained = resize(WIDE, 40, 40, "contain")
    assert contained.shape[2] == 4
    assert (contained[:10, :, 3] == 0).all()
    assert (contained[10:30, :, 3] == 255).all()
    assert (contained[30:, :, 3] == 0).all()
    white = resize(WIDE, 40, 40, "contain", flatten=True)
    assert white.shape[2] == 3
    assert (white[0] == 255).all()
    assert tuple(white[20, 5]) == (200, 40, 40)


def test_hidden_colours_do_not_come_out_at_edges() -> None:
    sprite = np.zeros((32, 32, 4), np.uint8)
    sprite[..., :3] = (0, 255, 0)  # what lies under full transparency
    sprite[8:24, 8:24] = (250, 10, 10, 255)
    for side in (13, 77):
        small = resize(sprite, side, side, "fill")
        seen = small[small[..., 3] > 8].astype(int)
        assert seen[:, 1].max() <= 40
        assert seen[:, 0].min() >= 200


@given(
    st.integers(1, 60), st.integers(1, 60), st.sampled_from(catalog.RESIZE_FITS), st.booleans(), st.sampled_from([3, 4])
)
def test_a_picture_of_one_colour_stays_so_at_any_size(
    width: int, height: int, fit: str, flatten: bool, channels: int
) -> None:
    plain = np.full((17, 23, channels), 200, np.uint8)
    if channels == 4:
        plain[..., 3] = 255
    sized = resize(plain, width, height, fit, flatten=flatten)
    visible = sized[sized[..., 3] > 0] if sized.shape[2] == 4 else sized.reshape(-1, 3)
    if fit in ("cover", "contain", "fill"):
        assert sized.shape[:2] == (height, width)
    if fit == "contain" and flatten:
        visible = visible[(visible != 255).any(axis=1)]
    assert (visible[:, :3] == 200).all()
