"""The tables agree with the specification and with each other."""

from typing import get_args

import pytest

from rundot_studio.domain import catalog
from rundot_studio.protocol import schema


def test_the_wire_allows_exactly_the_names_of_the_tables() -> None:
    assert get_args(schema.AspectRatioName) == catalog.ASPECT_RATIO_NAMES
    assert get_args(schema.ImageSizeName) == catalog.IMAGE_SIZES
    assert get_args(schema.CutoutModelName) == catalog.CUTOUT_MODELS
    assert get_args(schema.CutoutVariantName) == catalog.CUTOUT_VARIANTS
    assert get_args(schema.CutoutResolutionName) == catalog.CUTOUT_RESOLUTIONS
    assert get_args(schema.UpscaleModelName) == catalog.UPSCALE_MODELS
    assert get_args(schema.UpscaleFormatName) == catalog.UPSCALE_FORMATS
    assert get_args(schema.ResizeFitName) == catalog.RESIZE_FITS
    assert get_args(schema.ResizeFormatName) == catalog.RESIZE_FORMATS


def test_levels_only_add() -> None:
    specification, latest = catalog.API_LEVELS
    assert (specification.name, latest.name) == ("5.21", "5.28")
    assert set(specification.models) < set(latest.models)
    assert [model.name for model in set(latest.models) - set(specification.models)] == ["gemini-3.1-flash-lite-image"]
    assert (specification.most_references, latest.most_references) == (5, 10)
    assert catalog.level_named("5.28") is latest
    assert catalog.level_named("6") is None


@pytest.mark.parametrize("ratio", catalog.ASPECT_RATIOS, ids=lambda ratio: ratio.name)
def test_a_shape_has_about_the_ratio_of_its_name_and_about_a_megapixel(ratio: catalog.AspectRatio) -> None:
    across, up = (int(part) for part in ratio.name.split(":"))
    assert ratio.width / ratio.height == pytest.approx(across / up, rel=0.03)
    assert 0.98e6 < ratio.width * ratio.height < 1.07e6


@pytest.mark.parametrize(("size", "factor"), [("1K", 1), ("2K", 2), ("4K", 4)])
def test_larger_sizes_are_whole_multiples(size: str, factor: int) -> None:
    assert catalog.pixel_size("16:9", size) == (1344 * factor, 768 * factor)
