"""What the tools are set to, apart from the picture: a tool's recipe without a source, its JSON form, its result.

Settings come back from files that may be old, new or broken: whatever is read is checked against the specification.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from . import catalog
from .recipe import (
    CutoutRecipe,
    CutoutSettings,
    DepthRecipe,
    SourceImage,
    ToolRecipe,
    UpscaleRecipe,
    recipe_from_json,
    recipe_to_json,
)

TOOLS: dict[str, type[ToolRecipe]] = {"cut-out": CutoutRecipe, "upscale": UpscaleRecipe, "depth": DepthRecipe}
MOST_RESULT_MEGAPIXELS = 300
NO_PICTURE = SourceImage("")


def default_settings(tool: str) -> ToolRecipe:
    """The service's defaults. Raises KeyError for a tool that does not exist."""
    return TOOLS[tool](source=NO_PICTURE)


def tool_of(settings: ToolRecipe) -> str:
    return next(tool for tool, recipe_type in TOOLS.items() if isinstance(settings, recipe_type))


def applied_to(settings: ToolRecipe, source: SourceImage) -> ToolRecipe:
    """The recipe for a picture."""
    return replace(settings, source=source)


def result_size(settings: ToolRecipe, size: tuple[int, int]) -> tuple[int, int]:
    """(width, height) in pixels of what a picture of ``size`` becomes; halves are rounded up."""
    if not isinstance(settings, UpscaleRecipe):
        return size
    width, height = (max(1, math.floor(side * settings.factor + 0.5)) for side in size)
    return width, height


def is_too_large(size: tuple[int, int]) -> bool:
    """Whether no service makes a picture of that size."""
    return size[0] * size[1] > MOST_RESULT_MEGAPIXELS * 1_000_000


def settings_to_json(settings: ToolRecipe) -> dict[str, Any]:
    """A plain dictionary for JSON, camelCase; without the picture."""
    plain = recipe_to_json(settings)
    del plain["kind"], plain["source"]
    return plain


def settings_from_json(tool: str, data: object) -> ToolRecipe:
    """What :func:`settings_to_json` gave. Unknown keys are ignored.

    Raises ValueError with the reason for anything that is outside the specification, KeyError for an unknown tool.
    """
    kind = TOOLS[tool].kind
    if not isinstance(data, Mapping):
        raise ValueError("settings are a JSON object")
    settings = recipe_from_json({**data, "kind": kind.value, "source": {"place": ""}})
    assert isinstance(settings, ToolRecipe)
    _check(settings)
    return settings


def _check(settings: ToolRecipe) -> None:
    match settings:
        case CutoutRecipe(settings=CutoutSettings() as cutout):
            _one_of("model", cutout.model, catalog.CUTOUT_MODELS)
            _one_of("variant", cutout.variant, (None, *catalog.CUTOUT_VARIANTS))
            _one_of("resolution", cutout.resolution, (None, *catalog.CUTOUT_RESOLUTIONS))
        case UpscaleRecipe():
            _one_of("model", settings.model, catalog.UPSCALE_MODELS)
            _one_of("output format", settings.output_format, catalog.UPSCALE_FORMATS)
            _one_of("face enhancement", settings.face_enhancement, (True, False))
            _within("factor", settings.factor, catalog.UPSCALE_FACTOR)
            for name, amount in (("sharpen", settings.sharpen), ("denoise", settings.denoise)):
                if amount is not None:
                    _within(name, amount, catalog.AMOUNT)
        case DepthRecipe():
            _within("steps", settings.steps, catalog.DEPTH_STEPS, whole=True)
            _within("ensemble", settings.ensemble, catalog.DEPTH_ENSEMBLE, whole=True)
            _within("resolution", settings.resolution, catalog.DEPTH_RESOLUTION, whole=True)
        case _:
            raise ValueError("these settings have another form")


def _one_of(name: str, value: object, allowed: tuple[object, ...]) -> None:
    if not any(value is each or (value == each and type(value) is type(each)) for each in allowed):
        raise ValueError(f"{name} can't be {value!r}")


def _within(name: str, value: object, bounds: catalog.Bounds, *, whole: bool = False) -> None:
    number = isinstance(value, int) or (isinstance(value, float) and not whole)
    if not number or isinstance(value, bool) or not bounds.low <= value <= bounds.high:  # type: ignore[operator]
        raise ValueError(f"{name} must be from {bounds.low} to {bounds.high}, not {value!r}")
