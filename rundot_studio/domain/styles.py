"""Styles: a template that a prompt is set into, and what that style avoids. Applied after alternatives are expanded."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

PROMPT_PLACE = "{prompt}"
MOST_NAME_LETTERS = 60
MOST_TEMPLATE_LETTERS = 4000
_STYLE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Style:
    """``template`` has ``{prompt}`` once, and no other braces. ``colour`` is ``#rrggbb``, for its tile.

    ``id`` is lower-case letters, digits and hyphens; ``built_in`` ones can't be changed, only duplicated. A style whose
    ``problem`` is not empty is kept with its text, but can't be applied.
    """

    id: str
    name: str
    template: str
    avoid: str = ""
    colour: str = "#7d7d7d"
    description: str = ""
    built_in: bool = False

    @property
    def problem(self) -> str:
        """What is wrong with it, in a sentence; empty for a sound one."""
        return template_problem(self.template) or _name_problem(self.name)

    def apply(self, prompt: str) -> str:
        """The prompt in this style. Only for a style without a problem."""
        return self.template.replace(PROMPT_PLACE, prompt, 1).strip()


def template_problem(template: str) -> str:
    """Why a template can't be applied, in a sentence; empty for a sound one."""
    places = template.count(PROMPT_PLACE)
    if places == 0:
        return "The style has no {prompt}: write it where the prompt belongs."
    if places > 1:
        return f"The style has {{prompt}} {places} times: the prompt belongs into it once."
    rest = template.replace(PROMPT_PLACE, "")
    if "{" in rest or "}" in rest:
        return "A style has no braces but those of {prompt}; alternatives belong into the prompt."
    if len(template) > MOST_TEMPLATE_LETTERS:
        return f"The style is {len(template):,} letters long; at most {MOST_TEMPLATE_LETTERS:,} are allowed."
    return ""


def _name_problem(name: str) -> str:
    if not name.strip():
        return "The style has no name."
    if len(name) > MOST_NAME_LETTERS:
        return f"The style's name is {len(name):,} letters long; at most {MOST_NAME_LETTERS} are allowed."
    return ""


def is_style_id(text: str) -> bool:
    return _STYLE_ID.fullmatch(text) is not None and len(text) <= MOST_NAME_LETTERS


def is_colour(text: str) -> bool:
    return _COLOUR.fullmatch(text) is not None


def styled(prompt: str, styles: Sequence[Style]) -> str:
    """The prompt in all these styles, the first one innermost."""
    for style in styles:
        prompt = style.apply(prompt)
    return prompt


def joined_avoid(avoid: str, styles: Sequence[Style]) -> str:
    """What the artist avoids and then what the styles do, each thing once, whatever its capitals."""
    things: dict[str, str] = {}
    for text in (avoid, *(style.avoid for style in styles)):
        for thing in _things(text):
            things.setdefault(thing.casefold(), thing)
    return ", ".join(things.values())


def own_avoid(avoid: str, styles: Sequence[Style]) -> str:
    """What is left of a joined avoid without that of the styles: what goes back into the artist's own field."""
    theirs = {thing.casefold() for style in styles for thing in _things(style.avoid)}
    return ", ".join(thing for thing in _things(avoid) if thing.casefold() not in theirs)


def _things(text: str) -> list[str]:
    return [" ".join(thing.split()) for thing in re.split(r"[,\n]", text) if thing.strip()]
