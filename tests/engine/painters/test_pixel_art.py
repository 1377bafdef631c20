"""Pixel art: grids, palettes, outlines."""

from collections.abc import Iterator

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rundot_studio.engine.painters.color import rgb_to_oklab
from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.noise import rng_for
from rundot_studio.engine.painters.palette import BAYER_4, bayer_field, build_palette, nearest_color
from rundot_studio.engine.painters.pixel_art import enlarge, pixel_sprite, pixelate
from rundot_studio.engine.painters.shapes import ellipse, rounded_rect


@pytest.fixture(autouse=True)
def one_code_path() -> Iterator[None]:
    """Intel's IPP rounds by the alignment of its input; painters run without it, and so must what compares bytes."""
    used = cv2.ipp.useIPP()
    cv2.ipp.setUseIPP(False)
    yield
    cv2.ipp.setUseIPP(used)


def toadstool() -> Figure:
    figure = Figure()
    figure.add(rounded_rect(-0.2, 0.0, 0.2, 0.9, 0.1), "#f1e3c8")
    figure.add(ellipse(0, -0.1, 0.8, 0.5), "#d8343f", bevel=0.4)
    figure.add(ellipse(-0.2, -0.2, 0.15), "#ffffff", "flat")
    return figure


def colors_of(rgba: np.ndarray) -> int:
    return len(np.unique(rgba[rgba[..., 3] > 0][:, :3].round(4), axis=0))


@pytest.mark.parametrize("cells", [16, 32, 64])
def test_sprite_has_hard_alpha_and_few_colours(cells: int) -> None:
    sprite = pixel_sprite(toadstool(), cells, 12, rng_for(1))
    assert sprite.shape == (cells, cells, 4)
    assert set(np.unique(sprite[..., 3])) == {0.0, 1.0}
    assert colors_of(sprite) <= 12 + 4
    assert np.isfinite(sprite).all()


def test_sprite_may_be_wider_than_high() -> None:
    assert pixel_sprite(toadstool(), 24, 8, rng_for(1), cells_wide=40).shape == (24, 40, 4)


def test_outline_is_one_dark_cell_around_the_sprite() -> None:
    bare = pixel_sprite(toadstool(), 32, 12, rng_for(1), outline=False)
    lined = pixel_sprite(toadstool(), 32, 12, rng_for(1))
    edge = (lined[..., 3] > 0) & (bare[..., 3] == 0)
    assert edge.sum() > 40
    assert np.array_equal(lined[bare[..., 3] > 0], bare[bare[..., 3] > 0])
    assert lined[edge][:, :3].mean() < 0.4
    beside = bare[..., 3] > 0
    near = np.zeros_like(beside)
    for axis in (0, 1):
        for step in (-1, 1):
            near |= np.roll(beside, step, axis)
    assert near[edge].all()


def test_sprite_is_the_same_for_the_same_seed() -> None:
    a, b = (pixel_sprite(toadstool(), 32, 12, rng_for(7)).tobytes() for _ in range(2))
    assert a == b


def test_empty_figure_gives_an_empty_sprite() -> None:
    assert not pixel_sprite(Figure(), 16, 8, rng_for(1)).any()


def test_scene_is_reduced_to_the_grid_and_the_palette() -> None:
    gradient = np.linspace(0, 1, 300, dtype=np.float32)[None, :, None] * np.ones((200, 1, 3), np.float32)
    small = pixelate(gradient, rng_for(1), 60, 6, 0.05)
    assert small.shape == (40, 60, 3)
    assert len(np.unique(small.reshape(-1, 3).round(4), axis=0)) <= 6
    large = enlarge(small, 300, 200)
    assert large.shape == (200, 300, 3)
    assert len(np.unique(large.reshape(-1, 3).round(4), axis=0)) <= 6


def test_dither_mixes_neighbouring_tones_where_plain_reduction_bands() -> None:
    gradient = np.linspace(0.2, 0.8, 128, dtype=np.float32)[None, :, None] * np.ones((64, 1, 3), np.float32)
    plain, dithered = (pixelate(gradient, rng_for(2), 64, 4, amount) for amount in (0.0, 0.15))
    assert np.abs(np.diff(plain[..., 0], axis=0)).sum() == pytest.approx(0)
    assert np.abs(np.diff(dithered[..., 0], axis=0)).sum() > 1


def test_bayer_thresholds_are_balanced_and_tile() -> None:
    assert len(np.unique(BAYER_4)) == 16
    assert abs(float(BAYER_4.mean())) < 0.01
    field = bayer_field(9, 11)
    assert field.shape == (9, 11)
    assert np.array_equal(field[:4, :4], field[4:8, 4:8])


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), count=st.integers(1, 20), size=st.integers(1, 200))
def test_palette_is_no_larger_than_asked_and_serves_every_pixel(seed: int, count: int, size: int) -> None:
    lab = rgb_to_oklab(rng_for(seed, "pixels").random((size, 3)).astype(np.float32))
    palette = build_palette(lab, count, rng_for(seed))
    assert 1 <= len(palette) <= min(count, size)
    index = nearest_color(lab, palette)
    assert index.shape == (size,)
    assert index.max() < len(palette)


def test_palette_finds_the_colours_that_are_there() -> None:
    three = np.array([[0.9, 0.1, 0.1], [0.1, 0.8, 0.2], [0.1, 0.2, 0.9]], np.float32)
    pixels = rgb_to_oklab(np.repeat(three, 50, axis=0))
    palette = build_palette(pixels, 3, rng_for(0))
    assert np.allclose(sorted(palette.tolist()), sorted(rgb_to_oklab(three).tolist()), atol=1e-4)
