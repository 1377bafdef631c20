"""export: pictures of the library, or plain files, into a game project."""

import argparse
import asyncio
import contextlib
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rundot_studio.domain.errors import OutputRefused, RuleBroken, SourceUnusable
from rundot_studio.export.options import PICTURE_TARGETS
from rundot_studio.export.palettes import Palette, read_palette
from rundot_studio.export.pixel_tools import PixelTools
from rundot_studio.export.project import GameProject, ProjectKind, recognised
from rundot_studio.export.spec import ExportSpec
from rundot_studio.export.writing import Change, Resolution
from rundot_studio.library import layout
from rundot_studio.library.library import Library
from rundot_studio.studio.exports import ExportPlan, Exports
from rundot_studio.studio.projects import Projects
from rundot_studio.studio.studio import Studio, default_library

from . import export_telling, export_updating
from .export_preview import preview
from .parsing import Usage


async def export(studio: Studio | None, options: argparse.Namespace) -> int:
    """Without a studio where no picture was named: no library is made or opened for plain files."""
    if options.update:
        return await asyncio.to_thread(_update, studio, options)
    if options.undo:
        return await asyncio.to_thread(_undo, options)
    if not options.preview:
        return await asyncio.to_thread(_export, studio, options)
    # An interrupt cancels this task; the thread that serves learns of it by the event.
    ended = threading.Event()
    try:
        return await asyncio.to_thread(_preview, studio, options, ended)
    finally:
        ended.set()


def _export(studio: Studio | None, options: argparse.Namespace) -> int:
    exports, project, pictures, spec = _asked(studio, options)
    if options.dry_run and not project.root.is_dir():
        raise OutputRefused(f"There is no folder {project.root} yet.", "It is made without --dry-run.")
    if not pictures:
        raise OutputRefused("There are no pictures to export.", "Name some, or use --files.")
    made = [] if options.dry_run else _made(project.root)
    try:
        plan = (exports.plan_mended if options.fix else exports.plan)(pictures, project, spec)
        if not options.dry_run:
            _write(exports, plan, options)
    except BaseException:
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
    export_telling.tell(plan, as_json=options.json, written=not options.dry_run)
    return 0


def _write(exports: Exports, plan: ExportPlan, options: argparse.Namespace) -> None:
    foreign = plan.writing.with_change(Change.FOREIGN) if plan.writing is not None else []
    exports.write(plan, dict.fromkeys(foreign, Resolution.OVERWRITE) if options.force else None)
    if plan.project.kind is not ProjectKind.PLAIN and exports.projects.find(plan.project.root) is None:
        exports.projects.add(plan.project.root)


def _preview(studio: Studio | None, options: argparse.Namespace, ended: threading.Event) -> int:
    if options.out and not options.dry_run:
        _export(studio, options)
    exports, project, pictures, spec = _asked(studio, options)
    return preview(exports, project, pictures, spec, options, ended)


def _asked(studio: Studio | None, options: argparse.Namespace) -> tuple[Exports, GameProject, list[str], ExportSpec]:
    """What was typed, with the project's defaults where nothing was."""
    if not options.out and not options.preview:
        raise Usage("export needs --out DIR")
    library = studio.library if studio is not None else None
    exports = Exports(library, Projects())
    project, folder = _destination(exports, Path(options.out or ".").expanduser().absolute())
    ids = [library.get(each).id for each in options.pictures] if library is not None else []
    pictures = ids + exports.sources(project).add_files(options.files, lit=options.lit)
    target = options.to or ("texturepacker" if not options.out else project.defaults.target)
    return exports, project, pictures, _spec(exports, project, folder, target, pictures, options)


def _made(folder: Path) -> list[Path]:
    """Makes a folder and those above it; those that were not there, outer ones first."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputRefused(f"{folder} can't be made: {error.strerror or error}.") from error
    return missing[::-1]


def _destination(exports: Exports, out: Path) -> tuple[GameProject, str]:
    """The project, and the folder below it: the project's usual one where its root was named."""
    if out.exists() and not out.is_dir():
        raise OutputRefused(f"{out} is a file, not a folder.")
    project = recognised(out)
    linked = exports.projects.find(project.root)
    project = linked.game if linked is not None else project
    inside = out.relative_to(project.root).as_posix()
    return project, project.defaults.folder if inside == "." else inside


def _spec(
    exports: Exports, project: GameProject, folder: str, target: str, pictures: list[str], options: argparse.Namespace
) -> ExportSpec:
    in_sheet = options.atlas or target not in (*PICTURE_TARGETS, "godot", "unity")
    usual = exports.spec_for(project, pictures, target=target, sheet=in_sheet)
    pixel_art = options.pixel_art or options.snap or project.defaults.pixel_art
    trim = usual.options.pictures.trim if options.trim is None else options.trim
    given = {"max_size": options.max_size, "padding": options.padding, "extrude": options.extrude}
    pack = replace(
        usual.options.atlas.pack,
        **{name: value for name, value in given.items() if value is not None},
        power_of_two=options.power_of_two,
        square=options.square,
        rotation=options.rotate,
    )
    single = replace(
        usual.options.pictures,
        trim=trim,
        padding=options.padding or 0,
        extrude=options.extrude or 0,
        power_of_two=options.power_of_two,
        longest_px=options.size or 0,
        scales=options.scale or usual.options.pictures.scales,
        pixel_art=pixel_art,
        quality=options.quality,
        colors=min(256, options.colors) if options.colors else 0,
        metadata=not options.strip,
        sidecar=options.sidecar and not options.strip,
    )
    choices = replace(
        usual.options,
        name=options.name or (project.root / folder).name or project.name,
        atlas=replace(usual.options.atlas, pack=pack, trim=trim, pixel_art=pixel_art, loop=not options.once),
        pictures=single,
        resource_folder=project.resource_folder(folder),
        asset_folder=folder,
        frame_ms=options.frame_time,
        array=options.array,
    )
    return replace(
        usual,
        options=choices,
        folder=folder,
        template=options.template or usual.template,
        tools=_tools(options),
        lit=options.lit,
    )


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


def _undo(options: argparse.Namespace) -> int:
    place = options.out or options.project
    if not place:
        raise Usage("export --undo needs --out DIR")
    exports = Exports(None, Projects())
    paths = exports.undo(recognised(Path(place).expanduser().absolute()))
    export_telling.tell_undone(paths, as_json=options.json)
    return 0


def _update(studio: Studio | None, options: argparse.Namespace) -> int:
    with _library(studio, options) as library:
        return export_updating.update(Exports(library, Projects()), options)


@contextlib.contextmanager
def _library(studio: Studio | None, options: argparse.Namespace) -> Iterator[Library | None]:
    """The studio's, or one that is there already; none is made."""
    if studio is not None:
        yield studio.library
        return
    folder = options.library or default_library()
    if not (folder / layout.DATABASE).exists():
        yield None
        return
    library = Library(folder)
    try:
        yield library
    finally:
        library.close()
