"""A recipe survives its JSON form, whatever is in it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.domain import catalog
from rundot_studio.domain.recipe import (
    ContactSheetRecipe,
    CutoutRecipe,
    CutoutSettings,
    DepthRecipe,
    GenerateRecipe,
    Recipe,
    ResizeSettings,
    SheetAxis,
    SheetCell,
    SourceImage,
    UpscaleRecipe,
    recipe_from_json,
    recipe_to_json,
)

text = st.text(min_size=1, max_size=40)
sources = st.builds(SourceImage, text, st.none() | text, st.none() | text)
cutouts = st.builds(
    CutoutSettings,
    st.sampled_from(catalog.CUTOUT_MODELS),
    st.none() | st.sampled_from(catalog.CUTOUT_VARIANTS),
    st.none() | st.sampled_from(catalog.CUTOUT_RESOLUTIONS),
)
amounts = st.none() | st.floats(0, 1)
resizes = st.builds(
    ResizeSettings,
    st.integers(1, 4096),
    st.integers(1, 4096),
    st.sampled_from(catalog.RESIZE_FITS),
    st.sampled_from(catalog.RESIZE_FORMATS),
    st.none() | st.integers(1, 100),
    st.booleans(),
)
axes = st.builds(SheetAxis, text, st.lists(st.text(max_size=9), min_size=1, max_size=4).map(tuple))
cells = st.builds(SheetCell, st.integers(0, 40), st.integers(0, 40), st.text(max_size=10), st.text(max_size=10))
recipes = st.one_of(
    st.builds(ContactSheetRecipe, text, text, axes, st.none() | axes, st.lists(cells, max_size=4).map(tuple)),
    st.builds(
        GenerateRecipe,
        prompt=text,
        negative_prompt=st.text(max_size=20),
        model=st.sampled_from(catalog.MODEL_NAMES),
        aspect_ratio=st.sampled_from(catalog.ASPECT_RATIO_NAMES),
        image_size=st.none() | st.sampled_from(catalog.IMAGE_SIZES),
        seed=st.none() | st.integers(0, catalog.SEED.high),
        references=st.lists(sources, max_size=5).map(tuple),
        remove_background=st.none() | cutouts,
        template=st.text(max_size=20),
        resize=st.none() | resizes,
        styles=st.lists(text, max_size=3).map(tuple),
    ),
    st.builds(CutoutRecipe, sources, cutouts),
    st.builds(
        UpscaleRecipe,
        sources,
        st.floats(1, 4),
        st.sampled_from(catalog.UPSCALE_MODELS),
        amounts,
        amounts,
        st.booleans(),
    ),
    st.builds(DepthRecipe, sources, st.integers(1, 50), st.integers(1, 20), st.integers(0, 4096)),
)


@given(recipes)
def test_a_recipe_comes_back_from_json_as_it_was(recipe: Recipe) -> None:
    assert recipe_from_json(json.loads(json.dumps(recipe_to_json(recipe)))) == recipe


def test_keys_of_a_newer_version_are_ignored() -> None:
    data = {**recipe_to_json(GenerateRecipe("a knight")), "mood": "brave"}
    assert recipe_from_json(data) == GenerateRecipe("a knight")


@pytest.mark.parametrize("data", [{}, {"kind": "poem"}, {"kind": "cutout"}, {"kind": "cutout", "source": 5}, []])
def test_what_is_not_a_recipe_is_said_to_be_none(data: object) -> None:
    with pytest.raises(ValueError, match=r"recipe|PictureKind"):
        recipe_from_json(data)  # type: ignore[arg-type]
