"""From text to spans: tokens, singular forms, and the longest known phrase at each place.

A span keeps all its senses ("ruby" is a colour and a gem); choosing between them needs the neighbours and is done in
:mod:`prompt`.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from . import vocabulary
from .scenes import SCENES, TIMES
from .styles import STYLES
from .subjects import SUBJECTS
from .subjects.equipment import HELD
from .textures import TEXTURES

MAX_CHARACTERS = 6000
MAX_WORDS = 400
LONGEST_PHRASE = 5

_WORD = re.compile(r"[^\W_]+")
_BREAK = re.compile(r"[,.;:!?\n|()\[\]{}/]")
_IRREGULAR = {
    "wolves": "wolf",
    "elves": "elf",
    "dwarves": "dwarf",
    "knives": "knife",
    "leaves": "leaf",
    "men": "man",
    "women": "woman",
    "people": "person",
    "children": "child",
    "mice": "mouse",
    "feet": "foot",
    "teeth": "tooth",
    "geese": "goose",
    "torches": "torch",
    "witches": "witch",
    "axes": "axe",
    "dice": "die",
    "fish": "fish",
    "cloves": "clove",
    "heroes": "hero",
    "potatoes": "potato",
    "tomatoes": "tomato",
    "volcanoes": "volcano",
    "skies": "sky",
    "zombies": "zombie",
    "cookies": "cookie",
    "pixies": "pixie",
    "genies": "genie",
    "pies": "pie",
    "ties": "tie",
    "gas": "gas",
    "lens": "lens",
    "atlas": "atlas",
    "canvas": "canvas",
    "christmas": "christmas",
    "always": "always",
}


def singular(word: str) -> str:
    """The word without its plural ending; applied to lexicon and prompt alike, so an odd result still matches."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("shes", "ches", "xes", "sses", "zes")):
        return word[:-2]
    return word[:-1]


@dataclass(frozen=True)
class Token:
    """A word as typed (lower case), its singular, and whether punctuation parts it from the word before."""

    word: str
    lemma: str
    after_break: bool


def tokenize(text: str) -> list[Token]:
    """The words of any text. At most :data:`MAX_WORDS` within :data:`MAX_CHARACTERS` are read."""
    text = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).lower()
    for sign, word in vocabulary.EMOJI.items():
        if sign in text:
            text = text.replace(sign, f" {word} ")
    text = re.sub(r"['’`]s\b", "", text).replace("'", "").replace("’", "")
    tokens: list[Token] = []
    end = 0
    for match in _WORD.finditer(text):
        broken = bool(_BREAK.search(text, end, match.start()))
        word = match.group()[:40]
        tokens.append(Token(word, singular(word), broken and bool(tokens)))
        end = match.end()
        if len(tokens) >= MAX_WORDS:
            break
    return tokens


@dataclass
class Span:
    """One or more tokens read as one; ``senses`` maps a kind of meaning to its value."""

    tokens: tuple[Token, ...]
    senses: Mapping[str, Any] = field(default_factory=dict)
    literal: bool = False
    """The words stand in the lexicon just so: "coins" is then one heap, not a plural."""

    @property
    def after_break(self) -> bool:
        return self.tokens[0].after_break

    @property
    def text(self) -> str:
        return " ".join(token.word for token in self.tokens)

    @property
    def word(self) -> str:
        return self.tokens[-1].word

    @property
    def plural(self) -> bool:
        last = self.tokens[-1]
        return last.word != last.lemma and not self.literal

    @property
    def is_stop(self) -> bool:
        return not self.senses and all(token.word in vocabulary.STOP_WORDS for token in self.tokens)


Entries = dict[tuple[str, ...], dict[str, Any]]


def _add(entries: Entries, literals: set[str], phrase: str, kind: str, value: Any) -> None:
    words = _WORD.findall(phrase.lower())
    if not words:
        return
    literals.add(" ".join(words))
    entries.setdefault(tuple(singular(word) for word in words), {}).setdefault(kind, value)


def _add_all(entries: Entries, literals: set[str], words: Iterable[str], kind: str) -> None:
    for word in words:
        _add(entries, literals, word, kind, word)


