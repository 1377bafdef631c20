"""From an expanded prompt to its recipe: blanks tidied, styles applied, avoids joined."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .recipe import GenerateRecipe
from .styles import Style, joined_avoid, styled


def recipe_for(
    prompt: str, text: str, base: GenerateRecipe, styles: Sequence[Style], *, marked: bool
) -> GenerateRecipe:
    """The recipe of one expanded prompt in these styles, which have no problem; all the rest is that of ``base``.

    ``text`` is what it was expanded from, and ``marked`` whether there was anything to expand.
    """
    return replace(
        base,
        prompt=styled(tidied(prompt) if marked else prompt, styles),
        negative_prompt=joined_avoid(base.negative_prompt, styles) if styles else base.negative_prompt,
        template=text if marked or styles else "",
        styles=tuple(style.id for style in styles),
    )


def tidied(prompt: str) -> str:
    """Without the blanks that an empty option leaves behind."""
    return re.sub(r"[ \t]+(?=[ \t,.;:]|$)", "", prompt).strip()
