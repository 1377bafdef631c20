"""Pictures that go into a call: what the artist names becomes a kept source, and a kept source becomes wire text."""

from pathlib import Path

from rundot_studio.client.downloads import data_uri
from rundot_studio.domain.catalog import MAX_REFERENCE_BYTES
from rundot_studio.domain.errors import PictureUnknown, RuleBroken, SourceUnusable
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe, Recipe, SourceImage
from rundot_studio.imaging import codec
from rundot_studio.library.library import Library

_MEDIA_TYPES = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp", "gif": "image/gif", "bmp": "image/bmp"}
_SUFFIX = {"jpeg": "jpg"}
MAX_FILE_BYTES = 256 * 1024 * 1024


def source_from_file(library: Library, path: Path) -> SourceImage:
    """Keep a copy of a picture file. Blocking. Raises SourceUnusable with what is wrong with it."""
    try:
        if path.is_dir():
            raise SourceUnusable(f"{path} is a folder, not a picture.")
        if not path.exists():
            raise SourceUnusable(f"There is no file {path}.")
        if path.stat().st_size > MAX_FILE_BYTES:
            raise SourceUnusable(f"{path} is larger than {MAX_FILE_BYTES // 1024 // 1024} MB.")
        data = path.read_bytes()
    except OSError as error:
        raise SourceUnusable(f"{path} can't be read: {error.strerror or error}.") from error
    return source_from_bytes(library, data, path.name)


def source_from_bytes(library: Library, data: bytes, name: str) -> SourceImage:
    """Keep a picture's bytes under a name for people. Blocking. Raises SourceUnusable for what is no picture."""
    try:
        info = codec.probe(data)
        codec.check_whole(data)
    except SourceUnusable as error:
        raise SourceUnusable(f"{name} is not a picture that can be used: {error.message}") from error
    return SourceImage(name, sha256=library.keep_source(data, _SUFFIX.get(info.format, info.format)))


def source_from_picture(picture: Picture) -> SourceImage:
    return SourceImage(picture.path, picture_id=picture.id)


def wire_texts(library: Library, recipe: Recipe) -> list[str]:
    """What to send for the recipe's pictures, in order: data URIs for local ones, URLs and keys as they are.

    Blocking. Raises RuleBroken for a reference above 10 MB, PictureUnknown or LibraryUnusable for one that is gone.
    """
    if not isinstance(recipe, GenerateRecipe):
        return [_wire_text(library, recipe.source)]
    texts = []
    for index, reference in enumerate(recipe.references):
        text = _wire_text(library, reference)
        local = reference.sha256 or reference.picture_id
        if local and len(text) * 3 // 4 > MAX_REFERENCE_BYTES:
            raise RuleBroken(f"referenceImages[{index}]", reference.place, "a picture of at most 10 MB")
        texts.append(text)
    return texts


def source_bytes(library: Library, source: SourceImage) -> bytes | None:
    """The bytes of a local source, None for a URL or a file key. Blocking."""
    if source.picture_id is not None:
        return library.read(library.get(source.picture_id))
    return library.read_source(source.sha256) if source.sha256 is not None else None


def _wire_text(library: Library, source: SourceImage) -> str:
    data = source_bytes(library, source)
    if data is None:
        return source.place
    return data_uri(data, _MEDIA_TYPES.get(codec.sniff(data) or "", "application/octet-stream"))


def picture_or_none(library: Library, text: str) -> Picture | None:
    """The library's picture that an id names, if it is one."""
    try:
        return library.get(text)
    except PictureUnknown:
        return None
