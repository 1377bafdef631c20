"""How long jobs usually take: the median of the last answers, by kind, model and size."""

from collections import defaultdict, deque
from statistics import median

from rundot_studio.domain.recipe import DepthRecipe, GenerateRecipe, Recipe

_REMEMBERED = 15


class Durations:
    """In memory, for this run of the program."""

    def __init__(self) -> None:
        self._seconds: dict[tuple[str, ...], deque[float]] = defaultdict(lambda: deque(maxlen=_REMEMBERED))

    def add(self, recipe: Recipe, seconds: float) -> None:
        self._seconds[_like(recipe)].append(seconds)

    def median(self, recipe: Recipe) -> float | None:
        known = self._seconds.get(_like(recipe))
        return median(known) if known else None


def _like(recipe: Recipe) -> tuple[str, ...]:
    if isinstance(recipe, GenerateRecipe):
        return (recipe.kind, recipe.model, recipe.image_size or "", str(recipe.remove_background or ""))
    if isinstance(recipe, DepthRecipe):
        return (recipe.kind,)
    return (recipe.kind, str(getattr(recipe, "model", "")), str(getattr(recipe, "settings", "")))
