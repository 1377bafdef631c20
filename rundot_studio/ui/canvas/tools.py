"""What the tool bar orders: the recipe of each tool for a picture of the library."""

from dataclasses import replace

from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import (
    CutoutRecipe,
    DepthRecipe,
    GenerateRecipe,
    Recipe,
    SourceImage,
    ToolRecipe,
    UpscaleRecipe,
)
from rundot_studio.ui.pictures.titles import origin_among

_RECIPES: dict[str, type[ToolRecipe]] = {"cut-out": CutoutRecipe, "upscale": UpscaleRecipe, "depth": DepthRecipe}


def tool_recipe(tool: str, picture: Picture) -> Recipe:
    """Raises KeyError for a tool that does not exist."""
    return _RECIPES[tool](source=SourceImage(place=picture.path, picture_id=picture.id))


def variation(ancestors: list[Picture], picture: Picture) -> GenerateRecipe | None:
    """The recipe to vary: the picture's own, or that of what it was cut out of or enlarged from; without its seed."""
    origin = origin_among(ancestors, picture)
    return replace(origin.recipe, seed=None) if origin else None
