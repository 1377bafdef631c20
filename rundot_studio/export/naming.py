"""Names for files and frames: from a template, safe for the engine, and no two alike before anything is written."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.domain.first_words import first_words

from .frame import Origin

DEFAULT_TEMPLATE = "{name}"
FIELDS = ("project", "name", "seed", "model", "id", "number")
"""What a template may hold in braces; ``number`` counts the pictures of one export from 1."""
_NAME_WORDS = 6
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
)


@dataclass(frozen=True)
class NameRules:
    """What an engine takes. ``punctuation`` is what may stand in a name besides letters and digits of any script."""

    punctuation: str = "_-. ()+@"
    folders: bool = False
    """Whether a slash groups names."""
    ascii_only: bool = False
    letter_first: bool = False
    most_characters: int = 100


FILE_NAMES = NameRules()
FRAME_NAMES = NameRules(folders=True)
RULES: Mapping[str, NameRules] = {
    "texturepacker": FRAME_NAMES,
    "pixi": FRAME_NAMES,
    "phaser": FRAME_NAMES,
    "aseprite": FRAME_NAMES,
    # node and animation names take no . : @ / " %
    "godot": NameRules(punctuation="_- ()+"),
    "unity": NameRules(punctuation="_- .()+"),
    # an identifier, so that no style sheet needs escapes
    "css": NameRules(punctuation="_-", ascii_only=True, letter_first=True),
}
"""Of frames, by target; files obey FILE_NAMES everywhere."""


def expanded(template: str, name: str, origin: Origin, project: str, number: int) -> str:
    """The template with its fields filled in. Raises RuleBroken for a field there is none of."""
    check_template(template)
    values = {
        "project": project,
        "name": name,
        "seed": "" if origin.seed is None else str(origin.seed),
        "model": origin.model,
        "id": origin.picture_id,
        "number": str(number),
    }
    filled = template.format_map(values)
    # An empty field leaves its separator behind.
    return re.sub(r"([_\-. ])[_\-. ]+", r"\1", filled).strip("_-. ")


def check_template(template: str) -> None:
    """Raises RuleBroken."""
    allowed = ", ".join(f"{{{name}}}" for name in FIELDS)
    try:
        fields = [field for _, field, _, _ in string.Formatter().parse(template) if field is not None]
    except ValueError:
        raise RuleBroken("template", template, f"text with {allowed}") from None
    if any(field not in FIELDS for field in fields) or not template.strip():
        raise RuleBroken("template", template, f"text with {allowed}")


def short_name(prompt: str) -> str:
    """The first words of a prompt as a name: letters and digits, joined by underscores."""
    words = re.findall(r"[^\W_]+", prompt.casefold())
    return "_".join(first_words(words, _NAME_WORDS))


def safe(name: str, rules: NameRules = FILE_NAMES) -> str:
    """The nearest name that the rules allow; ``sprite`` where nothing is left of it."""
    text = unicodedata.normalize("NFC", name)
    if rules.ascii_only:
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    parts = re.split(r"[/\\]+", text) if rules.folders else [text]
    cleaned = [each for each in (_clean(part, rules) for part in parts) if each]
    joined = "/".join(cleaned)[: rules.most_characters].rstrip("/. ") or "sprite"
    if rules.letter_first and not joined[0].isalpha():
        joined = f"s{joined}" if joined[0] in "-_" else f"s-{joined}"
    return joined


def _clean(part: str, rules: NameRules) -> str:
    """Without what the rules do not allow: a gap inside the name becomes an underscore."""
    signs = "".join(sign if _allowed(sign, rules) else "\0" for sign in part)
    text = re.sub("\0+", "_", signs.strip("\0 ."))
    return f"{text}_" if text.split(".")[0].casefold() in _RESERVED else text


def _allowed(sign: str, rules: NameRules) -> bool:
    # Accents that have no composed form belong to their letter.
    return sign.isalnum() or sign in rules.punctuation or unicodedata.category(sign) in ("Mn", "Mc")


def folded(name: str) -> str:
    """Equal for names that a file system without case can't tell apart."""
    return unicodedata.normalize("NFKC", name).casefold()


def distinct(names: Sequence[str]) -> list[str]:
    """The same names, with ``_2``, ``_3`` and so on after those that were there before, in other case too.

    A name that is nobody else's stays as it is, whatever comes before it.
    """
    taken = {folded(name) for name in names}
    seen: set[str] = set()
    result: list[str] = []
    for name in names:
        chosen = name
        if folded(name) in seen:
            number = 2
            while folded(f"{name}_{number}") in taken:
                number += 1
            chosen = f"{name}_{number}"
            taken.add(folded(chosen))
        seen.add(folded(chosen))
        result.append(chosen)
    return result


def named(
    frames: Sequence[tuple[str, Origin]], template: str, project: str = "", rules: NameRules = FILE_NAMES
) -> list[str]:
    """Final names of pictures (their own name and origin), in their order: the preview, and what is written."""
    check_template(template)
    filled = (
        expanded(template, name, origin, project, number) for number, (name, origin) in enumerate(frames, start=1)
    )
    return distinct([safe(each, rules) for each in filled])
