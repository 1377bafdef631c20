"""Pictures of the library, and plain files, as frames to export. Each has a key by which it is found again."""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import cv2
import numpy as np

from rundot_studio.domain.errors import PictureUnknown, SourceUnusable
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.export.frame import Frame, Origin
from rundot_studio.export.naming import short_name
from rundot_studio.imaging import codec, recipe_chunks
from rundot_studio.library import layout
from rundot_studio.library.library import Library
from rundot_studio.relief.depth_map import read_depth, stretched, to_8_bits
from rundot_studio.relief.normals import normal_map

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rgba = NDArray[np.uint8]
    Depth = NDArray[np.float32]

FILE = "file:"
SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif"})
MAP_ENDINGS = {"normal": ("_n", "_normal"), "depth": ("_d", "_depth")}
"""How files beside a picture are named that are its maps."""


class FrameSources:
    """Finds frames by their keys. ``root`` is the project's folder: keys of files are relative to it.

    Pixels of what was read last are kept, up to ``kept_bytes``, so that a plan made again does not read them again.
    """

    def __init__(self, library: Library | None, root: Path, kept_bytes: int = 0) -> None:
        self._library = library
        self._root = root
        self._pixels = _KeptPixels(kept_bytes)
        self._names: dict[str, str] = {}

    def add_files(self, paths: Iterable[str], *, lit: bool = False) -> list[str]:
        """The keys of pictures named one by one or by their folder, whose place below it names their frames.

        ``lit``: a file named as a map of one beside it is no frame of its own; see ``files_below``. Raises
        SourceUnusable.
        """
        found = {file_key(path, self._root): name for name, path in files_below(paths, lit=lit)}
        self._names.update(found)
        return list(found)

    def frame(self, key: str) -> Frame:
        """Raises PictureUnknown and SourceUnusable."""
        return self._file_frame(key) if key.startswith(FILE) else self._library_frame(key)

    def version(self, key: str) -> str:
        """The SHA-256 of a file as it is now; empty for a picture of the library, and where there is none."""
        if not key.startswith(FILE):
            return ""
        try:
            return hashlib.sha256(self._path(key).read_bytes()).hexdigest()
        except OSError:
            return ""

    def missing(self, keys: Iterable[str]) -> set[str]:
        """Those that are in the trash or gone."""
        chosen = set(keys)
        files = {key for key in chosen if key.startswith(FILE)}
        ids = chosen - files
        gone = {key for key in files if not self._path(key).is_file()}
        return gone | (self._library.deleted(ids) if self._library is not None and ids else ids)

    def _path(self, key: str) -> Path:
        return (self._root / key.removeprefix(FILE)).resolve()

    def _library_frame(self, key: str) -> Frame:
        if self._library is None:
            raise PictureUnknown(f"There is no library to find {key} in.")
        library = self._library
        picture = library.get(key)
        made = picture.recipe if isinstance(picture.recipe, GenerateRecipe) else None
        origin = Origin(
            picture_id=picture.id,
            generation_id=picture.generation_id,
            prompt=made.prompt if made else "",
            model=picture.model_used,
            seed=picture.seed_used,
            recipe=_recipe_of(library.absolute(picture)),
        )
        words = picture.title if made else layout.words_of(picture.recipe)
        frame = Frame(short_name(words) or picture.id, self._read(library, picture), origin=origin, key=picture.id)
        depth = _depth_of(library, picture)
        return frame if depth is None else replace(frame, maps=_maps(library, depth, frame.pixels))

    def _read(self, library: Library, picture: Picture) -> Callable[[], Rgba]:
        return self._pixels.kept(picture.id, lambda: codec.decode_rgba(library.read(picture)))

    def _file_frame(self, key: str) -> Frame:
        path = self._path(key)
        try:
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise SourceUnusable(f"There is no file {path}.") from error
        except OSError as error:
            raise SourceUnusable(f"{path} can't be read: {error.strerror or error}.") from error
        version = hashlib.sha256(data).hexdigest()
        maps = {
            kind: self._read_file(found)
            for kind, endings in MAP_ENDINGS.items()
            if (found := _beside(path, endings)) is not None
        }
        origin = Origin(picture_id=path.name, recipe=_recipe_in(data))
        name = self._names.get(key, path.stem)
        return Frame(name, self._read_file(path, version), origin=origin, maps=maps, key=key, version=version)

    def _read_file(self, path: Path, version: str = "") -> Callable[[], Rgba]:
        def pixels() -> Rgba:
            try:
                return codec.decode_rgba(path.read_bytes())
            except SourceUnusable as error:
                raise SourceUnusable(f"{path}: {error.message}", error.hint) from error
            except OSError as error:
                raise SourceUnusable(f"{path} can't be read: {error.strerror or error}.") from error

        return self._pixels.kept(f"{path}:{version}", pixels) if version else pixels


