"""The window's language: words are written in English in the code, and looked up in one JSON catalogue for another.

Qt's compiled catalogues would need a build step for every change of a word; ours are read as they are written:
``{"words": {English: translated}, "sentences": {English with {0}: translated with {0}}}``. A key of the words may be
``Context|English`` where one English text has two meanings. Sentences come from below the window, already filled in.
"""

import json
import logging
import re
from functools import cached_property
from typing import Any

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from rundot_studio.resources import resource_bytes

log = logging.getLogger(__name__)
SYSTEM = "system"
LANGUAGE = "language"
"""Where the window remembers what the artist chose."""
ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "de": "Deutsch"}
"""By code, each in its own words."""
LONGEST = 1000
"""Longer texts are somebody's prompt or notes, no sentence of ours."""
_HOLE = re.compile(r"\{(\d)\}")
_BETWEEN = re.compile(r"(?<=[.!?]) (?=[A-Z])")
"""Where one sentence ends and another begins."""


class Catalogue(QTranslator):
    """Gives the words of one language; English where it has none."""

    def __init__(self, words: dict[str, str], sentences: dict[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._written = sentences

    def isEmpty(self) -> bool:
        return not self._words

    def translate(self, context: str, source: str, disambiguation: Any = None, n: int = -1) -> str:
        """The English words where there are no others: an empty answer from Python would be shown as it is."""
        return self._words.get(f"{context}|{source}") or self._words.get(source) or source

    @cached_property
    def _patterns(self) -> list[tuple[str, re.Pattern[str], str]]:
        """Sentences with something filled in, the ones with the most words of their own first; with the longest
        part of each, since looking for that is cheap and most sentences have another.
        """
        holed = [(key, value) for key, value in self._written.items() if _HOLE.search(key)]
        holed.sort(key=lambda pair: len(_HOLE.sub("", pair[0])), reverse=True)
        return [(max(_HOLE.split(key)[::2], key=len), _pattern(key), value) for key, value in holed]

    def sentence(self, said: str) -> str:
        """A sentence from below the window in this language; as it is where it is not known.

        What is filled in may itself be known, such as the rule in "must be a whole number".
        """
        known = self._written.get(said)
        if known:
            return known
        for part, pattern, translated in self._patterns:
            met = pattern.fullmatch(said) if part in said else None
            if met is not None:
                return self._filled_in(translated, met)
        return said

    def _filled_in(self, translated: str, met: re.Match[str]) -> str:
        return _HOLE.sub(lambda hole: self.sentence(met.group(f"h{hole[1]}")), translated)


def _pattern(english: str) -> re.Pattern[str]:
    """Matches the sentence with anything in its holes; a hole that stands twice must be filled alike."""
    parts = _HOLE.split(english)
    written = ""
    for place, part in enumerate(parts):
        if place % 2 == 0:
            written += re.escape(part)
        else:
            written += f"(?P=h{part})" if f"(?P<h{part}>" in written else f"(?P<h{part}>.*?)"
    return re.compile(written, re.DOTALL)


_spoken: Catalogue | None = None
_spoken_code = ENGLISH


def sentence(said: str) -> str:
    """What the layers below say, in the window's language; several sentences and lines one by one."""
    if _spoken is None or not said or len(said) > LONGEST:
        return said
    return "\n".join(_line(_spoken, line) for line in said.split("\n"))


def _line(catalogue: Catalogue, said: str) -> str:
    parts = _BETWEEN.split(said)
    told = [catalogue.sentence(part) for part in parts]
    if len(parts) > 1 and any(after == before for before, after in zip(parts, told, strict=True)):
        whole = catalogue.sentence(said)  # what is filled in may itself look like the end of a sentence
        return whole if whole != said else " ".join(told)
    return " ".join(told)


def read_catalogue(code: str) -> tuple[dict[str, str], dict[str, str]]:
    """Words and sentences of a language; empty for English and for one that can't be read."""
    try:
        found = json.loads(resource_bytes(f"languages/{code}.json"))
        words, sentences = found["words"], found["sentences"]
    except FileNotFoundError:
        return {}, {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.error("the words of the language %s can't be read: %s", code, error)
        return {}, {}
    return _filled(words), _filled(sentences)


def _filled(part: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in part.items() if value}


def language_wanted(kept: object) -> str:
    """The code of the language to show: what the artist chose, else the system's where we know it, else English."""
    if isinstance(kept, str) and kept in LANGUAGES:
        return kept
    for name in QLocale.system().uiLanguages():
        code = name.partition("-")[0].partition("_")[0]
        if code in LANGUAGES:
            return code
    return ENGLISH


def speak(app: QApplication, code: str) -> None:
    """Install the language, before any widget is made. Qt's own dialogs follow where Qt brings their words, and so do
    the names of days; a country's own ways are kept where the system speaks this language.
    """
    system = QLocale.system()
    QLocale.setDefault(system if system.name().startswith(code) else QLocale(code))
    if code != ENGLISH:
        take_words(app, Catalogue(*read_catalogue(code), parent=app), code)


def take_words(app: QApplication, catalogue: Catalogue, code: str) -> None:
    """Give the window these words from now on."""
    global _spoken, _spoken_code
    _spoken, _spoken_code = catalogue, code
    app.installTranslator(catalogue)
    qt = QTranslator(catalogue)
    if qt.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(qt)


def hush(app: QApplication) -> None:
    """Back to English and the system's ways, for whatever is made from now on."""
    QLocale.setDefault(QLocale.system())
    global _spoken, _spoken_code
    if _spoken is not None:
        for each in (_spoken, *_spoken.findChildren(QTranslator)):
            app.removeTranslator(each)
        _spoken.deleteLater()
    _spoken, _spoken_code = None, ENGLISH


def spoken() -> str:
    """The code of the language that the window was made in."""
    return _spoken_code
