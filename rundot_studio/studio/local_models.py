"""What local AI there is, what could be fetched, and what it takes to run it; and what follows a change of it.

Blocking. Neither a network nor a model library is imported here.
"""

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass

from rundot_studio.engine.local_ai.fetching import part_of
from rundot_studio.engine.local_ai.folders import ModelFolder
from rundot_studio.engine.local_ai.store import LocalAi, State
from rundot_studio.engine.local_ai.weights import Weights, known_weights

from .capability import ModelsCache
from .connections import EMBEDDED_BASE_URL

INSTALL = 'pip install "rundot-studio[ai]"'
FOR_WEIGHTS = ("onnxruntime",)
FOR_FOLDERS = ("torch", "diffusers")


@dataclass(frozen=True)
class KnownWeights:
    """Weights as they stand on this computer. ``part_bytes`` are here of a download that was cut off."""

    weights: Weights
    installed: bool
    on_for: tuple[str, ...] = ()
    part_bytes: int = 0


@dataclass(frozen=True)
class Overview:
    """All weights, the catalogue's first; the artist's folders, and which roles each answers; what is not installed."""

    weights: tuple[KnownWeights, ...]
    folders: tuple[tuple[ModelFolder, tuple[str, ...]], ...]
    missing: tuple[str, ...]


def overview(local_ai: LocalAi, catalogue: Sequence[Weights] | None = None) -> Overview:
    """Raises LocalAiError where the state can't be read."""
    state = local_ai.state()
    listed = known_weights() if catalogue is None else tuple(catalogue)
    by_hash = {weights.sha256: weights for weights in state.weights}
    found = [_known(local_ai, by_hash.get(each.sha256, each), state) for each in listed]
    shown = {each.weights.sha256 for each in found}
    found += [_known(local_ai, each, state) for each in state.weights if each.sha256 not in shown]
    folders = tuple((folder, _on_for(state, folder.name)) for folder in state.folders)
    return Overview(tuple(found), folders, missing_libraries())


def missing_libraries() -> tuple[str, ...]:
    """Which libraries are not installed, without importing them."""
    return tuple(name for name in (*FOR_WEIGHTS, *FOR_FOLDERS) if importlib.util.find_spec(name) is None)


def forget_models() -> None:
    """The embedded engine may list other models now."""
    ModelsCache().forget(EMBEDDED_BASE_URL)


def _known(local_ai: LocalAi, weights: Weights, state: State) -> KnownWeights:
    installed = any(each.sha256 == weights.sha256 for each in state.weights)
    part = part_of(local_ai, weights)
    fetched = part.stat().st_size if not installed and part.exists() else 0
    return KnownWeights(weights, installed, _on_for(state, weights.id), fetched)


def _on_for(state: State, name: str) -> tuple[str, ...]:
    return tuple(role for role, chosen in state.on.items() if chosen == name)
