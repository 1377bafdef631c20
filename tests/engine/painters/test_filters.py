"""Style filters: finite at every size, alike at two sizes, subject's matte moved along, seed alone decides."""

import cv2
import numpy as np
import pytest

from rundot_studio.engine.painters.color import Array, hex_color
from rundot_studio.engine.painters.filters import watercolor
from rundot_studio.engine.painters.filters.pixel import cell_side
from rundot_studio.engine.painters.noise import rng_for, value_noise
from rundot_studio.engine.painters.styles import STYLES, StyleKind

FILTERED = tuple(style for style in STYLES if style.photo is not None)
styles = pytest.mark.parametrize("style", FILTERED, ids=lambda style: style.name)


def _picture(height: int, width: int) -> tuple[Array, Array]:
    """(a disc on a sky over a ground, its matte): the same picture at every size."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    v = (y + 0.5) / height
    rgb = hex_color("#7fb8e8") * (1 - v)[..., None] + hex_color("#fbe3b0") * v[..., None]
    rgb = np.where((v > 0.7)[..., None], hex_color("#4f7a3a"), rgb)
    unit = min(width, height)
    radius = np.sqrt((x - width / 2) ** 2 + (y - height / 2) ** 2) / unit
    matte = np.clip((0.3 - radius) * unit + 0.5, 0, 1).astype(np.float32)
    shade = 0.6 + 0.4 * value_noise(rng_for("disc"), height, width, 6, 6)
    rgb = rgb * (1 - matte)[..., None] + (hex_color("#c8343f") * shade[..., None]) * matte[..., None]
    return rgb.astype(np.float32), matte


@styles
@pytest.mark.parametrize(("height", "width", "lone"), [(128, 128, True), (240, 157, False)])
def test_gives_a_finite_picture_and_a_matte_of_the_same_size(
    style: StyleKind, height: int, width: int, lone: bool
) -> None:
    rgb, matte = _picture(height, width)
    assert style.photo is not None
    out, moved = style.photo(rgb, rng_for("filter"), matte, lone=lone)
    assert out.shape == rgb.shape
    assert out.dtype == np.float32
    assert np.isfinite(out).all()
    assert out.min() >= 0
    assert out.max() <= 1
    assert out.std() > 0.02
    assert float(np.abs(out - rgb).mean()) > 0.005
    assert moved is not None
    assert moved.shape == matte.shape
    both = np.minimum(moved, matte).sum()
    assert both / np.maximum(moved, matte).sum() > 0.85


@styles
def test_the_seed_alone_decides(style: StyleKind) -> None:
    rgb, _ = _picture(128, 160)
    before = rgb.copy()
    assert style.photo is not None
    first, none = style.photo(rgb, rng_for("again"))
    again, _ = style.photo(rgb, rng_for("again"))
    assert none is None
    assert first.tobytes() == again.tobytes()
    assert np.array_equal(rgb, before)


@styles
def test_looks_alike_at_two_sizes(style: StyleKind) -> None:
    assert style.photo is not None
    coarse = []
    for side in (320, 512):
        rgb, _ = _picture(side, side)
        out, _ = style.photo(rgb, rng_for("scale"))
        coarse.append(cv2.resize(out, (12, 12), interpolation=cv2.INTER_AREA))
    assert float(np.abs(coarse[0] - coarse[1]).mean()) < 0.05


@styles
def test_takes_one_draw_from_its_caller(style: StyleKind) -> None:
    assert style.photo is not None
    after = []
    for side in (64, 96):
        rng = rng_for("draws")
        style.photo(_picture(side, side)[0], rng)
        after.append(float(rng.random()))
    assert after[0] == after[1]


def test_a_lone_subject_keeps_its_paper_open_where_a_scene_gets_a_ragged_border() -> None:
    rgb = np.full((256, 256, 3), 0.4, np.float32)
    framed, _ = watercolor.apply(rgb, rng_for("border"))
    lone, _ = watercolor.apply(rgb, rng_for("border"), lone=True)
    corner = np.s_[:4, :4]
    assert framed[corner].mean() > 0.9
    assert lone[corner].mean() < 0.8


@pytest.mark.parametrize("size", [(1024, 1024), (1344, 768), (2048, 2048), (768, 1344)])
def test_pixel_cells_divide_the_usual_sizes(size: tuple[int, int]) -> None:
    side = cell_side(*size)
    assert size[0] % side == 0
    assert size[1] % side == 0
    assert 90 <= max(size) / side <= 250


def test_there_are_at_least_twelve_styles_and_no_word_names_two() -> None:
    words = [word for style in STYLES for word in style.words]
    assert len(STYLES) >= 12
    assert len(words) == len(set(words))
