"""What stands in a room is nearest; what stands under an open sky stays where the ground puts it."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from rundot_studio.engine.depth import estimate_depth
from rundot_studio.engine.depth.standing import brought_forward, find_standing

Pixels = NDArray[np.uint8]

ROWS, COLUMNS = 192, 256
INSIDE = (slice(70, 120), slice(112, 144))
BESIDE = (slice(70, 120), slice(10, 50))


def wallpapered_room() -> Pixels:
    """A dark red vase before a wall with a pattern, on boards."""
    y, x = np.mgrid[0:ROWS, 0:COLUMNS]
    pattern = 45 * np.sin(x * 0.6 + np.sin(y * 0.2)) * np.sin(y * 0.5)
    rgb = np.dstack([170 + pattern, 175 - pattern, 130 + pattern])
    rgb[150:] = (150, 120, 80) + 25 * np.sin(x[150:, :, None] * 0.5)
    image = np.clip(rgb, 0, 255).astype(np.uint8)
    cv2.ellipse(image, (128, 105), (34, 60), 0, 0, 360, (120, 20, 30), -1, cv2.LINE_AA)
    return image


def under_the_sky() -> Pixels:
    image = wallpapered_room()
    sky = np.broadcast_to(np.linspace((110, 160, 230), (190, 215, 245), ROWS)[:, None], image.shape)
    vase = (image[..., 0].astype(int) - image[..., 1]) > 60
    open_air = (np.arange(ROWS)[:, None] < 150) & ~vase
    return np.where(open_air[..., None], sky, image).astype(np.uint8)


def test_a_vase_in_a_room_is_found_and_its_wall_is_not() -> None:
    subject = find_standing(wallpapered_room())
    assert subject is not None
    assert float(subject[INSIDE].mean()) > 3 * float(subject[BESIDE].mean())
    assert float(subject[INSIDE].mean()) > 0.5


def test_it_is_the_nearest_of_all() -> None:
    rgb = wallpapered_room()
    depth = estimate_depth(np.dstack([rgb, np.full((ROWS, COLUMNS), 255, np.uint8)])).astype(float)
    assert depth[INSIDE].mean() > depth[BESIDE].mean() + 20000


def test_under_an_open_sky_nothing_is_brought_forward() -> None:
    assert find_standing(under_the_sky()) is None


@pytest.mark.parametrize("shape", [(1, 1), (20, 300), (64, 64)])
def test_slivers_and_plain_areas_have_no_subject(shape: tuple[int, int]) -> None:
    assert find_standing(np.full((*shape, 3), 120, np.uint8)) is None


def test_bringing_forward_leaves_the_rest_alone() -> None:
    near = np.linspace(0, 1, 12, dtype=np.float32).reshape(3, 4)
    subject = np.zeros((3, 4), np.float32)
    subject[1, 1] = 1
    moved = brought_forward(subject, near)
    assert float(moved[1, 1]) >= float(near.max())
    assert np.array_equal(moved[subject == 0], near[subject == 0])
