"""Recipes: all that is needed to make one picture again, and their JSON form (camelCase, as on the wire)."""

from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, ClassVar

from . import catalog
from .picture_kind import PictureKind

BRUSH = "brush"


@dataclass(frozen=True)
class SourceImage:
    """A picture that goes into a recipe: a file kept by content, an HTTPS URL, or a file key of the game's storage.

    ``place`` is what the artist gave (a file's name, a URL, a key); ``sha256`` names the kept copy of a local file;
    ``picture_id`` the library's picture it was, where it was one. ``scaled_from`` is set for a copy that was scaled
    down to be sent: the SHA-256 of the kept original, or the id of the library's picture.
    """

    place: str
    sha256: str | None = None
    picture_id: str | None = None
    scaled_from: str | None = None


@dataclass(frozen=True)
class CutoutSettings:
    """Background removal: the model, and BiRefNet's variant and working resolution (None leaves the default)."""

    model: str = "bria"
    variant: str | None = None
    resolution: str | None = None

    def __str__(self) -> str:
        return " ".join(part for part in (self.model, self.variant, self.resolution) if part)


@dataclass(frozen=True)
class ResizeSettings:
    """The size a new picture is brought to, after its background was removed; since API level 5.28.

    ``width`` and ``height`` in pixels, 1..4096; ``jpeg_quality`` 1..100, None leaves the service's own. ``flatten``
    takes the transparency away.
    """

    width: int
    height: int
    fit: str = catalog.RESIZE_FITS[0]
    format: str = catalog.RESIZE_FORMATS[0]
    jpeg_quality: int | None = None
    flatten: bool = False

    def __str__(self) -> str:
        return f"{self.width}x{self.height} {self.fit}"


@dataclass(frozen=True)
class GenerateRecipe:
    """Text to picture. ``template`` is the prompt before styles and alternatives were expanded, empty where it had
    neither; ``styles`` are the ids of those applied, in order."""

    kind: ClassVar[PictureKind] = PictureKind.GENERATED

    prompt: str
    negative_prompt: str = ""
    model: str = catalog.DEFAULT_MODEL
    aspect_ratio: str = catalog.DEFAULT_ASPECT_RATIO
    image_size: str | None = None
    seed: int | None = None
    references: tuple[SourceImage, ...] = ()
    remove_background: CutoutSettings | None = None
    template: str = ""
    resize: ResizeSettings | None = None
    styles: tuple[str, ...] = ()

    def with_seed(self, seed: int | None) -> "GenerateRecipe":
        return replace(self, seed=seed)


@dataclass(frozen=True)
class CutoutRecipe:
    kind: ClassVar[PictureKind] = PictureKind.CUTOUT

    source: SourceImage
    settings: CutoutSettings = CutoutSettings()


@dataclass(frozen=True)
class UpscaleRecipe:
    """``sharpen`` and ``denoise`` 0..1; None leaves the service's default."""

    kind: ClassVar[PictureKind] = PictureKind.UPSCALED

    source: SourceImage
    factor: float = catalog.DEFAULT_UPSCALE_FACTOR
    model: str = catalog.UPSCALE_MODELS[0]
    sharpen: float | None = None
    denoise: float | None = None
    face_enhancement: bool = True
    output_format: str = "png"


@dataclass(frozen=True)
class DepthRecipe:
    kind: ClassVar[PictureKind] = PictureKind.DEPTH

    source: SourceImage
    steps: int = catalog.DEFAULT_DEPTH_STEPS
    ensemble: int = catalog.DEFAULT_DEPTH_ENSEMBLE
    resolution: int = catalog.DEFAULT_DEPTH_RESOLUTION


@dataclass(frozen=True)
class SheetAxis:
    """What the columns or the rows of a contact sheet stand for, and the caption of each."""

    kind: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class SheetCell:
    """A picture in a contact sheet, or why there is none. Counted from 0."""

    row: int
    column: int
    picture_id: str = ""
    problem: str = ""


