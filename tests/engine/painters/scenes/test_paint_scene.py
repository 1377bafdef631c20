"""Scenes are whole pictures at any ratio, the same for the same seed, finer when larger, and honest about depth."""

from functools import cache

import cv2
import numpy as np
import pytest

from rundot_studio.engine.painters.figure import Figure
from rundot_studio.engine.painters.noise import rng_for
from rundot_studio.engine.painters.scenes import SCENES, TIMES, WEATHERS, SceneKind, paint_scene, scene_named
from rundot_studio.engine.painters.scenes.painting import ScenePainting
from rundot_studio.engine.painters.shapes import ellipse, polygon

NAMES = [kind.name for kind in SCENES]
OUTDOORS = ("forest", "mountains", "meadow", "castle", "village", "desert", "snow", "beach", "ruins", "graveyard")
RATIOS = ((128, 96), (64, 112))


def paint(kind: str | SceneKind, width: int = 128, height: int = 96, seed: int = 3, **options: object) -> ScenePainting:
    scene = scene_named(kind) if isinstance(kind, str) else kind
    time = options.pop("time", scene.times[0])
    return paint_scene(scene, width, height, time, rng_for("test", seed), **options)  # type: ignore[arg-type]


@cache
def usual(name: str, width: int = 128, height: int = 96) -> ScenePainting:
    """A painting that several tests look at; nobody changes it."""
    return paint(name, width, height)


def standing_figure() -> Figure:
    figure = Figure()
    figure.add(polygon((-0.3, 1.0), (-0.3, -0.4), (0.3, -0.4), (0.3, 1.0)), "#c03030")
    figure.add(ellipse(0, -0.7, 0.3), "#f0c090")
    return figure


@pytest.mark.parametrize("size", RATIOS, ids=["wide", "tall"])
@pytest.mark.parametrize("name", NAMES)
def test_a_scene_fills_its_picture_with_colours_in_range(name: str, size: tuple[int, int]) -> None:
    width, height = size
    painting = usual(name, width, height)
    assert painting.rgb.shape == (height, width, 3)
    assert painting.rgb.dtype == np.float32
    assert painting.depth.shape == (height, width)
    for field in (painting.rgb, painting.depth):
        assert np.isfinite(field).all()
        assert field.min() >= 0
        assert field.max() <= 1
    assert painting.rgb.std() > 0.06, "a picture has contrast"
    assert painting.matte is None
    assert painting.foreground is None


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_paints_the_same_bytes_and_another_seed_another_picture(name: str) -> None:
    first, again, other = usual(name), paint(name), paint(name, seed=4)
    assert first.rgb.tobytes() == again.rgb.tobytes()
    assert first.depth.tobytes() == again.depth.tobytes()
    assert np.abs(first.rgb - other.rgb).mean() > 0.01


@pytest.mark.parametrize("name", NAMES[::2])
def test_a_larger_picture_is_the_same_composition(name: str) -> None:
    small = usual(name).rgb
    large = cv2.resize(paint(name, 256, 192).rgb, (128, 96), interpolation=cv2.INTER_AREA)
    a, b = (cv2.GaussianBlur(image, (0, 0), 2).ravel() for image in (small, large))
    assert np.corrcoef(a, b)[0, 1] > 0.93


@pytest.mark.parametrize("name", OUTDOORS)
def test_outdoors_depth_falls_from_the_lower_edge_to_the_horizon(name: str) -> None:
    depth = usual(name).depth
    middle = depth[:, 48:80]
    assert np.median(depth[-5:]) > 0.8
    assert np.median(middle[int(96 * scene_named(name).horizon) - 8]) < 0.5


@pytest.mark.parametrize("time", TIMES)
def test_every_hour_lights_a_meadow(time: str) -> None:
    painting = paint("meadow", time=time)
    assert 0.05 < painting.rgb.mean() < 0.85


def test_night_is_darker_than_day() -> None:
    assert paint("village", time="night").rgb.mean() < 0.6 * paint("village", time="day").rgb.mean()


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("meadow", "clouds"),
        ("meadow", "flowers"),
        ("meadow", "grass"),
        ("meadow", "path"),
        ("forest", "trees"),
        ("forest", "mushrooms"),
        ("forest", "fog"),
        ("mountains", "mountains"),
        ("mountains", "moon"),
        ("mountains", "rocks"),
        ("castle", "castle"),
        ("lake", "trees"),
        ("snow", "snow"),
        ("dungeon", "torches"),
        ("space", "stars"),
        ("city", "water"),
        ("city", "neon"),
        ("underwater", "fish"),
        ("volcano", "smoke"),
    ],
)
def test_what_is_to_be_avoided_is_left_out(name: str, thing: str) -> None:
    assert np.abs(usual(name).rgb - paint(name, avoid=frozenset({thing})).rgb).max() > 0.05


