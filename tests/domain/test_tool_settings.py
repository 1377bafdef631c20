import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.domain import catalog
from rundot_studio.domain.recipe import (
    CutoutRecipe,
    CutoutSettings,
    DepthRecipe,
    SourceImage,
    ToolRecipe,
    UpscaleRecipe,
)
from rundot_studio.domain.tool_settings import (
    NO_PICTURE,
    TOOLS,
    applied_to,
    default_settings,
    is_too_large,
    result_size,
    settings_from_json,
    settings_to_json,
    tool_of,
)

amounts = st.none() | st.floats(0, 1)
any_settings = st.one_of(
    st.builds(
        CutoutRecipe,
        st.just(NO_PICTURE),
        st.builds(
            CutoutSettings,
            st.sampled_from(catalog.CUTOUT_MODELS),
            st.none() | st.sampled_from(catalog.CUTOUT_VARIANTS),
            st.none() | st.sampled_from(catalog.CUTOUT_RESOLUTIONS),
        ),
    ),
    st.builds(
        UpscaleRecipe,
        st.just(NO_PICTURE),
        factor=st.floats(1, 4),
        model=st.sampled_from(catalog.UPSCALE_MODELS),
        sharpen=amounts,
        denoise=amounts,
        face_enhancement=st.booleans(),
        output_format=st.sampled_from(catalog.UPSCALE_FORMATS),
    ),
    st.builds(
        DepthRecipe,
        st.just(NO_PICTURE),
        steps=st.integers(1, 50),
        ensemble=st.integers(1, 20),
        resolution=st.integers(0, 4096),
    ),
)


@given(any_settings)
def test_settings_survive_a_file(settings: ToolRecipe) -> None:
    kept = json.loads(json.dumps(settings_to_json(settings)))
    assert settings_from_json(tool_of(settings), kept) == settings


@pytest.mark.parametrize("tool", TOOLS)
def test_an_empty_object_is_the_services_defaults(tool: str) -> None:
    assert settings_from_json(tool, {}) == default_settings(tool)


@pytest.mark.parametrize(
    ("tool", "data"),
    [
        ("upscale", {"factor": 4.1}),
        ("upscale", {"factor": 0.9}),
        ("upscale", {"factor": "2"}),
        ("upscale", {"factor": float("nan")}),
        ("upscale", {"factor": True}),
        ("upscale", {"sharpen": 1.01}),
        ("upscale", {"denoise": -0.1}),
        ("upscale", {"model": "best"}),
        ("upscale", {"outputFormat": "gif"}),
        ("upscale", {"faceEnhancement": 1}),
        ("upscale", {"faceEnhancement": "yes"}),
        ("depth", {"steps": 0}),
        ("depth", {"steps": 51}),
        ("depth", {"steps": 9.5}),
        ("depth", {"ensemble": 21}),
        ("depth", {"resolution": 4097}),
        ("cut-out", {"settings": {"model": "other"}}),
        ("cut-out", {"settings": {"model": "birefnet", "variant": "huge"}}),
        ("cut-out", {"settings": {"resolution": "512x512"}}),
        ("cut-out", {"settings": "bria"}),
        ("cut-out", {"settings": []}),
        ("cut-out", []),
        ("cut-out", None),
        ("depth", "10"),
    ],
)
def test_what_is_outside_the_specification_is_refused(tool: str, data: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        settings_from_json(tool, data)


def test_keys_of_a_newer_version_and_a_picture_are_ignored() -> None:
    read = settings_from_json("depth", {"steps": 20, "later": 1, "source": {"place": "a.png"}, "kind": "upscaled"})
    assert read == DepthRecipe(NO_PICTURE, steps=20)


def test_the_size_of_the_result_is_that_of_the_engine() -> None:
    settings = UpscaleRecipe(NO_PICTURE, factor=1.5)
    assert result_size(settings, (101, 1)) == (152, 2)
    assert result_size(DepthRecipe(NO_PICTURE), (101, 1)) == (101, 1)
    assert is_too_large((17321, 17321))
    assert not is_too_large((17320, 17320))


def test_settings_go_onto_a_picture() -> None:
    source = SourceImage("a.png", picture_id="0123456789")
    assert applied_to(UpscaleRecipe(NO_PICTURE, factor=3), source) == UpscaleRecipe(source, factor=3)
