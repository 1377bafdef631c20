"""relief: normal maps, layers, meshes and clips of a picture and its depth map."""

import argparse
import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from rundot_studio.domain.errors import OutputRefused, RuleBroken, SourceUnusable
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.export.destination import write_export
from rundot_studio.export.naming import short_name
from rundot_studio.imaging import codec
from rundot_studio.library.library import Library
from rundot_studio.relief.depth_map import read_depth
from rundot_studio.relief.targets import SUFFIXES, ReliefSettings, relief_files
from rundot_studio.studio.studio import Studio

from .parsing import Usage
from .report import print_json

_LABELS = {"glb": "relief", "obj": "relief", "webp": "parallax"}
"""What is added to a picture's name, where it is not the target's own."""
NO_DEPTH = "Make one first: rundot-studio depth {0}"


async def relief(studio: Studio | None, options: argparse.Namespace) -> int:
    """Without a studio for plain files: no library is made or opened for them."""
    return await asyncio.to_thread(_relief, studio.library if studio else None, options)


def _relief(library: Library | None, options: argparse.Namespace) -> int:
    try:
        written = list(_written(library, options))
    except RuleBroken as error:
        raise RuleBroken(f"--{error.field}", error.value, error.rule) from error
    if options.json:
        print_json({"files": [str(path.absolute()) for path in written]})
        return 0
    for path in written:
        print(path)
    return 0


def _written(library: Library | None, options: argparse.Namespace) -> Iterator[Path]:
    settings = _settings(options)
    settings.check()
    name, picture_bytes, depth_bytes = _sources(library, options)
    folder, stem = _place(options.out, options.to, name)
    _refuse_existing(folder, stem, options)
    picture = codec.decode_rgba(picture_bytes)
    depth = read_depth(depth_bytes)
    for file, data in relief_files(options.to, picture, depth, stem, settings):
        yield write_export(folder / file, data, force=options.force)


def _sources(library: Library | None, options: argparse.Namespace) -> tuple[str, bytes, bytes]:
    """What to call the result, and the bytes of the picture and of its depth map."""
    if (options.file is None) == (options.picture is None):
        raise Usage("name one picture: its id, or --file PICTURE with --depth FILE")
    if options.file is not None:
        if options.depth is None:
            raise Usage("--file needs --depth FILE: a depth map of a file is in no library")
        return Path(options.file).stem, _read(options.file), _read(options.depth)
    assert library is not None, "an id names a picture of a library"
    picture = library.get(options.picture)
    own_depth = None
    if picture.kind is PictureKind.DEPTH and picture.parent_id is not None:
        picture, own_depth = library.get(picture.parent_id), picture
    name = short_name(picture.title) or picture.id
    if options.depth is not None:
        return name, library.read(picture), _read(options.depth)
    return name, library.read(picture), library.read(own_depth or _newest_depth(library, picture))


def _newest_depth(library: Library, picture: Picture) -> Picture:
    maps = [child for child in library.children(picture.id) if child.kind is PictureKind.DEPTH]
    if not maps:
        raise SourceUnusable(f"The picture {picture.id} has no depth map yet.", NO_DEPTH.format(picture.id))
    return max(maps, key=lambda each: each.number)


def _read(text: str) -> bytes:
    path = Path(text).expanduser()
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceUnusable(f"There is no file {text}.") from None
    except OSError as error:
        raise SourceUnusable(f"{text} can't be read: {error.strerror or error}.") from error


def _place(text: str, target: str, name: str) -> tuple[Path, str]:
    """The folder to write into, and what files are called there without their suffix."""
    path = Path(text).expanduser()
    suffix = SUFFIXES[target]
    is_folder = not suffix or path.is_dir() or text.endswith(("/", os.sep))
    if not is_folder and path.suffix.lower() != suffix:
        raise OutputRefused(f"{text}: {target} is written as {suffix}.", f"Name a folder or a {suffix} file.")
    folder = path if is_folder else path.parent
    if folder.exists() and not folder.is_dir():
        raise OutputRefused(f"{folder} is a file, not a folder.")
    if not folder.exists() and not folder.absolute().parent.is_dir():
        raise OutputRefused(f"There is no folder {folder.parent}.", "Make it first, or name another.")
    return folder, f"{name}-{_LABELS.get(target, target)}" if is_folder else path.stem


def _refuse_existing(folder: Path, stem: str, options: argparse.Namespace) -> None:
    """Before the work, and before the first of several files is written."""
    if options.force:
        return
    for name in {"obj": (".obj", ".mtl", ".png")}.get(options.to, (SUFFIXES[options.to],)):
        file = folder / (f"{stem}{name}" if name else "layers.json")
        if file.exists():
            raise OutputRefused(f"{file} exists already and is not overwritten.", "Use --force to replace it.")


def _settings(options: argparse.Namespace) -> ReliefSettings:
    def given(**values: Any) -> dict[str, Any]:
        return {name: value for name, value in values.items() if value is not None}

    usual = ReliefSettings(stretch=options.stretch)
    view = replace(usual.clip.parallax, **given(amplitude=options.amplitude, focus=options.focus))
    more = given(longest_px=options.longest, frames=options.frames, seconds=options.seconds, quality=options.quality)
    surface = given(height=options.height, detail=options.detail, smoothing=options.smoothing)
    return replace(
        usual,
        normals=replace(usual.normals, walls=options.walls, **surface),
        layers=replace(usual.layers, trim=not options.no_trim, **given(count=options.layers)),
        mesh=replace(usual.mesh, cut=options.cut, **given(step=options.step, height=options.height)),
        clip=replace(usual.clip, parallax=view, path=options.path, **more),
    )
