"""What the depth views remember."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.ui.depth.choice import ALL_PARAMETERS, AMPLITUDE, COLOURS, DENSITY, DepthChoice, DepthView
from rundot_studio.ui.depth.settings import LIVE_VIEWS, export_settings, view_settings


@given(st.sampled_from(DepthView), st.lists(st.floats(-99, 99), min_size=len(ALL_PARAMETERS)))
def test_a_choice_comes_back_from_memory_within_its_ranges(view: DepthView, values: list[float]) -> None:
    choice = DepthChoice().seen(view)
    for parameter, value in zip(ALL_PARAMETERS, values, strict=False):
        choice = choice.with_value(parameter, value)
    back = DepthChoice.from_memory(json.loads(json.dumps(choice.to_memory())))
    assert back == choice
    assert all(each.low <= back.value(each) <= each.high for each in ALL_PARAMETERS)
    view_settings(back, (1920, 1080), opaque=True).light.check()
    export_settings(back).check()


@pytest.mark.parametrize(
    "kept",
    [
        None,
        3,
        [],
        {"view": "x-ray"},
        {"values": 3, "colours": []},
        {"values": {"amplitude": "far"}, "colours": {"fog": 7}},
    ],
)
def test_memory_that_means_nothing_is_as_at_first(kept: object) -> None:
    assert DepthChoice.from_memory(kept) == DepthChoice()


def test_reset_is_of_the_view_that_is_seen_alone() -> None:
    fog = DepthChoice(DepthView.FOG).with_value(DENSITY, 9).with_value(AMPLITUDE, 0.1).with_colour("#102030")
    reset = fog.reset()
    assert (reset.value(DENSITY), reset.colours[DepthView.FOG]) == (DENSITY.usual, COLOURS[DepthView.FOG])
    assert reset.value(AMPLITUDE) == 0.1


def test_an_opaque_picture_is_enlarged_as_far_as_its_borders_would_show() -> None:
    wide = DepthChoice().with_value(AMPLITUDE, 0.1)
    assert view_settings(wide, (100, 50), opaque=True).parallax.zoom > 1.2
    assert view_settings(wide, (100, 50), opaque=False).parallax.zoom == 1
    assert view_settings(wide, (1, 4096), opaque=True).parallax.zoom <= 2
    assert len(LIVE_VIEWS) == len(DepthView) - 2
