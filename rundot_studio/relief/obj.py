"""A mesh as Wavefront OBJ with its material (MTL): text that every 3D program reads."""

from .mesh import Mesh


def encode_obj(mesh: Mesh, material_file: str) -> bytes:
    """Positions, texture coordinates from the lower left corner, normals and triangles; indices count from 1."""
    lines = ["# Rundot Studio", f"mtllib {material_file}", "o relief"]
    lines += [f"v {x:.6f} {y:.6f} {z:.6f}" for x, y, z in mesh.positions.tolist()]
    lines += [f"vt {u:.6f} {1 - v:.6f}" for u, v in mesh.uv.tolist()]
    lines += [f"vn {x:.4f} {y:.4f} {z:.4f}" for x, y, z in mesh.normals.tolist()]
    lines.append("usemtl relief")
    lines += [f"f {a}/{a}/{a} {b}/{b}/{b} {c}/{c}/{c}" for a, b, c in (mesh.triangles + 1).tolist()]
    return ("\n".join(lines) + "\n").encode()


def encode_mtl(texture_file: str, *, transparent: bool) -> bytes:
    lines = [
        "# Rundot Studio",
        "newmtl relief",
        "Ka 1 1 1",
        "Kd 1 1 1",
        "Ks 0 0 0",
        "illum 1",
        f"map_Kd {texture_file}",
    ]
    if transparent:
        lines.append(f"map_d -imfchan m {texture_file}")
    return ("\n".join(lines) + "\n").encode()
