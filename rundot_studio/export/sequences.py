"""Animations found in names: ``walk_0``, ``walk_1`` and ``walk_2`` are the frames of ``walk``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .sheet import Animation

_NUMBERED = re.compile(r"^(?P<stem>.*?)[\s_\-./(#]*(?P<number>\d+)\)?$")


def split_number(name: str) -> tuple[str, int | None]:
    """The name without the number at its end, and that number: ("walk", 3) for ``walk_3``, ("idle", None)."""
    match = _NUMBERED.match(name)
    return (match["stem"], int(match["number"])) if match else (name, None)


def animations(names: Iterable[str], fallback: str, *, loop: bool = True) -> list[Animation]:
    """Groups of two frames or more with the same stem, by their numbers; in the order in which they begin.

    Frames that are only numbers make the animation ``fallback``.
    """
    groups: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        stem, number = split_number(name)
        if number is not None:
            groups.setdefault(stem or fallback, []).append((number, name))
    return [
        Animation(stem, tuple(name for _, name in sorted(frames)), loop)
        for stem, frames in groups.items()
        if len(frames) > 1
    ]


def singles(names: Sequence[str], found: Sequence[Animation]) -> list[str]:
    """The names that belong to no animation."""
    moving = {frame for animation in found for frame in animation.frames}
    return [name for name in names if name not in moving]
