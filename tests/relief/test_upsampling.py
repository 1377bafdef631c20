import cv2
import numpy as np
import pytest

from rundot_studio.relief.upsampling import fitted
from tests.relief.staging import F, box_before_wall, box_picture, speckled


def test_a_map_of_the_right_size_stays() -> None:
    depth = box_before_wall()
    assert fitted(depth, box_picture()) is depth


def test_edges_move_onto_those_of_the_picture() -> None:
    truth, picture = box_before_wall(480, 640), box_picture(480, 640)
    small = cv2.resize(truth, (80, 60), interpolation=cv2.INTER_AREA)
    plain = cv2.resize(small, (640, 480), interpolation=cv2.INTER_LINEAR)
    assert np.abs(fitted(small, picture) - truth).mean() < np.abs(plain - truth).mean() / 3


def test_texture_raises_no_bumps_on_a_flat_wall() -> None:
    flat = np.full((30, 40), 0.4, F)
    assert np.abs(fitted(flat, speckled(120, 160)) - 0.4).max() < 1e-5


@pytest.mark.parametrize("shape", [(1, 1), (1, 50), (50, 1), (2, 3), (200, 9)])
@pytest.mark.parametrize("size", [(1, 1), (1, 64), (64, 1), (40, 30)])
def test_any_size_fits_any_other(shape: tuple[int, int], size: tuple[int, int]) -> None:
    result = fitted(np.full(shape, 0.5, F), speckled(*size))
    assert result.shape == size
    assert np.abs(result - 0.5).max() < 1e-5


def test_a_glint_beside_an_outline_raises_nothing_beyond_the_object() -> None:
    truth, picture = box_before_wall(480, 640), box_picture(480, 640)
    picture[118:126, 200:400, :3] = 255
    picture[112:116, 200:400, :3] = 0
    small = cv2.resize(truth, (80, 60), interpolation=cv2.INTER_AREA)
    result = fitted(small, picture)
    assert result.max() <= 0.9 + 1e-4
    assert result.min() >= 0.1 - 1e-4
