"""What a check found, mended: the same for the window's button and for ``--fix``. Everything is a value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from rundot_studio.domain.errors import OutputRefused

from .checks import Finding, Fix, Repair
from .links import Link, SourceLink
from .spec import ExportSpec, SpriteSettings

LINK_REPAIRS = frozenset({Repair.RELINK, Repair.FORGET, Repair.WRITE_AGAIN})
"""Those that change what is remembered of an earlier export, rather than one that is being planned."""


def apply_fix(spec: ExportSpec, fix: Fix) -> ExportSpec:
    """The export as it would be with the fix; plan it again to see. Raises OutputRefused for one of a link."""
    if fix.action in LINK_REPAIRS:
        raise OutputRefused("This mends an earlier export, not the one that is planned.")
    if fix.action is Repair.SET_OPTIONS:
        return _with_options(spec, fix.changes)
    for key, value in fix.changes.items():
        spec = spec.with_settings(key, **_settings(spec.settings(key), fix.action, value))
    return spec


def apply_fixes(spec: ExportSpec, findings: Iterable[Finding]) -> ExportSpec:
    """With the usual fix of each finding that has one."""
    for finding in findings:
        if finding.fix is not None and finding.fix.action not in LINK_REPAIRS:
            spec = apply_fix(spec, finding.fix)
    return spec


def apply_link_fix(link: Link, fix: Fix, chosen: Mapping[str, str] | None = None) -> Link | None:
    """An earlier export with its retired pictures replaced or forgotten; None where no picture is left.

    ``chosen`` are the keys of the pictures to take instead, by frame. Writing again leaves the link as it is. Raises
    OutputRefused for a fix of a plan, and where a frame to relink has no choice.
    """
    if fix.action not in LINK_REPAIRS:
        raise OutputRefused("This mends an export that is planned, not an earlier one.")
    if fix.action is Repair.FORGET:
        kept = tuple(source for source in link.sources if source.frame not in fix.changes)
        return replace(link, sources=kept) if kept else None
    if fix.action is Repair.RELINK:
        return relinked(link, {frame: (chosen or {}).get(frame, "") for frame in fix.changes})
    return link


def relinked(link: Link, chosen: Mapping[str, str]) -> Link:
    """With other pictures for some frames. Raises OutputRefused for a frame without one."""
    unchosen = sorted(frame for frame, key in chosen.items() if not key)
    if unchosen:
        raise OutputRefused(f"Choose a picture for {unchosen[0]} first.")
    sources = tuple(
        SourceLink(each.frame, chosen[each.frame]) if each.frame in chosen else each for each in link.sources
    )
    return replace(link, sources=sources)


def _with_options(spec: ExportSpec, changes: Mapping[str, Any]) -> ExportSpec:
    """Of the pages, and of single pictures where they have the same."""
    options = spec.options
    pack = replace(options.atlas.pack, **changes)
    shared = {name: value for name, value in changes.items() if name == "power_of_two"}
    atlas = replace(options.atlas, pack=pack)
    return replace(spec, options=replace(options, atlas=atlas, pictures=replace(options.pictures, **shared)))


def _settings(before: SpriteSettings, action: Repair, value: Any) -> dict[str, Any]:
    if action is Repair.RENAME:
        return {"name": str(value)}
    if action is Repair.LEAVE_OUT:
        return {"left_out": bool(value)}
    if action is Repair.CLEAN_FRINGE:
        red, green, blue = value
        return {"fringe": (red, green, blue)}
    return {"scale": before.scale * float(value)}
