import numpy as np
import pytest

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.relief.parallax import LayeredPicture, ParallaxSettings
from tests.relief.staging import F, box_before_wall, box_picture, ramp, speckled

RED, GREEN = (220, 30, 20, 255), (20, 200, 40, 255)


@pytest.mark.parametrize("alpha", [255, 120, 0])
def test_from_the_middle_the_picture_is_seen_as_it_is(alpha: int) -> None:
    picture = speckled(120, 160, alpha)
    shown = LayeredPicture(picture, box_before_wall()).render((0.5, 0.5), ParallaxSettings())
    assert np.array_equal(shown, picture)
    assert shown is not picture


def test_a_hair_beside_the_middle_it_hardly_differs() -> None:
    """No jump as the mouse starts to move: 0.2 px of a box between plain areas."""
    picture = box_picture(240, 320)
    shown = LayeredPicture(picture, box_before_wall(240, 320)).render((0.502, 0.5), ParallaxSettings(0.15))
    changed = np.abs(shown.astype(int) - picture).max(axis=2)
    assert changed.max() < 60
    assert (changed > 2).mean() < 0.02


@pytest.mark.parametrize(("mouse", "axis", "sign"), [((1, 0.5), 1, -1), ((0, 0.5), 1, 1), ((0.5, 1), 0, -1)])
def test_near_things_move_against_the_eye_by_their_depth(mouse: tuple[float, float], axis: int, sign: int) -> None:
    settings = ParallaxSettings(amplitude=0.1, focus=0.1)
    shown = LayeredPicture(box_picture(), box_before_wall()).render(mouse, settings)
    red = np.argwhere(shown[..., 0] > 128)
    expected = np.array([59.5, 79.5])
    expected[axis] += sign * 0.1 * 160 * (0.9 - 0.1)
    assert np.abs(red.mean(axis=0) - expected).max() < 0.6


def test_the_outline_stays_whole_and_nothing_of_the_object_stays_behind() -> None:
    settings = ParallaxSettings(amplitude=0.1, focus=0.1)
    shown = LayeredPicture(box_picture(), box_before_wall()).render((1, 0.5), settings)
    row = shown[60].astype(int)
    is_red = np.abs(row - RED).max(axis=1) < 12
    is_green = np.abs(row - GREEN).max(axis=1) < 12
    assert abs(is_red.sum() - 80) <= 4
    assert (is_red | is_green).sum() >= 154  # but for a few mixed pixels on both edges
    assert (shown[..., 3] == 255).all()


def test_the_plane_of_focus_stays() -> None:
    picture = speckled(120, 160)
    shown = LayeredPicture(picture, np.full((120, 160), 0.4, F)).render((0.9, 0.1), ParallaxSettings(focus=0.4))
    assert np.array_equal(shown, picture)


def test_a_slope_is_warped_by_the_depth_where_a_pixel_lands() -> None:
    """On a plane the equation p + shift (depth(p) - focus) = q has a closed solution."""
    height, width, tilt = 64, 512, 0.8
    depth = ramp(height, width, tilt, 0)
    picture = np.zeros((height, width, 4), np.uint8)
    picture[..., 0] = np.linspace(0, 255, width).round()
    picture[..., 3] = 255
    settings = ParallaxSettings(amplitude=0.2, focus=0.5)
    shown = LayeredPicture(picture, depth).render((1, 0.5), settings)
    shift = 0.2 * width
    q = np.arange(width) - (width - 1) / 2
    p = q / (1 - shift * tilt / width)
    inside = np.abs(p) < width / 2 - 24
    expected = (p + (width - 1) / 2) * 255 / (width - 1)
    assert np.abs(shown[32, inside, 0] - expected[inside]).max() < 1.5


def test_a_sprite_moves_over_clear_ground() -> None:
    picture, depth = box_picture(), box_before_wall()
    picture[depth < 0.5] = 0
    shown = LayeredPicture(picture, depth).render((1, 0.5), ParallaxSettings(0.1, focus=0))
    solid = shown[..., 3] > 250
    assert np.abs(shown[solid].astype(int) - RED).max() <= 2
    assert abs(np.argwhere(solid)[:, 1].mean() - (79.5 - 0.1 * 160 * 0.9)) < 0.6
    assert shown[5, 5].tolist() == [0, 0, 0, 0]


def test_borders_stay_out_of_view_at_the_covering_zoom() -> None:
    picture = np.full((90, 160, 4), 255, np.uint8)
    picture[1:-1, 1:-1] = (50, 60, 70, 255)
    settings = ParallaxSettings(amplitude=0.08, focus=0.2)
    zoomed = ParallaxSettings(0.08, 0.2, settings.covering_zoom((160, 90)))
    layered = LayeredPicture(picture, ramp(90, 160, 1, 0))
    for mouse in ((0, 0), (1, 1), (1, 0.5)):
        assert layered.render(mouse, zoomed)[..., 0].max() < 160
    assert layered.render((1, 1), settings)[..., 0].max() > 250


@pytest.mark.parametrize("alpha", [0, 255])
@pytest.mark.parametrize("size", [(1, 1), (1, 100), (100, 1), (3, 5), (65, 130)])
def test_any_size_can_be_seen_from_beside(size: tuple[int, int], alpha: int) -> None:
    layered = LayeredPicture(speckled(*size, alpha), ramp(*size, 0.9, 0.5))
    out = np.empty((*size, 4), np.uint8)
    assert layered.render((0, 1), ParallaxSettings(0.2, zoom=1.3), out) is out
    assert (out[..., 3] == alpha).all()


def test_tiles_leave_no_seam() -> None:
    """Drawn by tiles, a shift of one plane is the plainly shifted picture."""
    picture = speckled(300, 700)
    shown = LayeredPicture(picture, np.ones((300, 700), F)).render((1, 0.5), ParallaxSettings(10 / 700, focus=0))
    assert np.abs(shown[:, :-10].astype(int) - picture[:, 10:]).max() <= 1


def test_settings_out_of_range_are_named() -> None:
    for wrong in (ParallaxSettings(0.5), ParallaxSettings(focus=2), ParallaxSettings(zoom=0.5)):
        with pytest.raises(RuleBroken):
            wrong.check()
    ParallaxSettings().check()
