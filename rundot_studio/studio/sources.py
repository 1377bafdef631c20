"""Pictures that go into a call: what the artist names becomes a kept source, and a kept source becomes wire text."""

import asyncio
import binascii
import math
from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

import httpx

from rundot_studio.client import downloads
from rundot_studio.client.downloads import data_uri
from rundot_studio.client.requests import not_sendable
from rundot_studio.domain.catalog import MAX_REFERENCE_BYTES
from rundot_studio.domain.errors import (
    DownloadFailed,
    PictureUnknown,
    ReferenceTooLarge,
    SourceUnusable,
)
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe, LocalRecipe, Recipe, SourceImage
from rundot_studio.imaging import codec
from rundot_studio.library.library import Library

from .connections import Connection

_MEDIA_TYPES = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp", "gif": "image/gif", "bmp": "image/bmp"}
_SUFFIX = {"jpeg": "jpg"}
MAX_FILE_BYTES = 256 * 1024 * 1024
LIFE_IN_HAND = timedelta(minutes=10)
"""A URL that ends sooner is not sent: the service may fetch it only after a while."""
SCALED_PX = 4096
"""Longer side that a scaled-down reference starts from."""
SCALED_QUALITY = 92
THUMBNAIL_PX = 320


@dataclass(frozen=True)
class WireTexts:
    """What is sent for a recipe's pictures, in order. ``lent`` is whether one is a URL of the service's own, which may
    have ended without our knowing; then the same can be sent as data."""

    texts: list[str]
    lent: bool = False


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


def source_from_data_uri(library: Library, uri: str) -> SourceImage:
    """Keep the picture inside a data URI. Blocking. Raises SourceUnusable."""
    head, comma, body = uri.partition(",")
    if not comma:
        raise SourceUnusable("The data URI has no data.")
    try:
        data = b64decode(body, validate=True) if head.endswith(";base64") else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        raise SourceUnusable("The data URI's base64 is broken.") from None
    return source_from_bytes(library, data, "data URI")


def check_reference(library: Library, reference: SourceImage, index: int = 0) -> None:
    """Raises ReferenceTooLarge for a local picture above the limit; :func:`scaled_reference` mends that. Blocking."""
    data = source_bytes(library, reference)
    if data is not None and len(data) > MAX_REFERENCE_BYTES:
        raise ReferenceTooLarge(f"referenceImages[{index}]", reference.place, len(data), MAX_REFERENCE_BYTES)


def scaled_reference(library: Library, reference: SourceImage, most_bytes: int = MAX_REFERENCE_BYTES) -> SourceImage:
    """A reference that fits, scaled down and kept beside its original; one that fits already stays itself.

    Only for artists who agreed. Blocking, for seconds. Raises SourceUnusable or LibraryUnusable.
    """
    data = source_bytes(library, reference)
    if data is None or len(data) <= most_bytes:
        return reference
    pixels = codec.decode_rgba(data)
    opaque = bool((pixels[..., 3] == 255).all())
    if opaque:
        pixels = pixels[..., :3]
    side = min(SCALED_PX, max(pixels.shape[:2]))
    while True:
        smaller = codec.scaled_down(pixels, side)
        encoded = codec.encode_jpeg(smaller, SCALED_QUALITY) if opaque else codec.encode_png(smaller)
        if len(encoded) <= most_bytes:
            break
        side = max(1, int(side * min(0.85, math.sqrt(most_bytes / len(encoded)))))
    kept = library.keep_source(encoded, "jpg" if opaque else "png")
    place = f"{reference.place} ({smaller.shape[1]} x {smaller.shape[0]})"
    return SourceImage(place, sha256=kept, scaled_from=reference.sha256 or reference.picture_id)


async def reference_thumbnail(http: httpx.AsyncClient, url: str, size_px: int = THUMBNAIL_PX) -> bytes:
    """An HTTPS reference as a small picture for the window: encoded bytes, at most ``size_px`` a side.

    Fetched like any output: with a cap, no bearer, redirects held to the same rules, and proved to be a whole picture.
    Raises DownloadFailed.
    """
    if urlsplit(url).scheme != "https":
        raise DownloadFailed("A reference on the network must have an https address.")
    data = await downloads.fetch(http, url, most=MAX_REFERENCE_BYTES)
    return await asyncio.to_thread(_checked_thumbnail, data, size_px)


def wire_texts(
    library: Library, recipe: Recipe, connection: Connection | None = None, at: datetime | None = None
) -> WireTexts:
    """What to send for the recipe's pictures: data URIs for local ones, URLs and keys as they are.

    A tool's picture of the library is named by its URL, where the service of ``connection`` made it and the URL lives
    at ``at``; without a connection it travels as data. Blocking. Raises ReferenceTooLarge, PictureUnknown or
    LibraryUnusable for one that is gone.
    """
    if isinstance(recipe, GenerateRecipe):
        for index, reference in enumerate(recipe.references):
            check_reference(library, reference, index)
        return WireTexts([_wire_text(library, reference) for reference in recipe.references])
    if isinstance(recipe, LocalRecipe):
        raise not_sendable(recipe)
    if connection is not None and at is not None:
        url = _living_url(library, recipe.source, connection, at)
        if url is not None:
            return WireTexts([url], lent=True)
    return WireTexts([_wire_text(library, recipe.source)])


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


def _living_url(library: Library, source: SourceImage, connection: Connection, at: datetime) -> str | None:
    """Where the same service still has a picture that it made; None where it may not have it, or another made it."""
    if source.picture_id is None:
        return None
    job = library.journal.get(source.picture_id)
    if job is None or job.answer is None or job.connection != connection.name:
        return None
    answer = job.answer
    if answer.deadline is not None and answer.deadline - at < LIFE_IN_HAND:
        return None
    url, service = urlsplit(answer.url), urlsplit(connection.base_url)
    own = (url.scheme, url.netloc) == (service.scheme, service.netloc)
    return answer.url if own or (url.scheme == "https" and url.netloc) else None


def _checked_thumbnail(data: bytes, size_px: int) -> bytes:
    """Blocking."""
    downloads.check_picture(data)
    return codec.thumbnail(data, size_px)


def picture_or_none(library: Library, text: str) -> Picture | None:
    """The library's picture that an id names, if it is one."""
    try:
        return library.get(text)
    except PictureUnknown:
        return None
