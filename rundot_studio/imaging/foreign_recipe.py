"""What another program's recipe tells, in our words, whatever it was written as."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_TEXT_LETTERS = 100_000
MOST_SIDE_PX = 1_000_000
MOST_SEED = 2**64
_WHOLE_NUMBER = re.compile(r"-?\d{1,20}")
_SIDES = re.compile(r"(\d{1,6})\D{1,4}(\d{1,6})")


@dataclass(frozen=True)
class ForeignRecipe:
    """``tool`` is the program's name. ``width`` and ``height`` in pixels; None is what the recipe does not tell.

    ``extra`` holds what has no place in our recipes (steps, sampler and so on), as text. ``own`` is our whole record
    where we wrote the recipe ourselves.
    """

    tool: str
    prompt: str = ""
    negative_prompt: str = ""
    seed: int | None = None
    width: int | None = None
    height: int | None = None
    model: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, Any] | None = None

    @property
    def tells_something(self) -> bool:
        return bool(self.prompt or self.negative_prompt or self.model or self.own or self.seed is not None)


def json_object(text: str | None) -> dict[str, Any] | None:
    """The JSON object of a text; None for anything else, however deep or broken."""
    if text is None:
        return None
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def as_text(value: object) -> str:
    """A string, or several of them line by line; empty for anything else."""
    if isinstance(value, str):
        return value[:MOST_TEXT_LETTERS].strip()
    if isinstance(value, list):
        return "\n".join(item.strip() for item in value if isinstance(item, str))[:MOST_TEXT_LETTERS].strip()
    return ""


def as_whole(value: object) -> int | None:
    """A whole number, also one written as text or as 7.0."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if math.isfinite(value) and value == int(value) else None
    if isinstance(value, str) and _WHOLE_NUMBER.fullmatch(value.strip()):
        return int(value)
    return None


def as_seed(value: object) -> int | None:
    """A seed; None for the negative numbers that stand for "any"."""
    seed = as_whole(value)
    return seed if seed is not None and 0 <= seed < MOST_SEED else None


def as_side(value: object) -> int | None:
    """A width or a height in pixels."""
    side = as_whole(value)
    return side if side is not None and 0 < side <= MOST_SIDE_PX else None


def as_sides(value: object) -> tuple[int | None, int | None]:
    """Width and height of ``512x768``, ``(512, 768)`` or ``[512, 768]``."""
    if isinstance(value, list) and len(value) == 2:
        return as_side(value[0]), as_side(value[1])
    found = _SIDES.search(value) if isinstance(value, str) else None
    return (as_side(found[1]), as_side(found[2])) if found else (None, None)


def as_extra(values: Mapping[str, Any], *told: str) -> dict[str, str]:
    """All plain values under other keys than ``told``, as text."""
    return {
        str(key): str(value)[:MOST_TEXT_LETTERS]
        for key, value in values.items()
        if key not in told and isinstance(value, str | int | float) and value != ""
    }


def plain_name(value: object) -> str:
    """A model's name without its folder and suffix."""
    name = as_text(value).replace("\\", "/").rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    return stem if dot and suffix.lower() in {"safetensors", "ckpt", "gguf", "pt", "pth", "sft", "bin"} else name
