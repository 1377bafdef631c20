"""Running a stored recipe again, and whether what came of it is the same picture."""

from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import ContactSheetRecipe, EditedRecipe, GenerateRecipe, Recipe
from rundot_studio.imaging.likeness import Likeness, compare
from rundot_studio.library.library import Library


def can_reproduce(picture: Picture) -> bool:
    """Whether a service can be asked again: what was drawn from many or changed by hand has no recipe for one."""
    return not isinstance(picture.recipe, (ContactSheetRecipe, EditedRecipe))


def recipe_again(picture: Picture) -> Recipe:
    """The stored recipe with the seed that was really used."""
    recipe = picture.recipe
    return recipe.with_seed(picture.seed_used) if isinstance(recipe, GenerateRecipe) else recipe


def compare_pictures(library: Library, original: Picture, again: Picture) -> Likeness:
    """By bytes, then by pixels, then by how near they are to the eye. Blocking. Raises PictureUnknown, SourceUnusable.

    The delivered bytes are compared: the stored ones differ by the recipe inside.
    """
    pixels = compare(library.read(original), library.read(again))
    identical = original.delivered_sha256 == again.delivered_sha256
    return Likeness(identical, pixels.identical_pixels, pixels.distance)
