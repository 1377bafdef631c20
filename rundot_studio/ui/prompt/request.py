"""What the panel asks for: words with alternatives, styles, and all the rest, before any of it is expanded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rundot_studio.domain.recipe import GenerateRecipe


ALL = "all"
RANDOM = "random"
"""What becomes of alternatives: every combination, or one by chance for each picture."""


@dataclass(frozen=True)
class OrderRequest:
    """``base`` has the prompt as it was typed, the artist's own avoid, and no seed where none is locked.

    ``styles`` are ids, the innermost first; ``count`` is pictures of each combination, or in all by chance.
    """

    base: GenerateRecipe
    styles: tuple[str, ...] = ()
    count: int = 1
    expand: str = ALL
