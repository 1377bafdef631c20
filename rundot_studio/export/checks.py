"""What is looked at before an export, with the change that would mend it as data: a button can do it, or a person."""

from __future__ import annotations

import enum
import math
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

    from .atlas import FrameTooLarge

    Rgba = NDArray[np.uint8]

SIZE_LIMITS: Mapping[str, int] = {"godot": 16384, "unity": 16384, "phaser": 4096, "pixi": 4096, "css": 8192}
"""The longest side of a page in pixels that is safe everywhere the engine runs; phones' browsers take 4096."""
_OTHER_LIMIT = 16384
_FILTER_REACH_PX = 3
POWERS_OF_TWO_MATTER = frozenset({"unity"})
"""Engines that compress textures of other sizes badly or not at all."""


class Severity(enum.Enum):
    ERROR = "error"
    """The engine can't use it as it is."""
    WARNING = "warning"


class Repair(enum.Enum):
    """What a fix would do, and what its ``changes`` are; see ``fixes.apply_fix``."""

    RENAME = "rename"
    """New names by the pictures' keys."""
    LEAVE_OUT = "leave-out"
    """The keys of pictures, each with True."""
    CLEAN_FRINGE = "clean-fringe"
    """The background's colour, red, green and blue of 0 to 255, by the pictures' keys."""
    SCALE_DOWN = "scale-down"
    """Factors below 1 by the pictures' keys."""
    SET_OPTIONS = "set-options"
    """Values of PackOptions by their names."""
    RELINK = "relink"
    """The pictures' keys by frames: each is to be replaced by a picture of the artist's choice."""
    FORGET = "forget"
    """The keys by frames that are to be left out of the export from now on."""
    WRITE_AGAIN = "write-again"


@dataclass(frozen=True)
class Fix:
    """``label`` is what a button says."""

    action: Repair
    label: str
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    code: str
    severity: Severity
    message: str
    subjects: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()
    """Ways to mend it, the usual one first."""

    @property
    def fix(self) -> Fix | None:
        return self.fixes[0] if self.fixes else None


def check_names(names: Sequence[str], target: str, keys: Sequence[str] | None = None) -> list[Finding]:
    """Names that the engine rejects, and names that collide, also in other case. ``keys`` are those of the pictures,
    their names where there are none."""
    keys = keys or names
    rules = RULES.get(target, FILE_NAMES)
    findings = []
    allowed = [safe(name, rules) for name in names]
    resolved = distinct(allowed)
    rejected = [index for index, name in enumerate(names) if name != allowed[index]]
    if rejected:
        subjects = tuple(names[index] for index in rejected)
        shown = _listed(list(dict.fromkeys(subjects)))
        findings.append(
            Finding(
                "NAME_REJECTED",
                Severity.ERROR,
                f"{shown}: not a name that works with {target}.",
                subjects,
                (Fix(Repair.RENAME, "Rename", {keys[index]: resolved[index] for index in rejected}),),
            )
        )
    counts: dict[str, list[int]] = {}
    for index, name in enumerate(allowed):
        counts.setdefault(folded(name), []).append(index)
    colliding = [index for indices in counts.values() if len(indices) > 1 for index in indices]
    if colliding:
        changes = {keys[index]: resolved[index] for index in colliding if resolved[index] != names[index]}
        subjects = tuple(names[index] for index in colliding)
        findings.append(
            Finding(
                "NAMES_COLLIDE",
                Severity.ERROR,
                f"{_listed(list(dict.fromkeys(subjects)))}: {len(colliding)} pictures would have the same name.",
                subjects,
                (Fix(Repair.RENAME, "Number them", changes),),
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
                (Fix(Repair.SET_OPTIONS, "Use more pages", {"max_size": limit}),),
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
                (Fix(Repair.SET_OPTIONS, "Use power-of-two pages", {"power_of_two": True}),),
            )
        )
    if len(sheet.regions) > 1 and not sheet.pixel_art and padding + 2 * extrude < 2:
        findings.append(
            Finding(
                "EDGES_BLEED",
                Severity.WARNING,
                f"Frames lie {padding} px apart: filtering mixes in the neighbour's edge.",
                (),
                (
                    Fix(Repair.SET_OPTIONS, "Add padding", {"padding": 2}),
                    Fix(Repair.SET_OPTIONS, "Repeat edges", {"extrude": 1}),
                ),
            )
        )
    return findings


def check_fit(error: FrameTooLarge, target: str) -> Finding:
    """Frames that fit on no page: scaled down, or onto a larger page where the engine takes one."""
    fixes = [Fix(Repair.SCALE_DOWN, "Scale down", {f.source: _shrink(side, error) for f, side in error.frames})]
    needed = max(side for _, side in error.frames) + error.rim_px
    page = 1 << (needed - 1).bit_length()
    if page <= SIZE_LIMITS.get(target, _OTHER_LIMIT):
        fixes.append(Fix(Repair.SET_OPTIONS, "Allow a larger page", {"max_size": page}))
    names = tuple(frame.name for frame, _ in error.frames)
    message = f"{_listed(names)}: larger than a page."
    return Finding("FRAME_TOO_LARGE", Severity.ERROR, message, names, tuple(fixes))


def _shrink(side: int, error: FrameTooLarge) -> float:
    """A factor that makes ``side`` fit, rounding included, and what the filter adds to a soft edge on either side; one
    over a whole number for pixel art."""
    spare = 1 if error.pixel_art else 1 + 2 * _FILTER_REACH_PX
    factor = max(1, error.room_px - spare) / side
    return 1 / math.ceil(1 / factor) if error.pixel_art else factor


def check_pixels(name: str, rgba: Rgba, key: str = "") -> list[Finding]:
    """One picture (height, width, 4): whether anything shows, and whether the old background still shines through."""
    alpha = rgba[..., 3]
    if not alpha.any():
        leave_out = Fix(Repair.LEAVE_OUT, "Leave out", {key or name: True})
        return [Finding("FRAME_EMPTY", Severity.WARNING, f"{name} shows nothing.", (name,), (leave_out,))]
    color = fringe(rgba)
    if color is None:
        return []
    return [
        Finding(
            "FRINGE",
            Severity.WARNING,
            f"The edge of {name} still has the colour of its old background.",
            (name,),
            (Fix(Repair.CLEAN_FRINGE, "Clean the edge", {key or name: list(color)}),),
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
        fixes = (Fix(Repair.RELINK, "Choose another picture", retired), Fix(Repair.FORGET, "Forget them", retired))
        findings.append(Finding("LINK_RETIRED", Severity.WARNING, message, tuple(retired), fixes))
    gone = [path for path in link.files if not (project / path).exists()]
    if gone:
        message = f"{_listed(gone)}: not where it was written any more."
        findings.append(
            Finding("FILE_GONE", Severity.WARNING, message, tuple(gone), (Fix(Repair.WRITE_AGAIN, "Write again"),))
        )
    return findings


def _is_power(value: int) -> bool:
    return value & (value - 1) == 0


def _listed(names: Sequence[str], most: int = 3) -> str:
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
