"""The recipe as text: the ``parameters`` text of Stable Diffusion web UI (A1111), which most galleries read.

::

    a knight
    Negative prompt: blurry
    Steps: 0, Sampler: none, CFG scale: 0, Seed: 42, Size: 512x512, Model: "a:b", Version: Rundot Studio,
    Rundot recipe: "{...}"

Other programs find prompt, negative prompt, seed, size and model. Some of them (sd-parsers 0.6) take a line for
parameters only if it names a sampler and its steps: there are none here, and the text says so. The last value is the
whole record as JSON, quoted once more, so that we get back exactly what we wrote, whatever the prompt holds. Quoted
JSON has no line break and no bare quotation mark, so the last ``Rundot recipe: "`` of the text is always the true one.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

Record = dict[str, Any]

_OWN_KEY = "Rundot recipe"
_OWN_START = f'{_OWN_KEY}: "'
_NEGATIVE_START = "Negative prompt:"
_VERSION = "Rundot Studio"

_FEWEST_PARAMETERS = 3
"""A last line with fewer ``key: value`` pairs is part of the prompt: A1111's own rule."""
_KEY = re.compile(r"\w[\w /-]{0,63}")
_SIZE = re.compile(r"(\d{1,6})x(\d{1,6})")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_WHOLE_NUMBER = re.compile(r"-?\d{1,20}")

# Keys under which JSON recipes of other programs hold the same things, lower case.
_JSON_NAMES = {
    "prompt": ("prompt", "positive_prompt"),
    "negativePrompt": ("negativeprompt", "negative_prompt"),
    "seed": ("seed",),
    "width": ("width",),
    "height": ("height",),
    "model": ("model", "base_model"),
}


def write_recipe(record: Record) -> str:
    """The text for a JSON-able ``record``.

    ``prompt``, ``negativePrompt``, ``seed``, ``width``, ``height`` and ``model`` are written for others to read as
    well, as far as they are there; any other key is kept in the JSON alone.
    """
    lines = []
    if record.get("prompt"):
        lines.append(str(record["prompt"]))
    if record.get("negativePrompt"):
        lines.append(f"{_NEGATIVE_START} {record['negativePrompt']}")
    pairs = [f"{key}: {_quoted(value)}" for key, value in _common_parameters(record)]
    pairs.append(f"{_OWN_KEY}: {_json_text(_without_pairs(_json_text(record)))}")
    lines.append(", ".join(pairs))
    return "\n".join(lines)


def read_recipe(text: str) -> Record | None:
    """The record that :func:`write_recipe` was given; of a foreign text, what can be understood; None for no recipe.

    From a foreign text the record has those of ``prompt``, ``negativePrompt``, ``model`` (str), ``seed``, ``width`` and
    ``height`` (int) that it names. Never raises.
    """
    for read in (_read_own, _read_json, _read_foreign):
        record = read(text)
        if record is not None:
            return record
    return None


def read_parameters(text: str) -> dict[str, str]:
    """The ``key: value`` pairs of a foreign text's last line; empty where it has fewer than three. Never raises."""
    last = text.replace("\r\n", "\n").strip().split("\n")[-1]
    pairs = list(_pairs(last))
    return dict(pairs) if len(pairs) >= _FEWEST_PARAMETERS else {}


def _common_parameters(record: Record) -> Iterator[tuple[str, str]]:
    yield from (("Steps", "0"), ("Sampler", "none"), ("CFG scale", "0"))
    if record.get("seed") is not None:
        yield "Seed", str(record["seed"])
    if record.get("width") and record.get("height"):
        yield "Size", f"{record['width']}x{record['height']}"
    if record.get("model"):
        yield "Model", str(record["model"])
    yield "Version", _VERSION


def _without_pairs(text: str) -> str:
    """JSON whose strings hold no bare comma or colon.

    Readers that split the line at every comma would else find ``Seed: 5`` in a prompt and take it for the seed.
    """
    return _STRING.sub(lambda match: match[0].replace(",", "\\u002c").replace(":", "\\u003a"), text)


def _quoted(value: str) -> str:
    """As JSON if it holds what would end it, as A1111 does."""
    return _json_text(value) if any(sign in value for sign in ',:\n"') else value


def _json_text(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        # A lone surrogate survives only as an escape.
        return json.dumps(value)
    return text


def _read_own(text: str) -> Record | None:
    start = text.rfind(_OWN_START)
    if start < 0:
        return None
    try:
        inner, _ = json.JSONDecoder().raw_decode(text, start + len(_OWN_START) - 1)
        record = json.loads(inner)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _read_json(text: str) -> Record | None:
    """JSON of another program, such as SwarmUI's ``{"sui_image_params": {...}}``."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return None
    content = content.get("sui_image_params", content)
    if not isinstance(content, dict):
        return None
    lowered = {str(key).lower(): value for key, value in content.items()}
    record: Record = {}
    for key, names in _JSON_NAMES.items():
        value = next((lowered[name] for name in names if name in lowered), None)
        if key in ("seed", "width", "height"):
            value = _whole_number(str(value))
        if isinstance(value, int if key in ("seed", "width", "height") else str):
            record[key] = value
    return record or None


def _read_foreign(text: str) -> Record | None:
    *lines, last = text.replace("\r\n", "\n").strip().split("\n")
    pairs = list(_pairs(last))
    if len(pairs) < _FEWEST_PARAMETERS:
        lines.append(last)
        pairs = []
    prompt, negative = _split_prompt(lines)
    if not pairs and negative is None:
        return None
    record: Record = {"prompt": prompt}
    if negative:
        record["negativePrompt"] = negative
    parameters = dict(pairs)
    seed = _whole_number(parameters.get("Seed", ""))
    if seed is not None:
        record["seed"] = seed
    size = _SIZE.fullmatch(parameters.get("Size", ""))
    if size:
        record["width"], record["height"] = int(size[1]), int(size[2])
    if parameters.get("Model"):
        record["model"] = parameters["Model"]
    return record


def _split_prompt(lines: list[str]) -> tuple[str, str | None]:
    """Prompt and negative prompt; each may have several lines. None where no line begins a negative prompt."""
    for index, line in enumerate(lines):
        if line.strip().startswith(_NEGATIVE_START):
            first = line.strip().removeprefix(_NEGATIVE_START)
            return "\n".join(lines[:index]).strip(), "\n".join([first, *lines[index + 1 :]]).strip()
    return "\n".join(lines).strip(), None


def _pairs(line: str) -> Iterator[tuple[str, str]]:
    """The ``key: value`` pairs of a parameter line; what is not a pair is passed over."""
    position = 0
    while position < len(line):
        key, value, position = _next_pair(line, position)
        if key:
            yield key, value


def _next_pair(line: str, position: int) -> tuple[str, str, int]:
    """Key, value and where the next pair begins; an empty key where this stretch up to a comma is no pair."""
    comma = line.find(",", position)
    comma = len(line) if comma < 0 else comma
    colon = line.find(":", position, comma)
    key = line[position:colon].strip() if colon >= 0 else ""
    if not _KEY.fullmatch(key):
        return "", "", comma + 1
    value_start = colon + 1
    while value_start < comma and line[value_start] == " ":
        value_start += 1
    if line.startswith('"', value_start):
        try:
            value, end = json.JSONDecoder().raw_decode(line, value_start)
        except ValueError:
            return key, line[value_start:comma].strip(), comma + 1
        following = line.find(",", end)
        return key, str(value), len(line) if following < 0 else following + 1
    return key, line[value_start:comma].strip(), comma + 1


def _whole_number(text: str) -> int | None:
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else None
