"""The renderer's laws, on small figures."""

from collections.abc import Iterator

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rundot_studio.engine.painters.figure import MATERIALS, TEXTURES, Figure
from rundot_studio.engine.painters.noise import rng_for
from rundot_studio.engine.painters.shading import SHADINGS, render
from rundot_studio.engine.painters.shapes import ellipse, polygon, rounded_rect


@pytest.fixture(autouse=True)
def one_code_path() -> Iterator[None]:
    """Intel's IPP rounds by the alignment of its input; painters run without it, and so must what compares bytes."""
    used = cv2.ipp.useIPP()
    cv2.ipp.setUseIPP(False)
    yield
    cv2.ipp.setUseIPP(used)


def lamp() -> Figure:
    """Metal, glass, grain, a hole, a clip and a glow: a bit of everything."""
    figure = Figure()
    figure.add(rounded_rect(-0.5, 0.4, 0.5, 0.8, 0.05), "#8a5a34", texture="wood")
    figure.add(ellipse(0, 0, 0.45), "#e0a63c", "metal", bevel=0.1, holes=[ellipse(0, 0, 0.3)], name="ring")
    figure.add(polygon((-1, -1), (0, -1), (0, 1), (-1, 1)), "#d8343f", clip="ring")
    figure.add(ellipse(0, 0, 0.28), "#9fe0ff", "glass", alpha=0.5)
    figure.add(ellipse(0, 0, 0.12), "#4fe0ff", "flat", glow=1.0, line=0, shadow=0)
    return figure


def disc(material: str = "round", **part: float) -> Figure:
    figure = Figure()
    figure.add(ellipse(0, 0, 0.8), "#5f8fd0", material, bevel=0.6, **part)  # type: ignore[arg-type]
    return figure


@pytest.mark.parametrize("shading", SHADINGS)
def test_every_shading_gives_finite_straight_alpha_colours(shading: str) -> None:
    drawn = render(lamp(), 80, 64, shading, rng_for(1), fit=0.9)
    assert drawn.rgba.shape == (64, 80, 4)
    assert drawn.rgba.dtype == np.float32
    assert np.isfinite(drawn.rgba).all()
    assert np.isfinite(drawn.relief).all()
    assert drawn.rgba.min() >= 0
    assert drawn.rgba.max() <= 1
    assert drawn.rgba[..., 3].max() > 0.99


@pytest.mark.parametrize("material", MATERIALS)
def test_every_material_draws(material: str) -> None:
    assert render(disc(material), 64, 64, fit=0.9).rgba[32, 32, 3] > 0.4


@pytest.mark.parametrize("texture", TEXTURES)
def test_every_texture_ruffles_the_surface(texture: str) -> None:
    rough = Figure()
    rough.add(ellipse(0, 0, 0.8), "#5f8fd0", bevel=0.6, texture=texture)
    difference = render(rough, 96, 96, fit=0.9).rgba - render(disc(), 96, 96, fit=0.9).rgba
    assert np.abs(difference[..., :3]).mean() > 0.003


def test_empty_figure_gives_an_empty_canvas() -> None:
    drawn = render(Figure(), 16, 16)
    assert not drawn.rgba.any()
    assert not drawn.relief.any()


def test_unknown_shading_is_refused() -> None:
    with pytest.raises(KeyError):
        render(disc(), 16, 16, "velvet")


def test_light_comes_from_the_upper_left_unless_told() -> None:
    usual = render(disc(), 96, 96, fit=0.9).rgba[..., :3].sum(-1)
    other = render(disc(), 96, 96, fit=0.9, light=(0.5, 0.6, 0.6)).rgba[..., :3].sum(-1)
    assert usual[32, 32] > usual[64, 64]
    assert other[64, 64] > other[32, 32]


def test_a_part_throws_a_contact_shadow_on_those_below() -> None:
    def table(shadow: float) -> np.ndarray:
        figure = Figure()
        figure.add(rounded_rect(-0.9, -0.9, 0.9, 0.9), "#d0c8b0", "flat")
        figure.add(ellipse(0, 0, 0.3), "#d8343f", shadow=shadow)
        return render(figure, 128, 128, fit=0.9).rgba

    beside = (slice(80, 90), slice(70, 84))
    assert table(1.0)[beside][..., :3].mean() < table(0.0)[beside][..., :3].mean() - 0.01


