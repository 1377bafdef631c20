"""Recipes as requests of the wire, checked against the schema."""

from typing import Any

from rundot_studio.domain.recipe import CutoutRecipe, CutoutSettings, DepthRecipe, GenerateRecipe, Recipe, UpscaleRecipe
from rundot_studio.protocol.rules import parse
from rundot_studio.protocol.schema import DepthParams, GenerateParams, RemoveBackgroundParams, UpscaleParams, Wire


def check(recipe: Recipe) -> None:
    """Raises RuleBroken for the first rule of the specification that a recipe breaks; nothing is read or sent."""
    if isinstance(recipe, GenerateRecipe):
        generate_params(recipe, [reference.place or "-" for reference in recipe.references])
    else:
        tool_params(recipe, recipe.source.place or "-")


def generate_params(recipe: GenerateRecipe, references: list[str]) -> GenerateParams:
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
    }
    return parse(GenerateParams, values)


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


def _cutout_values(settings: CutoutSettings) -> dict[str, Any]:
    values = {"model": settings.model, "variant": settings.variant, "resolution": settings.resolution}
    return {name: value for name, value in values.items() if value is not None}
