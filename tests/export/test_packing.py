import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.export.packing import Packing, PackOptions, TooLarge, pack
from tests.export.samples import sizes

option_sets = st.builds(
    PackOptions,
    max_size=st.sampled_from([128, 200, 1024]),
    padding=st.integers(0, 5),
    border=st.integers(0, 3),
    extrude=st.integers(0, 3),
    power_of_two=st.booleans(),
    square=st.booleans(),
    rotation=st.booleans(),
)


def covered(packing: Packing, options: PackOptions) -> list[np.ndarray]:
    """How often each pixel is taken: rims included, the gap of the padding added on the right and below."""
    room = options.padding + 2
    grids = [np.zeros((height + room, width + room), np.int32) for width, height in packing.pages]
    for spot in packing.placements:
        width, height = spot.page_size
        left, top = spot.x - options.extrude, spot.y - options.extrude
        right = spot.x + width + options.extrude + options.padding
        bottom = spot.y + height + options.extrude + options.padding
        grids[spot.page][top:bottom, left:right] += 1
    return grids


@given(st.lists(sizes, min_size=1, max_size=40), option_sets)
def test_nothing_overlaps_all_is_inside_and_the_padding_is_kept(
    rectangles: list[tuple[int, int]], options: PackOptions
) -> None:
    packing = pack(rectangles, options)
    assert len(packing.placements) == len(rectangles)
    assert all(grid.max() <= 1 for grid in covered(packing, options))
    for size, spot in zip(rectangles, packing.placements, strict=True):
        assert (spot.width, spot.height) == size
        assert options.rotation or not spot.rotated
        rim = options.border + options.extrude
        page = packing.pages[spot.page]
        assert spot.x >= rim
        assert spot.y >= rim
        assert spot.x + spot.page_size[0] <= page[0] - rim
        assert spot.y + spot.page_size[1] <= page[1] - rim


@given(st.lists(sizes, min_size=1, max_size=30), option_sets)
def test_pages_keep_to_their_rules(rectangles: list[tuple[int, int]], options: PackOptions) -> None:
    for width, height in pack(rectangles, options).pages:
        assert max(width, height) <= options.max_size
        if options.square:
            assert width == height
        if options.power_of_two:
            assert width & (width - 1) == 0
            assert height & (height - 1) == 0


@given(st.lists(sizes, min_size=1, max_size=30), option_sets)
def test_the_same_sizes_give_the_same_pages(rectangles: list[tuple[int, int]], options: PackOptions) -> None:
    assert pack(rectangles, options) == pack(rectangles, options)


def test_several_pages_when_one_is_full() -> None:
    packing = pack([(60, 60)] * 9, PackOptions(max_size=128, padding=0))
    assert [spot.page for spot in packing.placements].count(0) == 4
    assert len(packing.pages) == 3
    assert packing.pages[2] == (60, 60)


def test_no_rectangles_make_no_page() -> None:
    assert pack([]) == Packing((), ())


def test_one_larger_than_the_page_is_named_by_its_place() -> None:
    with pytest.raises(TooLarge, match="300 × 20") as caught:
        pack([(10, 10), (300, 20)], PackOptions(max_size=256))
    assert caught.value.index == 1


def test_one_exactly_as_large_as_the_page_fits_though_there_is_padding() -> None:
    assert pack([(256, 256)], PackOptions(max_size=256, padding=8)).pages == ((256, 256),)


def test_rotation_makes_room_where_it_is_allowed() -> None:
    options = PackOptions(max_size=100, padding=0)
    tall = [(100, 40), (40, 60), (60, 40)]
    upright = pack(tall, options)
    assert not any(spot.rotated for spot in upright.placements)
    lying = pack([(20, 100)] * 2 + [(100, 20)] * 3, PackOptions(max_size=100, padding=0, rotation=True))
    assert len(lying.pages) == 1
    assert any(spot.rotated for spot in lying.placements)


def test_mixed_sizes_are_packed_tightly() -> None:
    rng = np.random.default_rng(4)
    rectangles = [(int(w), int(h)) for w, h in rng.integers(8, 96, (300, 2))]
    assert pack(rectangles, PackOptions(padding=0)).efficiency > 0.92


@pytest.mark.parametrize("wrong", [{"max_size": 0}, {"max_size": 20000}, {"padding": -1}, {"extrude": 999}])
def test_options_outside_their_range_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(RuleBroken):
        PackOptions(**wrong)
