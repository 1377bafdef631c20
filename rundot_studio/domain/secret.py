"""A text that must not be shown: deploy keys, bearers, refresh tokens. And the shapes by which such texts are known."""

import re
from typing import NoReturn

HIDDEN = "…"
SHORTEST_HIDDEN = 6
"""Shorter texts are not looked for in others: they would be found in ordinary words."""
LONGEST = 16_384

_KEY = re.compile(r"\b[rp]k_[A-Za-z0-9_\-]{4,}")
"""Deploy and playground keys."""
_TOKEN = re.compile(r"\beyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]+(?:\.[A-Za-z0-9_\-]*)?")
"""JSON web tokens."""
_BEARER = re.compile(r"(?i)\b(bearer\s+)(?=\S*\d)[\w.~+/=-]{6,}")
"""What an Authorization header carries, whatever its shape; a word after "bearer" has no digit."""
_SIGN_IN = re.compile(r"(?<=://)[^\s/@\"']+@")
"""User and password in an address, such as a proxy's."""
_IN_QUERY = re.compile(r"(?i)([?&][\w.-]*(?:token|secret|signature|password|key|sig)=)[^\s&#\"']+")
"""What lets anybody open the address."""


class Secret:
    """Holds a text and shows it nowhere by accident: not in a repr, an f-string, a format or a pickle."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself: only for the wire and for the place that keeps it."""
        return self._text

    def hidden_in(self, text: str) -> str:
        """``text`` without this secret, wherever it stands in it."""
        return text.replace(self._text, HIDDEN) if len(self._text) >= SHORTEST_HIDDEN else text

    def __repr__(self) -> str:
        return f"Secret({HIDDEN})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written anywhere")


def sendable(text: str) -> bool:
    """Whether a text can stand in an Authorization header: printable ASCII without spaces, of a sane length.

    HTTP libraries show the whole header in the error for one that can't, so it must never get that far.
    """
    return 0 < len(text) <= LONGEST and all("!" <= sign <= "~" for sign in text)


def redacted(text: str) -> str:
    """``text`` without anything that has the shape of a key or a token, or that signs in within an address."""
    text = _TOKEN.sub(HIDDEN, without_keys(text))
    text = _BEARER.sub(rf"\1{HIDDEN}", text)
    text = _SIGN_IN.sub(f"{HIDDEN}@", text)
    return _IN_QUERY.sub(rf"\1{HIDDEN}", text)


def without_keys(text: str) -> str:
    """``text`` without keys. Tokens stay: the address of a picture may need the one it has."""
    return _KEY.sub(HIDDEN, text)
