"""How pictures are looked at, remembered over a restart."""

import re
from enum import StrEnum
from typing import TypeVar

from rundot_studio.ui.session.window_memory import WindowMemory

from .look import Ground, Look, Scaling

SECTION = "look"
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_Choice = TypeVar("_Choice", bound=StrEnum)


def remember_look(look: Look, memory: WindowMemory) -> None:
    """Take what was remembered, and remember what is changed from now on. "Alpha only" is for a moment: it is not."""
    _take(look, memory.get(SECTION))
    look.changed.connect(lambda: memory.put(SECTION, _words(look, memory.get(SECTION))))


def _words(look: Look, before: object) -> dict[str, object]:
    ground = look.ground.value
    if look.ground is Ground.ALPHA:
        kept = before.get("ground") if isinstance(before, dict) else None
        ground = _choice(Ground, kept, Ground.CHECKER).value
    return {"ground": ground, "colour": look.colour, "scaling": look.scaling.value, "grid": look.grid}


def _take(look: Look, words: object) -> None:
    """Anything that is not what this program writes is passed over."""
    if not isinstance(words, dict):
        return
    colour = words.get("colour")
    if isinstance(colour, str) and _COLOUR.fullmatch(colour):
        look.set_colour(colour)
    look.set_ground(_choice(Ground, words.get("ground"), Ground.CHECKER))
    look.set_scaling(_choice(Scaling, words.get("scaling"), Scaling.AUTO))
    look.set_grid(words.get("grid") is not False)


def _choice(kind: type[_Choice], value: object, otherwise: _Choice) -> _Choice:
    return next((each for each in kind if each.value == value), otherwise)
