import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.relief.arrays import PIXELS_AT_ONCE
from rundot_studio.relief.normals import NormalSettings, block_size, normal_map, normals
from tests.relief.staging import F, box_before_wall, box_picture, ramp, speckled

PLAIN = NormalSettings(height=0.5, detail=0)


def grey(height: int, width: int) -> np.ndarray:
    return np.full((height, width, 4), 255, np.uint8)


def test_a_flat_depth_faces_the_viewer() -> None:
    facing = normals(np.full((20, 30), 0.7, F), grey(20, 30), PLAIN)
    assert np.allclose(facing, (0, 0, 1))
    for green_down in (False, True):
        colors = normal_map(np.full((20, 30), 0.7, F), grey(20, 30), PLAIN, green_down=green_down)
        assert (colors == (128, 128, 255, 255)).all()


@given(st.floats(-1, 1), st.floats(-1, 1), st.sampled_from([0.0, 1.0]))
def test_a_tilted_plane_has_the_normal_of_geometry_up_to_the_border(
    across: float, down: float, smoothing: float
) -> None:
    """The plane rises by ``across`` x 0.5 lengths over its width: its slope is that very number."""
    depth = ramp(160, 160, across, down)
    facing = normals(depth, grey(160, 160), NormalSettings(0.5, detail=0, smoothing=smoothing))
    expected = np.array([-across * 0.5, down * 0.5, 1.0])
    assert np.abs(facing - expected / np.linalg.norm(expected)).max() < 2e-3


def test_right_is_red_and_up_is_green_for_opengl_and_down_for_directx() -> None:
    falls_to_the_right, falls_upward = ramp(64, 64, -1, 0), ramp(64, 64, 0, 1)
    assert normal_map(falls_to_the_right, grey(64, 64), PLAIN)[32, 32, 0] > 170
    opengl = normal_map(falls_upward, grey(64, 64), PLAIN)
    directx = normal_map(falls_upward, grey(64, 64), PLAIN, green_down=True)
    assert opengl[32, 32, 1] > 170
    assert (np.abs(opengl[..., 1].astype(int) + directx[..., 1] - 255) <= 1).all()
    assert np.array_equal(opengl[..., ::2], directx[..., ::2])


def test_outlines_raise_no_walls_unless_wanted() -> None:
    depth, picture = box_before_wall(121, 163), box_picture(121, 163)
    without = normals(depth, picture, PLAIN)
    with_walls = normals(depth, picture, NormalSettings(0.5, detail=0, walls=True))
    assert without[..., 2].min() > 0.99
    assert with_walls[..., 2].min() < 0.1


def test_brightness_gives_detail_where_the_depth_is_flat() -> None:
    flat, picture = np.full((64, 64), 0.5, F), speckled(64, 64)
    assert np.allclose(normals(flat, picture, PLAIN)[..., 2], 1)
    assert normals(flat, picture, NormalSettings(0.5, detail=1))[..., 2].min() < 0.996


def test_alpha_is_kept_and_clear_pixels_are_flat() -> None:
    picture = speckled(40, 40)
    picture[:, :20, 3] = 0
    picture[:, 20:, 3] = 77
    colors = normal_map(ramp(40, 40, 1, 0), picture, PLAIN)
    assert (colors[:, :20] == (128, 128, 255, 0)).all()
    assert (colors[:, 20:, 3] == 77).all()


def test_bands_leave_no_seam() -> None:
    height = width = 1500
    assert height * width > PIXELS_AT_ONCE
    rng = np.random.default_rng(1)
    depth = rng.random((height, width), F) * F(0.002) + ramp(height, width, 0.3, 0.3)
    picture = speckled(height, width)
    colors = normal_map(depth, picture)[..., :3]
    whole = np.rint(normals(depth, picture) * 127.5 + 127.5)
    assert np.abs(colors - whole).max() <= 1


def test_enlarged_pixel_art_faces_one_way_within_each_of_its_pixels() -> None:
    rng = np.random.default_rng(2)
    depth = np.kron(rng.random((16, 16), F), np.ones((8, 8), F))
    picture = np.kron(speckled(16, 16), np.ones((8, 8, 1), np.uint8))
    assert block_size(depth, picture) == 8
    colors = normal_map(depth, picture, NormalSettings(0.2))
    assert np.array_equal(colors, np.kron(colors[::8, ::8], np.ones((8, 8, 1), np.uint8)))
    assert len(np.unique(colors[..., 0])) > 20


@pytest.mark.parametrize("size", [(1, 1), (1, 90), (90, 1), (2, 2), (7, 300)])
def test_any_size_has_normals(size: tuple[int, int]) -> None:
    colors = normal_map(ramp(*size, 0.5, 0.5), speckled(*size))
    assert colors.shape == (*size, 4)


def test_settings_out_of_range_are_named() -> None:
    with pytest.raises(RuleBroken, match="height"):
        NormalSettings(height=3).check()
    with pytest.raises(RuleBroken, match="detail"):
        NormalSettings(detail=-0.1).check()
