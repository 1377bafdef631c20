"""From frames to the files of one export: an atlas or single pictures, at every scale, in one engine's format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rundot_studio.domain.errors import OutputRefused

from .atlas import Progress
from .checks import Finding, check_pixels
from .composing import Composition, ScaledSheet, compose, named_frames
from .describing import Described, describe, describe_picture
from .encoding import PictureFormat, encoded_pages
from .formats import grid
from .formats.json_document import dump
from .frame import Frame
from .naming import safe
from .options import ExportOptions
from .sheet import MAP_SUFFIX, Sheet
from .sidecar import origin_document
from .single import map_files, single_files
from .writing import OutputFile

Existing = Callable[[str], bytes | None]
"""The bytes of a file that is there, by its name below the target folder."""


def _nothing(name: str) -> bytes | None:
    return None


@dataclass(frozen=True)
class Rendered:
    """``files`` by their name below the target folder. ``sheets`` are those of an atlas, by scale; ``frames`` have
    their final names. ``parts`` names, by file, the pictures' keys that it holds."""

    files: Mapping[str, OutputFile]
    frames: tuple[Frame, ...] = ()
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    efficiency: float = 1.0
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def render(
    frames: Sequence[Frame],
    options: ExportOptions,
    existing: Existing = _nothing,
    progress: Progress | None = None,
) -> Rendered:
    """All files of an export, in memory: nothing is written. Blocking. Raises StudioError.

    Names are made safe for the target and told apart before anything else; what was changed is among the findings.
    """
    if options.makes_sheet:
        return sheet_files(compose(frames, options, progress), options, existing)
    return _picture_files(frames, options, existing, progress)


def sheet_files(composition: Composition, options: ExportOptions, existing: Existing = _nothing) -> Rendered:
    """The files of a composition's sheets. Blocking. Raises its refusal, and StudioError."""
    if composition.refusal is not None:
        raise composition.refusal
    files: dict[str, OutputFile] = {}
    notes: list[str] = []
    keys = {frame.name: frame.source for frame in composition.frames}
    parts: dict[str, tuple[str, ...]] = {}
    for each in composition.sheets:
        pages = _page_files(each, options)
        described = _described(each, options, existing)
        everything = tuple(keys[region.name] for region in each.sheet.regions)
        parts.update(dict.fromkeys((*pages, *described.files), everything))
        for number, page in enumerate(each.sheet.pages):
            parts[page.file] = tuple(keys[region.name] for region in each.sheet.on_page(number))
        files.update(pages)
        files.update(described.files)
        notes += described.notes
    if options.pictures.sidecar:
        file = f"{safe(options.name)}.sources.json"
        files[file] = OutputFile(_sources(composition.frames))
        parts[file] = tuple(keys.values())
    _check_file_names(files)
    return Rendered(
        files,
        composition.frames,
        tuple(notes),
        composition.findings,
        tuple(each.sheet for each in composition.sheets if each.cells is None),
        min((each.efficiency for each in composition.sheets), default=1.0),
        parts,
    )


def _page_files(each: ScaledSheet, options: ExportOptions) -> dict[str, OutputFile]:
    single = options.pictures
    named = list(zip((page.file for page in each.sheet.pages), each.pages, strict=True))
    data = encoded_pages([pixels for _, pixels in named], _format(named[0][0]), single.quality, single.colors)
    files = {file: OutputFile(content) for (file, _), content in zip(named, data, strict=True)}
    for kind, pages in each.maps.items():
        suffix = MAP_SUFFIX.get(kind, f"_{kind}")
        for (file, _), content in zip(named, encoded_pages(pages, "png", single.quality, 0), strict=True):
            files[f"{file.rpartition('.')[0]}{suffix}.png"] = OutputFile(content)
    return files


def _described(each: ScaledSheet, options: ExportOptions, existing: Existing) -> Described:
    if each.cells is not None:
        texts = grid.write(each.sheet, each.cells)
        return Described({file: OutputFile(text.encode()) for file, text in texts.items()})
    return describe(each.sheet, options.target, options.resource_folder, options.asset_folder, existing, options.array)


def _picture_files(
    frames: Sequence[Frame], options: ExportOptions, existing: Existing, progress: Progress | None
) -> Rendered:
    named, findings = named_frames(frames, options)
    picture_format = "webp" if options.target == "webp" else options.pictures.picture_format
    how = replace(options.pictures, picture_format=picture_format)
    files: dict[str, OutputFile] = {}
    notes: list[str] = []
    parts: dict[str, tuple[str, ...]] = {}
    for number, frame in enumerate(named, start=1):
        pixels = frame.pixels()
        held = replace(frame, pixels=lambda pixels=pixels: pixels)  # type: ignore[misc]
        findings += check_pixels(frame.name, pixels, frame.source)
        made = single_files(held, frame.name, how)
        new = {name: OutputFile(data) for name, data in made.items()}
        if options.target == "unity":
            described = describe_picture(held, made, how, options.asset_folder, existing)
            new.update(described.files)
            notes += described.notes
        new.update((name, OutputFile(data)) for name, data in map_files(held, frame.name, how).items())
        files.update(new)
        parts.update(dict.fromkeys(new, (frame.source,)))
        if progress is not None:
            progress(number, len(named))
    _check_file_names(files)
    return Rendered(files, tuple(named), tuple(notes), tuple(findings), parts=parts)


def _format(file: str) -> PictureFormat:
    return "webp" if file.endswith(".webp") else "png"


def _sources(frames: Sequence[Frame]) -> bytes:
    """One object with the sidecar of every frame by its name."""
    return dump({frame.name: origin_document(frame.origin) for frame in frames}).encode()


def _check_file_names(files: Mapping[str, OutputFile]) -> None:
    """A file system without case would write one over the other."""
    folded_names: dict[str, str] = {}
    for name in files:
        other = folded_names.setdefault(name.casefold(), name)
        if other != name:
            raise OutputRefused(f"{other} and {name} would be the same file.", "Give the sheet another name.")
