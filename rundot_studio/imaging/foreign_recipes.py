"""Recipes of other programs, and ours, out of a picture's bytes: PNG texts, and the EXIF of JPEG and WebP.

Each program is told by the key or the form of what it left. Read off the programs that write them:

- A1111 and its kin: text under ``parameters`` (PNG) or in the EXIF user comment;
- SwarmUI: JSON ``{"sui_image_params": ...}`` in the same places;
- Fooocus: JSON or A1111's text there, and ``fooocus_scheme`` beside it;
- Stability Matrix: ``parameters-json`` and ``smproj`` beside A1111's text;
- InvokeAI: ``invokeai_metadata``, before 3.0 ``sd-metadata``;
- ComfyUI: the graphs ``prompt`` and ``workflow``, in WebP as texts of EXIF's first directory.
"""

from collections.abc import Callable, Mapping

from rundot_studio.domain.errors import SourceUnusable

from . import a1111, jpeg_segments, png_chunks, recipe_chunks, webp_chunks
from .comfy_graph import read_comfy
from .exif import read_exif
from .foreign_recipe import (
    ForeignRecipe,
    as_extra,
    as_seed,
    as_side,
    as_sides,
    as_text,
    json_object,
    plain_name,
)
from .signatures import sniff

OWN = "Rundot Studio"
_PARAMETERS = "parameters"
_KEYS = (
    _PARAMETERS,
    "parameters-json",
    "smproj",
    "fooocus_scheme",
    "invokeai_metadata",
    "sd-metadata",
    "prompt",
    "workflow",
)


def read_any(data: bytes) -> ForeignRecipe | None:
    """The recipe inside a picture's bytes, or None. Never raises: what is damaged reads as absent."""
    texts = recipe_texts(data)
    for read in _READERS:
        recipe = read(texts)
        if recipe is not None and recipe.tells_something:
            return recipe
    return None


def recipe_texts(data: bytes) -> dict[str, str]:
    """All texts of a picture that may be a recipe, by the key of a PNG text. The first of each key, ours before all."""
    kind = sniff(data)
    if kind == "png":
        return _png_texts(data)
    if kind not in ("jpeg", "webp"):
        return {}
    texts = _exif_texts(data, kind)
    try:
        own_place = recipe_chunks.extract(data)
    except SourceUnusable:
        own_place = None
    if own_place is not None:
        texts[_PARAMETERS] = own_place
    return texts


def _png_texts(data: bytes) -> dict[str, str]:
    texts: dict[str, str] = {}
    for key in _KEYS:
        try:
            for found in png_chunks.read_texts(data, key):
                if found.own:
                    texts[key] = found.text
                    break
                texts.setdefault(key, _mended(found.text))
        except SourceUnusable:
            continue  # damaged, or the end is missing: what came before it counts
    return texts


