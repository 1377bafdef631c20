import numpy as np
import pytest

from rundot_studio.relief.outlines import with_steep_outlines
from rundot_studio.relief.slicing import cuts
from tests.relief.staging import F, box_before_wall, ramp


def test_an_object_before_a_wall_is_cut_off_between_both() -> None:
    (cut,) = cuts(box_before_wall(), 4)
    assert 0.1 < cut < 0.9


def test_three_planes_are_cut_twice() -> None:
    depth = box_before_wall()
    depth[:20] = 0.45
    depth[50:70, 60:100] = 0.45
    low, high = cuts(depth, 4)
    assert 0.1 < low <= 0.45 < high <= 0.9


@pytest.mark.parametrize("depth", [np.full((30, 40), 0.5, F), ramp(60, 80, 0.9, 0.1), np.zeros((1, 1), F)])
def test_without_outlines_nothing_is_cut(depth: np.ndarray) -> None:
    assert cuts(depth, 4) == []


@pytest.mark.parametrize("count", [2, 5, 8])
def test_exactly_as_many_layers_as_wanted(count: int) -> None:
    depth = np.clip(ramp(60, 80, 0.9, 0.1), 0, 1)
    found = cuts(depth, count, exactly=True)
    assert len(found) == count - 1
    assert found == sorted(found)
    counts = np.histogram(depth, [0, *found, 1])[0]
    assert (counts > 0).all()


def test_a_flat_depth_has_one_layer_however_many_are_wanted() -> None:
    assert cuts(np.full((30, 40), 0.5, F), 6, exactly=True) == []


def test_mixed_pixels_of_an_outline_go_to_one_side_and_slopes_stay() -> None:
    depth = np.full((200, 320), 0.2, F)
    depth[:, 160:] = 0.8
    depth[:, 158:162] = (0.3, 0.45, 0.55, 0.7)
    assert set(np.unique(with_steep_outlines(depth)).tolist()) == {np.float32(0.2).item(), np.float32(0.8).item()}
    slope = ramp(200, 320, 0.9, 0.2)
    assert np.array_equal(with_steep_outlines(slope), slope)
