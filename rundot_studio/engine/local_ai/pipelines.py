"""Diffusers folders as pipelines. Only here are ``torch`` and ``diffusers`` imported, in a worker, at the first use.

Nothing is fetched, no code of a folder is run, and only safetensors are read.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from rundot_studio.engine.progress import Report

from .fingerprints import is_unchanged
from .memory import GB, make_room
from .weights import LocalAiError

RUNTIMES = ("diffusers", "torch")
MEMORY_OVER_FILES = 1.5
"""What a pipeline takes beside the size of its files: rough, and only to refuse what can't fit."""

T = TypeVar("T")


class StepProgress:
    """In place of the bar that a pipeline draws in a terminal. One stage of ``total`` steps after the other.

    A pipeline uses it in two ways: as a ``with`` block whose ``update`` is called, and as an iterable around its own.
    """

    def __init__(self, report: Report, total_steps: int) -> None:
        self._report = report
        self._total = max(1, total_steps)
        self._done = 0

    def __call__(self, iterable: Iterable[T] | None = None, total: int | None = None, **_: Any) -> Any:
        return self if iterable is None else self._over(iterable)

    def __enter__(self) -> "StepProgress":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def update(self, steps: int = 1) -> None:
        self._done += steps
        self._report(min(1.0, self._done / self._total))

    def _over(self, iterable: Iterable[T]) -> Iterator[T]:
        for each in iterable:
            yield each
            self.update()


def pipeline_of(plan: Mapping[str, Any]) -> Any:
    """The pipeline of a plan, loaded once in a worker's life. Raises LocalAiError with a sentence, MemoryError."""
    folder, files = Path(plan["path"]), plan["files"]
    if not is_unchanged(folder, files):
        raise LocalAiError(
            f"The folder of {plan['title']} is not what it was when it was chosen.",
            "Choose it again: rundot-studio local-ai use-folder",
        )
    size = sum(stamp[0] for stamp in files.values())
    return _load(str(folder), plan["sha256"], plan["title"], plan["threads"], size)


@lru_cache(maxsize=1)
def _load(path: str, sha256: str, title: str, threads: int, size: int) -> Any:
    # Read at import by these libraries: whatever a folder names, nothing may be fetched for it.
    os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", DIFFUSERS_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1")
    make_room(title, round(size * MEMORY_OVER_FILES / GB, 1))
    try:
        import torch
        from diffusers import DiffusionPipeline
    except ImportError as error:
        raise LocalAiError(
            f"{title} needs diffusers and torch, which are not installed ({error.name or error}).",
            'Install them: pip install "rundot-studio[ai]"',
        ) from None
    torch.set_num_threads(threads)
    torch.use_deterministic_algorithms(True, warn_only=True)
    try:
        pipeline = DiffusionPipeline.from_pretrained(
            path, local_files_only=True, use_safetensors=True, trust_remote_code=False, dtype=torch.float32
        )
    except MemoryError:
        raise
    except Exception as error:
        raise translated(title, error) from error
    return pipeline


def generator(seed: int) -> Any:
    """The source of a picture's randomness: of the processor, so that it is the same on every computer."""
    import torch

    return torch.Generator("cpu").manual_seed(seed)


def translated(title: str, error: Exception) -> Exception:
    """An error of these libraries in our words. They have no tree of their own to go by."""
    reason = str(error).strip().partition("\n")[0][:200]
    if isinstance(error, MemoryError) or "alloc" in reason.lower():
        return MemoryError(reason)
    return LocalAiError(f"{title} can't be run: {reason or type(error).__name__}.", "Take another folder.")