@dataclass(frozen=True)
class ContactSheetRecipe:
    """Many pictures of the library drawn into one; no service is asked. ``prompt`` is as the artist wrote it.

    ``across`` are the columns, ``down`` the rows, None for a single one. Each picture has about the area of
    a square of ``cell_px``.
    """

    kind: ClassVar[PictureKind] = PictureKind.CONTACT_SHEET

    name: str
    prompt: str
    across: SheetAxis
    down: SheetAxis | None = None
    cells: tuple[SheetCell, ...] = ()
    cell_px: int = 320


@dataclass(frozen=True)
class EditedRecipe:
    """A picture of the library changed by hand; no service is asked, and nothing can make it again.

    ``tool`` is :data:`BRUSH` for our own brush on a cut-out's alpha, or the name of the program it was changed in.
    """

    kind: ClassVar[PictureKind] = PictureKind.EDITED

    source: SourceImage
    tool: str = BRUSH


Recipe = GenerateRecipe | CutoutRecipe | UpscaleRecipe | DepthRecipe | ContactSheetRecipe | EditedRecipe
ToolRecipe = CutoutRecipe | UpscaleRecipe | DepthRecipe
LocalRecipe = ContactSheetRecipe | EditedRecipe
"""What no service makes."""

_TYPES: dict[PictureKind, type[Recipe]] = {
    PictureKind.GENERATED: GenerateRecipe,
    PictureKind.CUTOUT: CutoutRecipe,
    PictureKind.UPSCALED: UpscaleRecipe,
    PictureKind.DEPTH: DepthRecipe,
    PictureKind.CONTACT_SHEET: ContactSheetRecipe,
    PictureKind.EDITED: EditedRecipe,
}
_NESTED: dict[str, type[Any]] = {
    "source": SourceImage,
    "references": SourceImage,
    "remove_background": CutoutSettings,
    "settings": CutoutSettings,
    "resize": ResizeSettings,
    "across": SheetAxis,
    "down": SheetAxis,
    "cells": SheetCell,
}


def recipe_to_json(recipe: Recipe) -> dict[str, Any]:
    """A plain dictionary for JSON: ``kind`` first, camelCase, absent options left out."""
    return {"kind": recipe.kind.value, **_to_plain(recipe)}


def recipe_from_json(data: dict[str, Any]) -> Recipe:
    """The recipe of a dictionary made by :func:`recipe_to_json`. Unknown keys are ignored, so newer files still open.

    Raises ValueError with the reason for anything that is not a recipe.
    """
    if not isinstance(data, dict):
        raise ValueError("a recipe is a JSON object")
    try:
        recipe_type = _TYPES[PictureKind(str(data.get("kind")))]
        return _from_plain(recipe_type, data)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a recipe: {error}") from error


def _to_plain(value: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for item in fields(value):
        content = getattr(value, item.name)
        if content is None or content == () or content == "":
            continue
        if isinstance(content, tuple):
            content = [entry if isinstance(entry, str) else _to_plain(entry) for entry in content]
        elif item.name in _NESTED:
            content = _to_plain(content)
        plain[_camel(item.name)] = content
    return plain


def _from_plain(target: Any, data: dict[str, Any]) -> Any:
    arguments: dict[str, Any] = {}
    known = _fields_by_key(target)
    for key, content in data.items():
        if content is None or key not in known:
            continue
        name, nested = known[key]
        if nested is not None:
            if isinstance(content, list):
                content = tuple(_from_plain(nested, entry) for entry in content)
            else:
                content = _from_plain(nested, content)
        arguments[name] = tuple(content) if isinstance(content, list) else content
    return target(**arguments)


@cache
def _fields_by_key(target: Any) -> dict[str, tuple[str, Any]]:
    """Name and nested type of each field by its JSON key; a page of the gallery asks for hundreds at once."""
    return {_camel(item.name): (item.name, _NESTED.get(item.name)) for item in fields(target)}


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)
