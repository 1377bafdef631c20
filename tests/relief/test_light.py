import numpy as np
import pytest

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.relief.light import LightSettings, LitRelief
from rundot_studio.relief.normals import NormalSettings
from tests.relief.staging import F, ramp, speckled

SURFACE = NormalSettings(detail=0)
FLAT = np.full((60, 80), 0.5, F)
GREY = np.full((60, 80, 4), (120, 120, 120, 255), np.uint8)


@pytest.mark.parametrize("alpha", [255, 90, 0])
def test_full_ambient_without_a_light_is_the_picture(alpha: int) -> None:
    picture = speckled(60, 80, alpha)
    lit = LitRelief(picture, ramp(60, 80, 0.5, 0.5), SURFACE)
    assert np.array_equal(lit.render((0.2, 0.7), LightSettings(ambient=1, intensity=0)), picture)


@pytest.mark.parametrize("mouse", [(0.1, 0.2), (0.5, 0.5), (0.9, 0.8)])
def test_it_is_brightest_under_the_mouse(mouse: tuple[float, float]) -> None:
    shown = LitRelief(GREY, FLAT, SURFACE).render(mouse, LightSettings(reach=0.2, height=0.6))
    light = shown[..., 1].astype(float)
    y, x = np.unravel_index(np.argmax(light), light.shape)
    bright = np.argwhere(light == light[y, x]).mean(axis=0)
    assert abs(bright[1] / 80 - mouse[0]) < 0.05
    assert abs(bright[0] / 60 - mouse[1]) < 0.05


def test_a_slope_is_lit_from_the_side_it_faces() -> None:
    picture = np.full((64, 64, 4), 100, np.uint8)
    facing_right = LitRelief(picture, ramp(64, 64, -1, 0), NormalSettings(0.5, detail=0))
    facing_up = LitRelief(picture, ramp(64, 64, 0, 1), NormalSettings(0.5, detail=0))
    settings = LightSettings(ambient=0, reach=10)
    assert facing_right.render((1, 0.5), settings)[32, 32, 0] > facing_right.render((0, 0.5), settings)[32, 32, 0] + 20
    assert facing_up.render((0.5, 0), settings)[32, 32, 0] > facing_up.render((0.5, 1), settings)[32, 32, 0] + 20


def test_without_ambient_a_colour_without_red_leaves_no_red() -> None:
    settings = LightSettings(ambient=0, color=(0, 1, 0))
    shown = LitRelief(GREY, FLAT, SURFACE).render((0.5, 0.5), settings)
    assert shown[..., 0].max() == 0
    assert shown[30, 40, 1] > 100
    assert shown[..., 2].max() == 0


def test_highlights_only_add_and_alpha_stays() -> None:
    picture = speckled(60, 80, 130)
    lit = LitRelief(picture, FLAT, SURFACE)
    matt, shiny = lit.render((0.5, 0.5), LightSettings()), lit.render((0.5, 0.5), LightSettings(highlight=1))
    assert (shiny[..., :3] >= matt[..., :3]).all()
    assert shiny[30, 40, 0] > matt[30, 40, 0]
    assert (shiny[..., 3] == 130).all()


def test_a_frame_can_be_rendered_into_an_array_at_hand() -> None:
    out = np.empty_like(GREY)
    lit = LitRelief(GREY, FLAT, SURFACE)
    assert lit.render((0.3, 0.3), LightSettings(highlight=0.5), out) is out
    assert np.array_equal(out, lit.render((0.3, 0.3), LightSettings(highlight=0.5)))


@pytest.mark.parametrize("size", [(1, 1), (1, 33), (33, 1), (3, 2)])
def test_any_size_can_be_lit(size: tuple[int, int]) -> None:
    shown = LitRelief(speckled(*size), ramp(*size, 0.3, 0.3), SURFACE).render((0, 1), LightSettings(highlight=0.3))
    assert shown.shape == (*size, 4)


def test_settings_out_of_range_are_named() -> None:
    for wrong in (LightSettings(reach=0), LightSettings(ambient=2), LightSettings(color=(2, 0, 0))):
        with pytest.raises(RuleBroken):
            wrong.check()
    LightSettings().check()
