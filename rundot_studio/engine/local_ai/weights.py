"""The weights that are known: what each serves, how large it is, under which licence, and the hash it must have.

Sizes and hashes are those that several public projects pin for the same files. What is not in the list can be added
from a file; its hash is then taken at that moment.
"""

from functools import cache
from typing import Literal

import msgspec

from rundot_studio.domain import catalog
from rundot_studio.domain.errors import RuleBroken, StudioError
from rundot_studio.resources import resource_bytes

Family = Literal["rmbg-2", "rmbg-1.4", "birefnet", "upscaler"]

CUTOUT_ROLES = ("bria", *(f"birefnet-{variant}" for variant in catalog.CUTOUT_VARIANTS))
UPSCALE_ROLES = tuple(model for model in catalog.UPSCALE_MODELS if model != "low-resolution-v2")
"""Very small pictures and pixel art stay with the engine's own algorithm: a network blurs what has to be exact."""
DEPTH_ROLE = "depth"
ROLES = (*CUTOUT_ROLES, *UPSCALE_ROLES, DEPTH_ROLE)

MARIGOLD_PAGE = "https://huggingface.co/prs-eth/marigold-depth-v1-1"
MARIGOLD_LICENCE = "Open RAIL++-M"
"""Depth comes as a folder of many files, which is chosen rather than fetched."""


class LocalAiError(StudioError):
    """Weights that can't be used, with the reason."""

    code = "LOCAL_AI"


class Weights(msgspec.Struct, frozen=True):
    """One file of weights. ``size`` in bytes; ``memory_gb`` is about what one picture takes, 0 where nobody measured.

    ``commercial`` is False where the licence does not allow work that earns money, None where it is unknown.
    ``url`` is empty for a file of the artist's own.
    """

    id: str
    title: str
    roles: tuple[str, ...]
    family: Family
    file: str
    size: int
    sha256: str
    licence: str = "unknown"
    licence_url: str = ""
    commercial: bool | None = None
    page: str = ""
    url: str = ""
    memory_gb: int = 0

    @property
    def short_hash(self) -> str:
        return self.sha256[:12]


@cache
def known_weights() -> tuple[Weights, ...]:
    """The catalogue that ships with the program."""
    return msgspec.json.decode(resource_bytes("engine/local-ai-weights.json"), type=tuple[Weights, ...])


def known_by_id(weights_id: str) -> Weights:
    """Raises RuleBroken for an id that is not in the catalogue."""
    found = next((weights for weights in known_weights() if weights.id == weights_id), None)
    if found is None:
        raise RuleBroken("weights", weights_id, f"one of {', '.join(weights.id for weights in known_weights())}")
    return found


def known_by_hash(sha256: str) -> Weights | None:
    return next((weights for weights in known_weights() if weights.sha256 == sha256), None)


def roles_named(name: str) -> tuple[str, ...]:
    """The roles that a word of the artist's means: one of ``ROLES``, ``upscale`` for all upscalers.

    Raises RuleBroken for a word that is none.
    """
    if name == "upscale":
        return UPSCALE_ROLES
    if name in (*CUTOUT_ROLES, *UPSCALE_ROLES):
        return (name,)
    raise RuleBroken("as", name, f"one of {', '.join((*CUTOUT_ROLES, 'upscale', *UPSCALE_ROLES))}")


def usual_family(role: str) -> Family:
    """How weights of the artist's own are run where nothing else is known of them."""
    if role == "bria":
        return "rmbg-2"
    return "birefnet" if role in CUTOUT_ROLES else "upscaler"


def cutout_role(model: str, variant: str) -> str:
    return "bria" if model == "bria" else f"{model}-{variant}"
