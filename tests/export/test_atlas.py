import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.domain.errors import OutputRefused
from rundot_studio.export.atlas import AtlasOptions, bleed_edges, build_atlas, frame_pixels, map_pages
from rundot_studio.export.frame import Frame
from rundot_studio.export.packing import PackOptions
from tests.export import samples

options = st.builds(
    AtlasOptions,
    pack=st.builds(
        PackOptions,
        max_size=st.sampled_from([100, 256]),
        padding=st.integers(0, 3),
        extrude=st.integers(0, 2),
        rotation=st.booleans(),
    ),
    trim=st.booleans(),
    bleed_px=st.integers(0, 3),
)


@given(st.lists(samples.sizes, min_size=1, max_size=12), st.integers(0, 4), options)
def test_every_frame_comes_back_as_it_was(sizes: list[tuple[int, int]], margin: int, how: AtlasOptions) -> None:
    frames = samples.frames([(width + 2 * margin, height + 2 * margin) for width, height in sizes], margin)
    atlas = build_atlas("art", frames, how)
    for frame in frames:
        found = frame_pixels(atlas.pages, atlas.sheet.region(frame.name))
        wanted = frame.pixels()
        assert np.array_equal(found[..., 3], wanted[..., 3])
        visible = wanted[..., 3] > 0
        assert np.array_equal(found[visible], wanted[visible])


def test_the_order_of_frames_changes_nothing() -> None:
    frames = samples.frames([(20, 30), (11, 12), (40, 8), (9, 9)])
    first, second = build_atlas("art", frames), build_atlas("art", frames[::-1])
    assert first.sheet == second.sheet
    assert all(np.array_equal(a, b) for a, b in zip(first.pages, second.pages, strict=True))


def test_frames_are_ordered_by_their_numbers() -> None:
    atlas = build_atlas("art", samples.frames([(4 + n, 4) for n in range(12)], stem="walk"))
    assert [region.name for region in atlas.sheet.regions] == [f"walk_{n}" for n in range(12)]
    assert atlas.sheet.animations[0].frames == tuple(f"walk_{n}" for n in range(12))


def test_equal_frames_are_stored_once() -> None:
    picture = samples.sprite((30, 30), 1, margin=4)
    hidden = picture.copy()
    hidden[hidden[..., 3] == 0] = (9, 9, 9, 0)
    moved = np.roll(picture, 2, axis=1)
    atlas = build_atlas("art", [samples.frame(n, p) for n, p in (("a", picture), ("b", hidden), ("c", moved))])
    places = {(region.x, region.y) for region in atlas.sheet.regions}
    assert len(places) == 1
    assert [region.offset for region in atlas.sheet.regions] == [(4, 4), (4, 4), (6, 4)]
    assert atlas.efficiency == 1.0


def test_trimming_keeps_offset_size_and_pivot() -> None:
    rgba = np.zeros((48, 40, 4), np.uint8)
    rgba[6:46, 4:34] = 200
    region = build_atlas("art", [samples.frame("hero", rgba, pivot=(0.5, 1.0))]).sheet.regions[0]
    assert (region.offset, region.source_size, region.width, region.height) == ((4, 6), (40, 48), 30, 40)
    assert region.pivot_on_region == ((20 - 4) / 30, (48 - 6) / 40)


def test_extrusion_repeats_the_edge() -> None:
    rgba = samples.noise((6, 5), 3)
    atlas = build_atlas("art", [samples.frame("tile", rgba)], AtlasOptions(PackOptions(extrude=2, padding=0)))
    region = atlas.sheet.regions[0]
    assert (region.x, region.y) == (2, 2)
    assert atlas.pages[0].shape == (9, 10, 4)
    assert np.array_equal(atlas.pages[0][0, 2:8], rgba[0])
    assert np.array_equal(atlas.pages[0][8, 9], rgba[4, 5])


def test_colour_is_carried_on_under_clear_pixels_near_the_edge_only() -> None:
    page = np.zeros((20, 20, 4), np.uint8)
    page[:, :, :3] = 77
    page[8:12, 8:12] = (200, 10, 10, 255)
    bleed_edges(page, 3)
    assert page[10, 5].tolist() == [200, 10, 10, 0]
    assert page[10, 1].tolist() == [0, 0, 0, 0]
    assert page[10, 10].tolist() == [200, 10, 10, 255]


