import numpy as np

from rundot_studio.relief.mesh import MeshSettings, relief_mesh
from rundot_studio.relief.obj import encode_mtl, encode_obj
from tests.relief.staging import ramp, speckled


def test_counts_places_and_indices_are_those_of_the_mesh() -> None:
    mesh = relief_mesh(speckled(30, 40), ramp(30, 40, 0.5, 0.2), MeshSettings(step=5))
    rows = [line.split() for line in encode_obj(mesh, "rock.mtl").decode().splitlines()]

    def numbers(kind: str) -> np.ndarray:
        return np.array([row[1:] for row in rows if row[0] == kind], float)

    assert ["mtllib", "rock.mtl"] in rows
    assert np.allclose(numbers("v"), mesh.positions, atol=1e-6)
    assert np.allclose(numbers("vn"), mesh.normals, atol=1e-4)
    assert np.allclose(numbers("vt"), np.stack([mesh.uv[:, 0], 1 - mesh.uv[:, 1]], axis=1), atol=1e-6)
    faces = np.array([[corner.split("/") for corner in row[1:]] for row in rows if row[0] == "f"], int)
    assert np.array_equal(faces[..., 0], mesh.triangles.astype(int) + 1)
    assert (faces[..., 0] == faces[..., 1]).all()
    assert (faces[..., 0] == faces[..., 2]).all()


def test_the_material_names_its_texture_and_alpha_only_where_there_is_any() -> None:
    assert "map_Kd rock.png" in encode_mtl("rock.png", transparent=False).decode()
    assert "map_d" not in encode_mtl("rock.png", transparent=False).decode()
    assert "map_d" in encode_mtl("rock.png", transparent=True).decode()
