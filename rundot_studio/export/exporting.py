"""From frames to the files of one export: an atlas or single pictures, at every scale, in one engine's format."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from rundot_studio.domain.errors import OutputRefused, RuleBroken

from .atlas import Atlas, AtlasOptions, Progress, build_atlas, lit, map_pages
from .checks import Finding, check_names, check_pixels, check_sheet
from .describing import describe, describe_picture
from .encoding import encoded
from .formats import grid
from .frame import Frame
from .naming import FILE_NAMES, RULES, distinct, safe
from .resizing import resized, scale_factors, scaled_size
from .sequences import animations
from .sheet import Sheet, SheetPage, page_name
from .sidecar import sidecar
from .single import SingleOptions, single_files
from .writing import OutputFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rgba = NDArray[np.uint8]

SHEET_TARGETS = ("godot", "unity", "phaser", "pixi", "aseprite", "texturepacker", "css", "grid")
PICTURE_TARGETS = ("png", "webp")
TARGETS = (*SHEET_TARGETS, *PICTURE_TARGETS)
ALWAYS_SHEETS = frozenset({"phaser", "pixi", "aseprite", "texturepacker", "css", "grid"})
"""Formats that describe nothing but sheets."""
MAP_SUFFIX: Mapping[str, str] = {"normal": "_n", "depth": "_d"}

Existing = Callable[[str], bytes | None]
"""The bytes of a file that is there, by its name below the target folder."""


@dataclass(frozen=True)
class ExportOptions:
    """``name`` is that of the sheet. ``resource_folder`` is where Godot finds the target folder (``res://art``),
    ``asset_folder`` where Unity does (``Assets/Art``). ``pictures`` counts for single pictures and scales."""

    target: str
    name: str = "sprites"
    as_atlas: bool = True
    atlas: AtlasOptions = field(default_factory=AtlasOptions)
    pictures: SingleOptions = field(default_factory=SingleOptions)
    resource_folder: str = "res://"
    asset_folder: str = "Assets"
    frame_ms: int | None = None
    array: bool = False

    def __post_init__(self) -> None:
        if self.target not in TARGETS:
            raise RuleBroken("to", self.target, f"one of {', '.join(TARGETS)}")
        if self.frame_ms is not None and not 1 <= self.frame_ms <= 60_000:
            raise RuleBroken("frame-time", self.frame_ms, "1 to 60000 milliseconds")

    @property
    def makes_sheet(self) -> bool:
        return self.as_atlas or self.target in ALWAYS_SHEETS


@dataclass(frozen=True)
class Rendered:
    """``files`` by their name below the target folder. ``sheets`` are those of an atlas, by scale."""

    files: Mapping[str, OutputFile]
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    efficiency: float = 1.0


def render(
    frames: Sequence[Frame],
    options: ExportOptions,
    existing: Existing = lambda name: None,
    progress: Progress | None = None,
) -> Rendered:
    """All files of an export, in memory: nothing is written. Blocking. Raises StudioError.

    Names are made safe for the target and told apart before anything else; what was changed is among the findings.
    """
    if not frames:
        raise OutputRefused("There are no pictures to export.", "Select some first.")
    rules_of = options.target if options.makes_sheet else "files"
    findings = check_names([frame.name for frame in frames], rules_of)
    rules = RULES.get(rules_of, FILE_NAMES)
    names = distinct([safe(frame.name, rules) for frame in frames])
    named = [
        replace(frame, name=name, duration_ms=options.frame_ms or frame.duration_ms)
        for frame, name in zip(frames, names, strict=True)
    ]
    if options.makes_sheet:
        rendered = _render_sheets(named, options, existing, progress)
    else:
        rendered = _render_pictures(named, options, existing, progress)
    _check_file_names(rendered.files)
    return replace(rendered, findings=(*findings, *rendered.findings))


def _render_sheets(
    frames: Sequence[Frame], options: ExportOptions, existing: Existing, progress: Progress | None
) -> Rendered:
    files: dict[str, OutputFile] = {}
    notes: list[str] = []
    findings: list[Finding] = []
    sheets = []
    efficiency = 1.0
    single = options.pictures
    name = safe(options.name)
    checked = [_checked(frame, findings) for frame in frames]
    for scale, factor in scale_factors(single.scales, pixel_art=single.pixel_art).items():
        scaled = [_scaled(frame, factor, pixel_art=single.pixel_art) for frame in checked]
        how = replace(options.atlas, scale=scale, pixel_art=single.pixel_art)
        if options.target == "grid":
            files.update(_grid_files(name, scaled, how))
            continue
        atlas = build_atlas(name, scaled, how, progress)
        sheet = _with_maps(atlas, scaled, files)
        sheet = _with_suffix(sheet, ".webp" if options.target == "webp" else ".png")
        for page, pixels in zip(sheet.pages, atlas.pages, strict=True):
            files[page.file] = OutputFile(_page_bytes(pixels, page.file, single))
        described = describe(
            sheet, options.target, options.resource_folder, options.asset_folder, existing, options.array
        )
        files.update(described.files)
        notes += described.notes
        packed = options.atlas.pack
        findings += check_sheet(sheet, options.target, padding=packed.padding, extrude=packed.extrude)
        sheets.append(sheet)
        efficiency = min(efficiency, atlas.efficiency)
    if single.sidecar:
        files[f"{name}.sources.json"] = OutputFile(_sources(frames))
    return Rendered(files, tuple(notes), tuple(_without_repeats(findings)), tuple(sheets), efficiency)


def _render_pictures(
    frames: Sequence[Frame], options: ExportOptions, existing: Existing, progress: Progress | None
) -> Rendered:
    picture_format = "webp" if options.target == "webp" else options.pictures.picture_format
    how = replace(options.pictures, picture_format=picture_format)
    files: dict[str, OutputFile] = {}
    notes: list[str] = []
    findings: list[Finding] = []
    for number, frame in enumerate(frames, start=1):
        pixels = frame.pixels()
        held = replace(frame, pixels=lambda pixels=pixels: pixels)  # type: ignore[misc]
        findings += check_pixels(frame.name, pixels)
        made = single_files(held, frame.name, how)
        files.update({name: OutputFile(data) for name, data in made.items()})
        if options.target == "unity":
            described = describe_picture(held, made, how, options.asset_folder, existing)
            files.update(described.files)
            notes += described.notes
        if progress is not None:
            progress(number, len(frames))
    return Rendered(files, tuple(notes), tuple(findings))


def _without_repeats(findings: Sequence[Finding]) -> list[Finding]:
    """One of each code and subject: every scale of a set finds the same."""
    seen = set()
    kept = []
    for finding in findings:
        if (key := (finding.code, finding.subjects)) not in seen:
            seen.add(key)
            kept.append(finding)
    return kept


def _checked(frame: Frame, findings: list[Finding]) -> Frame:
    """The same frame, looked at when it is read."""

    def looked_at() -> Rgba:
        rgba = frame.pixels()
        findings.extend(check_pixels(frame.name, rgba))
        return rgba

    return replace(frame, pixels=looked_at)


def _scaled(frame: Frame, factor: float, *, pixel_art: bool) -> Frame:
    if factor == 1:
        return frame

    def scaled(load: Callable[[], Rgba]) -> Callable[[], Rgba]:
        def scaled_pixels() -> Rgba:
            rgba = load()
            size = scaled_size((rgba.shape[1], rgba.shape[0]), factor)
            return resized(rgba, size, pixel_art=pixel_art)

        return scaled_pixels

    return replace(
        frame,
        pixels=scaled(frame.pixels),
        borders=frame.borders.scaled(factor) if frame.borders is not None else None,
        maps={kind: scaled(load) for kind, load in frame.maps.items()},
    )


def _with_maps(atlas: Atlas, frames: Sequence[Frame], files: dict[str, OutputFile]) -> Sheet:
    kinds = {kind for frame in frames for kind in frame.maps}
    for kind in sorted(kinds):
        suffix = MAP_SUFFIX.get(kind, f"_{kind}")
        for page, pixels in zip(atlas.sheet.pages, map_pages(atlas, frames, kind), strict=True):
            files[f"{page.file.removesuffix('.png')}{suffix}.png"] = OutputFile(encoded(pixels, "png"))
    return lit(atlas) if "normal" in kinds else atlas.sheet


def _with_suffix(sheet: Sheet, suffix: str) -> Sheet:
    pages = tuple(replace(page, file=str(PurePosixPath(page.file).with_suffix(suffix))) for page in sheet.pages)
    return replace(sheet, pages=pages)


def _page_bytes(pixels: Rgba, file: str, options: SingleOptions) -> bytes:
    if file.endswith(".webp"):
        return encoded(pixels, "webp", quality=options.quality)
    return encoded(pixels, "png", colors=options.colors)


def _grid_files(name: str, frames: Sequence[Frame], how: AtlasOptions) -> dict[str, OutputFile]:
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
    files = {page.file: OutputFile(encoded(grid.drawn(pictures, cells, [frame.pivot for frame in frames]), "png"))}
    files.update({file: OutputFile(text.encode()) for file, text in grid.write(sheet, cells).items()})
    return files


def _sources(frames: Sequence[Frame]) -> bytes:
    """One object with the sidecar of every frame by its name."""
    document = {frame.name: json.loads(sidecar(frame.origin)) for frame in frames}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _check_file_names(files: Mapping[str, OutputFile]) -> None:
    """A file system without case would write one over the other."""
    folded_names: dict[str, str] = {}
    for name in files:
        other = folded_names.setdefault(name.casefold(), name)
        if other != name:
            raise OutputRefused(f"{other} and {name} would be the same file.", "Give the sheet another name.")
