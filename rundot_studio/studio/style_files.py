"""Styles as text: one TOML or JSON document with a list of them, read with every field checked."""

import json
import tomllib
from collections.abc import Sequence
from typing import Any, Literal

from rundot_studio.domain.errors import SourceUnusable
from rundot_studio.domain.styles import Style, is_colour, is_style_id

MOST_BYTES = 1024 * 1024
MOST_STYLES = 500
StyleFormat = Literal["toml", "json"]
_FIELDS = ("id", "name", "template", "avoid", "colour", "description")


def read_styles(data: bytes, name: str, *, built_in: bool = False) -> list[Style]:
    """The styles of a document. ``name`` is the file's, for the sentence. A style whose template is broken is kept.

    Raises SourceUnusable for what is no list of styles.
    """
    if len(data) > MOST_BYTES:
        raise SourceUnusable(f"{name} is larger than {MOST_BYTES >> 20} MB; that is no file of styles.")
    document = _document(data, name)
    entries = document.get("style", document.get("styles", [document] if "template" in document else None))
    if not isinstance(entries, list) or not entries or len(entries) > MOST_STYLES:
        raise SourceUnusable(f"{name} holds no list of 1 to {MOST_STYLES} styles.")
    return [_style(entry, number, name, built_in) for number, entry in enumerate(entries, 1)]


def write_styles(styles: Sequence[Style], style_format: StyleFormat = "toml") -> bytes:
    """The document that :func:`read_styles` reads."""
    entries = [{field: getattr(style, field) for field in _FIELDS} for style in styles]
    if style_format == "json":
        return json.dumps({"styles": entries}, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"
    blocks = [
        "\n".join(["[[style]]", *(f"{field} = {_toml_string(text)}" for field, text in entry.items())])
        for entry in entries
    ]
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def _toml_string(text: str) -> str:
    # JSON's escapes are TOML's too; only DEL must be escaped there as well.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _document(data: bytes, name: str) -> dict[str, Any]:
    try:
        text = data.decode("utf-8-sig")
        document = json.loads(text) if text.lstrip().startswith(("{", "[{")) else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceUnusable(f"{name} can't be read as TOML or JSON: {error}.") from error
    if isinstance(document, list):
        return {"styles": document}
    if not isinstance(document, dict):
        raise SourceUnusable(f"{name} holds no styles.")
    return document


def _style(entry: object, number: int, name: str, built_in: bool) -> Style:
    if not isinstance(entry, dict):
        raise SourceUnusable(f"{name}: style {number} is not a table of fields.")
    values = {field: entry.get(field, "") for field in _FIELDS}
    wrong = [field for field, value in values.items() if not isinstance(value, str)]
    if wrong:
        raise SourceUnusable(f"{name}: {wrong[0]} of style {number} is not a text.")
    colour = values["colour"].lower()
    return Style(
        id=values["id"] if is_style_id(values["id"]) else "",
        name=values["name"] or f"Style {number}",
        template=values["template"],
        avoid=values["avoid"],
        colour=colour if is_colour(colour) else Style.colour,
        description=values["description"],
        built_in=built_in,
    )
