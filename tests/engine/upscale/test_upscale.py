"""Laws of enlarging: what must hold for any picture, and what each model promises."""

import subprocess
import sys
from typing import get_args

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from rundot_studio.engine.upscale import UpscaleModel, upscale
from rundot_studio.engine.upscale.pixel_art import native_scale

Pixels = NDArray[np.uint8]
MODELS: tuple[UpscaleModel, ...] = get_args(UpscaleModel)
CONTINUOUS: tuple[UpscaleModel, ...] = ("standard-v2", "cgi", "high-fidelity-v2")


def opaque(rgb: NDArray[np.float32]) -> Pixels:
    bytes_ = np.clip(rgb * 255 + 0.5, 0, 255).astype(np.uint8)
    return np.dstack([bytes_, np.full(rgb.shape[:2], 255, np.uint8)])


def painting(height: int = 96, width: int = 96, noise: float = 0.0) -> Pixels:
    """Soft shading, a hard-edged disc and a slanted bar: enough tones not to be pixel art."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    rgb = np.dstack([x / width, y / height, 0.5 + 0.3 * np.sin((x + y) / 9)]).astype(np.float32)
    cv2.circle(rgb, (width // 2, height // 2), min(width, height) // 4, (0.9, 0.2, 0.1), -1, cv2.LINE_AA)
    cv2.line(rgb, (4, height - 5), (width - 5, height // 3), (0.1, 0.1, 0.3), 3, cv2.LINE_AA)
    if noise:
        rgb += np.random.default_rng(5).normal(0, noise, rgb.shape).astype(np.float32)
    return opaque(np.clip(rgb, 0, 1))


def sprite(height: int, width: int, colors: int, seed: int) -> Pixels:
    rng = np.random.default_rng(seed)
    palette = rng.integers(0, 256, (colors, 4), dtype=np.uint8)
    palette[:, 3] = 255
    palette[0, 3] = 0
    return palette[rng.integers(0, colors, (height, width))]


@given(
    height=st.integers(8, 24),
    width=st.integers(8, 24),
    colors=st.integers(2, 8),
    factor=st.sampled_from([1, 2, 3, 4]),
    model=st.sampled_from(MODELS),
    seed=st.integers(0, 99),
)
@settings(max_examples=40, deadline=None)
def test_pixel_art_is_exact_at_whole_factors(
    height: int, width: int, colors: int, factor: int, model: UpscaleModel, seed: int
) -> None:
    art = sprite(height, width, colors, seed)
    expected = art.repeat(factor, axis=0).repeat(factor, axis=1)
    assert np.array_equal(upscale(art, factor, model), expected)


def test_pixel_art_enlarged_before_keeps_its_own_grid() -> None:
    art = sprite(16, 12, 6, seed=3)
    twice = art.repeat(2, axis=0).repeat(2, axis=1)
    assert native_scale(twice) == 2
    assert np.array_equal(upscale(twice, 1.5), art.repeat(3, axis=0).repeat(3, axis=1))


def test_pixel_art_between_whole_factors_blends_at_most_one_pixel() -> None:
    art = np.zeros((8, 8, 4), np.uint8)
    art[..., 3] = 255
    art[:, 4:, 0] = 255
    row = upscale(art, 1.3, "low-resolution-v2")[0, :, 0]
    assert row.size == 10
    assert int(((row > 0) & (row < 255)).sum()) <= 1


@given(st.tuples(*[st.integers(0, 255)] * 3), st.sampled_from(MODELS), st.sampled_from([1.0, 1.4, 2.0, 3.1, 4.0]))
@settings(max_examples=25, deadline=None)
def test_a_constant_picture_stays_constant(color: tuple[int, int, int], model: UpscaleModel, factor: float) -> None:
    flat = np.empty((20, 24, 4), np.uint8)
    flat[:] = (*color, 255)
    out = upscale(flat, factor, model, sharpen=1, denoise=1)
    assert (out == flat[0, 0]).all()


@pytest.mark.parametrize("model", CONTINUOUS)
@pytest.mark.parametrize("factor", [1.5, 2.0, 3.0, 4.0])
def test_nothing_rings(model: UpscaleModel, factor: float) -> None:
    picture = painting(64, 64)
    out = upscale(picture, factor, model).astype(np.int16)
    kernel = np.ones((5, 5), np.uint8)
    size = (out.shape[1], out.shape[0])
    least = cv2.resize(cv2.erode(picture, kernel), size, interpolation=cv2.INTER_NEAREST).astype(np.int16)
    greatest = cv2.resize(cv2.dilate(picture, kernel), size, interpolation=cv2.INTER_NEAREST).astype(np.int16)
    assert (out >= least - 7).all()
    assert (out <= greatest + 7).all()


@pytest.mark.parametrize("model", CONTINUOUS)
def test_enlarging_beats_cubic_interpolation(model: UpscaleModel) -> None:
    original = painting(192, 192)
    small = np.dstack([cv2.resize(original[..., :3], (96, 96), interpolation=cv2.INTER_AREA), original[:96, :96, 3]])
    cubic = cv2.resize(small[..., :3], (192, 192), interpolation=cv2.INTER_CUBIC)

    def error(picture: Pixels) -> float:
        return float(((picture.astype(np.float32) - original[..., :3]) ** 2).mean())

    assert error(upscale(small, 2, model)[..., :3]) < 0.8 * error(cubic)


def red_disc_over_hidden_blue() -> Pixels:
    y, x = np.mgrid[0:64, 0:64]
    distance = np.hypot(x - 31.5, y - 31.5)
    alpha = np.clip(20.5 - distance, 0, 1)
    rgba = np.zeros((64, 64, 4), np.uint8)
    shade = (200 + 40 * np.sin(x / 5) * np.cos(y / 7)).astype(np.uint8)
    rgba[..., 0] = np.where(alpha > 0, shade, 0)
    rgba[..., 2] = np.where(alpha > 0, 0, 255)
    rgba[..., 3] = (alpha * 255).astype(np.uint8)
    return rgba


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("factor", [1.7, 2.0, 4.0])
def test_hidden_colour_never_comes_out_at_the_edge(model: UpscaleModel, factor: float) -> None:
    out = upscale(red_disc_over_hidden_blue(), factor, model)
    shown = out[out[..., 3] > 0].astype(np.int16)
    assert shown.size
    assert int(shown[:, 2].max()) <= 8
    assert int(shown[:, 0].min()) >= 120


def test_alpha_keeps_its_area() -> None:
    disc = red_disc_over_hidden_blue()
    out = upscale(disc, 2)
    assert float(out[..., 3].mean()) == pytest.approx(float(disc[..., 3].mean()), rel=0.01)


def test_sharpening_steepens_edges_in_step_with_its_amount() -> None:
    steps = [np.abs(np.diff(upscale(painting(), 2, sharpen=s).astype(float), axis=1)).max() for s in (0.0, 0.4, 1.0)]
    assert steps[0] < steps[1] <= steps[2]


def test_sharpening_works_without_enlarging() -> None:
    soft = cv2.GaussianBlur(painting(), (0, 0), 1.5)
    energy = [float(np.diff(upscale(soft, 1, sharpen=s).astype(float), axis=0).var()) for s in (0.0, 0.5, 1.0)]
    assert energy[0] < energy[1] < energy[2]


def test_denoising_takes_noise_out_and_leaves_the_edge() -> None:
    clean, noisy = painting(), painting(noise=0.06)

    def error(picture: Pixels) -> float:
        return float(((picture[..., :3].astype(float) - clean[..., :3]) ** 2).mean())

    errors = [error(upscale(noisy, 1, denoise=d)) for d in (0.0, 0.25, 0.55)]
    assert errors[1] < 0.75 * errors[0]
    assert errors[2] < 0.35 * errors[0]


def test_recovery_cleans_a_noisy_picture_by_itself() -> None:
    original = painting(192, 192)
    small = np.dstack([cv2.resize(original[..., :3], (96, 96), interpolation=cv2.INTER_AREA), original[:96, :96, 3]])
    rng = np.random.default_rng(2)
    small[..., :3] = np.clip(small[..., :3] + rng.normal(0, 15, (96, 96, 3)), 0, 255).astype(np.uint8)

    def error(model: UpscaleModel) -> float:
        return float(((upscale(small, 2, model)[..., :3].astype(float) - original[..., :3]) ** 2).mean())

    assert error("recovery-v2") < 0.6 * error("standard-v2")


@given(
    st.integers(1, 40), st.integers(1, 40), st.integers(10, 40).map(lambda tenths: tenths / 10), st.sampled_from(MODELS)
)
@settings(max_examples=40, deadline=None)
def test_any_size_and_factor_gives_the_rounded_size(
    height: int, width: int, factor: float, model: UpscaleModel
) -> None:
    out = upscale(painting(height, width), factor, model)
    assert out.shape == (max(1, int(height * factor + 0.5)), max(1, int(width * factor + 0.5)), 4)
    assert out.dtype == np.uint8
    assert (out[..., 3] == 255).all()


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("shape", [(1, 1), (1, 4096), (4096, 1)])
def test_slivers_are_enlarged(model: UpscaleModel, shape: tuple[int, int]) -> None:
    picture = np.full((*shape, 4), 200, np.uint8)
    picture[..., 0] = np.arange(shape[0] * shape[1], dtype=np.uint32).reshape(shape) % 251
    assert upscale(picture, 2, model).shape == (shape[0] * 2, shape[1] * 2, 4)


def test_an_all_transparent_picture_stays_so() -> None:
    hidden = painting()
    hidden[..., 3] = 0
    assert not upscale(hidden, 2)[..., 3].any()


def test_tiles_leave_no_seams() -> None:
    """A picture larger than a tile equals, away from the border, the enlargement of a part of it."""
    large = painting(640, 640)
    part = large[200:640, 200:640]
    whole_out, part_out = upscale(large, 2), upscale(part, 2)
    difference = np.abs(whole_out[480:1280, 480:1280].astype(int) - part_out[80:, 80:].astype(int))
    assert int(difference.max()) <= 1


def test_progress_rises_to_one() -> None:
    told: list[float] = []
    upscale(painting(600, 600), 4, report=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 4


@pytest.mark.parametrize(
    "change",
    [{"factor": 0.9}, {"factor": 4.1}, {"sharpen": 1.1}, {"denoise": -0.1}, {"model": "standard-v1"}],
)
def test_numbers_out_of_range_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"must be|unknown"):
        upscale(painting(), **change)  # type: ignore[arg-type]


def test_other_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="expected uint8"):
        upscale(np.zeros((4, 4, 3), np.uint8))


SCRIPT = """
import hashlib
from tests.engine.upscale.test_upscale import painting
from rundot_studio.engine.upscale import upscale
digest = hashlib.sha256()
for model in ("standard-v2", "cgi", "high-fidelity-v2", "recovery-v2"):
    digest.update(upscale(painting(noise=0.03), 2.5, model).tobytes())
print(digest.hexdigest())
"""


def test_every_process_makes_the_same_bytes() -> None:
    runs = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": "", "PYTHONPATH": "."},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(runs[0].strip()) == 64
