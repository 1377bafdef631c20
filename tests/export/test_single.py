import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rundot_studio.domain.errors import OutputRefused, RuleBroken
from rundot_studio.export.encoding import encoded
from rundot_studio.export.frame import Origin
from rundot_studio.export.resizing import resized, scale_factors
from rundot_studio.export.sheet import Borders
from rundot_studio.export.single import SingleOptions, map_files, prepare, single_files
from rundot_studio.imaging import codec, recipe_chunks
from tests.export import samples

pictures = st.tuples(st.integers(1, 9), st.integers(1, 9)).flatmap(lambda size: arrays(np.uint8, (*size, 4)))
KNIGHT = Origin("a1b2c3d4e5", "gen-1", "a brave knight", "dream", 7, "a brave knight\nSteps: 1, Seed: 7, Size: 8x8")


def visible_equal(a: np.ndarray, b: np.ndarray) -> bool:
    shows = b[..., 3] > 0
    return bool(np.array_equal(a[..., 3], b[..., 3]) and np.array_equal(a[shows], b[shows]))


class TestEncoding:
    @given(pictures)
    def test_png_and_full_webp_lose_nothing(self, rgba: np.ndarray) -> None:
        assert np.array_equal(codec.decode_rgba(encoded(rgba, "png")), rgba)
        assert np.array_equal(codec.decode_rgba(encoded(rgba, "webp", quality=100)), rgba)

    @given(pictures)
    def test_a_palette_that_is_large_enough_loses_nothing(self, rgba: np.ndarray) -> None:
        data = encoded(rgba, "png", colors=256)
        assert visible_equal(codec.decode_rgba(data), rgba)
        assert data[25] == 3

    def test_a_small_palette_reduces(self) -> None:
        found = codec.decode_rgba(encoded(samples.noise((64, 64), 1), "png", colors=16))
        assert len(np.unique(found.reshape(-1, 4), axis=0)) <= 16

    @pytest.mark.parametrize("wrong", [{"quality": 0}, {"quality": 101}, {"colors": 1}, {"colors": 257}])
    def test_values_outside_their_range_are_refused(self, wrong: dict[str, int]) -> None:
        with pytest.raises(RuleBroken):
            encoded(samples.noise((4, 4), 1), "png", **wrong)


class TestResizing:
    def test_pixel_art_stays_crisp_both_ways(self) -> None:
        rgba = samples.noise((7, 5), 1)
        large = resized(rgba, (21, 15), pixel_art=True)
        assert np.array_equal(large, rgba.repeat(3, axis=0).repeat(3, axis=1))
        assert np.array_equal(resized(large, (7, 5), pixel_art=True), rgba)

    def test_hidden_colour_does_not_leak(self) -> None:
        rgba = np.zeros((20, 20, 4), np.uint8)
        rgba[...] = (0, 255, 0, 0)
        rgba[5:15, 5:15] = (200, 0, 0, 255)
        for size in ((10, 10), (13, 13), (31, 31)):
            found = resized(rgba, size, pixel_art=False)
            assert found[found[..., 3] > 0][:, 1].max() == 0

    def test_pixel_art_is_the_smallest_of_a_set_and_others_the_largest(self) -> None:
        assert scale_factors((1.0, 2.0), pixel_art=True) == {1.0: 1.0, 2.0: 2.0}
        assert scale_factors((1.0, 2.0), pixel_art=False) == {1.0: 0.5, 2.0: 1.0}
        for wrong in ((), (1.0, 1.0), (0.0,), (9.0,)):
            with pytest.raises(RuleBroken):
                scale_factors(wrong, pixel_art=False)


