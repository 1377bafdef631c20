"""What is looked at before an export, with the change that would mend it as data: a button can do it, or a person."""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .fringes import fringe
from .links import Link
from .naming import FILE_NAMES, RULES, distinct, folded, safe
from .sheet import Sheet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rgba = NDArray[np.uint8]

SIZE_LIMITS: Mapping[str, int] = {"godot": 16384, "unity": 16384, "phaser": 4096, "pixi": 4096, "css": 8192}
"""The longest side of a page in pixels that is safe everywhere the engine runs; phones' browsers take 4096."""
_OTHER_LIMIT = 16384
POWERS_OF_TWO_MATTER = frozenset({"unity"})
"""Engines that compress textures of other sizes badly or not at all."""


class Severity(enum.Enum):
    ERROR = "error"
    """The engine can't use it as it is."""
    WARNING = "warning"


@dataclass(frozen=True)
class Fix:
    """``action`` names what would be done, ``changes`` its values: new names by old ones, or options by name."""

    action: str
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    code: str
    severity: Severity
    message: str
    subjects: tuple[str, ...] = ()
    fix: Fix | None = None


def check_names(names: Sequence[str], target: str) -> list[Finding]:
    """Names that the engine rejects, and names that collide, also in other case."""
    rules = RULES.get(target, FILE_NAMES)
    findings = []
    allowed = [safe(name, rules) for name in names]
    rejected = {old: new for old, new in zip(names, allowed, strict=True) if old != new}
    if rejected:
        shown = _listed(list(rejected))
        findings.append(
            Finding(
                "NAME_REJECTED",
                Severity.ERROR,
                f"{shown}: not a name that works with {target}.",
                tuple(rejected),
                Fix("rename", rejected),
            )
        )
    counts: dict[str, list[int]] = {}
    for index, name in enumerate(allowed):
        counts.setdefault(folded(name), []).append(index)
    colliding = [index for indices in counts.values() if len(indices) > 1 for index in indices]
    if colliding:
        resolved = distinct(allowed)
        changes = {str(index): resolved[index] for index in colliding if resolved[index] != names[index]}
        subjects = tuple(names[index] for index in colliding)
        findings.append(
            Finding(
                "NAMES_COLLIDE",
                Severity.ERROR,
                f"{_listed(list(dict.fromkeys(subjects)))}: {len(colliding)} pictures would have the same name.",
                subjects,
                Fix("number", changes),
            )
        )
    return findings


def check_sheet(sheet: Sheet, target: str, *, padding: int, extrude: int) -> list[Finding]:
    """Sizes and distances on the pages."""
    findings = []
    limit = SIZE_LIMITS.get(target, _OTHER_LIMIT)
    large = [page for page in sheet.pages if max(page.width, page.height) > limit]
    if large:
        findings.append(
            Finding(
                "PAGE_TOO_LARGE",
                Severity.ERROR,
                f"{_listed([page.file for page in large])}: larger than the {limit} px that {target} shows everywhere.",
                tuple(page.file for page in large),
                Fix("set-options", {"max_size": limit}),
            )
        )
    odd = [page for page in sheet.pages if not (_is_power(page.width) and _is_power(page.height))]
    if odd and target in POWERS_OF_TWO_MATTER:
        findings.append(
            Finding(
                "NOT_POWER_OF_TWO",
                Severity.WARNING,
                f"{_listed([page.file for page in odd])}: not a power of two, so that {target} can't compress it well.",
                tuple(page.file for page in odd),
                Fix("set-options", {"power_of_two": True}),
            )
        )
    if len(sheet.regions) > 1 and not sheet.pixel_art and padding + 2 * extrude < 2:
        findings.append(
            Finding(
                "EDGES_BLEED",
                Severity.WARNING,
                f"Frames lie {padding} px apart: filtering mixes in the neighbour's edge.",
                (),
                Fix("set-options", {"padding": 2}),
            )
        )
    return findings


def check_pixels(name: str, rgba: Rgba) -> list[Finding]:
    """One picture (height, width, 4): whether anything shows, and whether the old background still shines through."""
    alpha = rgba[..., 3]
    if not alpha.any():
        return [
            Finding("FRAME_EMPTY", Severity.WARNING, f"{name} shows nothing.", (name,), Fix("leave-out", {name: True}))
        ]
    color = fringe(rgba)
    if color is None:
        return []
    return [
        Finding(
            "FRINGE",
            Severity.WARNING,
            f"The edge of {name} still has the colour of its old background.",
            (name,),
            Fix("clean-fringe", {"color": list(color)}),
        )
    ]


def check_link(link: Link, project: Path, missing: Collection[str]) -> list[Finding]:
    """An earlier export: whether its pictures are still in the library, and its files where they were written.

    ``missing`` are ids of pictures that are in the trash or gone.
    """
    findings = []
    retired = {source.frame: source.picture for source in link.sources if source.picture in missing}
    if retired:
        message = f"{_listed(list(retired))}: made from pictures that are not in the library any more."
        findings.append(
            Finding("LINK_RETIRED", Severity.WARNING, message, tuple(retired), Fix("choose-pictures", retired))
        )
    gone = [path for path in link.files if not (project / path).exists()]
    if gone:
        message = f"{_listed(gone)}: not where it was written any more."
        findings.append(Finding("FILE_GONE", Severity.WARNING, message, tuple(gone), Fix("write-again")))
    return findings


def _is_power(value: int) -> bool:
    return value & (value - 1) == 0


def _listed(names: Sequence[str], most: int = 3) -> str:
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
