import io

import numpy as np
import pytest
from PIL import Image

from rundot_studio.domain.errors import RuleBroken
from rundot_studio.relief.clip import PATHS, ClipSettings, camera, parallax_clip
from rundot_studio.relief.parallax import ParallaxSettings
from tests.relief.staging import box_before_wall, box_picture, ramp


def frames_of(clip: bytes) -> list[tuple[np.ndarray, int]]:
    with Image.open(io.BytesIO(clip)) as image:
        assert image.info["loop"] == 0
        found = []
        for index in range(image.n_frames):
            image.seek(index)
            image.load()
            found.append((np.array(image.convert("RGBA")), image.info["duration"]))
        return found


def test_it_has_its_frames_and_takes_its_time() -> None:
    told: list[float] = []
    settings = ClipSettings(ParallaxSettings(0.1), frames=7, seconds=1, longest_px=80)
    found = frames_of(parallax_clip(box_picture(), box_before_wall(), settings, told.append))
    assert len(found) == 7
    assert sum(duration for _, duration in found) == 1000
    assert found[0][0].shape == (60, 80, 4)
    assert told == sorted(told)
    assert told[-1] == 1

    def middle(frame: np.ndarray) -> float:
        return float(np.argwhere(frame[..., 0] > 128)[:, 1].mean())

    places = [middle(frame) for frame, _ in found]
    assert max(places) - min(places) > 5


def test_it_stops_when_it_is_told_to() -> None:
    class Stopped(Exception):
        pass

    def stop(fraction: float) -> None:
        if fraction > 0.4:
            raise Stopped

    with pytest.raises(Stopped):
        parallax_clip(box_picture(), box_before_wall(), ClipSettings(frames=10, longest_px=64), stop)


def test_a_sprite_stays_clear_around() -> None:
    picture, depth = box_picture(), box_before_wall()
    picture[depth < 0.5] = 0
    found = frames_of(parallax_clip(picture, depth, ClipSettings(frames=3, longest_px=80)))
    assert all(frame[0, 0, 3] == 0 for frame, _ in found)
    assert all(frame[30, 40, 3] == 255 for frame, _ in found)


@pytest.mark.parametrize("path", PATHS)
def test_every_path_ends_where_it_began_and_stays_in_range(path: str) -> None:
    points = np.array([camera(path, turn) for turn in np.linspace(0, 1, 33)])
    assert np.allclose(points[0], points[-1])
    assert points.min() >= 0
    assert points.max() <= 1
    assert np.abs(np.diff(points, axis=0)).max() < 0.12


def test_settings_out_of_range_are_named() -> None:
    wrong = [
        ClipSettings(frames=1),
        ClipSettings(seconds=0),
        ClipSettings(path="home"),
        ClipSettings(longest_px=9000),
        ClipSettings(quality=0),
        ClipSettings(ParallaxSettings(0.9)),
    ]
    for settings in wrong:
        with pytest.raises(RuleBroken):
            settings.check()


def test_no_border_comes_into_view() -> None:
    picture = np.full((90, 160, 4), 255, np.uint8)
    picture[2:-2, 2:-2] = (50, 60, 70, 255)
    picture[40:50, 60:90, 2] = 200  # frames that are all alike would be stored as one
    clip = parallax_clip(picture, ramp(90, 160, 1, 0), ClipSettings(ParallaxSettings(0.08), frames=8, longest_px=160))
    assert max(int(frame[..., 0].max()) for frame, _ in frames_of(clip)) < 200
