"""Which words that an engine did not understand are worth telling: those that the artist can mend."""

from collections.abc import Iterable, Sequence

from rundot_studio.domain.recipe import GenerateRecipe
from rundot_studio.domain.styles import Style


def words_of_artist(unknown: Sequence[str], recipe: GenerateRecipe, styles: Iterable[Style]) -> tuple[str, ...]:
    """Without those that only the recipe's styles have brought along: the artist has not written them."""
    written = recipe.template.casefold()
    brought = " ".join(style.template for style in styles if style.id in recipe.styles).casefold()
    return tuple(word for word in unknown if word.casefold() not in brought or word.casefold() in written)
