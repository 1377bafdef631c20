import numpy as np

from rundot_studio.relief.false_color import false_color, ramp
from tests.relief.staging import F


def test_near_is_always_lighter_than_far() -> None:
    light = ramp() @ np.array([0.2126, 0.7152, 0.0722])
    assert (np.diff(light) > -0.5).all()
    assert light[-1] - light[0] > 170


def test_no_step_jumps_and_no_colour_comes_twice() -> None:
    colors = ramp().astype(int)
    assert len({tuple(color) for color in colors.tolist()}) == 256
    assert np.abs(np.diff(colors, axis=0)).max() <= 20


def test_each_depth_has_its_colour() -> None:
    shown = false_color(np.array([[0, 0.5, 1]], F))
    assert shown.shape == (1, 3, 4)
    assert shown[0, :, :3].tolist() == ramp()[[0, 128, 255]].tolist()
    assert (shown[..., 3] == 255).all()