def _depth_of(library: Library, picture: Picture) -> Picture | None:
    """The newest depth map of a picture, else that of the one it was made from, if nothing moved since."""
    related = library.children(picture.id)
    if not any(each.kind is PictureKind.DEPTH for each in related) and picture.parent_id is not None:
        related = library.children(picture.parent_id)
    size = (picture.width, picture.height)
    maps = [each for each in related if each.kind is PictureKind.DEPTH]
    return next((each for each in reversed(maps) if (each.width, each.height) == size), maps[-1] if maps else None)


def _maps(library: Library, depth: Picture, pixels: Callable[[], Rgba]) -> dict[str, Callable[[], Rgba]]:
    """Depth and normals in the size of the picture, with its alpha."""

    def depth_of(rgba: Rgba) -> Depth:
        found = read_depth(library.read(depth))
        size = (rgba.shape[1], rgba.shape[0])
        return found if found.shape == rgba.shape[:2] else cv2.resize(found, size, interpolation=cv2.INTER_AREA)

    def depth_map() -> Rgba:
        rgba = pixels()
        grey = to_8_bits(depth_of(rgba))
        return np.dstack((grey, grey, grey, rgba[..., 3]))

    def normals() -> Rgba:
        rgba = pixels()
        return normal_map(stretched(depth_of(rgba)), rgba)

    return {"depth": depth_map, "normal": normals}


def file_key(path: Path, root: Path) -> str:
    """``file:`` and the path relative to ``root``, with forward slashes; an absolute one on another drive."""
    try:
        relative = os.path.relpath(path.resolve(), root.resolve())
    except ValueError:
        relative = str(path.resolve())
    return FILE + Path(relative).as_posix()


def files_below(paths: Iterable[str], *, lit: bool = False) -> list[tuple[str, Path]]:
    """Pictures named one by one or by their folder, with names for their frames. Raises SourceUnusable.

    ``lit``: a file named as a map of one beside it is no frame of its own. Otherwise it is: ``arrow_d`` may as well be
    the arrow that points down.
    """
    found: list[tuple[str, Path]] = []
    for text in paths:
        path = Path(text).expanduser()
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.suffix.lower() in SUFFIXES and each.is_file())
            found += [
                (each.relative_to(path).with_suffix("").as_posix(), each)
                for each in inside
                if not (lit and _is_map(each))
            ]
        elif path.is_file():
            found.append((path.stem, path))
        else:
            raise SourceUnusable(f"There is no file {text}.")
    return found


def _is_map(path: Path) -> bool:
    for endings in MAP_ENDINGS.values():
        for ending in endings:
            if path.stem.endswith(ending) and path.with_stem(path.stem.removesuffix(ending)).is_file():
                return True
    return False


def _beside(path: Path, endings: Iterable[str]) -> Path | None:
    places = (path.with_stem(path.stem + ending) for ending in endings)
    return next((place for place in places if place.is_file()), None)


def _recipe_of(path: Path) -> str:
    try:
        return _recipe_in(path.read_bytes())
    except OSError:
        return ""  # what is wrong with the file is told when its pixels are read


def _recipe_in(data: bytes) -> str:
    try:
        return recipe_chunks.extract(data) or ""
    except SourceUnusable:
        return ""


class _KeptPixels:
    """Decoded pictures, the ones used last. May be used from several threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._known: OrderedDict[str, Rgba] = OrderedDict()
        self._lock = Lock()

    def kept(self, name: str, load: Callable[[], Rgba]) -> Callable[[], Rgba]:
        """``load``, asked only where its picture is not kept."""
        return (lambda: self._get(name, load)) if self._most_bytes else load

    def _get(self, name: str, load: Callable[[], Rgba]) -> Rgba:
        with self._lock:
            if name in self._known:
                self._known.move_to_end(name)
                return self._known[name]
        rgba = load()
        rgba.flags.writeable = False
        with self._lock:
            if name not in self._known:
                self._known[name] = rgba
                self._bytes += rgba.nbytes
            while self._bytes > self._most_bytes:
                self._bytes -= self._known.popitem(last=False)[1].nbytes
        return rgba
