"""Recipes as requests of the wire, checked against the schema; and the recipe that a request stands for."""

from typing import Any

from msgspec import UNSET

from rundot_studio.domain.catalog import DEFAULT_ASPECT_RATIO, DEFAULT_MODEL, SPECIFICATION_LEVEL, ApiLevel
from rundot_studio.domain.errors import RuleBroken
from rundot_studio.domain.recipe import (
    CutoutRecipe,
    CutoutSettings,
    DepthRecipe,
    EditedRecipe,
    GenerateRecipe,
    LocalRecipe,
    Recipe,
    ResizeSettings,
    SourceImage,
    UpscaleRecipe,
)
from rundot_studio.protocol.rules import parse
from rundot_studio.protocol.schema import (
    DepthParams,
    EstimateParams,
    GenerateParams,
    RemoveBackgroundOptions,
    RemoveBackgroundParams,
    UpscaleParams,
    Wire,
)


def check(recipe: Recipe, level: ApiLevel = SPECIFICATION_LEVEL) -> None:
    """Raises RuleBroken for the first rule of the specification that a recipe breaks; nothing is read or sent."""
    if isinstance(recipe, GenerateRecipe):
        generate_params(recipe, [reference.place or "-" for reference in recipe.references], level)
    elif isinstance(recipe, LocalRecipe):
        raise not_sendable(recipe)
    else:
        tool_params(recipe, recipe.source.place or "-")


def not_sendable(recipe: LocalRecipe) -> RuleBroken:
    if isinstance(recipe, EditedRecipe):
        return RuleBroken("kind", recipe.source.place, "a picture that a service makes; this one was changed by hand")
    return RuleBroken("kind", recipe.name, "a picture that a service makes; a contact sheet is drawn here")


def generate_params(
    recipe: GenerateRecipe, references: list[str], level: ApiLevel = SPECIFICATION_LEVEL
) -> GenerateParams:
    """``references`` are file keys, HTTPS URLs or data URIs, in the recipe's order."""
    values = {
        "prompt": recipe.prompt,
        "negativePrompt": recipe.negative_prompt or None,
        "model": recipe.model,
        "aspectRatio": recipe.aspect_ratio,
        "imageSize": recipe.image_size,
        "seed": recipe.seed,
        "referenceImages": references or None,
        "removeBackground": _cutout_values(recipe.remove_background) if recipe.remove_background else None,
        "resize": _resize_values(recipe.resize) if recipe.resize else None,
    }
    return parse(GenerateParams, values, level)


def recipe_of(params: GenerateParams) -> GenerateRecipe:
    """The recipe that a request was made from, as far as the wire tells: references are the texts that were sent."""
    cutout = params.remove_background
    settings = CutoutSettings() if cutout is True else None
    if isinstance(cutout, RemoveBackgroundOptions):
        settings = CutoutSettings(cutout.model, _or_none(cutout.variant), _or_none(cutout.resolution))
    resize = _or_none(params.resize)
    references = _or_none(params.reference_images) or []
    return GenerateRecipe(
        prompt=params.prompt,
        negative_prompt=_or_none(params.negative_prompt) or "",
        model=_or_none(params.model) or DEFAULT_MODEL,
        aspect_ratio=_or_none(params.aspect_ratio) or DEFAULT_ASPECT_RATIO,
        image_size=_or_none(params.image_size),
        seed=_or_none(params.seed),
        references=tuple(SourceImage(text) for text in references),
        remove_background=settings,
        resize=resize
        and ResizeSettings(
            resize.width, resize.height, resize.fit, resize.format, _or_none(resize.jpeg_quality), resize.flatten
        ),
    )


def estimate_params(
    recipe: GenerateRecipe | UpscaleRecipe, game: str, count: int = 1, source_size: tuple[int, int] | None = None
) -> EstimateParams:
    """What the price of ``count`` pictures depends on. The service has no price for the other tools.

    ``source_size`` is (width, height) of the picture to enlarge, in pixels.
    """
    values: dict[str, Any] = {"gameId": game, "quantity": count}
    if isinstance(recipe, GenerateRecipe):
        cutout = recipe.remove_background
        values |= {
            "kind": "image",
            "model": recipe.model,
            "imageSize": recipe.image_size,
            "removeBackground": True if cutout else None,
            "bgRemovalModel": cutout.model if cutout else None,
        }
    else:
        values |= {"kind": "upscale", "model": recipe.model}
        if source_size is not None:
            values["outputMp"] = source_size[0] * source_size[1] * recipe.factor**2 / 1e6
    return parse(EstimateParams, values)


def tool_params(recipe: CutoutRecipe | UpscaleRecipe | DepthRecipe, image_url: str) -> Wire:
    """``image_url`` is a file key, an HTTPS URL or a data URI."""
    match recipe:
        case CutoutRecipe():
            return parse(RemoveBackgroundParams, {"imageUrl": image_url, **_cutout_values(recipe.settings)})
        case UpscaleRecipe():
            values = {
                "imageUrl": image_url,
                "upscaleFactor": recipe.factor,
                "model": recipe.model,
                "sharpen": recipe.sharpen,
                "denoise": recipe.denoise,
                "faceEnhancement": recipe.face_enhancement,
                "outputFormat": recipe.output_format,
            }
            return parse(UpscaleParams, values)
        case DepthRecipe():
            values = {
                "imageUrl": image_url,
                "numInferenceSteps": recipe.steps,
                "ensembleSize": recipe.ensemble,
                "processingRes": recipe.resolution,
            }
            return parse(DepthParams, values)


def _resize_values(settings: ResizeSettings) -> dict[str, Any]:
    values = {
        "width": settings.width,
        "height": settings.height,
        "fit": settings.fit,
        "format": settings.format,
        "jpegQuality": settings.jpeg_quality,
        "flatten": settings.flatten,
    }
    return {name: value for name, value in values.items() if value is not None}


def _or_none(value: Any) -> Any:
    return None if value is UNSET else value


def _cutout_values(settings: CutoutSettings) -> dict[str, Any]:
    values = {"model": settings.model, "variant": settings.variant, "resolution": settings.resolution}
    return {name: value for name, value in values.items() if value is not None}
