import numpy as np
import pytest

from rundot_studio.imaging import codec
from rundot_studio.relief.glb import encode_glb
from rundot_studio.relief.mesh import Mesh, MeshSettings, relief_mesh
from tests.relief import gltf
from tests.relief.staging import box_before_wall, box_picture, ramp, speckled


def made(mesh: Mesh, picture: np.ndarray, *, transparent: bool = False) -> gltf.Gltf:
    return gltf.parse(encode_glb(mesh, codec.encode_png(picture), "image/png", transparent=transparent))


@pytest.mark.parametrize(("size", "component"), [(60, 5123), (300, 5125)])
def test_it_holds_the_mesh(size: int, component: int) -> None:
    picture = speckled(size, size)
    mesh = relief_mesh(picture, ramp(size, size, 0.5, 0.3), MeshSettings(step=1))
    file = made(mesh, picture)
    primitive = file.document["meshes"][0]["primitives"][0]
    names = primitive["attributes"]
    assert np.array_equal(file.accessor(names["POSITION"]), mesh.positions)
    assert np.array_equal(file.accessor(names["NORMAL"]), mesh.normals)
    assert np.array_equal(file.accessor(names["TEXCOORD_0"]), mesh.uv)
    indices = file.accessor(primitive["indices"])
    assert np.array_equal(indices.reshape(-1, 3), mesh.triangles)
    assert indices.max() < len(mesh.positions)
    assert file.document["accessors"][primitive["indices"]]["componentType"] == component


def test_bounds_unit_normals_and_texture_are_right() -> None:
    picture = box_picture()
    mesh = relief_mesh(picture, box_before_wall(), MeshSettings(step=3))
    file = made(mesh, picture)
    accessor = file.document["accessors"][0]
    positions = file.accessor(0)
    assert np.array_equal(np.array(accessor["min"], np.float32), positions.min(axis=0))
    assert np.array_equal(np.array(accessor["max"], np.float32), positions.max(axis=0))
    assert np.allclose(np.linalg.norm(file.accessor(1), axis=1), 1, atol=1e-5)
    assert file.accessor(2).min() >= 0
    assert file.accessor(2).max() <= 1
    image = file.document["images"][0]
    assert image["mimeType"] == "image/png"
    assert np.array_equal(codec.decode_rgba(file.view(image["bufferView"])), picture)
    assert file.document["textures"][0] == {"source": 0, "sampler": 0}


def test_only_transparent_pictures_are_masked() -> None:
    picture = speckled(20, 20)
    mesh = relief_mesh(picture, ramp(20, 20, 0.1, 0))
    assert "alphaMode" not in made(mesh, picture).document["materials"][0]
    assert made(mesh, picture, transparent=True).document["materials"][0]["alphaMode"] == "MASK"
