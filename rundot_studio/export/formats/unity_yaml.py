"""The little of YAML that Unity's ``.meta`` files use, changed in place: every byte that is not meant stays.

Blocks are found by their indent: two spaces per level, list items at the indent of their key.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_PLAIN = re.compile(r"[A-Za-z_][\w .()+/-]*(?<! )")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def quoted(text: str) -> str:
    """As a scalar: plain where YAML takes it so, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.isascii() and text.casefold() not in _WORDS:
        return text
    signs = []
    for sign in text:
        if sign in '"\\':
            signs.append(f"\\{sign}")
        elif sign.isascii() and sign.isprintable():
            signs.append(sign)
        elif ord(sign) <= 0xFFFF:
            signs.append(f"\\u{ord(sign):04X}")
        else:
            signs.append(f"\\U{ord(sign):08X}")
    return f'"{"".join(signs)}"'


def unquoted(scalar: str) -> str:
    scalar = scalar.strip()
    if scalar[:1] == "'" and scalar[-1:] == "'" and len(scalar) > 1:
        return scalar[1:-1].replace("''", "'")
    if scalar[:1] != '"' or scalar[-1:] != '"' or len(scalar) < 2:
        return scalar
    escapes = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")

    def resolved(match: re.Match[str]) -> str:
        digits = match[1] or match[2] or match[3]
        return chr(int(digits, 16)) if digits else {"n": "\n", "t": "\t"}.get(match[4], match[4])

    return escapes.sub(resolved, scalar[1:-1])


def block(text: str, path: Sequence[str]) -> str | None:
    """Everything after the colon of a key, the lines below it included; None where there is no such key."""
    span = _span(text, path)
    return None if span is None else text[span[0] : span[1]]


def replaced(text: str, path: Sequence[str], content: str) -> str:
    """With another block, which begins right after the colon and ends without a newline; same text without the key."""
    span = _span(text, path)
    if span is None:
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    return text[: span[0]] + content.replace("\r\n", "\n").replace("\n", newline) + text[span[1] :]


def items(block_text: str) -> list[str]:
    """The items of a list's block, without the newline at their ends."""
    lines = block_text.replace("\r\n", "\n").strip("\n").split("\n")
    found: list[list[str]] = []
    indent = None
    for line in lines:
        match = re.match(r"( *)- ", line)
        if match and (indent is None or match[1] == indent):
            indent = match[1]
            found.append([line])
        elif found:
            found[-1].append(line)
    return ["\n".join(item) for item in found]


def value(item: str, key: str) -> str:
    """The value of a key at the item's own level, or of ``rect.x`` one level below; empty without one."""
    match = _find(item, key)
    return match[2] if match else ""


def with_value(item: str, key: str, content: str) -> str:
    """With another value; a key that is not there stays away."""
    match = _find(item, key)
    if match is None:
        return item
    # A key without a value may stand without the space that a value needs.
    before = item[: match.start(2)].rstrip(" ")
    return f"{before} {content}{item[match.end(2) :]}"


def _find(item: str, key: str) -> re.Match[str] | None:
    first = re.match(r"( *)- ", item)
    indent = len(first[1]) + 2 if first else 0
    parent, _, last = key.rpartition(".")
    start = 0
    if parent:
        above = re.compile(rf"^(?: {{{indent}}}|{' ' * (indent - 2)}- ){re.escape(parent)}:[ ]*$", re.MULTILINE)
        found = above.search(item)
        if found is None:
            return None
        start, indent = found.end(), indent + 2
        return re.compile(rf"^( {{{indent}}}){re.escape(last)}:[ ]*(.*)$", re.MULTILINE).search(item, start)
    pattern = re.compile(rf"^( {{{indent}}}|{' ' * (indent - 2)}- ){re.escape(last)}:[ ]*(.*)$", re.MULTILINE)
    return pattern.search(item, start)


def _span(text: str, path: Sequence[str]) -> tuple[int, int] | None:
    start, end = 0, len(text)
    for depth, key in enumerate(path):
        indent = "  " * depth
        head = re.compile(rf"^{indent}{re.escape(key)}:", re.MULTILINE)
        found = head.search(text, start, end)
        if found is None:
            return None
        start = found.end()
        end = _block_end(text, start, end, indent)
    return start, end


def _block_end(text: str, start: int, limit: int, indent: str) -> int:
    """Where the last line below a key ends, without its newline."""
    end = text.find("\n", start, limit)
    if end == -1:
        return limit
    at = end + 1
    inside = re.compile(rf"{indent}(?:  | *- |\s*$)")
    while at < limit:
        line_end = text.find("\n", at, limit)
        line_end = limit if line_end == -1 else line_end
        if not inside.match(text[at:line_end]):
            break
        end = line_end
        at = line_end + 1
    return end - 1 if text[end - 1 : end] == "\r" else end
