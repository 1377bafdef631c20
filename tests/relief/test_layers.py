import numpy as np
import pytest

from rundot_studio.relief.infill import infilled, smooth_fill
from rundot_studio.relief.layers import layers
from tests.relief.staging import F, box_before_wall, box_picture, over, ramp, speckled


def test_all_layers_over_each_other_are_the_picture() -> None:
    picture, depth = speckled(120, 160), box_before_wall()
    depth[:30] = 0.5
    found = list(layers(picture, depth, [0.3, 0.7], 10))
    assert len(found) == 3
    together = np.zeros((120, 160, 4))
    for layer in found:
        together = over(together, layer.picture)
    assert np.abs(together * 255 - picture).max() <= 1.5


def test_a_sprite_comes_together_again_but_for_its_faint_edges() -> None:
    picture, depth = speckled(120, 160), box_before_wall()
    picture[box_before_wall() < 0.5] = 0
    depth[:, :80] *= 0.5
    together = np.zeros((120, 160, 4))
    for layer in layers(picture, depth, [0.2, 0.7], 10):
        together = over(together, layer.picture)
    expected = picture / 255.0
    expected[..., :3] *= expected[..., 3:]
    assert np.abs(together - expected).max() < 0.02


def test_what_lies_behind_shows_nothing_of_the_object() -> None:
    behind, before = layers(box_picture(), box_before_wall(), [0.5], 10)
    assert np.abs(behind.picture[..., :3].astype(int) - (20, 200, 40)).max() <= 1
    assert (behind.picture[..., 3] == 255).all()
    assert before.picture[60, 80].tolist() == [220, 30, 20, 255]
    assert before.picture[5, 5, 3] == 0
    assert (round(behind.mean_depth, 2), round(before.mean_depth, 2)) == (0.1, 0.9)


def test_each_layer_keeps_its_own_depth_beyond_its_outline() -> None:
    behind, before = layers(box_picture(), box_before_wall(), [0.5], 10)
    assert np.abs(behind.depth - 0.1).max() < 0.01
    assert np.abs(before.depth - 0.9).max() < 0.01
    assert behind.depth.shape == (15, 20)


def test_layers_without_pixels_are_left_out() -> None:
    assert len(list(layers(speckled(20, 30), np.full((20, 30), 0.5, F), [0.2, 0.4, 0.8], 5))) == 1


@pytest.mark.parametrize("alpha", [0, 255])
@pytest.mark.parametrize("size", [(1, 1), (1, 40), (40, 1), (9, 7)])
def test_any_size_comes_apart(size: tuple[int, int], alpha: int) -> None:
    found = list(layers(speckled(*size, alpha), ramp(*size, 0.9, 0.9), [0.5], 5))
    assert found
    assert all(layer.picture.shape == (*size, 4) for layer in found)


def test_a_hole_is_filled_from_around_and_known_pixels_stay() -> None:
    values = speckled(60, 80)[..., :3].astype(F)
    known = np.ones((60, 80), np.bool_)
    known[20:40, 30:50] = False
    hidden = values.copy()
    hidden[~known] = 10_000
    for filled in (infilled(hidden, known, 4), smooth_fill(hidden, known)):
        assert np.array_equal(filled[known], values[known])
        assert filled[~known].max() <= values[known].max() + 1e-3
        assert filled[~known].min() >= values[known].min() - 1e-3
    textured, smooth = infilled(hidden, known, 4)[20:22, 30:50], smooth_fill(hidden, known)[20:22, 30:50]
    assert textured.std() > smooth.std()


def test_behind_a_nearer_layer_the_others_go_on_or_end_and_leave_no_ghosts() -> None:
    depth = box_before_wall(240, 320)
    depth[:, :160] = np.maximum(depth[:, :160], 0.5)
    *_, middle, _ = layers(speckled(240, 320), depth, [0.3, 0.7], 10)
    hidden = depth > 0.7
    alpha = middle.picture[..., 3][hidden]
    assert ((alpha > 20) & (alpha < 235)).mean() < 0.1
    assert 0.3 < (alpha > 128).mean() < 0.7
