import numpy as np
import pytest

from rundot_studio.imaging import codec
from rundot_studio.relief.depth_map import encode_depth_png
from rundot_studio.relief.fog import FogSettings
from rundot_studio.relief.scene import DepthScene, View, ViewSettings
from tests.relief.staging import F, box_before_wall, box_picture, ramp, speckled


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize(
    ("size", "alpha"), [((1, 1), 255), ((1, 60), 255), ((60, 1), 0), ((90, 70), 0), ((90, 70), 99)]
)
def test_every_view_of_any_picture_is_a_picture_of_its_size(view: View, size: tuple[int, int], alpha: int) -> None:
    scene = DepthScene(speckled(*size, alpha), ramp(20, 30, 0.5, 0.5))
    scene.prepare(view)
    shown = scene.render(view, (0.8, 0.1))
    assert (shown.shape, shown.dtype) == ((*size, 4), np.uint8)
    out = np.empty_like(shown)
    assert scene.render(view, (0.8, 0.1), out=out) is out
    assert np.array_equal(out, shown)
    assert scene.render(view, (0.8, 0.1), draft=True).shape == (*size, 4)


def test_a_frame_is_the_callers_own() -> None:
    scene = DepthScene(box_picture(), box_before_wall())
    for view in View:
        before = scene.render(view)
        scene.render(view)[:] = 0
        assert np.array_equal(scene.render(view), before)


def test_it_fits_the_preview_and_is_never_enlarged() -> None:
    scene = DepthScene(speckled(300, 400), ramp(300, 400, 0.5, 0), most_px=(200, 100))
    assert scene.size == (133, 100)
    assert scene.depth.shape == (100, 133)
    assert DepthScene(speckled(30, 40), ramp(30, 40, 0.5, 0), most_px=(200, 100)).size == (40, 30)


def test_the_map_is_shown_over_its_whole_range_unless_told_otherwise() -> None:
    depth = F(0.4) + F(0.1) * ramp(50, 60, 1, 0)
    assert np.ptp(DepthScene(speckled(50, 60), depth).render(View.MAP)[..., 0]) == 255
    assert np.ptp(DepthScene(speckled(50, 60), depth, stretch=False).render(View.MAP)[..., 0]) < 40


def test_a_flat_depth_shows_in_every_view() -> None:
    scene = DepthScene(speckled(40, 50), np.zeros((40, 50), F))
    for view in View:
        assert scene.render(view, (0.2, 0.9)).shape == (40, 50, 4)


def test_stored_pictures_make_a_scene_and_settings_reach_their_view() -> None:
    scene = DepthScene.from_bytes(codec.encode_png(box_picture()), encode_depth_png(box_before_wall(), 16))
    dense = ViewSettings(fog=FogSettings((1, 2, 3), density=10, start=0))
    assert np.abs(scene.render(View.FOG, settings=dense)[0, 0, :3].astype(int) - (1, 2, 3)).max() <= 2


def test_a_draft_is_the_same_view_at_half_the_size() -> None:
    scene = DepthScene(box_picture(240, 320), box_before_wall(240, 320))
    full, draft = (scene.render(View.PARALLAX, (0.9, 0.5), draft=draft) for draft in (False, True))
    assert np.abs(full.astype(int) - draft).mean() < 3
