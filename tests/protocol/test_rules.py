"""Every bound of the specification, from both sides."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.domain import catalog
from rundot_studio.domain.errors import RuleBroken
from rundot_studio.protocol.rules import parse
from rundot_studio.protocol.schema import (
    DepthParams,
    GenerateParams,
    RemoveBackgroundParams,
    UpscaleParams,
    Wire,
)

KNIGHT = {"prompt": "a knight"}
IMAGE = {"imageUrl": "https://example.com/a.png"}

ALLOWED = [
    (GenerateParams, KNIGHT, "seed", [0, 1, 2_147_483_647]),
    (GenerateParams, KNIGHT, "aspectRatio", list(catalog.ASPECT_RATIO_NAMES)),
    (GenerateParams, {**KNIGHT, "model": catalog.PRO_MODEL}, "imageSize", ["1K", "2K", "4K"]),
    (GenerateParams, KNIGHT, "referenceImages", [[], ["a.png"], ["a.png"] * 5]),
    (GenerateParams, KNIGHT, "removeBackground", [True, False, {}, {"model": "bria"}, {"model": "birefnet"}]),
    (GenerateParams, KNIGHT, "model", [*catalog.MODEL_NAMES, "a-model-of-tomorrow"]),
    (GenerateParams, {}, "prompt", ["x", "x" * 100_000, "שלום عالم", "🐉 dragon", "two\nlines"]),
    (RemoveBackgroundParams, IMAGE, "model", ["bria", "birefnet"]),
    (RemoveBackgroundParams, IMAGE, "variant", ["light", "heavy", "portrait"]),
    (RemoveBackgroundParams, IMAGE, "resolution", ["1024x1024", "2048x2048"]),
    (UpscaleParams, IMAGE, "upscaleFactor", [1, 1.0, 1.1, 2.5, 4]),
    (UpscaleParams, IMAGE, "sharpen", [0, 0.5, 1]),
    (UpscaleParams, IMAGE, "denoise", [0, 0.5, 1]),
    (UpscaleParams, IMAGE, "model", list(catalog.UPSCALE_MODELS)),
    (UpscaleParams, IMAGE, "outputFormat", ["png", "jpeg"]),
    (DepthParams, IMAGE, "numInferenceSteps", [1, 50]),
    (DepthParams, IMAGE, "ensembleSize", [1, 20]),
    (DepthParams, IMAGE, "processingRes", [0, 4096]),
]
REFUSED = [
    (GenerateParams, KNIGHT, "seed", [-1, 2_147_483_648, 1.5, "7", True], "0 to 2147483647"),
    (GenerateParams, KNIGHT, "aspectRatio", ["7:5", "16:10", "", 1], "1:1, 2:3, 3:2"),
    (GenerateParams, {**KNIGHT, "model": catalog.PRO_MODEL}, "imageSize", ["8K", "2k", 2], "1K, 2K, 4K"),
    (GenerateParams, KNIGHT, "imageSize", ["1K", "2K", "4K"], catalog.PRO_MODEL),
    (GenerateParams, KNIGHT, "referenceImages", [["a.png"] * 6, "a.png", [1], [""]], "at most 5"),
    (GenerateParams, KNIGHT, "removeBackground", ["bria", 1], "true or false"),
    (GenerateParams, KNIGHT, "negativePrompt", [7], "text"),
    (GenerateParams, {}, "prompt", ["", "   \n", None, 5], ""),
    (GenerateParams, {}, "prompt", ["a\0b"], "null"),
    (GenerateParams, {}, "prompt", ["broken \ud800"], "Unicode"),
    (RemoveBackgroundParams, IMAGE, "model", ["rmbg", ""], "bria, birefnet"),
    (RemoveBackgroundParams, IMAGE, "variant", ["medium"], "light, heavy, portrait"),
    (RemoveBackgroundParams, IMAGE, "resolution", ["512x512", 1024], "1024x1024, 2048x2048"),
    (RemoveBackgroundParams, {}, "imageUrl", ["", None], ""),
    (UpscaleParams, IMAGE, "upscaleFactor", [0.99, 4.01, float("nan"), float("inf"), "2"], "1 to 4"),
    (UpscaleParams, IMAGE, "sharpen", [-0.01, 1.01], "0 to 1"),
    (UpscaleParams, IMAGE, "denoise", [-0.01, 1.01], "0 to 1"),
    (UpscaleParams, IMAGE, "model", ["topaz"], "standard-v2"),
    (UpscaleParams, IMAGE, "faceEnhancement", ["yes", 1], "true or false"),
    (UpscaleParams, IMAGE, "outputFormat", ["jpg", "webp"], "png, jpeg"),
    (DepthParams, IMAGE, "numInferenceSteps", [0, 51, 2.5], "1 to 50"),
    (DepthParams, IMAGE, "ensembleSize", [0, 21], "1 to 20"),
    (DepthParams, IMAGE, "processingRes", [-1, 4097], "0 to 4096"),
]


def cases(table: list[tuple]) -> list:
    return [
        pytest.param(struct, base, field, value, *rest, id=f"{struct.__name__}.{field}={str(value)[:24]!r}")
        for struct, base, field, values, *rest in table
        for value in values
    ]


@pytest.mark.parametrize(("struct", "base", "field", "value"), cases(ALLOWED))
def test_a_value_inside_its_bounds_is_accepted(struct: type[Wire], base: dict, field: str, value: object) -> None:
    params = parse(struct, {**base, field: value})
    travelled = parse(struct, msgspec.json.decode(msgspec.json.encode(params)))
    assert travelled == params


@pytest.mark.parametrize(("struct", "base", "field", "value", "rule"), cases(REFUSED))
def test_a_value_outside_its_bounds_is_refused_by_field_value_and_rule(
    struct: type[Wire], base: dict, field: str, value: object, rule: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        parse(struct, {**base, field: value})
    error = refused.value
    assert error.field.partition("[")[0] == field
    assert field in error.message
    assert rule in error.message


def test_a_broken_option_of_background_removal_is_named() -> None:
    with pytest.raises(RuleBroken, match=r"removeBackground\.variant: 'wide'.*light, heavy, portrait"):
        parse(GenerateParams, {**KNIGHT, "removeBackground": {"model": "birefnet", "variant": "wide"}})


def test_absent_options_are_left_out_of_the_wire() -> None:
    assert msgspec.json.decode(msgspec.json.encode(parse(GenerateParams, {**KNIGHT, "seed": None}))) == KNIGHT


def test_unknown_fields_of_a_newer_client_are_ignored() -> None:
    assert parse(GenerateParams, {**KNIGHT, "watermark": {"text": "x"}}) == parse(GenerateParams, KNIGHT)


LATEST = catalog.LATEST_LEVEL
SMALL = {"width": 64, "height": 48}


@pytest.mark.parametrize(
    "resize",
    [
        SMALL,
        {"width": 1, "height": 4096},
        *({**SMALL, "fit": fit} for fit in catalog.RESIZE_FITS),
        {**SMALL, "format": "jpeg", "jpegQuality": 1, "flatten": True},
    ],
)
def test_the_latest_level_takes_a_size_of_ones_own(resize: dict) -> None:
    params = parse(GenerateParams, {**KNIGHT, "resize": resize}, LATEST)
    sent = msgspec.json.decode(msgspec.json.encode(params))["resize"]
    assert {name: sent.get(name, resize[name]) for name in resize} == resize


@pytest.mark.parametrize(
    ("resize", "field", "rule"),
    [
        ({"width": 0, "height": 9}, "resize.width", "1 to 4096"),
        ({"width": 9, "height": 4097}, "resize.height", "1 to 4096"),
        ({"width": 9}, "resize", "width, height"),
        ({**SMALL, "fit": "stretch"}, "resize.fit", "cover, contain, fill, inside, outside"),
        ({**SMALL, "format": "webp"}, "resize.format", "png, jpeg"),
        ({**SMALL, "jpegQuality": 101}, "resize.jpegQuality", "1 to 100"),
        ({**SMALL, "flatten": "yes"}, "resize.flatten", "true or false"),
    ],
)
def test_a_size_out_of_bounds_names_what_is_wrong_with_it(resize: dict, field: str, rule: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        parse(GenerateParams, {**KNIGHT, "resize": resize}, LATEST)
    assert refused.value.field == field
    assert rule in refused.value.rule


def test_what_came_with_a_later_level_is_refused_with_the_name_of_the_level() -> None:
    with pytest.raises(RuleBroken, match=r"at most 5 .* at API level 5\.21 \(level 5\.28 takes 10\)"):
        parse(GenerateParams, {**KNIGHT, "referenceImages": ["a.png"] * 6})
    with pytest.raises(RuleBroken, match=r"resize.*left out at API level 5\.21; level 5\.28 has it"):
        parse(GenerateParams, {**KNIGHT, "resize": SMALL})
    assert parse(GenerateParams, {**KNIGHT, "referenceImages": ["a.png"] * 10}, LATEST)
    with pytest.raises(RuleBroken, match=r"at most 10 .* at API level 5\.28"):
        parse(GenerateParams, {**KNIGHT, "referenceImages": ["a.png"] * 11}, LATEST)


@given(st.integers())
def test_exactly_the_seeds_of_the_specification_are_accepted(seed: int) -> None:
    inside = catalog.SEED.low <= seed <= catalog.SEED.high
    try:
        assert parse(GenerateParams, {**KNIGHT, "seed": seed}).seed == seed
        assert inside
    except RuleBroken:
        assert not inside


@given(st.text(max_size=200))
def test_any_prompt_is_accepted_unchanged_or_refused_with_a_rule(prompt: str) -> None:
    if prompt.strip() and "\0" not in prompt:
        assert parse(GenerateParams, {"prompt": prompt}).prompt == prompt
    else:
        with pytest.raises(RuleBroken, match="prompt"):
            parse(GenerateParams, {"prompt": prompt})
