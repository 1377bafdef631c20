"""The artist's styles beside the built-in ones. Own ones are files of the library, one each, so that they move with it.

A file that can't be read is left as it is and told; one whose template is broken opens in the editor with its text.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from rundot_studio.domain.errors import RuleBroken, SourceUnusable
from rundot_studio.domain.styles import MOST_NAME_LETTERS, Style, is_colour, is_style_id
from rundot_studio.library import layout
from rundot_studio.library.errors_seam import library_errors
from rundot_studio.library.files import write_atomically
from rundot_studio.resources import resource_bytes

from .style_files import MOST_BYTES, StyleFormat, read_styles, write_styles

_SUFFIX = ".toml"
_BUILT_IN = "styles/built-in.toml"


@dataclass(frozen=True)
class UnreadableStyle:
    """A file of the folder that holds no style, with the reason in a sentence. It stays where it is."""

    path: Path
    problem: str


class StyleBook:
    """All styles of a library. Blocking, for the time of a few small files; call it off the event loop."""

    def __init__(self, library_folder: Path) -> None:
        self.folder = library_folder / layout.STYLES

    def styles(self) -> list[Style]:
        """Built-in ones first, then the artist's by name. Own ones with a broken template are among them."""
        return [*built_in_styles(), *self._own()[0]]

    def unreadable(self) -> list[UnreadableStyle]:
        return self._own()[1]

    def get(self, style_id: str) -> Style:
        """By id, or by name whatever its capitals. Raises RuleBroken with suggestions."""
        styles = self.styles()
        wanted = style_id.strip().casefold()
        for style in styles:
            if wanted in (style.id, style.name.casefold()):
                return style
        near = get_close_matches(wanted, [style.id for style in styles], 3)
        raise RuleBroken("style", style_id, f"one of {', '.join(near or [style.id for style in styles])}")

    def create(self, name: str, template: str, avoid: str = "", colour: str = "", description: str = "") -> Style:
        """A new own style, with an id made from its name. A broken template is kept; see :attr:`Style.problem`."""
        return self.save(Style("", name, template, avoid, colour or Style.colour, description))

    def save(self, style: Style) -> Style:
        """Write an own style, whole or not at all; one without an id is new. As it is stored.

        Raises RuleBroken for a built-in one, LibraryUnusable or DiskFull where it can't be written.
        """
        if style.built_in or style.id in _built_in_ids():
            raise RuleBroken("style", style.name, "one of your own; duplicate the built-in one first")
        name = " ".join(style.name.split())[:MOST_NAME_LETTERS] or "Style"
        colour = style.colour.lower() if is_colour(style.colour.lower()) else Style.colour
        known = is_style_id(style.id)
        kept = replace(style, id=style.id if known else self._free_id(name), name=name, colour=colour)
        content = write_styles([kept])
        if len(content) > MOST_BYTES:
            raise RuleBroken("style", name, f"a style of at most {MOST_BYTES >> 20} MB")
        with library_errors(self.folder):
            write_atomically(self._file(kept.id), content)
        return kept

    def duplicate(self, style_id: str) -> Style:
        """An own copy under a name that is free."""
        original = self.get(style_id)
        taken = {style.name.casefold() for style in self.styles()}
        number, name = 2, f"{original.name} copy"
        while name.casefold() in taken:
            name, number = f"{original.name} copy {number}", number + 1
        return self.save(replace(original, id="", name=name, built_in=False))

    def delete(self, style_id: str) -> Style:
        """Take an own style away. It is returned: saving it again brings it back. Raises RuleBroken."""
        style = self.get(style_id)
        if style.built_in:
            raise RuleBroken("style", style.name, "one of your own; built-in ones stay")
        with library_errors(self.folder):
            self._file(style.id).unlink(missing_ok=True)
        return style

    def add_from(self, data: bytes, name: str) -> list[Style]:
        """Import the styles of a TOML or JSON document under free ids. Raises SourceUnusable, and then adds none."""
        return [self.save(replace(style, id="")) for style in read_styles(data, name)]

    def export(self, style_ids: list[str], style_format: StyleFormat = "toml") -> bytes:
        return write_styles([self.get(style_id) for style_id in style_ids], style_format)

    def _own(self) -> tuple[list[Style], list[UnreadableStyle]]:
        found: list[Style] = []
        unreadable: list[UnreadableStyle] = []
        with library_errors(self.folder):
            paths = sorted(self.folder.glob(f"*{_SUFFIX}")) if self.folder.is_dir() else []
        for path in paths:
            try:
                style = read_styles(_content(path), path.name)[0]
            except SourceUnusable as error:
                unreadable.append(UnreadableStyle(path, error.message))
                continue
            if is_style_id(path.stem) and path.stem not in _built_in_ids():
                found.append(replace(style, id=path.stem))
            else:
                unreadable.append(UnreadableStyle(path, f"{path.name} has a name that no style can have."))
        return sorted(found, key=lambda style: (style.name.casefold(), style.id)), unreadable

    def _free_id(self, name: str) -> str:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        stem = "-".join(re.findall(r"[a-z0-9]+", plain))[: MOST_NAME_LETTERS - 6].strip("-") or "style"
        style_id, number = stem, 2
        while style_id in _built_in_ids() or self._file(style_id).exists():
            style_id, number = f"{stem}-{number}", number + 1
        return style_id

    def _file(self, style_id: str) -> Path:
        return self.folder / f"{style_id}{_SUFFIX}"


@cache
def built_in_styles() -> tuple[Style, ...]:
    return tuple(read_styles(resource_bytes(_BUILT_IN), "built-in styles", built_in=True))


@cache
def _built_in_ids() -> frozenset[str]:
    return frozenset(style.id for style in built_in_styles())


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise SourceUnusable(f"{path.name} can't be read: {error.strerror or error}.") from error
