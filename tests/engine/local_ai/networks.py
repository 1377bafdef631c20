"""ONNX files of a few hundred bytes that do what a real network does, so that the way through is known exactly."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

Side = int | str


def _save(file: Path, nodes: Sequence, weights: dict[str, np.ndarray], shapes: tuple[list, list], kind: int) -> Path:
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("x", kind, shapes[0])],
        [helper.make_tensor_value_info("y", kind, shapes[1])],
        [numpy_helper.from_array(value, name) for name, value in weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    onnx.save(model, file)
    return file


def save_matting(file: Path, side: Side = 64, gives: str = "logits", half: bool = False) -> Path:
    """Dark is the subject: minus four times the sum of the normalised channels, as logits or through the sigmoid."""
    number = np.float16 if half else np.float32
    weights = {"w": np.full((1, 3, 1, 1), -4, number), "b": np.array([2], number)}
    nodes = [helper.make_node("Conv", ["x", "w", "b"], ["y" if gives == "logits" else "c"])]
    if gives == "alpha":
        nodes.append(helper.make_node("Sigmoid", ["c"], ["y"]))
    sides = [side, side] if isinstance(side, int) else ["height", "width"]
    kind = TensorProto.FLOAT16 if half else TensorProto.FLOAT
    return _save(file, nodes, weights, ([1, 3, *sides], [1, 1, *sides]), kind)


def save_upscaler(file: Path, scale: int = 4, side: Side = "any", reach: int = 2) -> Path:
    """A box blur over ``reach`` pixels to each side, then every pixel ``scale`` times each way."""
    length = 2 * reach + 1
    kernel = np.zeros((3 * scale * scale, 3, length, length), np.float32)
    for channel in range(3):
        kernel[channel * scale * scale : (channel + 1) * scale * scale, channel] = 1 / length**2
    nodes = [
        helper.make_node("Conv", ["x", "w"], ["c"], pads=[reach] * 4),
        helper.make_node("DepthToSpace", ["c"], ["y"], blocksize=scale, mode="CRD"),
    ]
    fixed = isinstance(side, int)
    inside = [side, side] if fixed else ["height", "width"]
    outside = [side * scale, side * scale] if fixed else ["taller", "wider"]
    return _save(file, nodes, {"w": kernel}, ([1, 3, *inside], [1, 3, *outside]), TensorProto.FLOAT)


def save_copy(file: Path, channels: int = 3) -> Path:
    """Gives back what it got, at the size that it got."""
    shape = [1, channels, "height", "width"]
    return _save(file, [helper.make_node("Identity", ["x"], ["y"])], {}, (shape, shape), TensorProto.FLOAT)
