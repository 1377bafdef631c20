"""Reads a GLB as the specification says, and nothing of ours with it."""

import json
import struct
from dataclasses import dataclass
from typing import Any

import numpy as np

_TYPES = {5123: np.dtype("<u2"), 5125: np.dtype("<u4"), 5126: np.dtype("<f4")}
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3}


@dataclass
class Gltf:
    document: dict[str, Any]
    binary: bytes

    def view(self, index: int) -> bytes:
        view = self.document["bufferViews"][index]
        start, length = view["byteOffset"], view["byteLength"]
        assert view["buffer"] == 0
        assert start + length <= len(self.binary)
        return self.binary[start : start + length]

    def accessor(self, index: int) -> np.ndarray:
        accessor = self.document["accessors"][index]
        kind, width = _TYPES[accessor["componentType"]], _WIDTHS[accessor["type"]]
        assert self.document["bufferViews"][accessor["bufferView"]]["byteOffset"] % kind.itemsize == 0
        values = np.frombuffer(self.view(accessor["bufferView"]), kind)
        assert values.size == accessor["count"] * width
        return values.reshape(-1, width) if width > 1 else values


def parse(data: bytes) -> Gltf:
    magic, version, length = struct.unpack_from("<4sII", data)
    assert (magic, version, length) == (b"glTF", 2, len(data))
    chunks = []
    at = 12
    while at < length:
        size, kind = struct.unpack_from("<I4s", data, at)
        assert size % 4 == 0
        chunks.append((kind, data[at + 8 : at + 8 + size]))
        assert len(chunks[-1][1]) == size
        at += 8 + size
    assert at == length
    assert [kind for kind, _ in chunks] == [b"JSON", b"BIN\0"]
    document = json.loads(chunks[0][1])
    assert 0 <= len(chunks[1][1]) - document["buffers"][0]["byteLength"] <= 3
    return Gltf(document, chunks[1][1])