class TestFiles:
    def test_one_file_per_scale_with_a_sidecar_each(self) -> None:
        frame = samples.frame("knight", samples.noise((16, 8), 1), origin=KNIGHT)
        files = single_files(frame, "knight", SingleOptions(scales=(1.0, 2.0)))
        assert list(files) == ["knight.png", "knight.png.json", "knight@2x.png", "knight@2x.png.json"]
        assert codec.decode_rgba(files["knight.png"]).shape == (4, 8, 4)
        told = json.loads(files["knight.png.json"])
        assert told["generationId"] == "gen-1"
        assert (told["prompt"], told["model"], told["seed"]) == ("a brave knight", "dream", 7)

    def test_the_recipe_goes_along_or_is_stripped(self) -> None:
        frame = samples.frame("knight", samples.noise((16, 8), 1), origin=KNIGHT)
        for picture_format in ("png", "webp", "jpeg"):
            kept = single_files(frame, "k", SingleOptions(picture_format))  # type: ignore[arg-type]
            assert recipe_chunks.extract(next(iter(kept.values()))) == KNIGHT.recipe
            bare = single_files(frame, "k", SingleOptions(picture_format, metadata=False, sidecar=False))  # type: ignore[arg-type]
            assert len(bare) == 1
            assert recipe_chunks.extract(next(iter(bare.values()))) is None

    def test_what_is_trimmed_is_told_and_pivot_and_borders_follow(self) -> None:
        rgba = samples.sprite((20, 20), 1, margin=4)
        frame = samples.frame("panel", rgba, pivot=(0.5, 1.0), borders=Borders(6, 6, 6, 6))
        ready = prepare(frame, rgba, 1.0, SingleOptions(trim=True, padding=1))
        assert ready.pixels.shape == (14, 14, 4)
        assert ready.offset == (3, 3)
        assert ready.pivot == (0.5, 17 / 14)
        assert ready.borders == Borders(3, 3, 3, 3)
        told = json.loads(single_files(frame, "panel", SingleOptions(trim=True))["panel.png.json"])
        assert told["offset"] == {"x": 4, "y": 4}
        assert told["sourceSize"] == {"w": 20, "h": 20}

    def test_powers_of_two_and_extrusion(self) -> None:
        rgba = samples.noise((20, 33), 1)
        ready = prepare(samples.frame("a", rgba), rgba, 1.0, SingleOptions(extrude=2, power_of_two=True))
        assert ready.pixels.shape == (64, 32, 4)
        assert np.array_equal(ready.pixels[0, 2:22], rgba[0])
        assert ready.offset == (-2, -2)

    def test_the_longer_side_can_be_set(self) -> None:
        rgba = samples.noise((40, 20), 1)
        assert prepare(samples.frame("a", rgba), rgba, 1.0, SingleOptions(longest_px=10)).pixels.shape == (5, 10, 4)


def test_maps_lie_exactly_over_their_picture() -> None:
    rgba = samples.sprite((40, 30), 1, margin=6)
    rgba[..., 3] = np.where(rgba[..., 3] > 0, 255, 0)
    normal = samples.noise((40, 30), 2)
    frame = samples.frame("hero", rgba, maps={"normal": lambda: normal, "depth": lambda: rgba})
    options = SingleOptions(trim=True, padding=3, extrude=1, scales=(1.0, 2.0), sidecar=False)
    color = codec.decode_rgba(single_files(frame, "hero", options)["hero@2x.png"])
    maps = {name: codec.decode_rgba(data) for name, data in map_files(frame, "hero", options).items()}
    assert set(maps) == {"hero_n.png", "hero_d.png", "hero@2x_n.png", "hero@2x_d.png"}
    assert maps["hero@2x_n.png"].shape == color.shape
    assert np.array_equal(maps["hero@2x_d.png"][4:-4, 4:-4], color[4:-4, 4:-4])
    assert np.array_equal(maps["hero@2x_n.png"][4:-4, 4:-4], normal[6:-6, 6:-6])
    small = samples.frame("hero", rgba, maps={"normal": lambda: normal[1:]})
    with pytest.raises(OutputRefused, match="normal map"):
        map_files(small, "hero", options)
    assert map_files(samples.frame("hero", rgba), "hero", options) == {}
