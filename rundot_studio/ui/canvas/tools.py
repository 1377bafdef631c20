"""What the tool bar orders: the recipe of each tool for a picture of the library."""

from dataclasses import replace

from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe, SourceImage, ToolRecipe
from rundot_studio.domain.tool_settings import applied_to
from rundot_studio.ui.pictures.titles import origin_among


def tool_recipe(settings: ToolRecipe, picture: Picture) -> ToolRecipe:
    """What is ordered for a picture with these settings."""
    return applied_to(settings, SourceImage(place=picture.path, picture_id=picture.id))


def variation(ancestors: list[Picture], picture: Picture) -> GenerateRecipe | None:
    """The recipe to vary: the picture's own, or that of what it was cut out of or enlarged from; without its seed."""
    origin = origin_among(ancestors, picture)
    return replace(origin.recipe, seed=None) if origin else None
