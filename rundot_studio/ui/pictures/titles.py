"""What a job or a picture is called: its words, or for what a tool made, the words of the picture it began with."""

import re
from collections.abc import Callable

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.job import Job
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe, Recipe

from .words import kind_words, recipe_title

GENERATIONS_MOST = 8
SHORT_TITLE_MOST = 48


class Titles:
    """Titles, looked up once in the library and kept. Without a library a tool's picture is called by its file."""

    def __init__(self) -> None:
        self._get: Callable[[str], Picture] | None = None
        self._kept: dict[str, str] = {}

    def attach(self, get: Callable[[str], Picture]) -> None:
        self._get = get
        self._kept.clear()

    def of_job(self, job: Job) -> str:
        if isinstance(job.recipe, GenerateRecipe):
            return job.recipe.prompt
        return self._of_tool(job.id, job.recipe, job.parent_id)

    def of_picture(self, picture: Picture) -> str:
        if isinstance(picture.recipe, GenerateRecipe):
            return picture.recipe.prompt
        return self._of_tool(picture.id, picture.recipe, picture.parent_id)

    def _of_tool(self, key: str, recipe: Recipe, parent_id: str | None) -> str:
        if key not in self._kept:
            origin = self._origin(parent_id)
            title = f"{kind_words(recipe)} · {origin.recipe.prompt}" if origin else recipe_title(recipe)
            self._kept[key] = title
        return self._kept[key]

    def _origin(self, parent_id: str | None) -> "Origin | None":
        """The generated picture at the beginning of the line, if the library still has it."""
        for _ in range(GENERATIONS_MOST):
            if parent_id is None or self._get is None:
                return None
            try:
                parent = self._get(parent_id)
            except StudioError:
                return None
            if isinstance(parent.recipe, GenerateRecipe):
                return Origin(parent, parent.recipe)
            parent_id = parent.parent_id
        return None


class Origin:
    """A picture that was made from words, with the recipe that says so."""

    def __init__(self, picture: Picture, recipe: GenerateRecipe) -> None:
        self.picture = picture
        self.recipe = recipe


def short_title(prompt: str) -> str:
    """The first clause of a prompt, as a heading: what the picture shows without how it shows it."""
    clause = re.split(r"[,.;:\n]", prompt.strip(), maxsplit=1)[0].strip() or prompt.strip()
    if len(clause) > SHORT_TITLE_MOST:
        clause = f"{clause[:SHORT_TITLE_MOST].rsplit(' ', 1)[0].rstrip()}…"
    return clause[:1].upper() + clause[1:]


def origin_among(ancestors: list[Picture], picture: Picture) -> Origin | None:
    """The nearest of a picture and its ancestors (oldest first) that was made from words."""
    for member in (picture, *reversed(ancestors)):
        if isinstance(member.recipe, GenerateRecipe):
            return Origin(member, member.recipe)
    return None