def test_clip_keeps_a_part_inside_the_named_one() -> None:
    figure = Figure()
    figure.add(ellipse(0, 0, 0.4), "#ffffff", name="bound")
    figure.add(rounded_rect(-2, -2, 2, 2), "#d8343f", clip="bound")
    drawn = render(figure, 96, 96, "flat", fit=0.9)
    assert drawn.rgba[4, 4, 3] == 0
    assert drawn.rgba[48, 48, 0] > drawn.rgba[48, 48, 2] + 0.2


def test_hole_is_open() -> None:
    drawn = render(lamp(), 128, 128, "flat", fit=0.9)
    ring_only = Figure()
    ring_only.add(ellipse(0, 0, 0.8), "#e0a63c", holes=[ellipse(0, 0, 0.5)])
    assert render(ring_only, 64, 64, "flat", fit=0.9).rgba[32, 32, 3] == 0
    assert drawn.rgba[..., 3].max() > 0.9


def test_relief_of_a_disc_is_a_hemisphere() -> None:
    figure = Figure()
    figure.add(ellipse(0, 0, 0.8), "#808080", bevel=4.0)
    relief = render(figure, 200, 200, fit=0.8).relief
    assert relief[100, 100] == pytest.approx(80, rel=0.15)
    assert relief[100, 150] == pytest.approx((80**2 - 50**2) ** 0.5, rel=0.15)
    assert np.abs(relief - relief[:, ::-1]).mean() < 1


def test_a_large_shape_has_no_ridge_along_its_middle() -> None:
    figure = Figure()
    figure.add(rounded_rect(-0.9, -0.45, 0.9, 0.45, 0.05), "#c0c0c0", bevel=0.8)
    relief = render(figure, 256, 256, fit=0.9).relief
    column = relief[128 - 50 : 128 + 50, 128]
    curvature = np.abs(np.diff(column, 2))
    assert curvature[40:60].max() < 0.25  # a distance transform bends by 1 or more in one pixel here


@pytest.mark.parametrize("shading", ["painted", "cel", "flat"])
def test_twice_the_size_is_the_same_picture_drawn_finer(shading: str) -> None:
    small = render(lamp(), 160, 160, shading, rng_for(3), fit=0.9).rgba
    large = render(lamp(), 320, 320, shading, rng_for(3), fit=0.9).rgba
    reduced = cv2.resize(large, (160, 160), interpolation=cv2.INTER_AREA)
    assert np.abs(small[..., 3] - reduced[..., 3]).mean() < 0.01
    painted = small[..., :3] * small[..., 3:], reduced[..., :3] * reduced[..., 3:]
    assert np.abs(painted[0] - painted[1]).mean() < 0.02


def test_same_seed_same_bytes_and_one_draw() -> None:
    first, second = rng_for(5), rng_for(5)
    a, b = render(lamp(), 64, 64, "painted", first), render(lamp(), 200, 120, "painted", second)
    assert first.random() == second.random()
    assert a.rgba.tobytes() == render(lamp(), 64, 64, "painted", rng_for(5)).rgba.tobytes()
    assert b.rgba.shape == (120, 200, 4)


@settings(max_examples=25, deadline=None)
@given(
    width=st.integers(8, 90),
    height=st.integers(8, 90),
    x=st.floats(-1.5, 1.5),
    y=st.floats(-1.5, 1.5),
    scale=st.floats(0.05, 3),
)
def test_any_placement_stays_lawful(width: int, height: int, x: float, y: float, scale: float) -> None:
    rgba = render(lamp(), width, height, "painted", rng_for(0), scale=scale, center=(x, y)).rgba
    assert rgba.shape == (height, width, 4)
    assert np.isfinite(rgba).all()
    assert rgba.min() >= 0
    assert rgba.max() <= 1


def test_a_figure_cut_by_the_frame_is_the_whole_one_cropped() -> None:
    whole = render(disc(), 128, 128, "flat", scale=0.9).rgba
    cut = render(disc(), 128, 64, "flat", scale=1.8, center=(0, 0)).rgba
    assert np.abs(whole[32:96, :, 3] - cut[..., 3]).max() < 0.02


def test_outline_darkens_beyond_the_edge() -> None:
    flat, icon = render(disc(), 96, 96, "flat", fit=0.8).rgba, render(disc(), 96, 96, "icon", fit=0.8).rgba
    grown = (icon[..., 3] > 0.5) & (flat[..., 3] < 0.2)
    assert grown.sum() > 50
    assert icon[grown][:, :3].mean() < 0.35
