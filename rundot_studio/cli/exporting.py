"""export: pictures of the library, or plain files, into a game project."""

import argparse
import asyncio
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from rundot_studio.domain.errors import OutputRefused, RuleBroken, SourceUnusable
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.export.atlas import AtlasOptions
from rundot_studio.export.exporting import PICTURE_TARGETS, ExportOptions, Rendered, render
from rundot_studio.export.frame import Frame, Origin
from rundot_studio.export.links import Link, SourceLink
from rundot_studio.export.naming import FRAME_NAMES, named, safe, short_name
from rundot_studio.export.packing import PackOptions
from rundot_studio.export.palettes import Palette, read_palette
from rundot_studio.export.pixel_tools import PixelTools
from rundot_studio.export.project import GameProject, recognised
from rundot_studio.export.single import SingleOptions
from rundot_studio.export.writing import Plan, plan_export, undo_last, write_export_plan
from rundot_studio.imaging import codec, recipe_chunks
from rundot_studio.library.library import Library
from rundot_studio.studio.studio import Studio

from .report import print_json

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif"})


async def export(studio: Studio | None, options: argparse.Namespace) -> int:
    """Without a studio for plain files: no library is made or opened for them."""
    return await asyncio.to_thread(_export, studio.library if studio else None, options)


def _export(library: Library | None, options: argparse.Namespace) -> int:
    out = Path(options.out).expanduser().absolute()
    if options.undo:
        return _undo(recognised(out), options)
    project, folder = _destination(out)
    target = options.to or project.defaults.target
    sources = _library_frames(library, options.pictures) + _file_frames(options.files)
    frames = _named(sources, project, options)
    frames = _tools(options).applied(frames)
    how = _export_options(target, project, folder, options)
    here = project.root / folder
    rendered = render(frames, how, lambda name: _read_if_there(here / name))
    link = Link(
        how.name if how.makes_sheet else _picture_link_name(frames),
        target,
        folder,
        tuple(SourceLink(frame.name, frame.origin.picture_id) for frame in frames),
        _told(options),
    )
    if not options.dry_run:
        project.root.mkdir(parents=True, exist_ok=True)
    plan = _plan(project, link, rendered, dry=options.dry_run)
    if not options.dry_run:
        write_export_plan(plan, overwrite=options.force)
    _tell(plan, rendered, options)
    return 0


def _destination(out: Path) -> tuple[GameProject, str]:
    """The project, and the folder below it: the project's usual one where its root was named."""
    if out.exists() and not out.is_dir():
        raise OutputRefused(f"{out} is a file, not a folder.")
    project = recognised(out)
    inside = out.relative_to(project.root).as_posix()
    folder = project.defaults.folder if inside == "." else inside
    return project, folder


def _plan(project: GameProject, link: Link, rendered: Rendered, *, dry: bool) -> Plan:
    if dry and not project.root.is_dir():
        raise OutputRefused(f"There is no folder {project.root} yet.", "It is made without --dry-run.")
    return plan_export(project.root, link, rendered.files)


def _library_frames(library: Library | None, ids: list[str]) -> list[tuple[str, Frame]]:
    if library is None:
        return []
    return [_library_frame(library, library.get(each)) for each in ids]


def _library_frame(library: Library, picture: Picture) -> tuple[str, Frame]:
    made = picture.recipe if isinstance(picture.recipe, GenerateRecipe) else None
    path = library.absolute(picture)
    origin = Origin(
        picture_id=picture.id,
        generation_id=picture.generation_id,
        prompt=made.prompt if made else "",
        model=picture.model_used,
        seed=picture.seed_used,
        recipe=_recipe_of(path),
    )
    name = short_name(picture.title) or picture.id
    return name, Frame(name, lambda: codec.decode_rgba(library.read(picture)), origin=origin)


def _file_frames(paths: list[str]) -> list[tuple[str, Frame]]:
    found: list[tuple[str, Path]] = []
    for text in paths:
        path = Path(text).expanduser()
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.suffix.lower() in SUFFIXES and each.is_file())
            found += [(each.relative_to(path).with_suffix("").as_posix(), each) for each in inside]
        elif path.is_file():
            found.append((path.stem, path))
        else:
            raise SourceUnusable(f"There is no file {text}.")
    return [(name, _file_frame(name, path)) for name, path in found]


def _file_frame(name: str, path: Path) -> Frame:
    def pixels() -> Any:
        try:
            return codec.decode_rgba(path.read_bytes())
        except SourceUnusable as error:
            raise SourceUnusable(f"{path}: {error.message}", error.hint) from error
        except OSError as error:
            raise SourceUnusable(f"{path} can't be read: {error.strerror or error}.") from error

    return Frame(name, pixels, origin=Origin(picture_id=path.name, recipe=_recipe_of(path)))


def _recipe_of(path: Path) -> str:
    try:
        return recipe_chunks.extract(path.read_bytes()) or ""
    except (OSError, SourceUnusable):
        return ""  # what is wrong with the file is told when its pixels are read


def _named(sources: list[tuple[str, Frame]], project: GameProject, options: argparse.Namespace) -> list[Frame]:
    template = options.template or project.defaults.template
    pictures = [(name, frame.origin) for name, frame in sources]
    names = named(pictures, template, project.name, FRAME_NAMES)
    return [replace(frame, name=name) for name, (_, frame) in zip(names, sources, strict=True)]


