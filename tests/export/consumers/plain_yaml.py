"""Reads the YAML that Unity writes its ``.meta`` files in: written from the YAML 1.1 specification, for block and flow
collections and one-line scalars, and from nothing of ours."""

import re
from typing import Any

_PLAIN_END = re.compile(r"(?::(?= |$)| #)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "e": "\x1b", "a": "\a", "b": "\b", "v": "\v", "f": "\f"}
_INTEGER = re.compile(r"[-+]?\d+")
_FLOAT = re.compile(r"[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:e[-+]?\d+)?", re.IGNORECASE)

Line = tuple[int, str]
"""Its indent, and the rest."""


def read_yaml(text: str) -> Any:
    """Raises ValueError."""
    lines = [(len(line) - len(line.lstrip(" ")), line.strip()) for line in text.splitlines() if line.strip()]
    value, rest = _block(lines, 0)
    if rest:
        raise ValueError(f"not part of the document: {rest[0][1]}")
    return value


def _block(lines: list[Line], least: int) -> tuple[Any, list[Line]]:
    """The collection that begins at the first line, indented at least so far."""
    if not lines or lines[0][0] < least:
        return None, lines
    indent = lines[0][0]
    return _sequence(lines, indent) if _is_item(lines[0][1]) else _mapping(lines, indent)


def _is_item(text: str) -> bool:
    return text == "-" or text.startswith("- ")


def _sequence(lines: list[Line], indent: int) -> tuple[list[Any], list[Line]]:
    items = []
    while lines and lines[0][0] == indent and _is_item(lines[0][1]):
        body = lines[0][1][1:]
        content = body.strip()
        inner = indent + 1 + len(body) - len(body.lstrip(" "))
        if not content:
            item, lines = _block(lines[1:], indent + 1)
        elif _is_item(content) or _key_end(content) is not None:
            # The rest of the line is the first one of a collection of its own.
            item, lines = _block([(inner, content), *lines[1:]], inner)
        else:
            item, lines = _scalar(content), lines[1:]
        items.append(item)
    return items, lines


def _mapping(lines: list[Line], indent: int) -> tuple[dict[Any, Any], list[Line]]:
    found: dict[Any, Any] = {}
    while lines and lines[0][0] == indent and not _is_item(lines[0][1]):
        text = lines[0][1]
        end = _key_end(text)
        if end is None:
            raise ValueError(f"no key: {text}")
        key, content = _scalar(text[:end]), text[end + 1 :].strip()
        if key in found:
            raise ValueError(f"twice: {key}")
        lines = lines[1:]
        if content:
            found[key] = _scalar(content)
        elif lines and lines[0][0] == indent and _is_item(lines[0][1]):
            # A sequence may stand at the indent of its key.
            found[key], lines = _sequence(lines, indent)
        else:
            found[key], lines = _block(lines, indent + 1)
    return found, lines


def _key_end(text: str) -> int | None:
    """Where the colon after a key is, outside quotes."""
    if text[:1] in "\"'":
        end = _quoted_end(text, 0)
        return end if text[end : end + 1] == ":" else None
    if text[:1] in "{[":
        return None
    match = re.search(r":(?= |$)", text)
    return match.start() if match else None


def _scalar(text: str) -> Any:
    value, end = _flow(text, 0, inside=False)
    if text[end:].strip():
        raise ValueError(f"more than a value: {text}")
    return value


def _flow(text: str, at: int, *, inside: bool) -> tuple[Any, int]:
    if text[at] == "{":
        return _flow_mapping(text, at + 1)
    if text[at] == "[":
        return _flow_sequence(text, at + 1)
    if text[at] in "\"'":
        end = _quoted_end(text, at)
        return _unquoted(text[at:end]), end
    end = at
    while end < len(text) and not (inside and text[end] in ",{}[]") and not _PLAIN_END.match(text, end):
        end += 1
    return _plain(text[at:end].strip()), end


def _flow_mapping(text: str, at: int) -> tuple[dict[Any, Any], int]:
    found = {}
    while text[(at := _skipped(text, at))] != "}":
        key, at = _flow(text, at, inside=True)
        at = _skipped(text, at)
        if text[at] != ":":
            raise ValueError(f"no colon in {text}")
        found[key], at = _flow(text, _skipped(text, at + 1), inside=True)
        at = _skipped(text, at)
        at += text[at] == ","
    return found, at + 1


def _flow_sequence(text: str, at: int) -> tuple[list[Any], int]:
    found = []
    while text[(at := _skipped(text, at))] != "]":
        item, at = _flow(text, at, inside=True)
        found.append(item)
        at = _skipped(text, at)
        at += text[at] == ","
    return found, at + 1


def _skipped(text: str, at: int) -> int:
    while text[at] == " ":
        at += 1
    return at


def _quoted_end(text: str, at: int) -> int:
    quote = text[at]
    end = at + 1
    while text[end] != quote or (quote == "'" and text[end : end + 2] == "''"):
        end += 2 if (quote == '"' and text[end] == "\\") or text[end : end + 2] == "''" else 1
    return end + 1


def _unquoted(text: str) -> str:
    if text[0] == "'":
        return text[1:-1].replace("''", "'")

    def meant(match: re.Match[str]) -> str:
        code = match[1] or match[2] or match[3]
        return chr(int(code, 16)) if code else _ESCAPES.get(match[4], match[4])

    return re.sub(r"\\(?:x(..)|u(....)|U(.{8})|(.))", meant, text[1:-1])


def _plain(text: str) -> Any:
    if text in ("", "~", "null"):
        return None
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
