"""generate, remove-background, upscale, depth."""

import argparse
import asyncio
from pathlib import Path

from rundot_studio.domain import catalog
from rundot_studio.domain.errors import RuleBroken, SourceUnusable
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import (
    CutoutRecipe,
    CutoutSettings,
    DepthRecipe,
    GenerateRecipe,
    Recipe,
    SourceImage,
    UpscaleRecipe,
)
from rundot_studio.export.destination import Destination, destination
from rundot_studio.studio.sources import source_from_bytes, source_from_file, source_from_picture
from rundot_studio.studio.studio import Studio

from .batch import make

MAX_COUNT = 64


async def generate(studio: Studio, options: argparse.Namespace) -> int:
    if not 1 <= options.count <= MAX_COUNT:
        raise RuleBroken("--count", options.count, f"a whole number from 1 to {MAX_COUNT}")
    out = _out(options, options.count)
    references = [await asyncio.to_thread(_reference, studio, text) for text in options.reference]
    recipe = GenerateRecipe(
        prompt=options.prompt,
        negative_prompt=options.negative,
        model=options.model,
        aspect_ratio=options.aspect,
        image_size=options.size,
        seed=options.seed,
        references=tuple(references),
        remove_background=_cutout(options.remove_background),
    )
    recipes = [recipe.with_seed(_nth_seed(options.seed, index)) for index in range(options.count)]
    return await make(studio, recipes, out=out, wants_json=options.json)


async def remove_background(studio: Studio, options: argparse.Namespace) -> int:
    out = _out(options)
    source, parent = await _picture(studio, options.picture)
    settings = CutoutSettings(options.model, options.variant, options.resolution)
    return await _use_tool(studio, CutoutRecipe(source, settings), parent, out, options)


async def upscale(studio: Studio, options: argparse.Namespace) -> int:
    out = _out(options)
    source, parent = await _picture(studio, options.picture)
    recipe = UpscaleRecipe(
        source,
        factor=options.factor,
        model=options.model,
        sharpen=options.sharpen,
        denoise=options.denoise,
        face_enhancement=not options.no_face_enhancement,
        output_format=options.format,
    )
    return await _use_tool(studio, recipe, parent, out, options)


async def depth(studio: Studio, options: argparse.Namespace) -> int:
    out = _out(options)
    source, parent = await _picture(studio, options.picture)
    recipe = DepthRecipe(source, options.steps, options.ensemble, options.resolution)
    return await _use_tool(studio, recipe, parent, out, options)


async def _use_tool(
    studio: Studio, recipe: Recipe, parent: Picture | None, out: Destination | None, options: argparse.Namespace
) -> int:
    return await make(studio, [recipe], parent=parent, out=out, wants_json=options.json)


def _out(options: argparse.Namespace, count: int = 1) -> Destination | None:
    return destination(options.out, count, force=options.force) if options.out else None


def _nth_seed(first: int | None, index: int) -> int | None:
    """The seeds of a batch follow each other; past the last one they start again at 0."""
    if first is None or index == 0:
        return first
    return (first + index) % (catalog.SEED.high + 1)


def _cutout(text: str | None) -> CutoutSettings | None:
    """``bria`` or ``birefnet[:variant[:resolution]]``; what is allowed is the schema's business."""
    if text is None:
        return None
    model, _, rest = text.partition(":")
    variant, _, resolution = rest.partition(":")
    return CutoutSettings(model, variant or None, resolution or None)


async def _picture(studio: Studio, text: str) -> tuple[SourceImage, Picture | None]:
    """A PICTURE of the command line: an id, a path, an HTTPS URL or a data URI."""
    return await asyncio.to_thread(_find_picture, studio, text)


def _find_picture(studio: Studio, text: str) -> tuple[SourceImage, Picture | None]:
    from rundot_studio.studio.sources import picture_or_none

    if not _exists(text) and (known := picture_or_none(studio.library, text)) is not None:
        return source_from_picture(known), known
    if text.startswith("data:"):
        return source_from_bytes(studio.library, _bytes_of(text), "data URI"), None
    if "://" in text:
        return SourceImage(_https(text, "PICTURE")), None
    if not _exists(text) and not Path(text).suffix:
        studio.library.get(text)  # says what is wrong with the id
    return source_from_file(studio.library, Path(text).expanduser()), None


def _reference(studio: Studio, text: str) -> SourceImage:
    """A --reference: a file, an HTTPS URL, a data URI, a picture's id, or else a file key of the game's storage."""
    if text.startswith("data:"):
        return source_from_bytes(studio.library, _bytes_of(text), "data URI")
    if "://" in text:
        return SourceImage(_https(text, "--reference"))
    from rundot_studio.studio.sources import picture_or_none

    if not _exists(text) and (known := picture_or_none(studio.library, text)) is not None:
        return source_from_picture(known)
    if not studio.connection.offline and not _exists(text):
        return SourceImage(text)  # a file key: only the service knows its storage
    return source_from_file(studio.library, Path(text).expanduser())


def _exists(text: str) -> bool:
    try:
        return Path(text).expanduser().exists()
    except (OSError, ValueError, RuntimeError):  # too long, null bytes, no such user
        return False


def _https(text: str, flag: str) -> str:
    if not text.startswith("https://"):
        raise RuleBroken(flag, text, "a file, an HTTPS URL or a data URI")
    return text


def _bytes_of(uri: str) -> bytes:
    import base64
    import binascii
    from urllib.parse import unquote_to_bytes

    head, comma, body = uri.partition(",")
    if not comma:
        raise SourceUnusable("The data URI has no data.")
    try:
        return base64.b64decode(body, validate=True) if head.endswith(";base64") else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        raise SourceUnusable("The data URI's base64 is broken.") from None