@cache
def _lexicon() -> tuple[Entries, frozenset[str]]:
    entries: Entries = {}
    literals: set[str] = set()

    def add(phrase: str, kind: str, value: Any) -> None:
        _add(entries, literals, phrase, kind, value)

    for subject in SUBJECTS:
        for word in (subject.name, *subject.words, *vocabulary.SUBJECT_SYNONYMS.get(subject.name, ())):
            add(word, "subject", subject)
    for scene in SCENES:
        for word in (scene.name, *scene.words, *vocabulary.SCENE_SYNONYMS.get(scene.name, ())):
            add(word, "scene", scene)
    for texture in TEXTURES:
        for word in (texture.name, *texture.words):
            add(word, "texture", texture)
    for style in STYLES:
        for word in (style.name, *style.words):
            add(word, "style", style)
    for time in TIMES.values():
        for word in (time.name, *time.words):
            add(word, "time", time.name)
    for name, item in HELD.items():
        for word in (name, *item.words):
            add(word, "item", name)
    tables: tuple[tuple[Mapping[str, Any], str], ...] = (
        (vocabulary.TIME_WORDS, "time"),
        (vocabulary.WEATHER_WORDS, "weather"),
        (vocabulary.COLORS, "color"),
        (vocabulary.ELEMENTS, "element"),
        (vocabulary.SIZES, "size"),
        (vocabulary.MOODS, "mood"),
        (vocabulary.FLAGS, "flag"),
        (vocabulary.POSSESSIONS, "possession"),
        (vocabulary.PARTS, "part"),
        (vocabulary.NUMBERS, "number"),
        (vocabulary.MOOD_SCENES, "mood scene"),
        (vocabulary.VIEW_WORDS, "view"),
    )
    for table, kind in tables:
        for word, value in table.items():
            add(word, kind, value)
    for words, kind in (
        (vocabulary.TEXTURE_CUES, "texture cue"),
        (vocabulary.SCENE_CUES, "scene cue"),
        (vocabulary.LONE_CUES, "lone cue"),
        (vocabulary.REFERENCE_PHRASES, "reference"),
    ):
        _add_all(entries, literals, sorted(words), kind)
    for ground in ("background", "backdrop"):
        for word in ("transparent", "no", "without", "alpha"):
            add(f"{word} {ground}", "background", "transparent")
        for word in ("plain", "simple", "clean", "blank", "empty", "solid", "studio", "neutral", "gradient"):
            add(f"{word} {ground}", "background", "plain")
        for word, color in vocabulary.GROUNDS.items():
            add(f"{word} {ground}", "background", color)
        for word, color in vocabulary.COLORS.items():
            for between in ("", "plain ", "solid ", "pure ", "clean ", "simple "):
                add(f"{between}{word} {ground}", "background", "#ffffff" if word == "white" else color)
    for word in ("white", "black", "grey", "gray", "green"):
        add(f"on {word}", "background", "#ffffff" if word == "white" else vocabulary.COLORS[word])
    return entries, frozenset(literals)


def lexicon_phrases() -> list[str]:
    """Every phrase known, in singular, sorted: for completion and for tests."""
    return sorted(" ".join(words) for words in _lexicon()[0])


def _number(word: str) -> dict[str, Any] | None:
    """Digits up to 99 are a count."""
    if not word.isascii() or not word.isdigit() or len(word) > 2 or int(word) < 1:
        return None
    return {"number": min(int(word), vocabulary.MOST)}


def read_spans(tokens: Sequence[Token]) -> list[Span]:
    """The tokens parted into the longest known phrases; a phrase never runs across punctuation."""
    entries, literals = _lexicon()
    spans: list[Span] = []
    start = 0
    while start < len(tokens):
        stop = start + 1
        while stop < min(len(tokens), start + LONGEST_PHRASE) and not tokens[stop].after_break:
            stop += 1
        for end in range(stop, start, -1):
            found = entries.get(tuple(token.lemma for token in tokens[start:end]))
            if found is not None:
                break
        else:
            found, end = _number(tokens[start].word), start + 1
        piece = tuple(tokens[start:end])
        text = " ".join(token.word for token in piece)
        spans.append(Span(piece, found or {}, text in literals and piece[-1].word != piece[-1].lemma))
        start = end
    return spans
