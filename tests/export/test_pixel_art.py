import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rundot_studio.domain.errors import RuleBroken, SourceUnusable
from rundot_studio.export.outline import outlined
from rundot_studio.export.palettes import palette_of, read_palette, reduced_to, write_palette
from rundot_studio.export.pixel_grid import find_grid, snap
from rundot_studio.export.pixel_tools import PixelTools
from tests.export import samples

PICO = ((0, 0, 0), (29, 43, 83), (126, 37, 83), (255, 0, 77), (255, 241, 232))
palettes = st.lists(st.tuples(*[st.integers(0, 255)] * 3), min_size=1, max_size=40, unique=True).map(tuple)


def art(side: int, seed: int) -> np.ndarray:
    """Blobs of a few colours, as real pixel art has them, opaque."""
    rng = np.random.default_rng(seed)
    field = cv2.resize(rng.random((side // 3, side // 3)).astype(np.float32), (side, side))
    field += rng.random((side, side)).astype(np.float32) * 0.25
    indices = np.clip((field / 1.25 * len(PICO)).astype(int), 0, len(PICO) - 1)
    return np.dstack([np.array(PICO, np.uint8)[indices], np.full((side, side), 255, np.uint8)])


def faked(pixels: np.ndarray, cell: float, seed: int = 0) -> np.ndarray:
    """As a generator paints it: blocks of uneven width with blurred edges and noise."""
    size = (round(pixels.shape[1] * cell), round(pixels.shape[0] * cell))
    large = cv2.resize(pixels, size, interpolation=cv2.INTER_NEAREST).astype(np.float32)
    large = cv2.GaussianBlur(large, (0, 0), 0.3 + cell * 0.08)
    large[..., :3] += np.random.default_rng(seed).normal(0, 3, (*large.shape[:2], 3))
    return np.clip(large, 0, 255).astype(np.uint8)


class TestGrid:
    @pytest.mark.parametrize("cell", [4.0, 8.0, 10.67, 16.0])
    def test_fake_pixel_art_becomes_real(self, cell: float) -> None:
        true = art(48, 1)
        large = faked(true, cell)
        grid = find_grid(large)
        assert grid is not None
        assert grid.cell == pytest.approx((cell, cell), rel=0.01)
        small = snap(large, grid)
        assert small.shape == true.shape
        near = np.abs(small[..., :3].astype(int) - true[..., :3]).max(axis=2) < 40
        assert near.mean() > 0.97

    def test_a_grid_that_begins_before_the_picture_is_found(self) -> None:
        grid = find_grid(faked(art(48, 2), 12.0)[5:, 8:])
        assert grid is not None
        assert grid.cell == pytest.approx((12, 12), rel=0.01)
        assert grid.origin == pytest.approx((-8, -5), abs=1.5)

    def test_what_has_no_grid_has_none(self) -> None:
        smooth = cv2.GaussianBlur(samples.noise((300, 300), 3), (0, 0), 5)
        assert find_grid(smooth) is None
        assert find_grid(np.zeros((100, 100, 4), np.uint8)) is None
        assert find_grid(samples.noise((3, 3), 1)) is None


class TestPalettes:
    @given(palettes, st.sampled_from([".gpl", ".hex", ".pal"]))
    def test_files_come_back(self, palette: tuple[tuple[int, int, int], ...], suffix: str) -> None:
        assert read_palette(f"my{suffix}", write_palette(palette, suffix, "my\ncolours")) == palette

    def test_microsofts_palette_is_read(self) -> None:
        body = b"\x00\x03\x02\x00" + bytes([1, 2, 3, 0, 4, 5, 6, 0])
        data = b"RIFF" + (len(body) + 12).to_bytes(4, "little") + b"PAL data" + len(body).to_bytes(4, "little") + body
        assert read_palette("win.pal", data) == ((1, 2, 3), (4, 5, 6))

    @pytest.mark.parametrize("data", [b"", b"hello", b"GIMP Palette\n", b"\xff\xfe", b"RIFF\0\0\0\0PAL ", b"12345\n"])
    def test_other_files_are_refused(self, data: bytes) -> None:
        with pytest.raises(SourceUnusable):
            read_palette("x.gpl", data)
        with pytest.raises(RuleBroken):
            write_palette(PICO, ".txt")

    @given(arrays(np.uint8, (6, 7, 4)), palettes, st.sampled_from(["none", "ordered"]))
    def test_a_reduced_picture_has_only_the_palettes_colours(
        self, rgba: np.ndarray, palette: tuple, dither: str
    ) -> None:
        found = reduced_to(rgba, palette, dither)  # type: ignore[arg-type]
        assert {tuple(color) for color in found[..., :3].reshape(-1, 3).tolist()} <= set(palette)
        assert np.array_equal(found[..., 3], rgba[..., 3])

    def test_reducing_twice_changes_nothing(self) -> None:
        once = reduced_to(samples.noise((20, 20), 1), PICO)
        assert np.array_equal(reduced_to(once, PICO), once)

    def test_dithering_mixes_two_colours_evenly(self) -> None:
        grey = np.full((16, 16, 4), 119, np.uint8)
        found = reduced_to(grey, ((0, 0, 0), (255, 255, 255)), "ordered")
        assert 0.3 < (found[..., 0] == 255).mean() < 0.7

    def test_one_palette_serves_a_set(self) -> None:
        palette = palette_of([art(30, 1), art(30, 2)], 5)
        assert set(palette) == set(PICO)
        assert len(palette_of([samples.noise((60, 60), 1)], 16)) <= 16
        with pytest.raises(SourceUnusable):
            palette_of([np.zeros((4, 4, 4), np.uint8)], 4)


class TestOutline:
    def test_one_pixel_is_hard_and_cornerless(self) -> None:
        dot = np.full((1, 1, 4), 255, np.uint8)
        cross = outlined(dot, (9, 8, 7))
        assert cross[..., 3].tolist() == [[0, 255, 0], [255, 255, 255], [0, 255, 0]]
        assert cross[0, 1].tolist() == [9, 8, 7, 255]
        assert cross[1, 1].tolist() == [255, 255, 255, 255]
        assert (outlined(dot, (9, 8, 7), corners=True)[..., 3] == 255).all()

    def test_a_wide_one_is_round(self) -> None:
        alpha = outlined(np.full((9, 9, 4), 255, np.uint8), (0, 0, 0), 6)[..., 3]
        assert alpha.shape == (21, 21)
        assert alpha[10, 0] == 255
        assert alpha[0, 0] == 0

    def test_an_empty_picture_stays_empty(self) -> None:
        assert not outlined(np.zeros((5, 5, 4), np.uint8), (1, 2, 3), 3).any()


class TestTools:
    def test_a_set_gets_one_grid_and_one_palette(self) -> None:
        pictures = [faked(art(48, seed), 8.0, seed) for seed in (1, 2)]
        frames = [samples.frame(str(number), picture) for number, picture in enumerate(pictures)]
        done = [frame.pixels() for frame in PixelTools(snap=True, colors=5).applied(frames)]
        assert [picture.shape for picture in done] == [(48, 48, 4)] * 2
        colors = {tuple(color) for picture in done for color in picture[..., :3].reshape(-1, 3).tolist()}
        assert len(colors) <= 5

    def test_no_grid_is_told(self) -> None:
        smooth = cv2.GaussianBlur(samples.noise((100, 100), 3), (0, 0), 5)
        with pytest.raises(SourceUnusable, match="no grid"):
            PixelTools(snap=True).applied([samples.frame("a", smooth)])

    def test_without_tools_frames_stay(self) -> None:
        frames = samples.frames([(3, 3)])
        assert PixelTools().applied(frames) == frames
