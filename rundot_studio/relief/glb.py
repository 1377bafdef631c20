"""A mesh with its texture as binary glTF 2.0 (Khronos Group, "glTF 2.0 Specification", chapters 3 and 4)."""

import json
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .mesh import Mesh

_MAGIC, _VERSION = 0x46546C67, 2
_JSON_CHUNK, _BINARY_CHUNK = 0x4E4F534A, 0x004E4942
_ARRAY_BUFFER, _ELEMENT_ARRAY_BUFFER = 34962, 34963
_UNSIGNED_SHORT, _UNSIGNED_INT, _FLOAT = 5123, 5125, 5126
_LINEAR, _LINEAR_MIPMAP_LINEAR, _CLAMP_TO_EDGE = 9729, 9987, 33071
_MOST_SHORT_VERTICES = 65535  # the greatest index restarts primitives


def encode_glb(mesh: Mesh, texture: bytes, media_type: str, *, transparent: bool, name: str = "relief") -> bytes:
    """One file with everything in it. ``texture`` is an encoded PNG or JPEG, as ``media_type`` says.

    ``transparent`` textures hide what has less than half alpha.
    """
    short = len(mesh.positions) <= _MOST_SHORT_VERTICES
    indices = mesh.triangles.astype("<u2" if short else "<u4").tobytes()
    blobs = [
        (mesh.positions.astype("<f4").tobytes(), _ARRAY_BUFFER),
        (mesh.normals.astype("<f4").tobytes(), _ARRAY_BUFFER),
        (mesh.uv.astype("<f4").tobytes(), _ARRAY_BUFFER),
        (indices, _ELEMENT_ARRAY_BUFFER),
        (texture, None),
    ]
    views, binary = _packed(blobs)
    document = {
        "asset": {"version": "2.0", "generator": "Rundot Studio"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0, "name": name}],
        "meshes": [
            {
                "name": name,
                "primitives": [
                    {"attributes": {"POSITION": 0, "NORMAL": 1, "TEXCOORD_0": 2}, "indices": 3, "material": 0}
                ],
            }
        ],
        "materials": [_material(name, transparent=transparent)],
        "textures": [{"source": 0, "sampler": 0}],
        "images": [{"bufferView": 4, "mimeType": media_type, "name": name}],
        "samplers": [
            {
                "magFilter": _LINEAR,
                "minFilter": _LINEAR_MIPMAP_LINEAR,
                "wrapS": _CLAMP_TO_EDGE,
                "wrapT": _CLAMP_TO_EDGE,
            }
        ],
        "accessors": [
            {**_floats(0, mesh.positions, "VEC3"), **_bounds(mesh.positions)},
            _floats(1, mesh.normals, "VEC3"),
            _floats(2, mesh.uv, "VEC2"),
            {
                "bufferView": 3,
                "componentType": _UNSIGNED_SHORT if short else _UNSIGNED_INT,
                "count": int(mesh.triangles.size),
                "type": "SCALAR",
            },
        ],
        "bufferViews": views,
        "buffers": [{"byteLength": len(binary)}],
    }
    return _container(document, binary)


def _material(name: str, *, transparent: bool) -> dict[str, Any]:
    material: dict[str, Any] = {
        "name": name,
        "doubleSided": True,
        "pbrMetallicRoughness": {
            "baseColorTexture": {"index": 0},
            "metallicFactor": 0.0,
            "roughnessFactor": 0.9,
        },
    }
    if transparent:
        material |= {"alphaMode": "MASK", "alphaCutoff": 0.5}
    return material


def _floats(view: int, values: NDArray[np.float32], kind: str) -> dict[str, Any]:
    return {"bufferView": view, "componentType": _FLOAT, "count": len(values), "type": kind}


def _bounds(positions: NDArray[np.float32]) -> dict[str, list[float]]:
    low, high = positions.min(axis=0), positions.max(axis=0)
    return {"min": [float(each) for each in low], "max": [float(each) for each in high]}


def _packed(blobs: list[tuple[bytes, int | None]]) -> tuple[list[dict[str, Any]], bytes]:
    """Each blob from a multiple of four bytes on, as accessors demand."""
    views: list[dict[str, Any]] = []
    pieces: list[bytes] = []
    at = 0
    for blob, target in blobs:
        view: dict[str, Any] = {"buffer": 0, "byteOffset": at, "byteLength": len(blob)}
        views.append(view if target is None else {**view, "target": target})
        padding = -len(blob) % 4
        pieces += [blob, bytes(padding)]
        at += len(blob) + padding
    return views, b"".join(pieces)


def _container(document: dict[str, Any], binary: bytes) -> bytes:
    text = json.dumps(document, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    length = 12 + 8 + len(text) + 8 + len(binary)
    head = struct.pack("<III", _MAGIC, _VERSION, length)
    json_head = struct.pack("<II", len(text), _JSON_CHUNK)
    binary_head = struct.pack("<II", len(binary), _BINARY_CHUNK)
    return b"".join([head, json_head, text, binary_head, binary])