def test_leaving_one_thing_out_leaves_the_rest_in_place() -> None:
    cloudy, clear = usual("mountains"), paint("mountains", avoid=frozenset({"clouds"}))
    ground = np.s_[77:, :]
    assert np.abs(cloudy.rgb[ground] - clear.rgb[ground]).mean() < 0.02
    assert np.abs(cloudy.rgb[:32] - clear.rgb[:32]).mean() > 0.02


@pytest.mark.parametrize("weather", WEATHERS)
def test_weather_shows(weather: str) -> None:
    assert np.abs(usual("meadow").rgb - paint("meadow", weather=weather).rgb).max() > 0.1


def test_weather_can_be_avoided() -> None:
    dry = paint("meadow", weather="rain", avoid=frozenset({"rain"}))
    assert dry.rgb.tobytes() == usual("meadow").rgb.tobytes()


@pytest.mark.parametrize("name", NAMES[1::2])
def test_flat_scenes_are_flatter(name: str) -> None:
    painting = paint(name, 96, 72, flat=True)
    assert np.isfinite(painting.rgb).all()
    assert painting.rgb.std() > 0.04


def test_unknown_names_are_refused() -> None:
    with pytest.raises(KeyError):
        scene_named("nowhere")
    with pytest.raises(KeyError):
        paint("meadow", time="never")
    with pytest.raises(KeyError):
        paint("meadow", weather="frogs")


class TestPlacedSubjects:
    @pytest.mark.parametrize("name", ["meadow", "dungeon", "space", "forest"])
    def test_the_matte_covers_the_subject_and_its_colours_are_unmixed(self, name: str) -> None:
        bare = usual(name)
        painting = paint(name, subjects=[standing_figure()])
        assert painting.matte is not None
        assert painting.foreground is not None
        assert painting.matte.max() > 0.99
        assert 0.01 < painting.matte.mean() < 0.5
        solid = painting.matte > 0.995
        np.testing.assert_allclose(painting.foreground[solid], painting.rgb[solid], atol=0.02)
        red = painting.foreground[solid]
        assert (red[:, 0] > red[:, 2]).mean() > 0.6, "the figure's red survives tint and grade"
        assert np.abs(painting.rgb[solid] - bare.rgb[solid]).mean() > 0.03

    def test_away_from_the_subject_and_its_shadow_nothing_changes(self) -> None:
        bare, painting = usual("meadow"), paint("meadow", subjects=[standing_figure()])
        np.testing.assert_allclose(painting.rgb[:24], bare.rgb[:24], atol=1e-6)

    def test_a_subject_is_nearer_than_what_is_behind_it(self) -> None:
        painting = paint("meadow", subjects=[standing_figure()])
        assert painting.matte is not None
        rows = np.flatnonzero((painting.matte > 0.9).any(1))
        head = painting.matte[rows[2]] > 0.9
        assert painting.depth[rows[2]][head].min() > painting.depth[rows[2]][~head].mean()

    def test_wide_pictures_set_one_subject_on_a_third_and_tall_ones_in_the_middle(self) -> None:
        wide = paint("meadow", 160, 70, subjects=[standing_figure()]).matte
        tall = paint("meadow", 64, 112, subjects=[standing_figure()]).matte
        assert wide is not None
        assert tall is not None
        center = [
            float((matte.sum(0) * np.arange(matte.shape[1])).sum() / matte.sum() / matte.shape[1])
            for matte in (wide, tall)
        ]
        assert min(abs(center[0] - 1 / 3), abs(center[0] - 2 / 3)) < 0.06
        assert abs(center[1] - 0.5) < 0.04

    def test_three_subjects_stand_side_by_side_and_a_fourth_is_left_out(self) -> None:
        three = paint("meadow", 192, 84, subjects=[standing_figure()] * 3)
        four = paint("meadow", 192, 84, subjects=[standing_figure()] * 4)
        assert three.matte is not None
        assert four.matte is not None
        columns = (three.matte.max(0) > 0.5).astype(np.int8)
        assert (np.diff(columns) == 1).sum() == 3
        np.testing.assert_array_equal(three.matte, four.matte)

    def test_an_empty_figure_places_nothing(self) -> None:
        assert paint("meadow", subjects=[Figure()]).matte is None


class TestRegistry:
    def test_names_and_words_are_unique(self) -> None:
        assert len(set(NAMES)) == len(NAMES) >= 16
        words = [word for kind in SCENES for word in kind.words]
        assert len(set(words)) == len(words)
        assert all(word == word.lower() for word in words)

    def test_scenes_name_hours_that_exist(self) -> None:
        assert {time for kind in SCENES for time in kind.times} <= set(TIMES)

    def test_one_draw_is_taken_from_the_callers_generator(self) -> None:
        rng, reference = rng_for("draws"), rng_for("draws")
        paint_scene("meadow", 64, 48, "day", rng)
        reference.integers(0, 2**63)
        assert rng.random() == reference.random()