def test_empty_frames_are_told_and_take_one_pixel() -> None:
    clear = np.zeros((16, 16, 4), np.uint8)
    atlas = build_atlas("art", [samples.frame("gone", clear), samples.frame("gone_too", clear)])
    assert atlas.empty == ("gone", "gone_too")
    assert atlas.sheet.pages[0].width == 1
    assert atlas.sheet.regions[0].source_size == (16, 16)


def test_maps_lie_in_the_very_same_rectangles() -> None:
    color = samples.sprite((24, 20), 1, margin=3)
    normal = samples.noise((24, 20), 2)
    lit = Frame("hero", lambda: color, maps={"normal": lambda: normal})
    plain = samples.frame("rock", samples.noise((10, 10), 5))
    atlas = build_atlas("art", [lit, plain], AtlasOptions(PackOptions(extrude=1)))
    page = map_pages(atlas, [lit, plain], "normal")[0]
    region = atlas.sheet.region("hero")
    part = page[region.y : region.y + region.height, region.x : region.x + region.width]
    assert np.array_equal(part, normal[3:17, 3:21])
    rock = atlas.sheet.region("rock")
    assert page[rock.y, rock.x].tolist() == [128, 128, 255, 255]
    assert page.shape == atlas.pages[0].shape


def test_a_map_of_another_size_is_refused_by_name() -> None:
    small = samples.noise((3, 3), 1)
    lit = Frame("hero", lambda: samples.noise((8, 8), 1), maps={"normal": lambda: small})
    with pytest.raises(OutputRefused, match="normal map of hero"):
        map_pages(build_atlas("art", [lit]), [lit], "normal")


def test_bad_input_is_told_in_words() -> None:
    with pytest.raises(OutputRefused, match="no pictures"):
        build_atlas("art", [])
    with pytest.raises(OutputRefused, match="f_0: A frame of 200 × 3"):
        build_atlas("art", samples.frames([(200, 3)]), AtlasOptions(PackOptions(max_size=128)))
    with pytest.raises(OutputRefused, match="Two frames have the name a"):
        build_atlas("art", [samples.frame("a", samples.noise((3, 3), 1))] * 2)


def test_five_thousand_frames_are_packed() -> None:
    small = [samples.noise((4 + n % 5, 4 + n % 7), n % 35) for n in range(5000)]
    atlas = build_atlas("many", [samples.frame(f"f_{n}", picture) for n, picture in enumerate(small)])
    assert len(atlas.sheet.regions) == 5000
    assert len(set(atlas.owners)) == 35


@given(st.integers(0, 10_000), st.integers(1, 3))
def test_clear_pixels_near_visible_ones_have_the_colour_of_a_nearest(seed: int, reach: int) -> None:
    rng = np.random.default_rng(seed)
    page = rng.integers(0, 256, (12, 17, 4), np.uint8)
    page[..., 3] = np.where(rng.random((12, 17)) < 0.08, 255, 0)
    before = page.copy()
    bleed_edges(page, reach)
    visible = np.argwhere(before[..., 3] > 0)
    assert np.array_equal(page[..., 3], before[..., 3])
    for row, column in np.argwhere(before[..., 3] == 0):
        away = np.hypot(*(visible - (row, column)).T) if len(visible) else np.array([np.inf])
        if away.min() > reach + 0.5:
            assert not page[row, column].any()
        elif away.min() <= reach - 0.5:
            # Distances are counted in steps, which is off by a tenth at most.
            nearest = visible[away <= away.min() * 1.12]
            assert any(np.array_equal(page[row, column, :3], before[r, c, :3]) for r, c in nearest)


def test_reading_ends_soon_after_it_is_given_up() -> None:
    read = []

    def frame(number: int) -> Frame:
        def pixels() -> np.ndarray:
            read.append(number)
            return samples.noise((4, 4), number)

        return Frame(f"f{number}", pixels)

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        build_atlas("art", [frame(number) for number in range(500)], progress=stop)
    at_the_end = len(read)
    assert at_the_end < 100
    assert not [each for each in threading.enumerate() if each.name.startswith("frames")]
