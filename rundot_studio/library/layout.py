"""Folders and file names of a library.

::

    <library>/library.sqlite3            what is known about pictures and jobs
    <library>/library.sqlite3.open-...   one for each program that has the library open
    <library>/pictures/2026/11/22-brave-knight-in-golden-s12345-a1b2c3.png
    <library>/sources/<sha256>.png       copies of references and of files that were worked on
    <library>/engine/                    outputs of the embedded engine until they are fetched
    <library>/trash/2026/11/...          what was deleted, until the trash is emptied
    <library>/boards.json                the boards and their order
    <library>/wildcards/creature.txt     the artist's lists for prompts, one option a line
    <library>/styles/inked.toml          the artist's styles
    <library>/matrices/1f2e3d4c.json     matrices that are not complete yet
    <library>/sprites.json               pivots, borders and frame names of sprites
    <library>/thumbnails/                can be deleted at any time
"""

import re
import unicodedata
from datetime import datetime
from pathlib import Path, PurePosixPath

from rundot_studio.domain.first_words import first_words
from rundot_studio.domain.picture_kind import PictureKind
from rundot_studio.domain.recipe import ContactSheetRecipe, GenerateRecipe, Recipe

DATABASE = "library.sqlite3"
PICTURES = "pictures"
SOURCES = "sources"
ENGINE = "engine"
THUMBNAILS = "thumbnails"
TRASH = "trash"
WILDCARDS = "wildcards"
STYLES = "styles"
MATRICES = "matrices"
SPRITES = "sprites.json"

MAX_NAME_BYTES = 120
_MAX_WORDS = 4
_SHORT_ID = 6
_SUFFIXES = {"png": "png", "jpeg": "jpg", "webp": "webp"}
STORED_FORMATS = frozenset(_SUFFIXES)
_ARTICLES = frozenset({"a", "an", "the"})
_WORKED_ON = {
    PictureKind.CUTOUT: "cutout",
    PictureKind.UPSCALED: "upscaled",
    PictureKind.DEPTH: "depth",
    PictureKind.CONTACT_SHEET: "sheet",
    PictureKind.EDITED: "edited",
}


def suffix_for(image_format: str) -> str:
    """The file suffix for a format name of ``imaging.codec``."""
    return _SUFFIXES[image_format]


def picture_path(
    recipe: Recipe, words: str, seed: int | None, picture_id: str, created_at: datetime, suffix: str
) -> PurePosixPath:
    """Where a picture goes, relative to the library: date, words, seed, short id.

    The name is safe on Windows, macOS and Linux: letters and digits of any script joined by hyphens (so no reserved
    name, no trailing dot, nothing to quote), NFC, at most 120 bytes in UTF-8. The date is the artist's local one.
    """
    local = created_at.astimezone()
    kind = _WORKED_ON.get(recipe.kind)
    tail = "".join(
        f"-{part}"
        for part in (kind, f"s{seed}" if seed is not None and kind is None else None, picture_id[:_SHORT_ID])
        if part
    )
    head = f"{local:%d}"
    room = MAX_NAME_BYTES - len(f"{head}-{tail}.{suffix}".encode())
    slug = _slug(words, room)
    stem = f"{head}-{slug}{tail}" if slug else f"{head}{tail}"
    return PurePosixPath(PICTURES, f"{local:%Y}", f"{local:%m}", f"{stem}.{suffix}")


def with_full_id(path: PurePosixPath, picture_id: str) -> PurePosixPath:
    """The same name with the whole id, for when the short one is taken."""
    stem = path.stem.removesuffix(picture_id[:_SHORT_ID])
    return path.with_name(f"{stem}{picture_id}{path.suffix}")


def words_of(recipe: Recipe) -> str:
    """What names a file: the prompt, the name of the picture worked on, or that of the sheet."""
    if isinstance(recipe, GenerateRecipe):
        return recipe.prompt
    if isinstance(recipe, ContactSheetRecipe):
        return recipe.name
    stem = Path(recipe.source.place.rpartition("/")[2]).stem
    return re.sub(r"^\d{2}-|(-s\d+)?(-[0-9a-f]{6,10})?$", "", stem)


def _slug(text: str, room_bytes: int) -> str:
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text[:500]).lower())
    while words and words[0] in _ARTICLES:
        words.pop(0)
    slug = "-".join(first_words(words, _MAX_WORDS))
    return slug.encode()[:room_bytes].decode(errors="ignore").strip("-")
