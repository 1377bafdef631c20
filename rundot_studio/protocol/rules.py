"""Checks a request against the schema, naming the field, the value and what is allowed."""

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, get_args, get_origin

import msgspec
from msgspec import UNSET, inspect

from rundot_studio.domain import catalog
from rundot_studio.domain.errors import RuleBroken

from .schema import GenerateParams, Wire

W = TypeVar("W", bound=Wire)


def parse(struct: type[W], values: Mapping[str, Any], level: catalog.ApiLevel = catalog.SPECIFICATION_LEVEL) -> W:
    """The struct with these wire-named values. Raises :class:`RuleBroken` for the first rule that is broken.

    ``level`` is what the service is known to take; a rule that a later one would not break is told as such.
    """
    if struct is GenerateParams:
        _check_level(values, level)
    accepted: dict[str, Any] = {}
    for field in msgspec.structs.fields(struct):
        value = values.get(field.encode_name, UNSET)
        if value is UNSET or (value is None and not field.required):
            if field.required:
                raise RuleBroken(field.encode_name, None, f"given: {describe(field.type)}")
            continue
        accepted[field.name] = _convert(value, field.type, field.encode_name)
    params = struct(**accepted)
    if isinstance(params, GenerateParams):
        _check_generate(params)
    return params


def describe(declared: Any) -> str:
    """What a declared type allows, in words: ``"a whole number from 1 to 50"``."""
    literal = next((part for part in (declared, *get_args(declared)) if get_origin(part) is Literal), None)
    if literal is not None:  # msgspec sorts the values; the specification's order reads better
        return f"one of {', '.join(get_args(literal))}"
    return _words(inspect.type_info(declared))


def _convert(value: Any, declared: Any, name: str) -> Any:
    try:
        # float("inf") and nan pass msgspec's bounds check as plain comparisons; JSON has neither.
        if isinstance(value, float) and not (-1e300 < value < 1e300):
            raise RuleBroken(name, value, describe(declared))
        converted = msgspec.convert(value, declared)
    except msgspec.ValidationError as error:
        inner = _inner_field(value, declared, str(error), name)
        raise inner or RuleBroken(name, value, describe(declared)) from None
    _check_text(converted, name)
    return converted


def _inner_field(value: Any, declared: Any, error: str, name: str) -> RuleBroken | None:
    """The broken field of a nested object, such as ``removeBackground.variant``, or entry, ``referenceImages[2]``."""
    if isinstance(value, dict):
        info = inspect.type_info(declared)
        options = info.types if isinstance(info, inspect.UnionType) else (info,)
        for option in options:
            if isinstance(option, inspect.StructType):
                for field in msgspec.structs.fields(option.cls):
                    if f"$.{field.encode_name}" in error:
                        return RuleBroken(
                            f"{name}.{field.encode_name}", value.get(field.encode_name), describe(field.type)
                        )
    return None


def _check_text(value: Any, name: str) -> None:
    """No null characters and no half surrogates: files, databases and terminals all choke on them."""
    if isinstance(value, str):
        if "\0" in value:
            raise RuleBroken(name, value, f"text without null characters (there is one at {value.index(chr(0))})")
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise RuleBroken(name, "…", f"well-formed Unicode text (broken at character {error.start})") from None
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            _check_text(entry, f"{name}[{index}]")


def _check_level(values: Mapping[str, Any], level: catalog.ApiLevel) -> None:
    """What later levels of the API added. Checked first: the schema is that of the latest."""
    latest = catalog.LATEST_LEVEL
    references = values.get("referenceImages")
    if references is not None and not _is_list_of_texts(references, level.most_references):
        rule = f"a list of at most {level.most_references} texts that are not empty, at API level {level.name}"
        if _is_list_of_texts(references, latest.most_references):
            rule += f" (level {latest.name} takes {latest.most_references})"
        raise RuleBroken("referenceImages", references, rule)
    if values.get("resize") is not None and not level.resizes:
        rule = f"left out at API level {level.name}; level {latest.name} has it"
        raise RuleBroken("resize", values["resize"], rule)


def _is_list_of_texts(value: Any, most: int) -> bool:
    return isinstance(value, list) and len(value) <= most and all(isinstance(text, str) and text for text in value)


def _check_generate(params: GenerateParams) -> None:
    """The rules that span fields."""
    if not params.prompt.strip():
        raise RuleBroken("prompt", params.prompt, "a description of the picture, not only blanks")
    model = catalog.DEFAULT_MODEL if params.model is UNSET else params.model
    if params.image_size is not UNSET and model != catalog.PRO_MODEL:
        raise RuleBroken("imageSize", params.image_size, f"left out, or sent with the model {catalog.PRO_MODEL}")


def _words(info: inspect.Type) -> str:
    match info:
        case inspect.IntType(ge=low, le=high) if low is not None and high is not None:
            return f"a whole number from {low} to {high}"
        case inspect.IntType():
            return "a whole number"
        case inspect.FloatType(ge=low, le=high) if low is not None and high is not None:
            return f"a number from {low} to {high}"
        case inspect.FloatType():
            return "a number"
        case inspect.StrType(min_length=length) if length:
            return "text that is not empty"
        case inspect.StrType():
            return "text"
        case inspect.BoolType():
            return "true or false"
        case inspect.ListType(max_length=most) if most is not None:
            return f"a list of at most {most} texts that are not empty"
        case inspect.StructType(cls=struct):
            return f"an object with {', '.join(field.encode_name for field in msgspec.structs.fields(struct))}"
        case inspect.UnionType(types=types):
            return " or ".join(_words(option) for option in types if not isinstance(option, inspect.CustomType))
        case _:
            return "well-formed"
