"""What a picture's file tells about itself, as a picture of the library: for files that come without a row."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec

from rundot_studio.domain.catalog import ASPECT_RATIOS, SEED
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe, Recipe, recipe_from_json
from rundot_studio.imaging.foreign_recipe import ForeignRecipe
from rundot_studio.imaging.foreign_recipes import read_any
from rundot_studio.imaging.probe import ImageInfo

from .files import sha256
from .marks import storable

IMPORTED = "imported"
"""Stands in ``engine`` for pictures that came as files, with the program that made them where it is known."""
UNKNOWN_MODEL = "unknown"
"""Stands in recipes that name no model: an absent one would read as the default."""

_ID = re.compile(r"[0-9a-f]{10}")
_ID_DIGITS = 10
_MOST_NUMBER = 2**63 - 1
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Described:
    """``picture`` has no number, path and stored hash yet. ``own`` says that the file was written by this program.

    ``about`` is what the foreign recipe told beyond our own terms.
    """

    picture: Picture
    own: bool
    about: Mapping[str, Any] = field(default_factory=dict)


def describe(data: bytes, info: ImageInfo, name: str, modified_at: datetime) -> Described:
    """From the recipe inside; what that does not tell is derived from the bytes, so that it is the same every time.

    ``name`` is the file's, without its suffix, and ``modified_at`` its time (aware).
    """
    foreign = read_any(data)
    record = _clean(foreign.own) if foreign is not None and foreign.own is not None else None
    recipe = _recipe_of(record) if isinstance(record, dict) else None
    if isinstance(record, dict) and recipe is not None and _ID.fullmatch(str(record.get("id"))):
        return Described(_own_picture(record, recipe, data, info, modified_at), own=True)
    return _foreign_picture(foreign, data, info, storable(name), modified_at)


def id_of_content(data: bytes) -> str:
    """The id of a picture that brings none."""
    return sha256(data)[:_ID_DIGITS]


def _own_picture(
    record: Mapping[str, Any], recipe: Recipe, data: bytes, info: ImageInfo, modified_at: datetime
) -> Picture:
    parent = _text(record, "parent")
    return Picture(
        number=0,
        id=record["id"],
        path="",
        width=info.width,
        height=info.height,
        has_alpha=info.has_alpha,
        recipe=recipe,
        model_used=_text(record, "model"),
        seed_used=_seed(record.get("seed")),
        generation_id=_text(record, "generationId"),
        engine=_text(record, "engine"),
        procedural=record.get("procedural") is True,
        parent_id=parent if _ID.fullmatch(parent) else None,
        created_at=_moment(record.get("createdAt")) or modified_at,
        delivered_sha256=_text(record, "deliveredSha256") or sha256(data),
        stored_sha256="",
        stored_bytes=0,
    )


def _foreign_picture(
    foreign: ForeignRecipe | None, data: bytes, info: ImageInfo, name: str, modified_at: datetime
) -> Described:
    told = foreign or ForeignRecipe("")
    seed = _seed(told.seed)
    model = storable(told.model)
    recipe = GenerateRecipe(
        # A picture without a recipe is called by its file's name, so that it can be found.
        prompt=storable(told.prompt) or name,
        negative_prompt=storable(told.negative_prompt),
        model=model or UNKNOWN_MODEL,
        aspect_ratio=_nearest_ratio(info.width, info.height),
        seed=seed if seed is not None and SEED.low <= seed <= SEED.high else None,
    )
    picture = Picture(
        number=0,
        id=id_of_content(data),
        path="",
        width=info.width,
        height=info.height,
        has_alpha=info.has_alpha,
        recipe=recipe,
        model_used=model,
        seed_used=seed,
        generation_id="",
        engine=f"{told.tool} ({IMPORTED})" if told.tool else IMPORTED,
        procedural=False,
        parent_id=None,
        created_at=max(modified_at, _EARLIEST),
        delivered_sha256=sha256(data),
        stored_sha256="",
        stored_bytes=0,
    )
    return Described(picture, own=False, about={"name": name, "tool": told.tool, **_clean(dict(told.extra))})


def _recipe_of(record: Mapping[str, Any]) -> Recipe | None:
    """The recipe of a record, if every field of it has its type: files come from anywhere."""
    content = record.get("recipe")
    if not isinstance(content, dict):
        return None
    try:
        recipe = recipe_from_json(content)
        msgspec.convert(asdict(recipe), type(recipe))
    except (ValueError, TypeError, RecursionError, msgspec.ValidationError):
        return None
    return recipe


def _nearest_ratio(width: int, height: int) -> str:
    shape = width / height
    return min(
        ASPECT_RATIOS, key=lambda ratio: max(shape * ratio.height / ratio.width, ratio.width / ratio.height / shape)
    ).name


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""


def _seed(value: object) -> int | None:
    return value if type(value) is int and 0 <= value <= _MOST_NUMBER else None


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def _clean(value: Any) -> Any:
    """Without what the database can't hold, at any depth that JSON could have."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(str(key)): _clean(content) for key, content in value.items()}
    if isinstance(value, list):
        return [_clean(content) for content in value]
    return value
