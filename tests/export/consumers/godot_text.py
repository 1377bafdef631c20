"""Reads Godot 4's text resources, written from the engine's description of them ("TSCN file format" and
"Variant" in its manual) and from nothing of ours.

A resource is sections: a heading ``[tag key=value ...]`` and ``name = value`` lines. Values are Variants: numbers,
words, strings, ``&"names"``, arrays, dictionaries, and constructors such as ``Rect2(0, 0, 8, 8)``.
"""

import re
from dataclasses import dataclass, field
from typing import Any

_TOKEN = re.compile(
    r"""\s*(?:(?P<string>[&^]?"(?:[^"\\]|\\.)*")|(?P<number>-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)
    |(?P<word>[A-Za-z_][\w/]*)|(?P<sign>[\[\](){}:,=]))""",
    re.VERBOSE | re.DOTALL,
)


@dataclass
class Section:
    tag: str
    heading: dict[str, Any]
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Call:
    """A constructor."""

    name: str
    arguments: tuple[Any, ...]


def read_sections(text: str) -> list[Section]:
    """Raises ValueError naming the place of what is none."""
    reader = _Reader(text)
    sections = []
    while not reader.at_end():
        sections.append(reader.section())
    return sections


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while text[at:].strip():
            match = _TOKEN.match(text, at)
            if match is None:
                raise ValueError(f"no token at {text[at : at + 30]!r}")
            kind = str(match.lastgroup)
            self.tokens.append((kind, match[kind]))
            at = match.end()
        self.at = 0

    def at_end(self) -> bool:
        return self.at >= len(self.tokens)

    def peek(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.tokens[place][1] if place < len(self.tokens) else ""

    def take(self, wanted: str = "") -> tuple[str, str]:
        kind, text = self.tokens[self.at]
        if wanted and text != wanted:
            raise ValueError(f"{wanted} expected, not {text}")
        self.at += 1
        return kind, text

    def section(self) -> Section:
        self.take("[")
        found = Section(self.take()[1], {})
        while self.peek() != "]":
            key = self.take()[1]
            self.take("=")
            found.heading[key] = self.value()
        self.take("]")
        while self.peek(1) == "=":
            key = self.take()[1]
            self.take("=")
            found.values[key] = self.value()
        return found

    def value(self) -> Any:
        kind, text = self.take()
        if kind == "string":
            return re.sub(r"\\(.)", r"\1", text.lstrip("&^")[1:-1], flags=re.DOTALL)
        if kind == "number":
            return float(text) if re.search(r"[.e]", text) else int(text)
        if text == "[":
            return self.listed("]")
        if text == "{":
            return self.dictionary()
        if kind == "word" and self.peek() == "(":
            self.take("(")
            return Call(text, tuple(self.listed(")")))
        if kind == "word":
            return {"true": True, "false": False, "null": None}[text]
        raise ValueError(f"no value: {text}")

    def listed(self, end: str) -> list[Any]:
        found = []
        while self.peek() != end:
            found.append(self.value())
            if self.peek() != end:
                self.take(",")
        self.take(end)
        return found

    def dictionary(self) -> dict[Any, Any]:
        found = {}
        while self.peek() != "}":
            key = self.value()
            self.take(":")
            found[key] = self.value()
            if self.peek() != "}":
                self.take(",")
        self.take("}")
        return found
