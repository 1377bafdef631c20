"""Words as finding compares them: without case, accents and signs, the same way for what is stored and what is typed.

The database's own tokenizer knows an old Unicode table and no letters such as ł, ø or ß, which have no decomposition.
So both sides are folded here, and the database only splits at spaces.
"""

import re
import unicodedata
from itertools import islice

MAX_TYPED_LETTERS = 1000
MAX_TYPED_WORDS = 32

_UNDECOMPOSED = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ħ": "h",
        "ı": "i",
        "ŧ": "t",
        "ŋ": "n",
        "ɨ": "i",
        "ƶ": "z",
        "ς": "σ",
    }
)
_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)
# Scripts written without spaces: each sign is a word, and a typed run of them a phrase.
_UNSPACED = (
    range(0x2E80, 0x3100),  # radicals, kana; 0x3000 to 0x3040 are signs and marks
    range(0x31F0, 0x3200),  # small kana
    range(0x3400, 0x4DC0),  # ideographs, extension A
    range(0x4E00, 0xA000),  # ideographs
    range(0xF900, 0xFB00),  # compatibility ideographs
    range(0x1B000, 0x1B170),  # historic kana
    range(0x20000, 0x32000),  # ideographs, later extensions
)


def fold(text: str) -> str:
    """Lower-case words without accents, one space between them: ``"Łódź, half-timbered"`` is ``"lodz half timbered"``.

    Letters and digits of any script stay; ideographs, kana and picture signs are words of their own; everything else
    separates words. Any string is taken, also one with lone surrogates or control characters.
    """
    if text.isascii():
        return _NOT_ASCII_WORD.sub(" ", text.lower()).strip()
    # Case folding may undo a decomposition and the other way round (İ, ẞ), hence twice.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join("".join(map(_folded, plain.translate(_UNDECOMPOSED))).split())


def match_expression(typed: str) -> str:
    """What was typed as a full-text query: every word must begin a word of the picture; empty where no word is in it.

    A word that folds into several, such as ``half-timb`` or a run of ideographs, is looked for as a phrase. Of very
    long text the first words count.
    """
    phrases = filter(None, map(fold, typed[:MAX_TYPED_LETTERS].split()))
    return " ".join(f'"{phrase}"*' for phrase in islice(phrases, MAX_TYPED_WORDS))


def _folded(letter: str) -> str:
    if letter.isascii():
        return letter if letter.isalnum() else " "
    category = unicodedata.category(letter)
    if category == "Cf" or ord(letter) in _VARIATION_SELECTORS or unicodedata.combining(letter):
        return ""  # joiners, soft hyphens, accents: inside words
    if category[0] not in "LNM" and category != "So":
        return " "
    if category == "So" or any(ord(letter) in block for block in _UNSPACED):
        return f" {letter} "
    return letter
