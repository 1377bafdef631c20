"""Folders of the artist's own in the form of diffusers: looked at before anything is loaded from them.

Only safetensors are taken. A ``.bin`` or ``.ckpt`` file is a pickle: loading it runs whatever code is inside.
"""

import json
import re
from pathlib import Path
from typing import Any, Literal

import msgspec

from rundot_studio.engine.progress import Report, silent

from .fingerprints import folder_files, folder_sha256, stamps
from .weights import DEPTH_ROLE, LocalAiError

Use = Literal["pictures", "depth"]

MODEL_PREFIX = "local-"
PICKLES = frozenset({".bin", ".ckpt", ".pt", ".pth", ".pkl", ".pickle"})
PLAIN_LIBRARIES = frozenset({"diffusers", "transformers", "stable_diffusion"})
DEPTH_PIPELINE = "MarigoldDepthPipeline"
FEW_STEPS = ("turbo", "lightning", "lcm", "schnell", "hyper")
"""In the name of a folder: made for one to four steps and no guidance."""
USUAL_STEPS, USUAL_GUIDANCE = 25, 7.0
TURBO_STEPS, TURBO_GUIDANCE = 4, 0.0
MOST_STEPS, MOST_GUIDANCE = 100, 30.0
LARGEST_INDEX = 1024 * 1024


class ModelFolder(msgspec.Struct, frozen=True):
    """A folder as it was when it was chosen. ``name`` is the model's, ``local-`` and the folder's own name.

    ``files`` has size and time of change of every file, ``licence_file`` the name of the one to read, if there is one.
    """

    name: str
    path: str
    use: Use
    pipeline: str
    sha256: str
    files: dict[str, tuple[int, int]]
    steps: int = USUAL_STEPS
    guidance: float = USUAL_GUIDANCE
    licence_file: str = ""

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(size for size, _ in self.files.values())

    @property
    def short_hash(self) -> str:
        return self.sha256[:12]


def read_folder(
    path: Path, steps: int | None = None, guidance: float | None = None, report: Report = silent
) -> ModelFolder:
    """Blocking: reads every file once for its hash. Raises LocalAiError with a sentence for what can't be taken."""
    if path.is_file():
        raise LocalAiError(
            f"{path.name} is a single file.",
            "Choose a folder in the form of diffusers, with a model_index.json in it.",
        )
    index = _index(path)
    pipeline = _pipeline(index)
    for component, (library, _) in _components(index).items():
        if library is not None:
            _check_component(path, component)
    files = folder_files(path)
    few = any(word in path.name.lower() for word in FEW_STEPS)
    usual_steps, usual_guidance = (TURBO_STEPS, TURBO_GUIDANCE) if few else (USUAL_STEPS, USUAL_GUIDANCE)
    return ModelFolder(
        name=MODEL_PREFIX + _plain_name(path.name),
        path=str(path.resolve()),
        use="depth" if pipeline == DEPTH_PIPELINE else "pictures",
        pipeline=pipeline,
        sha256=folder_sha256(path, files, report),
        files=stamps(path, files),
        steps=usual_steps if steps is None else steps,
        guidance=usual_guidance if guidance is None else guidance,
        licence_file=_licence_file(path),
    )


def role_of(folder: ModelFolder) -> str | None:
    return DEPTH_ROLE if folder.use == "depth" else None


def _index(path: Path) -> dict[str, Any]:
    file = path / "model_index.json"
    try:
        if file.stat().st_size > LARGEST_INDEX:
            raise ValueError
        index = json.loads(file.read_text(encoding="utf-8"))
    except OSError:
        raise LocalAiError(
            f"{path.name or path} has no model_index.json.", "Choose a folder in the form of diffusers."
        ) from None
    except (ValueError, RecursionError):
        raise LocalAiError(f"The model_index.json of {path.name} can't be read.") from None
    if not isinstance(index, dict):
        raise LocalAiError(f"The model_index.json of {path.name} can't be read.")
    return index


def _pipeline(index: dict[str, Any]) -> str:
    name = index.get("_class_name")
    if not isinstance(name, str) or not name.isidentifier() or not name.endswith("Pipeline"):
        raise LocalAiError("This folder names no pipeline of diffusers: it would bring code of its own.")
    return name


def _components(index: dict[str, Any]) -> dict[str, tuple[str | None, str | None]]:
    """Library and class by the component's name. Raises LocalAiError for code from elsewhere."""
    found: dict[str, tuple[str | None, str | None]] = {}
    for name, value in index.items():
        if name.startswith("_") or not isinstance(value, list) or len(value) != 2:
            continue
        library, kind = value
        if not re.fullmatch(r"[A-Za-z0-9_]+", name) or (library is not None and library not in PLAIN_LIBRARIES):
            raise LocalAiError(f"Its part {name} needs code from elsewhere ({library}), which is not run.")
        found[name] = (library, kind)
    return found


def _check_component(path: Path, component: str) -> None:
    part = path / component
    if not part.is_dir():
        raise LocalAiError(f"{path.name} is not whole: its part {component} is missing.")
    names = [file.suffix.lower() for file in part.iterdir()]
    if ".safetensors" not in names and (pickles := sorted(PICKLES.intersection(names))):
        raise LocalAiError(
            f"Its part {component} comes as {' and '.join(pickles)} only; such a file can run code when it is opened.",
            "Take the model's safetensors version.",
        )


def _plain_name(name: str) -> str:
    plain = re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-.")
    return plain[:64] or "model"


def _licence_file(path: Path) -> str:
    names = sorted(file.name for file in path.iterdir() if file.is_file())
    return next((name for name in names if name.lower().startswith(("license", "licence"))), "")
