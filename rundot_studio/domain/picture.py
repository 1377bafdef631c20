"""A picture of the library, and the family it belongs to."""

from dataclasses import dataclass
from datetime import datetime

from .picture_kind import PictureKind
from .recipe import ContactSheetRecipe, GenerateRecipe, Recipe


@dataclass(frozen=True)
class Picture:
    """One stored picture. Immutable: a change in the library gives a new object.

    ``number`` grows with time and orders the library; ``id`` is ten hex digits, unique, and part of the file's name.
    ``path`` is relative to the library's folder, with forward slashes. ``engine`` tells who made it and, for the
    embedded engine, which versions its bytes depend on; ``procedural`` is true for everything the embedded engine made.
    """

    number: int
    id: str
    path: str
    width: int
    height: int
    has_alpha: bool
    recipe: Recipe
    model_used: str
    seed_used: int | None
    generation_id: str
    engine: str
    procedural: bool
    parent_id: str | None
    created_at: datetime
    delivered_sha256: str
    stored_sha256: str
    stored_bytes: int

    @property
    def kind(self) -> PictureKind:
        return self.recipe.kind

    @property
    def title(self) -> str:
        """A few words to call it by."""
        if isinstance(self.recipe, GenerateRecipe):
            return self.recipe.prompt
        return self.recipe.name if isinstance(self.recipe, ContactSheetRecipe) else self.recipe.source.place

    @property
    def model_changed(self) -> bool:
        """Whether another model answered than the one that was asked."""
        return isinstance(self.recipe, GenerateRecipe) and self.model_used not in ("", self.recipe.model)
