"""Who reads the references' bytes, wherever they are kept. The functions are made on the window's thread and called
on another."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.recipe import SourceImage
from rundot_studio.ui.pictures.loader import Read

if TYPE_CHECKING:
    from rundot_studio.library.library import Library


def read_file(path: Path) -> bytes:
    return path.read_bytes()


def reader_of(library: "Library", source: SourceImage) -> Read:
    """What reads a local reference."""
    if source.sha256 is not None:
        return partial(library.read_source, source.sha256)
    if source.picture_id is not None:
        try:
            return partial(read_file, library.absolute(library.get(source.picture_id)))
        except StudioError:
            pass  # removed meanwhile: its tile stays empty
    return partial(read_file, Path(source.place))


def keep_file(library: "Library", path: Path) -> SourceImage:
    """Copy a file into the library. Blocking. Raises SourceUnusable."""
    from rundot_studio.studio.sources import source_from_file

    return source_from_file(library, path)
