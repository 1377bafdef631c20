import numpy as np
import pytest

from rundot_studio.domain.errors import RuleBroken, SourceUnusable
from rundot_studio.relief.mesh import Mesh, MeshSettings, relief_mesh
from tests.relief.staging import F, box_before_wall, box_picture, ramp, speckled


def corners(mesh: Mesh) -> np.ndarray:
    return mesh.positions[mesh.triangles]


def test_a_flat_picture_is_a_flat_rectangle_with_the_whole_texture() -> None:
    mesh = relief_mesh(speckled(90, 160), np.full((90, 160), 1, F), MeshSettings(step=10, height=0.3))
    assert np.allclose(mesh.positions.min(axis=0), (-0.5, -90 / 320, 0.3))
    assert np.allclose(mesh.positions.max(axis=0), (0.5, 90 / 320, 0.3))
    assert (mesh.uv.min(), mesh.uv.max()) == (0, 1)
    assert np.allclose(mesh.normals, (0, 0, 1))
    top_left = np.argmin(mesh.uv.sum(axis=1))
    assert np.allclose(mesh.positions[top_left, :2], (-0.5, 90 / 320))


def test_triangles_face_the_front_and_cover_the_picture_once() -> None:
    a, b, c = np.moveaxis(corners(relief_mesh(speckled(50, 80), ramp(50, 80, 0.7, 0.4), MeshSettings(step=7))), 1, 0)
    area = np.cross(b - a, c - a)[:, 2] / 2
    assert (area > 0).all()
    assert np.isclose(area.sum(), 50 / 80)


def test_a_slope_has_the_normal_of_its_triangles() -> None:
    mesh = relief_mesh(speckled(81, 81), ramp(81, 81, 0.8, -0.4), MeshSettings(step=4, height=0.5))
    a, b, c = np.moveaxis(corners(mesh), 1, 0)
    facets = np.cross(b - a, c - a)
    facets /= np.linalg.norm(facets, axis=1, keepdims=True)
    # The outermost vertices lie on the border, half a pixel beside the middle of theirs.
    assert np.median(np.abs(mesh.normals[mesh.triangles[:, 0]] - facets)) < 0.02


def test_cutting_leaves_out_what_spans_an_outline_and_nothing_else() -> None:
    picture, depth = box_picture(), box_before_wall()
    whole = relief_mesh(picture, depth, MeshSettings(step=4, height=1))
    cut = relief_mesh(picture, depth, MeshSettings(step=4, height=1, cut=True))
    spans = np.ptp(corners(whole)[..., 2], axis=1)
    assert (spans > 0.5).any()
    assert np.ptp(corners(cut)[..., 2], axis=1).max() < 0.12
    assert len(cut.triangles) == (spans < 0.12).sum()


def test_clear_parts_are_left_out_and_rims_stay_level() -> None:
    picture, depth = box_picture(), box_before_wall()
    picture[depth < 0.5, 3] = 0
    mesh = relief_mesh(picture, depth, MeshSettings(step=4, height=1))
    assert np.abs(mesh.positions[:, 2] - 0.9).max() < 1e-3
    shown = corners(mesh)[..., 0]
    assert shown.min() > -0.25 - 10 / 160
    assert shown.max() < 0.25 + 10 / 160
    kept = relief_mesh(picture, depth, MeshSettings(step=4, height=1, alpha_cut=0))
    assert len(kept.triangles) == 2 * 30 * 40


@pytest.mark.parametrize("size", [(1, 1), (1, 30), (30, 1), (2, 2), (64, 65)])
@pytest.mark.parametrize("step", [0, 1, 100])
def test_any_size_makes_a_mesh_whose_vertices_are_all_used(size: tuple[int, int], step: int) -> None:
    mesh = relief_mesh(speckled(*size), ramp(*size, 0.5, 0.5), MeshSettings(step=step))
    assert np.array_equal(np.unique(mesh.triangles), np.arange(len(mesh.positions)))
    assert len(mesh.positions) == len(mesh.normals) == len(mesh.uv)


def test_a_picture_of_which_nothing_is_left_is_refused() -> None:
    with pytest.raises(SourceUnusable, match="left"):
        relief_mesh(speckled(20, 20, 0), np.zeros((20, 20), F))


def test_settings_out_of_range_are_named() -> None:
    for wrong in (MeshSettings(step=-1), MeshSettings(height=5), MeshSettings(jump=0)):
        with pytest.raises(RuleBroken):
            wrong.check()
    with pytest.raises(RuleBroken, match="step"):
        relief_mesh(speckled(1, 1).repeat(2100, 0).repeat(2100, 1), np.zeros((2100, 2100), F), MeshSettings(step=1))