def _tools(options: argparse.Namespace) -> PixelTools:
    palette: Palette = ()
    if options.palette:
        file = Path(options.palette).expanduser()
        try:
            palette = read_palette(file.name, file.read_bytes())
        except OSError as error:
            raise SourceUnusable(f"{file} can't be read: {error.strerror or error}.") from error
    outline = None
    if options.outline:
        if not re.fullmatch(r"#?[0-9A-Fa-f]{6}", options.outline):
            raise RuleBroken("--outline", options.outline, "a colour such as 1a1c2c")
        red, green, blue = bytes.fromhex(options.outline.removeprefix("#"))
        outline = (red, green, blue)
    return PixelTools(options.snap, palette, options.colors or 0, options.dither, outline)


def _export_options(target: str, project: GameProject, folder: str, options: argparse.Namespace) -> ExportOptions:
    usual = project.defaults
    in_sheet = options.atlas or target not in (*PICTURE_TARGETS, "godot", "unity")
    pixel_art = options.pixel_art or options.snap or usual.pixel_art
    pack = PackOptions(
        max_size=usual.max_size if options.max_size is None else options.max_size,
        padding=usual.padding if options.padding is None else options.padding,
        extrude=usual.extrude if options.extrude is None else options.extrude,
        power_of_two=options.power_of_two,
        square=options.square,
        rotation=options.rotate,
    )
    if options.rotate and target in ("godot", "unity", "css"):
        raise RuleBroken("--rotate", target, "left out: this engine can't read rotated frames")
    trim = usual.trim and in_sheet if options.trim is None else options.trim
    pictures = SingleOptions(
        trim=trim,
        padding=options.padding or 0,
        extrude=options.extrude or 0,
        power_of_two=options.power_of_two,
        longest_px=options.size or 0,
        scales=options.scale or usual.scales,
        pixel_art=pixel_art,
        quality=options.quality,
        colors=min(256, options.colors) if options.colors else 0,
        metadata=not options.strip,
        sidecar=options.sidecar and not options.strip,
    )
    return ExportOptions(
        target,
        options.name or (project.root / folder).name or safe(project.name),
        in_sheet,
        AtlasOptions(pack, trim, pixel_art=pixel_art, loop=not options.once),
        pictures,
        project.resource_folder(folder),
        folder,
        options.frame_time,
        options.array,
    )


def _picture_link_name(frames: list[Frame]) -> str:
    """Single pictures are one export per first picture: the same selection is the same export again."""
    return frames[0].name if frames else ""


def _told(options: argparse.Namespace) -> dict[str, Any]:
    """The options that were given, as JSON values, to export in the same way again."""
    kept = ("atlas", "name", "padding", "extrude", "max_size", "power_of_two", "square", "rotate", "trim", "scale")
    more = ("size", "template", "pixel_art", "snap", "colors", "dither", "outline", "frame_time", "once", "strip")
    values = {name: getattr(options, name) for name in (*kept, *more)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}


def _read_if_there(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _undo(project: GameProject, options: argparse.Namespace) -> int:
    paths = undo_last(project.root)
    if options.json:
        print_json({"undone": paths})
        return 0
    for path in paths:
        print(f"as before  {path}")
    return 0


def _tell(plan: Plan, rendered: Rendered, options: argparse.Namespace) -> None:
    if options.json:
        print_json(_document(plan, rendered, written=not options.dry_run))
        return
    for file in plan.files:
        print(f"{file.change.value:>8}  {plan.project / file.path}")
    for sheet in rendered.sheets:
        sizes = ", ".join(f"{page.width}x{page.height}" for page in sheet.pages)
        print(f"{len(sheet.regions)} frames on {sizes} at @{sheet.scale:g}x, {rendered.efficiency:.0%} filled")
    for finding in rendered.findings:
        print(f"{finding.severity.value}: {finding.message}")
    for path in plan.orphans:
        print(f"left as it is, no part of this export any more: {path}")
    for note in (*rendered.notes, *filter(None, [plan.complaint])):
        print(f"note: {note}")


def _document(plan: Plan, rendered: Rendered, *, written: bool) -> dict[str, Any]:
    return {
        "project": str(plan.project),
        "written": written,
        "files": [{"path": str(plan.project / file.path), "change": file.change.value} for file in plan.files],
        "sheets": [
            {
                "name": sheet.name,
                "scale": sheet.scale,
                "pages": [{"file": page.file, "width": page.width, "height": page.height} for page in sheet.pages],
                "frames": [region.name for region in sheet.regions],
                "animations": [animation.name for animation in sheet.animations],
            }
            for sheet in rendered.sheets
        ],
        "efficiency": round(rendered.efficiency, 4),
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity.value,
                "message": finding.message,
                "subjects": list(finding.subjects),
                "fix": {"action": finding.fix.action, "changes": dict(finding.fix.changes)} if finding.fix else None,
            }
            for finding in rendered.findings
        ],
        "orphans": plan.orphans,
        "notes": [*rendered.notes, *filter(None, [plan.complaint])],
    }
