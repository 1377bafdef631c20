"""The user guide: chapters in Markdown that ship with the program, in the order of its first page's links."""

import re
from dataclasses import dataclass

from rundot_studio.resources import resource, resource_bytes, resource_text

FOLDER = "guide"
FIRST = "README.md"
"""The first page; its links to files beside it are the table of contents."""
_LINK = re.compile(r"\]\(([\w-]+\.md)\)")
_PICTURES_ABOVE, _PICTURES_HERE = "](../pictures/", "](pictures/"
"""A language has a folder of its own, with pictures of its own or those of the English pages."""
_WRITTEN_FOR_RUNNING = re.compile(r"^```sh run$", re.MULTILINE)
"""How a block of commands is marked that a test runs; the mark is not for readers."""


@dataclass(frozen=True)
class Chapter:
    """``name`` is its file, as links call it; ``title`` its first heading; ``text`` its Markdown."""

    name: str
    title: str
    text: str

    def has(self, words: str) -> bool:
        """Whether all of the words are somewhere in it."""
        text = self.text.casefold()
        return all(word in text for word in words.casefold().split())


def chapters(language: str = "") -> list[Chapter]:
    """Those for artists, the first page first, in a language by its code where it has the chapter, else in English.

    Raises ``FileNotFoundError`` if the program came without its guide.
    """
    first = _chapter(FIRST, language)
    names = dict.fromkeys(_LINK.findall(first.text))
    return [first, *(_chapter(name, language) for name in names)]


def picture(name: str) -> bytes:
    """A picture of the guide as a chapter names it, such as ``de/pictures/window.png``; empty where there is none.

    Raises ``ValueError`` for a name that leads out of the guide.
    """
    place = f"{FOLDER}/{name}"
    return resource_bytes(place) if resource(place).is_file() else b""


def _chapter(name: str, language: str) -> Chapter:
    translated = f"{FOLDER}/{language}/{name}"
    if language and resource(translated).is_file():
        text = resource_text(translated).replace(_PICTURES_HERE, f"]({language}/pictures/")
        text = text.replace(_PICTURES_ABOVE, _PICTURES_HERE)
    else:
        text = resource_text(f"{FOLDER}/{name}")
    title = text.partition("\n")[0].removeprefix("#").strip()
    return Chapter(name, title, _WRITTEN_FOR_RUNNING.sub("```sh", text))
