"""ONNX files as functions on planes of floats. Only here is ``onnxruntime`` imported, in a worker, at the first use."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .fingerprints import file_sha256
from .memory import make_room
from .weights import LocalAiError

Array = NDArray[np.float32]

RUNTIME = "onnxruntime"
KEPT_OPEN = 2
"""Networks that a worker keeps at once; loading one of a gigabyte takes two seconds."""


@dataclass(frozen=True)
class OnnxModel:
    """One open network. ``height`` and ``width`` are what it insists on, in pixels; None takes any."""

    title: str
    height: int | None
    width: int | None
    half: bool
    _session: Any
    _input: str

    def run(self, planes: Array) -> Array:
        """``planes`` (1, 3, height, width) in; the network's first output, float32 of as many axes.

        Raises LocalAiError for a network that is not made for this, MemoryError.
        """
        given = planes.astype(np.float16) if self.half else planes
        try:
            output = self._session.run(None, {self._input: given})[0]
        except Exception as error:
            raise _told(self.title, error) from error
        if not isinstance(output, np.ndarray) or output.ndim != 4 or output.shape[0] != 1:
            raise LocalAiError(f"{self.title} is no network from picture to picture.", "Take it out again.")
        result: Array = np.nan_to_num(output.astype(np.float32))
        return result


def model_of(plan: Mapping[str, Any]) -> OnnxModel:
    """The network of a plan, opened once in a worker's life. Raises LocalAiError with a sentence."""
    return _open(plan["path"], plan["size"], plan["sha256"], plan["title"], plan["threads"], plan["memory_gb"])


@lru_cache(maxsize=KEPT_OPEN)
def _open(path: str, size: int, sha256: str, title: str, threads: int, memory_gb: float) -> OnnxModel:
    try:
        import onnxruntime
    except ImportError:
        raise LocalAiError(
            f"{title} needs onnxruntime, which is not installed.", 'Install it: pip install "rundot-studio[ai]"'
        ) from None
    _check_file(Path(path), size, sha256, title)
    make_room(title, memory_gb)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # The arena keeps the most that a picture ever took, which for a matting network is gigabytes.
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    options.use_deterministic_compute = True
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise _told(title, error) from error
    inputs = session.get_inputs()
    if len(inputs) != 1 or not _is_for_colour(inputs[0].shape):
        raise LocalAiError(f"{title} is not made for one colour picture.", "Take it out again.")
    height, width = (side if isinstance(side, int) else None for side in inputs[0].shape[2:])
    return OnnxModel(title, height, width, "float16" in inputs[0].type, session, inputs[0].name)


def _is_for_colour(shape: list[int | str | None]) -> bool:
    """Batch, channels, height, width; an axis of any size has a name in place of a number."""
    return len(shape) == 4 and (shape[1] == 3 or not isinstance(shape[1], int))


def _check_file(path: Path, size: int, sha256: str, title: str) -> None:
    """The hash is in the name of the engine, so it has to be that of the file."""
    try:
        whole = path.stat().st_size == size and file_sha256(path) == sha256
    except OSError as error:
        raise LocalAiError(
            f"The weights of {title} can't be read: {error.strerror or error}.", "Fetch or add them again."
        ) from error
    if not whole:
        raise LocalAiError(f"The weights of {title} have changed since they were added.", "Fetch or add them again.")


def _told(title: str, error: Exception) -> Exception:
    """An error of the runtime's in our words. It has no tree of its own to go by."""
    reason = str(error).strip().partition("\n")[0][:200]
    if isinstance(error, MemoryError) or "alloc" in reason.lower():
        return MemoryError(reason)
    return LocalAiError(f"{title} can't be run: {reason or type(error).__name__}.", "Take it out, or switch it off.")