def _mended(text: str) -> str:
    """Some programs write UTF-8 where PNG wants Latin-1. Text that is meant as Latin-1 is hardly ever valid UTF-8."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _exif_texts(data: bytes, kind: str) -> dict[str, str]:
    try:
        body = jpeg_segments.exif_of(data) if kind == "jpeg" else webp_chunks.chunk_body(data, b"EXIF")
    except SourceUnusable:
        body = None
    exif = read_exif(body or b"")
    texts: dict[str, str] = {}
    for words in exif.camera_texts:
        key, colon, content = words.partition(":")
        if colon and key in ("prompt", "workflow"):
            texts[key] = content
    if exif.user_comment is not None:
        texts[_PARAMETERS] = exif.user_comment
    if exif.maker_note in ("fooocus", "a1111"):
        texts["fooocus_scheme"] = exif.maker_note
    return texts


def _read_own(texts: Mapping[str, str]) -> ForeignRecipe | None:
    record = a1111.read_recipe(texts.get(_PARAMETERS, ""))
    if record is None or "rundotStudio" not in record:
        return None
    return ForeignRecipe(
        OWN,
        as_text(record.get("prompt")),
        as_text(record.get("negativePrompt")),
        as_seed(record.get("seed")),
        as_side(record.get("width")),
        as_side(record.get("height")),
        as_text(record.get("model")),
        own=record,
    )


def _read_swarm(texts: Mapping[str, str]) -> ForeignRecipe | None:
    content = json_object(texts.get(_PARAMETERS))
    values = content.get("sui_image_params") if content is not None else None
    if not isinstance(values, dict):
        return None
    return ForeignRecipe(
        "SwarmUI",
        as_text(values.get("prompt")),
        as_text(values.get("negativeprompt")),
        as_seed(values.get("seed")),
        as_side(values.get("width")),
        as_side(values.get("height")),
        plain_name(values.get("model")),
        as_extra(values, "prompt", "negativeprompt", "seed", "width", "height", "model"),
    )


def _read_fooocus(texts: Mapping[str, str]) -> ForeignRecipe | None:
    values = json_object(texts.get(_PARAMETERS))
    if values is None or not ("fooocus_scheme" in texts or "base_model" in values or "metadata_scheme" in values):
        return _read_parameters(texts, "Fooocus") if "fooocus_scheme" in texts else None
    width, height = as_sides(values.get("resolution"))
    return ForeignRecipe(
        "Fooocus",
        as_text(values.get("prompt")),
        as_text(values.get("negative_prompt")),
        as_seed(values.get("seed")),
        width,
        height,
        plain_name(values.get("base_model")),
        as_extra(values, "prompt", "negative_prompt", "seed", "resolution", "base_model"),
    )


def _read_stability_matrix(texts: Mapping[str, str]) -> ForeignRecipe | None:
    if "parameters-json" not in texts and "smproj" not in texts:
        return None
    content = json_object(texts.get("parameters-json")) or {}
    values = {key.lower(): value for key, value in content.items()}
    if not values:
        return _read_parameters(texts, "Stability Matrix")
    told = ("positiveprompt", "negativeprompt", "seed", "width", "height", "modelname")
    return ForeignRecipe(
        "Stability Matrix",
        as_text(values.get("positiveprompt")),
        as_text(values.get("negativeprompt")),
        as_seed(values.get("seed")),
        as_side(values.get("width")),
        as_side(values.get("height")),
        plain_name(values.get("modelname")),
        as_extra(values, *told),
    )


def _read_invoke(texts: Mapping[str, str]) -> ForeignRecipe | None:
    values = json_object(texts.get("invokeai_metadata"))
    if values is None:
        return _read_old_invoke(texts)
    model = values.get("model")
    if isinstance(model, dict):
        model = model.get("name") or model.get("model_name")
    return ForeignRecipe(
        "InvokeAI",
        as_text(values.get("positive_prompt")),
        as_text(values.get("negative_prompt")),
        as_seed(values.get("seed")),
        as_side(values.get("width")),
        as_side(values.get("height")),
        plain_name(model),
        as_extra(values, "positive_prompt", "negative_prompt", "seed", "width", "height", "model"),
    )


def _read_old_invoke(texts: Mapping[str, str]) -> ForeignRecipe | None:
    """Before 3.0; what is to be avoided stands in square brackets inside the prompt, and stays there."""
    content = json_object(texts.get("sd-metadata"))
    values = content.get("image") if content is not None else None
    if content is None or not isinstance(values, dict):
        return None
    prompt = values.get("prompt")
    if isinstance(prompt, list):
        prompt = [part.get("prompt") if isinstance(part, dict) else part for part in prompt]
    return ForeignRecipe(
        "InvokeAI",
        as_text(prompt),
        "",
        as_seed(values.get("seed")),
        as_side(values.get("width")),
        as_side(values.get("height")),
        plain_name(content.get("model_weights")),
        as_extra(values, "prompt", "seed", "width", "height"),
    )


def _read_graphs(texts: Mapping[str, str]) -> ForeignRecipe | None:
    prompt, workflow = json_object(texts.get("prompt")), json_object(texts.get("workflow"))
    return read_comfy(prompt, workflow)


def _read_parameters(texts: Mapping[str, str], tool: str = "") -> ForeignRecipe | None:
    text = texts.get(_PARAMETERS, "")
    record = a1111.read_recipe(text)
    if record is None:
        return None
    parameters = a1111.read_parameters(text)
    version = parameters.get("Version", "")
    tool = tool or ("Fooocus" if version.startswith("Fooocus") else "A1111")
    return ForeignRecipe(
        tool,
        as_text(record.get("prompt")),
        as_text(record.get("negativePrompt")),
        as_seed(record.get("seed")),
        as_side(record.get("width")),
        as_side(record.get("height")),
        as_text(record.get("model")),
        as_extra(parameters, "Seed", "Size", "Model"),
    )


_READERS: tuple[Callable[[Mapping[str, str]], ForeignRecipe | None], ...] = (
    _read_own,
    _read_swarm,
    _read_fooocus,
    _read_stability_matrix,
    _read_invoke,
    _read_parameters,  # before graphs: nodes for ComfyUI write it for others to read, and it says what was meant
    _read_graphs,
)
