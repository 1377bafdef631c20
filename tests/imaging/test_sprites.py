import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rundot_studio.imaging.sprites import bleed, fit_within, pad, trim
from tests.imaging import samples

sizes = st.tuples(st.integers(1, 12), st.integers(1, 12))
pictures = sizes.flatmap(lambda size: arrays(np.uint8, (*size, 4)))
values = st.sampled_from([0, 0, 0, 1, 128, 255])
cutouts = sizes.flatmap(lambda size: arrays(np.uint8, (*size, 4), elements=values))


def disc(side: int = 32) -> np.ndarray:
    """A red disc with a soft edge; its clear pixels are green underneath."""
    y, x = np.mgrid[0:side, 0:side] - (side - 1) / 2
    alpha = np.clip((side / 3 - np.hypot(x, y)) / 3 + 0.5, 0, 1)
    rgba = np.zeros((side, side, 4), np.uint8)
    rgba[..., 0] = 255
    rgba[..., 3] = np.rint(alpha * 255)
    rgba[rgba[..., 3] == 0] = (0, 255, 0, 0)
    return rgba


class TestTrim:
    def test_keeps_what_shows(self) -> None:
        rgba = np.zeros((10, 20, 4), np.uint8)
        rgba[2:5, 3:9] = (9, 8, 7, 1)
        trimmed, offset = trim(rgba)
        assert offset == (3, 2)
        assert trimmed.tolist() == rgba[2:5, 3:9].tolist()

    def test_threshold_cuts_dust_off(self) -> None:
        rgba = np.zeros((10, 10, 4), np.uint8)
        rgba[0, 0, 3] = 8
        rgba[4:6, 4:7, 3] = 9
        assert trim(rgba, threshold=8)[1] == (4, 4)
        assert trim(rgba, threshold=8)[0].shape == (2, 3, 4)

    def test_an_empty_picture_leaves_one_clear_pixel(self) -> None:
        trimmed, offset = trim(np.full((5, 5, 4), (200, 0, 0, 0), np.uint8))
        assert trimmed.tolist() == [[[0, 0, 0, 0]]]
        assert offset == (0, 0)

    @given(cutouts)
    def test_laid_back_at_its_offset_it_shows_the_same(self, rgba: np.ndarray) -> None:
        trimmed, (x, y) = trim(rgba)
        back = np.zeros_like(rgba)
        back[y : y + trimmed.shape[0], x : x + trimmed.shape[1]] = trimmed
        shows = rgba[..., 3] > 0
        assert np.array_equal(back[..., 3], rgba[..., 3])
        assert np.array_equal(back[shows], rgba[shows])

    @given(cutouts, st.integers(0, 3))
    def test_undoes_padding(self, rgba: np.ndarray, px: int) -> None:
        trimmed, (x, y) = trim(rgba)
        again, (padded_x, padded_y) = trim(pad(rgba, px))
        assert np.array_equal(trimmed, again)
        if trimmed.any():
            assert (padded_x, padded_y) == (x + px, y + px)


def test_padding_is_clear_and_all_around() -> None:
    padded = pad(np.full((2, 3, 4), 255, np.uint8), 2)
    assert padded.shape == (6, 7, 4)
    assert padded.astype(int).sum() == 2 * 3 * 4 * 255
    assert (padded[2:4, 2:5] == 255).all()


class TestBleed:
    @given(cutouts)
    def test_alpha_and_visible_pixels_stay(self, rgba: np.ndarray) -> None:
        bled = bleed(rgba)
        assert np.array_equal(bled[..., 3], rgba[..., 3])
        shows = rgba[..., 3] > 0
        assert np.array_equal(bled[shows], rgba[shows])

    @given(st.tuples(*[st.integers(0, 255)] * 3), sizes, st.data())
    def test_one_colour_fills_everything(
        self, colour: tuple[int, int, int], size: tuple[int, int], data: st.DataObject
    ) -> None:
        rgba = np.zeros((*size, 4), np.uint8)
        y, x = data.draw(st.integers(0, size[0] - 1)), data.draw(st.integers(0, size[1] - 1))
        rgba[y, x] = (*colour, data.draw(st.integers(1, 255)))
        assert (bleed(rgba)[..., :3] == colour).all()

    def test_reaches_the_far_corner_of_a_large_picture_undimmed(self) -> None:
        rgba = np.zeros((513, 700, 4), np.uint8)
        rgba[0, 0] = (250, 120, 3, 1)
        assert bleed(rgba)[-1, -1].tolist() == [250, 120, 3, 0]

    def test_sides_keep_their_own_colour(self) -> None:
        rgba = np.zeros((16, 64, 4), np.uint8)
        rgba[:, 10] = (255, 0, 0, 255)
        rgba[:, 53] = (0, 0, 255, 255)
        bled = bleed(rgba)
        assert bled[8, 7, :3].tolist() == bled[8, 13, :3].tolist() == [255, 0, 0]
        assert bled[8, 50, :3].tolist() == bled[8, 56, :3].tolist() == [0, 0, 255]

    def test_faint_neighbours_count_less(self) -> None:
        rgba = np.zeros((1, 3, 4), np.uint8)
        rgba[0, 0] = (255, 0, 0, 250)
        rgba[0, 2] = (0, 0, 255, 5)
        assert bleed(rgba)[0, 1].tolist() == [250, 0, 5, 0]

    def test_a_clear_picture_stays(self) -> None:
        rgba = np.full((4, 4, 4), (1, 2, 3, 0), np.uint8)
        assert np.array_equal(bleed(rgba), rgba)


class TestFitWithin:
    @given(pictures, st.integers(1, 14))
    def test_fits_and_never_enlarges(self, rgba: np.ndarray, max_side: int) -> None:
        small = fit_within(rgba, max_side)
        assert max(small.shape[:2]) == min(max_side, max(rgba.shape[:2]))
        if max(rgba.shape[:2]) <= max_side:
            assert np.array_equal(small, rgba)

    def test_keeps_the_shape(self) -> None:
        assert fit_within(np.zeros((300, 600, 4), np.uint8), 100).shape == (50, 100, 4)
        assert fit_within(np.zeros((2000, 3, 4), np.uint8), 100).shape == (100, 1, 4)

    def test_enlarged_pixel_art_comes_back_exactly(self) -> None:
        art = samples.colours(16, 12)
        art[art[..., 3] < 120] = 0
        enlarged = art.repeat(8, axis=0).repeat(8, axis=1)
        assert np.array_equal(fit_within(enlarged, 16), art)

    @pytest.mark.parametrize("max_side", [16, 11, 5])
    def test_hidden_colour_does_not_leak_out(self, max_side: int) -> None:
        small = fit_within(disc(), max_side)
        shows = small[..., 3] > 0
        assert shows.any()
        assert (small[shows][:, :3] == (255, 0, 0)).all()
        assert not small[~shows].any()

    def test_faint_colour_keeps_its_precision(self) -> None:
        faint = np.full((30, 30, 4), (201, 99, 13, 3), np.uint8)
        assert (fit_within(faint, 7) == (201, 99, 13, 3)).all()


@given(pictures)
def test_input_is_left_alone(rgba: np.ndarray) -> None:
    before = rgba.copy()
    for result in (trim(rgba)[0], pad(rgba, 0), bleed(rgba), fit_within(rgba, 64), fit_within(rgba, 2)):
        assert not np.shares_memory(result, rgba)
    assert np.array_equal(rgba, before)
