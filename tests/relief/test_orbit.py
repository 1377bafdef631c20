import math

import numpy as np
import pytest

from rundot_studio.relief.mesh import MeshSettings, relief_grid, relief_mesh
from rundot_studio.relief.orbit import NEAREST, STEEPEST, Camera, ReliefModel
from tests.relief.staging import F, box_before_wall, box_picture, ramp, speckled

FRONT = Camera(0, 0, 1.7)


def test_from_the_front_a_flat_relief_is_the_picture_in_the_light() -> None:
    picture = box_picture(90, 120)
    model = ReliefModel(picture, np.zeros((90, 120), F), MeshSettings(step=2))
    frame = model.render(FRONT, 300, 240)
    seen = frame[..., 3] > 0
    assert 0.3 < seen.mean() < 0.9
    middle = frame[120, 150, :3].astype(float)
    expected = picture[45, 60, :3].astype(float)
    assert np.ptp(middle[expected > 30] / expected[expected > 30]) < 0.05
    assert not seen[0].any()
    assert not seen[:, 0].any()


def test_a_box_hides_what_is_behind_it_from_beside() -> None:
    picture = np.full((120, 160, 4), 255, np.uint8)
    picture[..., :3] = (40, 80, 200)
    depth = np.zeros((120, 160), F)
    depth[40:80, 60:100] = 1
    picture[40:80, 60:100, :3] = (200, 80, 40)
    model = ReliefModel(picture, depth, MeshSettings(step=1, height=0.5))
    left = model.render(Camera(0.8, 0.0, 1.7), 200, 150)
    right = model.render(Camera(-0.8, 0.0, 1.7), 200, 150)

    def middle_of_box(frame: np.ndarray) -> float:
        red = (frame[..., 0].astype(int) > frame[..., 2]) & (frame[..., 3] > 0)
        return float(np.nonzero(red)[1].mean())

    assert middle_of_box(left) < 95 < 105 < middle_of_box(right)


def test_clear_pixels_let_the_look_through() -> None:
    picture = speckled(80, 80, 255)
    picture[:, :40, 3] = 0
    frame = ReliefModel(picture, ramp(80, 80, 0.5, 0.2), MeshSettings(step=2)).render(FRONT, 120, 120)
    assert not frame[:, :56].any()
    assert frame[60, 64:100, 3].all()


@pytest.mark.parametrize("size", [(1, 1), (1, 50), (50, 1), (40, 30)])
@pytest.mark.parametrize("alpha", [0, 255])
@pytest.mark.parametrize("height", [0.0, 1.0])
def test_any_picture_from_anywhere_gives_a_frame(size: tuple[int, int], alpha: int, height: float) -> None:
    model = ReliefModel(speckled(*size, alpha), box_before_wall(*size), MeshSettings(height=height))
    for camera in (FRONT, Camera(STEEPEST, STEEPEST, NEAREST), Camera(-1, 0.7, 3)):
        frame = model.render(camera, 37, 21)
        assert frame.shape == (21, 37, 4)
        assert alpha or not frame.any()


def test_the_camera_keeps_to_the_front_and_within_reach() -> None:
    far = Camera().turned(99, -99).moved(1e9)
    assert (far.yaw, far.pitch) == (STEEPEST, -STEEPEST)
    assert far.moved(1e-9).distance == NEAREST
    right, up, forward = far.basis()
    assert np.allclose(np.cross(right, up), -forward)
    assert math.isclose(float(np.linalg.norm(far.eye(0.2) - (0, 0, 0.2))), far.distance)


def test_its_grid_is_that_of_the_mesh() -> None:
    picture, depth = box_picture(90, 120), box_before_wall(90, 120)
    settings = MeshSettings(step=7)
    grid = relief_grid(picture, depth, settings)
    mesh = relief_mesh(picture, depth, settings)
    assert grid.size == len(mesh.positions)
    assert np.allclose(np.sort(mesh.positions[:, 2]), np.sort(grid.ravel() * settings.height), atol=1e-6)
