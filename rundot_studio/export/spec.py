"""All that is needed to make an export again, whatever pictures go in: as JSON in a project's links, as a value in the
window's dialog."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import msgspec

from rundot_studio.domain.errors import SourceUnusable

from .frame import Frame
from .fringes import without_fringe
from .naming import DEFAULT_TEMPLATE, check_template, expanded
from .options import ExportOptions
from .pixel_tools import PixelTools
from .resizing import resized, scaled_size
from .sheet import Borders, Point

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    Rgba = NDArray[uint8]
    Pixels = Callable[[], Rgba]


@dataclass(frozen=True)
class SpriteSettings:
    """What was set for one picture; what is empty is left to the export.

    ``pivot`` is in shares of the picture's size from its left and top, ``borders`` in its pixels. ``fringe`` is the
    colour (red, green, blue) of an old background that is taken out of soft edges; ``scale`` above 0 to 1.
    """

    name: str = ""
    pivot: Point | None = None
    borders: Borders | None = None
    duration_ms: int | None = None
    fringe: tuple[int, int, int] | None = None
    scale: float = 1.0
    left_out: bool = False


USUAL = SpriteSettings()


@dataclass(frozen=True)
class ExportSpec:
    """``folder`` lies below the project. ``sprites`` are settings by the pictures' keys. ``lit`` takes normal and depth
    maps along where pictures have them."""

    options: ExportOptions
    folder: str = ""
    template: str = DEFAULT_TEMPLATE
    tools: PixelTools = field(default_factory=PixelTools)
    sprites: Mapping[str, SpriteSettings] = field(default_factory=dict)
    lit: bool = False

    def settings(self, key: str) -> SpriteSettings:
        return self.sprites.get(key, USUAL)

    def with_settings(self, key: str, **changes: Any) -> ExportSpec:
        """With other values of SpriteSettings for one picture."""
        return replace(self, sprites={**self.sprites, key: replace(self.settings(key), **changes)})


def to_json(spec: ExportSpec) -> dict[str, Any]:
    """A plain dictionary for JSON."""
    plain: dict[str, Any] = msgspec.to_builtins(spec)
    return plain


def from_json(value: Mapping[str, Any]) -> ExportSpec:
    """Raises SourceUnusable for what is not an export's specification."""
    try:
        return msgspec.convert(dict(value), ExportSpec)
    except (msgspec.ValidationError, TypeError, ValueError) as error:
        raise SourceUnusable(
            "How this was exported is not known any more: it was changed by hand, or written by another version.",
            "Export it once more.",
        ) from error


def prepared(frames: Iterable[Frame], spec: ExportSpec, project: str = "") -> list[Frame]:
    """The frames as they go into the export: named, with their settings, scaled and cleaned; each picture once.

    Names are as the template or the settings have them: :func:`composing.named_frames` makes them fit. ``project`` is
    the name that a template may hold. Pictures are read only for tools that need all of them. Raises StudioError.
    """
    check_template(spec.template)
    chosen = {frame.source: frame for frame in frames if not spec.settings(frame.source).left_out}
    ready = [_with_settings(frame, spec, project, number) for number, frame in enumerate(chosen.values(), start=1)]
    return spec.tools.applied(ready)


def _with_settings(frame: Frame, spec: ExportSpec, project: str, number: int) -> Frame:
    settings = spec.settings(frame.source)
    borders = settings.borders or frame.borders
    return replace(
        frame,
        name=settings.name or expanded(spec.template, frame.name, frame.origin, project, number),
        pixels=_mended(frame.pixels, settings, spec.options.pictures.pixel_art),
        pivot=settings.pivot or frame.pivot,
        borders=borders.scaled(settings.scale) if borders is not None else None,
        duration_ms=settings.duration_ms or frame.duration_ms,
        maps=_maps(frame, settings, spec) if spec.lit else {},
    )


def _mended(load: Pixels, settings: SpriteSettings, pixel_art: bool) -> Pixels:
    if settings.fringe is None and settings.scale == 1:
        return load

    def pixels() -> Rgba:
        rgba = load()
        if settings.fringe is not None:
            rgba = without_fringe(rgba, settings.fringe)
        return _smaller(rgba, settings.scale, pixel_art)

    return pixels


def _maps(frame: Frame, settings: SpriteSettings, spec: ExportSpec) -> dict[str, Pixels]:
    def smaller(load: Pixels) -> Pixels:
        return lambda: _smaller(load(), settings.scale, spec.options.pictures.pixel_art)

    return {kind: smaller(load) for kind, load in frame.maps.items()}


def _smaller(rgba: Rgba, scale: float, pixel_art: bool) -> Rgba:
    return resized(rgba, scaled_size((rgba.shape[1], rgba.shape[0]), scale), pixel_art=pixel_art)
