"""generate, remove-background, upscale, depth."""

import argparse
import asyncio
import sys
from pathlib import Path

from rundot_studio.client.requests import check
from rundot_studio.domain import catalog
from rundot_studio.domain.errors import RuleBroken
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import (
    CutoutRecipe,
    CutoutSettings,
    DepthRecipe,
    GenerateRecipe,
    Recipe,
    ResizeSettings,
    SourceImage,
    UpscaleRecipe,
)
from rundot_studio.engine.local_ai.folders import MODEL_PREFIX
from rundot_studio.export.destination import Destination, destination
from rundot_studio.studio.sources import (
    check_reference,
    picture_or_none,
    scaled_reference,
    source_from_data_uri,
    source_from_file,
    source_from_picture,
)
from rundot_studio.studio.studio import Studio

from .batch import make
from .prompting import order_of
from .spending import check_order_spending, check_spending

MAX_COUNT = 64


async def generate(studio: Studio, options: argparse.Namespace) -> int:
    if not 1 <= options.count <= MAX_COUNT:
        raise RuleBroken("--count", options.count, f"a whole number from 1 to {MAX_COUNT}")
    recipe = await base_recipe(studio, options)
    ordered = await order_of(studio, options, recipe)
    out = _out(options, ordered.total)
    await check_order_spending(studio, options, ordered.recipes, ordered.count)
    each = [(own, index) for own in ordered.recipes for index in range(ordered.count)]
    if options.expand == "random":  # one picture of each draw: their seeds follow each other
        each = [(own, index) for index, own in enumerate(ordered.recipes)]
    recipes = [own.with_seed(_nth_seed(options.seed, index)) for own, index in each]
    return await make(studio, recipes, out=out, wants_json=options.json)


async def base_recipe(studio: Studio, options: argparse.Namespace) -> GenerateRecipe:
    """What the options say, with the prompt as typed. Raises RuleBroken for what the service would refuse."""
    references = [await _reference(studio, options, index) for index in range(len(options.reference))]
    recipe = GenerateRecipe(
        prompt=options.prompt,
        negative_prompt=options.negative,
        model=options.model,
        aspect_ratio=options.aspect,
        image_size=options.size,
        seed=options.seed,
        references=tuple(references),
        remove_background=_cutout(options.remove_background),
        resize=_resize(options.resize),
    )
    check(recipe, studio.capability.level)
    known = catalog.model_named(recipe.model) is not None or recipe.model.startswith(MODEL_PREFIX)
    if studio.connection.offline and not known:
        raise RuleBroken("model", recipe.model, f"one of {', '.join(catalog.MODEL_NAMES)}")
    return recipe


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
    check(recipe)
    await check_spending(studio, options, recipe, source_size=(parent.width, parent.height) if parent else None)
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
    return destination(options.out, count, force=options.force) if options.out is not None else None


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


def _resize(text: str | None) -> ResizeSettings | None:
    """``640x480`` or ``640x480:contain``; what is allowed is the schema's business."""
    if text is None:
        return None
    size, _, fit = text.partition(":")
    width, _, height = size.lower().partition("x")
    try:
        return ResizeSettings(int(width), int(height), fit or catalog.RESIZE_FITS[0])
    except ValueError:
        raise RuleBroken("--resize", text, "WIDTHxHEIGHT[:FIT], such as 512x512:contain") from None


async def _picture(studio: Studio, text: str) -> tuple[SourceImage, Picture | None]:
    """A PICTURE of the command line: an id, a path, an HTTPS URL or a data URI."""
    return await asyncio.to_thread(_find_picture, studio, text)


def _find_picture(studio: Studio, text: str) -> tuple[SourceImage, Picture | None]:
    if not _exists(text) and (known := picture_or_none(studio.library, text)) is not None:
        return source_from_picture(known), known
    if text.startswith("data:"):
        return source_from_data_uri(studio.library, text), None
    if "://" in text:
        return SourceImage(_https(text, "PICTURE")), None
    if not _exists(text) and not Path(text).suffix:
        studio.library.get(text)  # says what is wrong with the id
    return source_from_file(studio.library, Path(text).expanduser()), None


async def _reference(studio: Studio, options: argparse.Namespace, index: int) -> SourceImage:
    """A --reference that can be sent; one that is too large is scaled down if that was asked for."""
    reference = await asyncio.to_thread(_find_reference, studio, options.reference[index])
    if not options.shrink_references:
        await asyncio.to_thread(check_reference, studio.library, reference, index)
        return reference
    sent = await asyncio.to_thread(scaled_reference, studio.library, reference)
    if sent is not reference:
        print(f"scaled down to be sent: {sent.place}", file=sys.stderr)
    return sent


def _find_reference(studio: Studio, text: str) -> SourceImage:
    """A --reference: a file, an HTTPS URL, a data URI, a picture's id, or else a file key of the game's storage."""
    if text.startswith("data:"):
        return source_from_data_uri(studio.library, text)
    if "://" in text:
        return SourceImage(_https(text, "--reference"))
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
