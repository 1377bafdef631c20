"""Frames to the pages of a sheet at every scale, looked at on the way: all of an export but its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from rundot_studio.domain.errors import OutputRefused

from .atlas import AtlasOptions, FrameTooLarge, Progress, build_atlas, lit, map_pages
from .checks import Finding, check_fit, check_names, check_pixels, check_sheet
from .formats import grid
from .frame import Frame
from .naming import FILE_NAMES, RULES, distinct, safe
from .options import ExportOptions
from .resizing import resized, scale_factors, scaled_size
from .sequences import animations
from .sheet import Sheet, SheetPage, page_name
from .single import SingleOptions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rgba = NDArray[np.uint8]


@dataclass(frozen=True)
class ScaledSheet:
    """A sheet at one scale. ``pages`` are straight RGBA (height, width, 4), uint8; ``maps`` have pages of the very same
    sizes, by their kind. ``cells`` is set for a plain grid."""

    sheet: Sheet
    pages: tuple[Rgba, ...]
    maps: Mapping[str, tuple[Rgba, ...]] = field(default_factory=dict)
    efficiency: float = 1.0
    cells: grid.Grid | None = None


@dataclass(frozen=True)
class Composition:
    """``frames`` have their final names. ``sheets`` are by scale; none for single pictures, or where ``refusal`` says
    why there can be none."""

    frames: tuple[Frame, ...]
    sheets: tuple[ScaledSheet, ...] = ()
    findings: tuple[Finding, ...] = ()
    refusal: OutputRefused | None = None

    @property
    def pages(self) -> tuple[Rgba, ...]:
        """Those of the first scale, to be shown."""
        return self.sheets[0].pages if self.sheets else ()


def compose(frames: Sequence[Frame], options: ExportOptions, progress: Progress | None = None) -> Composition:
    """Blocking. Raises StudioError for what can't be read; what does not fit is a finding and a ``refusal``.

    Names are made safe for the target and told apart before anything else; what was changed is among the findings.
    """
    named, findings = named_frames(frames, options)
    if not options.makes_sheet:
        for number, frame in enumerate(named, start=1):
            findings += check_pixels(frame.name, frame.pixels(), frame.source)
            if progress is not None:
                progress(number, len(named))
        return Composition(tuple(named), (), tuple(findings))
    looked_at: dict[str, list[Finding]] = {}
    checked = [_checked(frame, looked_at) for frame in named]
    sheets = []
    try:
        for scale, factor in scale_factors(options.pictures.scales, pixel_art=options.pictures.pixel_art).items():
            each = _at_scale(checked, options, scale, factor, progress)
            sheets.append(each)
            packed = options.atlas.pack
            if each.cells is None:
                findings += check_sheet(each.sheet, options.target, padding=packed.padding, extrude=packed.extrude)
        refusal = None
    except FrameTooLarge as error:
        findings.append(check_fit(error, options.target))
        sheets, refusal = [], error
    findings += [finding for frame in named for finding in looked_at.get(frame.source, [])]
    return Composition(tuple(named), tuple(sheets), tuple(without_repeats(findings)), refusal)


def named_frames(frames: Sequence[Frame], options: ExportOptions) -> tuple[list[Frame], list[Finding]]:
    """With names that the target takes, no two alike, and what was found about the names before. Raises OutputRefused
    where there are none."""
    if not frames:
        raise OutputRefused("There are no pictures to export.", "Select some first.")
    rules_of = options.target if options.makes_sheet else "files"
    findings = check_names([frame.name for frame in frames], rules_of, [frame.source for frame in frames])
    rules = RULES.get(rules_of, FILE_NAMES)
    names = distinct([safe(frame.name, rules) for frame in frames])
    named = [
        replace(frame, name=name, duration_ms=options.frame_ms or frame.duration_ms)
        for frame, name in zip(frames, names, strict=True)
    ]
    return named, findings


def without_repeats(findings: Sequence[Finding]) -> list[Finding]:
    """One of each code and subject: every scale of a set finds the same."""
    seen = set()
    kept = []
    for finding in findings:
        if (key := (finding.code, finding.subjects)) not in seen:
            seen.add(key)
            kept.append(finding)
    return kept


def _at_scale(
    frames: Sequence[Frame], options: ExportOptions, scale: float, factor: float, progress: Progress | None
) -> ScaledSheet:
    single = options.pictures
    name = safe(options.name)
    scaled = [_scaled(frame, factor, single) for frame in frames]
    how = replace(options.atlas, scale=scale, pixel_art=single.pixel_art)
    if options.target == "grid":
        return _grid(name, scaled, how)
    atlas = build_atlas(name, scaled, how, progress)
    kinds = sorted({kind for frame in scaled for kind in frame.maps})
    maps = {kind: map_pages(atlas, scaled, kind) for kind in kinds}
    sheet = lit(atlas) if "normal" in maps else atlas.sheet
    sheet = _with_suffix(sheet, ".webp" if options.target == "webp" else ".png")
    return ScaledSheet(sheet, atlas.pages, maps, atlas.efficiency)


def _checked(frame: Frame, found: dict[str, list[Finding]]) -> Frame:
    """The same frame, looked at when it is first read, which several threads do."""

    def looked_at() -> Rgba:
        rgba = frame.pixels()
        if frame.source not in found:
            found[frame.source] = check_pixels(frame.name, rgba, frame.source)
        return rgba

    return replace(frame, pixels=looked_at)


def _scaled(frame: Frame, factor: float, single: SingleOptions) -> Frame:
    """At one scale of the set, whose largest has ``longest_px`` where that is asked for."""
    if factor == 1 and not single.longest_px:
        return frame
    longest = max(frame.pixels().shape[:2]) if single.longest_px else 0
    factor = factor * single.longest_px / longest if longest else factor

    def scaled(load: Callable[[], Rgba]) -> Callable[[], Rgba]:
        def scaled_pixels() -> Rgba:
            rgba = load()
            size = scaled_size((rgba.shape[1], rgba.shape[0]), factor)
            return resized(rgba, size, pixel_art=single.pixel_art)

        return scaled_pixels

    return replace(
        frame,
        pixels=scaled(frame.pixels),
        borders=frame.borders.scaled(factor) if frame.borders is not None else None,
        maps={kind: scaled(load) for kind, load in frame.maps.items()},
    )


def _with_suffix(sheet: Sheet, suffix: str) -> Sheet:
    pages = tuple(replace(page, file=str(PurePosixPath(page.file).with_suffix(suffix))) for page in sheet.pages)
    return replace(sheet, pages=pages)


def _grid(name: str, frames: Sequence[Frame], how: AtlasOptions) -> ScaledSheet:
    pictures = [frame.pixels() for frame in frames]
    cells = grid.fitted([(each.shape[1], each.shape[0]) for each in pictures], spacing=how.pack.padding)
    if max(cells.size) > how.pack.max_size:
        raise OutputRefused(
            f"The grid takes {cells.size[0]} × {cells.size[1]} px, more than {how.pack.max_size}.",
            "Allow a larger page, or take an atlas format.",
        )
    names = [frame.name for frame in frames]
    page = SheetPage(f"{page_name(name, 0, 1, how.scale)}.png", *cells.size)
    sheet = Sheet(
        name, (page,), tuple(grid.regions(names, cells)), tuple(animations(names, name, loop=how.loop)), how.scale
    )
    drawn = grid.drawn(pictures, cells, [frame.pivot for frame in frames])
    return ScaledSheet(sheet, (drawn,), cells=cells)
